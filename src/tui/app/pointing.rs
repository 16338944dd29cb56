//! What a click, a drag and the wheel do: always what a key does too.

use crossterm::event::KeyCode;
use jiff::{SignedDuration, Timestamp};
use ratatui::layout::{Position, Rect};

use super::{App, Screen};
use crate::tui::effect::Effect;
use crate::tui::keys::{Gesture, Id, Key, Mouse, Where};
use crate::tui::screens::write::{Focus, Row};
use crate::tui::widgets::{Target, at};

/// Two clicks within it are a double click; and for so long a dialog takes none, which was meant for what lay below.
const MOMENT: SignedDuration = SignedDuration::from_millis(400);
/// Rows of one turn of the wheel.
const TURN: usize = 3;

/// Where the button went down last.
#[derive(Debug, Clone)]
pub struct Pressed {
    at: Position,
    since: Timestamp,
    /// One, or more for clicks that followed quickly.
    times: u8,
    on: Option<(Rect, Target)>,
}

impl App {
    pub(super) fn on_mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let on = at(&self.targets.borrow(), mouse.at).cloned();
        match mouse.gesture {
            Gesture::Press => self.press(mouse.at, on),
            Gesture::Drag => self.drag(mouse.at),
            Gesture::Release => self.release(on),
            Gesture::WheelUp => self.wheel(on.as_ref(), false),
            Gesture::WheelDown => self.wheel(on.as_ref(), true),
            Gesture::AskForMenu if self.dialog.is_none() => self.run(Id::Menu),
            Gesture::AskForMenu => Vec::new(),
        }
    }

    fn press(&mut self, place: Position, on: Option<(Rect, Target)>) -> Vec<Effect> {
        let recent = |since: Timestamp| self.now.duration_since(since) < MOMENT;
        let again = self.pressed.as_ref().filter(|last| last.at == place && recent(last.since));
        let times = again.map_or(1, |last| last.times % 3 + 1);
        self.pressed = Some(Pressed { at: place, since: self.now, times, on: on.clone() });
        if self.dialog.is_some() {
            let fresh = self.asked.is_some_and(recent);
            return if fresh { Vec::new() } else { self.press_in_dialog(on.map(|(_, target)| target)) };
        }
        self.notice = None;
        match on {
            Some((_, Target::Command(id))) => self.run_if_possible(id),
            Some((_, Target::Row(row))) => self.press_row(row, times > 1),
            Some((_, Target::Language(nth))) => self.turn_language_to(nth),
            Some((area, Target::Field(field))) => self.press_field(field, area, place, times),
            _ => Vec::new(),
        }
    }

    /// A click beside a dialog leaves it.
    fn press_in_dialog(&mut self, on: Option<Target>) -> Vec<Effect> {
        let Some(dialog) = &mut self.dialog else { return Vec::new() };
        let choice = match on {
            Some(Target::Dialog) => None,
            Some(Target::Key(key)) => dialog.on_key(key),
            Some(target @ (Target::Button(_) | Target::Row(_) | Target::Menu(_) | Target::Field(_))) => {
                dialog.on_press(&target)
            }
            _ => dialog.on_key(Key::plain(KeyCode::Esc)),
        };
        choice.map_or_else(Vec::new, |choice| self.ended_with(choice))
    }

    fn press_row(&mut self, row: usize, twice: bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.screen == Screen::Write {
            self.with_open(|open| open.write.focus = Focus::Sections);
            effects.extend(self.save_now());
        }
        effects.extend(self.step(Id::First));
        for _ in 0..row {
            effects.extend(self.step(Id::Down));
        }
        let adds = self
            .open
            .as_ref()
            .is_some_and(|open| self.screen == Screen::Write && open.write.row(&open.work) == Row::Add);
        if self.place() == Where::People {
            effects.extend(self.run_if_possible(Id::Tick));
        } else if twice || adds {
            effects.extend(self.run_if_possible(Id::Open));
        }
        effects
    }

    fn press_field(&mut self, field: usize, area: Rect, place: Position, times: u8) -> Vec<Effect> {
        let mut here = false;
        self.with_open(|open| {
            here = open.write.focus == Focus::Field(field);
            open.write.focus = Focus::Field(field);
            open.write.prepare(&open.work);
        });
        self.edit(|text| {
            match times {
                1 => text.go_to_cell(area, place, here, false),
                2 => text.mark_word(),
                _ => text.mark_line(),
            }
            false
        })
    }

    /// Marks text from where the button went down.
    fn drag(&mut self, place: Position) -> Vec<Effect> {
        let on = self.pressed.as_ref().and_then(|pressed| pressed.on.clone());
        match on {
            Some((area, Target::Field(_))) if self.dialog.is_none() => self.edit(|text| {
                text.go_to_cell(area, place, true, true);
                false
            }),
            _ => Vec::new(),
        }
    }

    /// What was marked by dragging is copied; a section that was dragged to another's place moves there.
    fn release(&mut self, on: Option<(Rect, Target)>) -> Vec<Effect> {
        let from = self.pressed.as_ref().and_then(|pressed| pressed.on.clone());
        if self.dialog.is_some() {
            return Vec::new();
        }
        match (from, on) {
            (Some((_, Target::Field(_))), _) if self.field().is_some_and(|text| text.marked().is_some()) => {
                self.copy(false)
            }
            (Some((_, Target::Row(from))), Some((_, Target::Row(to))))
                if from != to && self.place() == Where::Sections =>
            {
                let steps = (0..from.abs_diff(to)).map(|_| self.move_section(to > from));
                steps.collect::<Vec<_>>().concat()
            }
            _ => Vec::new(),
        }
    }

    fn wheel(&mut self, on: Option<&(Rect, Target)>, down: bool) -> Vec<Effect> {
        let key = Key::plain(if down { KeyCode::Down } else { KeyCode::Up });
        if let Some(dialog) = &mut self.dialog {
            _ = dialog.on_key(key);
            return Vec::new();
        }
        if matches!(on, Some((_, Target::Field(_)))) || matches!(self.place(), Where::Text | Where::Line) {
            return self.edit(|text| (0..TURN).fold(false, |changed, _| text.on_key(key) || changed));
        }
        let id = match (self.screen, down) {
            (Screen::Delivery, true) => Id::PageDown,
            (Screen::Delivery, false) => Id::PageUp,
            (_, true) => Id::Down,
            (_, false) => Id::Up,
        };
        (0..TURN).flat_map(|_| self.step(id)).collect()
    }
}
