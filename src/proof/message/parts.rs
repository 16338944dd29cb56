//! MIM001 to MIM004: the parts of a message.

use scraper::Html;

use crate::domain::{Lang, Problem};
use crate::proof::{page, rules};

use super::read::Message;
use super::{Expected, place};

const LARGEST_MESSAGE: usize = 5 * 1024 * 1024;
const SMALLER: &str = "Save large pictures smaller: 1100 pixels wide as JPEG is plenty.";
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
        let holds = if pictures.is_empty() { "" } else { " It holds the pictures " };
        let end = if pictures.is_empty() { "" } else { "." };
        let what = format!(
            "The message has {} kB; 5,120 kB may be.{holds}{}{end}",
            bytes.len() / 1024,
            pictures.join(", ")
        );
        found.push(rules::MIM003.at(at(), what).remedy(SMALLER));
    }
    for part in leaves.iter().filter(|part| part.body.len() >= LARGEST_ATTACHMENT) {
        let what = format!("A part of the message is too large: {}.", named(part));
        found.push(rules::MIM003.should(at(), what).remedy(SMALLER));
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
        return vec!["The message has no text and HTML to choose from (multipart/alternative).".to_owned()];
    };
    let mut wrong = Vec::new();
    let first = alternative.parts.first().map(|part| part.kind.as_str());
    if first != Some("text/plain") {
        wrong.push("The first alternative is not the text.".to_owned());
    }
    let last = alternative.parts.last();
    let html = last.and_then(|last| {
        let root = if last.kind == "multipart/related" { last.parts.first()? } else { last };
        (root.kind == "text/html").then_some(root)
    });
    if html.is_none() || alternative.parts.len() < 2 {
        wrong.push("The last alternative is not the HTML.".to_owned());
    }
    for part in alternative.parts.first().into_iter().chain(html) {
        if part.text().trim().is_empty() {
            wrong.push(format!("The part {} is empty.", part.kind));
        }
        if !part.parameter("charset").is_some_and(|charset| charset.eq_ignore_ascii_case("utf-8")) {
            wrong.push(format!("The part {} is not marked as utf-8.", part.kind));
        }
        let encoding = part.value("Content-Transfer-Encoding").unwrap_or_default();
        if !encoding.eq_ignore_ascii_case("quoted-printable") {
            wrong.push(format!("The part {} is not encoded as quoted-printable.", part.kind));
        }
        if std::str::from_utf8(&part.body).is_err() {
            wrong.push(format!("The part {} is not UTF-8.", part.kind));
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
            missing.push(format!("The text lacks the heading \"{words}\"."));
        }
    }
    for link in page::select(tree, "a[href]") {
        let target = link.attr("href").unwrap_or_default();
        let wanted =
            target.strip_prefix("mailto:").map_or(target, |rest| rest.split('?').next().unwrap_or(rest));
        let wanted = wanted.strip_prefix("tel:").unwrap_or(wanted);
        let there =
            packed.contains(wanted) || packed.replace("%40", "@").contains(&wanted.replace("%40", "@"));
        let what = format!("The text lacks the link to {target}.");
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
        .map(|id| rules::MIM003.at(at(), format!("The HTML shows cid:{id}, and no part has that name.")))
        .chain(idle.map(|id| rules::MIM003.should(at(), format!("The part {id} is shown nowhere."))))
        .collect()
}

/// MIM004
fn languages(message: &Message, html: &str, expected: &Expected) -> Vec<String> {
    let mut wrong = Vec::new();
    let own = message.value("Content-Language");
    let is = |said: &str| Lang::parse(said).ok().as_ref() == Some(&expected.lang);
    match own.as_deref() {
        None => wrong.push("There is no Content-Language.".to_owned()),
        Some(said) if !is(said) => {
            wrong.push(format!("Content-Language is {said}, and the letter is in {}.", expected.lang));
        }
        Some(_) => {}
    }
    if !is(html) {
        wrong.push(format!("The HTML has lang=\"{html}\", and the letter is in {}.", expected.lang));
    }
    wrong
}
