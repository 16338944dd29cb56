//! What came of handing a letter over.

use crate::domain::Reply;

use super::LinkError;

/// Only `Replied` with a 2xx means that the relay has the letter.
#[derive(Debug)]
pub enum Handover {
    /// A complete answer to the terminator: 2xx, 4xx or 5xx.
    Replied(Reply),
    /// A complete 4xx or 5xx before the terminator was written: to DATA instead of 354, or in the middle of the body.
    Refused354(Reply),
    /// The terminator was certainly never written: the letter can't have been accepted.
    NotHandedOver(LinkError),
    /// The terminator may have reached the relay, and no complete answer to it came. Nobody can know.
    Uncertain(String),
}
