//! One issue in six languages that come along, and in one that a workspace adds by a file: letters, checks, messages
//! and pages. Arabic runs from right to left.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use courant::desk::check::check;
use courant::desk::press::{Pressed, press, read_assets};
use courant::domain::{IssueId, Lang, Letter, Problem, Severity, SlotWhat, Spliced};
use courant::proof::Gate;
use courant::render::{Page, Templates, default_reason, page};
use courant::workspace::Workspace;
use jiff::Timestamp;
use mail_parser::MessageParser;
use scraper::{ElementRef, Html, Selector};

use crate::props::wire::{assert_wire_rules, header};
use crate::send_command::Demo;

const FIXTURE: &str = "tests/it/fixtures/languages";
const ISSUE: &str = "2027-02-spring";
const SIX: [&str; 6] = ["ar", "da", "de", "fi", "fr", "pl"];
const PAGES: [Page; 7] = [
    Page::Unsubscribe,
    Page::Done,
    Page::Test,
    Page::Unknown,
    Page::Failed,
    Page::NoCalendar,
    Page::CalendarFailed,
];
/// What sets text apart or turns it round, and nobody can see.
const BIDI: [char; 10] = [
    '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2068}', '\u{2069}',
];

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn fixture() -> Workspace {
    Workspace::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE)).expect("a workspace")
}

fn pressed(workspace: &Workspace) -> Pressed {
    press(workspace, &IssueId::parse(ISSUE).expect("a name"), None).expect("readable files")
}

fn templates(workspace: &Workspace) -> Templates {
    Templates::compile(&workspace.template_overrides().expect("files")).0.expect("sound templates")
}

/// The letter as a reader without any fields gets it.
fn shown(spliced: &Spliced, reason: &str) -> String {
    spliced.fill(|slot| match &slot.what {
        SlotWhat::Field { fallback, .. } => fallback.clone(),
        SlotWhat::Unsubscribe => "https://news.rivers.example.eu/u/1".to_owned(),
        SlotWhat::Reason => reason.to_owned(),
    })
}

fn all<'p>(page: &'p Html, css: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(css).expect("a selector")).collect()
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with the issue on a day before its event, but for words of other languages in its prose, and for an edition
/// that says less than the others.
fn findings(workspace: &Workspace) -> Vec<Problem> {
    let now: Timestamp = "2027-02-20T09:00:00Z".parse().expect("a moment");
    let found =
        check(workspace, &IssueId::parse(ISSUE).expect("a name"), Gate::Writing, now).expect("checked");
    found
        .problems
        .into_iter()
        .filter(|problem| !matches!(problem.rule, "TRN003" | "TRN004" | "TRN006" | "A11Y10"))
        // The picture has few pixels, so that the folder stays small.
        .filter(|problem| problem.rule != "IMG002" || problem.severity != Severity::Tip)
        .collect()
}

#[test]
fn an_issue_looks_like_this_in_each_language() {
    let workspace = fixture();
    let (settings, templates) = (workspace.settings().0.expect("sound"), templates(&workspace));
    let pressed = pressed(&workspace);
    assert_eq!(pressed.letters.keys().map(Lang::as_str).collect::<Vec<_>>(), SIX);
    for (lang, letter) in &pressed.letters {
        let reason = default_reason(&templates, &settings, lang);
        insta::assert_snapshot!(format!("language-{lang}.html"), shown(&letter.html, &reason));
        insta::assert_snapshot!(format!("language-{lang}.txt"), shown(&letter.text, &reason));
    }
}

#[test]
fn the_pages_behind_the_links_read_like_this_in_each_language() {
    let workspace = fixture();
    let (settings, templates) = (workspace.settings().0.expect("sound"), templates(&workspace));
    for tag in SIX {
        let mut read = String::new();
        for which in PAGES {
            let html = page(&templates, &settings, &lang(tag), which).expect("a page");
            let document = Html::parse_document(&html);
            let root = document.root_element();
            assert_eq!((root.attr("lang"), root.attr("dir")), (Some(tag), Some(lang(tag).dir())));
            for element in all(&document, "title, h1, p, button") {
                read.push_str(&format!("{}: {}\n", element.value().name(), text_of(element)));
            }
            read.push('\n');
        }
        insta::assert_snapshot!(format!("pages-{tag}"), read);
    }
}

#[test]
fn the_checks_find_nothing_to_mend_in_any_of_them() {
    let found = findings(&fixture());
    assert!(found.is_empty(), "{found:#?}");
}

