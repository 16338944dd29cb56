//! A backup in the middle of a mailing, and what becomes of it when it is put back.

use std::collections::BTreeSet;
use std::fs;
use std::io::BufReader;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use courant::desk::adopt;
use courant::desk::backup::{BackedUp, To, backup};
use courant::desk::opened::Opened;
use courant::desk::restore::{Restored, unpack};
use courant::domain::{
    DeliveryState as S, HoldReason, MailingId, MailingKind, MailingState as M, SkipReason, Suppression,
};
use courant::ledger::{Doubt, Ledger};
use tokio::sync::watch;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::Act;
use crate::props::until::until;
use crate::send_command::Demo;
use crate::send_props::{Stage, now};
use crate::story::props::{folder, reader, turn};

const READERS: usize = 40;

/// Sends until half have it, backs up while it is paused, sends the rest.
async fn half_then_backed_up(relay: &TestRelay, stage: &Stage, to: &Path) -> BackedUp {
    let mailing = stage.mailing(READERS as u64).await;
    let (tell, sender) = stage.start();
    let half = async || relay.truth.accepted().len();
    until("half of them", half, |accepted| *accepted >= READERS / 2).await;
    stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    let paused = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    until("the pause", paused, |state| *state == M::Paused).await;
    stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
    let (root, to) = (stage.root().to_owned(), to.to_owned());
    let opened = tokio::task::spawn_blocking(move || Opened::at(&root).unwrap()).await.unwrap();
    // Whatever is sent while it is made is not in it, or is.
    let made = tokio::task::spawn_blocking(move || backup(&opened, To::File(&to), None, now()).unwrap())
        .await
        .unwrap();
    until("the rest", paused, |state| *state == M::Sent).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(relay.truth.accepted().len(), READERS);
    made
}

fn put_back(file: &Path, target: &Path) -> Restored {
    let unpacked = unpack(BufReader::new(fs::File::open(file).unwrap()), None, target).unwrap();
    let there = unpacked.in_its_place;
    unpacked.put_in_place(there, now()).unwrap()
}

async fn send(root: &Path, ledger: Ledger) {
    let stage_of = |folder| Stage { folder, ledger };
    let holder = folder();
    let sender = stage_of(holder).sender_in(root);
    let (_tell, told) = watch::channel(false);
    sender.run(told).await.unwrap();
}

