//! Saying that a translation is done, or how it came about: writes down which text it was made from.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Error, Overview};
use crate::desk::person::person;
use crate::domain::translation::{How, Made, Passage, Record, TextHash, TranslationState};
use crate::domain::{IssueId, Lang};
use crate::locale::own_name;
use crate::workspace::{TranslationsFile, Workspace};

/// What somebody says of a translation.
#[derive(Debug, Clone)]
pub struct Mark {
    pub how: How,
    /// The language it was made from; none for the one that it was made from before, or the original.
    pub from: Option<Lang>,
    pub by: String,
    pub on: Date,
}

impl Mark {
    /// Said by the user of this machine on this day of the newsletter's.
    pub fn now(workspace: &Workspace, how: How, now: Timestamp) -> Self {
        Self { how, from: None, by: person(), on: today(workspace, now) }
    }
}

/// The present day in the newsletter's time zone.
pub fn today(workspace: &Workspace, now: Timestamp) -> Date {
    let zone = workspace.settings().0.map_or(TimeZone::UTC, |settings| settings.newsletter.timezone);
    now.to_zoned(zone).date()
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    pub done: Vec<Passage>,
    pub left: Vec<(Passage, Left)>,
}

/// Why there is nothing to mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    NotMeant(Lang),
    Original(Lang),
    NotWritten(Lang),
    /// It is to be the same as in this language, and is not.
    NotTheSame(Lang),
    /// It is the same as in this language, and nobody said that it is to be.
    StillTheSame(Lang),
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotMeant(lang) => write!(f, "it is not meant for {}", own_name(lang)),
            Self::Original(lang) => {
                write!(f, "it was written in {} first, so it is no translation", own_name(lang))
            }
            Self::NotWritten(lang) => write!(f, "it is not written in {}", own_name(lang)),
            Self::NotTheSame(lang) => write!(f, "its text is not the same as in {}", own_name(lang)),
            Self::StillTheSame(lang) => {
                write!(f, "it still is the {} text", own_name(lang))
            }
        }
    }
}

/// Marks these passages, or nothing if one of them can't be marked; without any, all that can be.
pub fn done(
    workspace: &Workspace,
    issue: &IssueId,
    lang: &Lang,
    passages: &[Passage],
    mark: &Mark,
) -> Result<Marked, Error> {
    let overview = Overview::read(workspace, issue)?;
    overview.known(lang)?;
    if let Some(from) = &mark.from {
        overview.known(from)?;
        if from == lang {
            return Err(Error::FromItself(lang.clone()));
        }
    }
    let all: Vec<Passage> = Passage::all(&overview.issue).collect();
    let mut marked = Marked::default();
    let mut sources = Vec::new();
    for passage in if passages.is_empty() { &all } else { passages } {
        match made_from(&overview, passage, lang, mark) {
            Ok(source) => {
                sources.push(source);
                marked.done.push(passage.clone());
            }
            Err(left) if passages.is_empty() => marked.left.push((passage.clone(), left)),
            Err(left) => return Err(Error::Left { passage: passage.clone(), left }),
        }
    }
    let mut file = TranslationsFile::open(workspace, issue)?.map_err(Error::Broken)?;
    file.make_room(&overview.issue)?;
    for (passage, (from, text)) in marked.done.iter().zip(sources) {
        let of = workspace.keep_text(issue, &text)?;
        let made = Made { from, of, how: mark.how, by: mark.by.clone(), on: mark.on };
        let remarks = file.record(passage, lang).map_or_else(Vec::new, |record| record.remarks.clone());
        file.set(passage, lang, &Record { made: Some(made), remarks })?;
    }
    if !marked.done.is_empty() {
        file.save()?;
    }
    Ok(marked)
}

/// The language and the text that the translation was made from.
fn made_from(
    overview: &Overview,
    passage: &Passage,
    lang: &Lang,
    mark: &Mark,
) -> Result<(Lang, String), Left> {
    let state = overview.standing(passage, lang).map(|standing| standing.state);
    let from = overview.translations.from(&overview.issue, passage, lang);
    let text = overview.text(passage, lang);
    let (Some(state), Some(from)) = (state, from) else {
        let original = passage.is_for(&overview.issue, lang);
        return Err(if original { Left::Original(lang.clone()) } else { Left::NotMeant(lang.clone()) });
    };
    let from = mark.from.as_ref().unwrap_or(from);
    let written = |lang: &Lang| {
        let edition = overview.issue.editions.get(lang);
        edition.is_some_and(|edition| passage.is_written(edition))
    };
    let source = overview.text(passage, from).filter(|_| written(from));
    let (Some(source), Some(text)) = (source, text.filter(|_| written(lang))) else {
        return Err(Left::NotWritten(if written(lang) { from.clone() } else { lang.clone() }));
    };
    let is_same = TextHash::of(&source) == TextHash::of(&text);
    match mark.how {
        How::Same if !is_same => Err(Left::NotTheSame(from.clone())),
        How::Same => Ok((from.clone(), source)),
        _ if is_same && state == TranslationState::NotStarted => Err(Left::StillTheSame(from.clone())),
        _ => Ok((from.clone(), source)),
    }
}
