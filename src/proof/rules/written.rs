//! Rules about the text as people wrote it.

use super::super::{Check, Rule, Stage, agreement, content, event, people, release, stated, translation};
use crate::domain::Severity::{MustFix, ShouldFix};

pub(super) const ALL: &[&Rule] =
    &[&TRN001, &TRN002, &TRN007, &LEG003, &LEG004, &OPS001, &OPS002, &EVT001, &EVT002];

pub const TRN001: Rule = Rule {
    id: "TRN001",
    severity: MustFix,
    stage: Stage::Text,
    title: "Every language is whole and up to date",
    why: "Readers of that language would get less than the others, or something else.",
    remedy: "Write the section in that edition, or say in issue.toml which languages it is for.",
    check: Check::Issue(translation::whole),
};

/// Must be fixed where two editions contradict each other: a wrong number sends readers to the wrong place, and nothing
/// is lost by mending it. Should be where only one says something, which may be meant so and can be accepted.
pub const TRN002: Rule = Rule {
    id: "TRN002",
    severity: MustFix,
    stage: Stage::Text,
    title: "The same facts in every language",
    why: "Readers of one language would come at another time, pay another sum or call another number than the others.",
    remedy: "Write the same numbers, dates, times, amounts, telephone numbers, addresses, links and names in both editions; what is only missing can be accepted by name.",
    check: Check::Issue(agreement::editions),
};

pub const TRN007: Rule = Rule {
    id: "TRN007",
    severity: MustFix,
    stage: Stage::Text,
    title: "Fixed strings are there in every language",
    why: "Words such as \"Unsubscribe\" would be missing from the letter or be in another language.",
    remedy: "Add the strings to templates/locales/<language>.ftl.",
    check: Check::Issue(translation::catalogue),
};

pub const OPS001: Rule = Rule {
    id: "OPS001",
    severity: MustFix,
    stage: Stage::Text,
    title: "Approved and tested as it stands",
    why: "What was changed after somebody looked at it nobody has looked at.",
    remedy: "Send a test, and let everybody with does = [\"approve\"] below [[team]] look at it and run `courant approve`.",
    check: Check::Issue(release::released),
};

pub const OPS002: Rule = Rule {
    id: "OPS002",
    severity: MustFix,
    stage: Stage::Text,
    title: "No placeholders and no empty sections",
    why: "Readers would see that the letter was not finished.",
    remedy: "Write what belongs there, or take it out.",
    check: Check::Both(content::unfinished, content::unresolved),
};

pub const EVT001: Rule = Rule {
    id: "EVT001",
    severity: MustFix,
    stage: Stage::Text,
    title: "Events have dates that can be and lie ahead",
    why: "Readers would come on the wrong day, or read an invitation to something that is over.",
    remedy: "Mend the dates in issue.toml, set its status, or take the section out.",
    check: Check::Issue(event::dates),
};

/// Must be fixed where the only date that the text says is almost that of the event, and not it.
pub const EVT002: Rule = Rule {
    id: "EVT002",
    severity: MustFix,
    stage: Stage::Text,
    title: "Texts say the dates that issue.toml has",
    why: "The letter and the calendar entry show the date of issue.toml; readers would see two and not know which is right.",
    remedy: "Mend the text, or the date in issue.toml.",
    check: Check::Issue(stated::in_the_text),
};

pub const LEG003: Rule = Rule {
    id: "LEG003",
    severity: MustFix,
    stage: Stage::Text,
    title: "It is recorded why readers may be written to",
    why: "Whoever asks is to be shown why they get the letter and where their address comes from (GDPR 7 and 14).",
    remedy: "Write basis = \"consent\" or another one, and source = \"…\", in the table of facts beside the list.",
    check: Check::Issue(people::basis),
};

pub const LEG004: Rule = Rule {
    id: "LEG004",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "People in pictures have agreed",
    why: "Whoever can be known in a picture must have said yes to it (GDPR, Article 6), and one day somebody will ask.",
    remedy: "Write below the picture in issue.toml when they agreed and where it is kept: people = \"consent on file 2018-05-04\".",
    check: Check::Issue(people::consent),
};
