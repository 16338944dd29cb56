//! A name for a text that stays the same while only its white space changes.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use unicode_normalization::UnicodeNormalization as _;

const DIGITS: usize = 16;

/// The first 64 bits of the SHA-256 of a text in NFC with its white space folded, in hexadecimal digits. Markup counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextHash(Box<str>);

/// Not the name of a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not the name of a text, which has 16 digits of 0-9 and a-f")]
pub struct TextHashError(pub String);

impl TextHash {
    pub fn of(text: &str) -> Self {
        let normal: String = text.nfc().collect();
        let folded = normal.split_whitespace().collect::<Vec<_>>().join(" ");
        let bytes = digest(&SHA256, folded.as_bytes());
        let digits: String =
            bytes.as_ref().iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect();
        Self(digits.into())
    }

    pub fn parse(written: &str) -> Result<Self, TextHashError> {
        let fits = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if written.len() == DIGITS && written.bytes().all(fits) {
            Ok(Self(written.into()))
        } else {
            Err(TextHashError(written.to_owned()))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_the_way_letters_are_put_together_do_not_make_another_text() {
        let hash = TextHash::of("Élő labor\n\nEindhovenben");
        assert_eq!(hash, TextHash::of(" E\u{301}lő  labor\r\nEindhovenben\n"));
        assert_ne!(hash, TextHash::of("Élő *labor*\n\nEindhovenben"));
        assert_eq!(TextHash::parse(hash.as_str()), Ok(hash));
        for written in ["", "0123", "0123456789ABCDEF", "../../etc/passwd"] {
            assert_eq!(TextHash::parse(written), Err(TextHashError(written.to_owned())));
        }
    }
}
