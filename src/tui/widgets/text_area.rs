//! A text that is written in: soft wrap, undo, marking, and paste that is kept whole and cleaned.
//!
//! Our own type, so that another editor can take the place of the ready one inside.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, WrapMode};

use super::cells::turns_direction;
use crate::tui::keys::Key;

/// A text of many lines, or a field of one.
#[derive(Debug, Clone)]
pub struct TextArea {
    inner: ratatui_textarea::TextArea<'static>,
    one_line: bool,
}

/// What may not stand in a text: control characters and what turns its direction. `\r\n` and a lone `\r`
/// (terminals paste it) are line breaks.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control())
        .filter(|letter| !turns_direction(*letter))
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .collect()
}

impl TextArea {
    pub fn new(text: &str) -> Self {
        Self::with(text, false)
    }

    /// A field: Enter does not end its line, and a pasted line break becomes a blank.
    pub fn one_line(text: &str) -> Self {
        Self::with(text, true)
    }

    fn with(text: &str, one_line: bool) -> Self {
        let text = if one_line { cleaned(text).replace('\n', " ") } else { cleaned(text) };
        let lines = text.split('\n').map(str::to_owned).collect();
        let mut inner = ratatui_textarea::TextArea::new(lines);
        inner.set_max_histories(10_000);
        inner.set_cursor_line_style(Style::new());
        inner.set_cursor_style(Style::new());
        inner.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        if one_line {
            inner.move_cursor(CursorMove::End);
        } else {
            inner.set_wrap_mode(WrapMode::WordOrGlyph);
        }
        Self { inner, one_line }
    }

    pub fn text(&self) -> String {
        self.inner.lines().join("\n")
    }

    pub fn is_blank(&self) -> bool {
        self.inner.lines().iter().all(|line| line.trim().is_empty())
    }

    /// The line the cursor is on, from 0.
    pub fn line(&self) -> usize {
        self.inner.cursor().0
    }

    /// Moves the cursor to the beginning of a line, from 0.
    pub fn go_to_line(&mut self, line: usize) {
        let line = u16::try_from(line).unwrap_or(u16::MAX);
        self.inner.move_cursor(CursorMove::Jump(line, 0));
    }

    pub fn words(&self) -> usize {
        self.inner.lines().iter().map(|line| line.split_whitespace().count()).sum()
    }

    /// Takes a key. Whether the text changed.
    pub fn on_key(&mut self, key: Key) -> bool {
        if let Some(letter) = key.letter() {
            self.inner.insert_char(letter);
            return true;
        }
        match (key.code, key.ctrl) {
            (KeyCode::Enter, false) if !self.one_line => {
                self.inner.insert_newline();
                true
            }
            (KeyCode::Backspace, false) => self.inner.delete_char(),
            (KeyCode::Backspace, true) => self.inner.delete_word(),
            (KeyCode::Delete, false) => self.inner.delete_next_char(),
            (KeyCode::Delete, true) => self.inner.delete_next_word(),
            (KeyCode::Char('x'), true) => self.inner.cut(),
            (KeyCode::Char('c'), true) => {
                self.inner.copy();
                false
            }
            (KeyCode::Char('v'), true) => self.inner.paste(),
            (KeyCode::Char('a'), true) => {
                self.inner.select_all();
                false
            }
            _ => {
                self.go(key);
                false
            }
        }
    }

    fn go(&mut self, key: Key) {
        let towards = match (key.code, key.ctrl) {
            (KeyCode::Left, false) => CursorMove::Back,
            (KeyCode::Right, false) => CursorMove::Forward,
            (KeyCode::Left, true) => CursorMove::WordBack,
            (KeyCode::Right, true) => CursorMove::WordForward,
            (KeyCode::Up, false) => CursorMove::Up,
            (KeyCode::Down, false) => CursorMove::Down,
            (KeyCode::Up, true) => CursorMove::ParagraphBack,
            (KeyCode::Down, true) => CursorMove::ParagraphForward,
            (KeyCode::Home, false) => CursorMove::Head,
            (KeyCode::End, false) => CursorMove::End,
            (KeyCode::Home, true) => CursorMove::Top,
            (KeyCode::End, true) => CursorMove::Bottom,
            (KeyCode::PageUp, false) => return self.page(key.shift, CursorMove::Up),
            (KeyCode::PageDown, false) => return self.page(key.shift, CursorMove::Down),
            _ => return,
        };
        self.mark(key.shift);
        self.inner.move_cursor(towards);
    }

