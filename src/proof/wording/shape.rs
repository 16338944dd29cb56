//! TRN004: an edition has the fields, headings, points and emphasis of the one that it was made from, and leads to the
//! section's own page where that does; of other links TRN002 tells. TRN006: it is about as long, and its buttons fit.

use crate::domain::translation::How;
use crate::domain::{Lang, Problem, SectionText};
use crate::locale::own_name;
use crate::proof::{Facts, rules};

use super::left_over::shortened;
use super::passages::{Part, Passage, Texts};

/// Characters on a button.
const BUTTON: usize = 45;
/// A section of fewer letters may well be half or twice as long elsewhere.
const LETTERS: usize = 200;
/// The letters of a translation for one hundred of its source.
const RATIO: std::ops::RangeInclusive<usize> = 55..=190;

/// A section in the edition that it was made from, and in another one.
struct Pair<'t, 'a> {
    source: Vec<&'t Passage<'a>>,
    other: Vec<&'t Passage<'a>>,
    section: &'a SectionText,
    from: &'a Lang,
    /// A text of its own, which has the facts of the other and not its shape.
    adapted: bool,
}

/// Every section of every edition beside its source.
fn pairs<'t, 'a>(facts: &Facts<'a>, texts: &'t Texts<'a>) -> Vec<Pair<'t, 'a>> {
    let issue = facts.issue;
    let of = |lang: &Lang, section: &SectionText| -> Vec<&'t Passage<'a>> {
        let is_of = |passage: &&Passage| passage.section.is_some_and(|one| one.id == section.id);
        texts.of(lang).iter().filter(is_of).collect()
    };
    let mut found = Vec::new();
    for (lang, _) in texts.iter() {
        let Some(edition) = issue.editions.get(lang) else { continue };
        for section in &edition.sections {
            let Some(from) = facts.made_from(&section.id, lang) else { continue };
            let (source, other) = (of(from, section), of(lang, section));
            let written = |passages: &[&Passage]| passages.iter().any(|one| one.part != Part::Heading);
            if written(&source) && written(&other) {
                let adapted = facts.how(Some(&section.id), lang) == Some(How::Adapted);
                found.push(Pair { source, other, section, from, adapted });
            }
        }
    }
    found
}

/// How many there are of a thing in a section.
type Count = fn(&[&Passage]) -> usize;

/// What is counted, and what one and several of them are called.
const THINGS: &[(&str, &str, Count)] = &[
    ("field", "fields", |all| all.iter().map(|one| one.fields.len()).sum()),
    ("heading", "headings", |all| all.iter().filter(|one| one.part == Part::Subheading).count()),
    ("point of a list", "points of lists", |all| all.iter().filter(|one| one.part == Part::Point).count()),
    ("place of strong emphasis", "places of strong emphasis", |all| {
        all.iter().map(|one| one.strong.len()).sum()
    }),
];

/// `[words](link)`: an address that `issue.toml` has, and so no fact that the text says.
const OWN_LINK: &(&str, &str, Count) = &("link to its own page", "links to its own page", |all| {
    links(all).filter(|target| *target == "link").count()
});

fn links<'p>(passages: &'p [&Passage]) -> impl Iterator<Item = &'p str> {
    passages.iter().flat_map(|one| one.links.iter().map(|(_, target)| target.as_str()))
}

/// Whether one of the two does not lead to the section's page, and not there by its address either: of a link that is
/// written out in one of them TRN002 tells.
fn lacks_own_link(pair: &Pair) -> bool {
    links(&pair.source).count() != links(&pair.other).count()
}

/// TRN004
pub fn shape(facts: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = Vec::new();
    for pair in pairs(facts, texts) {
        let shape: &[_] = if pair.adapted { &[] } else { THINGS };
        let things = shape.iter().chain(lacks_own_link(&pair).then_some(OWN_LINK));
        for (one, several, count) in things {
            found.extend(disagreement(&pair, one, several, *count));
        }
    }
    found
}

fn disagreement(pair: &Pair, one: &str, several: &str, count: Count) -> Option<Problem> {
    let first = pair.other.first()?;
    let (has, wants) = (count(&pair.other), count(&pair.source));
    let what = format!(
        "\"{}\" has {} in {}, and {} in {}.",
        pair.section.heading,
        said(has, one, several),
        own_name(first.lang()),
        said(wants, one, several),
        own_name(pair.from)
    );
    (has != wants).then(|| rules::TRN004.at(first.place(&first.whole()), what))
}

fn said(many: usize, one: &str, several: &str) -> String {
    match many {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        _ => format!("{many} {several}"),
    }
}

/// TRN006
pub fn length(facts: &Facts, texts: &Texts) -> Vec<Problem> {
    let letters = |all: &[&Passage]| -> usize {
        all.iter().map(|one| one.text.chars().filter(|c| c.is_alphanumeric()).count()).sum()
    };
    let mut found = Vec::new();
    for pair in pairs(facts, texts).into_iter().filter(|pair| !pair.adapted) {
        let (has, wants) = (letters(&pair.other), letters(&pair.source));
        let Some(first) = pair.other.first().filter(|_| has.max(wants) >= LETTERS) else { continue };
        if !RATIO.contains(&(has * 100 / wants.max(1))) {
            let what = format!(
                "\"{}\" has {has} letters in {}, and {wants} in {}.",
                pair.section.heading,
                own_name(first.lang()),
                own_name(pair.from)
            );
            let remedy = "Look whether something was left out or put in.";
            found.push(rules::TRN006.at(first.place(&first.whole()), what).remedy(remedy));
        }
    }
    for passage in texts.all().filter(|passage| passage.part == Part::Button) {
        let long = passage.text.trim().chars().count();
        if long > BUTTON {
            let what = format!("The button \"{}\" has {long} characters.", shortened(&passage.text));
            let remedy = format!("Say it in {BUTTON} or fewer, or it breaks over two lines on a telephone.");
            found.push(rules::TRN006.at(passage.place(&passage.whole()), what).remedy(remedy));
        }
    }
    found
}
