//! The questions that the composer asks before it does something.

use super::{App, Screen};
use crate::desk::control::Heir;
use crate::domain::settings::TransportKind;
use crate::domain::{Edition, HoldReason, Mailing, MailingState};
use crate::tui::effect::Effect;
use crate::tui::keys::Stage;
use crate::tui::screens::dialog::{Ask, Input, InputFor, Pick};
use crate::tui::screens::spots::kind_name;
use crate::tui::screens::{Choice, Dialog, late_words};
use crate::tui::widgets::{number, plural};

impl App {
    pub(super) fn ask_for_title(&mut self) -> Vec<Effect> {
        let lines =
            vec!["What is it called? Readers don't see this name; each language has its own title.".into()];
        self.ask(Dialog::Input(Input::new("New issue", lines, InputFor::NewIssue, "")))
    }

    pub(super) fn ask_for_kind(&mut self) -> Vec<Effect> {
        if let Some(refused) = self.refuse_outline() {
            return refused;
        }
        let Some(open) = &self.open else { return Vec::new() };
        let items: Vec<(String, Choice)> = open
            .work
            .kinds
            .iter()
            .map(|card| {
                let name = kind_name(&card.kind);
                (format!("{name:<15} {}", card.what), Choice::AddSection(card.kind.clone()))
            })
            .collect();
        if items.is_empty() {
            return self.say("There are no kinds of section: the templates can't be read (F5 says why).");
        }
        self.dialog = Some(Dialog::Pick(Pick::new("Add a section", items)));
        self.look_at_files().into_iter().collect()
    }

    pub(super) fn ask_to_put_aside(&mut self) -> Vec<Effect> {
        if let Some(refused) = self.refuse_outline() {
            return refused;
        }
        let Some(open) = &self.open else { return Vec::new() };
        let Some(section) = open.write.section(&open.work) else {
            return self.say("Mark a section first.");
        };
        // A new issue brings headings along: they alone are no text.
        let has_text = |edition: &&Edition| {
            edition.section(&section.id).is_some_and(|text| !text.markdown.trim().is_empty())
        };
        let written = open.work.issue.editions.values().filter(has_text).count();
        let lines = vec![
            match (written, &section.event) {
                (0, None) => "No text is written in it yet.".to_owned(),
                (0, Some(_)) => "It has a date; no text is written in it yet.".to_owned(),
                _ => format!("It is written in {} so far.", plural(written as u64, "language", "languages")),
            },
            "It leaves the issue in all languages. Ctrl+Z brings it back.".into(),
        ];
        let name = open.write.name(&open.work);
        let buttons = vec![("Keep it", Choice::Close), ("Put it aside", Choice::PutAside)];
        self.dialog = Some(Dialog::Ask(Ask::new(format!("Put \"{name}\" aside?"), lines, buttons)));
        self.look_at_files().into_iter().collect()
    }

    pub(super) fn ask_to_quit(&mut self) -> Vec<Effect> {
        let now = self.now;
        let begins = self
            .open
            .as_mut()
            .is_some_and(|open| open.work.look_at_countdown(now) || open.work.just_begun(now));
        let Some(ask) = self.about_beginning().filter(|_| begins) else { return self.leave() };
        self.dialog = Some(Dialog::Ask(ask));
        self.watch().into_iter().collect()
    }

    /// Whether it is asked what becomes of a mailing that is about to begin.
    pub(super) fn asks_about_beginning(&self) -> bool {
        matches!(&self.dialog, Some(Dialog::Ask(ask)) if ask.offers(&Choice::StopBeginning))
    }

    /// That question, and the one before a pause, says what is so, also when the mailing begins while it is open, or is stopped elsewhere.
    pub(super) fn keep_asking_what_is_so(&mut self) {
        if let Some(Dialog::Ask(before)) = &self.dialog
            && before.offers(&Choice::Pause)
            && !before.offers(&Choice::StartSender)
            && let Some(after) = self.about_pausing()
        {
            self.dialog = Some(Dialog::Ask(after.instead_of(before)));
        }
        if !self.asks_about_beginning() {
            return;
        }
        let (before, after) = (self.dialog.take(), self.about_beginning());
        match (before, after) {
            (Some(Dialog::Ask(before)), Some(after)) => {
                self.dialog = Some(Dialog::Ask(after.instead_of(&before)));
            }
            _ => self.notice = Some("There is nothing to stop any more. F10 quits.".into()),
        }
    }

