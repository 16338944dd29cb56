//! The public half of a key, as the DNS carries it.

use super::Algorithm;

/// A TXT record (RFC 6376, 3.6.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsRecord {
    /// `s2026a._domainkey.example.eu`.
    pub name: String,
    /// `v=DKIM1; k=rsa; p=…`.
    pub value: String,
}

impl DnsRecord {
    pub(super) fn new(selector: &str, domain: &str, algorithm: Algorithm, public: &str) -> Self {
        Self {
            name: format!("{selector}._domainkey.{domain}"),
            value: format!("v=DKIM1; k={}; p={public}", algorithm.key_type()),
        }
    }

    /// The value in pieces of at most 255 octets: more a string of a TXT record can't hold (RFC 1035, 3.3).
    pub fn strings(&self) -> Vec<&str> {
        let mut rest = self.value.as_str();
        let mut strings = Vec::new();
        while !rest.is_empty() {
            let (string, after) = rest.split_at(rest.floor_char_boundary(rest.len().min(255)));
            strings.push(string);
            rest = after;
        }
        strings
    }

    /// One line of a zone file.
    pub fn zone_line(&self) -> String {
        format!("{}. IN TXT ( \"{}\" )", self.name, self.strings().join("\" \""))
    }
}
