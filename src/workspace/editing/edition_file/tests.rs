//! Changing an edition: what is meant changes, and no other byte.

use proptest::prelude::*;

use super::*;
use crate::workspace::tests::folder;

const FILE: &str = "+++\n# about\ntitle   = 'T'\nsubject = \"S\"  # the line in the inbox\n\npreheader = \"P\"\n+++\n\n\
    ## One {#one}\n\nFirst  \nsecond\n\n\n\n##  Two   {#two} \nMore\n## Three {#three}\n\n";

fn opened(text: &str) -> EditionFile {
    let lang = Lang::parse("en").expect("a tag");
    EditionFile { lang, file: "en.md".into(), held: TextFile::of_text(text) }
}

fn id(name: &str) -> SectionId {
    SectionId::parse(name).expect("an id")
}

/// What is done to the file, and what changes in its text.
type Case = (fn(&mut EditionFile) -> Result<(), EditError>, &'static str, &'static str);

#[rustfmt::skip]
const CASES: &[Case] = &[
    (|file| file.set_subject("Új \"tárgy\""), "\"S\"", "'Új \"tárgy\"'"),
    (|file| file.set_title("New"), "'T'", "\"New\""),
    (|file| file.set_preheader("p"), "\"P\"", "\"p\""),
    (|file| file.set_title("T"), "", ""),
    (|file| file.set_heading(&id("two"), " Zwei "), "Two", "Zwei"),
    (|file| file.set_heading(&id("one"), ""), "One", ""),
    (|file| file.set_markdown(&id("one"), "\n\nNew\n\ntext\n"), "First  \nsecond", "New\n\ntext"),
    (|file| file.set_markdown(&id("one"), "First  \nsecond"), "", ""),
    (|file| file.set_markdown(&id("two"), ""), "\nMore\n##", "\n\n##"),
    (|file| file.set_markdown(&id("three"), "Text"), "{#three}\n\n", "{#three}\n\nText\n"),
    (|file| file.insert(1, &id("new"), "New", "Text\n"), "##  Two", "## New {#new}\n\nText\n\n##  Two"),
    (|file| file.insert(9, &id("new"), "", ""), "{#three}\n\n", "{#three}\n\n## {#new}\n\n"),
    (|file| file.remove(&id("two")), "##  Two   {#two} \nMore\n", ""),
    (|file| file.remove(&id("three")), "\n## Three {#three}\n\n", "\n\n"),
    (|file| file.move_to(&id("one"), 0), "", ""),
];

#[test]
fn only_what_is_meant_changes() {
    for (line_end, case) in ["\n", "\r\n"].iter().flat_map(|end| CASES.iter().map(move |case| (end, case))) {
        let (change, from, to) = case;
        let as_there = |text: &str| text.replace('\n', line_end);
        let mut file = opened(&as_there(FILE));
        change(&mut file).expect("it can be done");
        let wanted = if from.is_empty() { FILE.to_owned() } else { FILE.replacen(from, to, 1) };
        assert_eq!(file.text(), as_there(&wanted), "{from:?} -> {to:?}");
        assert_eq!(file.is_changed(), !from.is_empty());
    }
}

#[test]
fn sections_change_places_and_back() {
    let mut file = opened(FILE);
    file.move_to(&id("three"), 0).expect("moved");
    let order =
        |file: &EditionFile| file.edition().0.sections.iter().map(|s| s.id.to_string()).collect::<Vec<_>>();
    assert_eq!(order(&file), ["three", "one", "two"]);
    assert_eq!(file.edition().0.section(&id("one")).map(|s| s.markdown.as_str()), Some("First  \nsecond"));
    file.move_to(&id("three"), 2).expect("moved");
    assert_eq!(file.text(), FILE);
}

#[test]
fn a_new_edition_is_written_from_nothing() {
    let mut file = opened("");
    file.set_subject("S").expect("set");
    file.set_preheader("P").expect("set");
    file.insert(0, &id("one"), "One", "Text").expect("inserted");
    file.insert(1, &id("two"), "Two", "").expect("inserted");
    let written = "+++\nsubject = \"S\"\npreheader = \"P\"\n+++\n\n## One {#one}\n\nText\n\n## Two {#two}\n";
    assert_eq!(file.text(), written);
    assert_eq!(file.edition().1, []);
}

