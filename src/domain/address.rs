//! An e-mail address, checked once and safe to put on the wire.
//!
//! There is no `Display`, and `Debug` shows a shortened form, so that no address reaches a log by accident.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// A syntactically valid address; the domain is in A-label form (RFC 5890), so the whole is ASCII unless
/// the local part is not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    text: Box<str>,
    at: usize,
}

/// Why something is not an address. The text itself is left out: it may be somebody's address with a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("there is no @ between a name and a domain")]
    NoAt,
    #[error("it holds a line break or another control character")]
    Control,
    #[error("the part before the @ is not allowed in an address")]
    Local,
    #[error("the part after the @ is not a domain name")]
    Domain,
    #[error("it is longer than an address may be (64 before the @, 254 in all)")]
    TooLong,
}

impl Address {
    /// Reads one bare address. Spaces around it are forgiven; anything that could end a command or a header is not.
    pub fn parse(written: &str) -> Result<Self, AddressError> {
        let written = written.trim_matches([' ', '\u{a0}', '\u{feff}']);
        if written.chars().any(|c| {
            c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        }) {
            return Err(AddressError::Control);
        }
        let (local, domain) = written.rsplit_once('@').ok_or(AddressError::NoAt)?;
        let local: String = local.nfc().collect();
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| AddressError::Domain)?;
        if !domain.contains('.') && domain != "localhost" {
            return Err(AddressError::Domain);
        }
        let text = format!("{local}@{domain}");
        if local.len() > 64 || text.len() > 254 {
            return Err(AddressError::TooLong);
        }
        if local.is_empty()
            || local.contains(['<', '>', '(', ')', ',', ';', ':', '\\', '"', ' ', '@', '[', ']'])
        {
            return Err(AddressError::Local);
        }
        text.parse::<lettre::Address>().map_err(|_| AddressError::Local)?;
        Ok(Self { at: local.len(), text: text.into() })
    }

    /// What `as_str` gave once, read back from where the program itself wrote it: only what could end a command is looked
    /// for again.
    pub fn stored(text: &str) -> Option<Self> {
        let at = text.rfind('@')?;
        let hurts = |b: u8| b <= b' ' || matches!(b, b'<' | b'>' | 0x7f);
        let sound = at > 0 && at + 1 < text.len() && text.len() <= 254 && !text.bytes().any(hurts);
        sound.then(|| Self { text: text.into(), at })
    }

    /// The address as it goes on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn local(&self) -> &str {
        &self.text[..self.at]
    }

    pub fn domain(&self) -> &str {
        &self.text[self.at + 1..]
    }

    /// The form that two spellings of one mailbox share: local part in lower case. Tags and dots stay.
    pub fn normalised(&self) -> String {
        format!("{}@{}", self.local().to_lowercase(), self.domain())
    }

    /// `k…@example.hu`: enough to recognise, too little to write to.
    pub fn shortened(&self) -> String {
        let first = self.local().chars().next().unwrap_or('?');
        format!("{first}…@{}", self.domain())
    }

    /// Whether the relay must offer SMTPUTF8 (RFC 6531) for it.
    pub fn needs_smtputf8(&self) -> bool {
        !self.text.is_ascii()
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shortened())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_end_a_command_is_no_address() {
        for written in
            ["a@b.example\r\nRCPT TO:<c@d.example>", "a\n@b.example", "a@b.example\u{2028}", "a<b@c.example"]
        {
            assert!(Address::parse(written).is_err(), "{written:?}");
        }
    }

    #[test]
    fn a_domain_with_letters_of_its_own_becomes_an_a_label() {
        let address = Address::parse(" Pál@Árvíztűrő.example ").expect("valid");
        assert_eq!(address.domain(), "xn--rvztr-wqa0gx3bwi.example");
        assert_eq!(address.normalised(), "pál@xn--rvztr-wqa0gx3bwi.example");
        assert!(address.needs_smtputf8());
    }

    #[test]
    fn a_stored_address_is_the_one_that_was_parsed_and_nothing_that_could_end_a_command() {
        for written in ["Pál@Árvíztűrő.example", "k.anna+news@example.hu"] {
            let address = Address::parse(written).expect("valid");
            assert_eq!(Address::stored(address.as_str()), Some(address));
        }
        for text in
            ["", "@b.example", "a@", "a b@c.example", "a@b.example>", "a@b.example\r\nDATA", "ab.example"]
        {
            assert_eq!(Address::stored(text), None, "{text:?}");
        }
    }

    #[test]
    fn debug_never_shows_the_whole_address() {
        let address = Address::parse("kovacs.anna@example.hu").expect("valid");
        assert_eq!(format!("{address:?}"), "k…@example.hu");
    }
}
