//! The issue that is open, and everything known about it: what the screens show and the program changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Standings, Tested, countdown, ends, spots};
use crate::desk::send::Forecast;
use crate::domain::translation::Translations;
use crate::domain::{
    Audience, Glossary, HoldReason, Issue, Lang, List, ListName, Mailing, MailingId, MailingState, Problem,
    Progress, Section, SectionId, Severity, SkipReason, When, by_nearness, is_under_way, nearest, telling,
};
use crate::render::Templates;
use crate::tui::event::{KindCard, OpenedIssue, Spot, Unread};
use crate::tui::keys::Stage;

/// For how many seconds a mailing has just begun.
pub const JUST_NOW: i64 = 5;

/// One open issue.
#[derive(Debug, Clone)]
pub struct Work {
    pub issue: Issue,
    /// The language that is shown.
    pub lang: Lang,
    /// What the last checks found; none while they run, or after the text changed.
    pub checked: Option<Vec<Problem>>,
    /// What each text was translated from, as far as somebody said so.
    pub translations: Translations,
    pub glossary: Glossary,
    /// How each text stands beside the others, as they are on the screen.
    pub standings: Standings,
    /// The text changed since the checks were ordered.
    pub unchecked: bool,
    /// They were ordered and have not answered.
    pub awaited: bool,
    /// What was wrong when the files were read.
    pub read_problems: Vec<Problem>,
    /// The fields whose words are not known, because their file can't be read as it stands.
    pub unread: Unread,
    pub mailings: Vec<Mailing>,
    pub lists: Vec<List>,
    /// The lists that the issue was on since it was opened, in their order.
    stood: Vec<ListName>,
    /// Lists that the issue names and that are not there.
    pub no_such_lists: Vec<ListName>,
    pub kinds: Vec<KindCard>,
    /// Every section that was ever in the issue, as far as anybody knows.
    pub ever: BTreeSet<SectionId>,
    /// What the letter's text is made with; none if they can't be used.
    pub templates: Option<Arc<Templates>>,
    /// What is wrong with a date that is typed and could not be taken.
    pub misread: BTreeMap<SectionId, String>,
    /// The date of an event before its field was typed into: what stays in the files while the field holds none.
    pub agreed: BTreeMap<SectionId, Option<When>>,
    /// The zone of each event as it was read: a time that is typed without one keeps it.
    pub zones: BTreeMap<SectionId, TimeZone>,
    /// The mailing that somebody chose to look at, where there are several.
    pub chosen: Option<MailingId>,
    /// Somebody has just asked for what is under way, and the ledger has not said yet what that is by now.
    pub arriving: bool,
    /// The mailing whose sixty seconds were begun here.
    pub counting: Option<String>,
    /// None while it is counted.
    pub audience: Option<Audience>,
    /// What is wrong in `issue.toml` while its lists or languages can't be read there, and so stay here as they were.
    pub uncountable: Vec<Problem>,
    /// Why they can't be counted.
    pub uncounted: Vec<Problem>,
    /// That its last letters would leave after its end, as the question for the number found it, in words.
    pub late: Option<String>,
    pub progress: Option<Progress>,
    /// When the rest of the mailing of this name leaves, where anything that is set keeps it back.
    pub forecast: Option<(String, Forecast)>,
    /// Why its progress can't be seen any more.
    pub unwatched: Option<String>,
    /// In words, where a mailing of it waits with another text than the files have by now.
    pub old_text: Option<String>,
    /// What was tested, and taken by everybody who tests, since the program began.
    pub tested: Option<Tested>,
}

fn zone(section: &Section) -> Option<(SectionId, TimeZone)> {
    match &section.event.as_ref()?.starts {
        When::Time(time) => Some((section.id.clone(), time.time_zone().clone())),
        _ => None,
    }
}

