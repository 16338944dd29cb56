//! A question with buttons. The first one is safe, and Esc is the same as the safe one, or does nothing at all.

use std::cell::Cell;

use crossterm::event::KeyCode;

use super::{Choice, over};
use crate::tui::keys::Key;
use crate::tui::theme::Theme;
use crate::tui::widgets::Canvas;

/// What is asked, and the answers.
#[derive(Debug)]
pub struct Ask {
    title: String,
    lines: Vec<String>,
    buttons: Vec<(&'static str, Choice)>,
    at: usize,
    escape: Option<Choice>,
    /// The first line that is shown, and the highest that may be, as it was drawn last.
    from: usize,
    most: Cell<usize>,
}

impl Ask {
    pub fn new(title: impl Into<String>, lines: Vec<String>, buttons: Vec<(&'static str, Choice)>) -> Self {
        let (title, most) = (title.into(), Cell::new(0));
        Self { title, lines, buttons, at: 0, escape: None, from: 0, most }
    }

    /// What Esc does where it is not what the first button does.
    #[must_use]
    pub fn on_escape(self, choice: Choice) -> Self {
        Self { escape: Some(choice), ..self }
    }

    /// With the button marked that was marked on `other`, which it stands for now.
    #[must_use]
    pub fn instead_of(self, other: &Self) -> Self {
        Self { at: other.at, ..self }
    }

    /// Something to read.
    pub fn tell(title: impl Into<String>, lines: Vec<String>) -> Self {
        Self::new(title, lines, vec![("Close", Choice::Close)])
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn only_closes(&self) -> bool {
        self.buttons.len() == 1
    }

    pub fn offers(&self, choice: &Choice) -> bool {
        self.buttons.iter().any(|(_, offered)| offered == choice)
    }

    /// Chooses a button by its place.
    pub fn mark(&mut self, button: usize) {
        self.at = button;
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let last = self.buttons.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => {
                let safe = self.buttons.first().map(|(_, choice)| choice.clone());
                return self.escape.clone().or(safe).or(Some(Choice::Close));
            }
            KeyCode::Char('s') if key.ctrl && self.offers(&Choice::SaveAgain) => {
                return Some(Choice::SaveAgain);
            }
            KeyCode::PageDown => self.scroll(5),
            KeyCode::PageUp => self.scroll(-5),
            KeyCode::Down if self.only_closes() => self.scroll(1),
            KeyCode::Up if self.only_closes() => self.scroll(-1),
            KeyCode::Enter => return self.buttons.get(self.at).map(|(_, choice)| choice.clone()),
            KeyCode::Left | KeyCode::Up | KeyCode::BackTab => self.at = self.at.saturating_sub(1),
            KeyCode::Right | KeyCode::Down => self.at = (self.at + 1).min(last),
            KeyCode::Tab => self.at = if self.at == last { 0 } else { self.at + 1 },
            _ => {}
        }
        None
    }

    fn scroll(&mut self, by: isize) {
        self.from = self.from.saturating_add_signed(by).min(self.most.get());
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let lines = over::wrapped(frame, &self.lines);
        let labels: Vec<&str> = self.buttons.iter().map(|(label, _)| *label).collect();
        let height = lines.len() + 1 + over::button_lines(frame, &labels);
        let room = over::draw(frame, theme, &self.title, height);
        let buttons = u16::try_from(over::button_lines(frame, &labels)).unwrap_or(1);
        let text = ratatui::layout::Rect { height: room.height.saturating_sub(buttons), ..room };
        self.most.set(over::scrolled(frame, theme, text, &lines, self.from));
        over::buttons(frame, theme, room, room.bottom().saturating_sub(buttons), &labels, self.at);
    }
}
