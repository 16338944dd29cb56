//! The pieces of an edition that are written, and where they stand in an issue.

use std::borrow::Cow;
use std::path::PathBuf;

use super::facts;
use crate::domain::{Edition, Issue, Kind, Lang, Problem, Section, SectionId, SectionText};
use crate::locale::say;
use crate::tui::event::{Readiness, Spot};
use crate::workspace::{FACT_UNREAD, FILE_UNREAD, OUTLINE_UNREAD};

/// What stands there now; empty where nothing does.
pub fn text<'a>(issue: &'a Issue, lang: &Lang, spot: &Spot) -> Cow<'a, str> {
    if let Spot::When(id) | Spot::Place(id) = spot {
        let Some(section) = issue.section(id) else { return Cow::Borrowed("") };
        return match (spot, &section.event) {
            (Spot::When(_), None) => Cow::Borrowed(""),
            (Spot::When(_), Some(event)) => Cow::Owned(facts::when_words(&event.starts)),
            _ => Cow::Borrowed(facts::place_words(section, lang, issue)),
        };
    }
    let Some(edition) = issue.editions.get(lang) else { return Cow::Borrowed("") };
    Cow::Borrowed(match spot {
        Spot::Title => edition.title.as_deref().unwrap_or(""),
        Spot::Subject => &edition.subject,
        Spot::InboxLine => &edition.preheader,
        Spot::Heading(id) => edition.section(id).map_or("", |section| &section.heading),
        Spot::Body(id) => edition.section(id).map_or("", |section| &section.markdown),
        Spot::When(_) | Spot::Place(_) => "",
    })
}

/// Writes `text` there; an edition or a section that is missing begins with it. Dates and places are `facts`.
pub fn set(issue: &mut Issue, lang: &Lang, spot: &Spot, text: String) {
    let id = issue.id.clone();
    let edition = issue.editions.entry(lang.clone()).or_insert_with(|| Edition {
        lang: lang.clone(),
        file: PathBuf::from(format!("issues/{id}/{lang}.md")),
        title: None,
        subject: String::new(),
        preheader: String::new(),
        sections: Vec::new(),
    });
    match spot {
        Spot::Title => edition.title = (!text.is_empty()).then_some(text),
        Spot::Subject => edition.subject = text,
        Spot::InboxLine => edition.preheader = text,
        Spot::Heading(id) => section(edition, id).heading = text,
        Spot::Body(id) => section(edition, id).markdown = text,
        Spot::When(_) | Spot::Place(_) => {}
    }
}

fn section<'a>(edition: &'a mut Edition, id: &SectionId) -> &'a mut SectionText {
    let at = edition.sections.iter().position(|section| section.id == *id).unwrap_or_else(|| {
        edition.sections.push(SectionText {
            id: id.clone(),
            heading: String::new(),
            markdown: String::new(),
            heading_line: 0,
            body_line: 0,
        });
        edition.sections.len() - 1
    });
    &mut edition.sections[at]
}

/// The fields of an edition as far as it is written.
pub fn of_edition(issue: &Issue, lang: &Lang) -> Vec<Spot> {
    let Some(edition) = issue.editions.get(lang) else { return Vec::new() };
    head_and(edition.sections.iter().map(|section| &section.id))
}

/// The fields that an edition of the issue is to have.
pub fn of_issue(issue: &Issue) -> Vec<Spot> {
    head_and(issue.sections.iter().map(|section| &section.id))
}

fn head_and<'a>(sections: impl Iterator<Item = &'a SectionId>) -> Vec<Spot> {
    let mut spots = vec![Spot::Title, Spot::Subject, Spot::InboxLine];
    for id in sections {
        let heading = Spot::Heading(id.clone());
        // Of a section that stands there twice the first one counts.
        if !spots.contains(&heading) {
            spots.extend([heading, Spot::Body(id.clone())]);
        }
    }
    spots
}

/// Why nothing is known of what `issue.toml` says, where that is so.
pub fn outline_unread(problems: &[Problem]) -> Option<&Problem> {
    problems.iter().find(|problem| OUTLINE_UNREAD.contains(&problem.rule))
}

/// Whether something that stands in `issue.toml` can't be read there, or not under its name.
pub fn is_misread(problem: &Problem) -> bool {
    FACT_UNREAD.contains(&problem.rule)
}

