//! Rules about the shape of an edition's text. The parser of the prose finds what breaks them, in one go.

use super::super::{Check, Rule, Stage, structure};
use crate::domain::Severity::{MustFix, ShouldFix, Tip};

pub(super) const ALL: &[&Rule] =
    &[&STR010, &STR011, &STR012, &FLD001, &FLD002, &FLD003, &TXT001, &HTM010, &IMG010];

/// The rules whose findings come out of the prose.
pub const OF_PROSE: &[&str] = &[
    "STR010", "STR011", "STR012", "FLD001", "FLD002", "FLD003", "TXT001", "HTM010", "IMG010", "IMG001",
    "LNK001",
];

const fn rule(id: &'static str, title: &'static str, why: &'static str, remedy: &'static str) -> Rule {
    Rule { id, severity: MustFix, stage: Stage::Text, title, why, remedy, check: Check::Prose }
}

pub const STR010: Rule = Rule {
    check: Check::Issue(structure::dialect),
    ..rule(
        "STR010",
        "Headings open sections, or stand inside one",
        "A heading without an id belongs to no section of issue.toml.",
        "Write ## Heading {#section-id}, or ### for a heading inside the section.",
    )
};
pub const STR011: Rule = Rule {
    severity: ShouldFix,
    ..rule(
        "STR011",
        "Lists have one level",
        "Lists inside lists fall apart in many mail programs.",
        "Move the point to the margin, or make a sentence of it.",
    )
};
pub const STR012: Rule = Rule {
    severity: Tip,
    ..rule(
        "STR012",
        "No marks of another Markdown",
        "Readers would see the marks as they stand.",
        "Begin points of a list with - and headings with ###.",
    )
};
pub const FLD001: Rule = rule(
    "FLD001",
    "Fields have words for whoever has none",
    "Readers without a name would see a gap.",
    "Write the words after a bar: {{name|dear reader}}.",
);
pub const FLD002: Rule = rule(
    "FLD002",
    "Fields are closed",
    "Readers would see the braces.",
    "Close the field on the same line: {{name|dear reader}}.",
);
pub const FLD003: Rule = rule(
    "FLD003",
    "Fields stand in text only",
    "A field in an address would tell one reader from another; in a description it can't be filled.",
    "Take the field out.",
);
pub const TXT001: Rule = rule(
    "TXT001",
    "No invisible characters",
    "They break words and lines in ways that nobody sees while writing.",
    "Delete the character; it often comes with text that was pasted.",
);
pub const HTM010: Rule = rule(
    "HTM010",
    "No HTML in the text",
    "Tags in the text would break the letter in some mail programs, and not be in its text part.",
    "Take the tag out; for a sign write \\< instead of <.",
);
pub const IMG010: Rule = rule(
    "IMG010",
    "Pictures stand on a line of their own",
    "The letter has no place for a picture inside a line.",
    "Give the picture a line of its own, with a blank line before it: ![What it shows](images/x.jpg).",
);
