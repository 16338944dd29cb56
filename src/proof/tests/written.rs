//! What breaks the rules about text, and what comes close and must not.

use super::release::{approver, release};
use super::*;
use crate::proof::Tested;

/// Lets the event's text be this.
fn says(case: &mut Case, text: &str) {
    case.edition().sections[1].markdown = text.into();
}

pub const BROKEN: &[Change] = &[
    ("STR010", "a heading without an id", |case| {
        case.edition().sections[0].markdown.push_str("\n\n## Egyéb");
    }),
    ("FLD001", "a field without words", |case| case.edition().subject = "{{name}}, 43 jó".into()),
    ("FLD002", "an open field", |case| case.edition().sections[0].heading = "{{name|Olvasó".into()),
    ("FLD003", "a field in an address", |case| {
        case.edition().sections[0].markdown.push_str("\n\n[A lap](https://example.eu/{{name|x}}) van.");
    }),
    ("TXT001", "an invisible character", |case| case.edition().preheader.push('\u{202e}')),
    ("HTM010", "a tag", |case| case.edition().sections[0].markdown.push_str("\n\nEz <b>fontos</b>.")),
    ("IMG010", "a picture in a line", |case| {
        case.edition().sections[0].markdown.push_str("\n\nEz ![kép](images/x.png) itt.");
    }),
    ("STR011", "a list in a list", |case| {
        case.edition().sections[0].markdown.push_str("\n\n- egy\n- kettő\n  - három\n  - négy\n");
    }),
    ("STR012", "another Markdown's list", |case| {
        case.edition().sections[0].markdown.push_str("\n\n* egy\n* kettő");
    }),
    ("STR012", "a code fence", |case| case.edition().sections[0].markdown.push_str("\n\n```\nx")),
    ("STR012", "an underlined heading", |case| {
        case.edition().sections[0].markdown.push_str("\n\nCím\n=====");
    }),
    ("HDR011", "a long subject", |case| case.edition().subject = "ő".repeat(79)),
    ("HDR011", "a subject without end", |case| case.edition().subject = "ő".repeat(251)),
    ("IMG001", "a picture without a description", |case| {
        case.edition().sections[0].markdown.push_str("\n\n![](images/x.png)\n");
    }),
    ("TRN001", "an edition is missing", |case| case.issue.editions.clear()),
    ("TRN001", "a section is missing", |case| drop(case.edition().sections.remove(0))),
    ("TRN001", "no subject", |case| case.edition().subject.clear()),
    ("TRN007", "a string is missing", |case| {
        case.missing_strings.insert(lang("hu"), vec!["unsubscribe".into()]);
    }),
    ("OPS001", "nobody has approved it", |case| release(case, &[], &[], Tested::Now)),
    ("OPS001", "approved before it was changed", |case| release(case, &[], &["maria"], Tested::Now)),
    ("OPS001", "one of two has approved it", |case| {
        release(case, &["maria"], &[], Tested::Now);
        approver(case, "pal");
    }),
    ("OPS001", "never tested", |case| release(case, &["maria"], &[], Tested::Never)),
    ("OPS001", "changed since the test", |case| release(case, &["maria"], &[], Tested::Before)),
    ("OPS002", "TODO", |case| case.edition().sections[0].markdown.push_str("\n\nTODO: még írni")),
    ("OPS002", "xxx", |case| case.edition().sections[0].markdown.push_str(" xxx fő")),
    ("OPS002", "XXXX", |case| case.edition().preheader.push_str(" XXXX")),
    ("OPS002", "in the subject", |case| case.edition().subject = "Lorem ipsum".into()),
    ("OPS002", "words of its language", |case| {
        case.edition().sections[0].heading = "Ide jön a szöveg".into();
    }),
    ("OPS002", "an empty section", |case| case.edition().sections[0].markdown.clear()),
    ("OPS002", "an event without the text that it has in another language", |case| {
        case.in_english();
        case.edition().sections[1].markdown.clear();
    }),
    ("OPS002", "no heading", |case| case.edition().sections[1].heading.clear()),
    ("OPS002", "braces in the letter", |case| case.html("Hol tartunk", "Hol {{tartunk}}")),
    ("OPS002", "braces in the text", |case| case.text("HELIUM", "{{title HELIUM")),
    ("EVT001", "over", |case| case.now = "2018-10-26T10:00:00Z".parse().expect("a moment")),
    ("EVT001", "a date to save that is not there", |case| {
        let section = case.issue.sections.iter_mut().find(|section| section.event.is_some());
        let section = section.expect("an event");
        section.event = None;
        section.kind = Kind::parse("save-the-date").expect("a kind");
    }),
    ("EVT001", "soon", |case| case.now = "2018-10-24T10:00:00Z".parse().expect("a moment")),
    ("EVT001", "a zone without a name", |case| {
        case.event().starts = When::parse("2018-10-25T09:30+02:00[+02:00]").expect("a time");
    }),
    ("EVT001", "a deadline after it", |case| {
        case.event().deadlines[0].date = jiff::civil::date(2018, 10, 26);
    }),
    ("EVT001", "a deadline that is over", |case| {
        case.event().deadlines[0].date = jiff::civil::date(2018, 6, 1);
    }),
    ("EVT002", "another day", |case| says(case, "2018. október 26-án várjuk.")),
    ("EVT002", "another month", |case| says(case, "November 25-én, Eindhovenben.")),
    ("EVT002", "another year", |case| says(case, "2019. október 25-én várjuk.")),
    ("EVT002", "the date before it was moved", |case| says(case, "December 1-jén várjuk Eindhovenben.")),
    ("EVT002", "in a heading", |case| {
        case.edition().sections[1].heading = "Október 24.: élő laborok".into();
        says(case, "Várjuk Eindhovenben.");
    }),
    ("EVT002", "another time", |case| says(case, "2018. október 25-én 10 órakor kezdünk.")),
    ("EVT002", "another last day", |case| says(case, "2018. október 25–26-án várjuk.")),
    ("TRN002", "another number", |case| case.in_english().subject = "34 good practices".into()),
    ("TRN002", "another page", |case| {
        let text = "First paragraph.\n\n[The website](https://helium.example.eu/en/calls) is good.";
        case.in_english().sections[0].markdown = text.into();
    }),
    ("TRN002", "another day in a heading", |case| {
        case.edition().sections[0].heading = "Itt tartunk május 4-én".into();
        case.in_english().sections[0].heading = "Where we stand on 5 May".into();
    }),
    ("TRN002", "a number too many", |case| case.in_english().sections[0].markdown.push_str(" All 12 came.")),
    ("TRN002", "a number too many in a text of its own", |case| {
        case.in_english().sections[0].markdown.push_str(" All 12 came.");
        case.made(How::Adapted);
    }),
    ("TRN002", "a link in one edition only", |case| {
        let link = "\n\n[The programme](https://helium.example.eu/en/programme) is there.";
        case.in_english().sections[0].markdown.push_str(link);
    }),
    ("TRN002", "a year that one edition leaves out", |case| {
        case.in_english().sections[1].markdown = "On the 25th of October we meet.".into();
    }),
    ("EVT001", "another weekday", |case| {
        case.edition().sections[1].markdown = "2018. október 25-én, pénteken.".into();
    }),
];

