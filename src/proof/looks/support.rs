//! HTM004: styles that the mail programs of the readers know.
//!
//! Inside the tags a property is used that nearly every program knows, or one without which the letter is plainer and as easy to
//! read. What stays in the head is an addition anyway: there a thing is told that most programs don't know.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::declarations::{Declaration, declarations};
use super::sheet::Sheet;
use super::{called, styled_at};
use crate::domain::{Place, Problem};
use crate::locale::say;
use crate::proof::page::Page;
use crate::proof::{Facts, rules};

/// What `support.toml` holds.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Support {
    programs: Vec<String>,
    plainer: Vec<String>,
    everywhere: Vec<String>,
    in_the_head: Vec<String>,
    properties: BTreeMap<String, String>,
    /// `display: flex`
    values: BTreeMap<String, String>,
    /// `calc(`
    functions: BTreeMap<String, String>,
    /// `:hover`
    selectors: BTreeMap<String, String>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is part of the program, and every test of the rule reads it"
)]
fn support() -> &'static Support {
    static SUPPORT: LazyLock<Support> =
        LazyLock::new(|| toml::from_str(include_str!("support.toml")).expect("support.toml"));
    &SUPPORT
}

/// HTM004
pub fn supported(facts: &Facts, page: &Page) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut tell = |place: Place, what: String| {
        if problems.iter().all(|other| other.what != what) {
            problems.push(rules::HTM004.at(place, what));
        }
    };
    for element in page.all("body, body [style]") {
        for one in declarations(element.attr("style").unwrap_or_default()) {
            let Some(said) = in_a_tag(&one) else { continue };
            let (place, whose) = styled_at(facts, page, element);
            let what = say!("HTM004-tag", element = called(element), style = written(&one), lost = said);
            tell(place, format!("{what}{whose}"));
        }
    }
    let sheet = Sheet::of(page);
    // An import is told by HTM003.
    let known = |rule: &String| rule == "@import" || support().in_the_head.contains(rule);
    for rule in sheet.others.iter().filter(|rule| !known(rule)) {
        tell(at(facts, page, rule), say!("HTM004-head", style = rule.as_str(), lost = say!("HTM004-most")));
    }
    for rule in &sheet.rules {
        for selector in &rule.selectors {
            let Some((part, said)) = in_a_selector(selector) else { continue };
            tell(at(facts, page, selector), say!("HTM004-head", style = part, lost = said));
        }
        for one in &rule.declarations {
            let Some(said) = in_the_head(one) else { continue };
            tell(at(facts, page, &one.property), say!("HTM004-head", style = written(one), lost = said));
        }
    }
    problems
}

fn written(one: &Declaration) -> String {
    format!("{}: {}", one.property, one.value)
}

/// Where a piece of the style was written.
fn at(facts: &Facts, page: &Page, needle: &str) -> Place {
    facts.templates.and_then(|templates| templates.origin(needle)).unwrap_or_else(|| page.place())
}

/// What is wrong with a declaration in a tag.
fn in_a_tag(one: &Declaration) -> Option<String> {
    let known = support();
    let property = one.property.as_str();
    let lost = |letters: &str| {
        let lost = programs(letters, 'n');
        (!lost.is_empty()).then(|| unknown_to(&lost))
    };
    let of_value = special(one).and_then(lost);
    if of_value.is_some() || is_agreed(property) {
        return of_value;
    }
    match known.properties.get(property) {
        Some(letters) => lost(letters),
        None => Some(say!("HTM004-untried")),
    }
}

/// What is wrong with a declaration in the head, where it does no harm if some don't know it.
fn in_the_head(one: &Declaration) -> Option<String> {
    if is_agreed(&one.property) {
        return None;
    }
    let Some(letters) = special(one).or_else(|| support().properties.get(&one.property).map(String::as_str))
    else {
        return Some(say!("HTM004-untried"));
    };
    mostly_lost(letters)
}

/// `display: flex`, `calc(`: what is less known than the property that has it.
fn special(one: &Declaration) -> Option<&'static str> {
    let known = support();
    let whole = known.values.get(&format!("{}: {}", one.property, one.value));
    let function = || {
        let begins = |at: usize| !one.value[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
        known
            .functions
            .iter()
            .find(|(name, _)| one.value.match_indices(name.as_str()).any(|(at, _)| begins(at)))
            .map(|(_, letters)| letters)
    };
    whole.or_else(function).map(String::as_str)
}

/// The part of a selector that most mail programs don't know.
fn in_a_selector(selector: &str) -> Option<(&'static str, String)> {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    support().selectors.iter().find_map(|(part, letters)| {
        let (_, rest) = selector.split_once(part.as_str())?;
        let said = mostly_lost(letters).filter(|_| ends(rest))?;
        Some((part.as_str(), said))
    })
}

fn is_agreed(property: &str) -> bool {
    let known = support();
    let listed = |list: &[String]| list.iter().any(|one| one == property);
    // What begins so is meant for Outlook alone, and others pass over it.
    property.starts_with("mso-") || listed(&known.plainer) || listed(&known.everywhere)
}

fn mostly_lost(letters: &str) -> Option<String> {
    let lost = programs(letters, 'n');
    (lost.len() * 2 > support().programs.len()).then(|| unknown_to(&lost))
}

fn programs(letters: &str, wanted: char) -> Vec<&'static str> {
    let both = support().programs.iter().zip(letters.chars());
    both.filter(|(_, letter)| *letter == wanted).map(|(program, _)| program.as_str()).collect()
}

fn unknown_to(programs: &[&str]) -> String {
    say!("HTM004-unknown", programs = programs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_says_something_of_every_program() {
        let known = support();
        let tables = [&known.properties, &known.values, &known.functions, &known.selectors];
        for (name, letters) in tables.into_iter().flatten() {
            assert_eq!(letters.len(), known.programs.len(), "{name}");
            assert!(letters.chars().all(|letter| "yanu".contains(letter)), "{name}");
        }
        let properties = known.plainer.iter().chain(known.properties.keys());
        assert!(properties.clone().all(|name| *name == name.to_ascii_lowercase()));
    }

    #[test]
    fn a_style_is_told_with_the_programs_that_do_not_know_it() {
        let one = |css: &str| declarations(css).remove(0);
        for (css, tag, head) in [
            ("color: #000000", false, false),
            ("padding: 0 4px", false, false),
            ("border-radius: 6px", false, false),
            ("mso-line-height-rule: exactly", false, false),
            ("display: block", false, false),
            ("display: flex", true, false),
            ("position: absolute", true, false),
            ("width: calc(100% - 8px)", true, false),
            ("width: -x-calc(1)", false, false),
            ("background-image: url(x.png)", true, false),
            ("transform: none", true, true),
            ("colour: red", true, true),
        ] {
            let found = (in_a_tag(&one(css)), in_the_head(&one(css)));
            assert_eq!((found.0.is_some(), found.1.is_some()), (tag, head), "{css}: {found:?}");
        }
        assert_eq!(in_a_tag(&one("display: flex")).as_deref(), Some("unknown to Outlook on Windows, GMX"));
        assert!(in_a_selector("a:hover").is_none() && in_a_selector("p:has(b)").is_some());
    }
}
