//! Letters that a screen reader can read: language, tables, headings, links, title.

use scraper::ElementRef;

use crate::domain::{Lang, Problem};

use super::page::{self, Page, is_hidden};
use super::{Facts, place, rules, words};

/// A11Y01
pub fn language(_: &Facts, page: &Page) -> Vec<Problem> {
    let mut wrong = Vec::new();
    for root in page.all("html") {
        let lang = root.attr("lang").unwrap_or_default();
        if Lang::parse(lang).ok().as_ref() != Some(page.lang) {
            wrong.push(format!("<html> has lang=\"{lang}\", and the letter is in {}.", page.lang));
        }
        if root.attr("dir") != Some(page.lang.dir()) {
            wrong.push(format!("<html> has no dir=\"{}\".", page.lang.dir()));
        }
    }
    for child in page.all("body > *") {
        let name = child.value().name();
        if child.attr("lang").is_none_or(|lang| Lang::parse(lang).is_err()) {
            wrong.push(format!("<{name}> right below <body> has no valid lang."));
        }
        let lang = child.attr("lang").and_then(|lang| Lang::parse(lang).ok());
        let dir = lang.as_ref().unwrap_or(page.lang).dir();
        if child.attr("dir") != Some(dir) {
            wrong.push(format!("<{name}> right below <body> has no dir=\"{dir}\"."));
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
            wrong.push("A table has neither header cells nor role=\"presentation\".".to_owned());
        } else if heads
            .iter()
            .any(|cell| !matches!(cell.attr("scope"), Some("col" | "row" | "colgroup" | "rowgroup")))
        {
            wrong.push("A header cell of a table has no scope.".to_owned());
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
        found.push(
            rules::A11Y03.at(
                page.place(),
                format!("The letter has {tops} headings of level 1; it wants exactly one."),
            ),
        );
    }
    for pair in headings.windows(2) {
        if level(&pair[1]) > level(&pair[0]) + 1 {
            let words = page::text_of(pair[1]);
            let what = format!(
                "The heading \"{words}\" has level {}, and the one before it level {}.",
                level(&pair[1]),
                level(&pair[0])
            );
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
            rules::A11Y04.at(
                place::of_written(facts, page.lang, target),
                format!("The link to {target} has no words to click on."),
            )
        })
        .collect()
}

/// A11Y08
pub fn title(_: &Facts, page: &Page) -> Vec<Problem> {
    let title = page.all("head > title").first().map(|title| page::fold(&title.text().collect::<String>()));
    let what = match title {
        None => "The letter has no <title>.".to_owned(),
        Some(title) if title.is_empty() => "The letter's <title> is empty.".to_owned(),
        Some(title)
            if words::of(&words::words().bare_titles, page.lang).any(|bare| bare == title.to_lowercase()) =>
        {
            format!("The letter's <title> is \"{title}\", which could stand over any letter.")
        }
        Some(_) => return Vec::new(),
    };
    vec![rules::A11Y08.at(page.place(), what)]
}
