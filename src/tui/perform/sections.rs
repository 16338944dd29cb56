//! What is done to sections while `issue.toml` can't have it, or only an edition can't: no text leaves its file. Against
//! real files.

use super::held::NotWritten;
use super::tests::{Desk, ENGLISH, desk, lang, section};
use crate::domain::{Kind, Section, SectionText, Spot};
use crate::tui::event::{Lacks, Unwritten};
use crate::workspace::save;

const FACTS: &str = "issues/summer/issue.toml";

fn by_hand(desk: &Desk, name: &str, text: &[u8]) {
    save::atomically(&desk.folder.path().join(name), text).expect("a file");
}

/// The last section is put aside, a new one comes first, and some words change.
fn rearranged() -> Desk {
    let mut desk = desk();
    desk.issue.sections.remove(1);
    desk.issue.sections.insert(0, Section::new(section("boats"), Kind::parse("story").expect("a kind")));
    desk.issue.lists.clear();
    let edition = desk.issue.editions.get_mut(&lang("en")).expect("an edition");
    edition.sections.remove(1);
    let (heading, markdown) = ("Boats".to_owned(), "They float.".to_owned());
    edition.sections.push(SectionText {
        id: section("boats"),
        heading,
        markdown,
        heading_line: 0,
        body_line: 0,
    });
    desk.set("en", &Spot::Body(section("tides")), "They stay.");
    desk
}

/// The edition with nothing but those words changed.
fn worded() -> String {
    ENGLISH.replace("They come and go.", "They stay.")
}

fn lacking(done: Result<(), NotWritten>) -> Vec<Unwritten> {
    match done {
        Err(NotWritten::Texts(texts)) => texts,
        other => panic!("{other:?}"),
    }
}

fn outline(desk: &Desk) -> Vec<String> {
    let (issue, _) = desk.workspace.issue(&desk.issue.id).expect("the issue");
    issue.sections.iter().map(|one| one.id.to_string()).collect()
}

#[test]
fn while_issue_toml_cant_be_read_editions_keep_their_sections_and_only_words_are_written() {
    for (how, place, why) in [
        ("an = is taken out", "issues/summer/issue.toml, line 3", "this is not TOML: "),
        ("it is taken away", "issues/summer/issue.toml", "issue.toml can't be read; write one"),
        ("Latin-1", "issues/summer/issue.toml, line 13", "its byte E9 is not UTF-8; "),
        ("no id", "issues/summer/issue.toml, line 10", "[section] has no \"id\"; add id"),
        ("an id twice", "issues/summer/issue.toml, line 11", "a second section has the id \"tides\"; give"),
    ] {
        let mut desk = rearranged();
        let sound = desk.file("issue.toml");
        match how {
            "it is taken away" => std::fs::remove_file(desk.folder.path().join(FACTS)).expect("gone"),
            "Latin-1" => by_hand(&desk, FACTS, &[sound.as_bytes(), b"# caf\xe9\n"].concat()),
            "no id" => by_hand(&desk, FACTS, sound.replace("id = \"fair\"\n", "").as_bytes()),
            "an id twice" => by_hand(&desk, FACTS, sound.replace("\"fair\"", "\"tides\"").as_bytes()),
            _ => by_hand(&desk, FACTS, sound.replace("lists =", "lists").as_bytes()),
        }
        for over in [false, true] {
            let texts = lacking(desk.write(&desk.order(true, &["en"], over)));
            assert_eq!(texts.len(), 1, "{how}: {texts:?}");
            assert_eq!((texts[0].place.as_str(), &texts[0].what), (place, &Lacks::Outline), "{how}");
            assert!(texts[0].why.starts_with(why), "{how}: {texts:?}");
            assert_eq!(desk.file("en.md"), worded(), "{how}");
            assert!(!desk.folder.path().join("issues/summer/aside").exists(), "{how}");
        }
        by_hand(&desk, FACTS, sound.as_bytes());
        desk.write(&desk.order(true, &["en"], false)).expect("written as soon as it is mended");
        assert_eq!(outline(&desk), ["boats", "tides"], "{how}");
        let english = desk.file("en.md");
        assert!(english.contains("They float.") && !english.contains("It comes."), "{english}");
        assert!(desk.file("aside/fair.en.md").contains("It comes."), "{how}");
    }
}

