//! A11Y11: text that is large enough and not torn apart, and links that a finger hits.

use scraper::ElementRef;

use super::{Seen, called, styled_at};
use crate::domain::Problem;
use crate::locale::say;
use crate::proof::page::{Page, inside};
use crate::proof::{Facts, rules};

const SMALLEST: f64 = 14.0;
/// WCAG 2.5.8.
const TARGET: f64 = 24.0;

/// A11Y11
pub fn readable(facts: &Facts, page: &Page, seen: &Seen) -> Vec<Problem> {
    let runs = seen.light();
    let mut found: Vec<(ElementRef, String)> = Vec::new();
    for run in runs {
        if run.face.size < SMALLEST {
            let what = say!("A11Y11-small", element = called(run.element), pixels = whole(run.face.size));
            found.push((run.element, what));
        }
        if run.face.justified {
            found.push((run.element, say!("A11Y11-justified", element = called(run.element))));
        }
        // A link within a sentence has the height of its line.
        let alone = runs.iter().all(|other| other.block != run.block || other.link.is_some());
        if let Some((link, face)) = run.link.as_ref().filter(|_| alone) {
            let height = face.line.max(run.face.line) + face.padding;
            if height < TARGET {
                let around = link.parent().and_then(ElementRef::wrap).unwrap_or(*link);
                let what = say!("A11Y11-low", element = called(around), pixels = whole(height));
                found.push((around, what));
            }
        }
    }
    for link in page.all("a[href]") {
        let low = |picture: &ElementRef| {
            picture
                .attr("height")
                .and_then(|height| height.parse().ok())
                .is_some_and(|height: f64| height < TARGET)
        };
        if runs.iter().all(|run| run.link.as_ref().is_none_or(|(other, _)| *other != link)) {
            let pictures = inside(link, "img");
            let all_low = !pictures.is_empty() && pictures.iter().all(low);
            found.extend(all_low.then(|| (link, say!("A11Y11-low-picture"))));
        }
    }
    let mut problems: Vec<Problem> = Vec::new();
    for (element, what) in found {
        let (place, whose) = styled_at(facts, page, element);
        let what = format!("{what}{whose}");
        if problems.iter().all(|other| other.what != what) {
            problems.push(rules::A11Y11.at(place, what));
        }
    }
    problems
}

/// Never rounded up to what is wanted.
fn whole(pixels: f64) -> String {
    format!("{}", pixels.floor())
}
