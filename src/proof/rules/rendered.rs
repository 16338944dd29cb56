//! Rules about the finished HTML and text of a letter.

use super::super::{Check, Rule, Stage, access, addresses, html, law, links, pictures};
use crate::domain::Severity::{MustFix, ShouldFix};

pub(super) const ALL: &[&Rule] = &[
    &HTM001, &HTM002, &HTM003, &A11Y01, &A11Y02, &A11Y03, &A11Y04, &A11Y08, &IMG001, &IMG002, &LNK001,
    &LNK002, &LNK003, &HTM007, &LNK004, &TRN008, &LEG001, &LEG002, &LST006,
];

pub const HTM001: Rule = Rule {
    id: "HTM001",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Small enough not to be cut",
    why: "Gmail hides what comes after about 102,000 bytes, and with it the unsubscribe link.",
    remedy: "Shorten the letter, or move part of a story to the website and link to it.",
    check: Check::Letter(html::size),
};

pub const HTM002: Rule = Rule {
    id: "HTM002",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Well-formed HTML",
    why: "Mail programs mend broken HTML each in its own way, and the letter falls apart in some of them.",
    remedy: "Close every tag in the template, in the order they were opened; conditional comments are <!--[if mso]>…<![endif]--> or <!--[if !mso]><!-->…<!--<![endif]-->.",
    check: Check::Letter(html::well_formed),
};

pub const HTM003: Rule = Rule {
    id: "HTM003",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Nothing that mail programs throw away",
    why: "Scripts, forms, frames, videos and outside style sheets are removed by mail programs, or make the letter look like spam.",
    remedy: "Take it out of the template, and link to a page that has it.",
    check: Check::Letter(html::nothing_active),
};

pub const A11Y01: Rule = Rule {
    id: "A11Y01",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Says its language and direction",
    why: "A screen reader reads the letter with the voice of the language that it names.",
    remedy: "Put lang and dir on <html> and on every element right below <body> in the template.",
    check: Check::Letter(access::language),
};

pub const A11Y02: Rule = Rule {
    id: "A11Y02",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Tables say what they are for",
    why: "A screen reader announces the rows and columns of every table that doesn't say it is for layout.",
    remedy: "Give tables for layout role=\"presentation\", and header cells of tables of data scope=\"col\" or scope=\"row\".",
    check: Check::Letter(access::tables),
};

pub const A11Y03: Rule = Rule {
    id: "A11Y03",
    severity: ShouldFix,
    stage: Stage::Letter,
    title: "One top heading, no level skipped",
    why: "People who can't see the letter find their way by its headings.",
    remedy: "Use ### below a section's heading before ####; the title is the only heading of level 1.",
    check: Check::Letter(access::headings),
};

pub const A11Y04: Rule = Rule {
    id: "A11Y04",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Every link has words",
    why: "A screen reader spells out the address of a link without words.",
    remedy: "Write words between the brackets: [the programme](https://…).",
    check: Check::Letter(access::links),
};

pub const A11Y08: Rule = Rule {
    id: "A11Y08",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Has a title that says which letter it is",
    why: "The title is what a screen reader says first, and what a browser shows in its tab.",
    remedy: "Give the edition a subject of its own; the template puts it into <title>.",
    check: Check::Letter(access::title),
};

pub const IMG001: Rule = Rule {
    id: "IMG001",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Pictures say what they show",
    why: "Many readers don't see pictures: they are blind, or their mail program doesn't load them.",
    remedy: "Write what the picture shows: ![Two nurses at a monitor](images/ward.jpg); ![](decorative:x.jpg) for one that says nothing.",
    check: Check::Letter(pictures::alt),
};

pub const LNK001: Rule = Rule {
    id: "LNK001",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Links lead somewhere public",
    why: "Readers would click and arrive nowhere.",
    remedy: "Write the whole public address, with https://.",
    check: Check::Letter(links::targets),
};

pub const LEG001: Rule = Rule {
    id: "LEG001",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Says who sends it, from where and why",
    why: "The law wants a postal address, the sender's name, a contact, the privacy policy and the reason in every letter.",
    remedy: "Fill in [sender] in config.toml; if you changed the template's footer, let it print them all, in HTML and text.",
    check: Check::Letter(law::sender),
};

pub const LEG002: Rule = Rule {
    id: "LEG002",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Emblem and funding statement are there",
    why: "Projects paid by the European Union must show its emblem and the full statement in everything they send, or lose part of the grant.",
    remedy: "Fill in [[funding]] in config.toml; if you changed the template's footer, let it print emblem, statement and programme.",
    check: Check::Look(law::funding),
};

pub const LST006: Rule = Rule {
    id: "LST006",
    severity: MustFix,
    stage: Stage::Letter,
    title: "An unsubscribe link that readers see",
    why: "The law and every large mail provider want a way out in the letter itself; who finds none reports spam.",
    remedy: "Let the template's footer print the unsubscribe link, in HTML and text.",
    check: Check::Letter(law::way_out),
};

pub const IMG002: Rule = Rule {
    id: "IMG002",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Pictures can be used and are light",
    why: "Every reader gets all pictures of a letter, many over a telephone; over 1 MB mail servers refuse it.",
    remedy: "Save large pictures smaller, as PNG, JPEG or GIF: 1100 pixels wide as JPEG is plenty.",
    check: Check::Letter(pictures::usable),
};

pub const LNK004: Rule = Rule {
    id: "LNK004",
    severity: MustFix,
    stage: Stage::Letter,
    title: "A section that is linked to has an address",
    why: "The button would lead nowhere.",
    remedy: "Write link = \"https://…\" below the section in issue.toml.",
    check: Check::Rendering,
};

pub const TRN008: Rule = Rule {
    id: "TRN008",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Dates can be written in the language",
    why: "Dates and numbers would be printed as another language writes them.",
    remedy: "Use the language's tag of ISO 639-1, or its more general form.",
    check: Check::Rendering,
};

pub const HTM007: Rule = Rule {
    id: "HTM007",
    severity: ShouldFix,
    stage: Stage::Letter,
    title: "Colours that every mail program can read",
    why: "Some mail programs know colours only as six digits and show black on white instead, or nothing.",
    remedy: "Write #0a5c9e in templates/style.css, without rgb(), var() or three digits.",
    check: Check::Letter(html::colours),
};

pub const LNK002: Rule = Rule {
    id: "LNK002",
    severity: ShouldFix,
    stage: Stage::Letter,
    title: "Links lead to pages in the letter's language",
    why: "Readers arrive at a page that they can't read, though there is one in their language.",
    remedy: "Copy the address of the page in the edition's language; or say in the words of the link what language it is in, and accept it.",
    check: Check::Letter(addresses::language),
};

pub const LNK003: Rule = Rule {
    id: "LNK003",
    severity: MustFix,
    stage: Stage::Letter,
    title: "Links are what they seem and follow nobody",
    why: "A link that shows one address and leads to another looks like a fraud to filters; one that says who clicks breaks the promise to follow nobody.",
    remedy: "Let the words of the link say what it leads to, or its true address.",
    check: Check::Letter(addresses::honest),
};
