//! What a person said about a delivery whose outcome nobody can know.

/// Recorded with who and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Stays uncertain; recommended, as most had arrived.
    Leave,
    /// Counted as accepted.
    Accepted,
    /// It is proved that no mail server has it: nobody says so by themselves.
    Failed,
    /// Sent once more, with the same Message-ID as long as the sender's domain is the same.
    Resend,
}
