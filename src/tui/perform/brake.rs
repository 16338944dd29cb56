//! Orders that stop a mailing, and the look at how far it is, while `config.toml` can't be used; and that this is noticed.

use super::files::Files;
use super::tests::{desk, heard, order};
use super::{Performer, Place};
use crate::desk::opened::Opened;
use crate::domain::{Clock, MailingState, Problem, Slots};
use crate::spelling::Folders;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::workspace::save;

pub(super) fn place(root: &std::path::Path) -> (Place, tokio::sync::mpsc::UnboundedReceiver<Event>) {
    let (events, told) = tokio::sync::mpsc::unbounded_channel();
    let clock = Clock::Fixed("2018-06-20T08:00:00Z".parse().expect("a moment"));
    let runtime = tokio::runtime::Handle::current();
    (Place::new(root.to_owned(), clock, runtime, events), told)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailing_is_watched_paused_and_cancelled_while_the_config_is_broken_or_gone() {
    for broken in [Some("format = 1\n[newsletter]\nname = \""), None] {
        let desk = desk();
        let opened = Opened::at(desk.folder.path()).expect("the ledger");
        let now = "2018-06-20T08:00:00Z".parse().expect("a moment");
        let mailing = opened.ledger.create_mailing(order(&desk), now).await.expect("a mailing");
        let config = desk.folder.path().join("config.toml");
        match broken {
            Some(text) => save::atomically(&config, text.as_bytes()).expect("a file"),
            None => std::fs::remove_file(&config).expect("gone"),
        }
        let (Place { start, clock, runtime, events, .. }, mut told) = place(desk.folder.path());
        let mut performer = Performer::new(start, clock, runtime, events, Folders::default());
        performer.perform(vec![Effect::Watch(mailing.name.clone())]);
        let progress = heard(&mut told).await;
        assert!(
            matches!(&progress, Some(Event::Progress(one)) if one.state == MailingState::Scheduled),
            "{progress:?}"
        );
        performer.perform(vec![Effect::StopWatching]);
        for (effect, wanted) in [
            (Effect::Pause(mailing.name.clone()), MailingState::Paused),
            (Effect::Cancel(mailing.name.clone()), MailingState::Cancelled),
        ] {
            performer.perform(vec![effect]);
            let state = loop {
                match heard(&mut told).await {
                    Some(Event::Mailing(mailing)) => break mailing.state,
                    Some(Event::Progress(_) | Event::Forecast { .. } | Event::Mailings { .. }) => {}
                    other => panic!("{other:?}"),
                }
            };
            assert_eq!(state, wanted);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_tells_the_faults_of_its_own_edition_and_of_what_all_share() {
    let desk = desk();
    let file = |name: &str| desk.folder.path().join("issues/summer").join(name);
    save::atomically(&file("hu.md"), b"+++\nsubject = \n+++\n").expect("a file");
    save::atomically(&file("issue.toml"), b"title = \"Summer\"\nlanguages = [\"en\", \"hu\"]\nlists = 1\n")
        .expect("a file");
    let (place, mut told) = place(desk.folder.path());
    for (tag, others) in [("en", "hu"), ("hu", "en")] {
        let lang = crate::tui::perform::tests::lang(tag);
        super::press::show(&place, &desk.workspace, &desk.issue.id, &lang, &Slots::default());
        let said = heard(&mut told).await;
        let Some(Event::Preview { problems, .. }) = said else { panic!("{said:?}") };
        let of = |tag: &str| {
            problems.iter().any(|one| one.place.language.as_ref().is_some_and(|lang| lang.as_str() == tag))
        };
        assert!(
            !of(others) && problems.iter().any(|one| one.place.language.is_none()),
            "{tag}: {problems:?}"
        );
        assert!(of("hu") == (tag == "hu"), "{tag}: {problems:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ledger_that_can_not_be_read_is_told_to_whoever_watches_a_mailing() {
    let desk = desk();
    drop(Opened::at(desk.folder.path()).expect("the ledger"));
    let ledger = desk.folder.path().join(".courant/ledger.db");
    save::atomically(&ledger, &[b'x'; 4096]).expect("a file");
    let (Place { start, clock, runtime, events, .. }, mut told) = place(desk.folder.path());
    let mut performer = Performer::new(start, clock, runtime, events, Folders::default());
    performer.perform(vec![Effect::Watch("summer".to_owned())]);
    let said = heard(&mut told).await;
    assert!(matches!(&said, Some(Event::NotWatched(why)) if !why.is_empty()), "{said:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_config_that_another_program_changes_is_told_without_being_asked_for_and_only_once() {
    let desk = desk();
    let config = desk.folder.path().join("config.toml");
    let sound = std::fs::read(&config).expect("the config");
    let (place, mut told) = place(desk.folder.path());
    let mut files = tokio::task::spawn_blocking(move || Files::new(place)).await.expect("a worker");
    assert_eq!(files.keep(), None, "nobody has asked for the workspace yet");
    assert!(files.perform(Effect::ReadSettings).is_none());
    assert!(matches!(told.try_recv(), Ok(Event::Configured { settings: Some(_), .. })));
    assert!(files.keep().is_some() && told.try_recv().is_err(), "it is as it was");
    for text in [Some(&b"format ="[..]), None, Some(&sound)] {
        match text {
            Some(text) => save::atomically(&config, text).expect("a file"),
            None => std::fs::remove_file(&config).expect("gone"),
        }
        assert!(files.keep().is_some(), "and once more in a while");
        let Ok(Event::Reconfigured { settings, problems }) = told.try_recv() else {
            panic!("nothing is told")
        };
        assert_eq!((settings.is_some(), problems.is_empty()), (text == Some(&sound), text == Some(&sound)));
        files.keep();
        assert!(told.try_recv().is_err(), "told once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_looks_by_itself_says_what_is_wrong_with_the_config_and_opens_no_dialog() {
    for broken in [Some("format = 1\n[newsletter]\nlanguages [\"en\"]\n"), None] {
        let desk = desk();
        let (Place { start, clock, runtime, events, .. }, mut told) = place(desk.folder.path());
        let mut performer = Performer::new(start, clock, runtime, events, Folders::default());
        performer.perform(vec![Effect::LoadShelf]);
        let first = heard(&mut told).await;
        assert!(matches!(first, Some(Event::Configured { settings: Some(_), .. })), "{first:?}");
        let config = desk.folder.path().join("config.toml");
        match broken {
            Some(text) => save::atomically(&config, text.as_bytes()).expect("a file"),
            None => std::fs::remove_file(&config).expect("gone"),
        }
        let (issue, lang) = (desk.issue.id.clone(), crate::tui::perform::tests::lang("en"));
        performer.perform(vec![
            Effect::CountAudience { issue: issue.clone(), ticked: None },
            Effect::Check { issue: issue.clone(), nth: 1 },
            Effect::Preview { issue: issue.clone(), lang, slots: Slots::default() },
            Effect::DryRun { issue },
        ]);
        let wanted = if broken.is_some() { Some(3) } else { None };
        let of_config = |problems: &[Problem]| {
            let place = |one: &Problem| one.place.file.as_deref() == Some("config.toml".as_ref());
            problems.iter().any(|one| one.blocks() && place(one) && one.place.line == wanted)
        };
        let mut said = Vec::new();
        let why = loop {
            match heard(&mut told).await.expect("an answer") {
                Event::NotCounted(why) => said.push(("readers", of_config(&why))),
                Event::Checked { nth: 1, problems } => said.push(("checks", of_config(&problems))),
                Event::Preview { problems, .. } => said.push(("letter", of_config(&problems))),
                Event::Failed(why) => break why,
                _ => {}
            }
        };
        assert_eq!(said, [("readers", true), ("checks", true), ("letter", true)]);
        assert_eq!(why.what, "Not done: config.toml can't be used as it stands", "a dry run was asked for");
        let line = if broken.is_some() { "x config.toml, line 3: " } else { "x config.toml: " };
        assert!(why.more[0].starts_with(line) && why.more[1].starts_with("  "), "{why:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shelf_that_is_shown_sees_by_itself_that_an_issue_was_broken_and_mended() {
    let desk = desk();
    let facts = desk.folder.path().join("issues/summer/issue.toml");
    let sound = std::fs::read(&facts).expect("the facts");
    let (place, mut told) = place(desk.folder.path());
    tokio::task::spawn_blocking(move || {
        let mut files = Files::new(place);
        let mut unread = |wanted: &str| {
            let mut shelves = 0;
            while let Ok(event) = told.try_recv() {
                if let Event::Shelf(cards) = event {
                    shelves += 1;
                    assert_eq!(cards[0].unread.as_deref().unwrap_or_default(), wanted);
                }
            }
            shelves
        };
        assert!(files.perform(Effect::LoadShelf).is_none());
        assert_eq!(unread(""), 1);
        files.keep();
        assert_eq!(unread(""), 0, "it is as it was");
        save::atomically(&facts, b"title \"Summer\"\n").expect("a file");
        files.keep();
        assert_eq!(unread("issue.toml, line 1"), 1);
        save::atomically(&facts, &sound).expect("a file");
        files.keep();
        assert_eq!(unread(""), 1);
    })
    .await
    .expect("a worker");
}
