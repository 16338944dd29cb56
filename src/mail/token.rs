//! The mark on an unsubscribe link: says whose and of which mailing, cannot be forged, needs no row to verify.
//!
//! Key id (1), address key (16), mailing (8), MAC (16), in base64url: 55 characters. A test's has the language of its
//! letter in the place of the address key: it is of no reader.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::ComposeError;
use crate::domain::{AddrKey, Key, Keys, Lang, MailingId};

const OCTETS: usize = 41;
const SIGNED: usize = 25;
/// Characters of a token.
pub const LENGTH: usize = 55;

/// What a token that is ours says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// Of a letter that went out.
    Live { reader: AddrKey, mailing: MailingId },
    /// Of a test or a dry run: its page says so, and nothing is recorded. Without a language in letters of before.
    Inert { lang: Option<Lang> },
}

/// What the MAC is for, so that a token of one kind never passes for the other.
const LIVE: &[u8] = b"courant unsubscribe";
const INERT: &[u8] = b"courant unsubscribe, inert";
const STOP: &[u8] = b"courant stop";

/// Key id (1), mailing (8), MAC (16).
const STOP_OCTETS: usize = 25;
const STOP_SIGNED: usize = 9;

/// The token for one reader of one mailing, signed with the newest key.
pub fn unsubscribe(keys: &Keys, reader: AddrKey, mailing: MailingId) -> Result<String, ComposeError> {
    write(keys, LIVE, reader.0, mailing)
}

/// A token that leads to the page and does nothing there; the page is in the language of its letter.
pub fn inert(keys: &Keys, lang: &Lang, mailing: MailingId) -> Result<String, ComposeError> {
    let mut tag = [0; 16];
    let known =
        std::iter::successors(Some(lang.clone()), Lang::parent).find(|lang| lang.as_str().len() <= 16);
    let known = known.as_ref().map_or("", Lang::as_str);
    tag[..known.len()].copy_from_slice(known.as_bytes());
    write(keys, INERT, tag, mailing)
}

/// Reads a token from anywhere. `None` is all that whoever made it up gets to know.
pub fn verify(keys: &Keys, text: &str) -> Option<Token> {
    if text.len() != LENGTH {
        return None;
    }
    let octets = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (signed, given) = octets.split_at_checked(SIGNED)?;
    let (_, key) = keys.unsubscribe.iter().find(|(id, _)| *id == signed[0])?;
    let is = |purpose| verify_slices_are_equal(&mac(key, purpose, signed), given).is_ok();
    let (live, inert) = (is(LIVE), is(INERT));
    if live {
        let reader = AddrKey(signed[1..17].try_into().ok()?);
        let mailing = MailingId(signed[17..].try_into().ok()?);
        return Some(Token::Live { reader, mailing });
    }
    inert.then(|| Token::Inert { lang: tag(&signed[1..17]) })
}

/// The token on a Stop page's link: which mailing may be stopped by it, and nothing else.
pub fn stop(keys: &Keys, mailing: MailingId) -> Result<String, ComposeError> {
    let (id, key) = keys.unsubscribe.last().ok_or(ComposeError::NoKey)?;
    let mut octets = [0; STOP_OCTETS];
    octets[0] = *id;
    octets[1..STOP_SIGNED].copy_from_slice(&mailing.0);
    let mac = mac(key, STOP, &octets[..STOP_SIGNED]);
    octets[STOP_SIGNED..].copy_from_slice(&mac);
    Ok(URL_SAFE_NO_PAD.encode(octets))
}

/// Reads a stop token from anywhere.
pub fn verify_stop(keys: &Keys, text: &str) -> Option<MailingId> {
    let octets = URL_SAFE_NO_PAD.decode(text).ok().filter(|octets| octets.len() == STOP_OCTETS)?;
    let (signed, given) = octets.split_at_checked(STOP_SIGNED)?;
    let (_, key) = keys.unsubscribe.iter().find(|(id, _)| *id == signed[0])?;
    verify_slices_are_equal(&mac(key, STOP, signed), given).ok()?;
    Some(MailingId(signed[1..].try_into().ok()?))
}

fn tag(octets: &[u8]) -> Option<Lang> {
    let written = octets.split(|octet| *octet == 0).next()?;
    Lang::parse(std::str::from_utf8(written).ok()?).ok()
}

fn write(keys: &Keys, purpose: &[u8], whose: [u8; 16], mailing: MailingId) -> Result<String, ComposeError> {
    let (id, key) = keys.unsubscribe.last().ok_or(ComposeError::NoKey)?;
    let mut octets = [0; OCTETS];
    octets[0] = *id;
    octets[1..17].copy_from_slice(&whose);
    octets[17..SIGNED].copy_from_slice(&mailing.0);
    let mac = mac(key, purpose, &octets[..SIGNED]);
    octets[SIGNED..].copy_from_slice(&mac);
    Ok(URL_SAFE_NO_PAD.encode(octets))
}

