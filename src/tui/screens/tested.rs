//! The text that a test was made of: held against the one on the screen, word by word.

use crate::domain::{Issue, IssueId};

/// What readers would get of an issue, as it was when its test was ordered.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested(Issue);

impl Tested {
    pub fn of(issue: &Issue) -> Self {
        let mut issue = issue.clone();
        // Where a text stands in its file is no part of a letter, nor who gets it, nor what the shelf calls it.
        for section in issue.editions.values_mut().flat_map(|edition| &mut edition.sections) {
            (section.heading_line, section.body_line) = (0, 0);
        }
        issue.lists.clear();
        issue.accepted.clear();
        issue.title.clear();
        Self(issue)
    }

    pub fn is_of(&self, id: &IssueId) -> bool {
        self.0.id == *id
    }

    /// Whether the issue still says the very same.
    pub fn is_still(&self, issue: &Issue) -> bool {
        *self == Self::of(issue)
    }
}
