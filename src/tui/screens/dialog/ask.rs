//! A question with buttons. The first one is safe, and Esc is the same as the safe one.

use crossterm::event::KeyCode;
use ratatui::Frame;

use super::{Choice, over};
use crate::tui::keys::Key;
use crate::tui::theme::Theme;

/// What is asked, and the answers.
#[derive(Debug)]
pub struct Ask {
    title: String,
    lines: Vec<String>,
    buttons: Vec<(&'static str, Choice)>,
    at: usize,
}

impl Ask {
    pub fn new(title: impl Into<String>, lines: Vec<String>, buttons: Vec<(&'static str, Choice)>) -> Self {
        Self { title: title.into(), lines, buttons, at: 0 }
    }

    /// Something to read.
    pub fn tell(title: impl Into<String>, lines: Vec<String>) -> Self {
        Self::new(title, lines, vec![("Close", Choice::Close)])
    }

    pub fn only_closes(&self) -> bool {
        self.buttons.len() == 1
    }

    pub fn offers(&self, choice: &Choice) -> bool {
        self.buttons.iter().any(|(_, offered)| offered == choice)
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let last = self.buttons.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => {
                return Some(self.buttons.first().map_or(Choice::Close, |(_, choice)| choice.clone()));
            }
            KeyCode::Enter => return self.buttons.get(self.at).map(|(_, choice)| choice.clone()),
            KeyCode::Left | KeyCode::Up | KeyCode::BackTab => self.at = self.at.saturating_sub(1),
            KeyCode::Right | KeyCode::Down => self.at = (self.at + 1).min(last),
            KeyCode::Tab => self.at = if self.at == last { 0 } else { self.at + 1 },
            _ => {}
        }
        None
    }

    pub fn view(&self, frame: &mut Frame, theme: Theme) {
        let lines = over::wrapped(frame, &self.lines);
        let labels: Vec<&str> = self.buttons.iter().map(|(label, _)| *label).collect();
        let height = lines.len() + 1 + over::button_lines(frame, &labels);
        let room = over::draw(frame, theme, &self.title, height);
        let buttons = u16::try_from(over::button_lines(frame, &labels)).unwrap_or(1);
        let text = ratatui::layout::Rect { height: room.height.saturating_sub(buttons), ..room };
        over::text(frame, theme, text, &lines);
        over::buttons(frame, theme, room, room.bottom().saturating_sub(buttons), &labels, self.at);
    }
}
