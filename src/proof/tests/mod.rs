//! A complete, right issue to break in one place at a time, and the tables of what breaks it and what must not.

mod calendar;
mod corpus;
mod fixes;
mod good;
mod looks;
mod message;
mod network;
mod reached;
mod readers;
mod release;
mod rendered;
mod wording;
mod written;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::settings::Settings;
use crate::domain::translation::{How, Made, Passage, Record, TextHash, Translations};
use crate::domain::*;

pub use good::settings;
use good::{issue, list, one};

use super::{Check, Facts, Findings, Gate, Release, check_issue, rules};

const HTML: &str = r##"<!DOCTYPE html>
<html lang="hu" dir="ltr"><head><meta charset="utf-8"><title>43 jó gyakorlat</title>
<style data-css-inline="keep">a > b { color: #000000; }</style></head>
<body><div lang="hu" dir="ltr" style="display:none">Előnézet</div>
<!--[if mso]><table role="presentation"><tr><td><![endif]-->
<table lang="hu" dir="ltr" role="presentation"><tbody><tr><td style="font-family: Arial; font-size: 16px; color: #222222; background-color: #ffffff">
<h1>HELIUM hírlevél</h1>
<h2>Hol tartunk?</h2><p>Kedves %NAME%! <a href="https://helium.example.eu/hu">A honlap</a></p>
<img src="cid:ward@example.eu" alt="Két ápoló egy monitornál" width="600" height="300">
<table><tbody><tr><th scope="col">Hely</th></tr><tr><td>Eindhoven</td></tr></tbody></table>
<h2>Mentse el a dátumot</h2><p>2018. október 25.</p>
<img src="cid:eu@example.eu" alt="Az Európai Unió emblémája" width="90" height="60">
<p>Európai Unió | Európai Regionális Fejlesztési Alap · Interreg Europe</p>
<p>Brainport Development<br>Emmasingel 11<br>5611 AZ Eindhoven</p>
<p><a href="mailto:info@helium.example.eu">info@helium.example.eu</a>
<a href="https://helium.example.eu/hu/privacy">Adatvédelem</a>
%REASON% <a href="%UNSUB%">Leiratkozás</a></p>
</td></tr></tbody></table>
<!--[if mso]></td></tr></table><![endif]-->
</body></html>"##;

const TEXT: &str = "HELIUM hírlevél\n\nHol tartunk?\nKedves %NAME%!\nhttps://helium.example.eu/hu\n\n\
Mentse el a dátumot\n2018. október 25.\n\nEurópai Unió | Európai Regionális\nFejlesztési Alap · Interreg Europe\n\
Brainport Development\nEmmasingel 11\n5611 AZ Eindhoven\ninfo@helium.example.eu\n\
https://helium.example.eu/hu/privacy\n%REASON%\n%UNSUB%\n";

pub fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language")
}

/// A term that is called the same in every language.
pub fn term(name: &str) -> Term {
    Term {
        term: name.to_owned(),
        forms: BTreeMap::new(),
        avoid: BTreeMap::new(),
        language: None,
        explanation: None,
    }
}

pub fn section(id: &str) -> SectionId {
    SectionId::parse(id).expect("a name")
}

/// An issue in Hungarian with a letter, and the moment.
pub struct Case {
    pub settings: Settings,
    pub issue: Issue,
    pub translations: Translations,
    pub html: String,
    pub text: String,
    pub subject: String,
    pub glossary: Glossary,
    pub missing_strings: BTreeMap<Lang, Vec<String>>,
    pub lists: Vec<List>,
    pub pictures: Vec<InlinePicture>,
    pub release: Release,
    pub gate: Gate,
    pub now: Timestamp,
}

