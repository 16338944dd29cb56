//! What each command does.

use super::changes::Changes;
use super::decide::MAKING;
use super::{App, Screen};
use crate::tui::effect::Effect;
use crate::tui::keys::{Command, Id, Stage, TABLE, Where};
use crate::tui::screens::dialog::{Help, Menus, Palette};
use crate::tui::screens::write::{Focus, Layout, Row};
use crate::tui::screens::{
    Choice, Deed, Dialog, Preview, stepped, stopped, stopped_whoever_gets_it, unsaved_date,
};

impl App {
    /// Does it, or says why that is not possible now.
    pub(super) fn run_if_possible(&mut self, id: Id) -> Vec<Effect> {
        let place = self.place();
        let here = |command: &&Command| command.id == id && command.at.contains(&place);
        let why_not = TABLE.iter().find(here).and_then(|command| command.why_not(self.facts()));
        match why_not {
            Some(why) => self.say(why),
            None => self.run(id),
        }
    }

    pub(super) fn run(&mut self, id: Id) -> Vec<Effect> {
        match id {
            Id::Write | Id::Translate | Id::Preview | Id::Checks | Id::People | Id::Send
                if self.place() == Where::Shelf =>
            {
                self.open_at(id)
            }
            Id::Palette => self.ask(Dialog::Palette(Palette::new(self.place(), self.facts()))),
            Id::Help => self.ask(Dialog::Help(Help::new(self.place(), self.facts()))),
            Id::Write => self.show_texts(Layout::Outline),
            Id::Translate => self.translate(),
            Id::Preview => self.show(Screen::Preview),
            Id::Checks => self.show(Screen::Checks),
            Id::People => self.show(Screen::People),
            Id::Send => self.show_sending(),
            Id::Quit => self.ask_to_quit(),
            Id::Back => self.back(),
            Id::Save => self.save_by_hand(),
            Id::NextLanguage => self.turn_language(true),
            Id::PreviousLanguage => self.turn_language(false),
            Id::Browser => self.open_browser(),
            Id::Shape => self.with_preview(Preview::turn_shape),
            Id::Pictures => self.with_preview(Preview::turn_pictures),
            Id::NextReader => self.next_reader(),
            Id::Undo => self.undo(false),
            Id::Redo => self.undo(true),
            Id::NoQuit => self.say("To quit press F10 or Ctrl+Q."),
            Id::Up | Id::Down | Id::PageUp | Id::PageDown | Id::First | Id::Last => self.step(id),
            Id::Open => self.open_marked(),
            Id::Mend => self.mend(),
            Id::Tick => self.tick_list(),
            Id::New => self.ask_for_title(),
            Id::Add => self.ask_for_kind(),
            Id::PutAside => self.ask_to_put_aside(),
            Id::MoveUp => self.move_section(false),
            Id::MoveDown => self.move_section(true),
            Id::TextPreview => self.toggle_text_preview(),
            Id::TranslationDone => self.translation_done(),
            Id::LookUp => self.look_up(),
            Id::NextPane => self.turn(true),
            Id::PreviousPane => self.turn(false),
            Id::Bold => self.surround("**"),
            Id::Italic => self.surround("*"),
            Id::Insert => self.ask_what_to_insert(""),
            Id::Link => self.ask_for_address(false),
            Id::Event => self.fill_in_event(),
            Id::Picture => self.fill_in_picture(),
            Id::Lacking => self.list_lacking(),
            Id::Find => self.find(),
            Id::Cut => self.copy(true),
            Id::Copy => self.copy(false),
            Id::Paste => self.paste_copied(),
            Id::MarkAll => self.mark_all(),
            Id::Editor => self.edit_outside(),
            Id::Pause => self.ask_to_pause(),
            Id::CancelMailing => self.ask_to_cancel(),
            Id::Decide => self.look_for_uncertain(),
            Id::Menu => self.ask(Dialog::Menus(Menus::new(self.place(), self.facts()))),
            Id::Spelling => self.next_mistake(),
        }
    }

    pub(super) fn ask(&mut self, dialog: Dialog) -> Vec<Effect> {
        self.dialog = Some(dialog);
        Vec::new()
    }

    /// Changes the screen; leaving the text writes it.
    pub(super) fn show(&mut self, screen: Screen) -> Vec<Effect> {
        let mut effects = self.save_now();
        if !self.is_theirs(screen) {
            return effects;
        }
        if self.screen == Screen::Delivery && screen != Screen::Delivery {
            effects.push(Effect::StopWatching);
        }
        let again = self.screen == screen;
        self.screen = screen;
        match screen {
            Screen::Shelf => {
                effects.extend(self.keep_steps());
                effects.push(Effect::LoadShelf);
            }
            Screen::Write => effects.extend(self.look_at_files()),
            Screen::Preview => effects.extend(self.render()),
            Screen::Checks => {
                effects.extend(self.look_at_files());
                effects.extend(self.check(again));
                self.with_open(|open| {
                    if !again {
                        open.checks.open(open.work.problems());
                    }
                });
            }
            Screen::People => {
                effects.extend(self.look_at_files());
                effects.push(Effect::ReadSettings);
                effects.extend(self.count());
            }
            Screen::Send => {
                effects.extend(self.look_at_files());
                effects.push(Effect::ReadSettings);
                effects.extend(self.look_at_mailings());
                effects.extend(self.check(false));
                effects.extend(self.count());
            }
            Screen::Delivery => {
                effects.extend(self.look_at_mailings());
                effects.extend(self.watch());
            }
        }
        effects
    }