fn slow(stage: &Stage) {
    let file = stage.root().join("config.toml");
    let config = fs::read_to_string(&file).unwrap();
    fs::write(&file, config.replace("transport = \"smtp\"", "transport = \"smtp\"\nrate = \"3000/minute\""))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_put_back_elsewhere_holds_what_it_can_not_know_and_says_so() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, READERS, "connections = 2");
    slow(&stage);
    let away = folder();
    let file = away.path().join("half.tar");
    let made = half_then_backed_up(&relay, &stage, &file).await;
    assert!(made.manifest.files.iter().any(|file| file.path == "subscribers/partners.csv"));

    let elsewhere = away.path().join("elsewhere");
    let restored = put_back(&file, &elsewhere);
    assert!(restored.carried.is_none() && restored.put_aside.is_none());
    let opened = Opened::at(&elsewhere).unwrap();
    assert!(matches!(opened.ledger.doubt().await.unwrap(), Some(Doubt::Restored { .. })));
    send(&elsewhere, opened.ledger.clone()).await;
    assert_eq!(relay.truth.accepted().len(), READERS, "nothing is sent unasked");
    let looked = adopt::look(&opened).await.unwrap().unwrap();
    let mailing = opened.ledger.find_mailing("summer").await.unwrap();
    let counts = opened.ledger.counts(mailing.id).await.unwrap();
    assert_eq!(mailing.state, M::Held);
    assert_eq!(looked.readers(), counts.of(S::Planned), "{counts:?}");
    assert!(
        looked.readers() > 0 && looked.readers() < READERS as u64,
        "half of it was not sent yet: {counts:?}"
    );
    let refused = adopt::adopt(&opened, looked.readers() + 1, now()).await;
    assert!(refused.is_err() && opened.ledger.doubt().await.unwrap().is_some());
    // A person who knows better ends it first.
    opened.ledger.cancel(mailing.id, "anna", now()).await.unwrap();
    adopt::adopt(&opened, 0, now()).await.unwrap();
    send(&elsewhere, opened.ledger.clone()).await;
    assert_eq!((opened.ledger.doubt().await.unwrap(), relay.truth.accepted().len()), (None, READERS));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_put_back_over_its_workspace_keeps_who_left_and_who_has_their_letter() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, READERS, "connections = 2");
    slow(&stage);
    let away = folder();
    let file = away.path().join("half.tar");
    half_then_backed_up(&relay, &stage, &file).await;
    let wish = Suppression {
        key: reader(&stage.ledger, "r7").key,
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: String::new(),
        at: now(),
    };
    stage.ledger.suppress(wish.clone()).await.unwrap();
    // One that the backup knows nothing of, sent and over: 39 readers have it, and one had left.
    let winter = stage.mailing_due("winter", READERS as u64, now()).await;
    send(stage.root(), stage.ledger.clone()).await;
    let counts = stage.ledger.counts(winter.id).await.unwrap();
    assert_eq!((counts.of(S::Accepted), counts.left_out()), (READERS as u64 - 1, 1));
    let autumn =
        stage.mailing_due("autumn", READERS as u64, now() + jiff::SignedDuration::from_hours(24)).await;
    fs::write(stage.root().join("subscribers/partners.csv"), "broken").unwrap();
    let Stage { folder: root, ledger } = stage;
    drop(ledger);

    let restored = put_back(&file, root.path());
    let carried = restored.carried.unwrap();
    assert_eq!((carried.wishes, carried.mailings), (1, vec![autumn.name, winter.name]));
    let kept = Opened::at(root.path()).unwrap().ledger.counts(winter.id).await.unwrap();
    assert_eq!(kept, counts, "who has it is known");
    let aside = restored.put_aside.unwrap();
    assert_eq!(fs::read(aside.join("subscribers/partners.csv")).unwrap(), b"broken");
    let opened = Opened::at(root.path()).unwrap();
    let left = opened.ledger.suppressions_of(wish.key).await.unwrap();
    assert_eq!(left.iter().map(|one| one.reason).collect::<Vec<_>>(), [SkipReason::Unsubscribed]);
    let looked = adopt::look(&opened).await.unwrap().unwrap();
    assert_eq!(looked.readers(), READERS as u64, "only those of the autumn mailing wait");
    let waits = opened.ledger.find_mailing("autumn").await.unwrap();
    opened.ledger.cancel(waits.id, "anna", now()).await.unwrap();
    opened.ledger.adopt("anna", now()).await.unwrap();
    send(root.path(), opened.ledger.clone()).await;
    let taken: Vec<String> = relay.truth.accepted().iter().map(|letter| letter.to[0].clone()).collect();
    let mailed: BTreeSet<&String> = taken.iter().collect();
    assert_eq!((taken.len(), mailed.len()), (2 * READERS - 1, READERS), "nobody got either twice");
    for mailing in opened.ledger.mailings().await.unwrap() {
        let audit = opened.ledger.audit(mailing.id).unwrap();
        assert!(audit.agrees(), "{}: {:?}", mailing.name, audit.findings);
    }
    let summer = opened.ledger.find_mailing("summer").await.unwrap().issue;
    let live = opened.ledger.readers_with(&summer, MailingKind::Live).await.unwrap();
    assert_eq!(live, READERS as u64, "the next mailing of the issue knows that they have it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_cancelled_since_the_backup_stays_cancelled_when_that_is_put_back() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, READERS, "connections = 2");
    slow(&stage);
    let tomorrow = now() + jiff::SignedDuration::from_hours(24);
    let (begun, waits) =
        (stage.mailing(READERS as u64).await, stage.mailing_due("autumn", READERS as u64, tomorrow).await);
    let (tell, sender) = stage.start();
    until("a few", async || relay.truth.accepted().len(), |accepted| *accepted >= 3).await;
    let (root, away) = (stage.root().to_owned(), folder());
    let file = away.path().join("half.tar");
    let to = file.clone();
    tokio::task::spawn_blocking(move || {
        backup(&Opened::at(&root).unwrap(), To::File(&to), None, now()).unwrap();
    })
    .await
    .unwrap();
    stage.ledger.pause(begun.id, "anna", now()).await.unwrap();
    tell.send(true).unwrap();
    sender.await.unwrap();
    for id in [begun.id, waits.id] {
        stage.ledger.cancel(id, "anna", now()).await.unwrap();
    }
    let had_it = relay.truth.accepted().len();
    assert!(had_it < READERS, "it was to be cancelled in the middle");
    let Stage { folder: root, ledger } = stage;
    drop(ledger);

    let restored = put_back(&file, root.path());
    assert_eq!(restored.carried.unwrap().cancelled, [waits.name, begun.name]);
    let opened = Opened::at(root.path()).unwrap();
    assert_eq!(adopt::look(&opened).await.unwrap().unwrap().readers(), 0);
    opened.ledger.adopt("anna", now()).await.unwrap();
    send(root.path(), opened.ledger.clone()).await;
    assert_eq!(relay.truth.accepted().len(), had_it, "nobody gets either any more");
    for mailing in opened.ledger.mailings().await.unwrap() {
        assert_eq!(mailing.state, M::Cancelled, "{}", mailing.name);
        let audit = opened.ledger.audit(mailing.id).unwrap();
        assert!(audit.agrees(), "{}: {:?}", mailing.name, audit.findings);
    }
}