/// Every message of a dry run, by the reader's address.
fn messages(demo: &Demo) -> BTreeMap<String, Vec<u8>> {
    let told = demo.json(&["-o", "json", "send", "2027", "--dry-run", "--every"]);
    let folder = demo.path(&format!("outbox/dry-run/{ISSUE}/eml"));
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder).unwrap_or_else(|_| panic!("no messages: {told}")) {
        let bytes = fs::read(entry.expect("an entry").path()).expect("a message");
        let message = MessageParser::new().parse(&bytes).expect("a message");
        let to = message.to().and_then(|to| to.first()?.address()).expect("a reader").to_owned();
        found.insert(to, bytes);
    }
    found
}

#[test]
fn each_reader_s_message_is_in_their_language_down_to_its_headers() {
    let demo = Demo::of(FIXTURE);
    let workspace = Workspace::open(&demo.path("")).expect("a workspace");
    let issue = pressed(&workspace).issue;
    let messages = messages(&demo);
    assert_eq!(messages.len(), 7);
    for (to, bytes) in &messages {
        assert_wire_rules(bytes);
        let message = MessageParser::new().parse(bytes).expect("a message");
        let tag = header(&message, "Content-Language")[0];
        let settings = workspace.settings().0.expect("sound");
        let name = settings.newsletter.name.get(&lang(tag)).expect("a name").to_owned();
        assert_eq!(message.subject(), Some(issue.editions[&lang(tag)].subject.as_str()), "{to}");
        assert_eq!(message.from().and_then(|from| from.first()?.name()), Some(name.as_str()), "{to}");
        let heard = [message.subject(), message.from().and_then(|from| from.first()?.name())];
        assert!(heard.iter().flatten().all(|words| !words.contains(BIDI)), "{to}: marks in a header");
        let (html, text) = (message.body_html(0).expect("HTML"), message.body_text(0).expect("text"));
        assert!(html.contains(&format!("<html lang=\"{tag}\" dir=\"{}\"", lang(tag).dir())), "{to}");
        assert_eq!(text.contains(BIDI), tag == "ar", "{to}: only among Arabic are names set apart");
    }
    let sam = MessageParser::new().parse(&messages["sam@post.example.com"]).expect("a message");
    assert!(sam.body_html(0).expect("HTML").contains("<bdi>Sam (Jr.)</bdi>"));
    assert!(sam.body_text(0).expect("text").contains("\u{2068}Sam (Jr.)\u{2069}"));
}

fn arabic() -> Letter {
    pressed(&fixture()).letters.remove(&lang("ar")).expect("an Arabic letter")
}

#[test]
fn a_letter_in_arabic_runs_from_right_to_left() {
    let letter = arabic();
    let html = shown(&letter.html, "");
    let page = Html::parse_document(&html);
    for element in all(&page, "html, body > *, table") {
        assert_eq!(element.attr("dir"), Some("rtl"), "<{}>", element.value().name());
    }
    for element in all(&page, "h1, h2, h3, p, li") {
        let style = element.attr("style").unwrap_or_default();
        assert!(style.contains("text-align: right"), "{}: {style}", text_of(element));
    }
    let style = |css: &str| {
        let found = all(&page, css);
        found.first().and_then(|element| element.attr("style")).expect("a style").to_owned()
    };
    for (css, has, not) in [
        (".quote", "border-right: 4px", "border-left"),
        (".event-card", "border-right: 4px", "border-left"),
        ("ol", "padding-right: 24px", "padding-left"),
        (".statement", "padding-right: 20px", "padding-left"),
        (".partner", "padding-left: 28px", "padding-right"),
        (".data td", "padding-left: 12px", "padding-right"),
        (".data th", "text-align: right", "text-align: left"),
        ("em", "font-style: normal", "italic"),
    ] {
        let style = style(css);
        assert!(style.contains(has) && !style.contains(not), "{css}: {style}");
    }
    assert!(all(&page, "[align=left]").is_empty(), "nothing is at the wrong side");
}

#[test]
fn names_numbers_and_addresses_keep_their_own_order_in_arabic() {
    let letter = arabic();
    let (html, text) = (shown(&letter.html, ""), shown(&letter.text, ""));
    let phone = "+49 8591 912 890";
    assert!(html.contains(&format!("<span dir=\"ltr\">{phone}</span>")));
    let unbroken = phone.replace(' ', "\u{a0}");
    assert!(text.contains(&format!("\u{2066}{unbroken}\u{2069}")), "on one line, or its end comes first");
    for name in [
        "Haus am Strom, Jochenstein (DE)",
        "Jana Novák (M.A.)",
        "Am Kraftwerk 4 (2. Stock)",
        "Donaumuseum (Linz)",
    ] {
        assert!(html.contains(&format!("<bdi>{name}</bdi>")), "{name}");
        assert!(text.contains(&format!("\u{2068}{name}\u{2069}")), "{name}");
    }
    let page = Html::parse_document(&html);
    let online = all(&page, "a[href='https://rivers.example.eu/live/']");
    assert_eq!(online.first().and_then(|link| link.attr("dir")), Some("ltr"));
    for line in text.lines().filter(|line| line.contains("https://")) {
        assert!(!line.contains(BIDI), "a mark would become part of the link: {line}");
    }
    let opened = text.matches(['\u{2066}', '\u{2068}']).count();
    assert_eq!(opened, text.matches('\u{2069}').count(), "what is opened is closed");
    let digits = |c: char| ('\u{660}'..='\u{669}').contains(&c);
    assert!(!text.contains(digits), "one kind of digits in one letter");
}

