//! What a mail server says, without whom it says it of.
//!
//! Servers like to repeat the address, or tell the one that it leads to; what is stored, shown and logged does not. Whose
//! letter a reply is about is known, so that one is found however it is spelled. Of others the shapes are known that
//! addresses are written in; what only looks like one may be lost with them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::domain::{Address, Reply};

const RECIPIENT: &str = "(the recipient)";
const ANYBODY: &str = "(an address)";

/// What stands for the sign in the middle, between people and in return addresses (VERP).
const AT: [&str; 11] = ["@", "\u{ff20}", "=", "%", "(at)", "[at]", "{at}", "<at>", "&#64;", "&#x40;", "at"];
const DOT: [&str; 5] = [".", "(dot)", "[dot]", "{dot}", "dot"];

/// Before ` at ` and the name of a server these are nobody's name.
const NO_NAMES: [&str; 42] = [
    "account",
    "address",
    "again",
    "and",
    "anyone",
    "are",
    "available",
    "blocked",
    "bounced",
    "check",
    "contact",
    "deferred",
    "details",
    "found",
    "here",
    "information",
    "is",
    "it",
    "listed",
    "look",
    "mail",
    "mailbox",
    "message",
    "messages",
    "more",
    "not",
    "one",
    "only",
    "or",
    "page",
    "read",
    "received",
    "recipient",
    "refused",
    "rejected",
    "see",
    "server",
    "us",
    "user",
    "users",
    "visit",
    "was",
];
/// What servers give names of servers for: `helo=mail.example.org`.
const KEYS: [&str; 29] = [
    "by",
    "client",
    "client-ip",
    "d",
    "dkim",
    "dmarc",
    "domain",
    "ehlo",
    "envelope-from",
    "from",
    "header.d",
    "header.from",
    "header.i",
    "helo",
    "host",
    "hostname",
    "identity",
    "ip",
    "mailfrom",
    "mx",
    "ptr",
    "rbl",
    "receiver",
    "relay",
    "s",
    "server",
    "smtp.helo",
    "smtp.mailfrom",
    "zone",
];

/// The newsletter's `own` addresses stay: whoever reads that one is refused must know which. A return address of its own
/// for each letter is none of them, as it tells the reader.
pub(super) fn hide(recipient: &str, own: &[Address], mut reply: Reply) -> Reply {
    reply.text = without_addresses(recipient, own, &reply.text);
    reply
}

pub(super) fn without_addresses(recipient: &str, own: &[Address], text: &str) -> String {
    let name = |found: &str| {
        if found.eq_ignore_ascii_case(recipient) {
            RECIPIENT.to_owned()
        } else if own.iter().any(|own| found.eq_ignore_ascii_case(own.as_str())) {
            found.to_owned()
        } else {
            ANYBODY.to_owned()
        }
    };
    let mut clear = text.to_owned();
    if !recipient.is_empty() {
        clear = without(&clear, |text, from| {
            let (begin, end) = spelled_in(text, from, recipient)?;
            let (whole_begin, whole_end) = whole(text, from, begin, end);
            // More than the address stands there: somebody else's, or one that tells of both.
            let alone = (begin, end) == (whole_begin, whole_end);
            let words = if alone { RECIPIENT.to_owned() } else { name(&text[whole_begin..whole_end]) };
            Some((whole_begin, whole_end, words))
        });
        clear = without_encoded(recipient, clear);
    }
    clear = without(&clear, |text, from| {
        let at = from + text[from..].find(['@', '\u{ff20}'])?;
        let (begin, end) = whole(text, from, at, at + text[at..].chars().next()?.len_utf8());
        Some((begin, end, name(&text[begin..end])))
    });
    clear = without(&clear, |text, from| {
        disguised(text, from).map(|(begin, end)| (begin, end, ANYBODY.to_owned()))
    });
    without(&clear, |text, from| in_words(text, from).map(|(begin, end)| (begin, end, ANYBODY.to_owned())))
}

/// The text with other words in each place that `next` finds from there on.
fn without(text: &str, next: impl Fn(&str, usize) -> Option<(usize, usize, String)>) -> String {
    let mut clear = String::with_capacity(text.len());
    let mut from = 0;
    while let Some((begin, end, words)) = next(text, from) {
        clear.push_str(&text[from..begin]);
        clear.push_str(&words);
        from = end;
    }
    clear.push_str(&text[from..]);
    clear
}

fn is_part_of_one(c: char) -> bool {
    c.is_alphanumeric() || "@\u{ff20}.!#$%&'*+/=?^_`{|}~-".contains(c)
}

/// The whole word around what was found in it, without the marks that end a sentence.
fn whole(text: &str, from: usize, begin: usize, end: usize) -> (usize, usize) {
    let before = text[from..begin].trim_end_matches(is_part_of_one).len();
    let after = text[end..].find(|c| !is_part_of_one(c)).map_or(text.len(), |length| end + length);
    (from + before, end + text[end..after].trim_end_matches(['.', '!', '?']).len())
}

fn spelled_in(text: &str, from: usize, address: &str) -> Option<(usize, usize)> {
    let starts = text[from..].char_indices().map(|(at, _)| from + at);
    starts.into_iter().find_map(|at| spelled(&text[at..], address).map(|length| (at, at + length)))
}

/// How much of the text spells the address out, with blanks and the ends of lines anywhere in it.
fn spelled(text: &str, address: &str) -> Option<usize> {
    let mut letters = address.chars();
    let letter = letters.next()?;
    let rest = letters.as_str();
    ways(text, letter).into_iter().flatten().find_map(|used| {
        if rest.is_empty() {
            return Some(used);
        }
        let gap = text[used..].len() - text[used..].trim_start().len();
        spelled(&text[used + gap..], rest).map(|more| used + gap + more)
    })
}

