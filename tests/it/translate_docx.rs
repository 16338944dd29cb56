//! `courant translate` with a Word document: what partners who never open a terminal send back.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::send_command::Demo;

const ENGLISH: &str = "issues/2018-06-summer/en.md";
const DUTCH: &str = "issues/2018-06-summer/nl.md";

/// Does something to the XML of a document.
fn edit(file: &Path, change: impl Fn(String) -> String) {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(file).unwrap())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if entry.name() == "word/document.xml" {
            text = change(text);
        }
        out.start_file(entry.name(), SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    fs::write(file, out.finish().unwrap().into_inner()).unwrap();
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1)
}

/// Writes into the right-hand column of a row.
fn written(text: &str, row: &str, words: &str) -> String {
    let name = text.find(row).expect(row);
    let cell = name + text[name..].find("<w:tc>").expect("a right-hand column");
    let at = cell + text[cell..].find("<w:p>").expect("a paragraph");
    format!("{}<w:p><w:r><w:t>{words}</w:t></w:r></w:p>{}", &text[..at], &text[at..])
}

/// A heading of the left-hand column.
fn with_source_changed(text: &str) -> String {
    let before = "<w:pStyle w:val=\"Source\"/></w:pPr><w:r><w:t xml:space=\"preserve\">43 good ";
    replaced(text, &format!("{before}practices instead"), &format!("{before}practises instead"))
}

fn change_in(demo: &Demo, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(demo.path(file)).unwrap();
    fs::write(demo.path(file), replaced(&text, from, to)).unwrap();
}

fn export(demo: &Demo) {
    let into = demo.path("nl.docx");
    let words = ["translate", "export", "2018", "--lang", "nl", "--into", into.to_str().unwrap()];
    assert_eq!(demo.exits(&words), Some(0));
}

