//! What the law wants in every letter, in its language, in HTML and in text: who sends it and from where, privacy,
//! the way out, and whose money it is.

use crate::domain::{Lang, Place, Problem, settings::Funding};
use crate::locale::say;

use super::looks::{Seen, typeface};
use super::page::{Page, REASON, UNSUBSCRIBE, fold, is_hidden};
use super::{Facts, place, rules, words};

/// LEG001
pub fn sender(facts: &Facts, page: &Page) -> Vec<Problem> {
    let sender = &facts.settings.sender;
    let source = facts.settings.newsletter.source();
    let mut found = Vec::new();
    let parts = both(page);
    if sender.postal.is_empty() {
        found.push(rules::LEG001.at(Place::file("config.toml"), say!("LEG001-no-postal")));
    }
    let answers = sender.reply_to.as_ref().map_or(&sender.address, |mailbox| &mailbox.address);
    let mut wanted = |needle: &str, lacks: &dyn Fn(&'static str) -> String| {
        let needle = fold(needle);
        let without = parts.iter().filter(|(_, text)| !text.contains(&needle));
        found.extend(without.map(|(part, _)| rules::LEG001.at(page.place(), lacks(part))));
    };
    for line in &sender.postal {
        wanted(line, &|part| say!("LEG001-lacks-postal", part = part, line = line.as_str()));
    }
    let organisation = sender.organisation.get_or_source(page.lang, source);
    wanted(organisation, &|part| say!("LEG001-lacks-organisation", part = part));
    wanted(answers.as_str(), &|part| say!("LEG001-lacks-address", part = part));
    wanted(REASON, &|part| say!("LEG001-lacks-reason", part = part));
    found.extend(privacy(facts, page));
    found
}

fn privacy(facts: &Facts, page: &Page) -> Vec<Problem> {
    let config = || Place::file("config.toml").in_language(page.lang);
    let Some(links) = &facts.settings.sender.privacy else {
        return vec![rules::LEG001.at(config(), say!("LEG001-no-privacy"))];
    };
    let mut found = Vec::new();
    if links.get(page.lang).is_none() {
        let what = say!("LEG001-privacy-language", lang = page.lang.as_str());
        found.push(rules::LEG001.should(config(), what));
    }
    let link = links.get_or_source(page.lang, facts.settings.newsletter.source());
    let in_html = page.all("a[href]").iter().any(|one| one.attr("href") == Some(link) && !is_hidden(*one));
    for (part, there) in [("html", in_html), ("text", page.text.contains(link))] {
        if !there {
            found.push(rules::LEG001.at(page.place(), say!("LEG001-lacks-privacy", part = part)));
        }
    }
    found
}

/// LEG002
pub fn funding(facts: &Facts, page: &Page, seen: &Seen) -> Vec<Problem> {
    let mut found: Vec<Problem> =
        facts.settings.funding.iter().flat_map(|funding| statement(facts, page, funding)).collect();
    let carries = facts.settings.funding.iter().any(|funding| funding.logo_carries_statement);
    if facts.settings.funding.is_empty() || carries {
        return found;
    }
    let pictures = page.all("img");
    let known = &words::words().emblems;
    let own = strings(facts, page.lang, &["funding-emblem", "funding-union"]);
    let is_emblem = |alt: &str| {
        let alt = alt.to_lowercase();
        let mut names = words::of(known, page.lang).chain(own.iter().map(String::as_str));
        names.any(|name| alt.contains(&name.to_lowercase()))
    };
    let (emblems, others): (Vec<_>, Vec<_>) =
        pictures.into_iter().partition(|picture| picture.attr("alt").is_some_and(is_emblem));
    let side = |picture: &scraper::ElementRef, name: &str| -> Option<u32> {
        picture.attr(name)?.trim_end_matches("px").parse().ok()
    };
    let Some(emblem) = emblems.iter().max_by_key(|picture| side(picture, "width")) else {
        let missing = rules::LEG002.at(page.place(), say!("LEG002-no-emblem"));
        found.push(missing.remedy(say!("LEG002-no-emblem-remedy")));
        return found;
    };
    let phrases: Vec<String> =
        facts.settings.funding.iter().flat_map(|one| wording(facts, page, one)).flatten().collect();
    found.extend(typeface(facts, page, seen, *emblem, &phrases));
    let logos: Vec<String> = facts
        .settings
        .partners
        .iter()
        .map(|partner| partner.name.get_or_source(page.lang, facts.settings.newsletter.source()).to_owned())
        .collect();
    for logo in
        others.iter().filter(|picture| picture.attr("alt").is_some_and(|alt| logos.iter().any(|l| l == alt)))
    {
        let sizes =
            (side(emblem, "width"), side(emblem, "height"), side(logo, "width"), side(logo, "height"));
        if let (Some(width), Some(height), Some(other_width), Some(other_height)) = sizes
            && width < other_width
            && height < other_height
        {
            let name = logo.attr("alt").unwrap_or_default();
            let what = say!(
                "LEG002-small-emblem",
                name = name,
                other_width = other_width,
                other_height = other_height,
                width = width,
                height = height
            );
            found.push(rules::LEG002.at(page.place(), what));
        }
    }
    found
}

