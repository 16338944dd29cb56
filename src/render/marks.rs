//! Slots travel through templates and inlining as single private-use characters, and become slots at the end.

use crate::domain::prose::{FIRST_MARK, Inline, LAST_MARK};
use crate::domain::{Slot, SlotPlace, SlotWhat, Spliced};

/// The slots of one letter; each has a character that nothing else in it may be.
#[derive(Debug, Default)]
pub struct Marks(Vec<SlotWhat>);

impl Marks {
    /// The character that stands for `what`.
    pub fn mark(&mut self, what: SlotWhat) -> char {
        let index = self.0.iter().position(|known| *known == what).unwrap_or_else(|| {
            self.0.push(what);
            self.0.len() - 1
        });
        u32::try_from(index)
            .ok()
            .and_then(|index| char::from_u32(u32::from(FIRST_MARK) + index))
            .filter(|mark| *mark <= LAST_MARK)
            .unwrap_or('\u{fffd}')
    }

    /// The mark of a reader's field.
    pub fn field(&mut self, name: &str, fallback: &str) -> char {
        self.mark(SlotWhat::Field { name: name.to_owned(), fallback: fallback.to_owned() })
    }

    fn what(&self, mark: char) -> Option<&SlotWhat> {
        let index = u32::from(mark).checked_sub(u32::from(FIRST_MARK))?;
        self.0.get(usize::try_from(index).ok()?)
    }

    /// Words without markup, marks for their fields.
    pub fn words(&mut self, content: &[Inline]) -> String {
        let mut out = String::new();
        for inline in content {
            match inline {
                Inline::Text(text) => out.push_str(text),
                Inline::Field { name, fallback } => out.push(self.field(name, fallback)),
                Inline::Break => out.push(' '),
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Link { content: inner, .. }
                | Inline::Phrase { content: inner, .. } => out.push_str(&self.words(inner)),
            }
        }
        out
    }

    /// Cuts a finished text at its marks; `place_of` tells where each stands, or that it may not stand there.
    pub fn splice(
        &self,
        text: &str,
        mut place_of: impl FnMut(usize) -> Option<SlotPlace>,
    ) -> Option<Spliced> {
        let mut spliced = Spliced::default();
        let mut done = 0;
        for (at, c) in text.char_indices() {
            let Some(what) = self.what(c) else { continue };
            let place = place_of(at)?;
            spliced.push_text(&text[done..at]);
            spliced.push_slot(Slot { what: what.clone(), place });
            done = at + c.len_utf8();
        }
        spliced.push_text(&text[done..]);
        Some(spliced)
    }
}

/// Text from files without characters that could pass for a mark.
pub fn without_marks(text: &str) -> String {
    text.replace(|c| (FIRST_MARK..=LAST_MARK).contains(&c), "\u{fffd}")
}
