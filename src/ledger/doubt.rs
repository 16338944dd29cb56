//! Why a ledger may be a copy of another, or older than what has happened since.

/// What does not fit. Nothing that lies on one machine can say whether the original is still in use somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It was on another machine when it last wrote.
    Machine,
    /// It is another file than it was.
    File,
    /// This machine remembers more writes than are in it.
    Forgets,
    /// This machine remembers another in its place, which is gone.
    Another,
    /// It was put back from a backup that was made at this moment.
    Restored { made: String },
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Machine => f.write_str("this ledger was on another machine before"),
            Self::File => {
                f.write_str("this ledger is another file than before: a copy, or put back from one")
            }
            Self::Forgets => f.write_str("this ledger is older than what this machine has written to it"),
            Self::Another => f.write_str(
                "another ledger lay here before and is gone: it knew who has had what, and who has left",
            ),
            Self::Restored { made } => write!(f, "this ledger was restored from a backup of {made}"),
        }
    }
}
