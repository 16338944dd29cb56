//! `issue.toml` → `Issue` without its editions.

use std::path::Path;

use jiff::civil::Date;

use super::super::reading::{Node, Readable as _, Reading, Table, words_only};
use super::{Around, LANGUAGE, LIST, NAMELESS, RULES, UNTRANSLATED, section};
use crate::domain::{Acceptance, Issue, IssueId, Lang, ListName, Problem, Section, SectionId, did_you_mean};

/// An issue of which nothing is known but its folder.
pub(super) fn empty(id: &IssueId) -> Issue {
    Issue {
        id: id.clone(),
        title: id.to_string(),
        number: None,
        date: None,
        languages: Vec::new(),
        lists: Vec::new(),
        sections: Vec::new(),
        accepted: Vec::new(),
        editions: super::no_editions(),
    }
}

/// Reads as much as can be read.
pub(super) fn read(id: &IssueId, file: &Path, text: &str, around: &Around) -> (Issue, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reading = Reading::new(file, text, &RULES);
    let mut issue = empty(id);
    if let Some(document) = reading.parse(text) {
        let table = Table::new(&reading, document.as_table(), String::new(), 0..0);
        if let Some(title) = table.demand("title", "\"Summer\"").and_then(|node| one_line(&node)) {
            issue.title = title;
        }
        issue.number = table.optional::<u32>("number");
        issue.date = table.optional::<Date>("date");
        issue.languages = table
            .demand("languages", "[\"en\"]")
            .map_or_else(Vec::new, |node| languages(&node, around.languages.as_deref()));
        issue.lists = table.get("lists").map_or_else(Vec::new, |node| known_lists(&node, &around.lists));
        issue.sections = sections(&table, &around.folder, &issue.languages);
        issue.accepted = table.tables("accept").iter().filter_map(acceptance).collect();
        table.finish_by(|near| if near == Some("section") { NAMELESS } else { RULES.unknown_key });
    }
    (issue, reading.into_problems())
}

fn one_line(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?;
    words_only(&text).map_or_else(|fault| node.wrong(fault, "write it on one line"), |()| Some(text))
}

/// Every language that can be read, once.
pub(super) fn languages(node: &Node<'_>, newsletter: Option<&[Lang]>) -> Vec<Lang> {
    let Some(members) = node.members() else {
        return node.wrong_type("a list of languages, like [\"en\", \"hu\"]").unwrap_or_default();
    };
    let mut languages = Vec::new();
    for member in &members {
        let Some(lang) = Lang::read(member) else { continue };
        if newsletter.is_some_and(|known| !known.contains(&lang)) {
            let place = node.reading.place(&member.span);
            let problem =
                Problem::must(LANGUAGE, place, format!("{lang} is not a language of the newsletter"));
            node.reading.report(
                problem.remedy("mend the tag, or add the language to newsletter.languages in config.toml"),
            );
        }
        if languages.contains(&lang) {
            member.wrong::<()>(format_args!("{lang} stands in it twice"), "take one of them out");
        } else {
            languages.push(lang);
        }
    }
    if members.is_empty() {
        node.wrong::<()>("it names no language", "write at least one, like [\"en\"]");
    }
    languages
}

/// Reports a language of a section that is not one of the issue's, which are `known`.
pub(super) fn of_issue(node: &Node<'_>, lang: &Lang, known: &[Lang]) {
    if known.is_empty() || known.contains(lang) {
        return;
    }
    let problem = Problem::must(
        LANGUAGE,
        node.reading.place(&node.span),
        format!("{lang} is not a language of this issue"),
    );
    let remedy = match did_you_mean(lang.as_str(), known.iter().map(Lang::as_str)) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => {
            let known: Vec<&str> = known.iter().map(Lang::as_str).collect();
            format!("write one of {}, or add it to the issue's languages", known.join(", "))
        }
    };
    node.reading.report(problem.because("no letter is made in it").remedy(remedy));
}

fn known_lists(node: &Node<'_>, lists: &[ListName]) -> Vec<ListName> {
    let Some(members) = node.members() else {
        return node.wrong_type("a list of names, like [\"partners\"]").unwrap_or_default();
    };
    let read = members.iter().filter_map(|member| {
        let name = ListName::read(member)?;
        if !lists.contains(&name) {
            let place = node.reading.place(&member.span);
            let problem = Problem::must(LIST, place, format!("there is no list \"{name}\""));
            let remedy = match did_you_mean(name.as_str(), lists.iter().map(ListName::as_str)) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("put subscribers/{name}.csv there, or take the name out"),
            };
            node.reading.report(problem.remedy(remedy));
        }
        Some(name)
    });
    read.collect()
}

/// The sections that have an id; the first of each.
fn sections(table: &Table<'_>, folder: &Path, languages: &[Lang]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let since = table.reading.count();
    let tables = table.tables("section");
    table.reading.breaks(NAMELESS, since);
    for table in tables {
        let since = table.reading.count();
        let Some(section) = section::read(&table, folder, languages) else { continue };
        untranslated(table.reading, section.languages.as_deref().unwrap_or(languages));
        table.reading.about_section(since, &section.id);
        if sections.iter().any(|other| other.id == section.id) {
            let problem = Problem::must(
                NAMELESS,
                table.get("id").map_or_else(Default::default, |node| table.reading.place(&node.span)),
                format!("a second section has the id \"{}\"", section.id),
            );
            let why = "the id ties a section to its texts; only the first one is used";
            table
                .reading
                .report(problem.because(why).remedy("give one of them another id, here and in the editions"));
        } else {
            sections.push(section);
        }
    }
    sections
}

/// Texts of a section that lack a language it is for: its readers would get those of another, unannounced.
fn untranslated(reading: &Reading<'_>, languages: &[Lang]) {
    for text in reading.translated() {
        let lacks: Vec<_> =
            languages.iter().filter(|lang| !text.languages.contains(lang)).map(Lang::as_str).collect();
        if !lacks.is_empty() {
            let what = format!("\"{}\" has no text for {}", text.key, lacks.join(", "));
            let problem = Problem::should(UNTRANSLATED, reading.place(&text.span), what);
            let why = "readers of these get it in another language";
            reading.report(problem.because(why).remedy("add the text in these languages"));
        }
    }
}

fn acceptance(table: &Table<'_>) -> Option<Acceptance> {
    let rule = table.required::<String>("rule", "\"EVT001\"");
    let section = table.optional::<SectionId>("section");
    let language = table.optional::<Lang>("language");
    let value = table.optional::<String>("value");
    let reason = table.required::<String>("reason", "\"why it is right as it is\"");
    let by = table.required::<String>("by", "\"anna\"");
    table.finish();
    Some(Acceptance { rule: rule?, section, language, value, reason: reason?, by: by? })
}
