//! A text that is written in, letter by letter as readers count letters: soft wrap, undo by the word, marking, a paste that
//! is kept whole and cleaned. In prose bold words are bold, and what makes them so shows only where one writes.

mod borders;
mod history;
mod layout;
mod lines;
mod motion;
mod quotes;
mod seek;
mod words;
mod wraps;

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crossterm::event::KeyCode;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::pasted::cleaned;
use crate::tui::keys::Key;
pub use history::History;
use history::{Change, Manner};
use wraps::Wraps;

/// A text of many lines, or a field of one. Places in it are bytes, always between two letters.
#[derive(Debug, Clone)]
pub struct TextArea {
    text: String,
    cursor: usize,
    /// The other end of what is marked.
    anchor: Option<usize>,
    one_line: bool,
    history: History,
    /// Cells of a row and rows when it was last drawn, and the first row that was.
    room: Cell<(usize, usize)>,
    top: Cell<usize>,
    wraps: RefCell<Wraps>,
    /// The cell that going up and down keeps to.
    goal: Option<usize>,
}

impl TextArea {
    /// Prose of many lines.
    pub fn new(text: &str) -> Self {
        Self::with(cleaned(text), false)
    }

    /// A field: Enter does not end its line, and a pasted line break becomes a blank. The cursor stands at its end.
    pub fn one_line(text: &str) -> Self {
        let mut field = Self::with(cleaned(text).replace('\n', " "), true);
        field.cursor = field.text.len();
        field
    }

    fn with(text: String, one_line: bool) -> Self {
        let history = History::default();
        let (room, top) = (Cell::new((60, 10)), Cell::new(0));
        let wraps = RefCell::default();
        Self { text, cursor: 0, anchor: None, one_line, history, room, top, wraps, goal: None }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// What can be taken back in it and made again; none if nothing can.
    pub fn history(&self) -> Option<&History> {
        Some(&self.history).filter(|history| !history.is_empty())
    }

    /// Takes up the steps that led to its text before.
    pub fn take_up(&mut self, history: History) {
        self.history = history.that_fits(&self.text).unwrap_or_default();
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Where the cursor stands.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The line the cursor is on, from 0.
    pub fn line(&self) -> usize {
        self.text[..self.cursor].matches('\n').count()
    }

    /// Moves the cursor to the beginning of a line, from 0.
    pub fn go_to_line(&mut self, line: usize) {
        let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
        let begin = std::iter::once(0).chain(ends).take(line + 1).last();
        self.go(begin.unwrap_or(0), false);
    }

    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// Takes a key. Whether the text may have changed.
    pub fn on_key(&mut self, key: Key) -> bool {
        if let Some(letter) = key.letter() {
            self.type_letter(letter);
            return true;
        }
        match (key.code, key.ctrl) {
            (KeyCode::Enter, false) if !self.one_line => self.break_line(),
            (KeyCode::Backspace, ctrl) => self.rub_out(false, ctrl),
            (KeyCode::Delete, ctrl) => self.rub_out(true, ctrl),
            (KeyCode::Char('u'), true) if self.one_line => self.replace_range(0..self.text.len(), ""),
            (KeyCode::Char('a'), true) => {
                self.select_all();
                false
            }
            _ => {
                self.on_motion(key);
                false
            }
        }
    }

    fn type_letter(&mut self, letter: char) {
        let range = self.marked().unwrap_or(self.cursor..self.cursor);
        let begin =
            if is_combining_mark(letter) { borders::before(&self.text, range.start) } else { range.start };
        let composed: String = self.text[begin..range.start].chars().chain([letter]).nfc().collect();
        self.change(begin..range.end, &composed, Manner::Typed);
    }

    /// What is marked, from its beginning to its end.
    pub fn marked(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.cursor)?;
        Some(anchor.min(self.cursor)..anchor.max(self.cursor))
    }

    pub fn marked_text(&self) -> Option<&str> {
        self.marked().map(|range| &self.text[range])
    }

    /// Takes out what is marked; gives it.
    pub fn cut(&mut self) -> Option<String> {
        let range = self.marked()?;
        let text = self.text[range.clone()].to_owned();
        self.change(range, "", Manner::Whole);
        Some(text)
    }

    /// Marks everything: what is typed next stands in its place.
    pub fn select_all(&mut self) {
        self.anchor = Some(0);
        self.cursor = self.text.len();
        self.history.close();
    }

    /// Marks the word that the cursor is at.
    pub fn mark_word(&mut self) {
        let word = borders::word_around(&self.text, self.cursor);
        self.anchor = Some(word.start);
        self.cursor = word.end;
        self.history.close();
    }

    /// Marks the line, which is a paragraph.
    pub fn mark_line(&mut self) {
        self.anchor = Some(borders::line_start(&self.text, self.cursor));
        self.cursor = borders::line_end(&self.text, self.cursor);
        self.history.close();
    }

    /// Puts in what was pasted, in the place of what is marked; whether that is anything.
    pub fn paste(&mut self, text: &str) -> bool {
        let text: String = cleaned(text).nfc().collect();
        let text = if self.one_line { text.trim().replace('\n', " ") } else { text };
        self.insert(&text)
    }

    /// Puts another text in the place of all of it; whether it is another.
    pub fn put_whole(&mut self, text: &str) -> bool {
        let text: String = cleaned(text).nfc().collect();
        self.replace_range(0..self.text.len(), &text)
    }

    fn insert(&mut self, text: &str) -> bool {
        let range = self.marked().unwrap_or(self.cursor..self.cursor);
        self.replace_range(range, text)
    }

    /// One step to undo; whether anything changed.
    fn replace_range(&mut self, range: Range<usize>, text: &str) -> bool {
        let other = self.text[range.clone()] != *text;
        if other {
            self.change(range, text, Manner::Whole);
        }
        other
    }

    fn change(&mut self, range: Range<usize>, put: &str, manner: Manner) {
        let (at, from) = (range.start, self.cursor);
        let out = self.text[range.clone()].to_owned();
        self.text.replace_range(range, put);
        self.history.add(Change { at, out, put: put.to_owned(), from }, manner);
        self.stand(at + put.len());
    }

    /// Takes the letter before the cursor out, or the one after it; or the word.
    fn rub_out(&mut self, after: bool, word: bool) -> bool {
        let (text, at) = (&self.text, self.cursor);
        let (range, manner) = match (self.marked(), after, word) {
            (Some(marked), ..) => (marked, Manner::Whole),
            (None, false, true) => (borders::word_before(text, at)..at, Manner::Whole),
            (None, true, true) => (at..borders::word_after(text, at), Manner::Whole),
            (None, false, false) => (self.paragraph_break_before(at)..at, Manner::RubbedOut),
            (None, true, false) => (at..self.paragraph_break_after(at), Manner::RubbedOut),
        };
        if range.is_empty() {
            return false;
        }
        self.change(range, "", manner);
        true
    }

    /// Puts the cursor at a place that a change has made.
    fn stand(&mut self, at: usize) {
        self.cursor = borders::at_or_after(&self.text, at.min(self.text.len()));
        self.anchor = None;
        self.goal = None;
    }

    /// Takes the last step back; whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(change) = self.history.undo() else { return false };
        self.text.replace_range(change.at..change.at + change.put.len(), &change.out);
        self.stand(change.from);
        true
    }

    /// Makes a step again that was taken back; whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(change) = self.history.redo() else { return false };
        self.text.replace_range(change.at..change.at + change.out.len(), &change.put);
        self.stand(change.at + change.put.len());
        true
    }
}

#[cfg(test)]
mod tests;