/// The fixture in Czech, too, which the program knows nothing of.
fn with_czech() -> Demo {
    let demo = Demo::of(FIXTURE);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures");
    fs::create_dir_all(demo.path("templates/locales")).unwrap();
    fs::copy(root.join("cs.ftl"), demo.path("templates/locales/cs.ftl")).unwrap();
    let change = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(demo.path(file)).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        fs::write(demo.path(file), text.replace(from, to)).unwrap();
    };
    let six = "languages = [\"de\", \"fr\", \"da\", \"fi\", \"pl\", \"ar\"]";
    let seven = "languages = [\"de\", \"fr\", \"da\", \"fi\", \"pl\", \"ar\", \"cs\"]";
    change("config.toml", six, seven);
    change(
        "config.toml",
        "name = { de = \"Flussbrief\"",
        "name = { cs = \"Dopis od řeky\", de = \"Flussbrief\"",
    );
    change("config.toml", "from = {", "from = { cs = \"Dopis od řeky <brief@rivers.example.eu>\",");
    change("config.toml", "[sender.website]", "[sender.website]\ncs = \"https://rivers.example.eu/cs/\"");
    change(
        "config.toml",
        "[sender.privacy]",
        "[sender.privacy]\ncs = \"https://rivers.example.eu/cs/udaje\"",
    );
    change(
        "config.toml",
        "name = { de = \"Universität",
        "name = { cs = \"Univerzita v Turku\", de = \"Universität",
    );
    change(
        "subscribers/readers.csv",
        "email,name,language\n",
        "email,name,language\njan@posta.example.cz,Jan Malý,cs\n",
    );
    let table = format!("issues/{ISSUE}/issue.toml");
    change(&table, six, seven);
    change(&table, "what = {", "what = { cs = \"Přihlášky\",");
    change(&table, "role = {", "role = { cs = \"Kancelář projektu\",");
    fs::write(demo.path(&format!("issues/{ISSUE}/cs.md")), CZECH).unwrap();
    demo
}

const CZECH: &str = r#"+++
subject = "Ryby se vrátily a 5. června je den otevřených dveří"
preheader = "Co se dělo v zimě a která červnová sobota stojí za zapsání do kalendáře."
+++
## Jak jsme na tom {#where-we-stand}

Dobrý den, {{name|milí čtenáři}},

od ledna je rybí přechod u elektrárny otevřený.

## Den otevřených dveří {#open-day}

Přijďte se podívat.

## Vydra {#otter}

![Řeka před zelenými kopci](images/river.png)

Na břehu byla vidět vydra.
"#;

