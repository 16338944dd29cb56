//! TRN002: the editions of an issue say the same facts.
//!
//! Two facts that contradict each other in sentences side by side must be mended, since one of them is wrong and readers
//! act on it. What only one side says, or what each country has its own of (a currency, a telephone, an address, a link),
//! may be meant so: that should be looked at, and can be accepted by name.

use std::collections::BTreeMap;

use super::parity::{Day, Difference, Fact, Text, What, differences};
use super::{Facts, place, rules};
use crate::domain::translation::Passage;
use crate::domain::{Edition, Glossary, Issue, Lang, Place, Problem, Section, SectionText};
use crate::locale::{language_name, say};

/// TRN002
pub fn editions(facts: &Facts) -> Vec<Problem> {
    Passage::all(facts.issue).flat_map(|passage| of_passage(facts.issue, &passage, facts.glossary)).collect()
}

/// TRN002 of one passage, in each language that it was not written in first.
pub fn of_passage(issue: &Issue, passage: &Passage, glossary: &Glossary) -> Vec<Problem> {
    match passage.section() {
        None => heads(issue),
        Some(id) => issue.section(id).map_or_else(Vec::new, |section| in_section(issue, section, glossary)),
    }
}

/// Title, subject and inbox line are held against each other together: what one language says in the subject another
/// may say in the inbox line.
fn heads(issue: &Issue) -> Vec<Problem> {
    // What one lacks that is not written, or can't be read, is told of its own head alone.
    let written = |lang| issue.editions.get(lang).filter(|edition| !edition.subject.trim().is_empty());
    let Some(source) = issue.source().and_then(written) else { return Vec::new() };
    let others = issue.languages.iter().filter(|lang| **lang != source.lang).filter_map(written);
    others
        .flat_map(|edition| {
            let titled = source.title.is_some() && edition.title.is_some();
            let head = |edition: &Edition| {
                let title = edition.title.as_deref().filter(|_| titled).unwrap_or_default();
                format!("{title}\n\n{}\n\n{}", edition.subject, edition.preheader)
            };
            let sides = Sides {
                source,
                target: edition,
                of_source: &Text::read(&source.lang, &head(source)),
                of_target: &Text::read(&edition.lang, &head(edition)),
                glossary: &Glossary::default(),
            };
            let place = Place::file(&edition.file).in_language(&edition.lang);
            sides.problems(&|_| place.clone())
        })
        .collect()
}

/// A section in each language that has it.
type Texts<'a> = BTreeMap<&'a Lang, (&'a Edition, &'a SectionText, Text)>;

/// Each language that has the section, against the one that it was written in first.
fn in_section(issue: &Issue, section: &Section, glossary: &Glossary) -> Vec<Problem> {
    let texts: Texts = issue
        .languages
        .iter()
        .filter(|lang| section.is_for(lang))
        .filter_map(|lang| {
            let edition = issue.editions.get(lang)?;
            let text = edition.section(&section.id).filter(|text| !text.markdown.trim().is_empty())?;
            Some((lang, (edition, text, Text::naming(lang, &whole(text), glossary))))
        })
        .collect();
    let first = section.source.iter().chain(&issue.languages).find_map(|lang| texts.get(lang));
    let Some((source, _, of_source)) = first else { return Vec::new() };
    let others =
        issue.languages.iter().filter(|lang| **lang != source.lang).filter_map(|lang| texts.get(lang));
    others
        .flat_map(|(target, text, of_target)| {
            let sides = Sides { source, target, of_source, of_target, glossary };
            sides.problems(&|span| place_in(target, text, span))
        })
        .chain(years(&texts))
        .collect()
}

/// Editions that leave the year out of a date where another says it. The date is the same, and who finds the letter next
/// year can't tell: worth knowing.
fn years(texts: &Texts) -> Vec<Problem> {
    let lacks = |(edition, written, text): &(&Edition, &SectionText, Text)| {
        let (other, beside, (fact, full)) = texts
            .iter()
            .find_map(|(lang, (_, _, beside))| Some((lang, beside, without_year(text, beside)?)))?;
        let what = say!(
            "TRN002-no-year",
            said = text.written(fact),
            lang = language_name(&edition.lang),
            full = beside.written(full),
            other = language_name(other)
        );
        let tip = rules::TRN002.tip(place_in(edition, written, &fact.span), what);
        Some(tip.remedy(say!("TRN002-no-year-remedy")))
    };
    texts.values().filter_map(lacks).collect()
}

/// A date without a year that is nowhere in its text, and the same date beside it that has one.
fn without_year<'t>(text: &'t Text, beside: &'t Text) -> Option<(&'t Fact, &'t Fact)> {
    let says = |year: u16| {
        text.facts.iter().any(|fact| match fact.what {
            What::Date(day) => day.year == Some(year),
            What::Number { value, .. } => (value - f64::from(year)).abs() < 0.5,
            _ => false,
        })
    };
    let is_full = |day: Day, fact: &&Fact| {
        matches!(fact.what, What::Date(full) if full.year.is_some_and(|year| !says(year))
            && (full.month, full.day) == (day.month, day.day))
    };
    let mut bare = text.facts.iter().filter_map(|fact| match fact.what {
        What::Date(day) if day.year.is_none() && day.day.is_some() => Some((fact, day)),
        _ => None,
    });
    bare.find_map(|(fact, day)| Some((fact, beside.facts.iter().find(|other| is_full(day, other))?)))
}

