//! DKM001 and LST003: the signature: what its words say, and whether it holds.

use crate::domain::Problem;
use crate::locale::say;
use crate::mail::dkim::{self, VerifyError};
use crate::proof::rules;

use super::read::Message;
use super::{Expected, ExpectedKey, place};

/// Signed twice, so that nobody can put a second one before them (RFC 6376, 5.4.2 and 8.15).
const TWICE: &[&str] = &[
    "from",
    "to",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "mime-version",
    "content-type",
];

pub fn check(bytes: &[u8], message: &Message, expected: &Expected) -> Vec<Problem> {
    let at = || place(expected);
    if expected.dkim.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let signatures: Vec<Tags> =
        message.all("DKIM-Signature").map(|header| Tags::read(&header.value())).collect();
    let covers = signatures.iter().any(|tags| {
        let both = ["list-unsubscribe", "list-unsubscribe-post"];
        both.iter().all(|name| tags.signs(name) > 0) && aligned(tags.get("d"), expected.from.domain())
    });
    if !covers {
        found.push(rules::LST003.at(at(), say!("LST003-not-covered")));
    }
    for key in &expected.dkim {
        let own = signatures.iter().find(|tags| {
            tags.get("d").eq_ignore_ascii_case(&key.domain)
                && tags.get("s").eq_ignore_ascii_case(&key.selector)
        });
        let Some(tags) = own else {
            let (domain, selector) = (key.domain.as_str(), key.selector.as_str());
            let what = say!("DKM001-none", domain = domain, selector = selector);
            found.push(rules::DKM001.at(at(), what));
            continue;
        };
        let wrong = words(tags);
        if wrong.is_empty()
            && let Err(why) = verify(bytes, key)
        {
            let what = say!("DKM001-broken", domain = key.domain.as_str(), why = why.to_string());
            found.push(rules::DKM001.at(at(), what));
        }
        found.extend(wrong.into_iter().map(|what| rules::DKM001.at(at(), what)));
    }
    found
}

/// Whether the signature under this key's name is one of these bytes by this key.
fn verify(bytes: &[u8], key: &ExpectedKey) -> Result<(), VerifyError> {
    let own = dkim::signatures(bytes).into_iter().flatten().find(|signature| {
        signature.domain.eq_ignore_ascii_case(&key.domain)
            && signature.selector.eq_ignore_ascii_case(&key.selector)
    });
    own.ok_or(VerifyError::Syntax("it is garbled"))?.verify(bytes, &key.record)
}

/// What the tags of a signature say wrong.
fn words(tags: &Tags) -> Vec<String> {
    let mut wrong = Vec::new();
    if tags.get("v") != "1" {
        wrong.push(say!("DKM001-version"));
    }
    if !matches!(tags.get("a"), "rsa-sha256" | "ed25519-sha256") {
        wrong.push(say!("DKM001-algorithm", algorithm = tags.get("a")));
    }
    if tags.get("c") != "relaxed/relaxed" {
        wrong.push(say!("DKM001-not-relaxed"));
    }
    if !tags.get("l").is_empty() {
        wrong.push(say!("DKM001-length"));
    }
    if tags.get("b").is_empty() || tags.get("bh").is_empty() {
        wrong.push(say!("DKM001-empty"));
    }
    let once: Vec<&str> = TWICE.iter().copied().filter(|name| tags.signs(name) < 2).collect();
    if !once.is_empty() {
        wrong.push(say!("DKM001-not-twice", names = once.join(", ")));
    }
    for name in ["return-path", "received", "dkim-signature"] {
        if tags.signs(name) > 0 {
            wrong.push(say!("DKM001-changing", name = name));
        }
    }
    wrong
}

/// `d=` is the domain of From, or above it.
fn aligned(signing: &str, from: &str) -> bool {
    let (signing, from) = (signing.to_ascii_lowercase(), from.to_ascii_lowercase());
    signing == from
        || (signing.contains('.') && from.strip_suffix(&signing).is_some_and(|rest| rest.ends_with('.')))
        || (from.contains('.') && signing.strip_suffix(&from).is_some_and(|rest| rest.ends_with('.')))
}

/// `a=…; c=…` of a signature.
#[derive(Debug)]
struct Tags(Vec<(String, String)>);

impl Tags {
    fn read(value: &str) -> Self {
        let tag = |piece: &str| {
            let (name, value) = piece.split_once('=')?;
            Some((name.trim().to_owned(), value.split_whitespace().collect()))
        };
        Self(value.split(';').filter_map(tag).collect())
    }

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// How often `h=` names a header.
    fn signs(&self, header: &str) -> usize {
        self.get("h").split(':').filter(|name| name.eq_ignore_ascii_case(header)).count()
    }
}
