//! `[[funding]]` and `[[partner]]`: who pays, who takes part.

use crate::domain::Localized;

/// A programme whose emblem and statement every edition carries (Regulation (EU) 2021/1060, Annex IX).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funding {
    /// `2014-2020`, `2021-2027`: chooses the wording.
    pub period: String,
    pub programme: Option<Localized>,
    /// The wording, where the programme gives one.
    pub statement: Option<Localized>,
    /// Relative to the workspace; one, or one per language.
    pub logo: Option<Localized>,
    /// The logo already holds emblem and statement, none is put beside it.
    pub logo_carries_statement: bool,
    pub disclaimer: Option<Localized>,
}

/// A logo in the strip at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    pub name: Localized,
    pub url: Option<String>,
    /// Relative to the workspace.
    pub logo: Option<String>,
}
