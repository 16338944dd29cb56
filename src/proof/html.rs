//! HTML that every mail program can take: small enough, well-formed, with nothing in it that they throw away.

use crate::domain::Problem;
use crate::locale::say;
use crate::render::page_faults;

use super::page::Page;
use super::{Facts, rules};

/// From here on Gmail may cut the letter: in bytes of HTML, before encoding.
const LARGE: usize = 80_000;
const TOO_LARGE: usize = 100_000;

/// HTM001
pub fn size(_: &Facts, page: &Page) -> Vec<Problem> {
    let bytes = page.html.len();
    let what = say!("HTM001-large", bytes = bytes);
    match bytes {
        TOO_LARGE.. => vec![rules::HTM001.at(page.place(), what)],
        LARGE.. => vec![rules::HTM001.should(page.place(), what)],
        _ => Vec::new(),
    }
}

/// HTM002: that the finished page is well-formed; of its templates, the rendering tells.
pub fn well_formed(_: &Facts, page: &Page) -> Vec<Problem> {
    let faults = page_faults(&page.html).into_iter();
    faults.map(|fault| rules::HTM002.at(page.place(), fault.what)).collect()
}

/// HTM003
pub fn nothing_active(facts: &Facts, page: &Page) -> Vec<Problem> {
    // What is found, and how the template that it comes from has it.
    let mut found: Vec<(String, String)> = page
        .all("script, form, iframe, object, embed, applet, video, audio, base, input, button, select, textarea, frameset, meta[http-equiv=refresh i]")
        .iter()
        .map(|element| element.value().name())
        .map(|name| (say!("HTM003-element", name = name), format!("<{name}")))
        .collect();
    let loads = || say!("HTM003-style-sheet");
    if !page.all("link[rel~=stylesheet i]").is_empty() {
        found.push((loads(), "<link".to_owned()));
    }
    let imports = |css: &str| css.to_ascii_lowercase().contains("@import");
    if page.all("style").iter().any(|style| style.text().any(imports)) {
        found.push((loads(), "@import".to_owned()));
    }
    for element in page.all("*") {
        let name = element.value().name();
        for (attribute, value) in element.value().attrs() {
            if attribute.len() > 2 && attribute.starts_with("on") {
                let what = say!("HTM003-handler", name = name, attribute = attribute);
                found.push((what, format!("{attribute}=")));
            }
            let target = value.trim_start().to_ascii_lowercase();
            let scheme =
                ["javascript:", "vbscript:", "data:"].iter().find(|scheme| target.starts_with(**scheme));
            if let Some(scheme) = scheme
                && matches!(attribute, "href" | "src" | "action" | "background")
            {
                let what = say!("HTM003-scheme", name = name, scheme = scheme.trim_end_matches(':'));
                found.push((what, (*scheme).to_owned()));
            }
        }
    }
    found.dedup();
    found.into_iter().map(|(what, needle)| from_template(facts, page, what, &needle)).collect()
}

/// The template and the line that a thing was written on, the same for all languages; else the letter.
fn from_template(facts: &Facts, page: &Page, what: String, needle: &str) -> Problem {
    let Some((templates, place)) = facts.templates.and_then(|all| Some((all, all.origin(needle)?))) else {
        return rules::HTM003.at(page.place(), what);
    };
    let what = format!("{what}{}", templates.whose(&place));
    rules::HTM003.at(place, what)
}

/// HTM007
pub fn colours(_: &Facts, page: &Page) -> Vec<Problem> {
    let mut found: Vec<Problem> = Vec::new();
    for element in page.all("[style]") {
        let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
        let function =
            ["rgb(", "rgba(", "hsl(", "hsla(", "var("].into_iter().find(|name| style.contains(name));
        let short = style.split('#').skip(1).find_map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
            matches!(digits.len(), 3 | 4).then(|| format!("#{digits}"))
        });
        let Some(said) = function.map(|name| format!("{name}…)")).or(short) else { continue };
        let what = say!("HTM007-says", said = said);
        if found.iter().all(|other| other.what != what) {
            found.push(rules::HTM007.at(page.place(), what));
        }
    }
    found
}
