//! How a letter looks, as far as its own styles say: whether it can be read, and whether mail programs know what it asks.
//!
//! A small model of the cascade, enough for letters: inline styles, and the style that stays in the head.

mod colour;
mod contrast;
mod declarations;
mod face;
mod inlined;
mod length;
mod readable;
mod runs;
mod seen;
mod sheet;
mod support;
mod typeface;

pub use contrast::{contrast, links};
pub use declarations::declarations;
pub use inlined::inlined;
pub use readable::readable;
pub use seen::Seen;
pub use support::supported;
pub use typeface::typeface;

use scraper::ElementRef;

use crate::domain::Place;

use super::Facts;
use super::page::Page;

/// How an element is called in a finding, the same in every language: `<p class="caption">`.
fn called(element: ElementRef) -> String {
    let name = element.value().name();
    match element.attr("class").filter(|class| !class.trim().is_empty()) {
        Some(class) => format!("<{name} class=\"{class}\">"),
        None => format!("<{name}>"),
    }
}

/// Where the style of an element stands: the first rule for its class, else the letter. With it, whether the style is as it
/// comes with the program.
fn styled_at(facts: &Facts, page: &Page, element: ElementRef) -> (Place, &'static str) {
    let classes = element.attr("class").unwrap_or_default().split_whitespace();
    let found = facts.templates.and_then(|templates| {
        let place = classes.rev().find_map(|class| templates.origin(&format!(".{class} {{")))?;
        let whose = templates.whose(&place);
        Some((place, whose))
    });
    found.unwrap_or_else(|| (page.place(), ""))
}
