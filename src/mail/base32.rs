//! Base32 (RFC 4648) in small letters without padding: survives servers that fold the case of local parts.

const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Eight digits for every five octets, the last ones filled up with zero bits.
pub(super) fn encode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(5) * 8);
    for chunk in octets.chunks(5) {
        let mut five = [0; 8];
        five[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(five);
        for digit in 0..(chunk.len() * 8).div_ceil(5) {
            let value = bits >> (35 - 5 * digit) & 31;
            text.push(char::from(DIGITS[value as usize]));
        }
    }
    text
}

/// Reads exactly `N` octets, in either case. Nothing but the one spelling that `encode` has: filling bits
/// that are set are refused.
pub(super) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != (N * 8).div_ceil(5) {
        return None;
    }
    let mut octets = [0; N];
    let (mut bits, mut held, mut at) = (0u32, 0, 0);
    for digit in text.bytes() {
        let value = match digit.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => letter - b'a',
            number @ b'2'..=b'7' => number - b'2' + 26,
            _ => return None,
        };
        bits = bits << 5 | u32::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            octets[at] = (bits >> held & 255) as u8;
            bits &= (1 << held) - 1;
            at += 1;
        }
    }
    (bits == 0).then_some(octets)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_vectors_of_rfc_4648_hold() {
        for (octets, text) in [
            ("", ""),
            ("f", "my"),
            ("fo", "mzxq"),
            ("foo", "mzxw6"),
            ("foob", "mzxw6yq"),
            ("fooba", "mzxw6ytb"),
        ] {
            assert_eq!(encode(octets.as_bytes()), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_in_either_case(octets: [u8; 32]) {
            let text = encode(&octets);
            prop_assert_eq!(decode::<32>(&text), Some(octets));
            prop_assert_eq!(decode::<32>(&text.to_ascii_uppercase()), Some(octets));
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,60}|[a-z2-7]{52}") {
            if let Some(octets) = decode::<32>(&text) {
                prop_assert_eq!(encode(&octets), text.to_ascii_lowercase());
            }
        }
    }
}