/// A section's heading and words, in the order of the file.
pub(super) fn whole(text: &SectionText) -> String {
    format!("{}\n\n{}", text.heading, text.markdown)
}

/// Where a piece of `whole` stands.
pub(super) fn place_in(edition: &Edition, text: &SectionText, span: &std::ops::Range<usize>) -> Place {
    match span.start.checked_sub(text.heading.len() + 2) {
        Some(at) => place::of_body(edition, text, at, span.len()),
        None => place::of_heading(edition, text),
    }
}

/// Two editions of the same words.
struct Sides<'a> {
    source: &'a Edition,
    target: &'a Edition,
    of_source: &'a Text,
    of_target: &'a Text,
    glossary: &'a Glossary,
}

impl Sides<'_> {
    fn problems(&self, place: &dyn Fn(&std::ops::Range<usize>) -> Place) -> Vec<Problem> {
        differences(self.of_source, self.of_target)
            .iter()
            .filter_map(|difference| {
                let (what, beside) = self.told(difference)?;
                let span = difference.target.as_ref().map_or(beside, |fact| fact.span.clone());
                let problem = if must_be_mended(difference) {
                    rules::TRN002.at(place(&span), what)
                } else {
                    rules::TRN002.should(place(&span), what)
                };
                Some(problem.remedy(self.remedy(difference)))
            })
            .collect()
    }

    /// The finding in words, and where in the target the matching sentence stands.
    fn told(&self, difference: &Difference) -> Option<(String, std::ops::Range<usize>)> {
        let [first, other] = [&self.source.lang, &self.target.lang].map(language_name);
        let (says, source, target, beside) = match (&difference.source, &difference.target) {
            (Some(a), Some(b)) => {
                let (said, other_said) = (self.of_source.written(a), self.of_target.written(b));
                let says =
                    say!("TRN002-differs", said = said, first = first, beside = other_said, other = other);
                (says, self.of_source.excerpt(a), self.of_target.excerpt(b), b.span.clone())
            }
            (Some(a), None) => {
                let said = self.of_source.written(a);
                let says = say!("TRN002-not-in", said = said, first = first, other = other);
                let (opposite, beside) = self.of_target.opposite(self.of_source, a);
                (says, self.of_source.excerpt(a), opposite, beside)
            }
            (None, Some(b)) => {
                let said = self.of_target.written(b);
                let says = say!("TRN002-not-in", said = said, first = other, other = first);
                let (opposite, _) = self.of_source.opposite(self.of_target, b);
                (says, opposite, self.of_target.excerpt(b), b.span.clone())
            }
            (None, None) => return None,
        };
        let shown = format!("{says} {}: {source} / {}: {target}", self.source.lang, self.target.lang);
        Some((shown, beside))
    }

    fn remedy(&self, difference: &Difference) -> String {
        let (first, other) = (self.source.lang.as_str(), self.target.lang.as_str());
        match (&difference.source, &difference.target) {
            (Some(a), Some(b)) => {
                let (said, beside) = (self.of_source.written(a), self.of_target.written(b));
                say!("TRN002-differs-remedy", said = said, other = other, beside = beside, first = first)
            }
            (Some(a), None) => {
                let said = self.form(a).unwrap_or_else(|| self.of_source.written(a));
                say!("TRN002-lacks-remedy", said = said, other = other, first = first)
            }
            (None, Some(b)) => {
                let said = self.of_target.written(b);
                say!("TRN002-alone-remedy", said = said, other = other, first = first)
            }
            (None, None) => String::new(),
        }
    }

    /// What the target calls a term of the source.
    fn form(&self, fact: &Fact) -> Option<&str> {
        let What::Name(name) = &fact.what else { return None };
        let term = self.glossary.terms.iter().find(|term| term.term == *name)?;
        term.forms_in(&self.target.lang).first().copied()
    }
}

/// Whether the two sides can't both be right.
fn must_be_mended(difference: &Difference) -> bool {
    let (Some(Fact { what: a, .. }), Some(Fact { what: b, .. })) = (&difference.source, &difference.target)
    else {
        return false;
    };
    match (a, b) {
        (What::Money { currency: a, .. }, What::Money { currency: b, .. }) => a == b,
        // One digit or two are a slip; more are the telephone of another office.
        (What::Phone(a), What::Phone(b)) => strsim::levenshtein(a, b) <= 2,
        (What::Mail(_) | What::Link(_) | What::Picture(_) | What::Name(_), _) => false,
        _ => true,
    }
}