    fn page(&mut self, marking: bool, towards: CursorMove) {
        self.mark(marking);
        for _ in 0..10 {
            self.inner.move_cursor(towards);
        }
    }

    fn mark(&mut self, marking: bool) {
        match (marking, self.inner.is_selecting()) {
            (true, false) => self.inner.start_selection(),
            (false, true) => self.inner.cancel_selection(),
            _ => {}
        }
    }

    /// Puts in what was pasted, as one step to undo.
    pub fn paste(&mut self, text: &str) -> bool {
        let text = cleaned(text);
        let text = if self.one_line { text.trim().replace('\n', " ") } else { text };
        self.inner.insert_str(text)
    }

    pub fn undo(&mut self) -> bool {
        self.inner.undo()
    }

    pub fn redo(&mut self) -> bool {
        self.inner.redo()
    }

    /// Puts `mark` on both sides of what is marked; with nothing marked, the cursor goes between the two.
    pub fn surround(&mut self, mark: &str) {
        let selecting = self.inner.selection_range().is_some_and(|(from, to)| from != to);
        if selecting {
            let kept = self.inner.yank_text();
            self.inner.cut();
            let marked = self.inner.yank_text();
            self.inner.insert_str(format!("{mark}{marked}{mark}"));
            self.inner.set_yank_text(kept);
        } else {
            self.inner.insert_str(format!("{mark}{mark}"));
            for _ in 0..mark.len() {
                self.inner.move_cursor(CursorMove::Back);
            }
        }
    }

    /// Draws it; with `focused` the terminal's cursor stands in it.
    pub fn draw(&self, frame: &mut Frame, area: Rect, focused: bool) {
        if area.is_empty() {
            return;
        }
        frame.render_widget(&self.inner, area);
        if !focused {
            return;
        }
        let cursor = self.inner.screen_cursor();
        let (top, left) = self.inner.scroll_offset();
        let column = u16::try_from(cursor.col).unwrap_or(u16::MAX).saturating_sub(left);
        let row = u16::try_from(cursor.row).unwrap_or(u16::MAX).saturating_sub(top);
        let x = area.x.saturating_add(column).min(area.right() - 1);
        let y = area.y.saturating_add(row).min(area.bottom() - 1);
        frame.set_cursor_position(Position { x, y });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_is_kept_whole_and_loses_what_a_terminal_obeys() {
        let mut area = TextArea::new("");
        area.paste("one\r\ntwo\rthree\u{1b}[31m\u{7}\u{202e}\tfour");
        assert_eq!(area.text(), "one\ntwo\nthree[31m four");
        assert!(area.undo());
        assert_eq!(area.text(), "");
    }

    #[test]
    fn a_field_never_gets_a_second_line() {
        let mut field = TextArea::one_line("43 good practices");
        assert!(!field.on_key(Key::plain(KeyCode::Enter)));
        field.paste("\nand one date\n");
        assert_eq!(field.text(), "43 good practicesand one date");
    }

    #[test]
    fn what_is_marked_becomes_bold_and_nothing_marked_opens_a_pair() {
        let mut area = TextArea::new("an open event");
        area.on_key(Key { shift: true, ..Key::with_ctrl(KeyCode::Right) });
        area.surround("**");
        assert!(area.text().starts_with("**an"), "{}", area.text());
        let mut empty = TextArea::new("");
        empty.surround("*");
        empty.on_key(Key::char('x'));
        assert_eq!(empty.text(), "*x*");
    }
}
