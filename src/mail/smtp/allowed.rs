//! Who may get anything at all: test mode, kept below everything that decides.

use std::collections::HashSet;

use crate::domain::Address;

/// Everybody when the newsletter is live, only the test readers when it is in test mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    Everybody,
    Only(TestReaders),
}

/// Held by their normalised addresses; `Debug` shows how many they are.
#[derive(Clone, PartialEq, Eq)]
pub struct TestReaders(HashSet<String>);

impl std::fmt::Debug for TestReaders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TestReaders({})", self.0.len())
    }
}

impl Allowed {
    pub fn only<'a>(addresses: impl IntoIterator<Item = &'a Address>) -> Self {
        Self::Only(TestReaders(addresses.into_iter().map(Address::normalised).collect()))
    }

    pub fn contains(&self, address: &Address) -> bool {
        match self {
            Self::Everybody => true,
            Self::Only(readers) => readers.0.contains(&address.normalised()),
        }
    }
}
