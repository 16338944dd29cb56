//! A text that is written in: soft wrap, undo, marking, and paste that is kept whole and cleaned.
//!
//! Our own type: the ready editor inside keeps lines, cursor and history; how the text lies on the screen and what one
//! letter is, is decided here.

mod replaced;

use std::cell::Cell;

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui_textarea::CursorMove;
use unicode_segmentation::UnicodeSegmentation as _;

use super::cells::width;
use super::pasted::cleaned;
use super::put;
use replaced::Replaced;

use super::wrapping::{Row, column_at, neighbours, row_of, rows, slice};
use crate::tui::keys::Key;

/// A text of many lines, or a field of one.
#[derive(Debug, Clone)]
pub struct TextArea {
    inner: ratatui_textarea::TextArea<'static>,
    one_line: bool,
    /// Cells of a row when it was last drawn, and the first row that was.
    room: Cell<usize>,
    top: Cell<usize>,
    /// The cell that going up and down keeps to.
    goal: Option<usize>,
    replaced: Vec<Replaced>,
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
        if one_line {
            inner.move_cursor(CursorMove::End);
        }
        Self { inner, one_line, room: Cell::new(60), top: Cell::new(0), goal: None, replaced: Vec::new() }
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

    /// Takes a key. Whether the text may have changed.
    pub fn on_key(&mut self, key: Key) -> bool {
        if !matches!(key.code, KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown) {
            self.goal = None;
        }
        if let Some(letter) = key.letter() {
            self.inner.insert_char(letter);
            return true;
        }
        match (key.code, key.ctrl) {
            (KeyCode::Enter, false) if !self.one_line => {
                self.inner.insert_newline();
                true
            }
            (KeyCode::Backspace, false) => self.rub_out(false),
            (KeyCode::Delete, false) => self.rub_out(true),
            (KeyCode::Backspace, true) => self.inner.delete_word(),
            (KeyCode::Delete, true) => self.inner.delete_next_word(),
            (KeyCode::Char('x'), true) => self.inner.cut(),
            (KeyCode::Char('c'), true) => {
                self.inner.copy();
                false
            }
            (KeyCode::Char('v'), true) => self.inner.paste(),
            (KeyCode::Char('a'), true) => {
                self.select_all();
                false
            }
            (KeyCode::Char('u'), true) if self.one_line => {
                self.select_all();
                self.rub_out(false)
            }
            _ => {
                self.go(key);
                false
            }
        }
    }

    /// Marks everything: what is typed next stands in its place.
    pub fn select_all(&mut self) {
        self.inner.select_all();
    }

    /// Takes out the letter before the cursor or the one after it, however many characters it is made of.
    fn rub_out(&mut self, after: bool) -> bool {
        if self.inner.selection_range().is_some_and(|(from, to)| from != to) {
            return self.inner.delete_char();
        }
        let (before, behind) = self.letters_around();
        for _ in 1..if after { behind } else { before } {
            _ = if after { self.inner.delete_next_char() } else { self.inner.delete_char() };
        }
        if after { self.inner.delete_next_char() } else { self.inner.delete_char() }
    }

    fn letters_around(&self) -> (usize, usize) {
        let (line, column) = self.place();
        self.inner.lines().get(line).map_or((0, 0), |text| neighbours(text, column))
    }

    /// Line and character of the cursor.
    fn place(&self) -> (usize, usize) {
        let cursor = self.inner.cursor();
        (cursor.0, cursor.1)
    }

