//! HTML that every mail program can take: small enough, well-formed, with nothing in it that they throw away.

use scraper::Node;

use crate::domain::Problem;

use super::page::Page;
use super::{Facts, markup, rules};

/// From here on Gmail may cut the letter: in bytes of HTML, before encoding.
const LARGE: usize = 80_000;
const TOO_LARGE: usize = 100_000;

/// HTM001
pub fn size(_: &Facts, page: &Page) -> Vec<Problem> {
    let bytes = page.html.len();
    let what = format!("The HTML has {bytes} bytes; Gmail cuts a letter at about 102,000.");
    match bytes {
        TOO_LARGE.. => vec![rules::HTM001.at(page.place(), what)],
        LARGE.. => vec![rules::HTM001.should(page.place(), what)],
        _ => Vec::new(),
    }
}

/// HTM002
pub fn well_formed(_: &Facts, page: &Page) -> Vec<Problem> {
    let mut wrong = markup::faults(&page.html);
    if wrong.is_empty() {
        let read: Vec<&str> = page
            .tree
            .tree
            .root()
            .descendants()
            .filter_map(|node| match node.value() {
                Node::Element(element) => Some(element.name()),
                _ => None,
            })
            .filter(|name| !markup::is_implied(name))
            .collect();
        let written = markup::start_tags(&page.html);
        let written: Vec<&str> =
            written.iter().map(String::as_str).filter(|name| !markup::is_implied(name)).collect();
        if let Some(at) = (0..read.len().max(written.len())).find(|at| read.get(*at) != written.get(*at)) {
            let name = written.get(at).or_else(|| read.get(at)).copied().unwrap_or_default();
            wrong.push(format!("A browser puts <{name}> elsewhere than where it is written."));
        }
    }
    wrong.into_iter().map(|what| rules::HTM002.at(page.place(), what)).collect()
}

/// HTM003
pub fn nothing_active(_: &Facts, page: &Page) -> Vec<Problem> {
    let mut found: Vec<String> = page
        .all("script, form, iframe, object, embed, applet, video, audio, base, input, button, select, textarea, frameset, meta[http-equiv=refresh i]")
        .iter()
        .map(|element| format!("The letter has <{}>.", element.value().name()))
        .collect();
    let sheets = page.all("link[rel~=stylesheet i]").len()
        + page
            .all("style")
            .iter()
            .filter(|style| style.text().any(|css| css.to_ascii_lowercase().contains("@import")))
            .count();
    if sheets > 0 {
        found.push("The letter loads a style sheet from elsewhere.".to_owned());
    }
    for element in page.all("*") {
        let name = element.value().name();
        for (attribute, value) in element.value().attrs() {
            if attribute.len() > 2 && attribute.starts_with("on") {
                found.push(format!("<{name}> has the event handler {attribute}."));
            }
            let target = value.trim_start().to_ascii_lowercase();
            if matches!(attribute, "href" | "src" | "action" | "background")
                && ["javascript:", "vbscript:", "data:"].iter().any(|scheme| target.starts_with(scheme))
            {
                found.push(format!("<{name}> has a {} address.", target.split(':').next().unwrap_or("data")));
            }
        }
    }
    found.dedup();
    found.into_iter().map(|what| rules::HTM003.at(page.place(), what)).collect()
}
