//! The files of the open issue while it is written: what was read of each, and how changes go in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::domain::{Edition, Issue, IssueId, Lang, ListName, Localized, SectionId, SectionText, Spot};
use crate::locale::own_name;
use crate::tui::effect::{JournalEntry, Recovered, SaveOrder};
use crate::tui::event::Unwritten;
use crate::tui::screens::facts::{place, when_fact};
use crate::tui::screens::spots;
use crate::workspace::{self, EditError, EditionFile, Fact, IssueFile, Workspace};

const OUTLINE: &str = "issue.toml";

/// `issue.toml` and the editions, with the stamps of what was read.
#[derive(Debug)]
pub struct Held {
    pub id: IssueId,
    outline: IssueFile,
    sections: Vec<SectionId>,
    lists: Vec<ListName>,
    editions: BTreeMap<Lang, EditionFile>,
    /// What the files say, as they were read or written here last: whatever is typed is typed over this.
    ground: Option<Issue>,
    /// Files that say something else than what the text of a journal was typed over.
    others: BTreeSet<String>,
}

/// Why a save did not happen, or not as a whole.
#[derive(Debug)]
pub enum NotWritten {
    /// These files were changed by hand since they were read.
    ByHand(Vec<String>),
    /// These texts are not in their files; everything else is.
    Texts(Vec<Unwritten>),
}

impl From<workspace::Error> for NotWritten {
    fn from(error: workspace::Error) -> Self {
        Self::Texts(vec![Unwritten { place: "The files".to_owned(), why: error.to_string(), field: None }])
    }
}

/// What stays behind while the rest is written.
#[derive(Debug, Default)]
struct Behind {
    by_hand: Vec<String>,
    texts: Vec<Unwritten>,
}

impl Behind {
    fn text(&mut self, place: impl Into<String>, why: &dyn std::fmt::Display) {
        self.texts.push(Unwritten { place: place.into(), why: why.to_string(), field: None });
    }

    fn file(&mut self, file: String, why: &workspace::Error) {
        if why.is_conflict() { self.by_hand.push(file) } else { self.text(file, why) }
    }
}

impl Held {
    pub fn open(workspace: &Workspace, id: &IssueId) -> Result<Self, workspace::Error> {
        let outline = IssueFile::open(workspace, id)?;
        let (sections, lists, editions) = (Vec::new(), Vec::new(), BTreeMap::new());
        let (ground, others) = (None, BTreeSet::new());
        Ok(Self { id: id.clone(), outline, sections, lists, editions, ground, others })
    }

    /// Opens the editions of what was read.
    pub fn note(&mut self, workspace: &Workspace, issue: &Issue) -> Result<(), workspace::Error> {
        self.sections = issue.sections.iter().map(|section| section.id.clone()).collect();
        self.lists.clone_from(&issue.lists);
        for lang in issue.languages.iter().chain(issue.editions.keys()) {
            if !self.editions.contains_key(lang) {
                self.editions.insert(lang.clone(), EditionFile::open(workspace, &self.id, lang)?);
            }
        }
        self.ground = Some(issue.clone());
        Ok(())
    }

    /// Takes up what a journal has kept: a file that says something else by now than what it was typed over is
    /// somebody else's, as if it had been changed just now.
    pub fn take_up(&mut self, kept: &[Recovered]) {
        for one in kept {
            let there = self.ground.as_ref().map(|issue| spots::text(issue, &one.lang, &one.spot));
            if !there.is_some_and(|text| one.was_typed_over(&text)) {
                self.others.insert(file_of(&one.lang, &one.spot));
            }
        }
    }

    /// What a text is typed over; none where somebody else's is in its place.
    pub fn typed_over(&self, entry: &JournalEntry) -> Option<String> {
        let theirs = entry.issue != self.id || self.others.contains(&file_of(&entry.lang, &entry.spot));
        let ground = self.ground.as_ref().filter(|_| !theirs)?;
        Some(spots::text(ground, &entry.lang, &entry.spot).into_owned())
    }

    /// The texts of an order that the files did not say when they were read, as they would be kept.
    pub fn lacking(&self, order: &SaveOrder, at: Timestamp) -> Vec<Recovered> {
        let Some(ground) = &self.ground else { return Vec::new() };
        let mut fields: Vec<(&Lang, Spot)> = Vec::new();
        for lang in &order.editions {
            let sections = order.issue.editions.get(lang).into_iter().flat_map(|one| &one.sections);
            let texts = sections.flat_map(|one| [Spot::Heading(one.id.clone()), body(one)]);
            let all = [Spot::Title, Spot::Subject, Spot::InboxLine].into_iter().chain(texts);
            fields.extend(all.map(|spot| (lang, spot)));
        }
        for spot in &order.facts {
            // A date is the same in all languages.
            let languages = if matches!(spot, Spot::When(_)) { 1 } else { usize::MAX };
            fields.extend(order.issue.languages.iter().take(languages).map(|lang| (lang, spot.clone())));
        }
        fields
            .retain(|(lang, spot)| spots::text(&order.issue, lang, spot) != spots::text(ground, lang, spot));
        let kept = |(lang, spot): (&Lang, Spot)| Recovered {
            issue: self.id.clone(),
            lang: lang.clone(),
            text: spots::text(&order.issue, lang, &spot).into_owned(),
            spot,
            over: None,
            at,
        };
        fields.into_iter().map(kept).collect()
    }