#[test]
fn rules_about_text_find_what_is_wrong() {
    breaks(BROKEN);
}

pub const NEAR: &[Change] = &[
    ("FLD002", "a field that is closed", |case| {
        case.edition().sections[0].heading = "{{name|Olvasó}}, {így}".into();
    }),
    ("FLD003", "a field in the words of a link", |case| {
        case.edition().sections[0].markdown.push_str("\n\n[{{name|x}} oldala](https://example.eu/x) van.");
    }),
    ("TXT001", "accents, dashes and hard spaces", |case| case.edition().preheader.push_str(" jó\u{a0}– ő")),
    ("IMG010", "a picture on its own line", |case| {
        case.edition().sections[0].markdown.push_str("\n\n![Egy kép](images/x.png)\n\nUtána.");
    }),
    ("STR011", "a list, and another below it", |case| {
        case.edition().sections[0].markdown.push_str("\n\n- egy\n- kettő\n\n1. egy\n2. kettő\n");
    }),
    ("HDR011", "a subject that just fits", |case| case.edition().subject = "ő".repeat(78)),
    ("STR012", "a sum and a star", |case| {
        case.edition().sections[0].markdown.push_str("\n\n*fontos* +1 = 2");
    }),
    ("STR010", "a heading inside", |case| case.edition().sections[0].markdown.push_str("\n\n### Egyéb")),
    ("FLD001", "a field with words", |case| case.edition().subject = "{{name|Olvasó}}, 43 jó".into()),
    ("HTM010", "a sign", |case| case.edition().sections[0].markdown.push_str("\n\n1 < 2, a & b")),
    ("IMG001", "decoration", |case| {
        case.edition().sections[0].markdown.push_str("\n\n![](decorative:images/x.png)\n");
    }),
    ("TRN001", "an edition that is not listed", |case| {
        let mut other = case.edition().clone();
        other.lang = lang("en");
        other.sections.clear();
        case.issue.editions.insert(lang("en"), other);
    }),
    ("TRN001", "a section for others", |case| {
        case.issue.sections[0].languages = Some(vec![lang("nb")]);
        case.edition().sections.remove(0);
    }),
    ("TRN007", "a string is missing in a language that the issue does not have", |case| {
        case.missing_strings.insert(lang("en"), vec!["unsubscribe".into()]);
    }),
    ("OPS001", "approved and tested", |case| release(case, &["Maria", "pal"], &["maria"], Tested::Now)),
    ("OPS001", "nobody has to approve", |case| case.release.tested = Tested::Never),
    ("OPS002", "another word", |case| {
        case.edition().sections[0].markdown.push_str(" A todo szó, MASTODON.");
    }),
    ("OPS002", "a numeral", |case| case.edition().sections[0].markdown.push_str(" A XXX. kerület.")),
    ("OPS002", "the words of another language", |case| {
        case.edition().sections[0].markdown.push_str(" tekst volgt");
    }),
    ("OPS002", "a section whose facts say it all", |case| case.edition().sections[1].markdown.clear()),
    ("EVT002", "no date", |case| says(case, "Várjuk Eindhovenben.")),
    ("EVT002", "its time", |case| says(case, "Október 25-én fél tízkor kezdünk, és 16 óráig tart.")),
    ("EVT002", "the deadline", |case| {
        case.event().deadlines[0].date = jiff::civil::date(2018, 10, 5);
        says(case, "Október 5-én zárul a lista.");
    }),
    ("EVT002", "dates of other things", |case| {
        says(
            case,
            "Október 25-én várjuk. A pályázat október 15-én nyílik, a tavalyi találkozó 2017. október 12-én volt.",
        );
    }),
    ("EVT002", "another year's", |case| says(case, "A legutóbbi 2017. október 12-én volt.")),
    ("EVT002", "two other dates", |case| says(case, "Május 3-án és december 1-jén is találkozunk.")),
    ("EVT002", "a registration", |case| says(case, "Október 5-ig lehet regisztrálni.")),
    ("EVT002", "the old date of one that is moved", |case| {
        case.event().status = EventStatus::Moved;
        says(case, "Nem október 26-án várjuk.");
    }),
    ("TRN002", "the same in another language", |case| _ = case.in_english()),
    ("TRN002", "a year that is said elsewhere", |case| {
        case.in_english().sections[1].markdown = "In 2018 we meet on the 25th of October.".into();
    }),
    ("TRN002", "another language that the issue does not have", |case| {
        case.in_english().subject = "34 good practices".into();
        case.issue.languages.pop();
    }),
    ("TRN002", "a section that is for one language", |case| {
        case.in_english().sections[0].markdown.push_str(" All 12 came.");
        case.issue.sections[0].languages = Some(vec![lang("hu")]);
    }),
    ("EVT001", "the last day", |case| {
        case.event().starts = When::parse("2018-06-20").expect("a day");
        case.event().ends = When::parse("2018-06-27").ok();
        case.event().deadlines.clear();
        case.edition().sections[1].markdown = "Június 20-tól.".into();
    }),
    ("EVT001", "a month is over after its last day", |case| {
        case.event().starts = When::parse("2018-06").expect("a month");
        case.event().ends = None;
        case.event().deadlines.clear();
    }),
    ("EVT001", "a cancelled one", |case| {
        case.event().status = EventStatus::Cancelled;
        case.now = "2019-10-26T10:00:00Z".parse().expect("a moment");
    }),
];

