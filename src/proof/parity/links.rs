//! When two links are the same page: the language part may differ.

use super::language;

/// Whether two targets are the same but for scheme, "www.", the language part and a slash at the end.
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || key(a) == key(b)
}

/// Languages whose pages are told by a part of the address, beyond those with a table.
const FURTHER: &[&str] = &[
    "no", "nn", "es", "pt", "it", "pl", "cs", "sk", "sl", "hr", "ro", "bg", "el", "et", "lv", "lt", "ga",
    "mt", "is", "uk", "ru", "tr",
];

fn is_language(part: &str) -> bool {
    let tag = part.split(['-', '_']).next().unwrap_or(part);
    part.len() <= 5 && (language::known().any(|known| known == tag) || FURTHER.contains(&tag))
}

/// What is left of an address without what may differ between languages.
pub(super) fn key(target: &str) -> String {
    let lower = target.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let (address, query) = rest.split_once('?').map_or((rest, ""), |(address, query)| (address, query));
    let mut parts = address.split('/');
    let host = parts.next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let host = match host.split_once('.') {
        Some((label, rest)) if rest.contains('.') && is_language(label) => rest,
        _ => host,
    };
    let path: Vec<String> = parts.filter(|part| !part.is_empty() && !is_language(part)).map(bare).collect();
    let query: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.split_once('=').is_some_and(|(_, value)| is_language(value)) && !pair.is_empty())
        .collect();
    format!("{host}/{}?{}", path.join("/"), query.join("&"))
}

/// A part of a path without the language at the end of its name: `programme-hu.pdf`.
fn bare(part: &str) -> String {
    let (name, ending) = part.rsplit_once('.').unwrap_or((part, ""));
    let name = match name.rsplit_once(['-', '_', '.']) {
        Some((name, tag)) if tag.len() == 2 && is_language(tag) => name,
        _ => name,
    };
    format!("{name}.{ending}")
}

/// Whether a target's own words stand in the text around it, as a translated address's do: `/hu/jo-gyakorlatok` where
/// the text speaks of "gyakorlatok".
pub(super) fn speaks(target: &str, text: &str) -> bool {
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(folded).collect();
    let key = key(target);
    let path = key.split_once('/').map_or("", |(_, path)| path);
    let parts: Vec<&str> =
        path.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| part.len() >= 4).collect();
    let stands = |part: &&str| {
        let stem = &part[..part.len().min(5)];
        words.iter().any(|word| word.starts_with(stem))
    };
    !parts.is_empty() && parts.iter().filter(|part| stands(part)).count() * 2 >= parts.len()
}

/// Numbers in a target, which no translation changes.
pub(super) fn numbers(target: &str) -> Vec<String> {
    key(target)
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Small, without accents.
fn folded(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let plain = word.to_lowercase().replace('ø', "o").replace('æ', "ae").replace('ß', "ss");
    plain.nfd().filter(char::is_ascii).collect()
}
