//! Findings of the files of an issue, told by whoever reads them with place, reason and remedy of their own: here is what
//! they have in common, for `--explain` and the manual.

use super::super::FileRule;
use crate::domain::Severity::{self, MustFix, ShouldFix};

const ISSUE: &str = "issue.toml";
const EDITION: &str = "the file of an edition";

pub(super) const SYNTAX: &str = "Nothing behind the place can be trusted until it is mended.";
pub(super) const SLIP: &str =
    "What is not known would be passed over in silence, and is mostly a slip of the pen.";
pub(super) const LOST: &str = "What can't be read can't be used, and nothing is put in its place.";

pub(super) const fn rule(
    id: &'static str,
    reads: &'static str,
    severity: Severity,
    title: &'static str,
    why: &'static str,
    remedy: &'static str,
) -> FileRule {
    FileRule { id, reads, severity, title, why, remedy }
}

/// In the order of their names.
pub(super) const ALL: &[FileRule] = &[
    rule(
        "EDN001",
        EDITION,
        MustFix,
        "The head between the lines of +++ is TOML",
        SYNTAX,
        "Mend the line; texts stand in quotation marks.",
    ),
    rule(
        "EDN002",
        EDITION,
        MustFix,
        "Every key of the head is known",
        SLIP,
        "There are title, subject and preheader.",
    ),
    rule(
        "EDN003",
        EDITION,
        MustFix,
        "The head's values are texts",
        LOST,
        "Write the value in quotation marks.",
    ),
    rule(
        "EDN004",
        EDITION,
        MustFix,
        "The head has subject and inbox line",
        "Without them the letter has no name in the mailbox.",
        "Add subject = \"…\" and preheader = \"…\".",
    ),
    rule(
        "EDN005",
        EDITION,
        MustFix,
        "The head's texts are one line of words",
        "A line break could end a header and begin another.",
        "Write it on one line, without control characters.",
    ),
    rule(
        "EDN006",
        EDITION,
        MustFix,
        "The file can be read",
        LOST,
        "Make it an ordinary text file in UTF-8 that you may read.",
    ),
    rule(
        "EDN009",
        EDITION,
        MustFix,
        "No section stands in it twice",
        "Only the first one is used.",
        "Join the two, or give one another id.",
    ),
    rule(
        "EDN010",
        EDITION,
        MustFix,
        "Every heading with ## has an id",
        "Without one its text belongs to the section above it.",
        "Add {#the-id} of issue.toml at its end, or make it ### inside a section.",
    ),
    rule(
        "EDN011",
        EDITION,
        MustFix,
        "No text stands before the first section",
        "It is in no letter.",
        "Put it below a heading with an id.",
    ),
    rule(
        "EDN012",
        EDITION,
        MustFix,
        "It has a head",
        "Subject and inbox line stand between two lines of +++ at the top of the file.",
        "Begin the file with +++, subject = \"…\", preheader = \"…\", +++.",
    ),
    rule(
        "EDN013",
        EDITION,
        MustFix,
        "Every id can be one",
        "Ids tie the text to issue.toml and to the other languages.",
        "Write the id that the section has in issue.toml.",
    ),
    rule(
        "EDN014",
        EDITION,
        MustFix,
        "Nothing is asked for that is not built yet",
        "What this version can't do is refused, never ignored.",
        "Take the key out.",
    ),
    rule(
        "EDN015",
        EDITION,
        MustFix,
        "It has no section that issue.toml does not know",
        "A text without its section is in no letter.",
        "Add a [[section]] with this id to issue.toml, or take the text out.",
    ),
    rule(
        "EDN016",
        EDITION,
        ShouldFix,
        "It has no section that is for other languages",
        "It is in no letter.",
        "Add the language to the section's languages in issue.toml, or take the text out.",
    ),
    rule(
        "EDN017",
        EDITION,
        MustFix,
        "The pictures in the text are there",
        "Readers would see a gap.",
        "Copy the file into images/ of the issue, or mend its name.",
    ),
    rule(
        "EDN018",
        EDITION,
        ShouldFix,
        "Every field is a column of a list",
        "Every reader would see the words behind the bar.",
        "Mend the name, or add the column.",
    ),
    rule("ISS001", ISSUE, MustFix, "It is TOML", SYNTAX, "Mend the line; texts stand in quotation marks."),
    rule("ISS002", ISSUE, MustFix, "Every key is known", SLIP, "Mend the name, or take the key out."),
    rule(
        "ISS003",
        ISSUE,
        MustFix,
        "Every value is of the right sort",
        LOST,
        "Write a text, a number, a list or a table, as the finding says.",
    ),
    rule(
        "ISS004",
        ISSUE,
        MustFix,
        "Nothing that is needed is missing",
        LOST,
        "Add the key; the finding shows how.",
    ),
    rule(
        "ISS005",
        ISSUE,
        MustFix,
        "Every value can be used",
        LOST,
        "Write a value of the form that the finding shows.",
    ),
    rule(
        "ISS006",
        ISSUE,
        MustFix,
        "The file can be read",
        LOST,
        "Write one with title, languages and [[section]] tables.",
    ),
    rule(
        "ISS007",
        ISSUE,
        MustFix,
        "Its values go together",
        "Each is right alone, and together they can't be kept.",
        "Change one of the two that the finding names.",
    ),
    rule(
        "ISS008",
        ISSUE,
        MustFix,
        "Nothing is asked for that is not built yet",
        "What this version can't do is refused, never ignored.",
        "Take the key out.",
    ),
    rule(
        "ISS009",
        ISSUE,
        MustFix,
        "Its lists are there",
        "The issue would go to nobody of a list that is not there.",
        "Mend the name, or put the list into subscribers/.",
    ),
    rule(
        "ISS010",
        ISSUE,
        MustFix,
        "Its languages are the newsletter's",
        "Nothing is known of other languages: neither who reads them nor the fixed strings.",
        "Mend the tag, or add the language to newsletter.languages in config.toml.",
    ),
    rule(
        "ISS011",
        ISSUE,
        MustFix,
        "The pictures that it names are there",
        "Readers would see a gap.",
        "Copy the file into images/ of the issue, or mend its name.",
    ),
    rule(
        "ISS012",
        ISSUE,
        ShouldFix,
        "Facts are there in every language of the issue",
        "Some readers get them in another language.",
        "Add the text in the languages that the finding names.",
    ),
    rule(
        "ISS013",
        ISSUE,
        ShouldFix,
        "Sections have only facts that their kind shows",
        "No reader sees the others.",
        "Take the fact out, choose another kind, or declare it in the template of the kind.",
    ),
    rule(
        "ISS014",
        ISSUE,
        ShouldFix,
        "Everything that is accepted is found",
        "What was accepted has changed since, or never was.",
        "Name rule, section and value as the finding does, or take the table out.",
    ),
];
