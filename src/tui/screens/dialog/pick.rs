//! One of several things, each with a line on what it is.

use crossterm::event::KeyCode;
use ratatui::style::Style;

use super::{Choice, over};
use crate::tui::keys::Key;
use crate::tui::theme::Theme;
use crate::tui::widgets::{Canvas, Rows, cut};

/// A list to choose from.
#[derive(Debug)]
pub struct Pick {
    title: String,
    items: Vec<(String, Choice)>,
    at: usize,
}

impl Pick {
    pub fn new(title: impl Into<String>, items: Vec<(String, Choice)>) -> Self {
        Self { title: title.into(), items, at: 0 }
    }

    /// Chooses a row by its place.
    pub fn mark(&mut self, row: usize) {
        self.at = row;
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let last = self.items.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Some(Choice::Close),
            KeyCode::Enter => return self.items.get(self.at).map(|(_, choice)| choice.clone()),
            KeyCode::Up | KeyCode::BackTab => self.at = self.at.saturating_sub(1),
            KeyCode::Down | KeyCode::Tab => self.at = (self.at + 1).min(last),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = last,
            _ => {}
        }
        None
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let room = over::draw(frame, theme, &self.title, self.items.len());
        let mut rows = Rows::default();
        for (at, (label, _)) in self.items.iter().enumerate() {
            let label = cut(label, usize::from(room.width).saturating_sub(1));
            rows.row(&label, Style::new(), at == self.at);
        }
        rows.draw(frame, room, theme, true, 0);
    }
}
