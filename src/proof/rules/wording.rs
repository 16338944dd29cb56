//! Rules about wording and language.

use super::super::{Check, Rule, Stage, wording};
use crate::domain::Severity::{MustFix, ShouldFix};

pub(super) const ALL: &[&Rule] =
    &[&HDR010, &HDR011, &TRN003, &TRN004, &TRN005, &TRN006, &A11Y05, &A11Y09, &A11Y10, &HTM006];

pub const HDR010: Rule = Rule {
    id: "HDR010",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "Somebody reads what comes back",
    why: "Readers who answer get no answer, and mail providers trust senders less that can't be written to.",
    remedy: "Let reply_to in config.toml be an address that somebody reads.",
    check: Check::Issue(wording::answered),
};

pub const HDR011: Rule = Rule {
    id: "HDR011",
    severity: MustFix,
    stage: Stage::Text,
    title: "Subjects are short and honest",
    why: "Mail programs cut long subjects, and readers and filters distrust those that shout or pretend.",
    remedy: "Say it in 78 characters or fewer; the first 40 are what a telephone shows.",
    check: Check::Wording(wording::subjects, |_| true),
};

pub const TRN003: Rule = Rule {
    id: "TRN003",
    severity: MustFix,
    stage: Stage::Text,
    title: "Nothing is left over in another language",
    why: "Readers of one language stumble over words of another, and think that the letter was not finished.",
    remedy: "Translate it. What is meant to stay is marked [Read more](lang:en); names and terms of the project belong into glossary.toml.",
    check: Check::Wording(wording::left_over, wording::knows_language),
};

pub const TRN004: Rule = Rule {
    id: "TRN004",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "Editions have the same links, points and fields",
    why: "What is in one edition only was mostly forgotten in the other.",
    remedy: "Look at the two side by side, and add what is missing.",
    check: Check::Wording(wording::shape, |_| true),
};

pub const TRN005: Rule = Rule {
    id: "TRN005",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "Marks and spellings are as they should be",
    why: "Slips of the hand distract readers, and a thing with two names is taken for two things.",
    remedy: "Mend the place.",
    check: Check::Wording(wording::slips, |_| true),
};

pub const TRN006: Rule = Rule {
    id: "TRN006",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "Editions are about as long, and buttons fit",
    why: "A text that is much shorter or longer than its source lacks something, or says more.",
    remedy: "Look at the two side by side.",
    check: Check::Wording(wording::length, |_| true),
};

pub const A11Y05: Rule = Rule {
    id: "A11Y05",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "Links say where they lead",
    why: "A screen reader lists the links of a letter without the text around them: \"read more, read more, here\".",
    remedy: "Say in the words of the link what is behind it: [The programme of the conference](https://…).",
    check: Check::Wording(wording::links, wording::knows_links),
};

pub const A11Y09: Rule = Rule {
    id: "A11Y09",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "Nobody needs to see a colour to follow",
    why: "Who is blind or colour-blind, reads the text part or has a dark screen finds no blue field.",
    remedy: "Call it by its words, or make a link of it.",
    check: Check::Wording(wording::colours, wording::knows_colours),
};

pub const A11Y10: Rule = Rule {
    id: "A11Y10",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "Words in another language are marked",
    why: "A screen reader reads them with the voice of the wrong language, and nobody understands them.",
    remedy: "Mark them: [Nära vård](lang:sv).",
    check: Check::Wording(wording::unmarked, wording::knows_language),
};

pub const HTM006: Rule = Rule {
    id: "HTM006",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "The inbox line says something of its own",
    why: "Mail programs show it behind the subject; where it is short they fill up with what comes next in the letter.",
    remedy: "Write 40 to 130 characters that add something to the subject.",
    check: Check::Wording(wording::inbox_lines, |_| true),
};
