//! What breaks the rules about finished letters, and what comes close and must not.

use super::*;

/// Two more links in the second section.
fn links(case: &mut Case, one: &str, other: &str) {
    case.html(
        "<p>2018. október",
        &format!("<p><a href=\"{one}\">Egyik</a> <a href=\"{other}\">Másik</a> 2018. október"),
    );
}

pub const BROKEN: &[Change] = &[
    ("HTM001", "too large", |case| case.html("Kedves", &format!("Kedves{}", " szó".repeat(20_000)))),
    ("HTM002", "never closed", |case| case.html("</p>", "")),
    ("HTM002", "a paragraph in a table", |case| case.html("<table><tbody>", "<table><p>x</p><tbody>")),
    ("HTM002", "a bad conditional comment", |case| case.html("<h2>", "<![if !mso]><h2>")),
    ("HTM003", "a script", |case| case.html("<h2>", "<script>x()</script><h2>")),
    ("HTM003", "a form", |case| case.html("<p>2018", "<form></form><p>2018")),
    ("HTM003", "an event handler", |case| case.html("<h2>", "<h2 onclick=\"x()\">")),
    ("HTM003", "a style sheet", |case| {
        case.html("<style", "<link rel=\"stylesheet\" href=\"x.css\"><style");
    }),
    ("HTM003", "an import", |case| case.html("a > b", "@import url(x.css); a > b")),
    ("HTM003", "a base", |case| case.html("<style", "<base href=\"https://example.eu/\"><style")),
    ("A11Y01", "another language", |case| case.html("<html lang=\"hu\"", "<html lang=\"en\"")),
    ("A11Y01", "no direction", |case| case.html(" dir=\"ltr\"", "")),
    ("A11Y01", "a child that runs the other way", |case| {
        case.html("<div lang=\"hu\" dir=\"ltr\"", "<div lang=\"hu\" dir=\"rtl\"");
    }),
    ("A11Y01", "a child without", |case| case.html("<div lang=\"hu\"", "<div")),
    ("A11Y02", "a table for layout", |case| {
        case.html("hu\" dir=\"ltr\" role=\"presentation\"", "hu\" dir=\"ltr\"");
    }),
    ("A11Y02", "no scope", |case| case.html(" scope=\"col\"", "")),
    ("A11Y03", "no top heading", |case| case.html("<h1>HELIUM hírlevél</h1>", "<p>HELIUM</p>")),
    ("A11Y03", "a level skipped", |case| case.html("<h2>Mentse el a dátumot</h2>", "<h4>Mentse</h4>")),
    ("A11Y04", "a link without words", |case| case.html(">A honlap<", "> <")),
    ("A11Y08", "no title", |case| case.html("<title>43 jó gyakorlat</title>", "")),
    ("A11Y08", "a bare title", |case| case.html("43 jó gyakorlat", "Hírlevél")),
    ("IMG001", "no alt", |case| case.html(" alt=\"Két ápoló egy monitornál\"", "")),
    ("IMG001", "a file", |case| case.html("Két ápoló egy monitornál", "ward.jpg")),
    ("IMG001", "photo of", |case| case.html("Két ápoló", "Fotó a két ápolóról")),
    ("IMG001", "a silent link", |case| {
        case.html(">A honlap<", "><img src=\"cid:x\" alt=\"\" width=\"90\">A honlap<");
    }),
    ("LNK001", "a placeholder", |case| case.html("https://helium.example.eu/hu\"", "http://link\"")),
    ("LNK001", "http", |case| {
        case.html("https://helium.example.eu/hu\"", "http://helium.example.eu/hu\"");
    }),
    ("LNK002", "the pages of another language", |case| {
        case.in_english();
        case.html(
            "<p>2018. október",
            "<p><a href=\"https://helium.example.eu/en/program\">Program</a> 2018. október",
        );
    }),
    ("LNK003", "another address than it shows", |case| case.html(">A honlap<", ">www.bank.example.org<")),
    ("LNK002", "the site's other host", |case| {
        case.in_english();
        links(case, "https://hu.helium.example.org/x", "https://en.helium.example.org/y");
    }),
    ("LNK002", "the other language is asked for", |case| {
        case.in_english();
        links(case, "https://helium.example.org/x?lang=hu", "https://helium.example.org/y?lang=en");
    }),
    ("LNK002", "the other language's file", |case| {
        case.in_english();
        links(case, "https://helium.example.org/terv_hu.pdf", "https://helium.example.org/plan_en.pdf");
    }),
    ("LNK003", "another address than it shows among words", |case| {
        case.html(">A honlap<", ">A bank: https://www.bank.example.org/x.<");
    }),
    ("LNK003", "another mailbox than it shows", |case| {
        case.html("mailto:info@helium.example.eu", "mailto:mallory@helium.example.org?subject=x");
    }),
    ("LNK003", "a host that counts who clicks", |case| {
        case.html("https://helium.example.eu/hu\"", "https://helium.list-manage.com/track?u=1\"");
    }),
    ("LNK003", "who clicks", |case| {
        case.html(
            "https://helium.example.eu/hu\"",
            "https://helium.example.eu/hu?utm_term=anna@example.eu\"",
        );
    }),
    ("HTM007", "three digits", |case| case.html("<p>2018", "<p style=\"color: #012\">2018")),
    ("HTM007", "a function", |case| case.html("<p>2018", "<p style=\"color: rgb(1, 2, 3)\">2018")),
    ("LEG001", "no street in the HTML", |case| case.html("Emmasingel 11", "Emmasingel")),
    ("LEG001", "no street in the text", |case| case.text("Emmasingel 11", "Emmasingel")),
    ("LEG001", "no reason", |case| case.text("%REASON%", "")),
    ("LEG001", "no privacy link", |case| case.text("https://helium.example.eu/hu/privacy", "")),
    ("LEG001", "no privacy policy", |case| case.settings.sender.privacy = None),
    ("LEG001", "no organisation", |case| case.html("Brainport Development", "Brainport")),
    ("LEG001", "no postal address at all", |case| case.settings.sender.postal.clear()),
    ("LEG002", "no emblem", |case| case.html("Az Európai Unió emblémája", "Egy zászló")),
    ("LEG002", "another language", |case| {
        case.html("Európai Regionális Fejlesztési Alap", "European Regional Development Fund");
    }),
    ("LEG002", "no statement in the text", |case| case.text("Európai Unió |", "EU |")),
    ("LEG002", "no programme", |case| case.html("Interreg Europe", "Interreg")),
    ("LEG002", "a font that may not stand beside the emblem", |case| {
        case.html("<p>Európai Unió |", "<p style=\"font-family: Georgia, Verdana\">Európai Unió |");
    }),
    ("LEG002", "leaning letters", |case| {
        case.html("Európai Unió |", "<i>Európai Unió</i> |");
    }),
    ("LEG002", "a line below it", |case| {
        case.html("<p>Európai Unió |", "<p style=\"text-decoration: underline\">Európai Unió |");
    }),
    ("LST006", "no link in the HTML", |case| {
        case.html("href=\"%UNSUB%\"", "href=\"https://example.eu/\"");
    }),
    ("LST006", "a hidden link", |case| {
        case.html("href=\"%UNSUB%\"", "style=\"display: none\" href=\"%UNSUB%\"");
    }),
    ("LST006", "no link in the text", |case| case.text("%UNSUB%", "")),
];