impl Work {
    pub fn new(opened: OpenedIssue, fallback: &Lang) -> Self {
        let lang = opened.issue.source().unwrap_or(fallback).clone();
        let mut work = Self {
            issue: opened.issue,
            stood: Vec::new(),
            no_such_lists: Vec::new(),
            lang,
            checked: None,
            translations: opened.translations,
            glossary: opened.glossary,
            standings: Standings::default(),
            unchecked: true,
            awaited: false,
            read_problems: opened.problems,
            unread: opened.unread,
            mailings: opened.mailings,
            lists: Vec::new(),
            kinds: opened.kinds,
            ever: opened.ever,
            templates: opened.templates,
            misread: BTreeMap::new(),
            agreed: BTreeMap::new(),
            zones: BTreeMap::new(),
            chosen: None,
            arriving: false,
            counting: None,
            audience: None,
            uncountable: Vec::new(),
            uncounted: Vec::new(),
            late: None,
            progress: None,
            forecast: None,
            unwatched: None,
            old_text: None,
            tested: None,
        };
        work.take_lists(opened.lists);
        work.know_zones();
        work
    }

    /// The lists that there are by now.
    pub fn take_lists(&mut self, lists: Vec<List>) {
        let there = |name: &ListName| lists.iter().any(|list| list.name == *name);
        self.no_such_lists = self.issue.lists.iter().filter(|name| !there(name)).cloned().collect();
        self.lists = lists;
    }

    /// Takes what is written down of translations, and the glossary, as they are by now.
    pub fn take_languages(&mut self, translations: Translations, glossary: Option<Glossary>) {
        let glossary = glossary.unwrap_or_else(|| self.glossary.clone());
        if self.translations != translations || self.glossary != glossary {
            self.standings.forget();
            (self.translations, self.glossary) = (translations, glossary);
        }
    }

    /// Knows how the texts stand beside each other as they are now.
    pub fn follow(&mut self) {
        self.standings.follow(&self.issue, &self.translations, &self.glossary);
    }

    /// The zones of the events as they were read.
    pub fn know_zones(&mut self) {
        self.zones = self.issue.sections.iter().filter_map(zone).collect();
    }

    /// The latest findings: of the checks, else of reading the files.
    pub fn problems(&self) -> &[Problem] {
        self.checked.as_deref().unwrap_or(&self.read_problems)
    }

    /// Why a field can't be read in the language that is shown.
    pub fn unread(&self, spot: &Spot) -> Option<&Problem> {
        match spot {
            Spot::When(_) | Spot::Place(_) => self.outline_unread(),
            spot => self.unread.get(&(self.lang.clone(), spot.clone())),
        }
    }

    /// Why `issue.toml` can't be read: nothing that it says can be changed meanwhile.
    pub fn outline_unread(&self) -> Option<&Problem> {
        spots::outline_unread(&self.read_problems)
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.problems().iter().filter(|problem| problem.severity == severity).count()
    }

    /// Whether a section has a date and a place.
    pub fn is_event(&self, section: &Section) -> bool {
        section.event.is_some() || self.kinds.iter().any(|card| card.kind == section.kind && card.event)
    }

    /// The mailing that is looked at: the one that was chosen, else what happens next, else the latest.
    pub fn mailing(&self) -> Option<&Mailing> {
        let chosen = self.mailings.iter().find(|mailing| self.chosen == Some(mailing.id));
        chosen.or_else(|| nearest(&self.mailings.iter().collect::<Vec<_>>()))
    }

    /// What to tell about the text of a mailing that waits, whichever is looked at.
    pub fn old_text(&self) -> Option<&str> {
        self.old_text.as_deref().filter(|_| self.mailings.iter().any(|mailing| mailing.state.waits()))
    }

    /// The sections in whose date something is typed that no file has, and why.
    pub fn unsaved_dates(&self) -> impl Iterator<Item = (&Section, &str)> {
        self.issue.sections.iter().filter_map(|one| Some((one, self.misread.get(&one.id)?.as_str())))
    }

    /// How many letters of its mailing may have arrived or not.
    pub fn not_certain(&self) -> u64 {
        let Some((mailing, progress)) = self.mailing().zip(self.progress.as_ref()) else { return 0 };
        if progress.mailing == mailing.name { progress.counts.not_certain() } else { 0 }
    }

