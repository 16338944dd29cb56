//! Findings of `glossary.toml`. See `issue_files`.

use super::super::{FileRule, Reads};
use super::issue_files::{LOST, SLIP, SYNTAX, rule};
use crate::domain::Severity::MustFix;

const GLOSSARY: Reads = Reads::File("glossary.toml");

/// In the order of their names.
pub(super) const ALL: &[FileRule] = &[
    rule("GLS001", GLOSSARY, MustFix, "It is TOML", SYNTAX, "Mend the line; texts stand in quotation marks."),
    rule(
        "GLS002",
        GLOSSARY,
        MustFix,
        "Every key is known",
        SLIP,
        "Below [[term]] there are term, forms, avoid, language and explanation.",
    ),
    rule(
        "GLS003",
        GLOSSARY,
        MustFix,
        "Every value is of the right sort",
        LOST,
        "Write a text, or a table with texts per language, as the finding says.",
    ),
    rule("GLS004", GLOSSARY, MustFix, "Every term has its name", LOST, "Add term = \"…\"."),
    rule(
        "GLS005",
        GLOSSARY,
        MustFix,
        "Every value can be used",
        LOST,
        "Write a value of the form that the finding shows.",
    ),
    rule(
        "GLS006",
        GLOSSARY,
        MustFix,
        "The file can be read",
        LOST,
        "Make it a text file in UTF-8 that you may read.",
    ),
];
