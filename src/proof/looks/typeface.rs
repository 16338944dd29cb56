//! LEG002: the words beside the emblem of the European Union are set as its rules want.

use scraper::ElementRef;

use super::runs::Run;
use super::{Seen, called, styled_at};
use crate::domain::Problem;
use crate::locale::say;
use crate::proof::page::{Page, fold, inside, text_of};
use crate::proof::{Facts, rules};

/// The fonts that may stand beside it (Regulation (EU) 2021/1060, Annex IX, 1.5; before it, 821/2014, Article 4).
const FONTS: &[&str] =
    &["arial", "auto", "calibri", "garamond", "trebuchet", "trebuchet ms", "tahoma", "verdana", "ubuntu"];

/// What is wrong with the letters of the statement's `phrases` around the emblem.
pub fn typeface(
    facts: &Facts,
    page: &Page,
    seen: &Seen,
    emblem: ElementRef,
    phrases: &[String],
) -> Vec<Problem> {
    let phrases: Vec<String> = phrases.iter().map(|phrase| fold(phrase).to_lowercase()).collect();
    let says = |text: &str| phrases.iter().any(|phrase| text.contains(phrase.as_str()));
    let around =
        emblem.ancestors().filter_map(ElementRef::wrap).find(|one| says(&text_of(*one).to_lowercase()));
    let Some(around) = around else { return Vec::new() };
    let beside = inside(around, "*");
    // A sentence that only mentions the Union is set as the letter is.
    let is_statement = |run: &&Run| {
        let text = text_of(run.block).to_lowercase();
        let said: usize =
            phrases.iter().filter(|phrase| text.contains(phrase.as_str())).map(String::len).sum();
        said * 3 >= text.len() && beside.contains(&run.block)
    };
    let mut found: Vec<Problem> = Vec::new();
    for run in seen.light().iter().filter(is_statement) {
        let face = &run.face;
        let element = called(run.element);
        let font = !face.family.is_empty() && !FONTS.contains(&face.family.as_str());
        let what = if font {
            say!("LEG002-font", element = element, font = face.family.as_str())
        } else if face.italic {
            say!("LEG002-italic", element = element)
        } else if face.underlined {
            say!("LEG002-underlined", element = element)
        } else {
            continue;
        };
        let (place, whose) = styled_at(facts, page, run.element);
        let what = format!("{what}{whose}");
        if found.iter().all(|other| other.what != what) {
            found.push(rules::LEG002.at(place, what).remedy(say!("LEG002-font-remedy")));
        }
    }
    found
}
