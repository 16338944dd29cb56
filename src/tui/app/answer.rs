//! What the effects answered.

use jiff::Timestamp;

use super::changes::Changes;
use super::kept_words::kept_words;
use super::{App, Open, Screen};
use crate::desk::decide::sends_no_more;
use crate::domain::{Issue, IssueId, Mailing, MailingState, Problem, Progress};
use crate::render::page_blocks;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, IssueCard, NotCertain, OpenedIssue, Recovered, Told};
use crate::tui::screens::dialog::{Ask, Uncertain};
use crate::tui::screens::spots::{has_place, outline_unread};
use crate::tui::screens::{Checks, Choice, Delivery, Dialog, Letter, People, Preview, Send, Work, Write};
use crate::tui::widgets::end_beside;

impl Open {
    fn begin(work: Work, write: Write, changes: Changes, now: Timestamp) -> Self {
        Self {
            work,
            write,
            preview: Preview::default(),
            checks: Checks::default(),
            people: People::default(),
            send: Send::default(),
            delivery: Delivery::default(),
            changes,
            undo: Vec::new(),
            redo: Vec::new(),
            facts_last: false,
            looked: now,
            counting: false,
        }
    }
}

impl App {
    pub(super) fn on_answer(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Configured { settings, problems } => return self.configured(settings, &problems),
            Event::Reconfigured { settings, problems } => return self.reconfigured(settings, &problems),
            Event::Shelf(cards) => self.take_shelf(cards),
            Event::ShelfChecked { issue, must_fix } => {
                self.shelf.checked(&issue, self.of_the_language(must_fix));
            }
            Event::Opened(opened) => return self.opened(*opened),
            Event::Reread(fresh) => return self.reread(*fresh),
            Event::Saved { revision, at } => return self.saved(revision, at),
            Event::ChangedByHand { files } => return self.changed_by_hand(&files),
            Event::Recovered(kept) => return self.found_kept(kept),
            Event::KeptAside(told) => {
                self.taking_theirs = false;
                self.tell_of_kept(told);
            }
            Event::KeptWaits(told) => {
                self.kept_for_later = true;
                self.tell_of_kept(told);
            }
            Event::ToConfirm { mailing, readers } => return self.ask_for_new_number(*mailing, readers),
            Event::Preview { lang, subject, inbox_line, html, text, problems } => {
                let page = page_blocks(&html);
                let letter = Letter { lang, subject, inbox_line, page, text, problems };
                self.with_open(|open| open.preview.shown = Some(letter));
            }
            Event::Readers { lang, readers } => return self.found_readers(&lang, readers),
            Event::Checked { nth, problems } => self.checked(nth, self.of_the_language(problems)),
            Event::OldText { issue, words } => self.take_old_text(&issue, words),
            Event::Translations { issue, translations } => self.with_open(|open| {
                if open.work.issue.id == issue {
                    open.work.take_languages(*translations, None);
                }
            }),
            Event::Edited { lang, spot, text } => return self.edited(&lang, &spot, &text),
            Event::Pictures(files) => self.know_pictures(files),
            Event::PictureTaken(taken) => return self.picture_taken(taken),
            Event::Recalled { asked, terms } => return self.recalled(&asked, terms),
            Event::Spelled(spelled) => return self.on_spelled(spelled),
            Event::Audience(audience) => self.counted(*audience),
            Event::NotCounted(why) => self.not_counted(why),
            Event::Looked(looked) => return self.looked(*looked),
            Event::Uncertain { mailing, rows } => return self.uncertain(mailing, rows),
            Event::Decided(words) => return self.decided(words),
            Event::NotSaved(unwritten) => return self.not_saved(unwritten),
            Event::NotJournaled(why) => return self.not_journaled(&why),
            Event::Mailings { issue, mailings } => return self.mailings(&issue, mailings),
            Event::Mailing(mailing) => return self.mailing(*mailing),
            Event::ToCancel { mailing, heirs } => return self.ask_to_cancel_with(&mailing, &heirs),
            Event::Progress(progress) => self.progress(*progress),
            Event::Forecast { mailing, forecast } => {
                self.with_open(|open| open.work.forecast = forecast.map(|found| (mailing, found)));
            }
            Event::NotWatched(why) => self.with_open(|open| open.work.unwatched = Some(why)),
            Event::Tested(told) => {
                self.note_tested();
                return self.done(told);
            }
            Event::Page(told) => return self.page(told),
            Event::Done(told) => return self.done(told),
            Event::Failed(told) => return self.failed(told),
            // What is no answer.
            Event::Key(_) | Event::Mouse(_) | Event::Paste(_) => {}
            Event::Resize | Event::Tick(_) | Event::Hangup => {}
        }
        Vec::new()
    }

    fn take_old_text(&mut self, issue: &IssueId, words: Option<String>) {
        self.with_open(|open| {
            if open.work.issue.id == *issue {
                open.work.old_text = words;
            }
        });
    }

    /// Where kept text is by now.
    fn tell_of_kept(&mut self, told: Vec<String>) {
        self.kept_aside.extend(told);
        self.tell_what_waits();
    }

    pub(super) fn with_open(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = &mut self.open {
            change(open);
        }
    }

    fn opened(&mut self, mut opened: OpenedIssue) -> Vec<Effect> {
        self.busy = None;
        let taking = std::mem::take(&mut self.taking_theirs);
        if self.open.as_ref().is_some_and(|open| !taking && !open.changes.unwritten().is_empty()) {
            // Its text could not be saved meanwhile: that is settled before it leaves the memory.
            return Vec::new();
        }
        let Some(fallback) = self
            .first_language()
            .or_else(|| opened.issue.source().cloned())
            .or_else(|| crate::domain::Lang::parse("en").ok())
        else {
            return Vec::new();
        };
        // What it says of sections is not known: whatever were added now could not be written beside it. But a mailing that
        // is not over must be within reach.
        let lives =
            |mailing: &Mailing| !matches!(mailing.state, MailingState::Sent | MailingState::Cancelled);
        if let Some(problem) = outline_unread(&opened.problems).filter(|_| !opened.mailings.iter().any(lives))
        {
            let line = problem.place.line.map_or(String::new(), |line| format!(", line {line}"));
            let words = format!(
                "issues/{}/issue.toml{line}: {}. Mend the file first; the texts beside it are as they were.",
                opened.issue.id,
                problem.what.trim_end_matches('.')
            );
            return self.ask(Dialog::Ask(Ask::tell("This issue can't be opened", vec![words])));
        }
        self.learn_zone(opened.mailings.iter());
        if self.only.is_some() {
            opened.mailings.clear();
        }
        self.shelf.mark(&opened.issue.id);
        (self.once_saved, self.lost) = (None, None);
        self.keep_half_typed();
        let kept = self.first_kept(&opened.issue);
        let again = self.open.take().filter(|open| open.work.issue.id == opened.issue.id);
        if let Some(before) = again.as_ref().filter(|_| !taking) {
            opened.keep_unread(&before.work.issue);
        }
        let mut write = Write::default();
        write.take_up(std::mem::take(&mut opened.steps));
        let mut work = Work::new(opened, &fallback);
        if let Some(before) = again {
            work.lang = before.work.lang;
            work.counting = before.work.counting;
            work.tested = before.work.tested;
            work.ever.extend(before.work.ever);
            write.layout = before.write.layout;
            write.at = before.write.at.min(write.rows(&work).saturating_sub(1));
            write.text_preview = before.write.text_preview;
        }
        write.prepare(&work);
        let changes = Changes::over(work.issue.clone());
        self.open = Some(Open::begin(work, write, changes, self.now));
        let mut effects = self.restore();
        effects.extend(self.restore_half_typed());
        effects.extend(self.journal_half_typed());
        effects.extend(self.show(Screen::Write));
        self.turn_to_the_language();
        effects.extend(kept.map_or_else(Vec::new, |there| self.decide(there)));
        effects.extend(self.compare());
        // What is ready is ready only once the checks have said so.
        effects.extend(self.check(false));
        self.notice = self.broken_words();
        effects
    }

    fn take_shelf(&mut self, cards: Vec<IssueCard>) {
        self.learn_zone(cards.iter().filter_map(|card| card.mailing.as_ref()));
        self.shelf.fill(self.with_the_language(cards));
        if self.settings.is_none() && !self.config.is_empty() {
            self.shelf.unusable(&self.config);
        }
    }

    /// To the field of the kept text that was typed last.
    pub(super) fn first_kept(&self, issue: &Issue) -> Option<Choice> {
        let has_place = |one: &Recovered| issue.languages.contains(&one.lang) && has_place(issue, &one.spot);
        let kept = self.recovered.iter().find(|one| one.issue == issue.id && has_place(one))?;
        Some(Choice::GoTo { lang: kept.lang.clone(), spot: kept.spot.clone(), line: None })
    }

    /// Where a mailing waits, its text is held against the files whenever they change.
    pub(super) fn compare(&self) -> Option<Effect> {
        let work = &self.open.as_ref()?.work;
        let waits = work.mailings.iter().any(|mailing| mailing.state.waits());
        waits.then(|| Effect::Compare(work.issue.id.clone()))
    }

    pub(super) fn found_kept(&mut self, kept: Vec<Recovered>) -> Vec<Effect> {
        // What somebody else was writing waits for them.
        let theirs = |one: &Recovered| self.only.as_ref().is_none_or(|only| one.lang == *only);
        let Some(first) = kept.first().filter(|_| kept.iter().all(theirs)) else { return Vec::new() };
        let mut lines = vec![
            format!("{}: text that was not in its files when the composer ended.", first.issue),
            String::new(),
        ];
        lines.extend(kept_words(kept.iter().filter(|one| one.issue == first.issue)));
        lines.push(String::new());
        lines.push("Keep it opens the issue with this text in place.".into());
        lines.push("Use the saved file puts this text into aside/ of the issue.".into());
        let buttons = vec![
            ("Keep it", Choice::KeepRecovered),
            ("Use the saved file", Choice::UseFiles(first.issue.clone())),
        ];
        self.recovered = kept;
        let ask = Ask::new("We kept your text", lines, buttons).on_escape(Choice::LeaveRecovered);
        self.ask(Dialog::Ask(ask))
    }

    /// Says what field was taken away, then names what could not be put in place, unless something else is asked just now.
    pub(super) fn tell_what_waits(&mut self) {
        if self.dialog.is_some() {
            return;
        }
        if let Some(lost) = self.lost.take() {
            self.dialog = Some(Dialog::Ask(lost));
            return;
        }
        if self.kept_aside.is_empty() {
            return;
        }
        let mut lines = vec!["What was typed is not where it was typed. Nothing of it is lost:".into()];
        lines.push(String::new());
        lines.append(&mut self.kept_aside);
        self.dialog = Some(Dialog::Ask(Ask::tell("Kept text is not in its place", lines)));
    }

    /// What was ordered before the last time is of an older text, or of another issue: it waits for the last answer.
    fn checked(&mut self, nth: u64, problems: Vec<Problem>) {
        if nth != self.checks_ordered {
            return;
        }
        self.with_open(|open| {
            open.checks.found(&problems);
            open.work.checked = Some(problems);
            open.work.awaited = false;
        });
    }

    /// What another window or the shell has made of the issue meanwhile is shown before anything else is done.
    pub(super) fn mailings(&mut self, issue: &IssueId, mailings: Vec<Mailing>) -> Vec<Effect> {
        let Some(open) = self.open.as_mut().filter(|open| open.work.issue.id == *issue) else {
            return Vec::new();
        };
        let looked_at = |open: &Open| {
            let one = |mailing: Option<&Mailing>| mailing.map(|mailing| mailing.id);
            (one(open.work.mailing()), one(open.work.under_way()))
        };
        let before = looked_at(open);
        let known = std::mem::replace(&mut open.work.mailings, mailings);
        if std::mem::take(&mut open.work.arriving) && self.screen == Screen::Delivery {
            // The one that was to be seen may be over by now, and another under way.
            open.work.look_ahead();
        }
        let all = open.work.all_under_way();
        let made = all.iter().map(|one| one.id).find(|id| known.iter().all(|one| one.id != *id));
        let after = looked_at(open);
        let mut effects = match self.screen {
            Screen::Send if made.is_some() => {
                open.work.chosen = made;
                self.dialog.take_if(|dialog| dialog.is_about_sending());
                self.notice = Some("A mailing of this issue was made elsewhere: look at it first.".into());
                self.show(Screen::Delivery)
            }
            Screen::Delivery if before != after => self.watch().into_iter().collect(),
            _ => Vec::new(),
        };
        effects.extend(self.compare());
        effects
    }

    fn mailing(&mut self, mailing: Mailing) -> Vec<Effect> {
        self.busy = None;
        let new =
            self.open.as_ref().is_some_and(|open| open.work.mailings.iter().all(|one| one.id != mailing.id));
        let ours = new && std::mem::take(&mut self.sent_now);
        self.with_open(|open| {
            if ours {
                open.work.counting = Some(mailing.name.clone());
            }
            open.work.note_mailing(mailing);
        });
        let mut effects = match self.screen {
            _ if new => self.show(Screen::Delivery),
            // Its sums are other ones by now.
            Screen::Delivery => self.watch().into_iter().collect(),
            _ => Vec::new(),
        };
        effects.extend(self.compare());
        effects
    }

    fn uncertain(&mut self, mailing: String, rows: Vec<NotCertain>) -> Vec<Effect> {
        self.busy = None;
        if rows.is_empty() {
            return self
                .say("There is nobody to decide about: no letter is uncertain, or its address was erased.");
        }
        let (zone, no_resend) = (self.zone(), self.no_resend(&mailing));
        self.ask(Dialog::Uncertain(Uncertain::new(mailing, rows, zone).without_resend(no_resend)))
    }

    /// Why no letter of a mailing can be sent once more.
    fn no_resend(&self, mailing: &str) -> Option<String> {
        let of = self.open.as_ref()?.work.mailings.iter().find(|known| known.name == mailing)?;
        let over = sends_no_more(of.state, of.expires_at, self.now);
        over.then(|| match of.expires_at.filter(|end| *end <= self.now) {
            Some(end) => {
                let end = end_beside(&of.schedule, end, &self.zone());
                format!("None can be sent again: no letter leaves after {end}.")
            }
            None => "None can be sent again: the mailing is cancelled.".to_owned(),
        })
    }

    /// A letter that goes out once more may have woken a mailing that was over.
    fn decided(&mut self, words: &'static str) -> Vec<Effect> {
        self.busy = None;
        self.notice = Some(words.to_owned());
        let watched = self.open.as_ref().filter(|_| self.screen == Screen::Delivery);
        watched
            .and_then(|open| open.work.mailing())
            .map(|one| Effect::Watch(one.name.clone()))
            .into_iter()
            .collect()
    }

    fn progress(&mut self, progress: Progress) {
        self.with_open(|open| {
            if let Some(known) = open.work.mailings.iter_mut().find(|known| known.name == progress.mailing) {
                known.state = progress.state;
                known.held.clone_from(&progress.held);
                known.held_on.clone_from(&progress.held_on);
                known.started_at = progress.started_at;
            }
            open.work.progress = Some(progress);
            open.work.unwatched = None;
        });
    }

    pub(super) fn done(&mut self, told: Told) -> Vec<Effect> {
        self.busy = None;
        if told.more.is_empty() {
            return self.say(told.what);
        }
        self.ask(Dialog::Ask(Ask::tell(told.what, told.more)))
    }

    fn failed(&mut self, told: Told) -> Vec<Effect> {
        self.busy = None;
        self.sent_now = false;
        self.once_saved = None;
        self.with_open(|open| {
            open.changes.given_up();
            open.counting = false;
        });
        let more = if told.more.is_empty() { vec![String::new()] } else { told.more };
        let mut effects = self.ask(Dialog::Ask(Ask::tell(told.what, more)));
        if self.screen == Screen::Send {
            // It may have failed because the issue or its readers are other ones by now.
            effects.extend(self.look_at_files());
            effects.extend(self.count());
        }
        // It may have failed because config.toml is another by now.
        effects.push(Effect::ReadSettings);
        effects
    }
}