    /// Writes what an order changes; what can't be written keeps nothing else from its file. Nothing at all is written
    /// if any of the files was changed by hand.
    pub fn write(&mut self, workspace: &Workspace, order: &SaveOrder) -> Result<(), NotWritten> {
        for lang in &order.editions {
            if !self.editions.contains_key(lang) {
                self.editions.insert(lang.clone(), EditionFile::open(workspace, &self.id, lang)?);
            }
        }
        let stale = self.stale(order)?;
        if !stale.is_empty() && !order.over {
            return Err(NotWritten::ByHand(stale));
        }
        if order.over {
            self.take_anew(workspace, order)?;
        }
        let mut behind = Behind::default();
        if order.outline {
            match self.change_outline(&order.issue, &order.facts) {
                Ok(()) => match (self.outline.save(), &mut self.ground) {
                    (Ok(()), Some(ground)) => ground.sections.clone_from(&order.issue.sections),
                    (Ok(()), None) => {}
                    (Err(why), _) => behind.file(OUTLINE.to_owned(), &why),
                },
                Err(why) => behind.text(OUTLINE, &why),
            }
        }
        for lang in &order.editions {
            let (Some(file), Some(edition)) = (self.editions.get_mut(lang), order.issue.editions.get(lang))
            else {
                continue;
            };
            let gone = change_edition(file, edition, &order.issue, &mut behind);
            match (put_aside(workspace, &self.id, lang, &gone).and_then(|()| file.save()), &mut self.ground) {
                (Ok(()), Some(ground)) => _ = ground.editions.insert(lang.clone(), file.edition().0),
                (Ok(()), None) => {}
                (Err(why), _) => behind.file(format!("{lang}.md"), &why),
            }
        }
        match behind {
            Behind { by_hand, .. } if !by_hand.is_empty() => Err(NotWritten::ByHand(by_hand)),
            Behind { texts, .. } if !texts.is_empty() => Err(NotWritten::Texts(texts)),
            _ => Ok(()),
        }
    }

    fn stale(&self, order: &SaveOrder) -> Result<Vec<String>, workspace::Error> {
        let mut stale = Vec::new();
        if order.outline && (self.others.contains(OUTLINE) || self.outline.is_stale()?) {
            stale.push(OUTLINE.to_owned());
        }
        for (lang, file) in &self.editions {
            let name = format!("{lang}.md");
            if order.editions.contains(lang) && (self.others.contains(&name) || file.is_stale()?) {
                stale.push(name);
            }
        }
        Ok(stale)
    }

    /// Keeps what others wrote beside the issue, and reads their files as the ground for our changes.
    fn take_anew(&mut self, workspace: &Workspace, order: &SaveOrder) -> Result<(), workspace::Error> {
        if order.outline && (self.others.contains(OUTLINE) || self.outline.is_stale()?) {
            self.outline = IssueFile::open(workspace, &self.id)?;
            workspace.put_aside(&self.id, "issue.theirs.toml", self.outline.text())?;
            let (issue, _) = workspace.issue(&self.id)?;
            self.sections = issue.sections.iter().map(|section| section.id.clone()).collect();
            self.lists = issue.lists;
            self.others.remove(OUTLINE);
        }
        for lang in &order.editions {
            let Some(file) = self.editions.get(lang) else { continue };
            let name = format!("{lang}.md");
            if self.others.contains(&name) || file.is_stale()? {
                let theirs = EditionFile::open(workspace, &self.id, lang)?;
                workspace.put_aside(&self.id, &format!("{lang}.theirs.md"), theirs.text())?;
                self.editions.insert(lang.clone(), theirs);
                self.others.remove(&name);
            }
        }
        Ok(())
    }

