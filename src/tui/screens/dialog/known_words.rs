//! What the glossary and earlier issues call the terms of a text: one is chosen and put where the cursor stands.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Choice, over};
use crate::desk::recall::Recalled;
use crate::tui::keys::Key;
use crate::tui::theme::Theme;
use crate::tui::widgets::{Canvas, Rows, clean, pad};

/// Lines below the list, for the explanation and the earlier sentences of the marked term.
const ABOUT: usize = 10;
/// The most terms that are seen at once.
const SEEN: usize = 6;

/// Terms to choose from.
#[derive(Debug)]
pub struct KnownWords {
    terms: Vec<Recalled>,
    /// What was typed of one so far, which the chosen words take the place of.
    typed: String,
    at: usize,
}

impl KnownWords {
    pub fn new(terms: Vec<Recalled>, typed: String) -> Self {
        Self { terms, typed, at: 0 }
    }

    /// Chooses a row by its place.
    pub fn mark(&mut self, row: usize) {
        self.at = row;
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let last = self.terms.len().saturating_sub(1);
        let marked = self.terms.get(self.at)?;
        match key.code {
            KeyCode::Esc => return Some(Choice::Close),
            KeyCode::Enter => return Some(self.put(&marked.form)),
            KeyCode::Char('e' | 'E') => return marked.explanation.as_ref().map(|text| self.put(text)),
            KeyCode::Up | KeyCode::BackTab => self.at = self.at.saturating_sub(1),
            KeyCode::Down | KeyCode::Tab => self.at = (self.at + 1).min(last),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = last,
            _ => {}
        }
        None
    }

    fn put(&self, words: &str) -> Choice {
        Choice::PutIn { words: words.to_owned(), typed: self.typed.clone() }
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let seen = self.terms.len().min(SEEN);
        let room = over::draw(frame, theme, "Glossary and earlier issues", seen + 1 + ABOUT);
        let high = u16::try_from(seen).unwrap_or(u16::MAX).min(room.height);
        let longest = self.terms.iter().map(|one| one.term.chars().count()).max().unwrap_or(0).min(24);
        let mut rows = Rows::default();
        for (at, one) in self.terms.iter().enumerate() {
            let line = format!("{} → {}", pad(&clean(&one.term), longest), clean(&one.form));
            rows.row(&line, Style::new(), at == self.at);
        }
        rows.draw(frame, Rect { height: high, ..room }, theme, true, 0);
        let below = Rect { y: room.y + high, height: room.height - high, ..room };
        let about = over::wrapped(frame, &self.about());
        over::text(frame, theme, below, &about);
    }

    /// The explanation of the marked term, and how it was said before.
    fn about(&self) -> Vec<String> {
        let Some(marked) = self.terms.get(self.at) else { return Vec::new() };
        let mut lines = vec![String::new()];
        lines.extend(marked.explanation.as_ref().map(|text| format!("E: {}", clean(text))));
        if marked.earlier.is_empty() {
            lines.push("No earlier issue has it in both languages.".to_owned());
        }
        for one in &marked.earlier {
            lines.push(format!("{}: {}", one.issue, clean(&one.source)));
            lines.push(format!("→ {}", clean(&one.here)));
        }
        lines
    }
}
