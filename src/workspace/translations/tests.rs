//! Records survive writing, merging and foreign hands.

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;

use super::*;
use crate::domain::Lang;
use crate::domain::translation::{How, Made, Passage, Record};
use crate::workspace::tests::folder;

const ISSUE: &str = "title = \"S\"\nlanguages = [\"en\", \"hu\", \"nl\"]\n\n[[section]]\nid = \"one\"\nkind = \"story\"\n\n\
    [[section]]\nid = \"two\"\nkind = \"story\"\n";

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn passage(name: &str) -> Passage {
    Passage::parse(name).expect("a name")
}

fn opened(file: Option<&str>) -> (tempfile::TempDir, Workspace, IssueId) {
    let config = ("config.toml", "[newsletter]\nlanguages = [\"en\", \"hu\", \"nl\"]\n");
    let mut files = vec![config, ("issues/summer/issue.toml", ISSUE)];
    files.extend(file.map(|text| ("issues/summer/translations.toml", text)));
    let root = folder(&files);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    (root, workspace, IssueId::parse("summer").expect("a name"))
}

fn made(from: &str, text: &str, how: How, by: &str) -> Record {
    let on = jiff::civil::Date::constant(2026, 11, 22);
    let made = Made { from: lang(from), of: TextHash::of(text), how, by: by.to_owned(), on };
    Record { made: Some(made), remarks: Vec::new() }
}

fn whole(workspace: &Workspace, issue: &IssueId) -> TranslationsFile {
    TranslationsFile::open(workspace, issue).expect("readable").expect("sound")
}

fn marked(base: &str, passage_name: &str, tag: &str) -> String {
    let (_root, workspace, issue) = opened(Some(base));
    let mut file = whole(&workspace, &issue);
    file.set(&passage(passage_name), &lang(tag), &made("en", passage_name, How::Reviewed, tag)).expect("set");
    file.text().to_owned()
}

fn with_room() -> String {
    let (_root, workspace, issue) = opened(None);
    let mut file = whole(&workspace, &issue);
    file.make_room(&workspace.issue(&issue).expect("an issue").0).expect("room");
    file.text().to_owned()
}

fn merged(base: &str, ours: &str, theirs: &str) -> (bool, String) {
    let root = folder(&[("base", base), ("ours", ours), ("theirs", theirs)]);
    let mut git = Command::new("git");
    let merge = git.args(["merge-file", "-p", "ours", "base", "theirs"]).current_dir(root.path());
    let output = merge.output().expect("git");
    (output.status.success(), String::from_utf8(output.stdout).expect("a text"))
}

#[test]
fn marks_of_different_tables_that_were_made_apart_merge() {
    let base = with_room();
    let tables = ["_head", "one", "two"].into_iter().flat_map(|name| [(name, "hu"), (name, "nl")]);
    let tables: Vec<_> = tables.collect();
    for (name, tag) in &tables {
        for (other, with) in tables.iter().filter(|other| **other != (*name, *tag)) {
            let (clean, text) = merged(&base, &marked(&base, name, tag), &marked(&base, other, with));
            assert!(clean, "{name}.{tag} and {other}.{with}:\n{text}");
            assert_eq!(text, marked(&marked(&base, name, tag), other, with));
        }
    }
    let ours = marked(&base, "one", "hu");
    let (clean, text) = merged(&base, &ours, &ours.replace("reviewed", "adapted"));
    assert!(!clean, "one table, two opinions");
    let (_root, workspace, issue) = opened(Some(&text));
    let (_, problems) = workspace.translations(&issue);
    let line = text.lines().position(|line| line.starts_with("<<<<<<<")).map(|at| at + 1);
    assert_eq!((problems[0].rule, problems[0].place.line), ("TRF001", line));
}

#[test]
fn what_is_foreign_is_named_with_its_line_and_nothing_is_written_over_it() {
    let sound = "[one.hu]\nfrom = \"en\"\nof = \"0123456789abcdef\"\nhow = \"reviewed\"\nby = \"a\"\non = 2026-11-22\n";
    for (from, to, rule, line) in [
        ("how = \"reviewed\"", "how = \"checked\"", "TRF005", 4),
        ("of = \"0123456789abcdef\"", "of = \"../../etc\"", "TRF005", 3),
        ("from = \"en\"", "from = \"hu\"", "TRF005", 2),
        ("from = \"en\"\n", "", "TRF004", 1),
        ("by =", "bye =", "TRF002", 5),
        ("by = \"a\"", "by = 5", "TRF003", 5),
        ("[one.hu]", "[One.hu]", "TRF005", 1),
        ("[one.hu]", "[one.h]", "TRF005", 1),
        ("on = 2026-11-22", "on =", "TRF001", 6),
    ] {
        assert!(sound.contains(from));
        let text = sound.replace(from, to);
        let (root, workspace, issue) = opened(Some(&text));
        let (_, problems) = workspace.translations(&issue);
        let found: Vec<_> = problems.iter().map(|problem| (problem.rule, problem.place.line)).collect();
        assert_eq!(found, [(rule, Some(line))], "{to}");
        assert!(TranslationsFile::open(&workspace, &issue).expect("readable").is_err());
        let file = fs::read_to_string(root.path().join("issues/summer/translations.toml"));
        assert_eq!(file.expect("there"), text);
    }
}

