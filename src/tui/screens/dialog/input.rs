//! One line to type in.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{Choice, over};
use crate::tui::keys::Key;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::{Canvas, TextArea, put};

/// What the line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFor {
    NewIssue,
    Schedule,
    Link,
    Button,
}

/// A field with words above it, and what was wrong with the last try.
#[derive(Debug)]
pub struct Input {
    title: String,
    lines: Vec<String>,
    field: TextArea,
    what: InputFor,
    wrong: Option<String>,
}

impl Input {
    pub fn new(title: impl Into<String>, lines: Vec<String>, what: InputFor, text: &str) -> Self {
        Self { title: title.into(), lines, field: TextArea::one_line(text), what, wrong: None }
    }

    /// The same with what was typed, marked, and why it won't do.
    pub fn wrong(mut self, why: String) -> Self {
        self.field.select_all();
        self.wrong = Some(why);
        self
    }

    pub fn is_for(&self, what: InputFor) -> bool {
        self.what == what
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        match key.code {
            KeyCode::Esc => Some(Choice::Close),
            KeyCode::Enter if self.field.is_blank() => {
                self.wrong = Some("Nothing is typed yet.".into());
                None
            }
            KeyCode::Enter => {
                let text = self.field.text().trim().to_owned();
                Some(match self.what {
                    InputFor::NewIssue => Choice::NewIssue(text),
                    InputFor::Schedule => Choice::ScheduleAt(text),
                    InputFor::Link => Choice::LinkTo(text),
                    InputFor::Button => Choice::ButtonTo(text),
                })
            }
            _ => {
                self.field.on_key(key);
                self.wrong = None;
                None
            }
        }
    }

    pub fn paste(&mut self, text: &str) {
        self.field.paste(text);
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let lines = over::wrapped(frame, &self.lines);
        let wrong = self.wrong.as_ref().map(|why| over::wrapped(frame, &[format!("! {why}")]));
        let room =
            over::draw(frame, theme, &self.title, lines.len() + 2 + wrong.as_ref().map_or(1, Vec::len));
        over::text(frame, theme, room, &lines);
        let used = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let line = Rect { y: room.y.saturating_add(used).saturating_add(1), height: 1, ..room };
        if line.y < room.bottom() {
            self.field.draw(frame, line, true);
            frame
                .buffer_mut()
                .set_style(line, ratatui::style::Style::new().add_modifier(Modifier::UNDERLINED));
        }
        for (at, why) in wrong.unwrap_or_default().iter().enumerate() {
            let y = line.y + 1 + u16::try_from(at).unwrap_or(u16::MAX);
            if y < room.bottom() {
                put(frame.buffer_mut(), room.x, y, why, theme.style(Role::Attention));
            }
        }
    }
}
