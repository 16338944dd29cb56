//! What follows from a choice in a dialog.

use super::{App, Screen};
use crate::desk::way_out::WayOut;
use crate::domain::{IssueId, Schedule};
use crate::locale::read_schedule;
use crate::tui::effect::{Effect, Recovered};
use crate::tui::screens::{Choice, Dialog, Tested};

/// While an issue is being made, no other one is opened: the new one comes.
pub(super) const MAKING: &str = "Making the issue …";

impl App {
    pub(super) fn decide(&mut self, choice: Choice) -> Vec<Effect> {
        match choice {
            Choice::Close => self.not_now(),
            Choice::Run(id) => self.run_if_possible(id),
            Choice::NewIssue(title) => self.order(MAKING, Effect::NewIssue { title }),
            Choice::AddSection(kind) => self.add_section(kind),
            Choice::PutIn { words, typed } => self.put_in(&words, &typed),
            Choice::Seek(seek) => self.seek(&seek),
            Choice::Spell(spell) => self.spell(spell),
            Choice::Insert { what, typed } => self.put_into_text(what, typed),
            Choice::SetFacts { from, to } => self.set_facts(*from, *to),
            Choice::Picture { draft, copy } => self.put_picture(*draft, copy),
            Choice::LinkTo(address) => self.link(&address, false),
            Choice::ButtonTo(address) => self.link(&address, true),
            Choice::PutAside => self.put_aside(),
            Choice::ScheduleAt(typed) => self.read_time(&typed),
            Choice::Send { readers, at, again } => self.send(readers, at, again),
            Choice::Resume(mailing) => self.order("Going on …", Effect::Resume(mailing)),
            Choice::ResumeFor { mailing, confirmed } => {
                self.order("Going on …", Effect::ResumeFor { mailing, confirmed })
            }
            Choice::Test => self.test(),
            Choice::DryRun => self.dry_run(),
            Choice::StartSender => self.for_mailing("Starting a sender …", Effect::StartSender),
            Choice::Pause => self.for_mailing("Pausing …", Effect::Pause),
            Choice::CancelMailing => self.for_mailing("Cancelling …", Effect::Cancel),
            Choice::StopBeginning => self.stop_beginning(),
            Choice::Decide { mailing, address, decision } => {
                self.order("Writing it down …", Effect::Decide { mailing, address, decision })
            }
            Choice::KeepRecovered => self.keep_recovered(),
            Choice::LeaveRecovered => self.leave_recovered(),
            Choice::UseFiles(issue) => self.use_files(&issue),
            Choice::GoTo { lang, spot, line } => {
                self.with_open(|open| open.work.lang = lang);
                self.go_to(&spot, line)
            }
            Choice::SaveAgain => self.save_by_hand(),
            Choice::KeepMine => self.keep_mine(),
            Choice::TakeTheirs => self.take_theirs(),
            Choice::QuitAnyway => self.quit(),
        }
    }

    fn order(&mut self, busy: &'static str, effect: Effect) -> Vec<Effect> {
        self.busy = Some(busy);
        vec![effect]
    }

    fn not_now(&mut self) -> Vec<Effect> {
        if self.open.as_ref().is_some_and(|open| open.changes.contested) {
            return self.say("Not saved, kept in the journal. Ctrl+S asks again.");
        }
        Vec::new()
    }

    fn send(&mut self, confirmed: u64, at: Option<Schedule>, again: bool) -> Vec<Effect> {
        let (Some(open), Some(shown)) = (&self.open, self.way_out()) else { return Vec::new() };
        let (issue, lists) = (open.work.issue.id.clone(), open.work.issue.lists.clone());
        let beside = open.work.all_under_way().into_iter().map(|one| one.name.clone()).collect();
        self.sent_now = at.is_none();
        let effect = Effect::Send { issue, lists, confirmed, at, again, beside, shown };
        self.once_saved("Writing the mailing …", effect)
    }

    fn test(&mut self) -> Vec<Effect> {
        let id = self.open.as_ref().map(|open| open.work.issue.id.clone());
        let Some((issue, shown)) = id.zip(self.way_out()) else { return Vec::new() };
        self.testing = self.open.as_ref().map(|open| Tested::of(&open.work.issue));
        self.once_saved("Sending the test …", Effect::SendTest { issue, shown })
    }