#[test]
fn a_mark_that_says_the_same_changes_nothing_and_what_people_wrote_into_it_stays() {
    let base = with_room().replace("[one.hu]\n", "[one.hu]\n# ask Joost\n").replace('\n', "\r\n");
    let (_root, workspace, issue) = opened(Some(&base));
    let mut file = whole(&workspace, &issue);
    let (one, hu) = (passage("one"), lang("hu"));
    let mut record = made("en", "text", How::Reviewed, "anna");
    record.remarks = vec!["What is \"it\"?\nThat?".to_owned(), "#2".to_owned()];
    let mut with_dirt = record.clone();
    with_dirt.remarks[1] = "\u{202e}#2\u{7}\t".to_owned();
    with_dirt.remarks.push("\u{7}".to_owned());
    file.set(&one, &hu, &with_dirt).expect("set");
    assert!(file.text().contains("[one.hu]\r\n# ask Joost\r\nfrom = \"en\"\r\n"), "{}", file.text());
    let before = file.text().to_owned();
    let mut again = record.clone();
    if let Some(made) = again.made.as_mut() {
        made.by = "bela".to_owned();
    }
    file.set(&one, &hu, &again).expect("set");
    assert_eq!(file.text(), before, "who was first stays");
    file.save().expect("saved");
    assert_eq!(workspace.translations(&issue).0.record(&one, &hu), Some(&record));
}

#[test]
fn the_text_that_a_translation_was_made_from_is_kept_and_one_that_was_changed_is_not_believed() {
    let (root, workspace, issue) = opened(None);
    let text = "Heading\n\nFirst\nline\n\nSecond";
    let of = workspace.keep_text(&issue, text).expect("kept");
    let mut file = whole(&workspace, &issue);
    file.set(&passage("one"), &lang("hu"), &made("en", text, How::Human, "anna")).expect("set");
    file.save().expect("saved");
    assert_eq!(workspace.translations(&issue).0.texts.get(&of).map(String::as_str), Some(text));
    let kept = root.path().join(format!("issues/summer/.translations/{of}.md"));
    save::atomically(&kept, b"Heading\n\nAnother").expect("changed");
    assert!(workspace.translations(&issue).0.texts.is_empty());
    workspace.keep_text(&issue, text).expect("kept again");
    assert_eq!(workspace.translations(&issue).0.texts.len(), 1);
    assert!(Path::new(&kept).exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_down_is_read_again(
        marks in proptest::collection::vec(
            ("(_head|one|two|gone)", "(hu|nl|sv-FI)", 0..5_usize, r#"[a-zé][a-zé"\\ #\[\]=]{0,12}"#, proptest::collection::vec(r#"[a-zé"'\\#\[\],]([a-zé"'\\ #\[\],]|\n){0,9}[a-z]"#, 0..3)),
            1..12,
        ),
        room in any::<bool>(),
    ) {
        let (_root, workspace, issue) = opened(room.then(with_room).as_deref());
        let mut file = whole(&workspace, &issue);
        let mut expected = BTreeMap::new();
        for (name, tag, how, by, remarks) in marks {
            let record = Record { remarks, ..made("en", &by, How::ALL[how], &by) };
            let key = (passage(&name), lang(&tag));
            file.set(&key.0, &key.1, &record).expect("set");
            expected.insert(key, record);
        }
        let (read, problems) = read::records(Path::new("translations.toml"), file.text());
        prop_assert_eq!(problems, []);
        let said = |(passage, lang): &(Passage, Lang)| file.record(passage, lang).cloned();
        for (key, record) in expected {
            prop_assert_eq!(read.get(&key).cloned(), said(&key));
            let of = |record: &Record| record.made.as_ref().map(|made| (made.of.clone(), made.how));
            prop_assert_eq!(said(&key).as_ref().and_then(of), of(&record));
            prop_assert_eq!(said(&key).map(|said| said.remarks), Some(record.remarks));
        }
        let headers: Vec<&str> = file.text().lines().filter(|line| line.starts_with('[') && line.ends_with(']')).collect();
        let mut sorted = headers.clone();
        sorted.sort_unstable_by_key(|header| (!header.starts_with("[_head"), header.trim_end_matches(']').to_owned()));
        prop_assert_eq!(headers, sorted);
    }
}
