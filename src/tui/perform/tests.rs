//! Saving, against real files.

use std::collections::BTreeSet;
use std::path::Path;

use super::held::{Held, NotWritten};
use crate::domain::{Issue, IssueId, Lang, Section, SectionId};
use crate::tui::effect::SaveOrder;
use crate::tui::event::Spot;
use crate::tui::screens::spots;
use crate::workspace::{Workspace, save};

const CONFIG: &str = "format = 1\n[newsletter]\nname = \"Harbour News\"\nlist_id = \"news.example.eu\"\n\
languages = [\"en\", \"hu\"]\ntimezone = \"Europe/Amsterdam\"\nmode = \"test\"\n[sender]\n\
from = \"Harbour News <news@example.eu>\"\norganisation = \"Harbour\"\naddress = [\"Quay 1\"]\n\
[delivery]\ntransport = \"files\"\n";
const ISSUE: &str = "title = \"Summer\" # ours\nlanguages = [\"en\", \"hu\"]\nlists = [\"friends\"]\n\n\
# the first\n[[section]]\nid = \"tides\"\nkind = \"story\"\n\n[[section]]\nid = \"fair\"\nkind = \"story\"\n";
const ENGLISH: &str = "+++\nsubject = \"High water\"  # short!\npreheader = \"And low\"\n+++\n\n\
## The tides {#tides}\n\nThey come and go.\n\n## The fair {#fair}\n\nIt comes.\n";

struct Desk {
    folder: tempfile::TempDir,
    workspace: Workspace,
    held: Held,
    issue: Issue,
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn section(name: &str) -> SectionId {
    SectionId::parse(name).expect("a name")
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in
        [("config.toml", CONFIG), ("issues/summer/issue.toml", ISSUE), ("issues/summer/en.md", ENGLISH)]
    {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        save::atomically(&path, text.as_bytes()).expect("a file");
    }
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    let id = IssueId::parse("summer").expect("a name");
    let mut held = Held::open(&workspace, &id).expect("the issue");
    let (issue, _) = workspace.issue(&id).expect("the issue");
    held.note(&workspace, &issue).expect("its editions");
    Desk { folder, workspace, held, issue }
}

impl Desk {
    fn order(&self, outline: bool, editions: &[&str], over: bool) -> SaveOrder {
        let editions = editions.iter().map(|tag| lang(tag)).collect();
        SaveOrder { issue: self.issue.clone(), outline, facts: BTreeSet::new(), editions, revision: 1, over }
    }

    fn write(&mut self, order: &SaveOrder) -> Result<(), NotWritten> {
        self.held.write(&self.workspace, order)
    }

    fn file(&self, name: &str) -> String {
        let path: &Path = self.folder.path();
        std::fs::read_to_string(path.join("issues/summer").join(name)).unwrap_or_default()
    }

    fn set(&mut self, tag: &str, spot: &Spot, text: &str) {
        spots::set(&mut self.issue, &lang(tag), spot, text.to_owned());
    }
}

#[test]
fn a_save_touches_nothing_but_what_was_changed() {
    let mut desk = desk();
    desk.set("en", &Spot::Body(section("tides")), "They come, and they go.");
    desk.write(&desk.order(false, &["en"], false)).expect("written");
    assert_eq!(desk.file("en.md"), ENGLISH.replace("They come and go.", "They come, and they go."));
    assert_eq!(desk.file("issue.toml"), ISSUE);
    desk.set("en", &Spot::Subject, "Low water");
    desk.write(&desk.order(false, &["en"], false)).expect("written once more, by the same hand");
    assert!(desk.file("en.md").contains("subject = \"Low water\"  # short!"), "{}", desk.file("en.md"));
}

#[test]
fn a_first_word_in_a_language_makes_its_file() {
    let mut desk = desk();
    desk.set("hu", &Spot::Heading(section("fair")), "A vásár");
    desk.set("hu", &Spot::Heading(section("tides")), "Az árapály");
    desk.write(&desk.order(false, &["hu"], false)).expect("written");
    let (issue, _) = desk.workspace.issue(&desk.issue.id).expect("the issue");
    let edition = &issue.editions[&lang("hu")];
    let headings: Vec<&str> = edition.sections.iter().map(|one| one.heading.as_str()).collect();
    assert_eq!(headings, ["Az árapály", "A vásár"], "in the order of the issue");
}

#[test]
fn a_file_changed_by_hand_is_not_written_and_over_it_only_beside_a_copy() {
    let mut desk = desk();
    let theirs = ENGLISH.replace("It comes.", "It comes in May.");
    save::atomically(&desk.folder.path().join("issues/summer/en.md"), theirs.as_bytes()).expect("a file");
    desk.set("en", &Spot::Body(section("tides")), "Mine.");
    let refused = desk.write(&desk.order(false, &["en"], false));
    assert!(matches!(&refused, Err(NotWritten::ByHand(files)) if files == &["en.md"]), "{refused:?}");
    assert_eq!(desk.file("en.md"), theirs);
    desk.write(&desk.order(false, &["en"], true)).expect("written over it");
    assert!(desk.file("en.md").contains("Mine.") && desk.file("en.md").contains("It comes."));
    assert_eq!(desk.file("aside/en.theirs.md"), theirs);
    desk.workspace.issue(&desk.issue.id).expect("the copy is no edition");
}

#[test]
fn sections_come_go_and_move_and_what_is_put_aside_is_kept() {
    let mut desk = desk();
    let mut gone = desk.issue.sections.remove(0);
    gone.pictures.clear();
    desk.issue.sections.push(Section::new(section("boats"), gone.kind));
    desk.issue.sections.swap(0, 1);
    let edition = desk.issue.editions.get_mut(&lang("en")).expect("an edition");
    edition.sections.retain(|one| one.id != section("tides"));
    desk.write(&desk.order(true, &["en"], false)).expect("written");
    let (issue, _) = desk.workspace.issue(&desk.issue.id).expect("the issue");
    let ids: Vec<&str> = issue.sections.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["boats", "fair"]);
    assert!(desk.file("issue.toml").contains("title = \"Summer\" # ours"));
    assert!(!desk.file("en.md").contains("tides"));
    assert!(desk.file("aside/tides.en.md").contains("They come and go."));
}

#[test]
fn the_journal_is_looked_after_while_no_order_comes() {
    let (sender, orders) = std::sync::mpsc::channel();
    let mut calls = 0;
    let order = super::next(&orders, || {
        calls += 1;
        if calls == 2 {
            sender.send(crate::tui::effect::Effect::LoadShelf).expect("sent");
        }
        (calls < 2).then_some(std::time::Duration::ZERO)
    });
    assert_eq!((order, calls), (Some(crate::tui::effect::Effect::LoadShelf), 2));
}
