//! Every rule of an issue's files: one fixture that breaks it, one near miss that does not.

use std::fs;

use crate::domain::{EventStatus, Severity, When};
use crate::workspace::tests::folder;

use super::*;

const CONFIG: &str = "format = 1\n[newsletter]\nname = \"N\"\nlist_id = \"n.example.eu\"\nlanguages = [\"en\", \"hu\"]\n\
    timezone = \"UTC\"\n[sender]\nfrom = \"N <n@example.eu>\"\norganisation = \"O\"\naddress = [\"S\"]\n";

const TABLE: &str = r#"title = "Summer 2018"
number = 4
date = 2018-06-28
languages = ["en", "hu"]
lists = ["partners"]
[[section]]
id = "one"
kind = "progress"
[[section]]
id = "two"
kind = "save-the-date"
starts = "2018-10-25T09:30[Europe/Amsterdam]"
ends = "2018-10-25T16:00[Europe/Amsterdam]"
status = "moved"
place = { en = "Eindhoven", hu = "Eindhoven" }
online = "https://example.eu/room"
link = "https://example.eu/lab"
seats = 150
[[section.deadline]]
date = 2018-09-30
what = "Register"
[[section.contact]]
name = "Desk"
email = "info@example.eu"
[[section.picture]]
file = "images/a.png"
[[accept]]
rule = "TRN002"
section = "two"
language = "hu"
reason = "as it is"
by = "anna"
"#;

const EDITION: &str = "+++\ntitle = \"T\"\nsubject = \"S\"\npreheader = \"P\"\n+++\n## One {#one}\n\nText\n\n\
    ![alt](images/a.png)\n\n## Two {#two}\n\nMore\n";

fn read(table: &str, en: Option<&str>) -> (Issue, Vec<Problem>) {
    let mut files = vec![
        ("config.toml", CONFIG),
        ("subscribers/partners.csv", "email\n"),
        ("issues/i/issue.toml", table),
        ("issues/i/hu.md", EDITION),
        ("issues/i/images/a.png", "png"),
        ("secret.png", "png"),
    ];
    files.extend(en.map(|en| ("issues/i/en.md", en)));
    let root = folder(&files);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    workspace.issue(&IssueId::parse("i").expect("a name")).expect("it opens")
}

#[test]
fn a_sound_issue_opens_without_problems() {
    let (issue, problems) = read(TABLE, Some(EDITION));
    assert_eq!(problems, []);
    assert_eq!((issue.title.as_str(), issue.number), ("Summer 2018", Some(4)));
    let section = &issue.sections[1];
    let event = section.event.as_ref().expect("an event");
    assert!(matches!(&event.starts, When::Time(at) if at.hour() == 9));
    assert_eq!((event.status, event.deadlines.len(), event.contacts.len()), (EventStatus::Moved, 1, 1));
    assert_eq!(section.fields["seats"].iter().next(), Some((None, "150")));
    assert_eq!(issue.accepted.len(), 1);
    let text = &issue.editions[&Lang::parse("en").expect("en")].sections[0];
    assert_eq!((text.heading.as_str(), text.heading_line, text.body_line), ("One", 6, 8));
    assert_eq!(text.markdown, "Text\n\n![alt](images/a.png)");
}

type Fixture = (&'static str, &'static str, &'static str, Option<usize>, &'static str);

