//! What came of handing a letter over.

use crate::domain::Reply;

use super::{LinkError, Phase};

/// Only `Replied` with a 2xx means that the relay has the letter.
#[derive(Debug)]
pub enum Handover {
    /// A complete answer to the terminator: 2xx, 4xx or 5xx.
    Replied(Reply),
    /// A complete 4xx or 5xx before the end of the letter counted: to MAIL or RCPT of the same flight, to DATA instead of
    /// 354, or in the middle of the body.
    Refused { at: Phase, reply: Reply },
    /// The terminator was certainly never written: the letter can't have been accepted.
    NotHandedOver(LinkError),
    /// The terminator may have reached the relay, and no answer to it came that counts. Nobody can know.
    Uncertain(String),
}
