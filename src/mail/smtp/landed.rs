//! What the replies to a flight come to, letter by letter, in the order in which they were put aboard.

use crate::domain::Reply;

use super::Phase;

/// Each is about the oldest letter aboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Landed {
    /// 354: its body may be written.
    Go,
    /// A complete refusal of its envelope or of DATA; `at` says of which. It is aboard no more.
    Refused { at: Phase, reply: Reply },
    /// The complete answer to its end: 2xx, 4xx or 5xx. It is aboard no more.
    Answered(Reply),
}