    fn go(&mut self, key: Key) {
        let towards = match (key.code, key.ctrl) {
            (KeyCode::Left, true) => CursorMove::WordBack,
            (KeyCode::Right, true) => CursorMove::WordForward,
            (KeyCode::Up, true) => CursorMove::ParagraphBack,
            (KeyCode::Down, true) => CursorMove::ParagraphForward,
            (KeyCode::Home, true) => jump(0, 0),
            (KeyCode::End, true) => {
                let lines = self.inner.lines();
                let last = lines.len().saturating_sub(1);
                jump(last, lines.get(last).map_or(0, |line| line.chars().count()))
            }
            (KeyCode::Left, false) => self.sideways(false),
            (KeyCode::Right, false) => self.sideways(true),
            (KeyCode::Home, false) => self.edge(false),
            (KeyCode::End, false) => self.edge(true),
            (KeyCode::Up, false) => self.vertical(-1),
            (KeyCode::Down, false) => self.vertical(1),
            (KeyCode::PageUp, false) => self.vertical(-10),
            (KeyCode::PageDown, false) => self.vertical(10),
            _ => return,
        };
        match (key.shift, self.inner.is_selecting()) {
            (true, false) => self.inner.start_selection(),
            (false, true) => self.inner.cancel_selection(),
            _ => {}
        }
        self.inner.move_cursor(towards);
    }

    /// By one letter; over the end of a line into the next.
    fn sideways(&self, forward: bool) -> CursorMove {
        let (line, column) = self.place();
        match (self.letters_around(), forward) {
            ((0, _), false) => CursorMove::Back,
            ((_, 0), true) => CursorMove::Forward,
            ((before, _), false) => jump(line, column - before),
            ((_, after), true) => jump(line, column + after),
        }
    }

    /// The beginning or the end of the row on the screen.
    fn edge(&self, end: bool) -> CursorMove {
        let (line, column) = self.place();
        let rows = self.rows();
        let at = row_of(&rows, line, column);
        rows.get(at)
            .map_or(CursorMove::Head, |row| jump(line, if end { last_place(&rows, at) } else { row.start }))
    }

    /// By rows of the screen, as near to the same cell as the text allows.
    fn vertical(&mut self, by: isize) -> CursorMove {
        let (line, column) = self.place();
        let rows = self.rows();
        let at = row_of(&rows, line, column);
        let lines = self.inner.lines();
        let goal = self.goal.unwrap_or_else(|| {
            rows.get(at).map_or(0, |row| width(slice(&lines[line], row.start, column.max(row.start))))
        });
        let to = at.saturating_add_signed(by).min(rows.len().saturating_sub(1));
        let Some(row) = rows.get(to) else { return CursorMove::Head };
        let place = row.start + column_at(slice(&lines[row.line], row.start, row.end), goal);
        let towards = jump(row.line, place.min(last_place(&rows, to)));
        self.goal = Some(goal);
        towards
    }

    fn rows(&self) -> Vec<Row> {
        if self.one_line {
            let end = self.inner.lines().first().map_or(0, |text| text.chars().count());
            return vec![Row { line: 0, start: 0, end }];
        }
        rows(self.inner.lines(), self.room.get())
    }

    /// Puts in what was pasted, as one step to undo.
    pub fn paste(&mut self, text: &str) -> bool {
        let text = cleaned(text);
        let text = if self.one_line { text.trim().replace('\n', " ") } else { text };
        self.inner.insert_str(text)
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
        self.room.set(usize::from(area.width));
        let rows = self.rows();
        let (line, column) = self.place();
        let at = row_of(&rows, line, column);
        let height = usize::from(area.height);
        let top = self.top.get().clamp((at + 1).saturating_sub(height), at);
        self.top.set(top);
        let lines = self.inner.lines();
        let cursor =
            rows.get(at).map_or(0, |row| width(slice(&lines[line], row.start, column.max(row.start))));
        let left = if self.one_line { (cursor + 1).saturating_sub(usize::from(area.width)) } else { 0 };
        for (y, row) in (area.y..area.bottom()).zip(&rows[top.min(rows.len())..]) {
            self.draw_row(frame, Rect { y, height: 1, ..area }, row, left);
        }
        if focused {
            let x = u16::try_from(cursor - left).unwrap_or(u16::MAX);
            let y = u16::try_from(at - top).unwrap_or(u16::MAX);
            frame.set_cursor_position(Position {
                x: area.x.saturating_add(x).min(area.right() - 1),
                y: area.y.saturating_add(y).min(area.bottom() - 1),
            });
        }
    }

