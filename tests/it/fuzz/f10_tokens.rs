//! F10: any text as a token of an unsubscribe or Stop link. What passes is, to the letter, what would be written for the
//! same reader and mailing.

use courant::domain::{AddrKey, Key, Keys, Lang, MailingId};
use courant::mail::token::{self, Token};

use super::{Feed, Trace};

const READER: AddrKey = AddrKey([7; 16]);
const MAILING: MailingId = MailingId([9; 8]);

/// The language of the letter that a test's link is in.
fn letters() -> Lang {
    Lang::parse("hu").expect("a tag")
}

/// Keys with these for links; the last signs.
fn keys(of_links: &[u8]) -> Keys {
    Keys {
        address: Key::new([1; 32]),
        unsubscribe: of_links.iter().map(|id| (*id, Key::new([*id; 32]))).collect(),
        verp: Key::new([3; 32]),
        message_id: Key::new([4; 32]),
    }
}

pub fn run(bytes: &[u8]) -> u64 {
    let mut feed = Feed::new(bytes);
    let (kind, mut trace) = (feed.below(5), Trace::new());
    let old = keys(&[if feed.yes() { 5 } else { 6 }]);
    let genuine = match kind {
        0 => token::unsubscribe(&old, READER, MAILING),
        1 => token::inert(&old, &letters(), MAILING),
        2 => token::stop(&old, MAILING),
        _ => Ok(String::new()),
    };
    let mut text = genuine.expect("a key").into_bytes();
    if kind > 2 {
        text = feed.rest().to_vec();
    } else {
        while !feed.is_empty() {
            let (at, byte) = (feed.below(text.len() + 1), feed.byte());
            match feed.below(3) {
                0 if at < text.len() => text[at] = byte,
                1 if at < text.len() && text.len() > 1 => _ = text.remove(at),
                _ => text.insert(at, byte),
            }
        }
    }
    let text = String::from_utf8_lossy(&text);
    let all = keys(&[5, 6]);
    let written = |write: &dyn Fn(&Keys) -> String| [5, 6].iter().any(|id| write(&keys(&[*id])) == text);
    match token::verify(&all, &text) {
        Some(Token::Live { reader, mailing }) => {
            trace.note(1_u8);
            assert!(written(&|keys| token::unsubscribe(keys, reader, mailing).expect("a key")), "{text}");
            assert_eq!((reader, mailing), (READER, MAILING), "a token was forged: {text}");
        }
        Some(Token::Inert { lang }) => {
            trace.note(2_u8);
            assert!(written(&|keys| token::inert(keys, &letters(), MAILING).expect("a key")), "{text}");
            assert_eq!(lang, Some(letters()), "a token was forged: {text}");
        }
        None => {}
    }
    if let Some(mailing) = token::verify_stop(&all, &text) {
        trace.note(3_u8);
        assert_eq!(mailing, MAILING, "a token was forged: {text}");
        assert!(written(&|keys| token::stop(keys, mailing).expect("a key")), "{text}");
    }
    trace.note(text.len() as u64);
    trace.0
}
