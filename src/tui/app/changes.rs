//! What was changed and is not in the files yet: the journal gets it within a second, the files later.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Issue, Lang, SectionId};
use crate::tui::effect::{Effect, JournalEntry, SaveOrder};
use crate::tui::event::{Spot, Unwritten};
use crate::tui::screens::spots;
use crate::workspace::{journal, same_text};

/// Seconds without a key after which the files are written.
const REST: i64 = 10;

/// The unsaved part of an issue.
#[derive(Debug, Default)]
pub struct Changes {
    /// What the text on the screen was begun over: what the files said when they were read, or hold since a save.
    ground: Option<Box<Issue>>,
    /// Text of a journal that is in place again, with the mark of what it was typed over.
    kept: BTreeMap<(Lang, Spot), Option<String>>,
    /// Orders that nobody has answered yet.
    ordered: Vec<SaveOrder>,
    revision: u64,
    saved: u64,
    outline: bool,
    facts: BTreeSet<Spot>,
    details: BTreeSet<SectionId>,
    editions: BTreeSet<Lang>,
    /// What the journal has not got yet, and since when. With its words where the issue can't hold them as they are.
    unjournaled: BTreeMap<(Lang, Spot), Option<String>>,
    /// Dates and places that are typed and no facts of the issue yet: only the journal keeps them.
    unfinished: BTreeMap<(Lang, Spot), String>,
    since: Option<Timestamp>,
    touched: Option<Timestamp>,
    pub saved_at: Option<Timestamp>,
    /// A save is on its way.
    saving: bool,
    /// A file was changed by hand; nothing is written before somebody has decided.
    pub contested: bool,
    /// What the last save could not write; empty once one has written everything.
    unwritten: Vec<Unwritten>,
}

impl Changes {
    /// Nothing was changed yet of what was read.
    pub fn over(ground: Issue) -> Self {
        Self { ground: Some(Box::new(ground)), ..Self::default() }
    }

    /// Text of a journal stands in its field again.
    pub fn take_up(&mut self, lang: &Lang, spot: &Spot, over: Option<String>) {
        self.kept.insert((lang.clone(), spot.clone()), over);
    }

    /// Whether the person has written something there that the ground does not say.
    pub fn is_touched(&self, issue: &Issue, lang: &Lang, spot: &Spot) -> bool {
        let before = self.ground.as_ref().map(|ground| spots::text(ground, lang, spot));
        before.is_some_and(|before| !same_text(spot, &spots::text(issue, lang, spot), &before))
    }

    /// Takes what a file says by now into a field that nobody has changed here; says whether it is another text.
    pub fn take_theirs(&mut self, issue: &mut Issue, lang: &Lang, spot: &Spot, theirs: &str) -> bool {
        let Some(ground) = &mut self.ground else { return false };
        let before = spots::text(ground, lang, spot).into_owned();
        if same_text(spot, theirs, &before) || !same_text(spot, &spots::text(issue, lang, spot), &before) {
            return false;
        }
        let ordered = self.ordered.iter_mut().flat_map(|order| [&mut order.issue, &mut order.ground]);
        for known in ordered.chain([&mut **ground, issue]) {
            spots::set(known, lang, spot, theirs.to_owned());
        }
        true
    }

    /// What the files said, as the screen and the orders on their way know it.
    pub fn known(&mut self) -> Option<(&mut Issue, Vec<&mut Issue>)> {
        let ordered = self.ordered.iter_mut().flat_map(|order| [&mut order.issue, &mut order.ground]);
        Some((self.ground.as_deref_mut()?, ordered.collect()))
    }

    /// Whether the lists on the screen are those of the files.
    pub fn has_saved_lists(&self, issue: &Issue) -> bool {
        self.ground.as_ref().is_some_and(|ground| ground.lists == issue.lists)
    }

    /// Whether a date or a place of a section is typed that no file can hold.
    pub fn is_unfinished(&self, id: &SectionId) -> bool {
        self.unfinished.keys().any(|(_, spot)| spots::section_of(spot) == Some(id))
    }

    /// What tells the text that a field was typed over.
    fn typed_over(&self, lang: &Lang, spot: &Spot) -> Option<String> {
        if let Some(over) = self.kept.get(&(lang.clone(), spot.clone())) {
            return over.clone();
        }
        let ground = self.ground.as_ref()?;
        Some(journal::mark(&spots::text(ground, lang, spot)))
    }

