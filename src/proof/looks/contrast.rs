//! A11Y06 and A11Y07: text that stands out from its ground, and links that stand out from the text.

use super::runs::Run;
use super::sheet::View;
use super::{Seen, called, styled_at};
use crate::domain::Problem;
use crate::locale::say;
use crate::proof::page::Page;
use crate::proof::{Facts, rules};

/// WCAG 1.4.3 for text, 1.4.11 for what tells things apart.
const TEXT: f64 = 4.5;
const LARGE: f64 = 3.0;
const APART: f64 = 3.0;

/// A11Y06
pub fn contrast(facts: &Facts, page: &Page, seen: &Seen) -> Vec<Problem> {
    let mut found = Vec::new();
    for (view, runs) in seen.views() {
        for run in runs {
            let (Some(ink), Some(ground)) = (run.face.ink, run.face.ground) else { continue };
            let wanted = if run.face.is_large() { LARGE } else { TEXT };
            let has = ink.contrast(ground);
            if has < wanted {
                let what = say!(
                    "A11Y06-pale",
                    element = called(run.element),
                    ink = ink.to_string(),
                    ground = ground.to_string(),
                    screen = on(view),
                    has = rounded(has),
                    wanted = format!("{wanted:.1}")
                );
                tell(facts, page, run, &what, &rules::A11Y06, &mut found);
            }
        }
    }
    found
}

/// A11Y07
pub fn links(facts: &Facts, page: &Page, seen: &Seen) -> Vec<Problem> {
    let mut found = Vec::new();
    for (view, runs) in seen.views() {
        for run in runs {
            let Some((_, link)) = run.link.as_ref().filter(|(_, link)| !link.underlined) else { continue };
            let beside = |other: &&Run| other.block == run.block && other.link.is_none();
            let Some(around) = runs.iter().find(beside) else { continue };
            let (Some(ink), Some(text)) = (run.face.ink, around.face.ink) else { continue };
            // What has a ground of its own is a button.
            if run.face.underlined || link.ground != around.face.ground || ink.contrast(text) >= APART {
                continue;
            }
            let what = say!(
                "A11Y07-alike",
                element = called(around.element),
                ink = ink.to_string(),
                text = text.to_string(),
                screen = on(view),
                has = rounded(ink.contrast(text))
            );
            tell(facts, page, run, &what, &rules::A11Y07, &mut found);
        }
    }
    found
}

fn on(view: View) -> &'static str {
    if view == View::Dark { "dark" } else { "any" }
}

/// Never rounded up to what is wanted.
fn rounded(ratio: f64) -> String {
    format!("{:.2}", (ratio * 100.0).floor() / 100.0)
}

fn tell(
    facts: &Facts,
    page: &Page,
    run: &Run,
    what: &str,
    rule: &crate::proof::Rule,
    found: &mut Vec<Problem>,
) {
    let (place, whose) = styled_at(facts, page, run.element);
    let what = format!("{what}{whose}");
    if found.iter().all(|other| other.what != what) {
        found.push(rule.at(place, what));
    }
}