impl Case {
    pub fn good() -> Self {
        Self {
            settings: settings(),
            issue: issue(),
            translations: Translations::default(),
            html: HTML.to_owned(),
            text: TEXT.to_owned(),
            subject: "43 jó gyakorlat".to_owned(),
            glossary: Glossary::default(),
            missing_strings: BTreeMap::new(),
            lists: vec![list()],
            pictures: Vec::new(),
            release: Release::default(),
            gate: Gate::Writing,
            now: "2018-06-27T10:00:00Z".parse().expect("a moment"),
        }
    }

    pub fn html(&mut self, from: &str, to: &str) {
        assert!(self.html.contains(from), "{from} is not in the page");
        self.html = self.html.replacen(from, to, 1);
    }

    pub fn text(&mut self, from: &str, to: &str) {
        assert!(self.text.contains(from), "{from} is not in the text");
        self.text = self.text.replacen(from, to, 1);
    }

    pub fn edition(&mut self) -> &mut Edition {
        self.issue.editions.get_mut(&lang("hu")).expect("the edition")
    }

    pub fn edition_of(&self, lang: &Lang) -> &Edition {
        &self.issue.editions[lang]
    }

    /// The same in English as well, which is not rendered; Hungarian is the source.
    pub fn in_english(&mut self) -> &mut Edition {
        let mut edition = self.edition().clone();
        edition.lang = lang("en");
        edition.file = "issues/2018-06-summer/en.md".into();
        edition.subject = "43 good practices".into();
        edition.sections[0].heading = "Where do we stand?".into();
        edition.sections[1].heading = "Keep the day free".into();
        edition.preheader = "What the partners saw on their journeys in summer.".into();
        let link = "[The website](https://helium.example.eu/en)";
        edition.sections[0].markdown = format!("First paragraph.\n\n{link} is good.");
        edition.sections[1].markdown = "On 25 October 2018, a Thursday.".into();
        self.issue.languages.push(lang("en"));
        self.issue.editions.entry(lang("en")).or_insert(edition)
    }

    /// Says how the first section became English from the Hungarian text that is there now.
    pub fn made(&mut self, how: How) {
        let passage = Passage::Section(self.issue.sections[0].id.clone());
        let text = passage.text(self.edition()).expect("the text");
        let on = jiff::civil::date(2018, 6, 20);
        let made = Made { from: lang("hu"), of: TextHash::of(&text), how, by: "anna".into(), on };
        let record = Record { made: Some(made), remarks: Vec::new() };
        self.translations.records.insert((passage, lang("en")), record);
    }

    pub fn event(&mut self) -> &mut Event {
        self.issue.sections[1].event.as_mut().expect("the event")
    }

    fn letters(&self) -> BTreeMap<Lang, Letter> {
        let letter = Letter {
            lang: lang("hu"),
            subject: spliced(&self.subject, SlotPlace::Header),
            html: spliced(&self.html, SlotPlace::Html),
            text: spliced(&self.text, SlotPlace::Plain),
            pictures: self.pictures.clone(),
            calendar: Vec::new(),
            lent: BTreeMap::new(),
        };
        BTreeMap::from([(lang("hu"), letter)])
    }

    pub fn links(&self) -> Vec<super::Link> {
        super::links(&self.settings, &self.issue, &self.letters())
    }

    pub fn findings(&self) -> Findings {
        let letters = self.letters();
        let facts = Facts {
            settings: &self.settings,
            issue: &self.issue,
            translations: &self.translations,
            glossary: &self.glossary,
            letters: &letters,
            missing_strings: &self.missing_strings,
            lists: &self.lists,
            templates: None,
            release: &self.release,
            gate: self.gate,
            now: self.now,
        };
        check_issue(&facts, Vec::new())
    }

    /// What is wrong: rule, severity, line.
    pub fn wrong(&self) -> Vec<(&'static str, Severity)> {
        self.findings().problems.iter().map(|problem| (problem.rule, problem.severity)).collect()
    }
}

/// One way to change the good issue, what it is, and the rule that must say so (or, at a near miss, must not).
pub type Change = (&'static str, &'static str, fn(&mut Case));