    /// How many would get it once more, where nobody else is left to get it and no mailing of it is under way.
    pub fn all_have_it(&self) -> Option<u64> {
        let audience = self.audience.as_ref().filter(|audience| audience.readers() == 0)?;
        if !self.all_under_way().is_empty() {
            return None;
        }
        audience.left_out.get(&SkipReason::AlreadyHasIt).copied().filter(|count| *count > 0)
    }

    /// How many would get it now, and whether once more; none until they are counted.
    pub fn to_send_to(&self) -> Option<(u64, bool)> {
        let audience = self.audience.as_ref()?;
        Some(self.all_have_it().map_or((audience.readers(), false), |have_it| (have_it, true)))
    }

    /// The one that is looked at, if it is neither sent nor cancelled.
    pub fn under_way(&self) -> Option<&Mailing> {
        self.mailing().filter(|mailing| is_under_way(mailing))
    }

    /// All that are neither sent nor cancelled, the nearest first.
    pub fn all_under_way(&self) -> Vec<&Mailing> {
        by_nearness(&self.mailings)
    }

    /// All of those but the one that is looked at.
    pub fn others_under_way(&self) -> Vec<&Mailing> {
        let here = self.mailing().map(|mailing| mailing.id);
        self.all_under_way().into_iter().filter(|mailing| Some(mailing.id) != here).collect()
    }

    /// The mailings that are over and not looked at, the latest first.
    pub fn others_over(&self) -> impl Iterator<Item = &Mailing> {
        let here = self.mailing().map(|mailing| mailing.id);
        self.over().filter(move |mailing| Some(mailing.id) != here)
    }

    fn over(&self) -> impl Iterator<Item = &Mailing> {
        self.mailings.iter().filter(|mailing| !is_under_way(mailing))
    }

    /// Looks at the next mailing, or the one before: those under way come first, then those that are over.
    pub fn look_further(&mut self, forward: bool) {
        let all: Vec<&Mailing> = self.all_under_way().into_iter().chain(self.over()).collect();
        let here = self.mailing().map(|one| one.id);
        let next = match all.iter().position(|mailing| Some(mailing.id) == here) {
            Some(at) if forward => at + 1,
            Some(at) => at.saturating_sub(1),
            None => 0,
        };
        self.chosen = all.get(next).map(|one| one.id).or(here);
    }

    /// Looks at what happens next, unless one that is under way was chosen; else at the latest that is sent, or that was
    /// cancelled where none is. False where there is none at all.
    pub fn look_ahead(&mut self) -> bool {
        let telling = || telling(&self.mailings.iter().collect::<Vec<_>>());
        self.chosen = self.under_way().or_else(telling).map(|mailing| mailing.id);
        self.chosen.is_some()
    }

    /// Looks at the mailing whose sixty seconds run that were begun here, if they do.
    pub fn look_at_countdown(&mut self, now: Timestamp) -> bool {
        let ours = |mailing: &&Mailing| self.counting.as_ref() == Some(&mailing.name);
        let ours = self.mailings.iter().find(ours).filter(|mailing| countdown(mailing, now).is_some());
        self.chosen = ours.map(|mailing| mailing.id).or(self.chosen);
        ours.is_some()
    }

    /// The mailing whose sixty seconds were begun here, and what is known of its state.
    pub fn begun_here(&self) -> Option<(&Mailing, MailingState)> {
        let name = self.counting.as_ref()?;
        let mailing = self.mailings.iter().find(|mailing| mailing.name == *name)?;
        let told = self.progress.as_ref().filter(|progress| progress.mailing == *name);
        Some((mailing, told.map_or(mailing.state, |progress| progress.state)))
    }

    /// Whether those seconds are over only now: who meant to stop it may still be on the way to the key.
    pub fn just_begun(&self, now: Timestamp) -> bool {
        self.begun_here().is_some_and(|(mailing, state)| {
            let since = now.duration_since(mailing.schedule.due).as_secs();
            (0..JUST_NOW).contains(&since) && matches!(state, MailingState::Scheduled | MailingState::Sending)
        })
    }

