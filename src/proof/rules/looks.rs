//! Rules about how a finished letter looks.

use super::super::{Check, Rule, Stage, looks, pictures};
use crate::domain::Severity::{MustFix, ShouldFix};

pub(super) const ALL: &[&Rule] = &[&HTM004, &HTM005, &IMG003, &A11Y06, &A11Y07, &A11Y11];

pub const HTM004: Rule = Rule {
    id: "HTM004",
    severity: ShouldFix,
    stage: Stage::Letter,
    title: "Styles that mail programs know",
    why: "Mail programs pass over styles that they don't know, and the letter falls apart for those who use them.",
    remedy: "Do without it in templates/style.css, or with a style that all of them know.",
    check: Check::Letter(looks::supported),
};

pub const HTM005: Rule = Rule {
    id: "HTM005",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Looks right without the style in the head",
    why: "Some mail programs throw away the style in the head, and show text in a font and a colour of their own.",
    remedy: "Let templates/style.css have a rule for the tag or its class outside of @media, so that it is written into the tag.",
    check: Check::Look(looks::inlined),
};

pub const IMG003: Rule = Rule {
    id: "IMG003",
    severity: MustFix,
    stage: Stage::Letter,
    title: "No picture follows the reader",
    why: "A picture that nobody sees, or whose address is different for each reader, tells the sender who opened the letter; that needs consent.",
    remedy: "Take it out of the template.",
    check: Check::Letter(pictures::followers),
};

pub const A11Y06: Rule = Rule {
    id: "A11Y06",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Text stands out from its ground",
    why: "Who sees little, or reads in the sun, can't tell the letters from what is behind them (WCAG 1.4.3).",
    remedy: "Make the text darker or its ground lighter in templates/style.css; on dark screens the other way round.",
    check: Check::Look(looks::contrast),
};

pub const A11Y07: Rule = Rule {
    id: "A11Y07",
    severity: ShouldFix,
    stage: Stage::Letter,
    title: "Links can be told from the text",
    why: "Who can't tell the two colours apart finds no link (WCAG 1.4.1).",
    remedy: "Underline links in templates/style.css.",
    check: Check::Look(looks::links),
};

pub const A11Y11: Rule = Rule {
    id: "A11Y11",
    severity: ShouldFix,
    stage: Stage::Letter,
    title: "Text is large enough, and links can be hit",
    why: "Small text is hard to read, justified text has holes in it, and a finger misses a low link (WCAG 2.5.8).",
    remedy: "Let templates/style.css have text of 14 pixels or more that begins at one side, and links with lines of 24 pixels.",
    check: Check::Look(looks::readable),
};