#[rustfmt::skip]
const IN_TABLE: &[Fixture] = &[
    ("number = 4", "number = ", "ISS001", Some(2), "not TOML"),
    ("2018-06-28", "2018-13-45", "ISS001", Some(3), "not TOML"),
    ("id = \"one\"\n", "", "ISS015", Some(6), "has no \"id\""),
    ("id = \"one\"", "idd = \"one\"", "ISS015", Some(7), "did you mean \"id\"?"),
    ("id = \"one\"", "id = 1", "ISS015", Some(7), "a text"),
    ("[[section]]\nid = \"one\"", "[[sectoin]]\nid = \"one\"", "ISS015", Some(6), "did you mean \"section\"?"),
    ("id = \"one\"", "id = \"O ne\"", "ISS015", Some(7), "small letters"),
    ("\"progress\"\n", "\"progress\"\nlanguages = [\"hu\", \"en\", \"eb\"]\n", "ISS010", Some(9), "did you mean \"en\""),
    ("\"progress\"\n", "\"progress\"\nlanguages = [\"hu\", \"en\", \"qq\"]\n", "ISS010", Some(9), "en, hu"),
    ("\"progress\"\n", "\"progress\"\nsource = \"zz\"\n", "ISS010", Some(9), "en, hu"),
    ("number =", "nubmer =", "ISS002", Some(2), "did you mean \"number\"?"),
    ("ends =", "end =", "ISS002", Some(13), "did you mean \"ends\"?"),
    ("number = 4", "number = \"4\"", "ISS003", Some(2), "whole number"),
    ("title = \"Summer 2018\"\n", "", "ISS004", Some(1), "\"title\""),
    ("kind = \"progress\"\n", "", "ISS004", Some(6), "\"kind\""),
    ("starts = \"2018-10-25T09:30[Europe/Amsterdam]\"\n", "", "ISS004", Some(9), "no date (\"starts\")"),
    ("Summer 2018", "Summer\\u202E2018", "ISS005", Some(1), "U+202E"),
    ("date = 2018-06-28", "date = \"28 June\"", "ISS005", Some(3), "not a date"),
    ("T09:30[Europe/Amsterdam]", "T09:30", "ISS005", Some(12), "not a date"),
    ("\"moved\"", "\"move\"", "ISS005", Some(14), "did you mean \"moved\"?"),
    ("\"https://example.eu/lab\"", "\"example.eu/lab\"", "ISS005", Some(17), "https://"),
    ("info@example.eu", "info@", "ISS005", Some(24), "domain"),
    ("\"progress\"", "\"Pro gress\"", "ISS005", Some(8), "small letters"),
    ("ends = \"2018-10-25T16:00", "ends = \"2018-10-25T08:00", "ISS007", Some(13), "before it starts"),
    ("[[accept]]", "[[section]]\nid = \"one\"\nkind = \"story\"\n[[accept]]", "ISS015", Some(28), "second section"),
    ("[\"partners\"]", "[\"partner\"]", "ISS009", Some(5), "did you mean \"partners\"?"),
    ("images/a.png", "images/b.png", "ISS011", Some(26), "no such file"),
    ("images/a.png", "../../secret.png", "ISS011", Some(26), "leads out"),
];

#[rustfmt::skip]
const IN_EDITION: &[Fixture] = &[
    ("subject = \"S\"", "subject = S", "EDN001", Some(3), "not TOML"),
    ("subject =", "subjct =", "EDN002", Some(3), "did you mean \"subject\"?"),
    ("title = \"T\"", "author = \"T\"", "EDN002", Some(2), "known are"),
    ("subject = \"S\"", "subject = 1", "EDN003", Some(3), "a text"),
    ("preheader = \"P\"\n", "", "EDN004", Some(2), "\"preheader\""),
    ("subject = \"S\"", "subject = \"S\\r\\nBcc: a\"", "EDN005", Some(3), "line break"),
    ("preheader = \"P\"", "preheader = \"P\\u202E\"", "EDN005", Some(4), "U+202E"),
    ("subject = \"S\"", "subject = \"S\\u200Bx\"", "EDN005", Some(3), "U+200B"),
    ("subject = \"S\"", "subject = \"S\\uFEFFx\"", "EDN005", Some(3), "U+FEFF"),
    ("subject = \"S\"", "subject = \"S\\u00ADx\"", "EDN005", Some(3), "U+00AD"),
    ("title = \"T\"", "title = \"\\u001b[2J\"", "EDN005", Some(2), "U+001B"),
    (EDITION, "", "EDN006", None, "it is empty"),
    (EDITION, "\n \n", "EDN006", None, "it is empty"),
    ("## Two {#two}\n", "### Two {#two}\n", "TRN001", None, "no section \"two\""),
    ("## Two", "## One {#one}\n## Two", "EDN009", Some(12), "twice"),
    ("\nText\n", "\n## Stray\nText\n", "EDN010", Some(8), "no id"),
    ("## One {#one}", "early\n## One {#one}", "EDN011", Some(6), "before the first"),
    ("+++\n## One", "## One", "EDN012", Some(1), "no front matter"),
    ("## Two {#two}", "## Two {#two}\n## X {#X}", "EDN013", Some(13), "small letters"),
    ("## Two {#two}", "## Two {#two}\n## X {#x}", "EDN015", Some(13), "no section \"x\""),
    ("![alt](images/a.png)", "![alt](images/b.png)", "EDN017", Some(10), "no such file"),
];

