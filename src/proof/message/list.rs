//! LST001, LST002 and LST004, and LST006 in the finished parts: leaving the list.

use scraper::Html;
use url::Url;

use crate::domain::Problem;
use crate::locale::say;
use crate::proof::{page, rules};

use super::read::Message;
use super::{Expected, place};

/// Letters, digits, `-` and `_` that 128 bits need in base64url.
const TOKEN: usize = 22;

pub fn check(message: &Message, expected: &Expected) -> Vec<Problem> {
    let at = || place(expected);
    let mut found = Vec::new();
    let uri = match unsubscribe(message) {
        Ok(uri) => Some(uri),
        Err(what) => {
            found.push(rules::LST001.at(at(), what));
            None
        }
    };
    let posts: Vec<&str> = message.all("List-Unsubscribe-Post").map(|header| header.raw.as_str()).collect();
    if !matches!(
        posts[..],
        [" List-Unsubscribe=One-Click" | "List-Unsubscribe=One-Click" | "\tList-Unsubscribe=One-Click"]
    ) {
        found.push(rules::LST002.at(at(), say!("LST002-not-exact")));
    }
    found.extend(list_id(message, expected).map(|what| rules::LST004.at(at(), what)));
    if let Some(uri) = uri {
        for (part, there) in [("html", in_html(message, &uri)), ("text", in_text(message, &uri))] {
            if !there {
                found.push(rules::LST006.at(at(), say!("LST006-part-lacks", part = part)));
            }
        }
    }
    found
}

/// The one https address of List-Unsubscribe, or what is wrong with it.
fn unsubscribe(message: &Message) -> Result<String, String> {
    let mut headers = message.all("List-Unsubscribe");
    let (Some(header), None) = (headers.next(), headers.next()) else {
        return Err(say!("LST001-not-once"));
    };
    let value = header.value();
    let mut uris = Vec::new();
    for item in value.split(',') {
        let uri = item.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let uri = uri.ok_or_else(|| say!("LST001-no-list"))?;
        if uri.contains(char::is_whitespace) {
            return Err(say!("LST001-space"));
        }
        uris.push(uri);
    }
    let web: Vec<&str> = uris.iter().copied().filter(|uri| uri.starts_with("http")).collect();
    let [uri] = web[..] else { return Err(say!("LST001-not-one")) };
    if uris.first() != Some(&uri) {
        return Err(say!("LST001-not-first"));
    }
    let url = Url::parse(uri).map_err(|_| say!("LST001-unreadable"))?;
    let loopback = match url.host() {
        Some(url::Host::Domain(host)) => host == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if url.scheme() != "https" && !loopback {
        return Err(say!("LST001-not-https"));
    }
    if uri.contains('@') || uri.to_ascii_lowercase().contains("%40") {
        return Err(say!("LST001-holds-address"));
    }
    let token = |text: &str| {
        text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
            .any(|part| part.len() >= TOKEN)
    };
    if !token(url.path()) && !url.query().is_some_and(token) {
        return Err(say!("LST001-no-token"));
    }
    Ok(uri.to_owned())
}

/// LST004
fn list_id(message: &Message, expected: &Expected) -> Option<String> {
    let mut headers = message.all("List-Id");
    let (Some(header), None) = (headers.next(), headers.next()) else {
        return Some(say!("LST004-not-once"));
    };
    let value = header.value();
    let inside = value.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
    let Some((phrase, id)) = inside else { return Some(say!("LST004-no-identifier")) };
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    if id.len() > 255 || !id.contains('.') || !id.split('.').all(label) {
        return Some(say!("LST004-no-id", id = id));
    }
    if phrase.contains(['(', ')']) && !phrase.trim().starts_with('"') {
        return Some(say!("LST004-brackets"));
    }
    (id != expected.list_id).then(|| say!("LST004-other", id = id, wanted = expected.list_id.as_str()))
}

fn in_html(message: &Message, uri: &str) -> bool {
    message.leaves().iter().filter(|part| part.kind == "text/html").any(|part| {
        let tree = Html::parse_document(&part.text());
        page::select(&tree, "a[href]").into_iter().any(|link| {
            let hidden = |element| page::is_hidden(element);
            link.attr("href") == Some(uri)
                && !hidden(link)
                && !link.ancestors().filter_map(scraper::ElementRef::wrap).any(hidden)
                && !page::text_of(link).is_empty()
        })
    })
}

fn in_text(message: &Message, uri: &str) -> bool {
    message.leaves().iter().any(|part| part.kind == "text/plain" && part.text().contains(uri))
}