    /// Whether the sixty seconds run that were begun here: those Esc stops.
    pub fn counts_down(&self, now: Timestamp) -> bool {
        let ours = self.under_way().filter(|mailing| self.counting.as_ref() == Some(&mailing.name));
        ours.is_some_and(|mailing| countdown(mailing, now).is_some())
    }

    /// Why the mailing that is looked at was stopped, as far as it is known.
    pub fn held(&self) -> Option<&HoldReason> {
        let mailing = self.mailing()?;
        let told = self.progress.as_ref().filter(|progress| progress.mailing == mailing.name);
        told.and_then(|progress| progress.held.as_ref()).or(mailing.held.as_ref())
    }

    /// Whether nothing of the mailing that is looked at was ever under way.
    pub fn has_not_begun(&self) -> bool {
        let Some(mailing) = self.mailing() else { return false };
        let told = self.progress.as_ref().filter(|progress| progress.mailing == mailing.name);
        mailing.started_at.is_none() && told.is_none_or(|progress| progress.counts.rows() == 0)
    }

    /// What its mailing is doing, for the keys.
    pub fn stage(&self, now: Timestamp) -> Stage {
        let Some(mailing) = self.mailing() else { return Stage::Over };
        let told = self.progress.as_ref().filter(|progress| progress.mailing == mailing.name);
        let alone = told.is_some_and(|progress| !progress.somebody_sends());
        match told.map_or(mailing.state, |progress| progress.state) {
            MailingState::Scheduled if self.counts_down(now) => Stage::Counting,
            _ if self.counting.as_ref() == Some(&mailing.name) && self.just_begun(now) => Stage::Beginning,
            MailingState::Scheduled if alone => Stage::WaitingAlone,
            MailingState::Scheduled => Stage::Waiting,
            MailingState::Sending if alone => Stage::SendingAlone,
            MailingState::Sending => Stage::Sending,
            MailingState::Held if self.held().is_some_and(ends) => Stage::Ended,
            MailingState::Pausing | MailingState::Paused | MailingState::Held => Stage::Stopped,
            MailingState::Draft | MailingState::Sent | MailingState::Cancelled => Stage::Over,
        }
    }

    /// Puts in a mailing, or its new state; a new one is looked at.
    pub fn note_mailing(&mut self, mailing: Mailing) {
        if self.counting.as_ref() == Some(&mailing.name) && mailing.state != MailingState::Scheduled {
            // Somebody has seen to it since.
            self.counting = None;
        }
        let told = self.progress.as_mut().filter(|progress| progress.mailing == mailing.name);
        if let Some(progress) = told {
            progress.state = mailing.state;
            (progress.held, progress.held_on) = (mailing.held.clone(), mailing.held_on.clone());
        }
        match self.mailings.iter_mut().find(|known| known.id == mailing.id) {
            Some(known) => *known = mailing,
            None => {
                self.chosen = Some(mailing.id);
                self.mailings.insert(0, mailing);
            }
        }
    }

    /// The lists that can be ticked: those of the workspace, and those that only the issue names.
    pub fn list_names(&self) -> impl Iterator<Item = &ListName> {
        self.lists.iter().map(|list| &list.name).chain(&self.no_such_lists)
    }

    /// Takes the issue off a list, or puts it on. One that it was on since it was opened comes back to its place: who is on
    /// several lists gets the letter by the first of them.
    pub fn tick(&mut self, name: ListName) {
        let (lists, stood) = (&mut self.issue.lists, &mut self.stood);
        let mut rest = stood.iter();
        if !lists.iter().all(|list| rest.any(|known| known == list)) {
            // Somebody has put them into another order meanwhile.
            stood.clone_from(lists);
        }
        if !stood.contains(&name) {
            stood.push(name.clone());
        }
        match lists.contains(&name) {
            true => lists.retain(|list| *list != name),
            false => lists.push(name),
        }
        lists.sort_by_key(|list| stood.iter().position(|known| known == list));
    }

    pub fn has_list(&self, name: &ListName) -> bool {
        self.issue.lists.contains(name)
    }
}