#[test]
fn what_would_break_the_file_is_refused_and_changes_nothing() {
    let mut file = opened(FILE);
    for (result, wanted) in [
        (file.set_markdown(&id("one"), "a\n## b {#b}\n"), EditError::OpensSection { line: 2 }),
        (file.set_markdown(&id("one"), "\n\na\n##"), EditError::OpensSection { line: 4 }),
        (file.set_markdown(&id("none"), "a"), EditError::NoSection(id("none"))),
        (file.insert(0, &id("one"), "One", ""), EditError::SectionExists(id("one"))),
        (file.set_subject("a\nb"), EditError::Text(crate::workspace::TextFault::LineBreak)),
        (
            file.set_heading(&id("one"), "a\u{202e}"),
            EditError::Text(crate::workspace::TextFault::Invisible('\u{202e}')),
        ),
    ] {
        assert_eq!(result, Err(wanted));
    }
    assert_eq!(file.text(), FILE);
    for broken in ["+++\nsubject = \n+++\n", "+++\nsubject = \"S\"\n"] {
        assert!(matches!(opened(broken).set_subject("x"), Err(EditError::NotUnderstood(_))), "{broken:?}");
    }
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_not_written_over() {
    let root = folder(&[("config.toml", "[newsletter]"), ("issues/i/en.md", FILE)]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    let (issue, lang) = (IssueId::parse("i").expect("a name"), Lang::parse("en").expect("a tag"));
    let open = || EditionFile::open(&workspace, &issue, &lang).expect("opens");
    let (mut mine, mut theirs) = (open(), open());
    mine.set_subject("mine").expect("set");
    theirs.set_subject("theirs").expect("set");
    theirs.save().expect("saved");
    assert!(mine.save().expect_err("changed meanwhile").is_conflict());
    assert!(mine.is_changed() && mine.is_stale().expect("readable"));
    assert_eq!(open().edition().0.subject, "theirs");
    let mut again = open();
    again.set_subject("both").expect("set");
    again.save().expect("saved");
    again.set_subject("once more").expect("set");
    again.save().expect("its own save is no conflict");
    std::fs::remove_file(root.path().join("issues/i/en.md")).expect("removed");
    again.set_subject("x").expect("set");
    assert!(again.save().expect_err("it is gone").is_conflict());
}

/// Front matter or none, and up to eight lines, among them sections with different ids.
fn any_file() -> impl Strategy<Value = String> {
    let line =
        vec!["## A {#a}", "## B b {#b}", "##  {#c}", "## stray", "text", "  more ", "", "", "### h", "é\ta"];
    let front = prop_oneof![Just(""), Just("+++\nsubject = \"a\"\n+++\n"), Just("+++\n"), Just("\u{feff}")];
    let lines = proptest::sample::subsequence(line, 0..=10).prop_shuffle();
    (front, lines, prop_oneof![Just("\n"), Just("\r\n")], any::<bool>()).prop_map(
        |(front, lines, end, closed)| {
            let text = format!("{front}{}", lines.join("\n")) + if closed { "\n" } else { "" };
            text.replace('\n', end)
        },
    )
}

proptest! {
    #[test]
    fn taking_any_text_apart_loses_no_byte_of_it(text in any_file()) {
        let parts = layout(&text);
        let head = &text[..parts.preamble.end];
        let printed: String = parts.sections.iter().map(|part| &text[part.whole.clone()]).collect();
        prop_assert_eq!(format!("{head}{printed}"), text);
    }

    #[test]
    fn a_text_that_is_set_is_read_back_and_the_other_sections_stay(text in any_file(), new in "[a-z \n#é-]{0,30}") {
        let mut file = opened(&text);
        let before = file.edition().0;
        let Some(first) = before.sections.first() else { return Ok(()) };
        if file.set_markdown(&first.id, &new).is_ok() {
            let after = file.edition().0;
            prop_assert_eq!(&after.sections[0].markdown, blank_lines_off(&new));
            prop_assert_eq!(after.sections.len(), before.sections.len());
            for (now, then) in after.sections.iter().zip(&before.sections).skip(1) {
                prop_assert_eq!((&now.id, &now.heading, &now.markdown), (&then.id, &then.heading, &then.markdown));
            }
            let (head, tail) = (first.heading_line - 1, before.sections.get(1).map(|s| s.heading_line));
            let lines = |text: &str, from: usize| text.split_inclusive('\n').skip(from).collect::<String>();
            prop_assert_eq!(
                text.split_inclusive('\n').take(head).collect::<String>(),
                file.text().split_inclusive('\n').take(head).collect::<String>()
            );
            if let (Some(then), Some(now)) = (tail, after.sections.get(1).map(|s| s.heading_line)) {
                prop_assert_eq!(lines(&text, then - 1), lines(file.text(), now - 1));
            }
        }
    }

    #[test]
    fn moving_there_and_back_gives_the_same_bytes(text in any_file(), from in 0_usize..3, to in 0_usize..3) {
        let mut file = opened(&text);
        let ids: Vec<_> = file.edition().0.sections.into_iter().map(|section| section.id).collect();
        if !ids.is_empty() {
            let (from, to) = (from % ids.len(), to % ids.len());
            file.move_to(&ids[from], to).expect("moved");
            prop_assert_eq!(&file.edition().0.sections[to].id, &ids[from]);
            file.move_to(&ids[from], from).expect("moved");
        }
        prop_assert_eq!(file.text(), text);
    }
}
