//! The bounce address of one delivery (variable envelope return path): whatever comes back names its row.
//!
//! `b+`, then mailing (8), address key (16) and MAC (8) in base32: 54 octets, in any case of letters.

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
    fn it_is_the_same_in_every_version_and_fits_a_local_part() {
        let address = local_part(&keys(), AddrKey([7; 16]), MailingId([9; 8]));
        assert_eq!(address, "b+beeqscijbeeqsbyha4dqobyha4dqobyha4dqob56pfgvigdbax3q");
        assert_eq!(address.len(), 54);
    }

    proptest! {
        #[test]
        fn no_two_deliveries_have_the_same(one: [u8; 24], other: [u8; 24]) {
            let of = |octets: [u8; 24]| {
                let (mailing, reader) = octets.split_at(8);
                let (mailing, reader) = (mailing.try_into().expect("eight"), reader.try_into().expect("sixteen"));
                local_part(&keys(), AddrKey(reader), MailingId(mailing))
            };
            prop_assert_eq!(of(one) == of(other), one == other);
            for at in 0..24 {
                let mut near = one;
                near[at] ^= 1;
                prop_assert_ne!(of(near), of(one));
            }
        }
    }
}
