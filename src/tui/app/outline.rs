//! Changes of the list of sections, each with what undoes it.

use std::collections::{BTreeMap, BTreeSet};

use super::App;
use super::forming::facts_changed;
use crate::domain::{Issue, Kind, Lang, Section, SectionId, SectionText, Spot};
use crate::tui::effect::Effect;
use crate::tui::screens::dialog::Ask;
use crate::tui::screens::section_facts::take_over;
use crate::tui::screens::write::Focus;
use crate::tui::screens::{Dialog, place_in_file, spots};

/// What was done; `undo` does the opposite and says what that was.
#[derive(Debug)]
pub enum Step {
    Added(usize),
    Moved {
        from: usize,
        to: usize,
    },
    Aside {
        at: usize,
        section: Box<Section>,
        texts: BTreeMap<Lang, SectionText>,
    },
    /// A form changed what `issue.toml` says of a section.
    Facts {
        from: Box<Section>,
        to: Box<Section>,
        /// That changed in the same step.
        text: Option<Spot>,
    },
}

impl Step {
    pub fn is_facts(&self) -> bool {
        matches!(self, Self::Facts { .. })
    }

    /// The text that changed with the facts.
    pub fn text(&self) -> Option<&Spot> {
        match self {
            Self::Facts { text, .. } => text.as_ref(),
            _ => None,
        }
    }
}

/// Does the opposite of `step`; gives the step that brings it back.
fn opposite(issue: &mut Issue, step: Step) -> Step {
    match step {
        Step::Added(at) => take_out(issue, at),
        Step::Moved { from, to } => {
            let section = issue.sections.remove(to);
            issue.sections.insert(from, section);
            Step::Moved { from: to, to: from }
        }
        Step::Aside { at, section, texts } => {
            for (lang, text) in texts {
                if let Some(edition) = issue.editions.get_mut(&lang) {
                    edition.sections.push(text);
                }
            }
            issue.sections.insert(at, *section);
            Step::Added(at)
        }
        Step::Facts { from, to, text } => {
            if let Some(section) = issue.sections.iter_mut().find(|section| section.id == from.id) {
                take_over(section, &to, &from);
            }
            Step::Facts { from: to, to: from, text }
        }
    }
}

fn take_out(issue: &mut Issue, at: usize) -> Step {
    let section = issue.sections.remove(at);
    let mut texts = BTreeMap::new();
    for (lang, edition) in &mut issue.editions {
        if let Some(place) = edition.sections.iter().position(|text| text.id == section.id) {
            texts.insert(lang.clone(), edition.sections.remove(place));
        }
    }
    Step::Aside { at, section: Box::new(section), texts }
}

/// A name that no section of the issue has or had: `story`, `story-2` … One that was put aside may come back, and its
/// words, its date and what was made of them are known by its name.
fn free_id(issue: &Issue, ever: &BTreeSet<SectionId>, kind: &Kind) -> Option<SectionId> {
    (1..1000)
        .map(|count| if count == 1 { kind.to_string() } else { format!("{kind}-{count}") })
        .filter_map(|name| SectionId::parse(&name).ok())
        .find(|id| issue.section(id).is_none() && !ever.contains(id))
}

impl App {
    /// While `issue.toml` can't be read, sections and lists stay as they are: nothing could be written of a change.
    pub(super) fn refuse_outline(&mut self) -> Option<Vec<Effect>> {
        let problem = self.open.as_ref()?.work.outline_unread()?;
        let lines = vec![
            format!("x {}: {}", place_in_file(problem), problem.what),
            String::new(),
            spots::sentence(&problem.remedy),
            "Then press F2. Texts can be written meanwhile.".to_owned(),
        ];
        Some(self.ask(Dialog::Ask(Ask::tell("Not while issue.toml can't be read", lines))))
    }

