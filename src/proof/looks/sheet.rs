//! The style that stays in the head: which of its rules hold where, and which declaration wins.

use std::collections::BTreeMap;

use scraper::{ElementRef, Selector};

use super::declarations::{Declaration, declarations, split};
use crate::proof::page::Page;
use crate::render::without_comments;

/// The screen on which a letter is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Where the style in the head is thrown away.
    Bare,
    Light,
    Dark,
}

/// A rule of a sheet.
#[derive(Debug)]
pub struct SheetRule {
    /// `@media (…)`, in small letters and single spaces; none for a rule that always holds.
    pub condition: Option<String>,
    /// Whether the condition is a dark screen.
    dark: bool,
    /// As written, one by one.
    pub selectors: Vec<String>,
    matches: Vec<(Selector, Specificity)>,
    pub declarations: Vec<Declaration>,
}

/// Identifiers, classes, types.
type Specificity = (usize, usize, usize);

/// All styles of a page's head.
#[derive(Debug, Default)]
pub struct Sheet {
    pub rules: Vec<SheetRule>,
    /// At-rules that are not `@media`: `@font-face`.
    pub others: Vec<String>,
}

impl Sheet {
    pub fn of(page: &Page) -> Self {
        let mut sheet = Self::default();
        for style in page.all("style") {
            sheet.read(&without_comments(&style.text().collect::<String>()), None);
        }
        sheet
    }

    fn read(&mut self, css: &str, condition: Option<&str>) {
        for (head, inside) in blocks(css) {
            let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
            let Some(inside) = inside else {
                self.others.push(head.split(' ').next().unwrap_or_default().to_owned());
                continue;
            };
            if head.to_ascii_lowercase().starts_with("@media") {
                self.read(inside, Some(&head.to_ascii_lowercase()));
            } else if head.starts_with('@') {
                self.others.push(head.split(' ').next().unwrap_or_default().to_owned());
            } else {
                let selectors: Vec<String> =
                    split(&head, ',').iter().map(|one| one.trim().to_owned()).collect();
                let matches = selectors
                    .iter()
                    .filter_map(|one| Some((Selector::parse(one).ok()?, specificity(one))))
                    .collect();
                let condition = condition.map(str::to_owned);
                let declarations = declarations(inside);
                let dark = condition.as_deref().is_some_and(is_dark);
                self.rules.push(SheetRule { condition, dark, selectors, matches, declarations });
            }
        }
    }

    /// Whether it says anything about dark screens.
    pub fn has_dark(&self) -> bool {
        self.rules.iter().any(|rule| rule.dark)
    }

    /// What an element's styles come to on such a screen, inheritance apart: property → value.
    pub fn winners(&self, element: ElementRef, view: View) -> BTreeMap<String, String> {
        // Important, inline, specificity: what comes later wins among equals.
        type Weight = (bool, bool, Specificity);
        let mut winners: BTreeMap<String, (Weight, String)> = BTreeMap::new();
        let mut put = |one: &Declaration, inline: bool, specificity: Specificity| {
            let weight = (one.important, inline, specificity);
            let wins = winners.get(&one.property).is_none_or(|(other, _)| *other <= weight);
            if wins {
                winners.insert(one.property.clone(), (weight, one.value.clone()));
            }
        };
        for rule in self.rules.iter().filter(|rule| rule.holds(view)) {
            let best = rule.matches.iter().filter(|(selector, _)| selector.matches(&element));
            if let Some(specificity) = best.map(|(_, specificity)| *specificity).max() {
                rule.declarations.iter().for_each(|one| put(one, false, specificity));
            }
        }
        for one in declarations(element.attr("style").unwrap_or_default()) {
            put(&one, true, (0, 0, 0));
        }
        winners.into_iter().map(|(property, (_, value))| (property, value)).collect()
    }
}

impl SheetRule {
    fn holds(&self, view: View) -> bool {
        match (view, self.condition.as_deref()) {
            (View::Bare, _) => false,
            (_, None | Some("@media all" | "@media screen")) => true,
            (View::Dark, Some(_)) => self.dark,
            (View::Light, Some(_)) => false,
        }
    }
}

fn is_dark(condition: &str) -> bool {
    let condition: String = condition.split_whitespace().collect();
    matches!(
        condition.as_str(),
        "@media(prefers-color-scheme:dark)" | "@mediascreenand(prefers-color-scheme:dark)"
    )
}

/// Heads of rules and what stands between their braces; none for `@import x;`.
fn blocks(css: &str) -> Vec<(&str, Option<&str>)> {
    let (mut found, mut depth, mut begin, mut open) = (Vec::new(), 0usize, 0, 0);
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            b'{' => {
                depth += 1;
                if depth == 1 {
                    open = at;
                }
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && open >= begin {
                    found.push((css[begin..open].trim(), Some(&css[open + 1..at])));
                    begin = at + 1;
                }
            }
            b';' if depth == 0 => {
                found.push((css[begin..at].trim(), None));
                begin = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn specificity(selector: &str) -> Specificity {
    let count = |of: &[char]| selector.matches(of).count();
    let types = selector
        .split(|c: char| c.is_whitespace() || matches!(c, '>' | '+' | '~'))
        .filter(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
        .count();
    (count(&['#']), count(&['.', '[', ':']), types)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn sheet(css: &str) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.read(&without_comments(css), None);
        sheet
    }

    #[test]
    fn the_declaration_that_a_browser_would_take_wins() {
        let page = Html::parse_document("<p class=\"a\" style=\"color: #000001; margin: 0\">x</p>");
        let p = page.select(&Selector::parse("p").expect("a selector")).next().expect("it");
        for (css, view, colour) in [
            ("p { color: #000002 }", View::Light, "#000001"),
            ("p { color: #000002 !important }", View::Light, "#000002"),
            ("p { color: #000002 !important }", View::Bare, "#000001"),
            (".a { color: #000003 !important } p { color: #000002 !important }", View::Light, "#000003"),
            ("p { color: #000003 !important } p { color: #000002 !important }", View::Light, "#000002"),
            (
                "@media (prefers-color-scheme: dark) { p { color: #000004 !important } }",
                View::Light,
                "#000001",
            ),
            (
                "@media (prefers-color-scheme: dark) { p { color: #000004 !important } }",
                View::Dark,
                "#000004",
            ),
            ("@media (max-width: 9px) { p { color: #000004 !important } }", View::Dark, "#000001"),
            ("/* p { */ q, p { color: #000005 !important }", View::Light, "#000005"),
            ("[data-ogsc] p { color: #000006 !important }", View::Dark, "#000001"),
        ] {
            assert_eq!(sheet(css).winners(p, view)["color"], colour, "{css}");
        }
    }

    #[test]
    fn what_is_no_rule_for_screens_is_named() {
        let sheet = sheet(
            "@import url(x.css); @font-face { font-family: x } @media print { p { top: 0 } } a { top: 0 }",
        );
        assert_eq!(sheet.others, ["@import", "@font-face"]);
        assert_eq!(sheet.rules.len(), 2);
        assert_eq!(sheet.rules[0].condition.as_deref(), Some("@media print"));
    }
}
