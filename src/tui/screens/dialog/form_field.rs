//! One field of a form.

use crossterm::event::KeyCode;

use crate::tui::keys::Key;
use crate::tui::widgets::TextArea;

/// What a field holds.
#[derive(Debug)]
pub enum Content {
    Text(Box<TextArea>),
    /// One of a few: Space takes the next.
    OneOf {
        names: &'static [&'static str],
        at: usize,
    },
    /// Yes or no.
    Tick {
        ticked: bool,
        words: &'static str,
    },
}

/// Something to fill in.
#[derive(Debug)]
pub struct FormField {
    pub label: &'static str,
    pub content: Content,
    /// It stands on the line of the one before it.
    pub beside: bool,
    /// What it is understood as.
    pub about: Option<String>,
    /// Why it won't do.
    pub wrong: Option<String>,
}

impl FormField {
    pub fn new(label: &'static str, content: Content) -> Self {
        Self { label, content, beside: false, about: None, wrong: None }
    }

    pub fn text(label: &'static str, text: &str) -> Self {
        Self::new(label, Content::Text(Box::new(TextArea::one_line(text))))
    }

    #[must_use]
    pub fn beside(self) -> Self {
        Self { beside: true, ..self }
    }

    /// Whether a key changed it.
    pub fn on_key(&mut self, key: Key) -> bool {
        match &mut self.content {
            Content::Text(text) => {
                let before = text.text().to_owned();
                text.on_key(key);
                text.text() != before
            }
            Content::OneOf { names, at } => {
                let last = names.len().saturating_sub(1);
                let before = *at;
                match key.code {
                    KeyCode::Char(' ') => *at = if *at == last { 0 } else { *at + 1 },
                    KeyCode::Right => *at = (*at + 1).min(last),
                    KeyCode::Left => *at = at.saturating_sub(1),
                    _ => {}
                }
                *at != before
            }
            Content::Tick { ticked, .. } => {
                let turns = matches!(key.code, KeyCode::Char(' '));
                *ticked ^= turns;
                turns
            }
        }
    }

    /// What is typed, without blanks around it.
    pub fn words(&self) -> &str {
        match &self.content {
            Content::Text(text) => text.text().trim(),
            _ => "",
        }
    }

    /// Which one is chosen, or whether it is ticked.
    pub fn chosen(&self) -> usize {
        match &self.content {
            Content::OneOf { at, .. } => *at,
            Content::Tick { ticked, .. } => usize::from(*ticked),
            Content::Text(_) => 0,
        }
    }
}
