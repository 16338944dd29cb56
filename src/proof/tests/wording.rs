//! What breaks the rules about wording and language, and what comes close and must not.

use super::*;

/// Adds a paragraph to the first section.
fn says(case: &mut Case, text: &str) {
    case.edition().sections[0].markdown.push_str("\n\n");
    case.edition().sections[0].markdown.push_str(text);
}

/// Words of which no list has any.
const LATIN: &str = "Omnia tempore mutantur nosque labimur inter aestatem virtutemque.";

fn foreign_term(case: &mut Case) {
    case.glossary.terms.push(Term { language: Some(lang("sv")), ..term("Nära vård") });
}

/// More than two hundred letters.
const LONG: &str = "A partnerek az elmúlt fél évben sokat utaztak, és közben azt figyelték, hogyan támogatják az egyes \
régiók az egészségügyi innovációt. Most mindenki a saját tervét írja, amely a nyár után készül el. Aztán azt nézzük, mi \
változik a nyomában.";

fn unwanted(case: &mut Case) {
    case.glossary.terms.push(Term {
        forms: BTreeMap::from([(lang("hu"), vec!["élő labor".into()])]),
        avoid: BTreeMap::from([(lang("hu"), vec!["élőlabor".into()])]),
        ..term("living lab")
    });
}

