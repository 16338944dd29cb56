//! The texts of an issue for a translator: what there is in two languages, and how far it is.

use super::{Error, Overview};
use crate::domain::translation::{Passage, TextHash, TranslationState};
use crate::domain::{IssueId, Lang};
use crate::workspace::Workspace;
use crate::workspace::bitext::{Bitext, BitextPassage, Row, SegmentState};

/// A file's worth.
#[derive(Debug)]
pub struct Exported {
    pub bitext: Bitext,
    /// What the issue is called.
    pub title: String,
    /// Passages that are translated from another language, which the file has no room for.
    pub from_others: Vec<(Passage, Lang)>,
}

/// What is translated into `lang`: from `from`, or else from the issue's first language, as far as it is.
pub fn export(
    workspace: &Workspace,
    issue: &IssueId,
    lang: &Lang,
    from: Option<&Lang>,
) -> Result<Exported, Error> {
    let overview = Overview::read(workspace, issue)?;
    overview.known(lang)?;
    from.map_or(Ok(()), |from| overview.known(from))?;
    let usual = |passage: &Passage| overview.translations.from(&overview.issue, passage, lang).cloned();
    let source = from.cloned().or_else(|| overview.issue.source().filter(|first| *first != lang).cloned());
    // Into the issue's first language there is only what others wrote first.
    let source = source.or_else(|| Passage::all(&overview.issue).find_map(|passage| usual(&passage)));
    let source = source.ok_or_else(|| Error::FromItself(lang.clone()))?;
    if source == *lang {
        return Err(Error::FromItself(source));
    }
    let mut from_others = Vec::new();
    let mut passages = Vec::new();
    for passage in Passage::all(&overview.issue).filter(|passage| passage.is_for(&overview.issue, lang)) {
        match usual(&passage) {
            None => {}
            Some(other) if from.is_none() && other != source => from_others.push((passage, other)),
            Some(_) => passages.extend(one(&overview, &passage, &source, lang)),
        }
    }
    if passages.is_empty() {
        return Err(Error::Nothing { from: source, lang: lang.clone() });
    }
    let bitext = Bitext { issue: issue.clone(), source, target: lang.clone(), passages };
    Ok(Exported { bitext, title: overview.issue.title, from_others })
}

/// None if there is no text to translate.
fn one(overview: &Overview, passage: &Passage, source: &Lang, lang: &Lang) -> Option<BitextPassage> {
    let from = overview.issue.editions.get(source).filter(|edition| passage.is_written(edition))?;
    let standing = overview.standing(passage, lang)?;
    let (state, more) = segment_state(standing.state);
    let there = overview.issue.editions.get(lang);
    let texts = there.and_then(|edition| passage.fields(edition)).filter(|_| state != SegmentState::Initial);
    let target = |field| {
        let text = texts.iter().flatten().find(|(other, _)| *other == field).map(|(_, text)| *text);
        text.filter(|text| !text.trim().is_empty()).map(str::to_owned)
    };
    let fields = passage.fields(from)?.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let rows = fields.map(|(field, text)| Row {
        field,
        source: text.to_owned(),
        target: target(field),
        state,
        more: more.map(str::to_owned),
        source_was: None,
    });
    let section = passage.section().and_then(|id| overview.issue.section(id));
    Some(BitextPassage {
        passage: passage.clone(),
        name: section.map_or_else(|| "Head".to_owned(), |section| overview.issue.name_of(source, section)),
        target_was: overview.text(passage, lang).map(|text| TextHash::of(&text)),
        remarks: standing.record.map_or_else(Vec::new, |record| record.remarks.clone()),
        rows: rows.collect(),
    })
}

/// What XLIFF calls it, and our own word where that says less.
pub(super) fn segment_state(state: TranslationState) -> (SegmentState, Option<&'static str>) {
    match state {
        TranslationState::Original | TranslationState::Missing | TranslationState::NotStarted => {
            (SegmentState::Initial, None)
        }
        TranslationState::NotRecorded => (SegmentState::Translated, Some("not-recorded")),
        TranslationState::Machine => (SegmentState::Translated, Some("machine")),
        TranslationState::Stale => (SegmentState::Translated, Some("stale")),
        TranslationState::StaleInFacts => (SegmentState::Translated, Some("stale-in-facts")),
        TranslationState::Translated => (SegmentState::Translated, None),
        TranslationState::Reviewed => (SegmentState::Reviewed, None),
        TranslationState::SameByIntent => (SegmentState::Final, Some("same")),
        TranslationState::Adapted => (SegmentState::Final, Some("adapted")),
    }
}
