//! The dialect: what the parser of the prose says, with file, line, section and language.

use crate::domain::prose::{self, ProseProblem};
use crate::domain::{Edition, Place, Problem, SectionText, Severity};

use super::{Facts, Rule, place, rules};
use crate::locale::said_of_prose;

/// All findings in the prose of the issue's editions, whichever rule they are of.
pub fn dialect(facts: &Facts) -> Vec<Problem> {
    let issue = facts.issue;
    let mut found = Vec::new();
    for edition in issue.editions.values().filter(|edition| issue.languages.contains(&edition.lang)) {
        let title = edition.title.as_deref().unwrap_or_default();
        for text in [title, &edition.subject, &edition.preheader] {
            let (_, wrong) = prose::parse_words(text);
            found.extend(wrong.iter().map(|one| problem(one, || in_head(edition))));
        }
        for section in &edition.sections {
            let (_, wrong) = prose::parse_line(&section.heading);
            found.extend(wrong.iter().map(|one| problem(one, || place::of_heading(edition, section))));
            found.extend(in_body(edition, section));
        }
    }
    found
}

fn in_body(edition: &Edition, section: &SectionText) -> Vec<Problem> {
    let (_, wrong) = prose::parse(&section.markdown);
    wrong
        .iter()
        .map(|one| {
            let (at, length) = (one.span.start, one.span.len());
            let found = problem(one, || place::of_body(edition, section, at, length));
            match fix(one, &section.markdown) {
                Some(words) => found.mended_by(words),
                None => found,
            }
        })
        .collect()
}

/// What mends it for everybody: a mark of this Markdown for that of another, nothing for what nobody sees.
fn fix(found: &ProseProblem, markdown: &str) -> Option<String> {
    match found.key {
        "STR012-point" => Some(format!("- {}", markdown.get(found.span.clone())?.get(2..)?)),
        "TXT001-invisible" => Some(String::new()),
        _ => None,
    }
}

/// The front matter, which has no line of its own here.
fn in_head(edition: &Edition) -> Place {
    Place::file(&edition.file).in_language(&edition.lang)
}

fn problem(found: &ProseProblem, place: impl FnOnce() -> Place) -> Problem {
    let rule = rules::find(found.rule());
    let severity = rule.map_or(Severity::MustFix, |rule| rule.severity);
    let why = rule.map_or_else(String::new, Rule::why);
    let (what, remedy) = said_of_prose(found);
    Problem::new(found.rule(), severity, place(), what).because(why).remedy(remedy)
}
