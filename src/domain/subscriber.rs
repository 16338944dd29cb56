//! A reader, as a row of a list says.

use std::collections::BTreeMap;

use super::{Address, Lang, ListName};

/// One valid row of `subscribers/<list>.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscriber {
    pub address: Address,
    pub name: Option<String>,
    /// The row's own, else the list's; none where neither says.
    pub language: Option<Lang>,
    /// Whether their row names one.
    pub names_language: bool,
    pub list: ListName,
    /// Further columns, by the name in the header line.
    pub fields: BTreeMap<String, String>,
}
