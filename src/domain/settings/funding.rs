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

impl Funding {
    /// The strings of a catalogue that are the period's statement (Regulation (EU) 1303/2013 for 2014-2020, 2021/1060
    /// for 2021-2027).
    pub fn strings(&self) -> &'static [&'static str] {
        match self.period.as_str() {
            "2014-2020" => &["funding-union", "funding-regional-fund"],
            _ => &["funding-co-funded"],
        }
    }
}

/// A logo in the strip at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    pub name: Localized,
    pub url: Option<String>,
    /// Relative to the workspace.
    pub logo: Option<String>,
}
