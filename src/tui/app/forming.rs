//! The forms over what `issue.toml` says of a section, and what follows from them.

use super::outline::Step;
use super::{App, Open};
use crate::domain::{Section, SectionId, Spot};
use crate::tui::effect::Effect;
use crate::tui::screens::dialog::{Ask, EventForm, EventGround};
use crate::tui::screens::section_facts::take_over;
use crate::tui::screens::{Choice, Dialog, place_in_file, spots};

const MARK: &str = "Mark a section first: an event and a picture belong to one.";

impl App {
    /// The section that is marked or written in, if something can be written of it.
    pub(super) fn section_to_fill(&mut self) -> Result<Section, Vec<Effect>> {
        if let Some(refused) = self.refuse_outline() {
            return Err(refused);
        }
        let Some(open) = &self.open else { return Err(Vec::new()) };
        let Some(section) = open.write.section(&open.work).cloned() else { return Err(self.say(MARK)) };
        // What can't be read of it would be written over.
        let misread = |one: &&crate::domain::Problem| {
            spots::is_misread(one) && one.place.section.as_ref() == Some(&section.id)
        };
        if let Some(problem) = open.work.read_problems.iter().find(misread) {
            let lines = vec![
                format!("x {}: {}", place_in_file(problem), problem.what),
                String::new(),
                spots::sentence(&problem.remedy),
                "Then press F2.".to_owned(),
            ];
            return Err(self.ask(Dialog::Ask(Ask::tell("Not while its facts can't be read", lines))));
        }
        Ok(section)
    }

    /// The form of the event of a section; of a kind that prints none, says so.
    pub(super) fn fill_in_event(&mut self) -> Vec<Effect> {
        let section = match self.section_to_fill() {
            Ok(section) => section,
            Err(refused) => return refused,
        };
        let zone = self.zone();
        let Some(open) = &self.open else { return Vec::new() };
        let work = &open.work;
        let name = spots::section_name(&work.issue, &work.lang, &section);
        if !work.is_event(&section) {
            let kind = spots::kind_name(&section.kind);
            let mut lines = vec![format!("A section of the kind \"{kind}\" prints no date and no place.")];
            let mut buttons = vec![("Leave it", Choice::Close)];
            if let Some(card) = work.kinds.iter().find(|card| card.event) {
                let own = spots::kind_name(&card.kind);
                lines.push(format!("\"{own}\" does: it can be added below \"{name}\"."));
                buttons.push(("Add it", Choice::AddSection(card.kind.clone())));
            }
            return self.ask(Dialog::Ask(Ask::new("This section is no event", lines, buttons)));
        }
        let source = work.issue.source().unwrap_or(&work.lang).clone();
        let known = work.zones.get(&section.id).cloned().unwrap_or(zone);
        let from = work.issue.date.unwrap_or_else(|| known.to_datetime(self.now).date());
        let ground = EventGround {
            lang: work.lang.clone(),
            source,
            languages: work.issue.languages.len(),
            zone: known,
            from,
            now: self.now,
        };
        self.ask(Dialog::Event(Box::new(EventForm::new(&name, &section, ground))))
    }

    /// What a form changed of a section, as one step.
    pub(super) fn set_facts(&mut self, from: Section, to: Section) -> Vec<Effect> {
        self.set_facts_with(from, to, None)
    }

    /// The same, and with it the last change of a text.
    pub(super) fn set_facts_with(&mut self, from: Section, to: Section, text: Option<Spot>) -> Vec<Effect> {
        if let Some(refused) = self.refuse_outline() {
            return refused;
        }
        let now = self.now;
        let Some(open) = &mut self.open else { return Vec::new() };
        if from == to {
            return Vec::new();
        }
        let Some(section) = open.work.issue.sections.iter_mut().find(|one| one.id == from.id) else {
            return self
                .say("Others have taken this section out of the issue meanwhile: nothing was put in.");
        };
        take_over(section, &from, &to);
        facts_changed(open, &from.id, now);
        open.undo.push(Step::Facts { from: Box::new(from), to: Box::new(to), text });
        open.redo.clear();
        open.facts_last = true;
        let mut effects = self.save_now();
        effects.extend(self.say("Put in. Ctrl+Z takes it back."));
        effects
    }
}

/// What of an open issue follows from other facts of a section.
pub(super) fn facts_changed(open: &mut Open, id: &SectionId, now: jiff::Timestamp) {
    open.work.misread.remove(id);
    open.work.agreed.remove(id);
    open.write.forget_facts(|known| known != id);
    open.work.know_zones();
    open.changes.details(id, now);
    open.work.unchecked = true;
    open.write.prepare(&open.work);
}
