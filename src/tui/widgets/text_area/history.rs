//! What was changed, so that it can be taken back: by the word, not by the letter.

use serde::{Deserialize, Serialize};

/// So many steps are kept when a text is left.
const MOST: usize = 1000;

/// How a change came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// A letter typed behind the last.
    Typed,
    /// A letter rubbed out beside the last.
    RubbedOut,
    /// By itself: a paste, a line break, something that the program writes.
    Whole,
}

/// Some bytes in the place of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub at: usize,
    pub out: String,
    pub put: String,
    /// Where the cursor was before it.
    pub from: usize,
}

/// The steps that can be taken back, and those that can be made again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// What the last step was, while the next change may still belong to it.
    #[serde(skip)]
    open: Option<Manner>,
}

impl History {
    /// A change was made.
    pub fn add(&mut self, change: Change, manner: Manner) {
        self.undone.clear();
        let joins = self.open == Some(manner);
        self.open = Some(manner).filter(|manner| *manner != Manner::Whole);
        match self.done.last_mut().filter(|_| joins) {
            Some(last) if manner == Manner::Typed && typed_on(last, &change) => {
                last.put.truncate(change.at - last.at);
                last.put.push_str(&change.put);
            }
            Some(last) if manner == Manner::RubbedOut && rubbed_on(last, &change) => {
                if change.at == last.at {
                    last.out.push_str(&change.out);
                } else {
                    last.out.insert_str(0, &change.out);
                    last.at = change.at;
                }
            }
            _ => self.done.push(change),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.done.is_empty() && self.undone.is_empty()
    }

    /// The last steps, if they lead to this text and from it.
    pub fn that_fits(mut self, text: &str) -> Option<Self> {
        let (mut back, mut forth) = (text.to_owned(), text.to_owned());
        let fits =
            self.done.iter().rev().all(|change| exchange(&mut back, change.at, &change.put, &change.out))
                && self
                    .undone
                    .iter()
                    .rev()
                    .all(|change| exchange(&mut forth, change.at, &change.out, &change.put));
        self.done.drain(..self.done.len().saturating_sub(MOST));
        fits.then_some(self)
    }

    /// What comes next is a step of its own: somebody went elsewhere.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The step to take back.
    pub fn undo(&mut self) -> Option<Change> {
        self.close();
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change)
    }

    /// The step to make again.
    pub fn redo(&mut self) -> Option<Change> {
        self.close();
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }
}

/// Puts `new` in the place of `old`, if that stands there.
fn exchange(text: &mut String, at: usize, old: &str, new: &str) -> bool {
    let stands = text.get(at..).is_some_and(|rest| rest.starts_with(old));
    if stands {
        text.replace_range(at..at + old.len(), new);
    }
    stands
}

fn is_blank(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_whitespace)
}

/// Whether a letter goes on with what was typed, and does not begin the next word of it.
fn typed_on(last: &Change, next: &Change) -> bool {
    let behind = next.at >= last.at && next.at + next.out.len() == last.at + last.put.len();
    let begins = is_blank(last.put.chars().next_back()) && !is_blank(next.put.chars().next());
    behind && !begins
}

/// Whether a letter beside those that were rubbed out belongs to the same word, or is a blank beside it.
fn rubbed_on(last: &Change, next: &Change) -> bool {
    let gone = &last.out;
    if next.at == last.at {
        !is_blank(gone.chars().next_back()) || is_blank(next.out.chars().next())
    } else {
        let before = next.at + next.out.len() == last.at;
        before && (!is_blank(gone.chars().next()) || is_blank(next.out.chars().next_back()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_another_text_or_from_a_broken_file_are_none() {
        let change = |at, out: &str, put: &str| Change { at, out: out.into(), put: put.into(), from: 0 };
        let history = |done: &[Change], undone: &[Change]| History {
            done: done.to_vec(),
            undone: undone.to_vec(),
            open: None,
        };
        let two = history(&[change(0, "", "á"), change(2, "", "b")], &[change(3, "", "c")]);
        assert!(two.clone().that_fits("áb").is_some());
        for text in ["ab", "á", "", "áx"] {
            assert!(two.clone().that_fits(text).is_none(), "{text}");
        }
        for broken in [change(1, "", "b"), change(9, "", ""), change(usize::MAX, "", "b")] {
            assert!(history(std::slice::from_ref(&broken), &[]).that_fits("áb").is_none(), "{broken:?}");
            assert!(history(&[], &[broken]).that_fits("áb").is_none());
        }
    }
}