#[test]
fn rules_about_letters_find_what_is_wrong() {
    breaks(BROKEN);
}

pub const NEAR: &[Change] = &[
    ("A11Y02", "a data table with heads of rows", |case| {
        case.html("<tr><td>Eindhoven", "<tr><th scope=\"row\">Hely</th><td>Eindhoven");
    }),
    ("HTM001", "just below", |case| {
        let room = 79_900 - case.html.len();
        case.html("Kedves", &format!("Kedves{}", " ".repeat(room)));
    }),
    ("HTM002", "a sign", |case| case.html("Kedves", "1 &lt; 2 > 1")),
    ("HTM002", "the other conditional comment", |case| {
        case.html("<h2>", "<!--[if !mso]><!--><p>x</p><!--<![endif]--><h2>");
    }),
    ("HTM003", "words that name them", |case| case.html("Kedves", "script form onclick=x iframe")),
    ("A11Y01", "a child in a language that runs the other way", |case| {
        case.html("<div lang=\"hu\" dir=\"ltr\"", "<div lang=\"ar\" dir=\"rtl\"");
    }),
    ("A11Y01", "a phrase in another language", |case| {
        case.html("Kedves", "<span lang=\"sv\">Hej</span>");
    }),
    ("A11Y03", "back up", |case| case.html("<p>2018. október 25.</p>", "<h3>Mikor?</h3>")),
    ("A11Y04", "a picture with words", |case| {
        case.html(">A honlap<", "><img src=\"cid:x\" alt=\"A honlap\" width=\"90\"><");
    }),
    ("A11Y08", "a word among others", |case| case.html("43 jó gyakorlat", "Hírlevél: nyár")),
    ("IMG001", "decorative", |case| case.html("Két ápoló egy monitornál", "")),
    ("IMG001", "a word that begins alike", |case| {
        case.html("Két ápoló egy monitornál", "Képünkön két ápoló");
    }),
    ("LNK001", "an anchor that is there", |case| {
        case.html("https://helium.example.eu/hu\"", "#x\" id=\"x\"");
    }),
    ("LNK002", "another site, and a link that says its language", |case| {
        case.in_english();
        case.html(
            "<p>2018. október",
            "<p><a href=\"https://other.example.org/en/x\">Program</a> <a hreflang=\"en\" href=\"https://helium.example.eu/en/x\">angolul</a> 2018. október",
        );
    }),
    ("LNK002", "a word in the address that is no tag, and a site that has no other pages", |case| {
        case.in_english();
        links(case, "https://helium.example.org/x", "https://en.helium.example.org/token-y?len=en");
    }),
    ("LNK003", "the address that it shows among words, and the mailbox with a subject", |case| {
        case.html(">A honlap<", ">A honlap: https://helium.example.eu/hu.<");
        case.html("mailto:info@helium.example.eu", "mailto:info@helium.example.eu?subject=x");
    }),
    ("LNK003", "the address that it shows", |case| case.html(">A honlap<", ">helium.example.eu<")),
    ("LNK003", "a campaign without a person", |case| {
        case.html("https://helium.example.eu/hu\"", "https://helium.example.eu/hu?utm_source=newsletter\"");
    }),
    ("HTM007", "six digits", |case| case.html("<p>2018", "<p style=\"color: #001122\">2018")),
    ("LEG001", "broken over two lines", |case| {
        case.html("Emmasingel 11", "Emmasingel\n  11");
        case.text("Emmasingel 11", "Emmasingel\n11");
    }),
    ("LEG002", "nobody funds it", |case| {
        case.settings.funding.clear();
        case.html("Az Európai Unió emblémája", "Egy zászló");
    }),
    ("LEG002", "the logo says it all", |case| {
        case.settings.funding[0].logo_carries_statement = true;
        case.html("Az Európai Unió emblémája", "Egy zászló");
        case.text("Európai Unió |", "");
    }),
    ("LEG002", "a font that may stand beside the emblem, and a sentence in another", |case| {
        case.html("<p>Európai Unió |", "<p style=\"font: 15px 'Trebuchet MS', serif\">Európai Unió |");
        case.html(
            "<p>2018. október",
            "<p style=\"font-family: Georgia; font-style: italic\">Az Európai Unió szakértői is itt lesznek.</p><p>2018. október",
        );
    }),
    ("LST006", "a hidden block elsewhere", |case| {
        case.html("<p>2018", "<p style=\"display:none\">x</p><p>2018");
    }),
];