#[test]
fn rules_about_text_leave_alone_what_only_looks_wrong() {
    leaves_whole(NEAR);
}

#[test]
fn a_past_event_is_a_warning_to_writers_and_stops_a_send_only_as_seen_from_the_issues_date() {
    let today = "2026-11-21T10:00:00Z".parse().expect("a moment");
    for (gate, date, expected) in [
        (Gate::Writing, Some((2018, 6)), Severity::ShouldFix),
        (Gate::Writing, Some((2019, 6)), Severity::ShouldFix),
        (Gate::Sending { due: today }, Some((2018, 6)), Severity::ShouldFix),
        (Gate::Sending { due: today }, Some((2019, 6)), Severity::MustFix),
        (Gate::Sending { due: today }, None, Severity::MustFix),
    ] {
        let mut case = Case::good();
        case.now = today;
        case.gate = gate;
        case.issue.date = date.map(|(year, month)| jiff::civil::date(year, month, 1));
        assert_eq!(case.wrong(), [("EVT001", expected)], "{gate:?} {date:?}");
    }
}

#[test]
fn what_is_ahead_today_and_over_when_the_letters_leave_stops_the_send() {
    for (due, stops) in [("2018-10-25T08:00:00Z", false), ("2018-10-26T08:00:00Z", true)] {
        let mut case = Case::good();
        case.event().starts = When::parse("2018-10-25").expect("a day");
        case.event().ends = None;
        case.event().deadlines.clear();
        case.gate = Gate::Sending { due: due.parse().expect("a moment") };
        let expected = [("EVT001", Severity::MustFix)];
        assert_eq!(case.wrong(), if stops { &expected[..] } else { &[] }, "{due}");
    }
}

