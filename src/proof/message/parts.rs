//! MIM001 to MIM004: the parts of a message.

use scraper::Html;

use crate::domain::{Lang, Problem};
use crate::locale::say;
use crate::proof::{page, rules};

use super::read::Message;
use super::{Expected, place};

const LARGEST_MESSAGE: usize = 5 * 1024 * 1024;
const LARGEST_ATTACHMENT: usize = 1024 * 1024;

pub fn check(bytes: &[u8], message: &Message, expected: &Expected) -> Vec<Problem> {
    let at = || place(expected);
    let mut found = Vec::new();
    found.extend(order(message).into_iter().map(|what| rules::MIM001.at(at(), what)));
    let leaves = message.leaves();
    let of_kind = |kind: &str| leaves.iter().find(|part| part.kind == kind);
    if let (Some(html), Some(text)) = (of_kind("text/html"), of_kind("text/plain")) {
        let tree = Html::parse_document(&html.text());
        found.extend(
            same_information(&tree, &text.text()).into_iter().map(|what| rules::MIM002.at(at(), what)),
        );
        found.extend(references(&tree, &leaves, expected));
        let said = page::select(&tree, "html")
            .first()
            .and_then(|root| root.attr("lang"))
            .unwrap_or_default()
            .to_owned();
        found
            .extend(languages(message, &said, expected).into_iter().map(|what| rules::MIM004.at(at(), what)));
    }
    if bytes.len() >= LARGEST_MESSAGE {
        let pictures: Vec<String> =
            leaves.iter().filter(|part| part.kind.starts_with("image/")).map(|part| named(part)).collect();
        let size = bytes.len() / 1024;
        let what = if pictures.is_empty() {
            say!("MIM003-large", size = size)
        } else {
            say!("MIM003-large-pictures", size = size, pictures = pictures.join(", "))
        };
        found.push(rules::MIM003.at(at(), what).remedy(say!("MIM003-large-remedy")));
    }
    for part in leaves.iter().filter(|part| part.body.len() >= LARGEST_ATTACHMENT) {
        let what = say!("MIM003-large-part", part = named(part));
        found.push(rules::MIM003.should(at(), what).remedy(say!("MIM003-large-remedy")));
    }
    found
}

/// `ward.png (1400 kB)`; what has no name goes by its type.
fn named(part: &Message) -> String {
    let disposition = part.value("Content-Disposition").unwrap_or_default();
    let name = disposition.split("filename=").nth(1).map(|name| name.trim_matches(['"', ';', ' ']));
    format!("{} ({} kB)", name.unwrap_or(&part.kind), part.body.len() / 1024)
}

/// MIM001
fn order(message: &Message) -> Vec<String> {
    let Some(alternative) = find(message, "multipart/alternative") else {
        return vec![say!("MIM001-no-alternative")];
    };
    let mut wrong = Vec::new();
    let first = alternative.parts.first().map(|part| part.kind.as_str());
    if first != Some("text/plain") {
        wrong.push(say!("MIM001-first"));
    }
    let last = alternative.parts.last();
    let html = last.and_then(|last| {
        let root = if last.kind == "multipart/related" { last.parts.first()? } else { last };
        (root.kind == "text/html").then_some(root)
    });
    if html.is_none() || alternative.parts.len() < 2 {
        wrong.push(say!("MIM001-last"));
    }
    for part in alternative.parts.first().into_iter().chain(html) {
        if part.text().trim().is_empty() {
            wrong.push(say!("MIM001-empty", kind = part.kind.as_str()));
        }
        if !part.parameter("charset").is_some_and(|charset| charset.eq_ignore_ascii_case("utf-8")) {
            wrong.push(say!("MIM001-charset", kind = part.kind.as_str()));
        }
        let encoding = part.value("Content-Transfer-Encoding").unwrap_or_default();
        if !encoding.eq_ignore_ascii_case("quoted-printable") {
            wrong.push(say!("MIM001-encoding", kind = part.kind.as_str()));
        }
        if std::str::from_utf8(&part.body).is_err() {
            wrong.push(say!("MIM001-not-utf8", kind = part.kind.as_str()));
        }
    }
    wrong
}

fn find<'m>(message: &'m Message, kind: &str) -> Option<&'m Message> {
    if message.kind == kind {
        return Some(message);
    }
    message.parts.iter().find_map(|part| find(part, kind))
}

/// MIM002: headings and link targets of the HTML that the text lacks.
fn same_information(tree: &Html, text: &str) -> Vec<String> {
    let folded = page::fold(text).to_lowercase();
    let packed: String = text.split_whitespace().collect();
    let mut missing = Vec::new();
    for heading in page::select(tree, "h1, h2, h3, h4, h5, h6") {
        let words = page::text_of(heading);
        if !folded.contains(&words.to_lowercase()) {
            missing.push(say!("MIM002-heading", words = words));
        }
    }
    for link in page::select(tree, "a[href]") {
        let target = link.attr("href").unwrap_or_default();
        let wanted =
            target.strip_prefix("mailto:").map_or(target, |rest| rest.split('?').next().unwrap_or(rest));
        let wanted = wanted.strip_prefix("tel:").unwrap_or(wanted);
        let there =
            packed.contains(wanted) || packed.replace("%40", "@").contains(&wanted.replace("%40", "@"));
        let what = say!("MIM002-link", target = target);
        if !there && !wanted.starts_with('#') && !page::is_hidden(link) && !missing.contains(&what) {
            missing.push(what);
        }
    }
    missing
}

/// MIM003: `cid:` addresses without a part, and, less grave, parts that nothing shows.
fn references(tree: &Html, leaves: &[&Message], expected: &Expected) -> Vec<Problem> {
    let used: Vec<&str> = page::select(tree, "[src^='cid:'], [background^='cid:']")
        .into_iter()
        .filter_map(|element| element.attr("src").or_else(|| element.attr("background")))
        .filter_map(|source| source.strip_prefix("cid:"))
        .collect();
    let there: Vec<String> = leaves
        .iter()
        .filter_map(|part| part.value("Content-ID"))
        .map(|id| id.trim_start_matches('<').trim_end_matches('>').to_owned())
        .collect();
    let lacking = used.iter().filter(|id| !there.iter().any(|other| other == *id));
    let idle = there.iter().filter(|id| !used.contains(&id.as_str()));
    let at = || place(expected);
    lacking
        .map(|id| rules::MIM003.at(at(), say!("MIM003-no-part", id = *id)))
        .chain(idle.map(|id| rules::MIM003.should(at(), say!("MIM003-idle", id = id.as_str()))))
        .collect()
}

/// MIM004
fn languages(message: &Message, html: &str, expected: &Expected) -> Vec<String> {
    let mut wrong = Vec::new();
    let own = message.value("Content-Language");
    let is = |said: &str| Lang::parse(said).ok().as_ref() == Some(&expected.lang);
    match own.as_deref() {
        None => wrong.push(say!("MIM004-none")),
        Some(said) if !is(said) => {
            wrong.push(say!("MIM004-other", said = said, lang = expected.lang.as_str()));
        }
        Some(_) => {}
    }
    if !is(html) {
        wrong.push(say!("MIM004-html", said = html, lang = expected.lang.as_str()));
    }
    wrong
}
