//! Saving, against real files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;

use super::held::{Held, NotWritten};
use crate::desk::opened::Opened;
use crate::domain::{
    Address, EditionChoice, HoldReason, Issue, IssueId, Lang, ListName, MailingKind, MailingState, Recipient,
    Schedule, Section, SectionId, Slots,
};
use crate::ledger::NewMailing;
use crate::spelling::Folders;
use crate::tui::effect::SaveOrder;
use crate::tui::event::{Event, Spot};
use crate::tui::screens::spots;
use crate::workspace::{Workspace, journal, save};

const CONFIG: &str = "format = 1\n[newsletter]\nname = \"Harbour News\"\nlist_id = \"news.example.eu\"\n\
languages = [\"en\", \"hu\"]\ntimezone = \"Europe/Amsterdam\"\nmode = \"test\"\n[sender]\n\
from = \"Harbour News <news@example.eu>\"\norganisation = \"Harbour\"\naddress = [\"Quay 1\"]\n\
[delivery]\ntransport = \"files\"\n";
const ISSUE: &str = "title = \"Summer\" # ours\nlanguages = [\"en\", \"hu\"]\nlists = [\"friends\"]\n\n\
# the first\n[[section]]\nid = \"tides\"\nkind = \"story\"\n\n[[section]]\nid = \"fair\"\nkind = \"story\"\n";
pub(super) const ENGLISH: &str = "+++\nsubject = \"High water\"  # short!\npreheader = \"And low\"\n+++\n\n\
## The tides {#tides}\n\nThey come and go.\n\n## The fair {#fair}\n\nIt comes.\n";

pub(super) struct Desk {
    pub folder: tempfile::TempDir,
    pub workspace: Workspace,
    held: Held,
    pub issue: Issue,
    /// What it was begun over.
    pub ground: Issue,
    /// Of text that a journal gave back: what it was typed over.
    pub kept: BTreeMap<(Lang, Spot), Option<String>>,
}

pub(super) fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

pub(super) fn section(name: &str) -> SectionId {
    SectionId::parse(name).expect("a name")
}

/// What is told next; long enough for a busy machine.
pub(super) async fn heard(told: &mut UnboundedReceiver<Event>) -> Option<Event> {
    tokio::time::timeout(Duration::from_secs(60), told.recv()).await.expect("an answer within a minute")
}

pub(super) fn desk() -> Desk {
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
    let (issue, _) = workspace.issue(&id).expect("the issue");
    let (held, ground) = (Held::new(&id), issue.clone());
    Desk { folder, workspace, held, issue, ground, kept: BTreeMap::new() }
}

impl Desk {
    pub fn order(&self, outline: bool, editions: &[&str], over: bool) -> SaveOrder {
        let editions = editions.iter().map(|tag| lang(tag)).collect();
        SaveOrder {
            issue: self.issue.clone(),
            ground: self.ground.clone(),
            since: 0,
            kept: self.kept.clone(),
            outline,
            facts: BTreeSet::new(),
            details: BTreeSet::new(),
            editions,
            revision: 1,
            over,
        }
    }

    pub fn write(&mut self, order: &SaveOrder) -> Result<(), NotWritten> {
        self.held.write(&self.workspace, order).map(drop)
    }

    pub fn file(&self, name: &str) -> String {
        let path: &Path = self.folder.path();
        std::fs::read_to_string(path.join("issues/summer").join(name)).unwrap_or_default()
    }

    /// The files are what the text is begun over from now on.
    pub fn reads_again(&mut self) {
        self.ground = self.workspace.issue(&self.issue.id).expect("the issue").0;
        self.issue = self.ground.clone();
    }

    /// The mark of what is typed over there.
    pub fn over(&self, tag: &str, spot: &Spot) -> Option<String> {
        let key = (lang(tag), spot.clone());
        let ground = || Some(journal::mark(&spots::text(&self.ground, &key.0, spot)));
        self.kept.get(&key).cloned().unwrap_or_else(ground)
    }

