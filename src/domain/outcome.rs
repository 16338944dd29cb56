//! What one SMTP exchange means for a delivery.

use jiff::Timestamp;

use super::Reply;

/// What is written into the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Accepted {
        reply: Option<Reply>,
    },
    /// Tried again at `retry_at`.
    Deferred {
        class: &'static str,
        reply: Option<Reply>,
        retry_at: Timestamp,
    },
    Failed {
        class: &'static str,
        reply: Option<Reply>,
        detail: String,
    },
    /// Handed over; no complete answer came.
    Unknown {
        detail: String,
    },
    /// Nothing was handed over and nobody is to blame: back to the queue, no attempt counted.
    Released {
        detail: String,
    },
}
