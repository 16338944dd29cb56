//! Going about in a text: by letters, words, rows of the screen, paragraphs.

use crossterm::event::KeyCode;

use super::{TextArea, borders};
use crate::tui::keys::Key;

impl TextArea {
    /// Takes a key that moves the cursor; with Shift it marks what it goes over.
    pub(super) fn on_motion(&mut self, key: Key) {
        let (text, at) = (&self.text, self.cursor);
        let page = isize::try_from(self.room.get().1.max(2) - 1).unwrap_or(10);
        let marked = self.marked().filter(|_| !key.shift);
        let to = match (key.code, key.ctrl) {
            (KeyCode::Left, true) => borders::word_before(text, at),
            (KeyCode::Right, true) => borders::word_after(text, at),
            (KeyCode::Up, true) => paragraph_before(text, at),
            (KeyCode::Down, true) => paragraph_after(text, at),
            (KeyCode::Home, true) => 0,
            (KeyCode::End, true) => text.len(),
            // From what is marked one goes to the end of it that lies that way.
            (KeyCode::Left, false) => marked.map_or_else(|| borders::before(text, at), |range| range.start),
            (KeyCode::Right, false) => marked.map_or_else(|| borders::after(text, at), |range| range.end),
            (KeyCode::Home, false) => self.edge(false),
            (KeyCode::End, false) => self.edge(true),
            (KeyCode::Up, false) => return self.go_by_rows(-1, key.shift),
            (KeyCode::Down, false) => return self.go_by_rows(1, key.shift),
            (KeyCode::PageUp, false) => return self.go_by_rows(-page, key.shift),
            (KeyCode::PageDown, false) => return self.go_by_rows(page, key.shift),
            _ => return,
        };
        self.go(to, key.shift);
    }

    /// Moves the cursor; `marking` keeps the other end of what is marked, or begins to mark.
    pub(super) fn go(&mut self, to: usize, marking: bool) {
        self.anchor = marking.then(|| self.anchor.unwrap_or(self.cursor));
        self.cursor = borders::at_or_after(&self.text, to);
        self.goal = None;
        self.history.close();
    }

    /// By rows of the screen, as near to the same cell as the text allows.
    fn go_by_rows(&mut self, by: isize, marking: bool) {
        let (to, goal) = self.by_rows(by);
        self.go(to, marking);
        self.goal = Some(goal);
    }
}

/// The beginning of the paragraph, or of the one before.
fn paragraph_before(text: &str, at: usize) -> usize {
    let before = text[..at].trim_end_matches(['\n', ' ']);
    borders::line_start(text, before.len())
}

/// The beginning of the next paragraph.
fn paragraph_after(text: &str, at: usize) -> usize {
    let end = borders::line_end(text, at);
    let rest = text[end..].trim_start_matches(['\n', ' ']);
    text.len() - rest.len()
}
