//! A letter as one reader would get it: slots filled with sample values, the HTML as a tree to ask questions of.

use scraper::{ElementRef, Html, Selector};

use crate::domain::{Edition, Lang, Letter, Place, Slot, SlotWhat};

use super::Facts;

/// The address that stands for the reader's own unsubscribe page.
pub const UNSUBSCRIBE: &str = "https://unsubscribe.invalid/u/sample";

/// What stands for "You get this because …".
pub const REASON: &str = "$reason$";

/// One letter, parsed once for all rules.
#[derive(Debug)]
pub struct Page<'a> {
    pub lang: &'a Lang,
    pub letter: &'a Letter,
    pub edition: Option<&'a Edition>,
    pub subject: String,
    pub html: String,
    pub text: String,
    pub tree: Html,
}

impl<'a> Page<'a> {
    pub fn new(facts: &Facts<'a>, letter: &'a Letter) -> Self {
        let html = letter.html.fill(sample);
        Self {
            lang: &letter.lang,
            letter,
            edition: facts.issue.editions.get(&letter.lang),
            subject: letter.subject.fill(sample),
            text: letter.text.fill(sample),
            tree: Html::parse_document(&html),
            html,
        }
    }

    /// The elements that a CSS selector finds, in order.
    pub fn all(&self, css: &'static str) -> Vec<ElementRef<'_>> {
        select(&self.tree, css)
    }

    /// The letter as a whole.
    pub fn place(&self) -> Place {
        Place { language: Some(self.lang.clone()), ..Place::default() }
    }

    /// What a reader sees of the HTML, in single spaces.
    pub fn visible_text(&self) -> String {
        self.all("body").first().map_or_else(String::new, |body| text_of(*body))
    }
}

/// What a letter's links lead to, in order, as written; the reader's own unsubscribe page left out.
pub fn links_of(letter: &Letter) -> Vec<String> {
    let tree = Html::parse_document(&letter.html.fill(sample));
    let targets = select(&tree, "a[href], area[href]").into_iter().filter_map(|link| link.attr("href"));
    targets.filter(|target| *target != UNSUBSCRIBE).map(str::to_owned).collect()
}

/// The elements that a CSS selector finds, in order.
#[expect(clippy::expect_used, reason = "selectors are constants, each used by a test")]
pub fn select<'t>(tree: &'t Html, css: &'static str) -> Vec<ElementRef<'t>> {
    tree.select(&Selector::parse(css).expect("a selector")).collect()
}

/// The text below an element that is not hidden, in single spaces.
pub fn text_of(element: ElementRef) -> String {
    let mut text = String::new();
    collect(element, &mut text);
    fold(&text)
}

fn collect(element: ElementRef, text: &mut String) {
    if is_hidden(element) || matches!(element.value().name(), "style" | "script" | "title") {
        return;
    }
    if !matches!(element.value().name(), "a" | "b" | "em" | "i" | "span" | "strong" | "sub" | "sup") {
        text.push(' ');
    }
    for child in element.children() {
        if let Some(words) = child.value().as_text() {
            text.push_str(words);
        } else if let Some(inner) = ElementRef::wrap(child) {
            collect(inner, text);
        }
    }
}

/// Whether an element's own style takes it out of sight.
pub fn is_hidden(element: ElementRef) -> bool {
    element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style: String = style.to_ascii_lowercase().split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// White space as a reader sees it: none at the ends, one space between words.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sample(slot: &Slot) -> String {
    match &slot.what {
        SlotWhat::Field { fallback, .. } => fallback.clone(),
        SlotWhat::Unsubscribe => UNSUBSCRIBE.to_owned(),
        SlotWhat::Reason => REASON.to_owned(),
    }
}

/// The descendants of an element that a CSS selector finds, in order.
#[expect(clippy::expect_used, reason = "selectors are constants, each used by a test")]
pub fn inside<'t>(element: ElementRef<'t>, css: &'static str) -> Vec<ElementRef<'t>> {
    element.select(&Selector::parse(css).expect("a selector")).collect()
}

/// The cells of a table that are its own, not those of a table inside it.
pub fn cells<'t>(table: ElementRef<'t>, name: &'static str) -> Vec<ElementRef<'t>> {
    inside(table, name)
        .into_iter()
        .filter(|cell| {
            let nearest = cell
                .ancestors()
                .filter_map(ElementRef::wrap)
                .find(|element| element.value().name() == "table");
            nearest == Some(table)
        })
        .collect()
}