#[test]
fn while_issue_toml_cant_be_written_a_new_section_is_in_no_edition_either() {
    let mut desk = rearranged();
    let dated = desk.file("issue.toml") + "starts = 2018-10-25\n";
    by_hand(&desk, FACTS, dated.as_bytes());
    desk.ground.sections.clone_from(&desk.workspace.issue(&desk.issue.id).expect("the issue").0.sections);
    // The date is kept aside before it leaves, and can't be.
    by_hand(&desk, "issues/summer/aside", b"a file");
    let texts = lacking(desk.write(&desk.order(true, &["en"], false)));
    assert_eq!(texts[0].what, Lacks::Outline, "{texts:?}");
    assert_eq!(desk.file("issue.toml"), dated);
    assert_eq!(desk.file("en.md"), worded());
}

#[test]
fn a_composer_that_ends_between_issue_toml_and_an_edition_leaves_every_word_in_a_file() {
    let mut desk = rearranged();
    by_hand(&desk, "issues/summer/aside", b"a file");
    let texts = lacking(desk.write(&desk.order(true, &["en"], false)));
    assert_eq!(texts[0].place, "issues/summer/en.md");
    assert_eq!(outline(&desk), ["boats", "tides"]);
    assert_eq!(desk.file("en.md"), ENGLISH, "its text has nowhere else to be");
    std::fs::remove_file(desk.folder.path().join("issues/summer/aside")).expect("gone");
    desk.write(&desk.order(true, &["en"], false)).expect("the same once more");
    assert!(desk.file("aside/fair.en.md").contains("It comes."));
    assert!(!desk.file("en.md").contains("fair"), "{}", desk.file("en.md"));
}

#[test]
fn what_was_done_to_sections_and_undone_again_needs_no_issue_toml() {
    let mut desk = desk();
    desk.set("en", &Spot::Body(section("fair")), "It is here.");
    by_hand(&desk, FACTS, b"title");
    desk.write(&desk.order(true, &["en"], false)).expect("written");
    assert_eq!(desk.file("en.md"), ENGLISH.replace("It comes.", "It is here."));
}

#[test]
fn what_a_form_changes_is_written_fact_by_fact_beside_what_others_wrote() {
    let mut desk = desk();
    let was = desk.file("issue.toml")
        + "starts = 2018-10-25 # sure\nends = 2018-10-26\n\n# until then\n[[section.deadline]]\ndate = 2018-09-30\nwhat = \"Register\"\n";
    by_hand(&desk, FACTS, was.as_bytes());
    desk.reads_again();
    let theirs = was.replace("ends = 2018-10-26", "ends = 2018-10-27 # one more day");
    by_hand(&desk, FACTS, theirs.as_bytes());
    let fair = section("fair");
    let event = |desk: &mut Desk| desk.issue.sections[1].event.take().expect("an event");
    let mut own = event(&mut desk);
    own.status = crate::domain::EventStatus::Tentative;
    own.deadlines[0].date = jiff::civil::date(2018, 9, 15);
    desk.issue.sections[1].event = Some(own);
    let details = std::collections::BTreeSet::from([fair]);
    let order = crate::tui::effect::SaveOrder { details, ..desk.order(true, &[], false) };
    desk.write(&order).expect("nobody is asked");
    let wanted = theirs.replace("# one more day\n", "# one more day\nstatus = \"tentative\"\n");
    assert_eq!(desk.file("issue.toml"), wanted.replace("2018-09-30", "2018-09-15"));

    desk.reads_again();
    by_hand(&desk, FACTS, desk.file("issue.toml").replace("2018-10-27", "2018-10-28").as_bytes());
    let mut own = event(&mut desk);
    own.ends = None;
    desk.issue.sections[1].event = Some(own);
    let order = crate::tui::effect::SaveOrder { revision: 2, ..order };
    let order =
        crate::tui::effect::SaveOrder { issue: desk.issue.clone(), ground: desk.ground.clone(), ..order };
    match super::held::Held::new(&desk.issue.id).write(&desk.workspace, &order) {
        Err(NotWritten::ByHand(both)) => assert_eq!(both, ["end of section \"The fair\" in issue.toml"]),
        other => panic!("{other:?}"),
    }
}
