//! Fixed text with slots between: rendered once per language, filled once per reader.

use super::Slot;

/// Alternating pieces; neighbours that are both fixed are merged.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Spliced {
    pub pieces: Vec<Piece>,
}

/// A piece of a letter.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Piece {
    Fixed(String),
    Slot(Slot),
}

impl Spliced {
    /// Text without slots.
    pub fn fixed(text: impl Into<String>) -> Self {
        Self { pieces: vec![Piece::Fixed(text.into())] }
    }

    pub fn push_text(&mut self, text: &str) {
        if let Some(Piece::Fixed(last)) = self.pieces.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.pieces.push(Piece::Fixed(text.to_owned()));
        }
    }

    pub fn push_slot(&mut self, slot: Slot) {
        self.pieces.push(Piece::Slot(slot));
    }

    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Slot(slot) => Some(slot),
            Piece::Fixed(_) => None,
        })
    }

    /// The whole text, each slot replaced by what `fill` says, as it is written in its place.
    pub fn fill(&self, fill: impl Fn(&Slot) -> String) -> String {
        let mut whole = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Fixed(text) => whole.push_str(text),
                Piece::Slot(slot) => whole.push_str(&slot.written(&fill(slot))),
            }
        }
        whole
    }
}