    /// What to ask whoever quits beside the mailing whose sixty seconds were begun here; none once it is neither waiting
    /// nor being sent.
    fn about_beginning(&self) -> Option<Ask> {
        let (mailing, state) = self.open.as_ref()?.work.begun_here()?;
        let waits = mailing.schedule.due > self.now;
        let (title, line, quit) = match state {
            MailingState::Scheduled if waits => (
                "A mailing is about to start",
                "The mailing starts by itself when its sixty seconds are over, also without this window.",
                "Quit, let it start",
            ),
            MailingState::Scheduled => (
                "A mailing starts now",
                "Its sixty seconds are over: it goes on by itself, also without this window. Stop it pauses what has begun.",
                "Quit, it goes on",
            ),
            MailingState::Sending => (
                "A mailing has begun",
                "Its letters leave, also without this window. Stop it pauses it: what is on its way still lands.",
                "Quit, it goes on",
            ),
            _ => return None,
        };
        let buttons =
            vec![("Stay", Choice::Close), ("Stop it", Choice::StopBeginning), (quit, Choice::QuitAnyway)];
        Some(Ask::new(title, vec![line.into()], buttons))
    }

    pub(super) fn ask_to_test(&mut self) -> Vec<Effect> {
        let names: Vec<String> = self
            .settings
            .iter()
            .flat_map(|settings| {
                settings.test_readers().map(|person| person.name.clone()).collect::<Vec<_>>()
            })
            .collect();
        let lines = vec![
            format!("To: {}", names.join(", ")),
            "Subjects begin with [TEST], and the unsubscribe links in them do nothing.".into(),
            if self.writes_files() {
                "No mail server is set: they become files in outbox/.".into()
            } else {
                String::new()
            },
        ];
        let buttons = vec![("Not now", Choice::Close), ("Send the test", Choice::Test)];
        self.ask(Dialog::Ask(Ask::new("Send a test?", lines, buttons)))
    }

    pub(super) fn ask_for_time(&mut self) -> Vec<Effect> {
        // What was typed once was meant for what was so then.
        self.typed.clear();
        self.ask(Dialog::Input(self.time_input()))
    }

    /// The field for the time, with what was typed since it was asked for.
    pub(super) fn time_input(&self) -> Input {
        let zone = self.zone();
        let today = self.now.to_zoned(zone.clone()).date();
        let tomorrow = today.tomorrow().unwrap_or(today);
        let zone = zone.iana_name().unwrap_or("UTC");
        let lines = vec![
            format!("Write it like {tomorrow} 09:00, or {} at 9:00.", tomorrow.strftime("%-d %B %Y")),
            format!("Times are those of {zone}. You confirm the number of readers next."),
            "A restart of this machine ends what waits for it, unless `courant serve` runs as a service."
                .into(),
        ];
        Input::new("When is it to start?", lines, InputFor::Schedule, &self.typed)
    }

    pub(super) fn ask_to_pause(&mut self) -> Vec<Effect> {
        let Some(mailing) = self.open.as_ref().and_then(|open| open.work.mailing()) else {
            return Vec::new();
        };
        match self.state_of(mailing) {
            _ if matches!(self.facts().stage, Stage::WaitingAlone | Stage::SendingAlone) => {
                let lines = vec![
                    "Nobody is there to send this mailing: the sender that was has ended, or its machine was started anew.".into(),
                    "A new one goes on where it ended. Nobody gets it twice.".into(),
                ];
                let buttons = vec![
                    ("Not now", Choice::Close),
                    ("Start a sender", Choice::StartSender),
                    ("Pause the mailing", Choice::Pause),
                ];
                self.ask(Dialog::Ask(Ask::new("No sender is running", lines, buttons)))
            }
            MailingState::Scheduled | MailingState::Sending => {
                self.about_pausing().map_or_else(Vec::new, |ask| self.ask(Dialog::Ask(ask)))
            }
            _ if self.facts().stage == Stage::Ended => {
                self.say("Nobody is left to whom it could go: Del cancels it.")
            }
            MailingState::Pausing | MailingState::Paused | MailingState::Held => {
                if let Some(ask) = self.about_a_late_beginning() {
                    return self.ask(Dialog::Ask(ask));
                }
                let name = mailing.name.clone();
                self.decide(Choice::Resume(name))
            }
            MailingState::Draft | MailingState::Sent | MailingState::Cancelled => {
                self.say("It is over: there is nothing to pause.")
            }
        }
    }

