//! Texts → XLIFF 2.0.

use std::fmt::Write as _;

use super::{METADATA, NAMESPACE, OURS};
use crate::workspace::bitext::texts::paragraphs;
use crate::workspace::bitext::{Bitext, BitextPassage, Row, xml};

/// The whole file.
pub fn write(bitext: &Bitext) -> String {
    let Bitext { issue, source, target, passages } = bitext;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff xmlns=\"{NAMESPACE}\" xmlns:mda=\"{METADATA}\" version=\"2.0\" srcLang=\"{source}\" trgLang=\"{target}\">\n\
         <file id=\"{issue}\" original=\"issues/{issue}/{source}.md\">\n"
    );
    passages.iter().for_each(|passage| group(&mut out, passage));
    out.push_str("</file>\n</xliff>\n");
    out
}

fn group(out: &mut String, passage: &BitextPassage) {
    let BitextPassage { passage: id, name, target_was, remarks, rows } = passage;
    // Writing into a text can't fail, here and below.
    let name = escaped(&name.replace(char::is_control, " "));
    _ = writeln!(out, "<group id=\"{id}\" name=\"{name}\">");
    if let Some(hash) = target_was {
        _ = writeln!(
            out,
            "<mda:metadata><mda:metaGroup category=\"{OURS}\"><mda:meta type=\"target\">{hash}</mda:meta></mda:metaGroup></mda:metadata>"
        );
    }
    for (at, row) in rows.iter().enumerate() {
        _ = writeln!(out, "<unit id=\"{id}.{}\">", row.field.as_str());
        // Tools show the notes of units; those of groups hardly any.
        if at == 0 && !remarks.is_empty() {
            let notes = remarks.iter().enumerate();
            let notes: String = notes
                .map(|(at, text)| format!("<note id=\"n{}\">{}</note>", at + 1, escaped(text)))
                .collect();
            _ = writeln!(out, "<notes>{notes}</notes>");
        }
        unit(out, row);
        out.push_str("</unit>\n");
    }
    out.push_str("</group>\n");
}

fn unit(out: &mut String, row: &Row) {
    let state = row.state.as_str();
    let more = row.more.as_ref().map_or_else(String::new, |more| format!(" subState=\"{OURS}:{more}\""));
    let sources = paragraphs(&row.source);
    let targets = row.target.as_deref().map(paragraphs);
    let apart = targets.as_ref().is_none_or(|targets| targets.len() == sources.len());
    let target = |text: &str| format!("<target xml:space=\"preserve\">{}</target>", escaped(text));
    if !apart {
        let target = row.target.as_deref().map_or_else(String::new, target);
        let source = escaped(&row.source);
        _ = writeln!(
            out,
            "<segment id=\"s1\" state=\"{state}\"{more}><source xml:space=\"preserve\">{source}</source>{target}</segment>"
        );
        return;
    }
    for (at, source) in sources.iter().enumerate() {
        let target = targets.as_ref().map_or_else(String::new, |targets| target(targets[at]));
        let source = escaped(source);
        let texts = format!("<source xml:space=\"preserve\">{source}</source>{target}");
        // Every second one is the white space between.
        _ = match at % 2 {
            0 => writeln!(out, "<segment id=\"s{}\" state=\"{state}\"{more}>{texts}</segment>", at / 2 + 1),
            _ => writeln!(out, "<ignorable>{texts}</ignorable>"),
        };
    }
}

/// XML has no control characters; XLIFF has an element for them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\r' => out.push_str("&#13;"),
            _ if xml::is_unwritable(letter) => {
                _ = write!(out, "<cp hex=\"{:04X}\"/>", u32::from(letter));
            }
            _ => match xml::entity(letter) {
                Some(entity) => out.push_str(entity),
                None => out.push(letter),
            },
        }
    }
    out
}
