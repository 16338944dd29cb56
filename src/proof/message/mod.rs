//! Rules about a finished message, asked of its bytes alone and apart from whoever composed them.
//!
//! Any bytes are taken: nothing here panics, and depth and number of parts are bounded.

mod calendar;
mod decode;
mod expected;
mod headers;
mod list;
mod parts;
mod read;
mod signature;

pub use expected::{Expected, ExpectedKey};

use crate::domain::{Place, Problem};
use crate::locale::say;

use super::NotChecked;
use read::Message;

/// Everything that is wrong with a message, by the rules HDR, LST, MIM, EVT and DKM.
pub fn audit(bytes: &[u8], expected: &Expected) -> Vec<Problem> {
    let message = Message::read(bytes);
    let mut found = headers::check(bytes, &message, expected);
    found.extend(list::check(&message, expected));
    found.extend(parts::check(bytes, &message, expected));
    found.extend(calendar::check(&message, expected));
    found.extend(signature::check(bytes, &message, expected));
    found
}

/// The subject of a message as people read it, encoded words decoded (RFC 2047); `None` where there is none.
pub fn subject(bytes: &[u8]) -> Option<String> {
    Message::read(bytes).value("Subject").map(|value| decode::words(&value))
}

/// The rules that `audit` can't ask of a message that another server signs.
pub fn not_checked(expected: &Expected) -> Vec<NotChecked> {
    if !expected.dkim.is_empty() {
        return Vec::new();
    }
    ["DKM001", "LST003"]
        .into_iter()
        .map(|rule| NotChecked { rule, reason: say!("not-checked-no-dkim") })
        .collect()
}

/// The message of a language, as a place.
fn place(expected: &Expected) -> Place {
    Place { language: Some(expected.lang.clone()), ..Place::default() }
}
