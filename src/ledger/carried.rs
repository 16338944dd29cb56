//! What a ledger was told by the one whose place it takes.

/// Nothing of it was in the backup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// Their names.
    pub mailings: Vec<String>,
    /// Names of those that were open in the backup, and cancelled since: so they are again.
    pub cancelled: Vec<String>,
    /// Names of those that would go on by the backup, and were paused or held since: so they are again.
    pub stopped: Vec<String>,
    /// Who has left, or can't be reached.
    pub wishes: u64,
    /// Rows of readers who were forgotten.
    pub erased: u64,
    /// Rows that waited or were in hand in the backup, and whose letter has been handed over since, or may have been.
    pub have_it: u64,
}
