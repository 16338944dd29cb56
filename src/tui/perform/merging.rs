//! A save beside what others wrote meanwhile: each field for itself. Against real files.

use std::collections::BTreeSet;

use super::held::{self, NotWritten};
use super::tests::{Desk, ENGLISH, desk, lang, section};
use crate::domain::{Kind, Section, Spot};
use crate::tui::effect::SaveOrder;
use crate::workspace::save;

const TITLED: &str = "+++\ntitle = \"Summer\"\nsubject = \"High water\"\npreheader = \"And low\"\n+++\n\n\
## The tides {#tides}\n\nThey come and go.\n\n## The fair {#fair}\n\nIt comes.\n";

fn by_hand(desk: &Desk, name: &str, text: &[u8]) {
    save::atomically(&desk.folder.path().join("issues/summer").join(name), text).expect("a file");
}

/// The edition has a title, and the composer has read it.
fn titled() -> Desk {
    let mut desk = desk();
    by_hand(&desk, "en.md", TITLED.as_bytes());
    desk.reads_again();
    desk
}

fn collisions(done: Result<(), NotWritten>) -> Vec<String> {
    match done {
        Err(NotWritten::ByHand(both)) => both,
        other => panic!("{other:?}"),
    }
}

fn refused(done: Result<(), NotWritten>) -> String {
    match done {
        Err(NotWritten::Texts(texts)) => texts.iter().map(|one| format!("{one}\n")).collect(),
        other => panic!("{other:?}"),
    }
}

/// Ways to break a file; what says so, and on which line.
fn broken() -> [(&'static str, Vec<u8>, &'static str); 6] {
    let with = |from: &str, to: &str| TITLED.replacen(from, to, 1).into_bytes();
    [
        ("a key without =", with("title =", "title"), "en.md, line 2: "),
        ("another key without =", with("preheader =", "preheader"), "en.md, line 4: "),
        (
            "no fence at the end",
            with("low\"\n+++\n", "low\"\n"),
            "en.md, line 1: the edition has no front matter",
        ),
        ("no fence at the beginning", with("+++\n", ""), "en.md, line 1: the edition has no front matter"),
        ("a list for a text", with("\"High water\"", "[\"High water\"]"), "en.md, line 3: "),
        (
            "Latin-1",
            with("High water", "H\u{1}gh water").iter().map(|b| if *b == 1 { 0xe9 } else { *b }).collect(),
            "issues/summer/en.md, line 3: its byte E9 is not UTF-8; save it as UTF-8",
        ),
    ]
}

#[test]
fn text_typed_into_a_file_that_cant_be_read_is_kept_back_and_goes_in_alone_once_it_is_mended() {
    for (how, bytes, line) in broken() {
        // Read broken, and the text comes from a journal; or broken only after it was read.
        for read_broken in [true, false] {
            let mut desk = titled();
            let over = desk.over("en", &Spot::Subject);
            by_hand(&desk, "en.md", &bytes);
            if read_broken {
                desk.reads_again();
                desk.kept.insert((lang("en"), Spot::Subject), over);
            }
            desk.set("en", &Spot::Subject, "Low water");
            desk.set("hu", &Spot::Subject, "Apály");
            for over in [false, true] {
                let words = refused(desk.write(&desk.order(true, &["en", "hu"], over)));
                assert!(words.contains(line), "{how}: {words}");
                let there = std::fs::read(desk.folder.path().join("issues/summer/en.md")).expect("a file");
                assert_eq!(there, bytes, "{how}");
                assert!(desk.file("hu.md").contains("Apály"), "{how}: the other language is written");
            }
            let mended = TITLED.replace("It comes.", "It comes in May.");
            by_hand(&desk, "en.md", mended.as_bytes());
            desk.write(&desk.order(true, &["en", "hu"], false)).expect("written, and nobody was asked");
            assert_eq!(desk.file("en.md"), mended.replace("High water", "Low water"), "{how}");
        }
    }
}

