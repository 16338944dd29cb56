//! Words that the program writes: in the place of others, or of those that were begun; signs around words.

use super::{TextArea, borders};

impl TextArea {
    /// Writes `new` where `old` stands, from a character of a line on; both counted from 0. Nothing happens where other
    /// words stand by now.
    pub fn replace(&mut self, line: usize, column: usize, old: &str, new: &str) -> bool {
        let Some(text) = self.text.split('\n').nth(line) else { return false };
        let start: usize = self.text.split('\n').take(line).map(|line| line.len() + 1).sum();
        let Some(offset) = text.char_indices().map(|(at, _)| at).nth(column) else { return false };
        if old.is_empty() || !text[offset..].starts_with(old) {
            return false;
        }
        let begin = start + offset;
        self.replace_range(begin..begin + old.len(), new)
    }

    /// The word, or its beginning, that ends at the cursor.
    pub fn begun_word(&self) -> String {
        let before = &self.text[..self.cursor];
        let begin = before.char_indices().rev().find(|(_, letter)| !letter.is_alphanumeric());
        before[begin.map_or(0, |(at, letter)| at + letter.len_utf8())..].to_owned()
    }

    /// Puts in words at the cursor, in the place of those that were typed of them.
    pub fn put_in(&mut self, words: &str, typed: &str) -> bool {
        if !typed.is_empty() && self.text[..self.cursor].ends_with(typed) {
            return self.replace_range(self.cursor - typed.len()..self.cursor, words);
        }
        self.insert(words)
    }

    /// Puts `mark` on both sides of what is marked, or of the word that the cursor is in, and takes it away where it stands
    /// there. At no word the cursor goes between the two.
    pub fn surround(&mut self, mark: &str) {
        let word = borders::word_around(&self.text, self.cursor);
        let inside = word.start < self.cursor && self.cursor < word.end;
        let range = match self.marked() {
            Some(range) => {
                // Stars beside a blank make nothing bold.
                let text = &self.text[range.clone()];
                let begin = range.start + text.len() - text.trim_start().len();
                begin..(range.start + text.trim_end().len()).max(begin)
            }
            None if inside => word,
            None => self.cursor..self.cursor,
        };
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        if range.is_empty() {
            self.replace_range(range.clone(), &format!("{mark}{mark}"));
            self.stand(range.start + mark.len());
        } else if is_around(mark, before, after) {
            let words = self.text[range.clone()].to_owned();
            self.replace_range(range.start - mark.len()..range.end + mark.len(), &words);
            self.mark(range.start - mark.len(), words.len());
        } else {
            let words = self.text[range.clone()].to_owned();
            self.replace_range(range.clone(), &format!("{mark}{words}{mark}"));
            self.mark(range.start + mark.len(), words.len());
        }
    }

    /// Whether the cursor stands on a line without words.
    pub fn is_on_blank_line(&self) -> bool {
        let line = borders::line_start(&self.text, self.cursor)..borders::line_end(&self.text, self.cursor);
        self.text[line].trim().is_empty()
    }

    /// Begins a line with a sign: the one that the cursor is on, if it is blank, else a new one below it.
    pub fn insert_line(&mut self, sign: &str) -> bool {
        let blank = self.is_on_blank_line();
        let end = borders::line_end(&self.text, self.cursor);
        let begin = if blank { borders::line_start(&self.text, end) } else { end };
        self.replace_range(begin..end, &if blank { sign.to_owned() } else { format!("\n\n{sign}") })
    }

    /// Puts a block of its own below the line that the cursor is on, or in the place of that line if it is blank.
    pub fn insert_block(&mut self, block: &str) -> bool {
        let end = borders::line_end(&self.text, self.cursor);
        let begin = if self.is_on_blank_line() { borders::line_start(&self.text, end) } else { end };
        let (before, after) = (&self.text[..begin], &self.text[end..]);
        let gap = |text: &str, apart: bool, open: bool| match (text.trim().is_empty() || apart, open) {
            (true, _) => "",
            (false, true) => "\n",
            (false, false) => "\n\n",
        };
        let above = gap(before, before.ends_with("\n\n"), before.ends_with('\n'));
        let below = gap(after, after.starts_with("\n\n"), after.starts_with('\n'));
        let block = format!("{above}{block}{below}");
        self.replace_range(begin..end, &block)
    }

    /// Puts words over those that stand there, from a byte on, if they still do.
    pub fn put_over(&mut self, at: usize, old: &str, words: &str) -> bool {
        let stands = self.text.get(at..).is_some_and(|rest| rest.starts_with(old));
        let at = if stands { Some(at) } else { self.text.find(old) };
        at.is_some_and(|at| self.replace_range(at..at + old.len(), words))
    }

    /// Whether nothing follows the cursor on its line.
    pub fn is_at_line_end(&self) -> bool {
        borders::line_end(&self.text, self.cursor) == self.cursor
    }

    /// Goes back over signs that were just written; the text stays.
    pub fn step_back_over(&mut self, signs: &str) -> bool {
        if self.text[..self.cursor].ends_with(signs) {
            self.go(self.cursor - signs.len(), false);
        }
        false
    }

    /// Makes a link of what is marked, or of the word that the cursor is in; of a `button` on a line of its own. At no word the
    /// address stands there, marked, for other words to be typed.
    pub fn link(&mut self, address: &str, button: bool) -> bool {
        let word = borders::word_around(&self.text, self.cursor);
        let inside = word.start < self.cursor && self.cursor < word.end;
        let range = self.marked().or(inside.then_some(word)).filter(|_| !button);
        let shown = address.split_once("://").map_or(address, |(_, rest)| rest).trim_start_matches("mailto:");
        let words = range.clone().map_or_else(|| shown.to_owned(), |range| self.text[range].to_owned());
        let link = format!("[{words}]({address})");
        match range {
            Some(range) => self.replace_range(range, &link),
            None => {
                if button {
                    self.insert_line(&link);
                } else {
                    self.insert(&link);
                }
                self.mark(self.cursor - link.len() + 1, words.len());
                true
            }
        }
    }

    fn mark(&mut self, from: usize, long: usize) {
        self.stand(from + long);
        self.anchor = Some(borders::at_or_after(&self.text, from));
    }
}

/// Whether the words between are in these signs: two stars are not one, and three are both.
fn is_around(mark: &str, before: &str, after: &str) -> bool {
    let stars = |text: &mut dyn Iterator<Item = char>| text.take_while(|letter| *letter == '*').count();
    let many = stars(&mut before.chars().rev()).min(stars(&mut after.chars()));
    if mark.len() == 2 { many >= 2 } else { many % 2 == 1 }
}