#[test]
fn one_fault_is_told_once() {
    let mut case = Case::good();
    case.edition().subject.clear();
    case.html("<title>43 jó gyakorlat</title>", "<title></title>");
    assert_eq!(case.wrong(), [("TRN001", Severity::MustFix)]);
    let mut case = Case::good();
    case.edition().sections[0].markdown.push_str("\n\n{{name|} and {{name|x}}");
    case.html("Hol tartunk", "Hol {{name|} tartunk");
    assert_eq!(case.wrong(), [("FLD002", Severity::MustFix)]);
}

#[test]
fn what_is_missing_or_empty_is_named_by_its_heading_and_its_language() {
    let first = |change: &dyn Fn(&mut Case)| {
        let mut case = Case::good();
        change(&mut case);
        case.findings().problems.remove(0).what
    };
    let name = Case::good().edition().sections[0].heading.clone();
    let empty = first(&|case| case.edition().sections[0].markdown.clear());
    assert_eq!(empty, format!("\"{name}\" is empty in Hungarian."));
    let nameless = first(&|case| case.edition().sections[1].heading.clear());
    assert_eq!(nameless, "\"Save the date\" has no heading in Hungarian.");
    let missing = first(&|case| drop(case.edition().sections.remove(0)));
    assert_eq!(missing, "\"Progress\" is missing in Hungarian.");
}

