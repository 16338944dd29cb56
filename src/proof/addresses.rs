//! LNK002: links that lead to another language than the letter's. LNK003: links that are not what they seem, or tell
//! somebody who clicks.

use std::collections::BTreeSet;

use scraper::ElementRef;
use url::Url;

use super::page::{Page, UNSUBSCRIBE, text_of};
use super::{Facts, place, rules, words};
use crate::domain::{Lang, Problem};
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
        .filter_map(|url| url.host_str().map(bare))
        .collect();
    links.dedup_by(|a, b| a.1 == b.1);
    let mut found = Vec::new();
    for (link, target, url) in links {
        let Some(host) = url.host_str().map(bare).filter(|host| at_home.contains(host)) else { continue };
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

/// Whether a part of the path is the tag of a language: `/hu/`.
fn says(url: &Url, lang: &Lang) -> bool {
    let path = url.path_segments().into_iter().flatten();
    path.into_iter().any(|part| part.eq_ignore_ascii_case(lang.as_str()) || part == lang.primary())
}

fn bare(host: &str) -> String {
    host.trim_start_matches("www.").to_lowercase()
}

/// LNK003
pub fn honest(facts: &Facts, page: &Page) -> Vec<Problem> {
    let lists = &words::words().hosts;
    let mut found = Vec::new();
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

/// A target without what may name a person.
fn short(target: &str) -> &str {
    target.split(['?', '#']).next().unwrap_or(target)
}

/// The host that the words of a link show, if they are an address.
fn shown_host(words: &str) -> Option<String> {
    let words = words.trim();
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
