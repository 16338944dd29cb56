//! One SPF record (RFC 7208, 4.6.1 and 5).

use std::net::IpAddr;

/// What a record says, term by term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SpfRecord {
    /// In order.
    pub terms: Vec<Term>,
    /// Counts only if there is no `all`.
    pub redirect: Option<String>,
}

/// `?include:example.eu`: whom it means, and what becomes of those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// `+`, `-`, `~` or `?`.
    pub qualifier: char,
    pub who: Who,
}

/// Whom a term means. Domains are as written; none is the domain of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    All,
    Include(String),
    Address(Option<String>, Bits),
    Mail(Option<String>, Bits),
    Net(IpAddr, u8),
    Exists(String),
    Pointer,
}

/// How many bits of an address count, of the short and of the long ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bits {
    pub four: u8,
    pub six: u8,
}

/// A term that nobody can read, so that nobody heeds the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable(pub String);

/// Whether a TXT record is one of SPF at all.
pub(super) fn is_spf(text: &str) -> bool {
    let version = text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("v=spf1"));
    version && matches!(text.as_bytes().get(6), None | Some(b' '))
}

impl SpfRecord {
    /// Of a text for which `is_spf` holds.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let mut record = Self { terms: Vec::new(), redirect: None };
        for word in text.split_ascii_whitespace().skip(1) {
            let unreadable = || Unreadable(word.to_owned());
            if let Some((name, value)) = modifier(word) {
                if name.eq_ignore_ascii_case("redirect") {
                    if record.redirect.is_some() || value.is_empty() {
                        return Err(unreadable());
                    }
                    record.redirect = Some(value.to_owned());
                }
                continue;
            }
            record.terms.push(term(word).ok_or_else(unreadable)?);
        }
        Ok(record)
    }

    /// What becomes of whoever no other term means.
    pub fn rest(&self) -> Option<char> {
        self.terms.iter().find(|term| term.who == Who::All).map(|term| term.qualifier)
    }
}

/// `exp=…`: a name before the sign of equality. A mechanism has a colon or a slash before it.
fn modifier(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    (letters && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((name, value))
}

fn term(word: &str) -> Option<Term> {
    let qualifier = word.chars().next().filter(|c| "+-~?".contains(*c));
    let rest = if qualifier.is_some() { &word[1..] } else { word };
    let end = rest.find([':', '/']).unwrap_or(rest.len());
    let (name, value) = rest.split_at(end);
    let domain = value.strip_prefix(':').filter(|domain| !domain.is_empty());
    let who = match (name.to_ascii_lowercase().as_str(), domain) {
        ("all", None) if value.is_empty() => Who::All,
        ("include", Some(domain)) => Who::Include(domain.to_owned()),
        ("exists", Some(domain)) => Who::Exists(domain.to_owned()),
        ("ptr", _) => Who::Pointer,
        ("a", _) => with_bits(value, Who::Address)?,
        ("mx", _) => with_bits(value, Who::Mail)?,
        ("ip4" | "ip6", Some(net)) => net_of(net, name.ends_with('6'))?,
        _ => return None,
    };
    Some(Term { qualifier: qualifier.unwrap_or('+'), who })
}

/// `:example.eu/24//64`, each part of which may be absent.
fn with_bits(value: &str, who: fn(Option<String>, Bits) -> Who) -> Option<Who> {
    let (domain, bits) = value.split_once('/').unwrap_or((value, ""));
    let domain = match domain.strip_prefix(':') {
        Some("") => return None,
        Some(domain) => Some(domain.to_owned()),
        None if domain.is_empty() => None,
        None => return None,
    };
    let (four, six) = match bits.strip_prefix('/') {
        Some(six) => ("", six),
        None => bits.split_once("//").unwrap_or((bits, "")),
    };
    let number = |text: &str, most: u8| match text {
        "" => Some(most),
        _ => text.parse().ok().filter(|bits| *bits <= most),
    };
    Some(who(domain, Bits { four: number(four, 32)?, six: number(six, 128)? }))
}

fn net_of(written: &str, six: bool) -> Option<Who> {
    let (address, bits) = written.split_once('/').map_or((written, None), |(a, b)| (a, Some(b)));
    let address: IpAddr = address.parse().ok().filter(|address: &IpAddr| address.is_ipv6() == six)?;
    let most = if six { 128 } else { 32 };
    let bits = bits.map_or(Some(most), |bits| bits.parse().ok().filter(|bits| *bits <= most))?;
    Some(Who::Net(address, bits))
}

/// Whether two addresses agree in their first bits.
pub(super) fn same_net(one: IpAddr, other: IpAddr, bits: Bits) -> bool {
    let agree = |one: u128, other: u128, width: u32, bits: u8| {
        let shift = width.saturating_sub(u32::from(bits));
        one.checked_shr(shift).unwrap_or(0) == other.checked_shr(shift).unwrap_or(0)
    };
    match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => {
            agree(u32::from(one).into(), u32::from(other).into(), 32, bits.four)
        }
        (IpAddr::V6(one), IpAddr::V6(other)) => agree(one.into(), other.into(), 128, bits.six),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_the_rfc_writes_it() {
        let record = SpfRecord::read(
            "v=spf1 mx a:mail.example.eu/24//64 ip4:192.0.2.0/24 -ip6:2001:db8::/32 ~all exp=x.y",
        )
        .expect("read");
        let bits = Bits { four: 32, six: 128 };
        assert_eq!(record.terms[0].who, Who::Mail(None, bits));
        assert_eq!(
            record.terms[1].who,
            Who::Address(Some("mail.example.eu".into()), Bits { four: 24, six: 64 })
        );
        assert_eq!(record.terms[2].who, Who::Net("192.0.2.0".parse().expect("an address"), 24));
        assert_eq!(record.terms[3].qualifier, '-');
        assert_eq!((record.rest(), record.redirect), (Some('~'), None));
    }

    #[test]
    fn what_nobody_can_read_is_named() {
        for (text, term) in [
            ("v=spf1 inlcude:a.example.eu -all", "inlcude:a.example.eu"),
            ("v=spf1 include: -all", "include:"),
            ("v=spf1 ip4:192.0.2.0/33", "ip4:192.0.2.0/33"),
            ("v=spf1 ip4:2001:db8::1", "ip4:2001:db8::1"),
            ("v=spf1 a/x", "a/x"),
            ("v=spf1 all:x", "all:x"),
            ("v=spf1 redirect=", "redirect="),
            ("v=spf1 192.0.2.1", "192.0.2.1"),
        ] {
            assert_eq!(SpfRecord::read(text), Err(Unreadable(term.to_owned())), "{text}");
        }
        for (text, expected) in [("v=spf1", true), ("V=SPF1 -all", true), ("v=spf10 -all", false)] {
            assert_eq!(is_spf(text), expected, "{text}");
        }
    }

    #[test]
    fn nets_are_compared_by_their_first_bits() {
        for (one, other, bits, same) in [
            ("192.0.2.9", "192.0.2.1", 24, true),
            ("192.0.3.9", "192.0.2.1", 24, false),
            ("192.0.2.1", "192.0.2.1", 32, true),
            ("10.0.0.1", "192.0.2.1", 0, true),
            ("2001:db8::1", "2001:db8::2", 64, true),
            ("2001:db8::1", "2001:db8::2", 128, false),
            ("2001:db8::1", "192.0.2.1", 0, false),
        ] {
            let address = |text: &str| text.parse::<IpAddr>().expect("an address");
            let bits = Bits { four: bits, six: bits };
            assert_eq!(same_net(address(one), address(other), bits), same, "{one} {other}");
        }
    }
}