/// A backup of what is under way and what waits, stopped after that and put back; then a sender has run, after a person
/// has adopted it. Gives how many had it, and have it.
async fn put_back_stopped(stop: impl AsyncFn(&Ledger, MailingId)) -> (Ledger, usize, usize, [String; 2]) {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, READERS, "connections = 2");
    slow(&stage);
    let soon = now() + jiff::SignedDuration::from_hours(24);
    let (begun, waits) =
        (stage.mailing(READERS as u64).await, stage.mailing_due("autumn", READERS as u64, soon).await);
    let (tell, sender) = stage.start();
    until("a few", async || relay.truth.accepted().len(), |accepted| *accepted >= 3).await;
    let (root, away) = (stage.root().to_owned(), folder());
    let file = away.path().join("half.tar");
    let to = file.clone();
    let backed_up = move || backup(&Opened::at(&root).unwrap(), To::File(&to), None, now()).unwrap();
    tokio::task::spawn_blocking(backed_up).await.unwrap();
    tell.send(true).unwrap();
    sender.await.unwrap();
    for id in [begun.id, waits.id] {
        stop(&stage.ledger, id).await;
    }
    let had_it = relay.truth.accepted().len();
    let Stage { folder: root, ledger } = stage;
    drop(ledger);
    let restored = put_back(&file, root.path());
    assert_eq!(restored.carried.unwrap().stopped, [waits.name.clone(), begun.name.clone()]);
    let opened = Opened::at(root.path()).unwrap();
    adopt::settle(&opened, now()).await.unwrap();
    let looked = adopt::look(&opened).await.unwrap().unwrap();
    assert!(looked.waiting.iter().all(|one| !one.goes_on), "{looked:?}");
    assert_eq!(opened.ledger.adopt("anna", now()).await.unwrap(), []);
    send(root.path(), opened.ledger.clone()).await;
    for mailing in opened.ledger.mailings().await.unwrap() {
        let audit = opened.ledger.audit(mailing.id).unwrap();
        assert!(audit.agrees(), "{}: {:?}", mailing.name, audit.findings);
    }
    (opened.ledger, had_it, relay.truth.accepted().len(), [begun.name, waits.name])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_a_person_paused_since_the_backup_stays_paused_when_that_is_put_back_and_adopted() {
    let pause = async |ledger: &Ledger, id| _ = ledger.pause(id, "bela", now()).await.unwrap();
    let (ledger, had_it, have_it, names) = put_back_stopped(pause).await;
    assert!(had_it == have_it && have_it < READERS, "{had_it} had it, {have_it} have it");
    for (name, before) in names.iter().zip([M::Sending, M::Scheduled]) {
        let mailing = ledger.find_mailing(name).await.unwrap();
        assert_eq!((mailing.state, &mailing.held), (M::Paused, &None), "{name}");
        assert_eq!(ledger.resume(mailing.id, "anna", now()).await.unwrap().state, before, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_held_since_the_backup_stays_held_for_that_when_it_is_put_back_and_adopted() {
    let why = || HoldReason::TestMode;
    let hold = async |ledger: &Ledger, id| {
        let (_lock, turn, _) = turn(ledger, "boot").await;
        turn.hold(id, why(), None, now()).await.unwrap();
        turn.end(now()).await.unwrap();
    };
    let (ledger, _, have_it, names) = put_back_stopped(hold).await;
    assert!(have_it < READERS, "{have_it} have it");
    for name in &names {
        let mailing = ledger.find_mailing(name).await.unwrap();
        assert_eq!((mailing.state, mailing.held), (M::Held, Some(why())), "{name}");
    }
}

#[test]
fn a_backup_is_whole_or_refused_and_nothing_is_written_over_without_the_number() {
    let demo = Demo::new();
    let file = demo.path("kept.tar");
    let name = file.to_str().unwrap();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let scheduled = ["send", "2018", "--at", "2099-01-01 09:00", "--confirm", &readers];
    assert_eq!(demo.exits(&scheduled), Some(0));
    let nothing = demo.run(&["restore", "/nowhere.tar"]);
    let said = String::from_utf8_lossy(&nothing.stderr).into_owned();
    assert_eq!(nothing.status.code(), Some(2), "{said}");
    assert!(said.contains("/nowhere.tar: can't be opened"), "{said}");
    demo.stop_sender();
    let made = demo.json(&["-o", "json", "backup", "--to", name]);
    assert_eq!(
        (&made["ledger"], made["left_out"].as_array().unwrap().len()),
        (&".courant/ledger.db".into(), 0)
    );
    assert_eq!(demo.exits(&["backup", "--to", name]), Some(5), "it is there already");
    let folder = demo.path("backups/nightly/");
    let dated = demo.json(&["-o", "json", "backup", "--to", folder.to_str().unwrap()]);
    assert!(Path::new(dated["file"].as_str().unwrap()).starts_with(&folder), "{dated}");
    let mode = fs::metadata(&folder).unwrap().permissions().mode() & 0o777;
    assert_eq!((fs::read_dir(&folder).unwrap().count(), mode), (1, 0o700), "a folder's name makes a folder");
    for (words, what) in [
        (&["restore", name][..], "the number of files was not confirmed; nothing was done"),
        (&["restore", name, "--confirm", "many"], "\"many\" is not the number of files; nothing was done"),
    ] {
        let output = demo.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(5) && said.contains(what), "{said}");
    }
    let mark = demo.path(".courant/restoring");
    fs::write(&mark, r#"{"aside": "/nowhere", "incoming": "/nowhere", "there": [], "coming": []}"#).unwrap();
    assert_eq!(demo.exits(&["status"]), Some(5), "a restore was broken off");
    let config = fs::read(demo.path("config.toml")).unwrap();
    fs::write(demo.path("config.toml"), "broken").unwrap();
    let there = demo.json(&["-o", "json", "restore", name])["remedy"].as_str().unwrap().to_owned();
    let number: String = there.chars().filter(char::is_ascii_digit).collect();
    let restored = demo.json(&["-o", "json", "restore", name, "--confirm", &number]);
    assert!(!mark.exists());
    assert_eq!(restored["files"], made["files"], "{restored}");
    assert_eq!(fs::read(demo.path("config.toml")).unwrap(), config);
    let status = demo.run(&["-o", "json", "status"]);
    let said = String::from_utf8_lossy(&status.stderr).into_owned();
    assert!(said.contains("`courant adopt`"), "{said}");
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).unwrap();
    assert_eq!(status["mailings"][0]["state"], "held", "{status}");
    assert_eq!(demo.json(&["-o", "json", "adopt", "--confirm", &readers])["adopted"], true);

    let bytes = fs::read(&file).unwrap();
    let at = bytes.windows(9).position(|text| text == b"languages").unwrap();
    let mut changed = bytes.clone();
    changed[at] = b'L';
    for (bytes, exit) in [(changed, 4), (bytes[..bytes.len() / 2].to_vec(), 4), (b"no archive".to_vec(), 4)] {
        fs::write(demo.path("changed.tar"), bytes).unwrap();
        let output = demo.run(&["restore", demo.path("changed.tar").to_str().unwrap(), "--confirm", "1"]);
        assert_eq!(output.status.code(), Some(exit), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let left = fs::read_dir(demo.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(!left.into_iter().any(|name| name.to_string_lossy().starts_with(".courant-restore")));
    assert_eq!(fs::read(demo.path("config.toml")).unwrap(), config, "nothing was touched");
}

#[test]
fn a_folder_that_can_not_be_made_is_named() {
    let demo = Demo::new();
    let folder = demo.path("config.toml/backups");
    let output = demo.run(&["backup", "--to", &format!("{}/", folder.display())]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains(&format!("the folder {} can't be made: ", folder.display())), "{told}");
}