fn import(demo: &Demo) -> (Option<i32>, String) {
    let file = demo.path("nl.docx");
    let output = demo.run(&["translate", "import", file.to_str().unwrap(), "--by", "Joost"]);
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

/// Sends the Dutch texts out, and takes in what was made of them.
fn round(demo: &Demo, change: impl Fn(String) -> String) -> (Option<i32>, String) {
    export(demo);
    edit(&demo.path("nl.docx"), change);
    import(demo)
}

fn dutch(demo: &Demo) -> String {
    fs::read_to_string(demo.path(DUTCH)).unwrap()
}

fn cell(demo: &Demo, section: &str) -> Value {
    let status = demo.json(&["-o", "json", "translate", "status", "2018", "--lang", "nl"]);
    let sections = status["sections"].as_array().unwrap();
    sections.iter().find(|one| one["section"] == section).unwrap()["languages"][0].clone()
}

#[test]
fn a_document_that_comes_back_as_it_went_out_changes_nothing() {
    let demo = Demo::new();
    let before = dutch(&demo);
    let (exit, said) = round(&demo, |text| text);
    assert_eq!((exit, dutch(&demo)), (Some(0), before), "{said}");
    assert_eq!(said.matches(": as it went out").count(), 4, "{said}");
    assert!(said.contains("0 of 4 taken into Nederlands"), "{said}");
    assert!(!demo.path("issues/2018-06-summer/translations.toml").exists(), "nobody said anything");
}

#[test]
fn one_cell_that_was_changed_changes_its_text_alone_and_remarks_stay_with_their_section() {
    let demo = Demo::new();
    let before = dutch(&demo);
    let (exit, said) = round(&demo, |text| {
        let text = replaced(&text, "Zo ver zijn we", "Zo ver zijn wij &amp; zij");
        written(&text, "good-practices.remarks", "Is “43” right?")
    });
    assert_eq!(exit, Some(0), "{said}");
    let after = before.replace("Zo ver zijn we", "Zo ver zijn wij & zij");
    assert_eq!(dutch(&demo), after, "and not a byte else");
    assert!(said.contains("where-we-stand: taken\n") && said.contains("1 of 4 taken"), "{said}");
    let stands = |section: &str| {
        let cell = cell(&demo, section);
        (cell["state"].clone(), cell["by"].clone(), cell["remarks"].clone())
    };
    let nothing: Value = Vec::<Value>::new().into();
    assert_eq!(stands("where-we-stand"), ("translated".into(), "Joost".into(), nothing));
    let (state, _, remarks) = stands("good-practices");
    assert_eq!((state, &remarks), ("not-recorded".into(), &vec!["Is “43” right?"].into()));

    let (exit, said) = round(&demo, |text| replaced(&text, "Is “43” right?", "Is “43” right?"));
    assert_eq!((exit, dutch(&demo)), (Some(0), after), "{said}");
    assert!(said.contains("0 of 4 taken"), "{said}");
    assert_eq!(
        cell(&demo, "good-practices")["remarks"],
        remarks,
        "what was said is shown, and not said again"
    );
}

#[test]
fn what_changed_here_meanwhile_is_treated_as_with_xliff_and_rows_that_do_not_match_are_told() {
    let demo = Demo::new();
    export(&demo);
    change_in(&demo, DUTCH, "Zo ver zijn we", "Zover zijn we gekomen");
    change_in(&demo, ENGLISH, "On 25 October 2018 you", "On 26 October 2018 you");
    edit(&demo.path("nl.docx"), |text| {
        let text = replaced(&text, "Zo ver zijn we", "Hier staan we");
        let text = replaced(&text, "bent u welkom", "bent u hartelijk welkom");
        let text = with_source_changed(&text);
        replaced(&text, "_head.subject 3 ", "Subject ")
    });
    let (exit, said) = import(&demo);
    assert_eq!(exit, Some(3), "{said}");
    for line in [
        "where-we-stand: not taken: it was changed here since it was sent out; what came is in issues/2018-06-summer/aside/nl.imported.md",
        "living-lab-event: taken; the text it was made from has changed since it was sent out",
        "1 of the 3 rows of \"_head\" are not in it any more",
        "the left-hand text of \"good-practices.heading\" was changed",
        "has no small grey line above its left-hand text",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert!(
        dutch(&demo).contains("Zover zijn we gekomen") && dutch(&demo).contains("bent u hartelijk welkom")
    );
    assert_eq!(cell(&demo, "living-lab-event")["state"], "stale-in-facts");
    assert_eq!(cell(&demo, "living-lab-event")["changed"]["facts"][0]["is"], "26 October 2018");
}

#[test]
fn a_source_that_was_changed_in_the_document_alone_makes_nothing_stale() {
    let demo = Demo::new();
    let (exit, said) = round(&demo, |text| {
        let text = with_source_changed(&text);
        replaced(&text, "43 goede praktijken in plaats van 40", "43 praktijken in plaats van 40")
    });
    assert_eq!(exit, Some(3), "{said}");
    assert!(said.contains("good-practices: taken\n"), "{said}");
    assert_eq!(cell(&demo, "good-practices")["state"], "translated");
}

#[test]
fn what_is_no_document_of_ours_is_refused_with_a_remedy_whatever_its_name_and_changes_nothing() {
    let demo = Demo::new();
    let before = dutch(&demo);
    for (bytes, told) in [
        (b"Beste lezer".as_slice(), "it is not a Word document"),
        (b"\xd0\xcf\x11\xe0WordDocument", "it is a document of an older Word (.doc)"),
        (b"PK\x03\x04", "its end is missing"),
    ] {
        fs::write(demo.path("nl.docx"), bytes).unwrap();
        let (exit, said) = import(&demo);
        assert_eq!(exit, Some(3), "{said}");
        assert!(said.contains(told) && said.contains("  do:  "), "{said}");
    }
    let (renamed, file) = (demo.path("nl.xlf"), demo.path("nl.docx"));
    export(&demo);
    fs::rename(file, &renamed).unwrap();
    assert_eq!(demo.exits(&["translate", "import", renamed.to_str().unwrap()]), Some(0));
    assert_eq!(dutch(&demo), before);
}