/// The statement in full, in the letter's language.
fn statement(facts: &Facts, page: &Page, funding: &Funding) -> Vec<Problem> {
    if funding.logo_carries_statement {
        return Vec::new();
    }
    let source = facts.settings.newsletter.source();
    let mut wanted = wording(facts, page, funding);
    if let Some(programme) = &funding.programme {
        wanted.push(vec![programme.get_or_source(page.lang, source).to_owned()]);
    }
    let mut found = Vec::new();
    for (part, text) in both(page) {
        let text = text.to_lowercase();
        for choice in &wanted {
            if !choice.iter().any(|words| text.contains(&fold(words).to_lowercase())) {
                let first = choice.first().map_or("", String::as_str);
                let what = say!("LEG002-lacks", part = part, words = first);
                found.push(rules::LEG002.at(page.place(), what));
            }
        }
    }
    found
}

/// The statement's phrases, each with what may stand for it.
fn wording(facts: &Facts, page: &Page, funding: &Funding) -> Vec<Vec<String>> {
    if let Some(own) = &funding.statement {
        return vec![vec![own.get_or_source(page.lang, facts.settings.newsletter.source()).to_owned()]];
    }
    let lists = words::words().statements.get(&funding.period);
    // Of other languages only the catalogue knows the wording, and the letter is held to that.
    let own = || strings(facts, page.lang, funding.strings()).into_iter().map(|words| vec![words]).collect();
    lists.and_then(|lists| lists.get(page.lang.primary())).cloned().unwrap_or_else(own)
}

/// What the catalogue of a language says under these keys.
fn strings(facts: &Facts, lang: &Lang, keys: &[&str]) -> Vec<String> {
    let catalogue = facts.templates.and_then(|templates| templates.catalogue(lang));
    keys.iter().filter_map(|key| catalogue?.text(key, &[])).collect()
}

/// LST006, in the letter: the way out, where a reader sees it.
pub fn way_out(facts: &Facts, page: &Page) -> Vec<Problem> {
    let link = page.all("a[href]").into_iter().find(|link| link.attr("href") == Some(UNSUBSCRIBE));
    let hidden = link.is_none_or(|link| {
        is_hidden(link) || link.ancestors().filter_map(scraper::ElementRef::wrap).any(is_hidden)
    });
    [("html", hidden), ("text", !page.text.contains(UNSUBSCRIBE))]
        .into_iter()
        .filter(|(_, missing)| *missing)
        .map(|(part, _)| {
            let place = place::of_written(facts, page.lang, UNSUBSCRIBE);
            rules::LST006.at(place, say!("LST006-lacks", part = part))
        })
        .collect()
}

/// HTML and text as a reader sees them, in single spaces, by the names that sentences have for them.
fn both(page: &Page) -> [(&'static str, String); 2] {
    let mut html = page.visible_text();
    for picture in page.all("img[alt]") {
        html.push(' ');
        html.push_str(&fold(picture.attr("alt").unwrap_or_default()));
    }
    for link in page.all("a[href^='mailto:']") {
        html.push(' ');
        html.push_str(link.attr("href").unwrap_or_default());
    }
    [("html", html), ("text", fold(&page.text))]
}