    /// F8: the mailing that is under way, or the one that is over, else what can be done; from the one to the other.
    fn show_sending(&mut self) -> Vec<Effect> {
        let any = self.open.as_mut().is_some_and(|open| {
            open.work.arriving = true;
            open.work.look_ahead()
        });
        let watch = any && self.screen != Screen::Delivery;
        self.show(if watch { Screen::Delivery } else { Screen::Send })
    }

    /// Runs the checks where they are older than the text, or `again`.
    pub(super) fn check(&mut self, again: bool) -> Option<Effect> {
        let open = self.open.as_mut()?;
        if open.work.checked.is_some() && !open.work.unchecked && !again {
            return None;
        }
        (open.work.unchecked, open.work.awaited) = (false, true);
        if self.screen != Screen::Write || again {
            open.work.checked = None;
        }
        self.checks_ordered += 1;
        Some(Effect::Check { issue: open.work.issue.id.clone(), nth: self.checks_ordered })
    }

    pub(super) fn count(&mut self) -> Option<Effect> {
        let now = self.now;
        let open = self.open.as_mut()?;
        (open.looked, open.counting) = (now, true);
        Some(Effect::CountAudience { issue: open.work.issue.id.clone(), ticked: open.ticked() })
    }

    /// What others wrote or mended meanwhile comes onto the screen.
    pub(super) fn look_at_files(&self) -> Option<Effect> {
        Some(Effect::LookAgain(self.open.as_ref()?.work.issue.id.clone()))
    }

    pub(super) fn look_at_mailings(&self) -> Option<Effect> {
        Some(Effect::LookAtMailings(self.open.as_ref()?.work.issue.id.clone()))
    }

    /// Watches the mailing that is looked at; it stays the one, whatever becomes of it.
    pub(super) fn watch(&mut self) -> Option<Effect> {
        let open = self.open.as_mut()?;
        let mailing = open.work.mailing()?;
        let (id, name) = (mailing.id, mailing.name.clone());
        open.work.chosen = Some(id);
        open.delivery.look_anew();
        Some(Effect::Watch(name))
    }

