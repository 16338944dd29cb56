//! Pictures that say what they show to those who don't see them.

use crate::domain::Problem;
use crate::locale::say;

use super::page::{Page, inside};
use super::{Facts, place, rules, words};

/// IMG001
pub fn alt(facts: &Facts, page: &Page) -> Vec<Problem> {
    let mut found = Vec::new();
    for picture in page.all("img") {
        let Some(alt) = picture.attr("alt") else {
            let source = picture.attr("src").unwrap_or_default();
            found.push(
                rules::IMG001
                    .at(place::of_written(facts, page.lang, source), say!("IMG001-none", picture = source)),
            );
            continue;
        };
        let alt = alt.trim();
        if let Some(what) = unhelpful(alt, page) {
            found.push(rules::IMG001.at(place::of_written(facts, page.lang, alt), what));
        }
    }
    for link in page.all("a[href]") {
        let target = link.attr("href").unwrap_or_default();
        let pictures = inside(link, "img");
        let silent =
            pictures.iter().any(|picture| picture.attr("alt").is_some_and(|alt| alt.trim().is_empty()));
        if silent {
            found.push(rules::IMG001.at(
                place::of_written(facts, page.lang, target),
                say!("IMG001-silent-link", target = target),
            ));
        }
    }
    found
}

/// What is wrong with an alternative text that is there.
fn unhelpful(alt: &str, page: &Page) -> Option<String> {
    let lower = alt.to_lowercase();
    if is_file_name(&lower) {
        return Some(say!("IMG001-file-name", alt = alt));
    }
    let lists = words::words();
    let opening = words::of(&lists.picture_openings, page.lang)
        .find(|opening| lower.strip_prefix(opening).is_some_and(|rest| rest.starts_with(' ')));
    let bare = lower.trim_end_matches('.');
    let ending = words::of(&lists.picture_endings, page.lang)
        .find(|ending| bare.ends_with(ending) || bare == ending.trim_start());
    let said = opening.or(ending)?.trim();
    Some(say!("IMG001-needless", alt = alt, said = said))
}

fn is_file_name(alt: &str) -> bool {
    let one_word = !alt.contains(char::is_whitespace);
    let ending = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif"];
    let numbered = ["img_", "dsc_", "dsc0", "image0", "img-", "pict0"];
    one_word
        && (ending.iter().any(|ending| alt.ends_with(ending))
            || numbered.iter().any(|start| alt.starts_with(start)))
}