/// How long a letter is at the beginning of the text: as it is, escaped, or in words.
fn ways(text: &str, letter: char) -> [Option<usize>; 3] {
    let first = text.chars().next();
    let plain = first.filter(|first| first.to_lowercase().eq(letter.to_lowercase())).map(char::len_utf8);
    let written: &[&str] = match letter {
        '@' => &AT,
        '.' => &DOT,
        _ => &[],
    };
    let begins =
        |words: &&&str| text.get(..words.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(words));
    [escaped(text, letter), plain, written.iter().find(begins).map(|words| words.len())]
}

/// `%40` and `=40` for `@`.
fn escaped(text: &str, letter: char) -> Option<usize> {
    text.starts_with(['%', '=']).then_some(())?;
    let mut bytes = [0; 4];
    let bytes = letter.encode_utf8(&mut bytes).as_bytes();
    let all = bytes.iter().enumerate().all(|(at, byte)| {
        let one = text.get(3 * at..3 * at + 3).unwrap_or_default();
        one.starts_with(['%', '=']) && u8::from_str_radix(&one[1..], 16) == Ok(*byte)
    });
    all.then_some(3 * bytes.len())
}

/// Base64, alone or within more that was encoded with it, which shifts its letters in one of three ways.
fn without_encoded(recipient: &str, text: String) -> String {
    let of_it = |c: char| c.is_ascii_alphanumeric() || "+=_-".contains(c);
    let shortest = recipient.len() * 4 / 3 - 3;
    if !text.split(|c| !of_it(c) && c != '/').any(|word| word.len() >= shortest) {
        return text;
    }
    let mut cores: Vec<String> = Vec::new();
    for address in [recipient, &recipient.to_lowercase()] {
        for (shift, skip) in [(0, 0), (1, 2), (2, 3)] {
            let bytes = [&[0; 2][..shift], address.as_bytes()].concat();
            // The letters at both ends hold bits of what stands beside it.
            cores.push(STANDARD_NO_PAD.encode(&bytes)[skip..bytes.len() * 8 / 6].to_owned());
        }
    }
    without(&text, |text, from| {
        let plain = text[from..].replace('-', "+").replace('_', "/");
        let (at, core) = cores.iter().filter_map(|core| Some((plain.find(core)?, core))).min()?;
        let (begin, end) = (from + at, from + at + core.len());
        let before = text[from..begin].trim_end_matches(of_it).len();
        let after = text[end..].find(|c| !of_it(c)).map_or(text.len(), |length| end + length);
        Some((from + before, after, RECIPIENT.to_owned()))
    })
}

/// `user%40example.org`, `user=40example.org`, and `user=example.org`, where `user` is no key and it is no web address.
fn disguised(text: &str, from: usize) -> Option<(usize, usize)> {
    let signs = text[from..].char_indices().filter(|(_, c)| matches!(c, '%' | '='));
    signs.into_iter().find_map(|(at, sign)| {
        let at = from + at;
        let (begin, end) = whole(text, from, at, at + 1);
        let user = &text[begin..at];
        let escaped = text[at + 1..].strip_prefix("40").is_some_and(|rest| domain(rest).is_some());
        let verp = sign == '='
            && domain(&text[at + 1..]).is_some()
            && !user.starts_with("//")
            && !KEYS.iter().any(|key| user.eq_ignore_ascii_case(key));
        ((escaped || verp) && user.contains(char::is_alphanumeric)).then_some((begin, end))
    })
}

/// `user at example.org`, `user (at) example.org`.
fn in_words(text: &str, from: usize) -> Option<(usize, usize)> {
    let signs = ["(at)", "[at]", "{at}", "<at>", " at "];
    let begins = |at: usize| {
        let begins =
            |sign: &&str| text.get(at..at + sign.len()).is_some_and(|it| it.eq_ignore_ascii_case(sign));
        signs.into_iter().find(begins).map(|sign| (at, sign))
    };
    let places = text[from..].char_indices().map(|(at, _)| from + at);
    places.filter_map(begins).find_map(|(at, sign)| {
        let before = text[from..at].trim_end();
        let user = &before[before.trim_end_matches(is_part_of_one).len()..];
        let after = text[at + sign.len()..].trim_start();
        let end = text.len() - after.len() + domain(after)?;
        let web = after.to_ascii_lowercase().starts_with("www.") || text[end..].starts_with('/');
        let no_name = web || NO_NAMES.iter().any(|word| user.eq_ignore_ascii_case(word));
        let is_one = user.contains(char::is_alphanumeric) && !(sign == " at " && no_name);
        is_one.then_some((from + before.len() - user.len(), end))
    })
}

/// How long the name of a server at the beginning is, if one stands there: labels, and a last one of letters alone.
fn domain(text: &str) -> Option<usize> {
    let label = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(text.len());
    let mut end = label(text);
    let mut last = None;
    while end > 0
        && let Some(dot) = [".", "(dot)", "[dot]", " (dot) ", " [dot] ", " dot "]
            .into_iter()
            .find(|dot| text[end..].starts_with(dot))
        && let length @ 1.. = label(&text[end + dot.len()..])
    {
        end += dot.len();
        last = Some(&text[end..end + length]);
        end += length;
    }
    let top = last.filter(|top| top.len() > 1)?;
    (top.chars().all(char::is_alphabetic) || top.starts_with("xn--")).then_some(end)
}

#[cfg(test)]
mod tests;