    pub fn set(&mut self, tag: &str, spot: &Spot, text: &str) {
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
fn a_text_that_can_not_be_written_is_named_and_keeps_nothing_else_from_its_file() {
    let mut desk = desk();
    desk.set("en", &Spot::Body(section("tides")), "Mine.\n## Another\n");
    desk.set("en", &Spot::Body(section("fair")), "It is here.");
    desk.set("en", &Spot::Subject, "Low\u{202e}water");
    desk.set("hu", &Spot::Heading(section("fair")), "A vásár");
    let refused = desk.write(&desk.order(true, &["en", "hu"], false));
    let Err(NotWritten::Texts(texts)) = refused else { panic!("{refused:?}") };
    let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
    assert!(texts[0].starts_with("English, subject: "), "{texts:?}");
    assert!(texts[1].starts_with("English, section \"The tides\": line 2 is a level-2 heading"), "{texts:?}");
    assert_eq!(texts.len(), 2);
    assert_eq!(desk.file("en.md"), ENGLISH.replace("It comes.", "It is here."));
    assert!(desk.file("hu.md").contains("A vásár"));
    desk.set("en", &Spot::Subject, "Low water");
    desk.set("en", &Spot::Body(section("tides")), "Mine.\n### Another\n");
    desk.write(&desk.order(true, &["en", "hu"], false)).expect("written");
    assert!(desk.file("en.md").contains("### Another"));
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

fn friends() -> ListName {
    ListName::parse("friends").expect("a name")
}

/// A mailing of files to three friends, due at once.
pub(super) fn order(desk: &Desk) -> NewMailing {
    let now = "2018-06-20T08:00:00Z".parse().expect("a moment");
    NewMailing {
        issue: desk.issue.id.clone(),
        kind: MailingKind::Files,
        letters: Vec::new(),
        lists: vec![friends()],
        missing_of: None,
        corrects: None,
        confirmed: 3,
        again: false,
        schedule: Schedule::now(&jiff::tz::TimeZone::UTC, now),
        expires_at: None,
        by: "anna".to_owned(),
    }
}

fn reader(opened: &Opened) -> Recipient {
    let address = Address::parse("a@example.eu").expect("an address");
    Recipient {
        key: opened.ledger.keys().addr_key(&address),
        address,
        name: None,
        list: friends(),
        list_rank: 0,
        wants: None,
        edition: lang("en"),
        why: EditionChoice::Unspecified,
        slots: Slots::default(),
        skipped: None,
    }
}

#[tokio::test]
async fn a_mailing_held_because_its_number_changed_goes_on_to_no_number_but_the_new_one() {
    let desk = desk();
    let opened = Opened::at(desk.folder.path()).expect("the ledger");
    let now = "2018-06-20T08:00:00Z".parse().expect("a moment");
    let order = order(&desk);
    let unseen = async |shown: &[String]| super::send::none_unseen(&opened, &desk.issue.id, shown).await;
    unseen(&[]).await.expect("nobody was first");
    let mailing = opened.ledger.create_mailing(order, now).await.expect("a mailing");
    unseen(std::slice::from_ref(&mailing.name)).await.expect("the one that was shown");
    let second = unseen(&[]).await.expect_err("a second mailing");
    assert!(second.to_string().contains("is scheduled already, for 3 readers: anna"), "{second}");
    let mut planner = opened.ledger.planner(mailing.id).expect("a plan");
    planner.add(&reader(&opened)).expect("a row");
    let why = HoldReason::CountChanged { confirmed: 3, now: 1 };
    planner.finish(now, |_| Some(why)).expect("held");
    let asked = super::post::resume(&opened, &mailing.name, None, now).await.expect("a question");
    assert!(
        matches!(&asked, Event::ToConfirm { readers: 1, mailing } if mailing.confirmed == 3),
        "{asked:?}"
    );
    assert!(super::post::resume(&opened, &mailing.name, Some(3), now).await.is_err());
    let still = opened.ledger.mailing(mailing.id).await.expect("the mailing");
    assert_eq!(still.state, MailingState::Held);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lies_on_the_shelf_is_checked_without_being_opened() {
    let desk = desk();
    let (events, mut told) = tokio::sync::mpsc::unbounded_channel();
    let clock = crate::domain::Clock::Fixed("2018-06-20T08:00:00Z".parse().expect("a moment"));
    let runtime = tokio::runtime::Handle::current();
    let mut performer =
        super::Performer::new(desk.folder.path().to_owned(), clock, runtime, events, Folders::default());
    let mut rules = Vec::new();
    for _ in 0..2 {
        performer.perform(vec![crate::tui::effect::Effect::LoadShelf]);
        let must_fix = loop {
            match heard(&mut told).await.expect("an answer") {
                Event::ShelfChecked { issue, must_fix } if issue == desk.issue.id => break must_fix,
                Event::Failed(told) => panic!("{told:?}"),
                _ => {}
            }
        };
        rules.push(must_fix.iter().any(|problem| problem.rule == "TRN001"));
        let hungarian = desk.folder.path().join("issues/summer/hu.md");
        save::atomically(&hungarian, ENGLISH.as_bytes()).expect("a file");
    }
    assert_eq!(rules, [true, false], "the second look sees that Hungarian is there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_another_program_changes_is_held_against_the_mailing_that_waits() {
    let desk = desk();
    let opened = Opened::at(desk.folder.path()).expect("the ledger");
    let now = "2018-06-20T08:00:00Z".parse().expect("a moment");
    let pressed = crate::desk::press::press(&desk.workspace, &desk.issue.id, None).expect("letters");
    let later = "2018-06-21T08:00:00Z".parse().expect("a moment");
    let order = NewMailing {
        letters: pressed.letters.into_values().collect(),
        schedule: Schedule::now(&jiff::tz::TimeZone::UTC, later),
        ..order(&desk)
    };
    opened.ledger.create_mailing(order, now).await.expect("a mailing");
    let (events, mut told) = tokio::sync::mpsc::unbounded_channel();
    let runtime = tokio::runtime::Handle::current();
    let mut performer = super::Performer::new(
        desk.folder.path().to_owned(),
        crate::domain::Clock::Fixed(now),
        runtime,
        events,
        Folders::default(),
    );
    performer.perform(vec![crate::tui::effect::Effect::Compare(desk.issue.id.clone())]);
    let now_it_comes_in_may = ENGLISH.replace("It comes.", "It comes in May.");
    for (old, then) in [(false, now_it_comes_in_may.as_str()), (true, ENGLISH), (false, ENGLISH)] {
        let words = loop {
            // Somebody may look while a file is half way to its name: the same is said once more.
            match heard(&mut told).await {
                Some(Event::OldText { words, .. }) if words.is_some() == old => break words,
                Some(Event::OldText { .. }) => {}
                other => panic!("{other:?}"),
            }
        };
        let begins = |words: String| words.starts_with("Thursday 2018-06-21's mailing has Wednesday");
        assert!(words.is_none_or(begins));
        save::atomically(&desk.folder.path().join("issues/summer/en.md"), then.as_bytes()).expect("a file");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_to_be_stopped_before_it_began_is_cancelled_or_where_it_has_begun_paused() {
    let desk = desk();
    let opened = Opened::at(desk.folder.path()).expect("the ledger");
    let now = "2018-06-20T08:00:00Z".parse().expect("a moment");
    let (events, mut told) = tokio::sync::mpsc::unbounded_channel();
    let clock = crate::domain::Clock::Fixed(now);
    let runtime = tokio::runtime::Handle::current();
    let mut performer =
        super::Performer::new(desk.folder.path().to_owned(), clock, runtime, events, Folders::default());
    for begun in [false, true] {
        let mailing = opened.ledger.create_mailing(order(&desk), now).await.expect("a mailing");
        if begun {
            let mut planner = opened.ledger.planner(mailing.id).expect("a plan");
            planner.add(&reader(&opened)).expect("a row");
            planner.finish(now, |_| None).expect("begun");
        }
        performer.perform(vec![crate::tui::effect::Effect::Stop(mailing.name)]);
        let state = match heard(&mut told).await {
            Some(Event::Mailing(mailing)) => mailing.state,
            other => panic!("{other:?}"),
        };
        assert_eq!(state, if begun { MailingState::Paused } else { MailingState::Cancelled });
    }
    let Some(Event::Done(words)) = heard(&mut told).await else { panic!("nothing is said") };
    assert!(words.what.starts_with("It had just begun: now it is paused."), "{words:?}");
}