    /// Esc: one step back. A countdown it stops.
    fn back(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Shelf => self.say("F10 quits."),
            Screen::Write => {
                let Some(open) = &mut self.open else { return Vec::new() };
                if open.write.focus == Focus::Sections {
                    return self.show(Screen::Shelf);
                }
                open.write.focus = Focus::Sections;
                self.save_now()
            }
            Screen::Delivery if matches!(self.facts().stage, Stage::Counting | Stage::Beginning) => {
                self.decide(Choice::StopBeginning)
            }
            _ => self.show(Screen::Write),
        }
    }

    pub(super) fn save_by_hand(&mut self) -> Vec<Effect> {
        if let Some(open) = &mut self.open {
            open.changes.contested = false;
        }
        let mut effects = self.save_now();
        self.saved_by_hand = effects.iter().any(|effect| matches!(effect, Effect::Save(_)));
        if self.saved_by_hand {
            return effects;
        }
        let unsaved = self.open.as_ref().and_then(|open| unsaved_date(&open.work));
        self.notice = Some(match unsaved {
            Some(date) => format!("Not saved: {date}."),
            None => "Everything is saved already. It is saved by itself, too.".to_owned(),
        });
        effects.extend(self.look_at_files());
        effects
    }

    fn turn_language(&mut self, forward: bool) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let languages = &open.work.issue.languages;
        let count = languages.len().max(1);
        let now = languages.iter().position(|lang| *lang == open.work.lang).unwrap_or(0);
        self.turn_language_to(if forward { (now + 1) % count } else { (now + count - 1) % count })
    }

    /// Shows the same in another language of the issue, counted from 0.
    pub(super) fn turn_language_to(&mut self, nth: usize) -> Vec<Effect> {
        if self.only.is_some() {
            return Vec::new();
        }
        let mut effects = self.save_now();
        let Some(open) = &mut self.open else { return Vec::new() };
        if let Some(lang) = open.work.issue.languages.get(nth) {
            open.work.lang = lang.clone();
        }
        open.write.prepare(&open.work);
        open.preview.begin_anew();
        if self.screen == Screen::Preview {
            effects.extend(self.render());
        }
        effects
    }

    pub(super) fn step(&mut self, id: Id) -> Vec<Effect> {
        let Some(open) = self.open.as_mut().filter(|_| self.screen != Screen::Shelf) else {
            self.shelf.step(id);
            return Vec::new();
        };
        let work = &open.work;
        match self.screen {
            Screen::Write => {
                open.write.at = stepped(open.write.at, open.write.rows(work), id);
                open.write.prepare(work);
            }
            Screen::Checks => open.checks.step(id, work.problems()),
            Screen::Preview => open.preview.step(id),
            Screen::People => open.people.step(id, work.list_names().count()),
            Screen::Send => open.send.step(id, work.mailing().is_some()),
            Screen::Delivery if matches!(id, Id::Up | Id::Down) => {
                open.work.look_further(id == Id::Down);
                return self.watch().into_iter().collect();
            }
            Screen::Delivery => open.delivery.step(id),
            Screen::Shelf => {}
        }
        Vec::new()
    }

    fn open_marked(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Shelf => self.open_issue(),
            Screen::Write => self.enter_section(),
            Screen::Checks => self.go_to_finding(),
            Screen::Send => self.do_deed(),
            _ => Vec::new(),
        }
    }

    /// From the shelf straight to a step of the issue that is marked.
    fn open_at(&mut self, step: Id) -> Vec<Effect> {
        let effects = self.open_issue();
        self.once_open = effects.iter().any(|one| matches!(one, Effect::OpenIssue(_))).then_some(step);
        effects
    }

    pub(super) fn go_on_from_the_shelf(&mut self) -> Vec<Effect> {
        match self.once_open.take() {
            Some(step) if self.place() != Where::Shelf => self.run(step),
            _ => Vec::new(),
        }
    }

    fn open_issue(&mut self) -> Vec<Effect> {
        self.once_open = None;
        if self.busy == Some(MAKING) {
            return Vec::new();
        }
        let Some(id) = self.shelf.chosen() else { return self.ask_for_title() };
        let kept_back = |changes: &Changes| changes.contested || changes.stuck();
        if let Some(open) = self.open.as_ref().filter(|open| kept_back(&open.changes)) {
            // What is not saved is settled before it leaves the memory.
            return if open.work.issue.id == id { self.show(Screen::Write) } else { self.save_by_hand() };
        }
        self.busy = Some("Opening …");
        vec![Effect::OpenIssue(id)]
    }

    fn enter_section(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        if open.write.row(&open.work) == Row::Add {
            return self.ask_for_kind();
        }
        open.write.prepare(&open.work);
        open.write.enter(&open.work);
        Vec::new()
    }

    fn tick_list(&mut self) -> Vec<Effect> {
        if let Some(refused) = self.refuse_outline() {
            return refused;
        }
        let now = self.now;
        let Some(open) = &mut self.open else { return Vec::new() };
        let Some(name) = open.people.marked(&open.work) else { return Vec::new() };
        open.work.tick(name);
        open.work.audience = None;
        open.work.uncounted.clear();
        open.changes.outline([], now);
        open.work.unchecked = true;
        let mut effects = self.save_now();
        effects.extend(self.count());
        effects
    }

    fn toggle_text_preview(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        open.write.text_preview = !open.write.text_preview;
        Vec::new()
    }

    /// The end, once everything is in the files; where that fails, somebody has to know.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        let Some(open) = self.open.as_ref().filter(|open| open.changes.unsaved()) else { return self.quit() };
        if open.changes.contested || open.changes.stuck() {
            self.quitting = false;
            return self.ask_about_unsaved("Your text is not in its files");
        }
        self.quitting = true;
        self.busy = Some("Saving …");
        self.save_now()
    }

    /// Everything into journal and files, then the end.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let mut effects = self.save_now();
        // After the save, which begins the journal anew.
        self.keep_half_typed();
        effects.extend(self.journal_half_typed());
        effects.extend(self.keep_steps());
        effects.push(Effect::Quit);
        self.ended = true;
        effects
    }

    fn do_deed(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let deed = open.send.deed();
        if deed != Deed::Watch
            && let Some(refused) = self.refuse_unsaved()
        {
            return refused;
        }
        let Some(open) = &self.open else { return Vec::new() };
        // What was counted before is no reason any more while they are counted anew.
        let stopped = if open.counting { stopped_whoever_gets_it } else { stopped };
        if let Some(why) = stopped(deed, &self.scene(open)) {
            return self.say(format!("Not now: {why}"));
        }
        let mut effects = match deed {
            Deed::DryRun => return self.decide(Choice::DryRun),
            Deed::Watch => return self.show(Screen::Delivery),
            Deed::Test => self.ask_to_test(),
            Deed::Schedule => self.ask_for_time(),
            Deed::SendNow => self.look_before_asking(None),
        };
        effects.push(Effect::ReadSettings);
        effects.extend(self.look_at_files());
        effects
    }
}