fn compare(fixture: &Fixture, problems: &[Problem], wrong: &mut Vec<String>) {
    let (from, to, rule, line, word) = fixture;
    let found: Vec<_> = problems
        .iter()
        .map(|p| {
            (
                p.rule,
                p.place.line,
                format!("{} {} {}", p.what, p.why, p.remedy).contains(word) && !p.remedy.is_empty(),
            )
        })
        .collect();
    if found != [(*rule, *line, true)] {
        wrong.push(format!("{from:?} -> {to:?}: {rule} at {line:?} wanted, found {found:?}"));
    }
}

#[test]
fn every_fault_is_found_with_its_place() {
    let mut wrong = Vec::new();
    for fixture in IN_TABLE {
        let (_, problems) = read(&TABLE.replacen(fixture.0, fixture.1, 1), Some(EDITION));
        compare(fixture, &problems, &mut wrong);
    }
    for fixture in IN_EDITION {
        let (_, problems) = read(TABLE, Some(&EDITION.replacen(fixture.0, fixture.1, 1)));
        compare(fixture, &problems, &mut wrong);
        wrong.extend(
            problems.iter().filter(|p| p.place.language.is_none()).map(|p| format!("no language: {p:?}")),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_only_comes_near_a_fault_is_none() {
    for (from, to) in [
        ("ends = \"2018-10-25T16:00", "ends = \"2018-10-25T09:30"),
        ("date = 2018-06-28", "date = \"2018-06-28\""),
        ("\"2018-10-25T09:30[Europe/Amsterdam]\"", "2018-10-25"),
        ("\"2018-10-25T09:30[Europe/Amsterdam]\"", "\"2018-10\""),
        ("https://example.eu/lab", "mailto:info@example.eu"),
        ("seats = 150", "venue = { en = \"Hall\", hu = \"Terem\" }"),
        ("lists = [\"partners\"]\n", ""),
    ] {
        assert_eq!(read(&TABLE.replacen(from, to, 1), Some(EDITION)).1, [], "{to}");
    }
    for (from, to) in [
        ("subject = \"S\"", "subject = \"\""),
        ("title = \"T\"\n", ""),
        ("\nText\n", "\n### Level three\nText\n"),
        ("\nText\n", "\n##No heading\nText\n"),
        ("+++\n## One", "+++\n\n\n## One"),
        ("## Two {#two}\n\nMore", "## {#two}"),
        // No file that is empty: nobody has written anything in it yet.
        (EDITION, "+++\nsubject = \"\"\npreheader = \"\"\n+++\n## {#one}\n## {#two}\n"),
    ] {
        assert_eq!(read(TABLE, Some(&EDITION.replacen(from, to, 1))).1, [], "{to}");
    }
    assert_eq!(read(TABLE, Some(&EDITION.replace('\n', "\r\n"))).1, []);
    assert_eq!(read(TABLE, Some(&format!("\u{feff}{EDITION}"))).1, []);
}

#[test]
fn a_listed_language_without_a_file_must_be_written_and_another_need_not() {
    let (_, problems) = read(TABLE, None);
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    assert_eq!((problem.rule, problem.severity), ("TRN001", Severity::MustFix));
    let (issue, problems) = read(&TABLE.replace("[\"en\", \"hu\"]", "[\"hu\"]"), Some(EDITION));
    assert_eq!(problems, []);
    assert_eq!(issue.editions.len(), 2);
    let (_, problems) = read(&TABLE.replace("[\"en\", \"hu\"]", "[\"en\", \"sv\"]"), Some(EDITION));
    assert_eq!(problems.iter().map(|p| p.rule).collect::<Vec<_>>(), ["ISS010", "ISS012", "TRN001"]);
}

#[test]
fn a_section_for_some_languages_is_not_missed_in_the_others() {
    let only = TABLE.replace("kind = \"save-the-date\"", "kind = \"save-the-date\"\nlanguages = [\"hu\"]");
    let without = &EDITION[..EDITION.find("## Two").expect("there")];
    assert_eq!(read(&only, Some(without)).1, []);
    let (_, problems) = read(&only, Some(EDITION));
    assert_eq!(
        problems.iter().map(|p| (p.rule, p.severity)).collect::<Vec<_>>(),
        [("EDN016", Severity::ShouldFix)]
    );
}

#[test]
fn a_picture_that_is_missing_is_told_once_with_the_line_that_shows_it() {
    let edition = EDITION.replace("images/a.png", "images/b.png");
    let root = folder(&[
        ("config.toml", CONFIG),
        ("subscribers/partners.csv", "email\n"),
        ("issues/i/issue.toml", &TABLE.replace("images/a.png", "images/b.png")),
        ("issues/i/en.md", &edition),
        ("issues/i/hu.md", &edition),
    ]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    let (_, problems) = workspace.issue(&IssueId::parse("i").expect("a name")).expect("it opens");
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    assert_eq!((problem.rule, problem.place.line), ("EDN017", Some(10)));
    assert_eq!(problem.place.file.as_deref(), Some(Path::new("issues/i/en.md")));
    assert_eq!(problem.why, "there is no such file; also named in hu.md");
}

#[test]
fn a_fact_that_lacks_a_language_of_the_issue_is_told_with_the_language() {
    for (from, to, line, what) in [
        (", hu = \"Eindhoven\"", "", 15, "\"section.place\" has no text for hu"),
        ("what = \"Register\"", "what = { hu = \"Jelentkezés\" }", 21, "no text for en"),
        ("\"https://example.eu/lab\"", "{ en = \"https://example.eu/lab\" }", 17, "no text for hu"),
    ] {
        let (_, problems) = read(&TABLE.replacen(from, to, 1), Some(EDITION));
        let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
        assert_eq!((problem.rule, problem.severity), ("ISS012", Severity::ShouldFix));
        assert_eq!(problem.place.line, Some(line));
        assert!(problem.what.contains(what), "{problem:?}");
    }
}

#[test]
fn an_edition_that_the_issue_does_not_list_stops_nothing() {
    let table = TABLE.replacen("[\"en\", \"hu\"]", "[\"hu\"]", 1);
    let broken = EDITION.replace("subject = \"S\"", "subject = S").replace("images/a", "images/none");
    let (_, problems) = read(&table, Some(&format!("{broken}\n## More {{#more}}\n")));
    assert!(!problems.is_empty() && !problems.iter().any(Problem::blocks), "{problems:#?}");
}

#[test]
fn an_empty_folder_and_broken_bytes_still_open() {
    let root = folder(&[("config.toml", CONFIG), ("issues/i/x", "")]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    let id = IssueId::parse("i").expect("a name");
    save_bytes(&root.path().join("issues/i/hu.md"), b"\xff\xfe");
    fs::create_dir(root.path().join("issues/i/en.md")).expect("a folder where a file belongs");
    let (issue, problems) = workspace.issue(&id).expect("it opens");
    assert_eq!(issue.title, "i");
    let rules: Vec<_> = problems.iter().map(|p| p.rule).collect();
    assert_eq!(rules, ["ISS006", "EDN006", "EDN006"], "{problems:#?}");
    save_bytes(&root.path().join("issues/i/issue.toml"), b"\n");
    let (_, problems) = workspace.issue(&id).expect("it opens");
    assert_eq!((problems[0].rule, problems[0].why.as_str()), ("ISS006", "it is empty"));
    let missing = workspace.issue(&IssueId::parse("none").expect("a name"));
    assert!(missing.expect_err("no such issue").is_not_found());
}

fn save_bytes(path: &Path, bytes: &[u8]) {
    crate::workspace::save::atomically(path, bytes).expect("saved");
}
