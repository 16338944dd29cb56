//! Texts → DOCX.

use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::WORDS;
use super::grey::{OfDocument, OfRow, RowText, SentOut};
use super::styles::{self, Style};
use crate::domain::Lang;
use crate::domain::translation::{Passage, TextHash};
use crate::locale::{say, words};
use crate::workspace::bitext::texts::paragraphs;
use crate::workspace::bitext::{Bitext, BitextPassage, Row, xml};

/// Of a column in twentieths of a point; A4 with margins of two centimetres has two of them.
const COLUMN: u32 = 4819;
const ACROSS: u32 = 2;

/// The whole file, under the title that the issue has. The same texts give the same bytes.
pub fn write(bitext: &Bitext, title: &str) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let title = titled(bitext, title);
    for (name, text) in [
        ("[Content_Types].xml", styles::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", styles::TOP_RELATIONS.to_owned()),
        ("docProps/core.xml", styles::core(&escaped(&title), &bitext.target)),
        ("word/_rels/document.xml.rels", styles::RELATIONS_OF_DOCUMENT.to_owned()),
        ("word/styles.xml", styles::styles(&bitext.source, &bitext.target)),
        ("word/document.xml", document(bitext, &title)),
    ] {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn titled(bitext: &Bitext, title: &str) -> String {
    let words = words(&bitext.target);
    let (source, target) = (words.language(&bitext.source), words.language(&bitext.target));
    say!("bitext-title" of words, title = title, source = source, target = target)
}

fn document(bitext: &Bitext, title: &str) -> String {
    let Bitext { issue, source, target, passages } = bitext;
    let words = words(target);
    let first = OfDocument {
        issue: issue.clone(),
        source: source.clone(),
        target: target.clone(),
        passages: passages.iter().map(|one| one.passage.clone()).collect(),
    };
    let mut rows = row(
        "<w:trPr><w:tblHeader/></w:trPr>",
        &[
            grey(&first.to_string()) + &paragraph(Style::Column, &words.language(source), target),
            paragraph(Style::Column, &words.language(target), target),
        ],
    );
    passages.iter().for_each(|passage| rows.push_str(&of_passage(bitext, passage)));
    let how = say!("bitext-how" of words);
    let (title, how) = (paragraph(Style::Title, title, target), paragraph(Style::How, &how, target));
    format!(
        "{}<w:document xmlns:w=\"{WORDS}\"><w:body>{title}{how}<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/>\
         <w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
         <w:tblGrid><w:gridCol w:w=\"{COLUMN}\"/><w:gridCol w:w=\"{COLUMN}\"/></w:tblGrid>{rows}</w:tbl><w:p/>\
         <w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" \
         w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        styles::HEAD,
        Style::Table.name(),
        COLUMN * ACROSS,
    )
}

fn of_passage(bitext: &Bitext, passage: &BitextPassage) -> String {
    let Bitext { source, target, .. } = bitext;
    let words = words(target);
    let (name, lang) = match passage.passage {
        Passage::Head => (say!("bitext-head" of words), target),
        Passage::Section(_) => (passage.name.clone(), source),
    };
    let across = format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{ACROSS}\"/>\
         <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/></w:tcPr>{}</w:tc>",
        COLUMN * ACROSS,
        styles::SHADE,
        paragraph(Style::Section, &name, lang),
    );
    let mut out = format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{across}</w:tr>");
    for of in &passage.rows {
        let named = OfRow { passage: passage.passage.clone(), text: sent_out(passage, of) };
        let translation = text(Style::Target, of.target.as_deref().unwrap_or_default(), target);
        out.push_str(&row(
            "",
            &[grey(&named.to_string()) + &text(Style::Source, &of.source, source), translation],
        ));
    }
    let named = OfRow { passage: passage.passage.clone(), text: RowText::Remarks };
    let mut left =
        grey(&named.to_string()) + &paragraph(Style::Remarks, &say!("bitext-remarks" of words), target);
    passage.remarks.iter().for_each(|remark| left.push_str(&text(Style::Target, remark, target)));
    out.push_str(&row("", &[left, text(Style::Target, "", target)]));
    out
}

fn sent_out(passage: &BitextPassage, row: &Row) -> RowText {
    let (of, target_was) = (passage.rows.len(), passage.target_was.clone());
    RowText::Field(row.field, Some(SentOut { of, source: TextHash::of(&written(&row.source)), target_was }))
}

fn row(properties: &str, cells: &[String]) -> String {
    let cell = |text: &String| {
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{COLUMN}\" w:type=\"dxa\"/></w:tcPr>{text}</w:tc>")
    };
    format!("<w:tr>{properties}{}</w:tr>", cells.iter().map(cell).collect::<String>())
}

fn grey(line: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:rPr><w:noProof/></w:rPr><w:t>{}</w:t></w:r></w:p>",
        Style::Grey.name(),
        escaped(line)
    )
}

/// A paragraph for each of the text's, at least one: a cell has to have it.
fn text(style: Style, text: &str, lang: &Lang) -> String {
    let parts = paragraphs(text.trim());
    parts.into_iter().step_by(2).map(|part| paragraph(style, part, lang)).collect()
}

fn paragraph(style: Style, text: &str, lang: &Lang) -> String {
    let look = if lang.is_right_to_left() { "<w:rPr><w:rtl/></w:rPr>" } else { "" };
    let side = if lang.is_right_to_left() { "<w:bidi/>" } else { "" };
    let lines = text.split('\n').map(|line| {
        let parts =
            line.split('\t').map(|part| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(part)));
        parts.collect::<Vec<_>>().join("<w:tab/>")
    });
    let lines = lines.collect::<Vec<_>>().join("<w:br/>");
    let name = style.name();
    let run = if text.is_empty() { String::new() } else { format!("<w:r>{look}{lines}</w:r>") };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{name}\"/>{side}</w:pPr>{run}</w:p>")
}

/// What of a text can be written in XML.
fn written(text: &str) -> String {
    text.replace(|letter| xml::is_unwritable(letter) || letter == '\r', "")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in written(text).chars() {
        match xml::entity(letter) {
            Some(entity) => out.push_str(entity),
            None => out.push(letter),
        }
    }
    out
}