#[test]
fn rules_about_letters_leave_alone_what_only_looks_wrong() {
    leaves_whole(NEAR);
}

#[test]
fn the_size_warns_before_it_stops() {
    for (bytes, expected) in
        [(79_999, None), (80_000, Some(Severity::ShouldFix)), (100_000, Some(Severity::MustFix))]
    {
        let mut case = Case::good();
        let sample = crate::proof::page::UNSUBSCRIBE.len() + "$reason$".len() + "Olvasó".len();
        let fixed = case.html.len() - "%UNSUB%%REASON%%NAME%".len() + sample;
        case.html("Kedves", &format!("Kedves{}", " ".repeat(bytes - fixed)));
        assert_eq!(case.wrong().first().map(|(_, severity)| *severity), expected, "{bytes}");
    }
}

#[test]
fn a_logo_larger_than_the_emblem_is_found() {
    let partner = |case: &mut Case, size: &str| {
        case.settings.partners.push(crate::domain::settings::Partner {
            name: one("Semmelweis"),
            url: None,
            logo: Some("logo.png".into()),
        });
        case.html("<p>Brainport", &format!("<img src=\"cid:s\" alt=\"Semmelweis\" {size}><p>Brainport"));
    };
    let mut case = Case::good();
    partner(&mut case, "width=\"91\" height=\"61\"");
    assert_eq!(case.wrong(), [("LEG002", Severity::MustFix)]);
    let mut case = Case::good();
    partner(&mut case, "width=\"200\" height=\"60\"");
    assert_eq!(case.wrong(), []);
}

#[test]
fn a_privacy_policy_in_another_language_is_a_warning() {
    let mut case = Case::good();
    let url = "https://helium.example.eu/hu/privacy".to_owned();
    case.settings.sender.privacy = Some(Localized::Each(BTreeMap::from([(lang("en"), url)])));
    assert_eq!(case.wrong(), [("LEG001", Severity::ShouldFix)]);
}

#[test]
fn a_letter_that_is_not_there_is_not_checked_and_never_passed() {
    let mut case = Case::good();
    case.issue.languages.push(lang("en"));
    let findings = case.findings();
    assert!(!findings.passed.contains(&"HTM001"));
    let reason = findings.not_checked.iter().find(|one| one.rule == "HTM001").expect("the rule");
    assert!(reason.reason.contains("en"), "{reason:?}");
}