    fn draw_row(&self, frame: &mut Frame, area: Rect, row: &Row, left: usize) {
        let marked = self.inner.selection_range();
        let text = slice(&self.inner.lines()[row.line], row.start, row.end);
        let (mut cell, mut column) = (0, row.start);
        for cluster in text.graphemes(true) {
            let place = (row.line, column);
            let style = match marked {
                Some((from, to)) if place >= from && place < to => {
                    Style::new().add_modifier(Modifier::REVERSED)
                }
                _ => Style::new(),
            };
            let cells = width(cluster);
            if cell >= left && cell + cells - left <= usize::from(area.width) {
                let x = area.x + u16::try_from(cell - left).unwrap_or(0);
                put(frame.buffer_mut(), x, area.y, cluster, style);
            }
            cell += cells;
            column += cluster.chars().count();
        }
    }
}

fn jump(line: usize, column: usize) -> CursorMove {
    let short = |count| u16::try_from(count).unwrap_or(u16::MAX);
    CursorMove::Jump(short(line), short(column))
}

/// The last place for the cursor on a row: before its last character where the line goes on below.
fn last_place(rows: &[Row], at: usize) -> usize {
    let Some(row) = rows.get(at) else { return 0 };
    let goes_on = rows.get(at + 1).is_some_and(|next| next.line == row.line);
    if goes_on { row.end.saturating_sub(1).max(row.start) } else { row.end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_is_kept_whole_and_loses_what_a_terminal_obeys() {
        let mut area = TextArea::new("");
        area.paste("one\r\ntwo\rthree\u{1b}[31m\u{7}\u{202e}\tfour");
        assert_eq!(area.text(), "one\ntwo\nthree four");
        assert!(area.undo());
        assert_eq!(area.text(), "");
    }

    #[test]
    fn ctrl_end_and_ctrl_home_go_to_the_very_end_and_the_very_beginning() {
        let mut area = TextArea::new("one\ntwo\nthree and more");
        area.on_key(Key::plain(KeyCode::Right));
        area.on_key(Key::with_ctrl(KeyCode::End));
        assert_eq!(area.place(), (2, 14));
        area.on_key(Key::with_ctrl(KeyCode::Home));
        assert_eq!(area.place(), (0, 0));
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

    #[test]
    fn a_letter_of_several_characters_is_passed_and_rubbed_out_as_one() {
        let family = "👨\u{200d}👩\u{200d}👧";
        let mut area = TextArea::new(&format!("e\u{301}{family}x"));
        area.on_key(Key::plain(KeyCode::Right));
        area.on_key(Key::plain(KeyCode::Right));
        area.on_key(Key::plain(KeyCode::Backspace));
        assert_eq!(area.text(), "e\u{301}x");
        area.on_key(Key::plain(KeyCode::Left));
        area.on_key(Key::plain(KeyCode::Delete));
        assert_eq!(area.text(), "x");
    }

    #[test]
    fn up_and_down_go_by_rows_and_keep_to_their_cell() {
        let mut area = TextArea::new("one two three\nx\nfour five");
        area.room.set(8);
        let press = |area: &mut TextArea, code| _ = area.on_key(Key::plain(code));
        for _ in 0..5 {
            press(&mut area, KeyCode::Right);
        }
        press(&mut area, KeyCode::Down);
        assert_eq!(area.place(), (0, 13), "the second row of the first line is shorter");
        press(&mut area, KeyCode::Down);
        assert_eq!(area.place(), (1, 1));
        press(&mut area, KeyCode::Down);
        press(&mut area, KeyCode::Home);
        assert_eq!(area.place(), (2, 0));
        press(&mut area, KeyCode::End);
        assert_eq!(area.place(), (2, 4), "the end of the row, not of the line");
    }
}
