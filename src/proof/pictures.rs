//! Pictures that say what they show to those who don't see them, that every mail program shows, and that follow nobody.

use scraper::ElementRef;

use crate::domain::{InlinePicture, Letter, Piece, Problem};
use crate::locale::say;

use super::looks::declarations;
use super::page::{Page, inside, is_hidden};
use super::{Facts, picture_width, place, rules, words};

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

/// IMG002, for the finished letter: of the files themselves, the rendering tells.
pub fn usable(facts: &Facts, page: &Page) -> Vec<Problem> {
    let mut found = Vec::new();
    for picture in page.all("img") {
        let source = picture.attr("src").unwrap_or_default().trim();
        let named = picture.attr("alt").map(str::trim).filter(|alt| !alt.is_empty()).unwrap_or(source);
        let at = || place::of_written(facts, page.lang, named);
        let width = picture.attr("width").and_then(|width| width.trim().parse::<usize>().ok());
        if width.is_none() {
            let what = say!("IMG002-no-width", picture = named);
            found.push(rules::IMG002.at(at(), what));
        }
        if let Some(what) = unusable_source(named, source) {
            found.push(rules::IMG002.at(at(), what));
        }
        let part = page.letter.pictures.iter().find(|part| {
            source.strip_prefix("cid:").and_then(|cid| cid.split('@').next()) == Some(part.cid.as_str())
        });
        if let (Some(part), Some(width)) = (part.filter(|part| is_first_with(facts, page, part)), width)
            && let Some(has) = picture_width::of(&part.bytes).filter(|has| *has < width * 2 && width >= WIDE)
        {
            let what = say!("IMG002-few-pixels", picture = named, width = width, has = has);
            found.push(rules::IMG002.tip(at(), what));
        }
    }
    found
}

/// Whether no letter before this one has the picture: it is the same file in all of them.
fn is_first_with(facts: &Facts, page: &Page, part: &InlinePicture) -> bool {
    let has = |letter: &&Letter| letter.pictures.iter().any(|one| one.cid == part.cid);
    facts.letters.values().find(has).is_none_or(|first| first.lang == *page.lang)
}

/// Narrower ones are logos and signs, which are drawn with few pixels on purpose.
const WIDE: usize = 260;

/// What is wrong with a picture's address.
fn unusable_source(named: &str, source: &str) -> Option<String> {
    let lower = source.to_ascii_lowercase();
    if lower.starts_with("cid:") || lower.starts_with("data:") {
        return None;
    }
    if !lower.starts_with("https://") {
        return Some(say!("IMG002-not-https", picture = named, address = source));
    }
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending)?;
    let picture =
        matches!(ending, "svg" | "webp" | "avif" | "bmp" | "tif" | "tiff" | "heic" | "ico" | "apng");
    picture.then(|| say!("IMG002-unshown", picture = named, form = ending))
}

/// IMG003
pub fn followers(_: &Facts, page: &Page) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut tell = |what: String| found.push(rules::IMG003.at(page.place(), what));
    for picture in page.all("img") {
        let source = picture.attr("src").unwrap_or_default();
        let around = picture.ancestors().filter_map(ElementRef::wrap);
        if is_tiny(picture) {
            tell(say!("IMG003-tiny", picture = source));
        } else if is_hidden(picture) || is_invisible(picture) || around.into_iter().any(is_hidden) {
            tell(say!("IMG003-hidden", picture = source));
        }
    }
    for (name, attribute) in of_each_reader(page) {
        tell(say!("IMG003-each-reader", name = name, attribute = attribute));
    }
    found
}

/// Whether a picture says itself that it is one or two pixels large, or nothing at all; a thin line is one to be seen.
fn is_tiny(picture: ElementRef) -> bool {
    let pixels = |length: &str| length.trim().trim_end_matches("px").parse::<f64>().ok();
    let styles = declarations(picture.attr("style").unwrap_or_default());
    let side = |name: &str| {
        let widest = format!("max-{name}");
        let styled = styles.iter().filter(|one| one.property == name || one.property == widest);
        styled
            .filter_map(|one| pixels(&one.value))
            .chain(picture.attr(name).and_then(pixels))
            .reduce(f64::min)
    };
    let said: Vec<f64> = ["width", "height"].into_iter().filter_map(side).collect();
    said.contains(&0.0) || !said.is_empty() && said.iter().all(|length| *length <= 2.0)
}

fn is_invisible(picture: ElementRef) -> bool {
    let styles = declarations(picture.attr("style").unwrap_or_default());
    styles
        .iter()
        .any(|one| one.property == "opacity" && one.value.parse().is_ok_and(|opacity: f64| opacity < 0.1))
}

/// Tags and attributes that load something from an address in which a reader's own words stand.
fn of_each_reader(page: &Page) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut before = String::new();
    for piece in &page.letter.html.pieces {
        match piece {
            Piece::Fixed(text) => before.push_str(text),
            Piece::Slot(_) => {
                let tag = before.rfind('<').map_or("", |at| &before[at + 1..]);
                let (name, inside) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
                let attribute = open_attribute(inside).unwrap_or_default().to_ascii_lowercase();
                if matches!(attribute.as_str(), "src" | "srcset" | "background" | "poster" | "style" | "data")
                {
                    found.push((name.to_ascii_lowercase(), attribute));
                }
                // So that what stands behind it belongs to the same value.
                before.push('x');
            }
        }
    }
    found
}

/// The attribute whose value is not over where the text of a tag ends.
fn open_attribute(mut tag: &str) -> Option<&str> {
    loop {
        let (before, value) = tag.split_once('=')?;
        if before.contains('>') {
            return None;
        }
        let name = before.split_whitespace().next_back().unwrap_or_default();
        let value = value.trim_start();
        let end = match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) => value[1..].find(quote).map(|at| at + 2),
            None => value.find(|c: char| c.is_whitespace() || c == '>'),
        };
        match end {
            Some(end) => tag = &value[end..],
            None => return Some(name),
        }
    }
}