    /// Everybody has taken the test that was ordered.
    pub(super) fn note_tested(&mut self) {
        let tested = self.testing.take();
        self.with_open(|open| {
            let of_this = tested.filter(|tested| tested.is_of(&open.work.issue.id));
            open.work.tested = of_this.or(open.work.tested.take());
        });
    }

    fn dry_run(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let issue = open.work.issue.id.clone();
        self.once_saved("Writing the dry run …", Effect::DryRun { issue })
    }

    fn for_mailing(&mut self, busy: &'static str, effect: impl Fn(String) -> Effect) -> Vec<Effect> {
        let Some(name) =
            self.open.as_ref().and_then(|open| open.work.under_way()).map(|one| one.name.clone())
        else {
            return self.say("It is over: there is nothing to do about it any more.");
        };
        self.order(busy, effect(name))
    }

    /// What is about to begin is shown from then on: whether it was cancelled, or had begun and is paused.
    fn stop_beginning(&mut self) -> Vec<Effect> {
        let begun = self.open.as_ref().and_then(|open| open.work.begun_here());
        let Some(name) = begun.map(|(mailing, _)| mailing.name.clone()) else { return Vec::new() };
        let mut effects = match self.screen {
            Screen::Delivery => Vec::new(),
            _ => self.show(Screen::Delivery),
        };
        effects.extend(self.order("Stopping …", Effect::Stop(name)));
        effects
    }

    /// How letters leave, as the screen says it.
    pub(super) fn way_out(&self) -> Option<WayOut> {
        self.settings.as_deref().map(WayOut::of)
    }

    pub(super) fn look_for_uncertain(&mut self) -> Vec<Effect> {
        let Some(mailing) = self.open.as_ref().and_then(|open| open.work.mailing()) else {
            return Vec::new();
        };
        let name = mailing.name.clone();
        self.order("Looking in the ledger …", Effect::LookForUncertain(name))
    }

    /// The kept text is taken in where its issue is opened.
    fn keep_recovered(&mut self) -> Vec<Effect> {
        let Some(issue) = self.recovered.first().map(|kept| kept.issue.clone()) else { return Vec::new() };
        if let Some(open) = self.open.as_ref().filter(|open| open.work.issue.id == issue) {
            let there = self.first_kept(&open.work.issue);
            let mut effects = self.restore();
            effects.extend(self.show(Screen::Write));
            effects.extend(there.map_or_else(Vec::new, |there| self.decide(there)));
            return effects;
        }
        self.order("Opening …", Effect::OpenIssue(issue))
    }

    fn leave_recovered(&mut self) -> Vec<Effect> {
        self.recovered.clear();
        self.kept_for_later = true;
        self.say("Both stay as they are. It is offered again at the next start.")
    }

    fn keep_mine(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        open.changes.save(&open.work.issue, true).into_iter().collect()
    }

    fn take_theirs(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        self.screen = Screen::Write;
        self.taking_theirs = true;
        // What can't be put aside is in the journal at least.
        let mut effects: Vec<Effect> = open.changes.journal(&open.work.issue).into_iter().collect();
        effects.push(Effect::TakeTheirs(Box::new(open.changes.order(&open.work.issue, false))));
        effects
    }

    fn use_files(&mut self, issue: &IssueId) -> Vec<Effect> {
        let (put_by, others): (Vec<Recovered>, Vec<Recovered>) =
            std::mem::take(&mut self.recovered).into_iter().partition(|kept| kept.issue == *issue);
        let mut effects = vec![Effect::PutBy(put_by)];
        if others.is_empty() {
            effects.push(Effect::DropRecovered);
        }
        effects.extend(self.found_kept(others));
        effects
    }

    /// A time as it was typed: the number is asked for next, or the time once more.
    fn read_time(&mut self, typed: &str) -> Vec<Effect> {
        typed.clone_into(&mut self.typed);
        match read_schedule(typed, &self.zone(), self.now) {
            Ok(schedule) => self.look_before_asking(Some(schedule)),
            Err(why) => {
                let input = self.time_input().wrong(why.to_string());
                self.ask(Dialog::Input(input))
            }
        }
    }
}