    /// Adds a section below the one that is marked and goes into its heading.
    pub(super) fn add_section(&mut self, kind: Kind) -> Vec<Effect> {
        if let Some(refused) = self.refuse_outline() {
            return refused;
        }
        let now = self.now;
        let Some(open) = &mut self.open else { return Vec::new() };
        let issue = &mut open.work.issue;
        let Some(id) = free_id(issue, &open.work.ever, &kind) else { return Vec::new() };
        open.work.ever.insert(id.clone());
        let at = open.write.at.min(issue.sections.len());
        issue.sections.insert(at, Section::new(id, kind));
        open.undo.push(Step::Added(at));
        open.redo.clear();
        open.write.at = at + 1;
        open.write.prepare(&open.work);
        open.write.focus = Focus::Field(0);
        open.changes.outline([], now);
        open.work.unchecked = true;
        // A journal brings text back into sections that the files know.
        self.save_now()
    }

    /// Moves the marked section by one row.
    pub(super) fn move_section(&mut self, down: bool) -> Vec<Effect> {
        if let Some(refused) = self.refuse_outline() {
            return refused;
        }
        let now = self.now;
        let Some(open) = &mut self.open else { return Vec::new() };
        let sections = &mut open.work.issue.sections;
        let Some(from) = open.write.at.checked_sub(1).filter(|from| *from < sections.len()) else {
            return self.say("Mark a section first: the head of the letter stays where it is.");
        };
        let to = if down { (from + 1).min(sections.len() - 1) } else { from.saturating_sub(1) };
        if to == from {
            return Vec::new();
        }
        sections.swap(from, to);
        open.undo.push(Step::Moved { from, to });
        open.redo.clear();
        open.write.at = to + 1;
        open.changes.outline([], now);
        open.work.unchecked = true;
        self.look_at_files().into_iter().collect()
    }

    /// Takes the marked section out of the issue.
    pub(super) fn put_aside(&mut self) -> Vec<Effect> {
        if let Some(refused) = self.refuse_outline() {
            return refused;
        }
        let now = self.now;
        let Some(open) = &mut self.open else { return Vec::new() };
        let issue = &mut open.work.issue;
        let Some(at) = open.write.at.checked_sub(1).filter(|at| *at < issue.sections.len()) else {
            return Vec::new();
        };
        open.work.ever.insert(issue.sections[at].id.clone());
        let step = take_out(issue, at);
        open.undo.push(step);
        open.redo.clear();
        let editions: Vec<Lang> = open.work.issue.editions.keys().cloned().collect();
        open.changes.outline(editions, now);
        open.work.unchecked = true;
        open.write.prepare(&open.work);
        self.notice = Some("Put aside. Ctrl+Z brings it back.".into());
        Vec::new()
    }

    /// Undoes, or does again, the last change of the list of sections.
    pub(super) fn step_back(&mut self, again: bool) -> Vec<Effect> {
        if let Some(refused) = self.refuse_outline() {
            return refused;
        }
        let now = self.now;
        let Some(open) = &mut self.open else { return Vec::new() };
        let (from, to) =
            if again { (&mut open.redo, &mut open.undo) } else { (&mut open.undo, &mut open.redo) };
        let Some(step) = from.pop() else {
            return self.say(if again { "Nothing to do again." } else { "Nothing to undo here." });
        };
        let back = opposite(&mut open.work.issue, step);
        open.write.at = match &back {
            Step::Added(at) | Step::Aside { at, .. } => at + 1,
            Step::Moved { to, .. } => to + 1,
            Step::Facts { from, .. } => {
                open.work.issue.sections.iter().position(|one| one.id == from.id).map_or(0, |at| at + 1)
            }
        };
        open.facts_last = back.is_facts();
        if let Step::Facts { from, .. } = &back {
            let id = from.id.clone();
            to.push(back);
            facts_changed(open, &id, now);
            return self.save_now();
        }
        to.push(back);
        let editions: Vec<Lang> = open.work.issue.editions.keys().cloned().collect();
        open.changes.outline(editions, now);
        open.work.unchecked = true;
        open.write.prepare(&open.work);
        self.save_now()
    }
}
