//! LST001, LST002, LST004 and LST007, and LST006 in the finished parts: leaving the list, and how it is known.

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
    if let Some(last) = expected.last_list_id.as_deref().filter(|last| *last != expected.list_id) {
        let what = say!("LST004-changed", id = expected.list_id.as_str(), last = last);
        found.push(rules::LST004.at(at(), what).remedy(say!("LST004-changed-remedy", last = last)));
    }
    found.extend(feedback_id(message, uri.as_deref()).map(|what| rules::LST007.at(at(), what)));
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

/// LST007
fn feedback_id(message: &Message, unsubscribe: Option<&str>) -> Option<String> {
    let mut headers = message.all("Feedback-ID");
    let header = match (headers.next(), headers.next()) {
        (Some(header), None) => header,
        (None, _) => return Some(say!("LST007-none")),
        (Some(_), Some(_)) => return Some(say!("LST007-not-once")),
    };
    let value = header.value();
    let fields: Vec<&str> = value.trim().split(':').collect();
    let [_, _, _, sender] = fields[..] else {
        return Some(say!("LST007-fields", count = fields.len()));
    };
    if !(5..=15).contains(&sender.chars().count()) {
        return Some(say!("LST007-sender", sender = sender));
    }
    let plain = |field: &&str| !field.is_empty() && field.bytes().all(|b| b.is_ascii_graphic() && b != b'@');
    if let Some(field) = fields.iter().find(|field| !plain(field)) {
        return Some(say!("LST007-no-field", field = *field));
    }
    // What stands here and in something that each reader has their own of is of one reader.
    let to = message.value("To").unwrap_or_default();
    let id = message.value("Message-ID").unwrap_or_default();
    let person = to.rsplit_once('@').map_or(to.as_str(), |(person, _)| person);
    let own = [person, id.split('@').next().unwrap_or_default(), unsubscribe.unwrap_or_default()];
    let of_one =
        |field: &&str| field.len() >= 3 && own.iter().any(|own| words(own).any(|word| word == *field));
    let field = fields[..3].iter().find(|field| of_one(field))?;
    Some(say!("LST007-of-one", field = *field))
}

/// The parts of an address, a name, a link.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
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
