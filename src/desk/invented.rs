//! Readers who do not exist: what is shown to others shows nobody who does.

use std::collections::BTreeMap;

use crate::domain::Slots;

/// The name of whoever is like most readers.
pub const USUAL: &str = "Reader Sample";

/// Somebody as whom a letter can be looked at; of their fields only the name is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invented {
    Usual,
    /// Sees the words that stand where a name is missing.
    Nameless,
    LongName,
    RightToLeft,
}

impl Invented {
    pub const ALL: [Self; 4] = [Self::Usual, Self::Nameless, Self::LongName, Self::RightToLeft];

    /// As it stands in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Nameless => "nameless",
            Self::LongName => "long",
            Self::RightToLeft => "right-to-left",
        }
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::Usual => USUAL,
            Self::Nameless => "no name",
            Self::LongName => "long name",
            Self::RightToLeft => "right-to-left name",
        }
    }

    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Usual => Some(USUAL),
            Self::Nameless => None,
            Self::LongName => {
                Some("Prof. Dr. Annamária-Erzsébet Szentgyörgyi-Featherstonehaugh van der Meer")
            }
            Self::RightToLeft => Some("ليلى منصور"),
        }
    }

    /// What their letter has in its gaps.
    pub fn slots(self) -> Slots {
        let name = self.name().map(|name| ("name".to_owned(), name.to_owned()));
        Slots(name.into_iter().collect::<BTreeMap<_, _>>())
    }
}
