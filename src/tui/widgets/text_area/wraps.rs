//! How each line lay on the screen last: while somebody writes, one line of many is another one.

use std::collections::HashMap;

use super::super::wrapping::Row;

/// The rows of lines in which nobody writes, counted from the beginning of each.
#[derive(Debug, Clone, Default)]
pub struct Wraps {
    room: usize,
    before: HashMap<String, Vec<Row>>,
    now: HashMap<String, Vec<Row>>,
}

impl Wraps {
    /// Begins to go through a text, in rows of `room` cells; what is not asked for until the next time is forgotten then.
    pub fn begin(&mut self, room: usize) {
        self.before = std::mem::take(&mut self.now);
        if self.room != room {
            self.before.clear();
            self.room = room;
        }
    }

    /// The rows of a line, made by `wrap` if they are not known.
    pub fn of(&mut self, line: &str, wrap: impl FnOnce() -> Vec<Row>) -> &[Row] {
        if !self.now.contains_key(line) {
            let known = self.before.remove_entry(line).unwrap_or_else(|| (line.to_owned(), wrap()));
            self.now.insert(known.0, known.1);
        }
        &self.now[line]
    }
}
