//! Letters that a screen reader can read: language, tables, headings, links, title.

use scraper::ElementRef;

use crate::domain::{Lang, Problem};
use crate::locale::say;

use super::page::{self, Page, is_hidden};
use super::{Facts, place, rules, words};

/// A11Y01
pub fn language(_: &Facts, page: &Page) -> Vec<Problem> {
    let mut wrong = Vec::new();
    for root in page.all("html") {
        let lang = root.attr("lang").unwrap_or_default();
        if Lang::parse(lang).ok().as_ref() != Some(page.lang) {
            wrong.push(say!("A11Y01-lang", written = lang, lang = page.lang.as_str()));
        }
        if root.attr("dir") != Some(page.lang.dir()) {
            wrong.push(say!("A11Y01-dir", dir = page.lang.dir()));
        }
    }
    for child in page.all("body > *") {
        let name = child.value().name();
        if child.attr("lang").is_none_or(|lang| Lang::parse(lang).is_err()) {
            wrong.push(say!("A11Y01-child-lang", name = name));
        }
        let lang = child.attr("lang").and_then(|lang| Lang::parse(lang).ok());
        let dir = lang.as_ref().unwrap_or(page.lang).dir();
        if child.attr("dir") != Some(dir) {
            wrong.push(say!("A11Y01-child-dir", name = name, dir = dir));
        }
    }
    wrong.into_iter().map(|what| rules::A11Y01.at(page.place(), what)).collect()
}

/// A11Y02
pub fn tables(_: &Facts, page: &Page) -> Vec<Problem> {
    let mut wrong = Vec::new();
    for table in page.all("table") {
        if matches!(table.attr("role"), Some("presentation" | "none")) {
            continue;
        }
        let heads: Vec<ElementRef> = page::cells(table, "th");
        if heads.is_empty() {
            wrong.push(say!("A11Y02-no-role"));
        } else if heads
            .iter()
            .any(|cell| !matches!(cell.attr("scope"), Some("col" | "row" | "colgroup" | "rowgroup")))
        {
            wrong.push(say!("A11Y02-no-scope"));
        }
    }
    wrong.into_iter().map(|what| rules::A11Y02.at(page.place(), what)).collect()
}

/// A11Y03
pub fn headings(facts: &Facts, page: &Page) -> Vec<Problem> {
    let headings = page.all("h1, h2, h3, h4, h5, h6");
    let level = |heading: &ElementRef| heading.value().name().as_bytes()[1] - b'0';
    let tops = headings.iter().filter(|heading| level(heading) == 1).count();
    let mut found = Vec::new();
    if tops != 1 {
        found.push(rules::A11Y03.at(page.place(), say!("A11Y03-tops", tops = tops)));
    }
    for pair in headings.windows(2) {
        if level(&pair[1]) > level(&pair[0]) + 1 {
            let words = page::text_of(pair[1]);
            let (level, before) = (level(&pair[1]), level(&pair[0]));
            let what = say!("A11Y03-skipped", words = words.as_str(), level = level, before = before);
            found.push(rules::A11Y03.at(place::of_written(facts, page.lang, &words), what));
        }
    }
    found
}

/// A11Y04
pub fn links(facts: &Facts, page: &Page) -> Vec<Problem> {
    let silent = |link: &ElementRef| {
        let labels = ["aria-label", "title"];
        page::text_of(*link).is_empty()
            && !labels.iter().any(|name| link.attr(name).is_some_and(|label| !label.trim().is_empty()))
            && !page::inside(*link, "img")
                .iter()
                .any(|picture| picture.attr("alt").is_some_and(|alt| !alt.trim().is_empty()))
    };
    page.all("a[href]")
        .into_iter()
        .filter(|link| silent(link) && !is_hidden(*link))
        .map(|link| {
            let target = link.attr("href").unwrap_or_default();
            rules::A11Y04
                .at(place::of_written(facts, page.lang, target), say!("A11Y04-no-words", target = target))
        })
        .collect()
}

/// A11Y08
pub fn title(_: &Facts, page: &Page) -> Vec<Problem> {
    let title = page.all("head > title").first().map(|title| page::fold(&title.text().collect::<String>()));
    let what = match title {
        None => say!("A11Y08-none"),
        Some(title) if title.is_empty() => say!("A11Y08-empty"),
        Some(title)
            if words::of(&words::words().bare_titles, page.lang).any(|bare| bare == title.to_lowercase()) =>
        {
            say!("A11Y08-any-letter", title = title)
        }
        Some(_) => return Vec::new(),
    };
    vec![rules::A11Y08.at(page.place(), what)]
}
