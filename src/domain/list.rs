//! A named group of readers: a file in `subscribers/`, with a table of facts beside it.

use super::{FallbackPolicy, Lang, ListName, Localized};

/// What `subscribers/<name>.toml` says; all of it is optional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub name: ListName,
    pub title: Option<Localized>,
    pub description: Option<Localized>,
    /// "You get this because …".
    pub reason: Option<Localized>,
    /// The language of rows that name none.
    pub language: Option<Lang>,
    /// What those get whose language has no edition, or none that is whole.
    pub fallback: FallbackPolicy,
    pub basis: Option<String>,
    pub source: Option<String>,
    pub controller: Option<String>,
    pub public: bool,
}
