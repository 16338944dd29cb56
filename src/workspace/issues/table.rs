//! `issue.toml` → `Issue` without its editions.

use std::path::Path;

use jiff::civil::Date;

use super::super::reading::{Node, Readable as _, Reading, Table, words_only};
use super::{Around, LANGUAGE, LIST, NAMELESS, RULES, UNTRANSLATED, section};
use crate::domain::{
    Acceptance, Issue, IssueId, Lang, ListName, Problem, Section, SectionId, When, did_you_mean,
};
use crate::locale::say;

/// An issue of which nothing is known but its folder.
pub(super) fn empty(id: &IssueId) -> Issue {
    Issue {
        id: id.clone(),
        title: id.to_string(),
        number: None,
        date: None,
        expires_at: None,
        languages: Vec::new(),
        lists: Vec::new(),
        sections: Vec::new(),
        accepted: Vec::new(),
        editions: super::no_editions(),
    }
}

/// Reads as much as can be read.
pub(super) fn read(
    id: &IssueId,
    (file, folder): (&Path, &Path),
    text: &str,
    around: &Around,
) -> (Issue, Vec<Problem>) {
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
        issue.expires_at = table.optional::<When>("expires_at");
        issue.languages = table
            .demand("languages", "[\"en\"]")
            .map_or_else(Vec::new, |node| languages(&node, around.languages.as_deref()));
        issue.lists = table.get("lists").map_or_else(Vec::new, |node| known_lists(&node, &around.lists));
        issue.sections = sections(&table, folder, &issue.languages);
        issue.accepted = table.tables("accept").iter().filter_map(acceptance).collect();
        table.finish_by(|near| if near == Some("section") { NAMELESS } else { RULES.unknown_key });
    }
    (issue, reading.into_problems())
}

fn one_line(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?;
    words_only(&text).map_or_else(|fault| node.wrong(fault, say!("reading-one-line")), |()| Some(text))
}

/// Every language that can be read, once.
pub(super) fn languages(node: &Node<'_>, newsletter: Option<&[Lang]>) -> Vec<Lang> {
    let Some(members) = node.members() else {
        return node.wrong_type(say!("reading-wanted-languages")).unwrap_or_default();
    };
    let mut languages = Vec::new();
    for member in &members {
        let Some(lang) = Lang::read(member) else { continue };
        if newsletter.is_some_and(|known| !known.contains(&lang)) {
            let place = node.reading.place(&member.span);
            let what = say!("ISS010-not-newsletter", lang = lang.as_str());
            let problem = Problem::must(LANGUAGE, place, what);
            node.reading.report(problem.remedy(say!("ISS010-not-newsletter-remedy")));
        }
        if languages.contains(&lang) {
            let what = say!("ISS005-language-twice", lang = lang.as_str());
            member.wrong::<()>(what, say!("ISS005-language-twice-remedy"));
        } else {
            languages.push(lang);
        }
    }
    if members.is_empty() {
        node.wrong::<()>(say!("ISS005-no-languages"), say!("ISS005-no-languages-remedy"));
    }
    languages
}

/// Reports a language of a section that is not one of the issue's, which are `known`.
pub(super) fn of_issue(node: &Node<'_>, lang: &Lang, known: &[Lang]) {
    if known.is_empty() || known.contains(lang) {
        return;
    }
    let what = say!("ISS010-not-issue", lang = lang.as_str());
    let problem = Problem::must(LANGUAGE, node.reading.place(&node.span), what);
    let remedy = match did_you_mean(lang.as_str(), known.iter().map(Lang::as_str)) {
        Some(near) => say!("reading-did-you-mean", near = near),
        None => {
            let known: Vec<&str> = known.iter().map(Lang::as_str).collect();
            say!("ISS010-not-issue-remedy", known = known.join(", "))
        }
    };
    node.reading.report(problem.because(say!("ISS010-not-issue-why")).remedy(remedy));
}

fn known_lists(node: &Node<'_>, lists: &[ListName]) -> Vec<ListName> {
    let Some(members) = node.members() else {
        return node.wrong_type(say!("reading-wanted-names")).unwrap_or_default();
    };
    let read = members.iter().filter_map(|member| {
        let name = ListName::read(member)?;
        if !lists.contains(&name) {
            let place = node.reading.place(&member.span);
            let problem = Problem::must(LIST, place, say!("ISS009-no-list", name = name.as_str()));
            let remedy = match did_you_mean(name.as_str(), lists.iter().map(ListName::as_str)) {
                Some(near) => say!("reading-did-you-mean", near = near),
                None => say!("ISS009-no-list-remedy", name = name.as_str()),
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
                say!("ISS007-second", id = section.id.as_str()),
            );
            let problem = problem.because(say!("ISS007-second-why"));
            table.reading.report(problem.remedy(say!("ISS007-second-remedy")));
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
            let what = say!("ISS012-lacks", key = text.key.as_str(), languages = lacks.join(", "));
            let problem = Problem::should(UNTRANSLATED, reading.place(&text.span), what);
            let problem = problem.because(say!("ISS012-lacks-why"));
            reading.report(problem.remedy(say!("ISS012-lacks-remedy")));
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
