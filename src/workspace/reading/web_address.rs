//! An http or https address as it may stand in the config or in facts: complete, plain, and without credentials.

use std::net::IpAddr;

/// A checked address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::workspace) struct WebAddress {
    /// As written, without spaces around it.
    pub text: String,
    pub https: bool,
    /// Whether its host is this machine.
    pub loopback: bool,
    /// Whether something stands after the host besides a path.
    pub has_query: bool,
}

/// Why something is not a web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(in crate::workspace) enum WebAddressError {
    #[error("it does not begin with https:// or http://")]
    Scheme,
    #[error("its host is not a domain name or an IP address")]
    Host,
    #[error("its port is not a number up to 65535")]
    Port,
    #[error("it holds a name or a password before the host")]
    Credentials,
    #[error("it holds a space, a quote or another character that an address can't have")]
    Character,
}

impl WebAddress {
    pub fn parse(written: &str) -> Result<Self, WebAddressError> {
        let text = written.trim();
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c)) {
            return Err(WebAddressError::Character);
        }
        let (https, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (true, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (false, rest),
            _ => return Err(WebAddressError::Scheme),
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if authority.contains('@') {
            return Err(WebAddressError::Credentials);
        }
        let (host, port) = split_port(authority);
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return Err(WebAddressError::Port);
        }
        if !is_host(host) {
            return Err(WebAddressError::Host);
        }
        let has_query = path.contains(['?', '#']);
        Ok(Self { text: text.to_owned(), https, loopback: is_loopback(host), has_query })
    }
}

/// Why a text is no web address; none if it is one.
pub fn web_fault(text: &str) -> Option<String> {
    WebAddress::parse(text).err().map(|why| why.to_string())
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    if let Some(closing) = authority.rfind(']') {
        let (host, port) = authority.split_at(closing + 1);
        return (host, port.strip_prefix(':'));
    }
    match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    }
}

fn ip(host: &str) -> Option<IpAddr> {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()
}

/// A domain name (with letters of its own or in A-labels) or an IP address.
pub(in crate::workspace) fn is_host(host: &str) -> bool {
    ip(host).is_some() || idna::domain_to_ascii_strict(host).is_ok_and(|ascii| !ascii.is_empty())
}

/// Whether a host is this machine, by its name alone.
pub(in crate::workspace) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || ip(host).is_some_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_addresses_are_taken() {
        for (written, https, loopback) in [
            ("https://example.eu", true, false),
            (" https://news.example.eu/hu?a=1 ", true, false),
            ("http://127.0.0.1:8484", false, true),
            ("http://[::1]:80/x", false, true),
            ("HTTP://localhost", false, true),
            ("https://árvíztűrő.example", true, false),
            ("https://localhost.example.eu", true, false),
        ] {
            let address = WebAddress::parse(written).expect(written);
            assert_eq!((address.https, address.loopback), (https, loopback), "{written}");
        }
    }

    #[test]
    fn half_addresses_are_not() {
        for (written, why) in [
            ("example.eu", WebAddressError::Scheme),
            ("javascript:alert(1)", WebAddressError::Scheme),
            ("ftp://example.eu", WebAddressError::Scheme),
            ("https://", WebAddressError::Host),
            ("https:///x", WebAddressError::Host),
            ("https://exa_mple.eu/", WebAddressError::Host),
            ("https://example.eu:99999", WebAddressError::Port),
            ("https://anna:secret@example.eu", WebAddressError::Credentials),
            ("https://example.eu/a b", WebAddressError::Character),
            ("https://example.eu/\"onload", WebAddressError::Character),
        ] {
            assert_eq!(WebAddress::parse(written), Err(why), "{written}");
        }
    }
}
