//! What a session has come to after some bytes.

use crate::domain::Reply;

/// At most one per step. Refusals of a single letter are events; what ends the connection is a `Fault`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The server waits for the handshake; go on with `Session::secured`.
    StartTls,
    /// Signed in, ready for an envelope.
    Ready,
    EnvelopeTaken,
    RefusedAtMail(Reply),
    RefusedAtRcpt(Reply),
    /// 354: the body may follow.
    Go,
    /// No letter wanted: DATA got a 4xx or 5xx, or one came in the middle of the body.
    DataRefused(Reply),
    /// The complete answer to the terminator: 2xx, 4xx or 5xx.
    Answered(Reply),
    Bye,
}