/// Every change breaks exactly the rule it names.
pub fn breaks(changes: &[Change]) {
    let mut otherwise = Vec::new();
    for (rule, what, change) in changes {
        let mut case = Case::good();
        change(&mut case);
        let rules: std::collections::BTreeSet<_> = case.wrong().into_iter().map(|(rule, _)| rule).collect();
        if !rules.iter().eq([rule]) {
            otherwise.push((rule, what, case.findings().problems));
        }
    }
    assert!(otherwise.is_empty(), "{otherwise:#?}");
}

/// No change breaks anything.
pub fn leaves_whole(changes: &[Change]) {
    for (rule, what, change) in changes {
        let mut case = Case::good();
        change(&mut case);
        assert_eq!(case.wrong(), [], "{rule}, {what}: {:#?}", case.findings().problems);
    }
}

/// What is broken by whole files, in `tests/it/rules.rs`, is the rendering's.
#[test]
fn every_rule_has_something_that_breaks_it_and_something_that_comes_close() {
    let changes = |tables: [&'static [Change]; 4]| tables.into_iter().flatten().map(|(rule, ..)| *rule);
    type Bytes = &'static [(&'static str, &'static str, &'static str)];
    let bytes = |tables: [Bytes; 2]| tables.into_iter().flatten().map(|(rule, ..)| *rule);
    let broken: Vec<&str> = changes([written::BROKEN, rendered::BROKEN, wording::BROKEN, looks::BROKEN])
        .chain(bytes([message::BROKEN, message::SIGNED_BROKEN]))
        .chain(bytes([calendar::BROKEN, &[]]))
        .chain(network::BROKEN.iter().map(|(rule, ..)| *rule))
        .chain(reached::BROKEN.iter().map(|(rule, ..)| *rule))
        .chain(reached::ENDPOINTS.iter().map(|(rule, ..)| *rule))
        .chain(readers::BROKEN.iter().map(|(rule, ..)| *rule))
        .collect();
    let near: Vec<&str> = changes([written::NEAR, rendered::NEAR, wording::NEAR, looks::NEAR])
        .chain(bytes([message::NEAR, message::SIGNED_NEAR]))
        .chain(bytes([calendar::NEAR, &[]]))
        .chain(network::NEAR.iter().map(|(rule, ..)| *rule))
        .chain(reached::NEAR.iter().map(|(rule, ..)| *rule))
        .chain(readers::NEAR.iter().map(|(rule, ..)| *rule))
        .chain(reached::ENDPOINTS.iter().map(|(rule, ..)| *rule))
        .collect();
    for rule in rules::all().filter(|rule| !matches!(rule.check, Check::Rendering)) {
        assert!(broken.contains(&rule.id), "nothing breaks {}", rule.id);
        assert!(near.contains(&rule.id), "nothing comes close to {}", rule.id);
    }
}

fn spliced(text: &str, place: SlotPlace) -> Spliced {
    let mut spliced = Spliced::default();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let found = [
            ("%NAME%", SlotWhat::Field { name: "name".into(), fallback: "Olvasó".into() }),
            ("%REASON%", SlotWhat::Reason),
            ("%UNSUB%", SlotWhat::Unsubscribe),
        ]
        .into_iter()
        .find(|(mark, _)| rest[at..].starts_with(mark));
        let Some((mark, what)) = found else { break };
        spliced.push_text(&rest[..at]);
        spliced.push_slot(Slot { what, place });
        rest = &rest[at + mark.len()..];
    }
    spliced.push_text(rest);
    spliced
}

#[test]
fn the_right_issue_passes_every_rule_that_was_asked() {
    let findings = Case::good().findings();
    assert_eq!(findings.problems, []);
    assert!(
        findings.passed.contains(&"HTM002") && findings.passed.contains(&"EVT001"),
        "{:?}",
        findings.passed
    );
    let unasked: Vec<_> = findings.not_checked.iter().map(|one| one.rule).collect();
    assert!(unasked.contains(&"HDR001") && !unasked.contains(&"HTM001"), "{unasked:?}");
}
