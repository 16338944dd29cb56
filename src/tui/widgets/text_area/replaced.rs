//! Words that the program writes in the place of others, or of those that were begun: one step to undo, which the editor inside makes two of.

use super::{TextArea, jump};

/// The text before and after.
#[derive(Debug, Clone)]
pub struct Replaced {
    was: String,
    is: String,
}

impl TextArea {
    /// Writes `new` where `old` stands, from a character of a line on; both counted from 0. Nothing happens where other
    /// words stand by now.
    pub fn replace(&mut self, line: usize, column: usize, old: &str, new: &str) -> bool {
        let Some(text) = self.inner.lines().get(line) else { return false };
        let long = old.chars().count();
        let there = text.chars().skip(column).take(long);
        if long == 0 || !there.eq(old.chars()) {
            return false;
        }
        let was = self.text();
        self.inner.cancel_selection();
        self.inner.move_cursor(jump(line, column));
        self.inner.delete_str(long);
        self.inner.insert_str(new);
        self.replaced.push(Replaced { was, is: self.text() });
        true
    }

    /// The word, or its beginning, that ends at the cursor.
    pub fn begun_word(&self) -> String {
        let (line, column) = self.place();
        let before: Vec<char> =
            self.inner.lines().get(line).map_or_else(Vec::new, |text| text.chars().take(column).collect());
        let begin = before.iter().rposition(|letter| !letter.is_alphanumeric()).map_or(0, |at| at + 1);
        before[begin..].iter().collect()
    }

    /// Puts in words at the cursor, in the place of those that were typed of them.
    pub fn put_in(&mut self, words: &str, typed: &str) -> bool {
        let (line, column) = self.place();
        match column.checked_sub(typed.chars().count()) {
            Some(begin) if !typed.is_empty() => self.replace(line, begin, typed, words),
            _ => self.inner.insert_str(words),
        }
    }

    /// Takes the last change back; whether there was one.
    pub fn undo(&mut self) -> bool {
        let now = self.text();
        let before = self.replaced.iter().rev().find(|one| one.is == now).map(|one| one.was.clone());
        self.inner.undo() && before.is_none_or(|before| self.text() == before || self.inner.undo())
    }

    /// Makes a change again that was taken back; whether there was one.
    pub fn redo(&mut self) -> bool {
        let now = self.text();
        let after = self.replaced.iter().rev().find(|one| one.was == now).map(|one| one.is.clone());
        self.inner.redo() && after.is_none_or(|after| self.text() == after || self.inner.redo())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_replaced_is_one_step_to_undo_and_other_words_are_left_alone() {
        let mut area = TextArea::new("Egy\nA \"terv\" kész.");
        assert!(area.replace(1, 2, "\"terv\"", "„terv”"));
        assert_eq!(area.text(), "Egy\nA „terv” kész.");
        assert!(!area.replace(1, 2, "\"terv\"", "x") && !area.replace(7, 0, "E", "x"));
        assert!(area.replace(0, 0, "Egy", ""));
        assert!(area.undo());
        assert_eq!(area.text(), "Egy\nA „terv” kész.");
        assert!(area.undo());
        assert_eq!(area.text(), "Egy\nA \"terv\" kész.");
        assert!(area.redo());
        assert_eq!(area.text(), "Egy\nA „terv” kész.");
        assert!(area.redo());
        assert_eq!(area.text(), "\nA „terv” kész.");
    }
}
