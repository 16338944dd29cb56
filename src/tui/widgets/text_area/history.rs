//! What was changed, so that it can be taken back: by the word, not by the letter.

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub at: usize,
    pub out: String,
    pub put: String,
    /// Where the cursor was before it.
    pub from: usize,
}

/// The steps that can be taken back, and those that can be made again.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// What the last step was, while the next change may still belong to it.
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