#[test]
fn a_finding_names_file_line_section_and_language() {
    let mut case = Case::good();
    case.edition().sections[0].markdown = "Első.\n\nMásodik TODO sor.".into();
    let problem = case.findings().problems.remove(0);
    assert_eq!(problem.place.file.as_deref(), Some("issues/2018-06-summer/hu.md".as_ref()));
    assert_eq!((problem.place.line, problem.place.column), (Some(10), Some(9)));
    assert_eq!(problem.place.section, Some(section("progress")));
    assert_eq!(problem.place.language, Some(lang("hu")));
    assert_eq!(problem.place.excerpt.expect("the line").line, "Második TODO sor.");
}

#[test]
fn a_finding_in_a_letter_leads_to_where_it_was_written() {
    for (change, file, line) in [
        (
            (|case| {
                case.edition().sections[0].markdown = "Egy.\n\n[A lap](https://bit.ly/x) van.".into();
            }) as fn(&mut Case),
            "issues/2018-06-summer/hu.md",
            Some(10),
        ),
        (
            |case| case.issue.sections[0].link = Some(Localized::One("https://bit.ly/x".into())),
            "issues/2018-06-summer/issue.toml",
            None,
        ),
        (
            |case| case.settings.sender.website = Some(Localized::One("https://bit.ly/x".into())),
            "config.toml",
            None,
        ),
    ] {
        let mut case = Case::good();
        case.html("https://helium.example.eu/hu\"", "https://bit.ly/x\"");
        change(&mut case);
        let problem = case.findings().problems.remove(0);
        assert_eq!(problem.rule, "LNK001");
        assert_eq!(problem.place.file.as_deref(), Some(file.as_ref()));
        assert_eq!(problem.place.line, line);
        assert_eq!(problem.place.language, Some(lang("hu")));
    }
}

#[test]
fn a_warning_can_be_accepted_until_its_sentence_changes_and_a_must_fix_cannot() {
    let accept = |rule: &str, value: Option<&str>| Acceptance {
        rule: rule.into(),
        section: Some(section("living-lab")),
        language: None,
        value: value.map(str::to_owned),
        reason: "an archive issue".into(),
        by: "anna".into(),
    };
    for (acceptance, accepted) in [
        (accept("EVT001", None), 0),
        (accept("EVT001", Some("20")), 0),
        (accept("EVT001", Some("10")), 0),
        (accept("EVT001", Some("on 2018-10-25")), 1),
        (accept("EVT001", Some("2018-10-25")), 1),
        (accept("EVT001", Some("2018-10-24")), 0),
        (accept("LNK001", None), 0),
        (Acceptance { section: Some(section("progress")), ..accept("EVT001", None) }, 0),
        (Acceptance { language: Some(lang("hu")), ..accept("EVT001", None) }, 0),
    ] {
        let mut case = Case::good();
        case.now = "2026-11-21T10:00:00Z".parse().expect("a moment");
        case.issue.accepted = vec![acceptance.clone()];
        let findings = case.findings();
        assert_eq!(findings.accepted.len(), accepted, "{acceptance:?}");
        assert_eq!(findings.problems.len(), 1 - accepted, "{acceptance:?}");
        assert!(!findings.passed.contains(&"EVT001"), "what was accepted has not passed");
        case.gate = Gate::Sending { due: case.now };
        case.issue.date = None;
        assert!(case.findings().blocks(), "{acceptance:?}");
    }
}

#[test]
fn what_is_missing_is_told_with_a_remedy_that_fits_it() {
    let mut case = Case::good();
    case.edition().subject.clear();
    let id = case.edition().sections.remove(0).id;
    let told = case.findings().problems;
    let told: Vec<_> = told.iter().filter(|problem| problem.rule == "TRN001").collect();
    let remedy = |place: Option<&SectionId>| {
        let one = told.iter().find(|problem| problem.place.section.as_ref() == place);
        one.map(|problem| problem.remedy.as_str()).unwrap_or_default()
    };
    assert!(remedy(None).starts_with("Write subject = "), "{told:#?}");
    assert!(remedy(Some(&id)).contains(&format!("hu.md below a line ## … {{#{id}}}")), "{told:#?}");
    assert!(!remedy(Some(&id)).contains("\"hu\""), "{told:#?}");
}
