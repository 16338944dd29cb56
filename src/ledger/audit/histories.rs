//! Puts the lines that the stores hand out together, one history after the other.

use super::{History, Line, What};

/// Never holds more than one.
pub struct Histories<F: FnMut(History)> {
    current: Option<History>,
    each: F,
}

impl<F: FnMut(History)> Histories<F> {
    pub fn new(each: F) -> Self {
        Self { current: None, each }
    }

    /// Lines of one reader of one mailing follow each other.
    pub fn take(&mut self, line: Line) {
        let same = |one: &History| one.mailing == line.mailing && one.key == line.key;
        if !self.current.as_ref().is_some_and(same) {
            self.end();
        }
        let history = self.current.get_or_insert_with(|| History::of(line.mailing, line.key));
        match line.what {
            What::Row(row) => history.row = Some(row),
            What::Attempt(attempt) => history.attempts.push(attempt),
            What::Decision(noted) => history.decisions.push(noted),
            What::Left(one) => history.left.push(one),
        }
    }

    /// That was the last line.
    pub fn end(&mut self) {
        if let Some(history) = self.current.take() {
            (self.each)(history);
        }
    }
}
