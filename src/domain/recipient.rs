//! A subscriber of one mailing, with the edition chosen for them and why that one.

use super::{AddrKey, Address, Lang, ListName, SkipReason, Slots};

/// What the planner decided for one subscriber. Everybody on the lists gets one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub key: AddrKey,
    pub address: Address,
    pub name: Option<String>,
    /// The list they are on; of several, the first that the mailing names.
    pub list: ListName,
    /// The position of that list: the lower one wins.
    pub list_rank: u32,
    /// What they asked for.
    pub wants: Option<Lang>,
    /// The edition they get; of who is held because there is none, their language.
    pub edition: Lang,
    pub why: EditionChoice,
    pub slots: Slots,
    /// They get nothing, and why.
    pub skipped: Option<SkipReason>,
}

/// Why this edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditionChoice {
    /// The language they asked for.
    Exact,
    /// Another name of it: `no` for `nb`.
    Alias,
    /// `nl` for `nl-BE`.
    RegionStripped,
    /// By `[newsletter.fallback]`.
    Chain,
    /// The source language: nothing nearer was there.
    Source,
    /// None: there is nothing in their language, and their list holds.
    Held,
    /// They named no language: their list's, or the source.
    Unspecified,
}
