//! What a translator sends back: into the edition, and marked as made from the text that was sent out.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::placing::place;
use super::received::{mend_sources, received};
use super::{Error, Overview};
use crate::domain::translation::{Field, How, Made, Passage, Record, TextHash, TranslationState};
use crate::domain::{IssueId, Lang};
use crate::locale::own_name;
use crate::workspace::bitext::{Bitext, BitextPassage, Row, SegmentState};
use crate::workspace::{EditionFile, TranslationsFile, Workspace};

/// What became of a file.
#[derive(Debug)]
pub struct Imported {
    pub issue: IssueId,
    pub lang: Lang,
    pub passages: Vec<(Passage, Fate)>,
    /// Rows that are of no passage, could not be read or are missing, in words.
    pub strange: Vec<String>,
}

/// What became of one passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It came as it went out.
    Untouched,
    NotTranslated,
    Taken,
    /// The text it was made from is another one by now.
    TakenAndStale,
    /// Written as far as it goes, and not marked.
    TakenInPart,
    /// It was changed here since it was sent out: what came is in this file, relative to the workspace.
    ChangedHere(Option<PathBuf>),
    /// The issue has no such section in this language, or it is the original.
    NoPlace,
    /// It can't stand in an edition.
    Refused(String),
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untouched => f.write_str("as it went out"),
            Self::NotTranslated => f.write_str("not translated"),
            Self::Taken => f.write_str("taken"),
            Self::TakenAndStale => {
                f.write_str("taken; the text it was made from has changed since it was sent out")
            }
            Self::TakenInPart => f.write_str("taken as far as it is translated, and not marked"),
            Self::ChangedHere(file) => {
                let beside = file
                    .as_ref()
                    .map_or_else(String::new, |file| format!("; what came is in {}", file.display()));
                write!(f, "not taken: it was changed here since it was sent out{beside}")
            }
            Self::NoPlace => {
                f.write_str("not taken: issue.toml has no such section to translate in this language")
            }
            Self::Refused(why) => write!(f, "not taken: {why}"),
        }
    }
}

impl Fate {
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Taken | Self::TakenAndStale | Self::TakenInPart)
    }

    /// Whether somebody has to look at it.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::TakenInPart | Self::ChangedHere(_) | Self::NoPlace | Self::Refused(_))
    }
}

/// Takes a file in. Nothing is written over that was changed here since.
pub fn import(workspace: &Workspace, path: &Path, by: &str, on: Date) -> Result<Imported, Error> {
    let (mut bitext, strange) = received(path)?;
    let overview = Overview::read(workspace, &bitext.issue)?;
    overview.known(&bitext.target)?;
    mend_sources(&mut bitext, &overview);
    let lang = &bitext.target;
    let mut edition = EditionFile::open(workspace, &bitext.issue, lang)?;
    let mut file = TranslationsFile::open(workspace, &bitext.issue)?.map_err(Error::Broken)?;
    file.make_room(&overview.issue)?;
    let mut noted = false;
    let mut passages = Vec::new();
    let mut beside = Vec::new();
    for came in &bitext.passages {
        let fate = one(&overview, &bitext, came, &mut edition);
        if matches!(fate, Fate::ChangedHere(_)) {
            beside.push(came);
        }
        let old = file.record(&came.passage, lang).cloned().unwrap_or_default();
        let made = made(workspace, &bitext, came, &fate, &old, (by, on))?;
        let new = old.remarks.iter().chain(came.remarks.iter().filter(|one| !old.remarks.contains(one)));
        let record = Record { made: made.or(old.made.clone()), remarks: new.cloned().collect() };
        if fate != Fate::NoPlace && record != old {
            file.set(&came.passage, lang, &record)?;
            noted = true;
        }
        passages.push((came.passage.clone(), fate));
    }
    edition.save()?;
    let kept = put_beside(workspace, &bitext, &beside)?;
    for (_, fate) in &mut passages {
        if let Fate::ChangedHere(file) = fate {
            file.clone_from(&kept);
        }
    }
    if noted {
        file.save()?;
    }
    Ok(Imported { issue: bitext.issue.clone(), lang: lang.clone(), passages, strange })
}

