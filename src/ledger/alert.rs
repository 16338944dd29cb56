//! One way by which the team is told about one occasion, and what came of it.

use jiff::Timestamp;

/// No address stands here: `way` is `command`, or the key of a colleague's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// As `domain::Occasion` names it.
    pub occasion: String,
    pub way: String,
    pub tries: u32,
    /// When it is tried (again); none once it has left or was given up.
    pub next_at: Option<Timestamp>,
    /// Why the last try came to nothing.
    pub trouble: Option<String>,
    /// When something last happened to it.
    pub at: Timestamp,
}

impl Alert {
    pub fn is_settled(&self) -> bool {
        self.next_at.is_none()
    }
}