    pub fn text(&mut self, lang: &Lang, spot: &Spot, now: Timestamp) {
        self.revision += 1;
        self.editions.insert(lang.clone());
        self.unjournaled.insert((lang.clone(), spot.clone()), None);
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

    /// A date or a place as it stands in its field, whether or not it can be taken yet.
    pub fn typed(&mut self, lang: &Lang, spot: &Spot, text: String, now: Timestamp) {
        let key = (lang.clone(), spot.clone());
        self.unjournaled.insert(key.clone(), Some(text.clone()));
        self.unfinished.insert(key, text);
        self.since.get_or_insert(now);
    }

    /// The date or the place of a section changed.
    pub fn facts(&mut self, spot: &Spot, now: Timestamp) {
        self.settled(spot);
        self.put_back(spot, now);
    }

    /// The section has the date again that the files had: what is typed instead is not settled by that.
    pub fn put_back(&mut self, spot: &Spot, now: Timestamp) {
        self.facts.insert(spot.clone());
        self.outline([], now);
    }

    /// A form changed what `issue.toml` says of a section.
    pub fn details(&mut self, id: &SectionId, now: Timestamp) {
        self.details.insert(id.clone());
        self.facts(&Spot::When(id.clone()), now);
        self.facts(&Spot::Place(id.clone()), now);
    }

    /// What was typed there is nothing that only the journal knows.
    pub fn settled(&mut self, spot: &Spot) {
        self.unfinished.retain(|(_, known), _| known != spot);
    }

    /// What is typed and can't be in the files.
    pub fn unfinished(&self, issue: &Issue) -> Vec<JournalEntry> {
        let entry = |((lang, spot), text): (&(Lang, Spot), &String)| JournalEntry {
            issue: issue.id.clone(),
            lang: lang.clone(),
            spot: spot.clone(),
            text: text.clone(),
            over: self.typed_over(lang, spot),
        };
        self.unfinished.iter().map(entry).collect()
    }

    /// Lets go of what is typed in the dates of sections that others have taken out, which no file can hold any more;
    /// gives it. The save that follows begins a journal without it.
    pub fn let_go(&mut self, issue: &Issue, gone: &BTreeSet<SectionId>, now: Timestamp) -> Vec<JournalEntry> {
        let of_gone = |spot: &Spot| spots::section_of(spot).is_some_and(|id| gone.contains(id));
        let mut entries = self.unfinished(issue);
        entries.retain(|entry| of_gone(&entry.spot));
        if entries.is_empty() {
            return entries;
        }
        self.unfinished.retain(|(_, spot), _| !of_gone(spot));
        self.kept.retain(|(_, spot), _| !of_gone(spot));
        self.outline([], now);
        entries
    }

    pub fn unsaved(&self) -> bool {
        self.revision != self.saved
    }

    /// The revision that is on the screen.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What is on the screen and not in the files, because it can't be written: what is made of the files lacks it.
    pub fn unwritten(&self) -> &[Unwritten] {
        if self.unsaved() { &self.unwritten } else { &[] }
    }

    /// Whether the files lack text and nothing was changed since they could not be written.
    pub fn stuck(&self) -> bool {
        !self.unwritten().is_empty() && !self.saving && (self.contested || self.touched.is_none())
    }

    /// How long until something is to be written; none while there is nothing to wait for.
    pub fn rest(&self, now: Timestamp) -> Option<Duration> {
        let left = |since: Timestamp, seconds: i64| {
            let left = SignedDuration::from_secs(seconds) - now.duration_since(since);
            Duration::try_from(left).unwrap_or_default()
        };
        let journal = self.since.map(|since| left(since, 1));
        let save = self.touched.filter(|_| self.unsaved() && !self.saving && !self.contested);
        let save = save.map(|since| left(since, REST));
        journal.into_iter().chain(save).min()
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
            .into_iter()
            .map(|((lang, spot), typed)| {
                let text = typed.unwrap_or_else(|| spots::text(issue, &lang, &spot).into_owned());
                let over = self.typed_over(&lang, &spot);
                JournalEntry { issue: issue.id.clone(), lang, spot, text, over }
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
        let order = self.order(issue, over);
        self.ordered.push(order.clone());
        Some(Effect::Save(Box::new(order)))
    }

    /// What the files lack.
    pub fn order(&self, issue: &Issue, over: bool) -> SaveOrder {
        SaveOrder {
            issue: issue.clone(),
            ground: self.ground.as_deref().unwrap_or(issue).clone(),
            since: self.saved,
            kept: self.kept.clone(),
            outline: self.outline,
            facts: self.facts.clone(),
            details: self.details.clone(),
            editions: self.editions.clone(),
            revision: self.revision,
            over,
        }
    }

    /// The files hold `revision`. What was changed since stays to be written, and what no file can hold stays to be
    /// journaled: the journal begins anew with each save.
    pub fn saved(&mut self, revision: u64, at: Timestamp) {
        for (key, text) in &self.unfinished {
            self.unjournaled.insert(key.clone(), Some(text.clone()));
            self.since.get_or_insert(at);
        }
        self.saving = false;
        self.saved_at = Some(at);
        self.saved = self.saved.max(revision);
        self.unwritten.clear();
        if let Some(at) = self.ordered.iter().rposition(|order| order.revision == revision) {
            let order = self.ordered.drain(..=at).next_back();
            for (key, _) in order.iter().flat_map(|order| &order.kept) {
                self.kept.remove(key);
            }
            self.ground = order.map(|order| Box::new(order.issue));
        }
        if self.unsaved() {
            self.touched.get_or_insert(at);
        } else {
            self.outline = false;
            self.editions.clear();
            self.facts.clear();
            self.details.clear();
        }
    }

    /// The files could not be written as a whole.
    pub fn not_saved(&mut self, unwritten: Vec<Unwritten>, contested: bool) {
        self.saving = false;
        self.contested = contested;
        self.unwritten = unwritten;
    }

    /// Whatever was ordered, it was not done.
    pub fn given_up(&mut self) {
        self.saving = false;
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
            expires_at: None,
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
        let half = at(0).checked_add(SignedDuration::from_millis(900)).expect("a moment");
        assert_eq!(changes.rest(half), Some(Duration::from_millis(100)), "a key in between puts nothing off");
        assert!(matches!(changes.due(&issue, at(1))[..], [Effect::Journal(_)]));
        changes.text(&lang, &Spot::Subject, at(9));
        assert!(
            matches!(changes.due(&issue, at(10))[..], [Effect::Journal(_)]),
            "typing goes on: no save yet"
        );
        assert!(matches!(changes.due(&issue, at(19))[..], [Effect::Save(_)]));
        assert_eq!(changes.rest(at(19)), None, "nothing to wait for while it is written");
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
        assert!(changes.unsaved() && changes.rest(at(2)).is_some());
        assert!(changes.save(&issue, false).is_some());
    }
}
