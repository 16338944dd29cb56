//! The text of a letter in pieces that look the same, as readers see it on one screen.

use scraper::ElementRef;

use super::face::Face;
use super::sheet::{Sheet, View};
use crate::proof::page::Page;

/// Some text that looks the same.
#[derive(Debug)]
pub struct Run<'p> {
    /// The element that it stands in.
    pub element: ElementRef<'p>,
    pub face: Face,
    /// The link that it belongs to, and what that looks like.
    pub link: Option<(ElementRef<'p>, Face)>,
    /// The paragraph, cell or heading around it.
    pub block: ElementRef<'p>,
}

/// All text that is not hidden and says something; dots between links do not.
pub fn runs<'p>(page: &'p Page, sheet: &Sheet, view: View) -> Vec<Run<'p>> {
    let dark = view == View::Dark
        && page
            .all("meta[name=color-scheme]")
            .iter()
            .any(|meta| meta.attr("content").is_some_and(|content| content.contains("dark")));
    let mut walk = Walk { sheet, view, runs: Vec::new() };
    for body in page.all("body") {
        walk.below(body, &Face::plain(dark), None, body);
    }
    walk.runs
}

struct Walk<'p, 's> {
    sheet: &'s Sheet,
    view: View,
    runs: Vec<Run<'p>>,
}

impl<'p> Walk<'p, '_> {
    fn below(
        &mut self,
        element: ElementRef<'p>,
        around: &Face,
        link: Option<&(ElementRef<'p>, Face)>,
        block: ElementRef<'p>,
    ) {
        let name = element.value().name();
        let face = around.inside(element, &self.sheet.winners(element, self.view));
        if face.hidden || matches!(name, "style" | "script" | "title") {
            return;
        }
        let own_link = (name == "a" && element.attr("href").is_some()).then(|| (element, face.clone()));
        let link = own_link.as_ref().or(link);
        let inline = matches!(
            name,
            "a" | "abbr"
                | "b"
                | "bdi"
                | "bdo"
                | "em"
                | "font"
                | "i"
                | "s"
                | "small"
                | "span"
                | "strong"
                | "sub"
                | "sup"
                | "u"
        );
        let block = if inline { block } else { element };
        for child in element.children() {
            if let Some(words) = child.value().as_text() {
                if words.chars().any(char::is_alphanumeric) {
                    self.runs.push(Run { element, face: face.clone(), link: link.cloned(), block });
                }
            } else if let Some(inner) = ElementRef::wrap(child) {
                self.below(inner, &face, link, block);
            }
        }
    }
}
