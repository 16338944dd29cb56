//! TRN004: an edition has the fields, headings, points and emphasis of the one that it was made from, and leads to the
//! section's own page where that does; of other links TRN002 tells. TRN006: it is about as long, and its buttons fit.

use crate::domain::translation::How;
use crate::domain::{Lang, Problem, SectionText};
use crate::locale::{language_name, say};
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
pub(super) struct Pair<'t, 'a> {
    pub source: Vec<&'t Passage<'a>>,
    pub other: Vec<&'t Passage<'a>>,
    section: &'a SectionText,
    from: &'a Lang,
    /// A text of its own, which has the facts of the other and not its shape.
    pub adapted: bool,
}

/// Every section of every edition beside its source.
pub(super) fn pairs<'t, 'a>(facts: &Facts<'a>, texts: &'t Texts<'a>) -> Vec<Pair<'t, 'a>> {
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

/// So many of a thing, in words.
type Said = fn(usize) -> String;

/// What is counted, and how it is said.
const THINGS: &[(Said, Count)] = &[
    (|number| say!("TRN004-fields", number = number), |all| all.iter().map(|one| one.fields.len()).sum()),
    (
        |number| say!("TRN004-headings", number = number),
        |all| all.iter().filter(|one| one.part == Part::Subheading).count(),
    ),
    (
        |number| say!("TRN004-points", number = number),
        |all| all.iter().filter(|one| one.part == Part::Point).count(),
    ),
    (|number| say!("TRN004-emphasis", number = number), |all| all.iter().map(|one| one.strong.len()).sum()),
];

/// `[words](link)`: an address that `issue.toml` has, and so no fact that the text says.
const OWN_LINK: &(Said, Count) = &(
    |number| say!("TRN004-own-links", number = number),
    |all| links(all).filter(|target| *target == "link").count(),
);

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
        for (said, count) in things {
            found.extend(disagreement(&pair, *said, *count));
        }
    }
    found
}

fn disagreement(pair: &Pair, said: Said, count: Count) -> Option<Problem> {
    let first = pair.other.first()?;
    let (has, wants) = (count(&pair.other), count(&pair.source));
    let what = say!(
        "TRN004-differs",
        heading = pair.section.heading.as_str(),
        has = said(has),
        lang = language_name(first.lang()),
        wants = said(wants),
        from = language_name(pair.from)
    );
    (has != wants).then(|| rules::TRN004.at(first.place(&first.whole()), what))
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
            let what = say!(
                "TRN006-length",
                heading = pair.section.heading.as_str(),
                has = has,
                lang = language_name(first.lang()),
                wants = wants,
                from = language_name(pair.from)
            );
            let remedy = say!("TRN006-length-remedy");
            found.push(rules::TRN006.at(first.place(&first.whole()), what).remedy(remedy));
        }
    }
    for passage in texts.all().filter(|passage| passage.part == Part::Button) {
        let long = passage.text.trim().chars().count();
        if long > BUTTON {
            let what = say!("TRN006-button", words = shortened(&passage.text), long = long);
            let remedy = say!("TRN006-button-remedy", most = BUTTON);
            found.push(rules::TRN006.at(passage.place(&passage.whole()), what).remedy(remedy));
        }
    }
    found
}
