//! The Message-ID of a delivery: the same on every attempt, another one for every mailing and reader.

use super::base32;
use crate::domain::{AddrKey, Keys, MailingId};

/// What stands before the @: 32 digits in base32.
pub fn left_side(keys: &Keys, mailing: MailingId, reader: AddrKey) -> String {
    base32::encode(&keys.message_mac(mailing, reader)[..20])
}
