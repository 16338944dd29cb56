//! What breaks the rules about wording and language, and what comes close and must not.

use super::*;

/// Adds a paragraph to the first section.
fn says(case: &mut Case, text: &str) {
    case.edition().sections[0].markdown.push_str("\n\n");
    case.edition().sections[0].markdown.push_str(text);
}

/// The issue in English as well; Hungarian is the source.
pub fn in_english(case: &mut Case) -> &mut Edition {
    let mut english = case.edition().clone();
    english.lang = lang("en");
    english.file = "issues/2018-06-summer/en.md".into();
    english.subject = "43 good practices".into();
    english.preheader = "What the partners have seen in summer, and where we meet.".into();
    let texts = [
        ("Where do we stand?", "First paragraph.\n\n[The website](https://helium.example.eu/en) is good."),
        ("Save the date", "On 25 October 2018, a Thursday."),
    ];
    for (section, (heading, markdown)) in english.sections.iter_mut().zip(texts) {
        (section.heading, section.markdown) = (heading.into(), markdown.into());
    }
    case.issue.languages.push(lang("en"));
    case.issue.editions.entry(lang("en")).or_insert(english)
}

/// Words of which no list has any.
const LATIN: &str = "Omnia tempore mutantur nosque labimur inter aestatem virtutemque.";

fn foreign_term(case: &mut Case) {
    case.glossary.terms.push(Term { language: Some(lang("sv")), ..term("Nära vård") });
}

pub const BROKEN: &[Change] = &[
    ("TRN003", "a button", |case| says(case, "[Read more](https://helium.example.eu/hu)")),
    ("TRN003", "a phrase at the beginning of a sentence", |case| says(case, "Save the date: október 25.")),
    ("TRN003", "one word before a colon", |case| says(case, "Photo: a kórház új szárnya.")),
    ("TRN003", "a sentence", |case| says(case, "The feedback so far has been very encouraging.")),
    ("TRN003", "some words in a sentence", |case| {
        says(case, "A zsűri a lighthouse award kategóriában is hirdetett győztest.");
    }),
    ("TRN003", "a heading", |case| case.edition().sections[0].heading = "Upcoming events".into()),
    ("TRN003", "a subject", |case| case.edition().subject = "What we have learned this summer".into()),
    ("TRN003", "a picture's description", |case| {
        says(case, "![Two nurses in front of a bed](images/x.png)");
    }),
    ("TRN003", "a paragraph that is the same in two editions", |case| {
        in_english(case).sections[0].markdown.push_str(&format!("\n\n{LATIN}"));
        says(case, LATIN);
    }),
    ("A11Y10", "a title in quotation marks", |case| {
        says(case, "Megjelent a „The future of our villages” című kötet.");
    }),
    ("A11Y10", "a term of the glossary", |case| {
        foreign_term(case);
        says(case, "A Nära vård az otthoni ellátásról szól.");
    }),
];

#[test]
fn rules_about_wording_find_what_is_wrong() {
    breaks(BROKEN);
}

pub const NEAR: &[Change] = &[
    ("TRN003", "marked", |case| says(case, "A jelszó: [we are better together](lang:en), ez maradt.")),
    ("TRN003", "loan words", |case| {
        says(case, "A workshopon a startupok és a deadline is szóba került, e-mailben lehet jelentkezni.");
    }),
    ("TRN003", "a term of the glossary", |case| {
        case.glossary.terms.push(term("Save the date"));
        case.glossary.terms.push(term("demo day"));
        says(case, "Save the date: október 25., ekkor lesz a demo dayen a bemutató.");
    }),
    ("TRN003", "names", |case| {
        says(case, "A European Village Alliance és a Norwegian Home Care Network vendégei voltunk.");
    }),
    ("TRN003", "an address", |case| {
        says(case, "Az oldal: https://www.example.eu/best-of-the-year");
    }),
    ("TRN003", "short texts that are the same in two editions", |case| {
        in_english(case).sections[0].markdown.push_str("\n\nHELIUM 2018, Eindhoven");
        says(case, "HELIUM 2018, Eindhoven");
    }),
    ("A11Y10", "a title that is marked", |case| {
        says(case, "Megjelent a „[The future of our villages](lang:en)” című kötet.");
    }),
    ("A11Y10", "a title in the edition's language", |case| {
        says(case, "Megjelent a „Falvaink jövője közös ügyünk” című kötet.");
    }),
    ("A11Y10", "a term that is marked", |case| {
        foreign_term(case);
        says(case, "A [Nära vård](lang:sv) az otthoni ellátásról szól.");
    }),
];

#[test]
fn rules_about_wording_leave_alone_what_only_looks_wrong() {
    leaves_whole(NEAR);
}

#[test]
fn a_phrase_that_a_language_has_borrowed_is_worth_a_look_and_one_that_it_has_not_must_go() {
    for (tag, severity) in [("nl", Severity::ShouldFix), ("hu", Severity::MustFix)] {
        let mut case = Case::good();
        let text = if tag == "nl" { "Save the date: 25 oktober." } else { "Save the date: október 25." };
        let mut edition = case.edition().clone();
        edition.lang = lang(tag);
        edition.sections[0].markdown = text.into();
        case.issue.editions.insert(lang(tag), edition);
        if tag == "nl" {
            case.issue.languages.push(lang(tag));
        }
        let findings = case.findings();
        let of_rule = |problem: &&Problem| {
            problem.rule == "TRN003"
                && problem.place.language == Some(lang(tag))
                && problem.what.starts_with("\"Save the date\"")
        };
        let found = findings.problems.iter().find(of_rule).expect("a finding");
        assert_eq!(found.severity, severity, "{found:?}");
    }
}

#[test]
fn a_section_that_was_not_translated_is_told_once() {
    let mut case = Case::good();
    case.edition().sections[0].heading = "Where do we stand?".into();
    case.edition().sections[0].markdown =
        "The plans will be ready after the summer. Every region is now writing its own. We follow what they change."
            .into();
    let findings = case.findings();
    let [only] = &findings.problems[..] else { panic!("{:#?}", findings.problems) };
    assert_eq!(only.what, "The section \"Where do we stand?\" is in English, and this edition is in Magyar.");
}

#[test]
fn a_language_of_which_no_words_are_known_is_not_checked_and_never_wrong() {
    let mut case = Case::good();
    let mut edition = case.edition().clone();
    edition.lang = lang("mt");
    case.issue.languages = vec![lang("mt")];
    case.issue.editions = BTreeMap::from([(lang("mt"), edition)]);
    let findings = case.findings();
    assert!(!findings.problems.iter().any(|problem| problem.rule == "TRN003"), "{:#?}", findings.problems);
    let unasked = findings.not_checked.iter().find(|one| one.rule == "TRN003").expect("not checked");
    assert_eq!(unasked.reason, "there are no word lists for mt");
}