    /// What to ask before a mailing goes on that was stopped before it began and is due by now; none of one whose number
    /// is asked for anyway.
    fn about_a_late_beginning(&self) -> Option<Ask> {
        let work = &self.open.as_ref().filter(|open| open.work.has_not_begun())?.work;
        let mailing = work.mailing()?;
        if matches!(work.held(), Some(HoldReason::CountChanged { .. })) {
            return None;
        }
        let late = late_words(mailing, self.now, &self.zone())?;
        let readers = plural(mailing.confirmed, "reader", "readers");
        let lines = vec![
            format!("It was due {late}."),
            format!("It begins as soon as you go on, to {readers}. What has left can't come back."),
        ];
        let buttons =
            vec![("Not now", Choice::Close), ("Begin at once", Choice::Resume(mailing.name.clone()))];
        Some(Ask::new("Begin at once?", lines, buttons))
    }

    /// What to ask before the mailing in sight is paused; none where it neither waits nor is being sent.
    fn about_pausing(&self) -> Option<Ask> {
        let mailing = self.open.as_ref()?.work.mailing()?;
        let (title, lines, leave) = match self.state_of(mailing) {
            MailingState::Scheduled => (
                "Pause it before it begins?",
                [
                    "Nobody has got it yet, and nobody does until you go on.",
                    "Space goes on: it begins at its time, or at once if that is past.",
                ],
                "Let it wait",
            ),
            MailingState::Sending => (
                "Pause the mailing?",
                [
                    "What is on its way still lands; nobody else gets it until you go on.",
                    "Space goes on with it.",
                ],
                "Leave it running",
            ),
            _ => return None,
        };
        // Whoever wants the brake is in a hurry, and what is paused can go on: Enter does it.
        let buttons = vec![("Pause it", Choice::Pause), (leave, Choice::Close)];
        Some(Ask::new(title, lines.map(str::to_owned).to_vec(), buttons).on_escape(Choice::Close))
    }

    pub(super) fn ask_to_cancel(&mut self) -> Vec<Effect> {
        let Some(mailing) = self.open.as_ref().and_then(|open| open.work.under_way()) else {
            return self.say("It is over: there is nothing to cancel.");
        };
        if self.state_of(mailing) == MailingState::Sending {
            return self.say("It is being sent: pause it first (Space), then cancel it.");
        }
        let name = mailing.name.clone();
        let others = self.open.as_ref().map_or(0, |open| open.work.others_under_way().len());
        if others == 0 {
            return self.ask_to_cancel_with(&name, &[]);
        }
        self.busy = Some("Looking at the other mailings …");
        vec![Effect::LookBeforeCancelling(name)]
    }

    /// What becomes of the readers of `mailing` is said before it is cancelled; of one that is not looked at any more
    /// nothing is asked.
    pub(super) fn ask_to_cancel_with(&mut self, mailing: &str, heirs: &[Heir]) -> Vec<Effect> {
        self.busy = None;
        let here = self.open.as_ref().and_then(|open| open.work.under_way());
        if self.screen != Screen::Delivery
            || self.dialog.is_some()
            || here.is_none_or(|here| here.name != mailing)
        {
            return Vec::new();
        }
        let whom = match here {
            _ if self.open.as_ref().is_some_and(|open| open.work.has_not_begun()) => {
                "Nobody gets it by this mailing."
            }
            Some(here) if here.again => {
                "Whoever has not got it once more yet does not get it this time. Whoever had it before still has it."
            }
            _ => "Whoever has not got it yet does not get it.",
        };
        let mut lines = vec![format!("{whom} It cannot be taken up again.")];
        lines.extend(heirs.iter().map(heir_words));
        let buttons = vec![("Keep it", Choice::Close), ("Cancel the mailing", Choice::CancelMailing)];
        self.ask(Dialog::Ask(Ask::new(format!("Cancel {mailing}?"), lines, buttons)))
    }

    /// Whether letters become files, and nobody is mailed.
    pub(super) fn writes_files(&self) -> bool {
        self.settings.as_ref().is_some_and(|settings| settings.delivery.transport == TransportKind::Files)
    }

    /// The newest state known of a mailing.
    fn state_of(&self, mailing: &Mailing) -> MailingState {
        let progress = self.open.as_ref().and_then(|open| open.work.progress.as_ref());
        progress
            .filter(|progress| progress.mailing == mailing.name)
            .map_or(mailing.state, |progress| progress.state)
    }
}

fn heir_words(heir: &Heir) -> String {
    let Heir { mailing, readers, held } = heir;
    let (name, confirmed) = (&mailing.name, number(mailing.confirmed));
    let then = match held {
        true => "It is held until somebody confirms the new number.",
        false => "It is not held: they are no more than were confirmed.",
    };
    format!(
        "! Readers of it get {name} instead: {confirmed} were confirmed for that one, and {} would get it. {then}",
        plural(*readers, "reader", "readers")
    )
}
