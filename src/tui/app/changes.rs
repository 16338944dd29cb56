//! What was changed and is not in the files yet: the journal gets it within a second, the files later.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::domain::{Issue, Lang, SectionId};
use crate::tui::effect::{Effect, JournalEntry, SaveOrder};
use crate::tui::event::Spot;
use crate::tui::screens::spots;

/// Seconds without a key after which the files are written.
const REST: i64 = 10;

/// The unsaved part of an issue.
#[derive(Debug, Default)]
pub struct Changes {
    revision: u64,
    saved: u64,
    outline: bool,
    facts: BTreeSet<SectionId>,
    editions: BTreeSet<Lang>,
    /// What the journal has not got yet, and since when.
    unjournaled: BTreeMap<(Lang, Spot), ()>,
    since: Option<Timestamp>,
    touched: Option<Timestamp>,
    pub saved_at: Option<Timestamp>,
    /// A save is on its way.
    saving: bool,
    /// A file was changed by hand; nothing is written before somebody has decided.
    pub contested: bool,
}

impl Changes {
    pub fn text(&mut self, lang: &Lang, spot: &Spot, now: Timestamp) {
        self.revision += 1;
        self.editions.insert(lang.clone());
        self.unjournaled.insert((lang.clone(), spot.clone()), ());
        self.since.get_or_insert(now);
        self.touched = Some(now);
    }

    /// The sections, their order or the lists changed.
    pub fn outline(&mut self, editions: impl IntoIterator<Item = Lang>, now: Timestamp) {
        self.revision += 1;
        self.outline = true;
        self.editions.extend(editions);
        self.touched = Some(now);
    }

    /// The date or the place of a section changed.
    pub fn facts(&mut self, id: &SectionId, now: Timestamp) {
        self.facts.insert(id.clone());
        self.outline([], now);
    }

    pub fn unsaved(&self) -> bool {
        self.revision != self.saved
    }

    /// Whether time has to go on for something to be written.
    pub fn waiting(&self) -> bool {
        !self.unjournaled.is_empty() || (self.unsaved() && !self.saving && !self.contested)
    }

    /// What is due at `now`: the journal after a second, the files after ten seconds of rest.
    pub fn due(&mut self, issue: &Issue, now: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        let old = |since: Option<Timestamp>, least: i64| {
            since.is_some_and(|since| now.duration_since(since).as_secs() >= least)
        };
        if old(self.since, 1) {
            effects.extend(self.journal(issue));
        }
        if old(self.touched, REST) && !self.saving && !self.contested {
            effects.extend(self.save(issue, false));
        }
        effects
    }

    /// What the journal lacks.
    pub fn journal(&mut self, issue: &Issue) -> Option<Effect> {
        self.since = None;
        let entries: Vec<JournalEntry> = std::mem::take(&mut self.unjournaled)
            .into_keys()
            .map(|(lang, spot)| {
                let text = spots::text(issue, &lang, &spot).into_owned();
                JournalEntry { issue: issue.id.clone(), lang, spot, text }
            })
            .collect();
        (!entries.is_empty()).then_some(Effect::Journal(entries))
    }

    /// An order to write the files, if there is anything to write.
    pub fn save(&mut self, issue: &Issue, over: bool) -> Option<Effect> {
        if !self.unsaved() {
            return None;
        }
        self.saving = true;
        self.contested = false;
        self.touched = None;
        Some(Effect::Save(Box::new(SaveOrder {
            issue: issue.clone(),
            outline: self.outline,
            facts: self.facts.clone(),
            editions: self.editions.clone(),
            revision: self.revision,
            over,
        })))
    }

    /// The files hold `revision`. What was changed since stays to be written.
    pub fn saved(&mut self, revision: u64, at: Timestamp) {
        self.saving = false;
        self.saved_at = Some(at);
        self.saved = self.saved.max(revision);
        if self.unsaved() {
            self.touched.get_or_insert(at);
        } else {
            self.outline = false;
            self.editions.clear();
            self.facts.clear();
        }
    }

    /// The files could not be written.
    pub fn not_saved(&mut self, contested: bool) {
        self.saving = false;
        self.contested = contested;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_530_000_000 + second).expect("a moment")
    }

    fn issue() -> Issue {
        Issue {
            id: crate::domain::IssueId::parse("2018-06-summer").expect("a name"),
            title: String::new(),
            number: None,
            date: None,
            languages: Vec::new(),
            lists: Vec::new(),
            sections: Vec::new(),
            accepted: Vec::new(),
            editions: BTreeMap::new(),
        }
    }

    #[test]
    fn the_journal_gets_a_change_after_a_second_and_the_files_after_ten_of_rest() {
        let (issue, lang) = (issue(), Lang::parse("hu").expect("a tag"));
        let mut changes = Changes::default();
        changes.text(&lang, &Spot::Subject, at(0));
        assert!(changes.due(&issue, at(0)).is_empty());
        assert!(matches!(changes.due(&issue, at(1))[..], [Effect::Journal(_)]));
        changes.text(&lang, &Spot::Subject, at(9));
        assert!(
            matches!(changes.due(&issue, at(10))[..], [Effect::Journal(_)]),
            "typing goes on: no save yet"
        );
        assert!(matches!(changes.due(&issue, at(19))[..], [Effect::Save(_)]));
        assert!(!changes.waiting(), "nothing to wait for while it is written");
        changes.saved(2, at(19));
        assert!(!changes.unsaved());
    }

    #[test]
    fn what_is_typed_while_the_files_are_written_stays_to_be_written() {
        let (issue, lang) = (issue(), Lang::parse("hu").expect("a tag"));
        let mut changes = Changes::default();
        changes.text(&lang, &Spot::Subject, at(0));
        assert!(changes.save(&issue, false).is_some());
        changes.text(&lang, &Spot::Subject, at(1));
        changes.saved(1, at(2));
        assert!(changes.unsaved() && changes.waiting());
        assert!(changes.save(&issue, false).is_some());
    }
}
