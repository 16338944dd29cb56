//! What readers of a list get whose language the issue lacks, in whole or in part.

use super::List;

/// `fallback` of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FallbackPolicy {
    /// The whole issue in the nearest other language.
    #[default]
    Whole,
    /// What there is in their language, and what is missing in another one, marked as such. Where there is nothing in
    /// their language: as `Whole`.
    Sections,
    /// Nothing, which is said before sending: they read no other language.
    Hold,
}

impl FallbackPolicy {
    /// What becomes of an edition that lacks sections: a letter of it is made only if all lists of the issue want it so.
    pub fn of_all<'a>(lists: impl IntoIterator<Item = &'a List>) -> Self {
        let mut lists = lists.into_iter().peekable();
        let some = lists.peek().is_some();
        if some && lists.all(|list| list.fallback == Self::Sections) { Self::Sections } else { Self::Whole }
    }
}
