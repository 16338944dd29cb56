//! The bounce address of one delivery (variable envelope return path): whatever comes back names its row.
//!
//! `b+`, then mailing (8), address key (16) and MAC (8) in base32: 54 octets, in any case of letters.

use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::base32;
use crate::domain::{AddrKey, Keys, MailingId};

const PREFIX: &str = "b+";
const SIGNED: usize = 24;

/// The local part of MAIL FROM.
pub fn local_part(keys: &Keys, reader: AddrKey, mailing: MailingId) -> String {
    let mut octets = [0; 32];
    octets[..8].copy_from_slice(&mailing.0);
    octets[8..SIGNED].copy_from_slice(&reader.0);
    let mac = keys.verp.mac(&[&octets[..SIGNED]]);
    octets[SIGNED..].copy_from_slice(&mac[..8]);
    format!("{PREFIX}{}", base32::encode(&octets))
}

/// Whose delivery of which mailing a bounce address means, if it is one of ours.
pub fn parse(keys: &Keys, local_part: &str) -> Option<(MailingId, AddrKey)> {
    let (prefix, rest) = local_part.split_at_checked(PREFIX.len())?;
    if !prefix.eq_ignore_ascii_case(PREFIX) {
        return None;
    }
    let octets: [u8; 32] = base32::decode(rest)?;
    let (signed, given) = octets.split_at(SIGNED);
    let mac = keys.verp.mac(&[signed]);
    verify_slices_are_equal(&mac[..8], given).ok()?;
    Some((MailingId(signed[..8].try_into().ok()?), AddrKey(signed[8..].try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Key;

    fn keys() -> Keys {
        Keys {
            address: Key::new([1; 32]),
            unsubscribe: vec![(1, Key::new([2; 32]))],
            verp: Key::new([3; 32]),
            message_id: Key::new([4; 32]),
        }
    }

    #[test]
    fn a_changed_character_anywhere_is_refused() {
        let address = local_part(&keys(), AddrKey([7; 16]), MailingId([9; 8]));
        for at in 0..address.len() {
            let mut other = address.clone().into_bytes();
            other[at] = if other[at] == b'a' { b'b' } else { b'a' };
            let other = String::from_utf8(other).expect("ASCII");
            if other != address {
                assert_eq!(parse(&keys(), &other), None, "character {at}");
            }
        }
    }

    proptest! {
        #[test]
        fn it_fits_a_local_part_and_is_read_in_any_case(reader: [u8; 16], mailing: [u8; 8]) {
            let (reader, mailing) = (AddrKey(reader), MailingId(mailing));
            let address = local_part(&keys(), reader, mailing);
            prop_assert_eq!(address.len(), 54);
            prop_assert_eq!(parse(&keys(), &address), Some((mailing, reader)));
            prop_assert_eq!(parse(&keys(), &address.to_ascii_uppercase()), Some((mailing, reader)));
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,70}|b\\+[a-z2-7]{52}") {
            prop_assert_eq!(parse(&keys(), &text), None);
        }
    }
}