/// `en.md, line 3: this is not TOML`: why a field can't be read.
pub fn unread_words(problem: &Problem) -> String {
    let file = problem.place.file.as_ref().and_then(|file| file.file_name());
    let file = file.map_or_else(String::new, |file| file.to_string_lossy().into_owned());
    let at = match problem.place.line {
        Some(line) => say!("check-place", file = file.as_str(), line = line),
        None => file.clone(),
    };
    // Of a whole file why it can't be read, without its name once more.
    let why = if FILE_UNREAD.contains(&problem.rule) { problem.why.as_str() } else { "" };
    let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
    // What is wrong with the whole file may begin with its name.
    if problem.place.line.is_none() && problem.what.starts_with(&file) {
        return format!("{}{why}", problem.what);
    }
    format!("{at}: {}{why}", problem.what)
}

/// `press.csv`: the file of a finding, where that is no file of an edition.
pub fn file_words(problem: &Problem) -> Option<String> {
    let file = problem.place.file.as_ref().filter(|file| file.extension().is_some_and(|end| end != "md"))?;
    Some(file.file_name()?.to_string_lossy().into_owned())
}

/// `issue.toml, line 3`: where a finding is that is in no section, but on a line of a file.
pub fn line_words(problem: &Problem) -> Option<String> {
    let line = problem.place.line.filter(|_| problem.place.section.is_none())?;
    let file = problem.place.file.as_ref()?.file_name()?;
    Some(say!("check-place", file = file.to_string_lossy(), line = line))
}

/// What is wrong. Where a file is broken, with its name, the line and what to do about it: no field leads there.
pub fn finding_words(problem: &Problem) -> String {
    if line_words(problem).is_none() && !FILE_UNREAD.contains(&problem.rule) {
        return problem.what.clone();
    }
    let remedy = if problem.remedy.is_empty() { String::new() } else { format!(": {}", problem.remedy) };
    format!("{}{remedy}", unread_words(problem))
}

/// A sentence that stands alone.
pub fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// The section a piece belongs to.
pub fn section_of(spot: &Spot) -> Option<&SectionId> {
    match spot {
        Spot::Heading(id) | Spot::When(id) | Spot::Place(id) | Spot::Body(id) => Some(id),
        _ => None,
    }
}

/// Whether the issue has the section that a piece belongs to.
pub fn has_place(issue: &Issue, spot: &Spot) -> bool {
    section_of(spot).is_none_or(|id| issue.section(id).is_some())
}

/// What people call a kind: `Save the date`.
pub fn kind_name(kind: &Kind) -> String {
    kind.in_words()
}

/// What people call a section: its heading in this language, else in any other, else its kind.
pub fn section_name(issue: &Issue, lang: &Lang, section: &Section) -> String {
    issue.name_of(lang, section)
}

/// How far the subject and its companions are.
pub fn head_readiness(issue: &Issue, lang: &Lang) -> Readiness {
    let blank = |spot: &Spot| text(issue, lang, spot).trim().is_empty();
    match (blank(&Spot::Subject), blank(&Spot::InboxLine)) {
        (true, true) => Readiness::NotStarted,
        (false, false) => Readiness::Ready,
        _ => Readiness::NeedsWork,
    }
}

/// How far an edition is, from how far its head and its sections are.
pub fn edition_readiness(
    issue: &Issue,
    lang: &Lang,
    head: Readiness,
    section: impl Fn(&SectionId) -> Readiness,
) -> Readiness {
    let all: Vec<Readiness> =
        issue.sections_for(lang).map(|one| section(&one.id)).chain(std::iter::once(head)).collect();
    if all.iter().all(|one| *one == Readiness::Ready) {
        Readiness::Ready
    } else if all.iter().all(|one| *one == Readiness::NotStarted) {
        Readiness::NotStarted
    } else {
        Readiness::NeedsWork
    }
}

/// The sign of it; a word stands beside it in the legend.
pub fn sign(readiness: Readiness) -> &'static str {
    match readiness {
        Readiness::Ready => "✓",
        Readiness::NeedsWork => "!",
        Readiness::NotStarted => "–",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::IssueId;

    #[test]
    fn a_first_letter_in_a_language_begins_its_edition() {
        let lang = Lang::parse("sv").expect("a tag");
        let id = SectionId::parse("progress").expect("a name");
        let mut issue = Issue {
            id: IssueId::parse("2018-06-summer").expect("a name"),
            title: "Summer".into(),
            number: None,
            date: None,
            expires_at: None,
            languages: vec![lang.clone()],
            lists: Vec::new(),
            sections: Vec::new(),
            accepted: Vec::new(),
            editions: BTreeMap::new(),
        };
        let spot = Spot::Heading(id);
        assert_eq!(text(&issue, &lang, &spot), "");
        set(&mut issue, &lang, &spot, "Var står vi?".into());
        assert_eq!(text(&issue, &lang, &spot), "Var står vi?");
        assert_eq!(issue.editions[&lang].file, PathBuf::from("issues/2018-06-summer/sv.md"));
        assert_eq!(head_readiness(&issue, &lang), Readiness::NotStarted);
    }
}