#[test]
fn what_others_changed_elsewhere_stays_and_what_both_changed_is_asked_about_field_by_field() {
    let mut desk = titled();
    let theirs = TITLED.replace("High water", "Springtide").replace("It comes.", "It comes in May.");
    by_hand(&desk, "en.md", theirs.as_bytes());
    desk.set("en", &Spot::Body(section("tides")), "Mine.");
    desk.set("en", &Spot::Title, "");
    desk.write(&desk.order(false, &["en"], false)).expect("nobody is asked");
    let merged = theirs.replace("They come and go.", "Mine.").replace("\"Summer\"", "\"\"");
    assert_eq!(desk.file("en.md"), merged);
    desk.set("en", &Spot::Subject, "Low water");
    desk.set("en", &Spot::Heading(section("fair")), "Fair");
    let both = collisions(desk.write(&desk.order(false, &["en"], false)));
    assert_eq!(both, ["subject in en.md"]);
    assert_eq!(desk.file("en.md"), merged, "nothing is written before that is answered");
    desk.write(&desk.order(false, &["en"], true)).expect("mine is kept");
    let mine = merged.replace("Springtide", "Low water").replace("## The fair", "## Fair");
    assert_eq!(desk.file("en.md"), mine);
    assert_eq!(desk.file("aside/en.theirs.md"), merged);
    desk.workspace.issue(&desk.issue.id).expect("the copy is no edition");
}

#[test]
fn a_file_that_was_deleted_by_hand_is_asked_about_and_comes_back_whole() {
    let mut desk = titled();
    std::fs::remove_file(desk.folder.path().join("issues/summer/en.md")).expect("gone");
    desk.write(&desk.order(true, &["en"], false)).expect("nothing was changed here");
    desk.set("en", &Spot::Subject, "Low water");
    let both = collisions(desk.write(&desk.order(false, &["en"], false)));
    assert_eq!(both, ["en.md, which is not there any more"]);
    assert_eq!(desk.file("en.md"), "");
    desk.write(&desk.order(false, &["en"], true)).expect("mine is kept");
    let (issue, _) = desk.workspace.issue(&desk.issue.id).expect("the issue");
    let edition = &issue.editions[&lang("en")];
    assert_eq!((edition.title.as_deref(), edition.subject.as_str()), (Some("Summer"), "Low water"));
    assert_eq!(edition.section(&section("fair")).map(|one| one.markdown.as_str()), Some("It comes."));
}

#[test]
fn a_section_that_was_put_aside_here_and_changed_by_hand_is_asked_about() {
    let mut desk = desk();
    by_hand(&desk, "en.md", ENGLISH.replace("It comes.", "It comes in May.").as_bytes());
    desk.issue.sections.retain(|one| one.id != section("fair"));
    let edition = desk.issue.editions.get_mut(&lang("en")).expect("an edition");
    edition.sections.retain(|one| one.id != section("fair"));
    let both = collisions(desk.write(&desk.order(true, &["en"], false)));
    assert_eq!(both, ["section \"The fair\" in en.md"]);
    assert!(desk.file("issue.toml").contains("fair"), "nothing at all is written");
}

#[test]
fn sections_and_lists_that_others_put_into_issue_toml_stay_beside_what_is_moved_and_added_here() {
    let mut desk = desk();
    let was = desk.file("issue.toml");
    let theirs = was.replace("[\"friends\"]", "[\"friends\", \"press\"]")
        + "\n[[section]]\nid = \"boats\"\nkind = \"story\"\nlink = \"https://example.eu\"\n";
    by_hand(&desk, "issue.toml", theirs.as_bytes());
    desk.issue.sections.swap(0, 1);
    desk.issue.sections.push(Section::new(section("gulls"), Kind::parse("story").expect("a kind")));
    desk.write(&desk.order(true, &[], false)).expect("nobody is asked");
    let (issue, _) = desk.workspace.issue(&desk.issue.id).expect("the issue");
    let ids: Vec<&str> = issue.sections.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["fair", "tides", "boats", "gulls"]);
    assert_eq!(issue.lists.len(), 2, "{}", desk.file("issue.toml"));

    let mut desk = self::desk();
    by_hand(&desk, "issue.toml", was.replace("[\"friends\"]", "[\"press\"]").as_bytes());
    desk.issue.lists.clear();
    assert_eq!(collisions(desk.write(&desk.order(true, &[], false))), ["the lists in issue.toml"]);
}