/// Puts one passage into the edition, if it belongs there.
fn one(overview: &Overview, bitext: &Bitext, came: &BitextPassage, edition: &mut EditionFile) -> Fate {
    let (passage, lang) = (&came.passage, &bitext.target);
    let standing = overview.standing(passage, lang).filter(|one| one.state != TranslationState::Original);
    let Some(standing) = standing else { return Fate::NoPlace };
    let translated: Vec<(Field, &str)> =
        came.rows.iter().filter_map(|row| Some((row.field, row.target.as_deref()?))).collect();
    if translated.is_empty() {
        return Fate::NotTranslated;
    }
    let there = edition.edition().0;
    let is_there = |(field, text): &(Field, &str)| {
        let fields = passage.fields(&there).unwrap_or_default();
        fields.iter().any(|(other, old)| other == field && TextHash::of(old) == TextHash::of(text))
    };
    if !translated.iter().all(is_there) {
        let begun = standing.state != TranslationState::NotStarted && passage.is_written(&there);
        let now = passage.text(&there).map(|text| TextHash::of(&text));
        if begun && now != came.target_was {
            return Fate::ChangedHere(None);
        }
        if let Err(error) = place(edition, &overview.issue, passage, &translated) {
            return Fate::Refused(error.to_string());
        }
    } else if is_untouched(bitext, came, standing.record.and_then(|record| record.made.as_ref())) {
        return Fate::Untouched;
    }
    let source = overview.text(passage, &bitext.source).map(|text| TextHash::of(&text));
    if translated.len() < came.rows.len() {
        Fate::TakenInPart
    } else if source == Some(TextHash::of(&source_text(came))) {
        Fate::Taken
    } else {
        Fate::TakenAndStale
    }
}

/// Nobody has said anything new about a text that came back the same.
fn is_untouched(bitext: &Bitext, came: &BitextPassage, old: Option<&Made>) -> bool {
    let of = TextHash::of(&source_text(came));
    if old.is_some_and(|old| (&old.from, &old.of, old.how) == (&bitext.source, &of, how(came))) {
        return true;
    }
    let said = |row: &Row| {
        let marked = row.more.as_deref().is_some_and(|more| !["same", "adapted"].contains(&more));
        row.state == SegmentState::Initial || row.state == SegmentState::Translated && marked
    };
    came.rows.iter().all(said)
}

/// The passage as it was sent out.
fn source_text(came: &BitextPassage) -> String {
    let field = |field: Field| {
        let row = came.rows.iter().find(|row| row.field == field);
        row.map_or("", |row| row.source.trim())
    };
    let fields: &[Field] = match came.passage {
        Passage::Head => &[Field::Title, Field::Subject, Field::InboxLine],
        Passage::Section(_) => &[Field::Heading, Field::Body],
    };
    fields.iter().map(|one| field(*one)).collect::<Vec<_>>().join("\n\n")
}

/// What is written down of a passage that was taken in.
fn made(
    workspace: &Workspace,
    bitext: &Bitext,
    came: &BitextPassage,
    fate: &Fate,
    old: &Record,
    (by, on): (&str, Date),
) -> Result<Option<Made>, Error> {
    if !matches!(fate, Fate::Taken | Fate::TakenAndStale) {
        return Ok(None);
    }
    let source = source_text(came);
    let made = Made {
        from: bitext.source.clone(),
        of: TextHash::of(&source),
        how: how(came),
        by: by.to_owned(),
        on,
    };
    let weaker = |old: &Made| made.how == How::Human && old.of == made.of && old.how != How::Automated;
    if old.made.as_ref().is_some_and(weaker) {
        return Ok(None);
    }
    workspace.keep_text(&bitext.issue, &source)?;
    Ok(Some(made))
}

fn how(came: &BitextPassage) -> How {
    let least = came.rows.iter().map(|row| row.state).min().unwrap_or(SegmentState::Initial);
    let all = |word: &str| came.rows.iter().all(|row| row.more.as_deref() == Some(word));
    match least {
        // Most tools leave it so, and some fill the target by machine: somebody has to say that it is good.
        SegmentState::Initial => How::Automated,
        SegmentState::Translated => How::Human,
        SegmentState::Reviewed | SegmentState::Final if all("same") => How::Same,
        SegmentState::Reviewed | SegmentState::Final if all("adapted") => How::Adapted,
        SegmentState::Reviewed | SegmentState::Final => How::Reviewed,
    }
}

/// What came and was not taken, as it would stand in the edition.
fn put_beside(
    workspace: &Workspace,
    bitext: &Bitext,
    came: &[&BitextPassage],
) -> Result<Option<PathBuf>, Error> {
    let mut text = String::new();
    for one in came {
        let field = |field: Field| {
            let row = one.rows.iter().find(|row| row.field == field);
            row.and_then(|row| row.target.as_deref()).unwrap_or_default()
        };
        match &one.passage {
            Passage::Head => {
                let lines = [Field::Title, Field::Subject, Field::InboxLine]
                    .map(|one| format!("{} = {}\n", one.as_str(), toml_edit::Value::from(field(one))));
                text.push_str(&format!("+++\n{}+++\n", lines.concat()));
            }
            Passage::Section(id) => {
                text.push_str(&format!(
                    "## {} {{#{id}}}\n\n{}\n\n",
                    field(Field::Heading),
                    field(Field::Body)
                ));
            }
        }
    }
    let name = format!("{}.imported.md", bitext.target);
    Ok(workspace.put_beside(&bitext.issue, &name, &text)?)
}

/// In words, for whoever reads only one line.
impl Imported {
    pub fn in_words(&self) -> String {
        let taken = self.passages.iter().filter(|(_, fate)| fate.is_taken()).count();
        format!("{}: {taken} of {} taken into {}", self.issue, self.passages.len(), own_name(&self.lang))
    }
}
