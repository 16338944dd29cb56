//! What a sender could not write down yet.

/// Kept by its process until the ledger takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backlog {
    /// Letters of which it is known what became of them.
    pub answers: usize,
    /// Those of them that would be uncertain if the process ended now: what became of them is on no disk.
    pub on_no_disk: usize,
    /// Letters that have not left, to be given back.
    pub rows: usize,
}

impl Backlog {
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}