#[test]
fn an_issue_toml_that_cant_be_read_is_left_alone_and_the_texts_beside_it_are_written() {
    let mut desk = desk();
    let was = desk.file("issue.toml");
    let broken = was.replace("lists =", "lists");
    by_hand(&desk, "issue.toml", broken.as_bytes());
    desk.issue.sections.swap(0, 1);
    desk.set("en", &Spot::Subject, "Low water");
    for over in [false, true] {
        let words = refused(desk.write(&desk.order(true, &["en"], over)));
        assert!(words.starts_with("issues/summer/issue.toml, line 3: "), "{words}");
        assert_eq!(desk.file("issue.toml"), broken);
    }
    assert!(desk.file("en.md").contains("Low water"));
    by_hand(
        &desk,
        "issue.toml",
        format!("{was}\n[[section]]\nid = \"boats\"\nkind = \"story\"\n").as_bytes(),
    );
    desk.write(&desk.order(true, &["en"], false)).expect("written");
    let (issue, _) = desk.workspace.issue(&desk.issue.id).expect("the issue");
    let ids: Vec<&str> = issue.sections.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["fair", "tides", "boats"]);
}

#[test]
fn a_place_changed_in_one_language_leaves_what_others_wrote_of_another() {
    let mut desk = desk();
    let with = |en: &str, hu: &str| {
        let event =
            format!("kind = \"story\"\nstarts = 2018-10-25\nplace = {{ en = \"{en}\", hu = \"{hu}\" }}");
        ISSUE_HEAD.to_owned() + &event + "\n"
    };
    by_hand(&desk, "issue.toml", with("Vienna", "Bécs").as_bytes());
    desk.reads_again();
    by_hand(&desk, "issue.toml", with("Vienna", "Bécsben").as_bytes());
    crate::tui::screens::facts::set_place(&mut desk.issue, &section("tides"), &lang("en"), "Graz");
    let facts = BTreeSet::from([Spot::Place(section("tides"))]);
    let order = SaveOrder { facts, ..desk.order(true, &[], false) };
    desk.write(&order).expect("nobody is asked");
    assert_eq!(desk.file("issue.toml"), with("Graz", "Bécsben"));
    by_hand(&desk, "issue.toml", with("Linz", "Bécs").as_bytes());
    crate::tui::screens::facts::set_place(&mut desk.issue, &section("tides"), &lang("en"), "Wels");
    let facts = BTreeSet::from([Spot::Place(section("tides"))]);
    let order = SaveOrder { facts, ..desk.order(true, &[], false) };
    let mut anew = held::Held::new(&desk.issue.id);
    assert_eq!(
        collisions(anew.write(&desk.workspace, &order).map(drop)),
        ["place of section \"The tides\" in issue.toml"]
    );
}

const ISSUE_HEAD: &str = "title = \"Summer\"\nlanguages = [\"en\", \"hu\"]\n\n[[section]]\nid = \"tides\"\n";

#[test]
fn a_section_that_is_put_aside_and_brought_back_has_its_facts_again() {
    let mut desk = desk();
    let dated = ISSUE_HEAD.to_owned() + "kind = \"story\"\nstarts = 2018-10-25 # sure\n";
    by_hand(&desk, "issue.toml", dated.as_bytes());
    desk.reads_again();
    let gone = desk.issue.sections.remove(0);
    desk.write(&desk.order(true, &[], false)).expect("written");
    assert!(!desk.file("issue.toml").contains("2018-10-25"));
    assert!(desk.file("aside/tides.toml").contains("starts = 2018-10-25"));
    desk.issue.sections.push(gone);
    desk.write(&SaveOrder { revision: 2, ..desk.order(true, &[], false) }).expect("written");
    assert_eq!(desk.file("issue.toml"), dated);
}

#[test]
fn an_order_that_was_given_before_the_last_one_was_answered_is_not_taken_for_somebody_elses() {
    let mut desk = desk();
    desk.set("en", &Spot::Subject, "Low");
    desk.write(&desk.order(false, &["en"], false)).expect("written");
    desk.set("en", &Spot::Subject, "High water");
    desk.write(&SaveOrder { revision: 2, ..desk.order(false, &["en"], false) }).expect("back as it was");
    assert_eq!(desk.file("en.md"), ENGLISH);
}