    /// Sections in, out and in order; the lists.
    fn change_outline(&mut self, issue: &Issue, facts: &BTreeSet<Spot>) -> Result<(), EditError> {
        for id in self.sections.clone() {
            if issue.section(&id).is_none() {
                self.outline.remove_section(&id)?;
                self.sections.retain(|known| *known != id);
            }
        }
        for (at, section) in issue.sections.iter().enumerate() {
            match self.sections.iter().position(|known| *known == section.id) {
                None => {
                    self.outline.insert_section(at, &section.id, &section.kind)?;
                    self.sections.insert(at, section.id.clone());
                }
                Some(from) if from != at => {
                    self.outline.move_section(&section.id, at)?;
                    let id = self.sections.remove(from);
                    self.sections.insert(at, id);
                }
                Some(_) => {}
            }
        }
        for spot in facts {
            let Some(section) = spots::section_of(spot).and_then(|id| issue.section(id)) else { continue };
            let (key, fact) = match spot {
                Spot::When(_) => {
                    let starts = section.event.as_ref().map(|event| when_fact(&event.starts));
                    ("starts", starts.map(Fact::Text))
                }
                Spot::Place(_) => ("place", place(section).cloned().map(place_fact)),
                _ => continue,
            };
            self.outline.set_fact(&section.id, key, fact.as_ref())?;
        }
        if self.lists != issue.lists {
            self.outline.set_lists(&issue.lists)?;
            self.lists.clone_from(&issue.lists);
        }
        Ok(())
    }
}

/// The file that a piece is written into.
fn file_of(lang: &Lang, spot: &Spot) -> String {
    match spot {
        Spot::When(_) | Spot::Place(_) => OUTLINE.to_owned(),
        _ => format!("{lang}.md"),
    }
}

fn place_fact(place: Localized) -> Fact {
    match place {
        Localized::One(text) => Fact::Text(text),
        Localized::Each(texts) => Fact::Each(texts),
    }
}

fn put_aside(
    workspace: &Workspace,
    issue: &IssueId,
    lang: &Lang,
    gone: &[SectionText],
) -> Result<(), workspace::Error> {
    for text in gone {
        let name = format!("{}.{lang}.md", text.id);
        let words = format!("## {} {{#{}}}\n\n{}\n", text.heading, text.id, text.markdown);
        workspace.put_aside(issue, &name, &words)?;
    }
    Ok(())
}

/// Makes a file say what `wanted` says, as far as it can, touching nothing else. Gives the sections that left it.
fn change_edition(
    file: &mut EditionFile,
    wanted: &Edition,
    issue: &Issue,
    behind: &mut Behind,
) -> Vec<SectionText> {
    let (known, _) = file.edition();
    let mut note = |place: &str, spot: Spot, done: Result<(), EditError>| {
        let noted = done.is_ok();
        if let Err(why) = done {
            let line = match &why {
                EditError::OpensSection { line } => Some(line.saturating_sub(1)),
                _ => None,
            };
            let place = format!("{}, {place}", own_name(&wanted.lang));
            let field = Some((wanted.lang.clone(), spot, line));
            behind.texts.push(Unwritten { place, why: why.to_string(), field });
        }
        noted
    };
    if known.title != wanted.title {
        note("title", Spot::Title, file.set_title(wanted.title.as_deref().unwrap_or("")));
    }
    if known.subject != wanted.subject {
        note("subject", Spot::Subject, file.set_subject(&wanted.subject));
    }
    if known.preheader != wanted.preheader {
        note("inbox line", Spot::InboxLine, file.set_preheader(&wanted.preheader));
    }
    let mut there: Vec<SectionId> = known.sections.iter().map(|section| section.id.clone()).collect();
    let mut gone = Vec::new();
    for section in &known.sections {
        if wanted.section(&section.id).is_none()
            && note(&named(issue, section), body(section), file.remove(&section.id))
        {
            there.retain(|id| *id != section.id);
            gone.push(section.clone());
        }
    }
    for section in &wanted.sections {
        let Some(before) = known.section(&section.id) else {
            let at = place_for(&section.id, &there, issue);
            if note(
                &named(issue, section),
                body(section),
                file.insert(at, &section.id, &section.heading, &section.markdown),
            ) {
                there.insert(at, section.id.clone());
            }
            continue;
        };
        if before.heading != section.heading {
            note(
                &format!("heading of {}", named(issue, section)),
                Spot::Heading(section.id.clone()),
                file.set_heading(&section.id, &section.heading),
            );
        }
        if before.markdown != section.markdown {
            note(&named(issue, section), body(section), file.set_markdown(&section.id, &section.markdown));
        }
    }
    gone
}

fn body(text: &SectionText) -> Spot {
    Spot::Body(text.id.clone())
}

/// A section as people call it: by its heading, or by its kind while it has none.
fn named(issue: &Issue, text: &SectionText) -> String {
    let kind = || issue.section(&text.id).map_or(text.id.to_string(), |one| spots::kind_name(&one.kind));
    let heading = Some(text.heading.trim()).filter(|heading| !heading.is_empty());
    format!("section \"{}\"", heading.map_or_else(kind, str::to_owned))
}

/// Before the first section that comes later in the issue.
fn place_for(id: &SectionId, there: &[SectionId], issue: &Issue) -> usize {
    let rank = |id: &SectionId| issue.sections.iter().position(|section| section.id == *id);
    let own = rank(id);
    there.iter().position(|other| rank(other) > own).unwrap_or(there.len())
}
