//! The facts of a letter's headers that are the same for all readers of one edition.

use super::{ComposeError, HeaderText};
use crate::domain::settings::Settings;
use crate::domain::{Address, IssueId, Lang, Mailbox};

/// Checked once, so that composing never fails over them.
#[derive(Debug, Clone)]
pub struct LetterHead {
    pub(super) lang: Lang,
    pub(super) from: Mailbox,
    pub(super) reply_to: Option<Mailbox>,
    pub(super) list_name: String,
    pub(super) list_id: String,
    /// Where unsubscribe links lead, up to the token. Without `[web]` there are none.
    pub(super) unsubscribe: Option<String>,
    /// `issue:language:newsletter:sender`. Nothing in it is of one reader.
    pub(super) feedback_id: String,
}

impl LetterHead {
    pub fn new(settings: &Settings, lang: &Lang, issue: &IssueId) -> Result<Self, ComposeError> {
        let newsletter = &settings.newsletter;
        let source = newsletter.source();
        let from = Mailbox {
            name: Some(settings.sender.name.get_or_source(lang, source).to_owned()),
            address: settings.sender.address.clone(),
        };
        let list_name = newsletter.name.get_or_source(lang, source).to_owned();
        checked("From", from.name.as_deref())?;
        checked("List-Id", Some(&list_name))?;
        checked("Reply-To", settings.sender.reply_to.as_ref().and_then(|reply_to| reply_to.name.as_deref()))?;
        let list_id = list_id(&newsletter.list_id)?;
        let unsubscribe = match &settings.web {
            Some(web) => Some(format!("{}/u/", header_url(&web.public_url)?)),
            None => None,
        };
        let feedback_id = format!("{issue}:{lang}:newsletter:{}", sender_id(&list_id));
        let reply_to = settings.sender.reply_to.clone();
        Ok(Self { lang: lang.clone(), from, reply_to, list_name, list_id, unsubscribe, feedback_id })
    }

    /// The right side of every identifier in the letter: Message-ID, Content-ID.
    pub fn domain(&self) -> &str {
        self.from.address.domain()
    }

    /// Whoever looks after the list: the address that answers go to.
    pub(super) fn owner(&self) -> String {
        let owner = self.reply_to.as_ref().map_or(&self.from.address, |reply_to| &reply_to.address);
        mailto(owner)
    }
}

fn checked(header: &'static str, text: Option<&str>) -> Result<(), ComposeError> {
    let text = text.unwrap_or_default();
    HeaderText::new(text).map(drop).map_err(|why| ComposeError::Header { header, why })
}

/// RFC 2919, 2: dot-separated atoms; at most 255 octets together with the phrase that stands before it.
fn list_id(written: &str) -> Result<String, ComposeError> {
    let atom = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    if written.len() > 128 || !written.contains('.') || !written.split('.').all(atom) {
        return Err(ComposeError::ListId(written.to_owned()));
    }
    Ok(written.to_ascii_lowercase())
}

/// The URL with its host as A-labels. Only octets that need no quoting between `<` and `>` pass.
fn header_url(written: &str) -> Result<String, ComposeError> {
    let wrong = || ComposeError::PublicUrl(written.to_owned());
    let (scheme, rest) = written.split_once("://").ok_or_else(wrong)?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => {
            (host, Some(port))
        }
        _ => (authority, None),
    };
    let host = if host.starts_with('[') {
        host.to_owned()
    } else {
        idna::domain_to_ascii_strict(host).map_err(|_| wrong())?
    };
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    let url = format!("{scheme}://{host}{port}{}", path.trim_end_matches('/'));
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/[]%".contains(&b);
    if !matches!(scheme, "https" | "http") || host.is_empty() || !url.bytes().all(plain) {
        return Err(wrong());
    }
    Ok(url)
}

/// Five to fifteen characters that never change, as Gmail's feedback loop wants them.
fn sender_id(list_id: &str) -> String {
    list_id.chars().filter(char::is_ascii_alphanumeric).chain("newsletter".chars()).take(15).collect()
}

/// RFC 6068: what is not plain is percent-encoded.
pub(super) fn mailto(address: &Address) -> String {
    let mut url = String::from("mailto:");
    for b in address.as_str().bytes() {
        if b.is_ascii_alphanumeric() || b"-._~@+".contains(&b) {
            url.push(char::from(b));
        } else {
            url.push_str(&format!("%{b:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_url_goes_into_a_header_or_is_refused() {
        for (written, url) in [
            ("https://news.example.eu", "https://news.example.eu"),
            ("https://árvíz.example.hu/hír-", ""),
            ("https://árvíz.example.hu/", "https://xn--rvz-dla6d.example.hu"),
            ("http://127.0.0.1:8484", "http://127.0.0.1:8484"),
            ("http://[::1]:8484", "http://[::1]:8484"),
            ("https://news.example.eu/a>, <https://evil.example", ""),
            ("https://news.example.eu\r\nBcc: x", ""),
            ("javascript://x", ""),
            ("news.example.eu", ""),
        ] {
            let expected = Some(url.to_owned()).filter(|url| !url.is_empty());
            assert_eq!(header_url(written).ok(), expected, "{written}");
        }
    }

    #[test]
    fn the_list_id_is_an_identifier_and_nothing_more() {
        for (written, valid) in [
            ("news.helium.example.eu", true),
            ("news", false),
            ("news..example.eu", false),
            ("news.example.eu>, x <", false),
            ("news.example.eu\r\n", false),
        ] {
            assert_eq!(list_id(written).is_ok(), valid, "{written}");
        }
    }

    #[test]
    fn the_sender_id_has_five_to_fifteen_characters() {
        assert_eq!(sender_id("news.helium.example.eu"), "newsheliumexamp");
        assert_eq!(sender_id("a.b"), "abnewsletter");
    }

    #[test]
    fn the_owners_address_is_safe_in_a_url() {
        let owner = Address::parse("info&news=1@example.eu").expect("valid");
        assert_eq!(mailto(&owner), "mailto:info%26news%3D1@example.eu");
    }
}