fn mac(key: &Key, purpose: &[u8], signed: &[u8]) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&key.mac(&[purpose, &[0], signed])[..16]);
    short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(unsubscribe: &[(u8, u8)]) -> Keys {
        Keys {
            address: Key::new([1; 32]),
            unsubscribe: unsubscribe.iter().map(|(id, byte)| (*id, Key::new([*byte; 32]))).collect(),
            verp: Key::new([3; 32]),
            message_id: Key::new([4; 32]),
        }
    }

    const READER: AddrKey = AddrKey([7; 16]);
    const MAILING: MailingId = MailingId([9; 8]);

    fn nynorsk() -> Lang {
        Lang::parse("nn").expect("a tag")
    }

    #[test]
    fn a_flipped_bit_anywhere_is_refused() {
        let keys = keys(&[(1, 5)]);
        for token in [unsubscribe(&keys, READER, MAILING), inert(&keys, &nynorsk(), MAILING)] {
            let token = token.expect("a key");
            assert!(verify(&keys, &token).is_some());
            let octets = URL_SAFE_NO_PAD.decode(&token).expect("base64");
            for bit in 0..octets.len() * 8 {
                let mut flipped = octets.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(verify(&keys, &URL_SAFE_NO_PAD.encode(flipped)), None, "bit {bit}");
            }
            for at in 0..token.len() {
                let mut other = token.clone().into_bytes();
                other[at] = if other[at] == b'A' { b'B' } else { b'A' };
                assert_eq!(verify(&keys, &String::from_utf8(other).expect("ASCII")), None, "character {at}");
            }
        }
    }

    #[test]
    fn a_hundred_thousand_made_up_tokens_hit_nothing() {
        let keys = keys(&[(0, 5), (1, 6)]);
        let maker = Key::new([77; 32]);
        for number in 0..100_000u32 {
            let number = number.to_be_bytes();
            let (head, tail) = (maker.mac(&[b"head", &number]), maker.mac(&[b"tail", &number]));
            let mut octets = [0; OCTETS];
            octets[..32].copy_from_slice(&head);
            octets[32..].copy_from_slice(&tail[..9]);
            octets[0] &= 1;
            assert_eq!(verify(&keys, &URL_SAFE_NO_PAD.encode(octets)), None);
        }
    }

    #[test]
    fn a_stop_token_is_of_one_mailing_and_of_no_other_purpose() {
        let keys = keys(&[(1, 5)]);
        let token = stop(&keys, MAILING).expect("a key");
        assert_eq!(verify_stop(&keys, &token), Some(MAILING));
        assert_eq!(verify(&keys, &token), None);
        for other in [unsubscribe(&keys, READER, MAILING), inert(&keys, &nynorsk(), MAILING)] {
            assert_eq!(verify_stop(&keys, &other.expect("a key")), None);
        }
        // The same octets under the MAC of another purpose.
        let mut octets = URL_SAFE_NO_PAD.decode(&token).expect("base64");
        for purpose in [LIVE, INERT] {
            let forged = mac(&keys.unsubscribe[0].1, purpose, &octets[..STOP_SIGNED]);
            octets[STOP_SIGNED..].copy_from_slice(&forged);
            assert_eq!(verify_stop(&keys, &URL_SAFE_NO_PAD.encode(&octets)), None);
        }
        let octets = URL_SAFE_NO_PAD.decode(&token).expect("base64");
        for bit in 0..octets.len() * 8 {
            let mut flipped = octets.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(verify_stop(&keys, &URL_SAFE_NO_PAD.encode(&flipped)), None, "bit {bit}");
        }
    }

    #[test]
    fn old_keys_still_verify_and_other_ledgers_do_not() {
        let old = unsubscribe(&keys(&[(1, 5)]), READER, MAILING).expect("a key");
        let live = Some(Token::Live { reader: READER, mailing: MAILING });
        assert_eq!(verify(&keys(&[(1, 5), (2, 6)]), &old), live);
        assert_eq!(verify(&keys(&[(1, 6)]), &old), None);
        assert_eq!(verify(&keys(&[(2, 5)]), &old), None);
    }

    #[test]
    fn a_test_letters_link_never_unsubscribes_anybody() {
        let keys = keys(&[(1, 5)]);
        let inert = inert(&keys, &nynorsk(), MAILING).expect("a key");
        assert_eq!(verify(&keys, &inert), Some(Token::Inert { lang: Some(nynorsk()) }));
        assert_eq!(inert.len(), unsubscribe(&keys, READER, MAILING).expect("a key").len());
        assert_eq!(inert.len(), LENGTH);
    }

    #[test]
    fn a_test_letters_link_knows_the_language_of_its_letter_as_far_as_it_has_room() {
        let keys = keys(&[(1, 5)]);
        for (tag, known) in [
            ("hu", "hu"),
            ("zh-Hant-TW", "zh-Hant-TW"),
            ("sl-Latn-IT-nadiza", "sl-Latn-IT"),
            ("ca-ES-valencia-x", "ca-ES-valencia-x"),
        ] {
            let token = inert(&keys, &Lang::parse(tag).expect("a tag"), MAILING).expect("a key");
            let lang = Lang::parse(known).ok();
            assert_eq!(verify(&keys, &token), Some(Token::Inert { lang }), "{tag}");
            assert_eq!(token.len(), LENGTH);
        }
        // As tests of before wrote them.
        let before = write(&keys, INERT, READER.0, MAILING).expect("a key");
        assert_eq!(verify(&keys, &before), Some(Token::Inert { lang: None }));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,70}|[A-Za-z0-9_-]{55}") {
            prop_assert_eq!(verify(&keys(&[(1, 5)]), &text), None);
        }

        #[test]
        fn what_is_signed_is_read(reader: [u8; 16], mailing: [u8; 8]) {
            let (keys, reader, mailing) = (keys(&[(1, 5)]), AddrKey(reader), MailingId(mailing));
            let token = unsubscribe(&keys, reader, mailing).expect("a key");
            prop_assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
            prop_assert_eq!(verify(&keys, &token), Some(Token::Live { reader, mailing }));
        }
    }
}