#[test]
fn a_language_that_does_not_come_along_needs_one_file() {
    let demo = with_czech();
    let workspace = Workspace::open(&demo.path("")).expect("a workspace");
    let mut found = findings(&workspace);
    // The Czech text is shorter than the others: figures and a link that it leaves out are said, and stop nothing.
    found.retain(|problem| problem.rule != "TRN002" || problem.blocks());
    assert!(found.is_empty(), "{found:#?}");

    assert_eq!(demo.exits(&["preview", "2027", "--lang", "cs"]), Some(0));
    let html = fs::read_to_string(demo.path(&format!("outbox/preview/{ISSUE}/cs.html"))).unwrap();
    for words in [
        "Číslo 1",
        "sobota 5. června 2027",
        "středoevropský letní čas",
        "Vlajka Evropské unie",
        "Spolufinancováno Evropskou unií",
    ] {
        assert!(html.contains(words), "{words}");
    }

    let message = messages(&demo).remove("jan@posta.example.cz").expect("a message");
    let message = MessageParser::new().parse(&message).expect("a message");
    let text = message.body_text(0).expect("text");
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(folded.contains("protože je Vaše adresa v našem seznamu (Dopis od řeky)."), "{folded}");
    let all_of_it = format!("{}{text}", message.body_html(0).expect("HTML"));
    let foreign = foreign_strings();
    for words in &foreign {
        assert!(!all_of_it.contains(words), "\"{words}\" in a Czech letter");
    }

    assert_eq!(demo.exits(&["test", "2027"]), Some(0));
    let tested = fs::read_dir(demo.path(&format!("outbox/test/{ISSUE}"))).unwrap();
    let czech = tested.filter(|entry| {
        let message = fs::read_to_string(entry.as_ref().unwrap().path()).unwrap();
        message.contains("\r\nContent-Language: cs\r\n")
    });
    assert_eq!(czech.count(), 1);

    let (settings, templates) = (workspace.settings().0.expect("sound"), templates(&workspace));
    for which in PAGES {
        let html = page(&templates, &settings, &lang("cs"), which).expect("a page");
        assert!(html.contains("<html lang=\"cs\" dir=\"ltr\">"));
        assert!(foreign.iter().all(|words| !html.contains(words)), "{which:?}");
    }

    assert_eq!(demo.exits(&["new", "Summer 2027"]), Some(0));
    let begun =
        workspace.issues().unwrap().into_iter().find(|id| id.as_str().contains("summer")).expect("begun");
    let headings = fs::read_to_string(demo.path(&format!("issues/{begun}/cs.md"))).unwrap();
    assert!(headings.contains("## Jak jsme na tom "), "from its catalogue: {headings}");
    assert!(headings.contains("## A story "), "in English where the catalogue has none: {headings}");
}

/// Strings of the built-in English and of the newsletter's first language that Czech does not share.
fn foreign_strings() -> Vec<String> {
    let own =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/cs.ftl")).unwrap();
    let of = |tag: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("templates/locales/{tag}.ftl"));
        fs::read_to_string(path).unwrap()
    };
    let strings = [of("en"), of("de")].join("\n");
    let strings = strings.lines().filter_map(|line| line.split_once(" = ")).map(|(_, words)| words);
    let plain = |words: &&str| words.len() > 6 && !words.contains('{') && !own.contains(*words);
    strings.filter(plain).map(|words| words.trim_end_matches(':').to_owned()).collect()
}

#[test]
fn a_section_that_is_lent_runs_its_own_way_also_where_its_letter_runs_the_other_one() {
    let workspace = fixture();
    let (settings, templates) = (workspace.settings().0.expect("sound"), templates(&workspace));
    for (reader, lender, said, dir, [start, end, em]) in [
        ("ar", "de", "هذا الجزء بلغة أخرى: Deutsch", "ltr", ["left", "right", "italic"]),
        ("da", "ar", "Denne del er på et andet sprog: العربية", "rtl", ["right", "left", "normal"]),
    ] {
        let (reader, mut issue) = (lang(reader), pressed(&workspace).issue);
        let edition = issue.editions.get_mut(&reader).expect("an edition");
        edition.sections.retain(|section| section.id.as_str() == "otter");
        let lent = issue.lent(&reader, &[lang(lender)]);
        let (none, assets) = (Default::default(), read_assets(&workspace, &settings, &issue));
        let (letter, problems) =
            courant::render::letter(&templates, &settings, &issue, &reader, lent, &none, &assets);
        let page = Html::parse_document(&shown(&letter.unwrap_or_else(|| panic!("{problems:#?}")).html, ""));
        let held: Vec<_> =
            all(&page, &format!("div[lang={lender}]")).iter().map(|one| one.attr("dir")).collect();
        assert_eq!(held, [Some(dir); 2]);
        let line = all(&page, "p").into_iter().find(|line| text_of(*line) == said).expect("it is said");
        assert!(!line.attr("style").unwrap_or_default().contains(&format!("text-align: {start}")), "{said}");
        for (css, has) in [
            ("em", [format!("font-style: {em}"), "font-weight: ".to_owned()]),
            ("h2, h3, p, li", [format!("text-align: {start}"), format!("direction: {dir}")]),
            ("ol", [format!("padding-{start}: 24px"), format!("padding-{end}: 0")]),
            (".quote", [format!("border-{start}: 4px"), format!("padding-{end}: 0")]),
            (".event-card", [format!("border-{start}: 4px"), format!("border-{end}: 0")]),
            (".data th, .data td", [format!("text-align: {start}"), format!("padding-{start}: 0")]),
        ] {
            let met = all(&page, &format!("div[lang={lender}] :is({css})"));
            assert!(!met.is_empty(), "{css}");
            let styles = met.iter().map(|one| one.attr("style").unwrap_or_default());
            styles.for_each(|style| assert!(has.iter().all(|has| style.contains(has)), "{css}: {style}"));
        }
    }
}
