//! LNK002: links that lead to another language than the letter's. LNK003: links that are not what they seem, or tell
//! somebody who clicks.

use std::collections::BTreeSet;

use scraper::ElementRef;
use url::Url;

use super::page::{Page, UNSUBSCRIBE, text_of};
use super::{Facts, place, rules, words};
use crate::domain::{Address, Lang, Problem};
use crate::locale::say;

/// The links of a letter that a browser follows.
fn links<'p>(page: &'p Page) -> Vec<(ElementRef<'p>, &'p str, Url)> {
    let all = page.all("a[href]").into_iter();
    all.filter_map(|link| {
        let target = link.attr("href")?;
        let url = Url::parse(target).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        (target != UNSUBSCRIBE).then_some((link, target, url))
    })
    .collect()
}

/// LNK002
pub fn language(facts: &Facts, page: &Page) -> Vec<Problem> {
    let others: Vec<&Lang> = facts.issue.languages.iter().filter(|lang| *lang != page.lang).collect();
    let mut links = links(page);
    let sender = &facts.settings.sender;
    let ours = [&sender.website, &sender.privacy];
    let ours = ours.into_iter().flatten().filter_map(|texts| Url::parse(texts.get(page.lang)?).ok());
    // The hosts that have pages in the letter's language.
    let at_home: BTreeSet<String> = links
        .iter()
        .map(|(_, _, url)| url.clone())
        .chain(ours)
        .filter(|url| says(url, page.lang))
        .filter_map(|url| site(&url, facts))
        .collect();
    links.dedup_by(|a, b| a.1 == b.1);
    let mut found = Vec::new();
    for (link, target, url) in links {
        let Some(host) = site(&url, facts).filter(|host| at_home.contains(host)) else { continue };
        let Some(other) = others.iter().find(|other| says(&url, other)) else { continue };
        let marked = link.ancestors().filter_map(ElementRef::wrap).chain([link]).any(|element| {
            element.attr("hreflang").or(element.attr("lang")).is_some_and(|tag| tag == other.as_str())
        });
        if !marked && !says(&url, page.lang) {
            let what = say!(
                "LNK002-other-language",
                target = target,
                other = other.as_str(),
                host = host,
                lang = page.lang.as_str()
            );
            found.push(rules::LNK002.at(place::of_written(facts, page.lang, target), what));
        }
    }
    found
}

/// Whether an address has the tag of a language: `/hu/`, `hu.example.eu`, `?lang=hu`, `programme_hu.pdf`.
fn says(url: &Url, lang: &Lang) -> bool {
    let is =
        |part: &str| part.eq_ignore_ascii_case(lang.as_str()) || part.eq_ignore_ascii_case(lang.primary());
    let mut path = url.path_segments().into_iter().flatten();
    let mut asked = url.query_pairs();
    let last = url.path().rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
    path.any(is)
        || url.host_str().map(bare).and_then(|host| host.split('.').next().map(is)) == Some(true)
        || asked.any(|(name, value)| matches!(&*name, "lang" | "language" | "locale" | "hl") && is(&value))
        || last.and_then(|stem| stem.rsplit_once(['_', '-', '.'])).is_some_and(|(_, end)| is(end))
}

/// The host without the tag of a language of the issue before it: `hu.example.eu` and `en.example.eu` are one site.
fn site(url: &Url, facts: &Facts) -> Option<String> {
    let host = bare(url.host_str()?);
    let rest = host.split_once('.').filter(|(tag, rest)| {
        rest.contains('.') && facts.issue.languages.iter().any(|lang| lang.primary() == *tag)
    });
    Some(rest.map_or_else(|| host.clone(), |(_, rest)| rest.to_owned()))
}

fn bare(host: &str) -> String {
    host.trim_start_matches("www.").to_lowercase()
}

/// LNK003
pub fn honest(facts: &Facts, page: &Page) -> Vec<Problem> {
    let lists = &words::words().hosts;
    let mut found = Vec::new();
    for link in page.all("a[href^='mailto:']") {
        if let Some((shown, address)) = other_mailbox(link) {
            let what = say!("LNK003-shows-another", shown = shown.as_str(), host = address);
            found.push(rules::LNK003.at(place::of_written(facts, page.lang, &shown), what));
        }
    }
    for (link, target, url) in links(page) {
        let place = || place::of_written(facts, page.lang, target);
        let host = url.host_str().map(bare).unwrap_or_default();
        if let Some(shown) = shown_host(&text_of(link)).filter(|shown| !same_site(shown, &host)) {
            let what = say!("LNK003-shows-another", shown = shown, host = host.as_str());
            found.push(rules::LNK003.at(place(), what));
        }
        let whole = format!("{host}{}", url.path());
        let follows = |known: &&String| {
            host == **known
                || host.ends_with(&format!(".{known}"))
                || (known.contains('/') && whole.starts_with(known.as_str()))
        };
        if let Some(known) = lists.redirectors.iter().find(follows) {
            let what = say!("LNK003-follows", target = short(target), known = known.as_str());
            found.push(rules::LNK003.should(place(), what).remedy(say!("LNK003-follows-remedy")));
        }
        let telling = url.query_pairs().find(|(name, value)| {
            let name = name.to_lowercase();
            !value.is_empty() && (lists.personal.contains(&name) || value.contains('@'))
        });
        if let Some((name, _)) = telling {
            let what = say!("LNK003-tells", host = host.as_str(), name = name);
            found.push(rules::LNK003.at(place(), what).remedy(say!("LNK003-tells-remedy")));
        }
    }
    found
}

/// Addresses that are shown as another one's: an answer would go to somebody else than it says.
fn other_mailbox(link: ElementRef) -> Option<(String, String)> {
    let target = link.attr("href")?.strip_prefix("mailto:")?;
    let target = Address::parse(&target.split('?').next()?.replace("%40", "@")).ok()?;
    let shown = Address::parse(text_of(link).trim()).ok()?;
    (shown.normalised() != target.normalised())
        .then(|| (shown.as_str().to_owned(), target.as_str().to_owned()))
}

/// A target without what may name a person.
fn short(target: &str) -> &str {
    target.split(['?', '#']).next().unwrap_or(target)
}

/// The host that the words of a link show: they are an address, or one with its scheme stands among them.
fn shown_host(words: &str) -> Option<String> {
    let whole = words.trim();
    let among = || {
        whole.split_whitespace().find(|word| {
            word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
        })
    };
    let words = if whole.contains(char::is_whitespace) { among()? } else { whole };
    let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if words.contains(char::is_whitespace) || words.contains('@') || !words.contains('.') {
        return None;
    }
    let with_scheme = if words.contains("://") { words.to_owned() } else { format!("https://{words}") };
    let url = Url::parse(&with_scheme).ok()?;
    let host = bare(url.host_str()?);
    let (name, top) = host.rsplit_once('.')?;
    let plain = !name.is_empty() && (2..=10).contains(&top.len()) && top.chars().all(char::is_alphabetic);
    plain.then_some(host)
}

/// Whether one host is the other or lies below it.
fn same_site(one: &str, other: &str) -> bool {
    one == other || one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}