fn picture(case: &mut Case, credit: Option<&str>, people: Option<&str>) {
    case.issue.sections[0].pictures.push(Picture {
        file: "images/ward.jpg".into(),
        credit: credit.map(str::to_owned),
        people: people.map(str::to_owned),
    });
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
        case.in_english().sections[0].markdown.push_str(&format!("\n\n{LATIN}"));
        says(case, LATIN);
    }),
    ("A11Y10", "a title in quotation marks", |case| {
        says(case, "Megjelent a „The future of our villages” című kötet.");
    }),
    ("A11Y10", "a text that is to be the same", |case| {
        let text = case.edition().sections[0].clone();
        case.in_english().sections[0] = text;
        case.made(How::Same);
    }),
    ("HDR010", "answers to nobody", |case| {
        case.settings.sender.reply_to =
            Some(Mailbox::parse("no-reply@helium.example.eu").expect("a mailbox"));
        case.html("info@", "no-reply@");
        case.html("info@", "no-reply@");
        case.text("info@", "no-reply@");
    }),
    ("HDR011", "as if it were an answer", |case| case.edition().subject = "Re: 43 jó gyakorlat".into()),
    ("HDR011", "loud", |case| case.edition().subject = "NEGYVENHÁROM JÓ GYAKORLAT".into()),
    ("HDR011", "the same in two editions", |case| {
        case.in_english().subject = "Tempora mutantur 2018".into();
        case.edition().subject = "Tempora mutantur 2018".into();
    }),
    ("TRN004", "emphasis in one edition only", |case| {
        case.in_english().sections[0].markdown.push_str("\n\nThis is important news.");
        says(case, "Ez **fontos** hír.");
    }),
    ("TRN004", "a list in one edition only", |case| {
        case.in_english().sections[0].markdown.push_str("\n\nWe brought apples and pears.");
        says(case, "- alma\n- körte");
    }),
    ("TRN004", "no link to its own page, in a text of its own", |case| {
        case.in_english();
        says(case, "[A program](link)");
        case.made(How::Adapted);
    }),
    ("TRN005", "no space after a full stop", |case| says(case, "A partnerek találkoztak.Most írnak.")),
    ("TRN005", "a word twice", |case| says(case, "A közös terv terv kész.")),
    ("TRN005", "a character without width", |case| says(case, "Ez jó\u{200b} hír.")),
    ("TRN005", "straight quotes", |case| says(case, "A \"terv\" kész.")),
    ("TRN005", "a space before a comma", |case| says(case, "A terv kész , mondták.")),
    ("TRN005", "two spaces", |case| says(case, "A terv  kész.")),
    ("TRN005", "a number that may break", |case| says(case, "Ez 10 000 forint.")),
    ("TRN005", "a number that may be parted from its unit", |case| says(case, "Innen 12 km az út.")),
    ("TRN005", "no question where the source has one", |case| {
        case.in_english().sections[0].markdown.push_str("\n\nThe plans are ready.");
        says(case, "Készen vannak a tervek?");
    }),
    ("TRN005", "no mark at the end", |case| {
        case.in_english().sections[0].markdown.push_str("\n\nThe plans are ready");
        says(case, "Készen vannak a tervek.");
    }),
    ("TRN005", "a spelling that the glossary does not want", |case| {
        unwanted(case);
        says(case, "Az élőlaborban jártunk.");
    }),
    ("TRN006", "a long button", |case| {
        says(
            case,
            "[Nézze meg az őszi rendezvény részletes programját](https://helium.example.eu/hu/program)",
        );
    }),
    ("TRN006", "half of it", |case| {
        case.in_english();
        says(case, LONG);
    }),
    ("A11Y05", "here", |case| says(case, "A program [itt](https://helium.example.eu/hu/program) olvasható.")),
    ("A11Y05", "an address", |case| says(case, "A program: https://helium.example.eu/hu/program")),
    ("A11Y05", "the same words to another page", |case| {
        says(case, "[A honlap](https://helium.example.eu/hu/uj) új.");
    }),
    ("A11Y09", "the blue field", |case| {
        says(case, "További információk a kék mezőre kattintva érhetőek el.");
    }),
    ("LEG004", "no credit", |case| picture(case, None, Some("consent on file 2018-05-04"))),
    ("LEG004", "a note that says nothing", |case| picture(case, Some("HELIUM"), Some("igen"))),
    ("HTM006", "short", |case| case.edition().preheader = "Mit láttak a partnerek?".into()),
    ("HTM006", "long", |case| case.edition().preheader.push_str(&" és hol".repeat(20))),
    ("HTM006", "the subject again", |case| case.edition().subject = case.edition().preheader.clone()),
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
    ("TRN003", "compounds that were borrowed", |case| {
        says(case, "A check-in reggel hatkor kezdődik, a follow-up novemberben.");
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
        says(case, "Az irodánk címe: hello.everybody@example.eu");
    }),
    ("TRN003", "short texts that are the same in two editions", |case| {
        case.in_english().sections[0].markdown.push_str("\n\nHELIUM 2018, Eindhoven");
        says(case, "HELIUM 2018, Eindhoven");
    }),
    ("TRN003", "the same words by intent", |case| {
        (case.edition().sections[0].heading, case.edition().sections[0].markdown) =
            ("HELIUM".into(), LATIN.into());
        let text = case.edition().sections[0].clone();
        case.in_english().sections[0] = text;
        case.made(How::Same);
    }),
    ("A11Y10", "a title that is marked", |case| {
        says(case, "Megjelent a „[The future of our villages](lang:en)” című kötet.");
    }),
    ("A11Y10", "a title in the edition's language", |case| {
        says(case, "Megjelent a „Falvaink jövője közös ügyünk” című kötet.");
    }),
    ("A11Y10", "a name that every letter marks", |case| {
        foreign_term(case);
        says(case, "A Nära vård az otthoni ellátásról szól.");
    }),
    ("TRN003", "a foreign name as it is called at home", |case| {
        case.glossary.terms.push(Term {
            language: Some(lang("en")),
            forms: BTreeMap::from([
                (lang("en"), vec!["lighthouse award for better care".into()]),
                (lang("hu"), vec!["Világítótorony-díj".into()]),
            ]),
            ..term("Fyrpriset")
        });
        says(case, "A Világítótorony-díj, azaz a lighthouse award for better care, idén is gazdára talált.");
    }),
    ("HDR010", "somebody reads the answers", |case| {
        case.settings.sender.address = Address::parse("noreply@helium.example.eu").expect("an address");
    }),
    ("HDR011", "a name before a colon", |case| case.edition().subject = "HELIUM: 43 jó gyakorlat".into()),
    ("HDR011", "a script without capitals", |case| case.edition().subject = "عادت الأسماك إلى النهر".into()),
    ("HDR011", "a name in capitals", |case| case.edition().subject = "HELIUM 2018".into()),
    ("TRN004", "the same emphasis", |case| {
        case.in_english().sections[0].markdown.push_str("\n\nThis is **important** news.");
        says(case, "Ez **fontos** hír.");
    }),
    ("TRN004", "a text of its own", |case| {
        case.in_english().sections[0].markdown.push_str("\n\nThis is important news.");
        says(case, "Ez **fontos** hír.\n\n- alma\n- körte");
        case.made(How::Adapted);
    }),
    ("TRN005", "abbreviations, and a word that may stand twice", |case| {
        says(case, "Ez már már sok, pl. a Kovács Kft.-nél; az e.V. tagjai is így tudják.");
    }),
    ("TRN005", "quotes, a number and a telephone number", |case| {
        says(case, "A „terv” 10\u{a0}000 forintba kerül, hívja a +36 30 555 012 számot.");
    }),
    ("TRN005", "a hard space before a unit, and a number before a word", |case| {
        says(case, "Innen 12\u{a0}km az út, 3 megálló után.");
    }),
    ("TRN005", "a greeting as each language writes it, and an address at the end", |case| {
        case.in_english().sections[0]
            .markdown
            .push_str("\n\nDear readers,\n\nWrite to info@helium.example.eu.");
        says(case, "Kedves Olvasóink!\n\nÍrjon ide: info@helium.example.eu");
    }),
    ("TRN005", "what the glossary wants", |case| {
        unwanted(case);
        says(case, "Az élő laborban jártunk.");
    }),
    ("TRN006", "a text of its own", |case| {
        case.in_english();
        says(case, LONG);
        case.made(How::Adapted);
    }),
    ("TRN006", "a button that just fits", |case| {
        says(case, "[Nézze meg a részletes program helyszíneit itt](https://helium.example.eu/hu/program)");
    }),
    ("A11Y05", "the same words to the same page", |case| {
        says(case, "[A honlap](https://helium.example.eu/hu) új.");
    }),
    ("A11Y05", "one of the words among others", |case| {
        says(case, "[Itt a program](https://helium.example.eu/hu/program), nézze meg.");
    }),
    ("A11Y09", "a blue field in a story", |case| says(case, "A kék mező fölött repültünk.")),
    ("LEG004", "consent and credit", |case| {
        picture(case, Some("HELIUM"), Some("consent on file 2018-05-04"));
        picture(case, None, None);
    }),
    ("HTM006", "just long enough", |case| {
        case.edition().preheader = "Mit láttak a partnerek nyáron és ősszel?".into();
        assert_eq!(case.edition().preheader.chars().count(), 40);
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
fn a_sentence_that_only_looks_like_another_language_s_stops_nothing() {
    for (text, severity) in
        [("Smart village.", Severity::ShouldFix), ("Thank you very much.", Severity::MustFix)]
    {
        let mut case = Case::good();
        says(&mut case, text);
        let wrong = case.wrong();
        assert!(wrong.contains(&("TRN003", severity)), "{text} {wrong:?}");
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
    assert_eq!(
        only.what,
        "The section \"Where do we stand?\" is in English, and this edition is in Hungarian."
    );
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
