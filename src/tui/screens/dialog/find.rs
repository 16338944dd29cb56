//! Ctrl+F: words to look for in a text and, if wanted, others in their place. On the last line of the screen, so that the text
//! stays in sight.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::Choice;
use crate::tui::keys::Key;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::{Canvas, TextArea, pad, put, put_right, width};

/// What to do about the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeking {
    Next,
    Previous,
    /// The one that is marked, then the next.
    Replace,
    ReplaceAll,
}

/// An order, with what both fields say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seek {
    pub words: String,
    pub by: String,
    pub what: Seeking,
}

/// Two fields on a line.
#[derive(Debug)]
pub struct Find {
    words: TextArea,
    by: TextArea,
    /// Whether the second field has the keys.
    replacing: bool,
    told: String,
}

impl Find {
    /// With words to begin with: those that are marked, or that were looked for last.
    pub fn new(words: &str) -> Self {
        let mut words = TextArea::one_line(words);
        words.select_all();
        Self { words, by: TextArea::one_line(""), replacing: false, told: String::new() }
    }

    /// The same after an order, with what came of it.
    pub fn after(seek: &Seek, told: String) -> Self {
        let replacing = matches!(seek.what, Seeking::Replace | Seeking::ReplaceAll);
        let (words, by) = (TextArea::one_line(&seek.words), TextArea::one_line(&seek.by));
        Self { words, by, replacing, told }
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let what = match key.code {
            KeyCode::Esc => return Some(Choice::Close),
            KeyCode::Tab | KeyCode::BackTab => {
                self.replacing = !self.replacing;
                return None;
            }
            KeyCode::Enter if self.replacing => Seeking::Replace,
            KeyCode::Enter | KeyCode::Down => Seeking::Next,
            KeyCode::Up => Seeking::Previous,
            _ if key == Key::alt('a') && self.replacing => Seeking::ReplaceAll,
            _ => {
                self.field().on_key(key);
                self.told.clear();
                return None;
            }
        };
        if self.words.text().is_empty() {
            self.told = "nothing typed".into();
            return None;
        }
        Some(Choice::Seek(Seek { words: self.words.text().into(), by: self.by.text().into(), what }))
    }

    fn field(&mut self) -> &mut TextArea {
        if self.replacing { &mut self.by } else { &mut self.words }
    }

    pub fn paste(&mut self, text: &str) {
        self.field().paste(text);
    }

    pub fn hint(&self) -> &'static str {
        if self.replacing {
            "Enter replace, next   Alt+A all   Tab words   Esc close"
        } else {
            "Enter next   ↑ one before   Tab replace by   Esc close"
        }
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let all = frame.area();
        let line = Rect { y: all.bottom().saturating_sub(1), height: 1.min(all.height), ..all };
        put(frame.buffer_mut(), 0, line.y, &pad("", usize::from(line.width)), Style::new());
        let told = u16::try_from(width(&self.told).max(10)).unwrap_or(u16::MAX);
        let labels = ["Find", "Replace by"];
        let taken: u16 = labels.iter().map(|label| u16::try_from(label.len() + 3).unwrap_or(0)).sum();
        let room = line.width.saturating_sub(taken + told + 2) / 2;
        let mut x = 1;
        for (at, (label, field)) in labels.into_iter().zip([&self.words, &self.by]).enumerate() {
            let focused = self.replacing == (at == 1);
            let style = theme.style(if focused { Role::Focus } else { Role::Title });
            put(frame.buffer_mut(), x, line.y, label, style);
            x += u16::try_from(label.len() + 1).unwrap_or(0);
            let area = Rect { x, width: room, ..line };
            field.draw(frame, area, focused);
            frame.buffer_mut().set_style(area, Style::new().add_modifier(Modifier::UNDERLINED));
            x += room + 2;
        }
        put_right(frame.buffer_mut(), line, line.y, &self.told, theme.style(Role::Title));
    }
}
