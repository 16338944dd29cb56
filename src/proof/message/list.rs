//! LST001, LST002 and LST004, and LST006 in the finished parts: leaving the list.

use scraper::Html;
use url::Url;

use crate::domain::Problem;
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
        let what = "List-Unsubscribe-Post is not exactly \"List-Unsubscribe=One-Click\", once.";
        found.push(rules::LST002.at(at(), what));
    }
    found.extend(list_id(message, expected).map(|what| rules::LST004.at(at(), what)));
    if let Some(uri) = uri {
        for (part, there) in [("HTML", in_html(message, &uri)), ("text", in_text(message, &uri))] {
            if !there {
                let what = format!("The {part} part has no visible link to the unsubscribe page.");
                found.push(rules::LST006.at(at(), what));
            }
        }
    }
    found
}

/// The one https address of List-Unsubscribe, or what is wrong with it.
fn unsubscribe(message: &Message) -> Result<String, &'static str> {
    let mut headers = message.all("List-Unsubscribe");
    let (Some(header), None) = (headers.next(), headers.next()) else {
        return Err("List-Unsubscribe does not stand exactly once.");
    };
    let value = header.value();
    let mut uris = Vec::new();
    for item in value.split(',') {
        let uri = item.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let uri = uri.ok_or("List-Unsubscribe is not a list of <addresses>.")?;
        if uri.contains(char::is_whitespace) {
            return Err("An address in List-Unsubscribe has a space in it.");
        }
        uris.push(uri);
    }
    let web: Vec<&str> = uris.iter().copied().filter(|uri| uri.starts_with("http")).collect();
    let [uri] = web[..] else { return Err("List-Unsubscribe does not have exactly one https address.") };
    if uris.first() != Some(&uri) {
        return Err("The https address of List-Unsubscribe is not the first.");
    }
    let url = Url::parse(uri).map_err(|_| "The https address of List-Unsubscribe can't be read.")?;
    let loopback = match url.host() {
        Some(url::Host::Domain(host)) => host == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if url.scheme() != "https" && !loopback {
        return Err("The address of List-Unsubscribe is not https.");
    }
    if uri.contains('@') || uri.to_ascii_lowercase().contains("%40") {
        return Err("The address of List-Unsubscribe holds an e-mail address.");
    }
    let token = |text: &str| {
        text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
            .any(|part| part.len() >= TOKEN)
    };
    if !token(url.path()) && !url.query().is_some_and(token) {
        return Err("The address of List-Unsubscribe has no token that can't be guessed.");
    }
    Ok(uri.to_owned())
}

/// LST004
fn list_id(message: &Message, expected: &Expected) -> Option<String> {
    let mut headers = message.all("List-Id");
    let (Some(header), None) = (headers.next(), headers.next()) else {
        return Some("List-Id does not stand exactly once.".to_owned());
    };
    let value = header.value();
    let inside = value.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
    let Some((phrase, id)) = inside else { return Some("List-Id has no <identifier>.".to_owned()) };
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    if id.len() > 255 || !id.contains('.') || !id.split('.').all(label) {
        return Some(format!("\"{id}\" is no list identifier."));
    }
    if phrase.contains(['(', ')']) && !phrase.trim().starts_with('"') {
        return Some("The name in List-Id has brackets.".to_owned());
    }
    (id != expected.list_id).then(|| format!("List-Id is {id}, and config.toml says {}.", expected.list_id))
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
