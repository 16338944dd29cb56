//! A ledger that was moved, copied or put back sends nothing before a person has adopted it.

use std::fs;
use std::path::Path;

use courant::domain::{DeliveryState as S, HoldReason, MailingState as M, SkipReason, Suppression};
use courant::ledger::{Doubt, Ledger};

use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::send_command::Demo;
use crate::send_props::{Stage, now};
use crate::story::props::{at, folder, new_mailing, reader, sending, turn};

fn copy(from: &Path, to: &Path) {
    let from = rusqlite::Connection::open(from).unwrap();
    from.execute("VACUUM INTO ?", [to.to_str().unwrap()]).unwrap();
}

/// The stage's ledger is a copy from now on.
fn replaced(stage: Stage) -> Stage {
    let path = stage.ledger.path().to_owned();
    let aside = path.with_file_name("copy.db");
    copy(&path, &aside);
    let Stage { folder, ledger } = stage;
    drop(ledger);
    for tail in ["", "-wal", "-shm"] {
        _ = fs::remove_file(format!("{}{tail}", path.display()));
    }
    // So that the number of the file just removed is not given out again.
    fs::write(path.with_file_name("between"), "").unwrap();
    fs::copy(aside, &path).unwrap();
    Stage { folder, ledger: Ledger::open(&path).unwrap() }
}

#[tokio::test]
async fn a_copied_ledger_holds_what_could_go_out_and_goes_on_once_it_is_adopted() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let waits = stage.mailing(3).await;
    let paused = stage.mailing_of("spring", 3).await;
    stage.ledger.pause(paused.id, "anna", now()).await.unwrap();
    let stage = replaced(stage);
    assert_eq!(stage.ledger.doubt().await.unwrap(), Some(Doubt::File));
    stage.send().await;
    let later = stage.mailing_of("autumn", 3).await;
    stage.send().await;
    for id in [waits.id, later.id] {
        let held = stage.ledger.mailing(id).await.unwrap();
        assert_eq!(held.state, M::Held);
        assert!(matches!(held.held, Some(HoldReason::Copied { .. })), "{:?}", held.held);
    }
    assert!(relay.truth.accepted().is_empty());
    let wish = Suppression {
        key: reader(&stage.ledger, "r0").key,
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: String::new(),
        at: now(),
    };
    assert!(stage.ledger.suppress(wish).await.unwrap(), "who leaves is heard all the same");

    let on = stage.ledger.adopt("anna", now()).await.unwrap();
    assert_eq!(on.iter().map(|one| one.id).collect::<Vec<_>>(), [waits.id, later.id]);
    assert_eq!(stage.ledger.doubt().await.unwrap(), None);
    stage.send().await;
    assert_eq!(relay.truth.accepted().len(), 4);
    assert_eq!(stage.ledger.mailing(paused.id).await.unwrap().state, M::Paused);
}

#[tokio::test]
async fn what_was_claimed_in_a_copy_is_uncertain_also_in_the_same_boot() {
    for (is_copy, state) in [(false, S::Planned), (true, S::Unknown)] {
        let home = folder();
        let first = home.path().join("a/ledger.db");
        let ledger = Ledger::open(&first).unwrap();
        let mailing = sending(&ledger, "summer", &["anna"]).await;
        let (_lock, mine, _) = turn(&ledger, "boot").await;
        assert_eq!(mine.claim(mailing.id, 1, at(2)).await.unwrap().len(), 1);
        let second = if is_copy { home.path().join("b/ledger.db") } else { first.clone() };
        if is_copy {
            fs::create_dir(home.path().join("b")).unwrap();
            copy(&first, &second);
        }
        drop((_lock, mine, ledger));
        let ledger = Ledger::open(&second).unwrap();
        let (_lock, _, recovered) = turn(&ledger, "boot").await;
        assert_eq!(ledger.counts(mailing.id).await.unwrap().of(state), 1);
        assert_eq!(recovered.held, u64::from(is_copy));
    }
}

#[tokio::test]
async fn an_older_ledger_in_the_place_of_the_last_is_found_out_by_what_the_machine_remembers() {
    let home = folder();
    let (path, old) = (home.path().join("ledger.db"), home.path().join("old.db"));
    let memory = home.path().join("state");
    for (remembers, doubt) in [(None, None), (Some(&memory), Some(Doubt::Forgets))] {
        let remembers = remembers.map(std::path::PathBuf::as_path);
        let open = || Ledger::open_remembered(&path, remembers).unwrap();
        open().create_mailing(new_mailing("spring"), at(0)).await.unwrap();
        _ = fs::remove_file(&old);
        copy(&path, &old);
        open().create_mailing(new_mailing("summer"), at(0)).await.unwrap();
        assert_eq!(open().doubt().await.unwrap(), None);
        // Into the same file, so that nothing else can tell.
        fs::write(&path, fs::read(&old).unwrap()).unwrap();
        let older = open();
        assert_eq!(older.doubt().await.unwrap(), doubt);
        // Nor does it grow out of that.
        for name in ["autumn", "winter", "lent", "easter"] {
            older.create_mailing(new_mailing(name), at(0)).await.unwrap();
        }
        assert_eq!((older.doubt().await.unwrap(), open().doubt().await.unwrap()), (doubt.clone(), doubt));
    }
    let kept: Vec<_> = fs::read_dir(&memory).unwrap().map(|entry| entry.unwrap().path()).collect();
    let ledger = Ledger::open_remembered(&path, Some(&memory)).unwrap();
    ledger.adopt("anna", at(1)).await.unwrap();
    assert_eq!(ledger.doubt().await.unwrap(), None);
    assert_eq!((kept.len(), fs::read_dir(&memory).unwrap().count()), (2, 3), "the original's is left alone");
}

#[tokio::test]
async fn a_ledger_that_was_deleted_is_missed_until_a_person_adopts_the_one_in_its_place() {
    let home = folder();
    let memory = home.path().join("state");
    let path = home.path().join("ws/ledger.db");
    let open = || {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        Ledger::open_remembered(&path, Some(&memory)).unwrap()
    };
    let gone = || fs::remove_dir_all(path.parent().unwrap()).unwrap();
    assert_eq!(open().doubt().await.unwrap(), None);
    gone();
    assert_eq!(open().doubt().await.unwrap(), None, "nothing was ever written to the one before");
    open().create_mailing(new_mailing("summer"), at(0)).await.unwrap();
    assert_eq!(open().doubt().await.unwrap(), None);
    gone();
    let new = open();
    assert_eq!(new.doubt().await.unwrap(), Some(Doubt::Another));
    new.create_mailing(new_mailing("summer"), at(0)).await.unwrap();
    assert_eq!(open().doubt().await.unwrap(), Some(Doubt::Another), "nor is it taken for it by writing");
    new.adopt("anna", at(1)).await.unwrap();
    assert_eq!((new.doubt().await.unwrap(), open().doubt().await.unwrap()), (None, None));
}

#[tokio::test]
async fn a_folder_that_is_renamed_and_a_machine_without_a_memory_bother_nobody() {
    let home = folder();
    fs::create_dir(home.path().join("before")).unwrap();
    let path = home.path().join("before/ledger.db");
    for memory in [None, Some(Path::new("/proc/nowhere")), Some(home.path())] {
        let ledger = Ledger::open_remembered(&path, memory).unwrap();
        ledger.create_mailing(new_mailing("summer"), at(0)).await.unwrap();
        assert_eq!(ledger.doubt().await.unwrap(), None);
    }
    fs::rename(home.path().join("before"), home.path().join("after")).unwrap();
    let moved = Ledger::open_remembered(&home.path().join("after/ledger.db"), Some(home.path())).unwrap();
    assert_eq!(moved.doubt().await.unwrap(), None);
}

#[tokio::test]
async fn a_ledger_that_was_on_another_machine_is_doubted() {
    let home = folder();
    let path = home.path().join("ledger.db");
    drop(Ledger::open(&path).unwrap());
    let other = rusqlite::Connection::open(&path).unwrap();
    let named: Option<String> = other.query_row("SELECT machine FROM place", [], |row| row.get(0)).unwrap();
    other.execute_batch("UPDATE place SET machine = 'another'").unwrap();
    let doubt = Ledger::open(&path).unwrap().doubt().await.unwrap();
    assert_eq!(doubt, named.map(|_| Doubt::Machine), "where machines have names");
}

#[test]
fn adopting_asks_for_the_number_of_readers_and_says_what_it_released() {
    let demo = Demo::new();
    let nothing = demo.json(&["-o", "json", "adopt"]);
    assert_eq!((&nothing["adopted"], nothing["released"].as_array().unwrap().len()), (&false.into(), 0));
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let scheduled = demo.run(&["send", "2018", "--at", "2099-01-01 09:00", "--confirm", &readers]);
    assert_eq!(scheduled.status.code(), Some(0), "{}", String::from_utf8_lossy(&scheduled.stderr));
    demo.stop_sender();
    let ledger = demo.path(".courant/ledger.db");
    rusqlite::Connection::open(&ledger)
        .unwrap()
        .execute_batch("UPDATE place SET machine = NULL, inode = inode + 1")
        .unwrap();

    for words in [vec!["send", "2018", "--now", "--confirm", "1"], vec!["resume", "2018"], vec!["adopt"]] {
        let output = demo.run(&words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(5), "{words:?}: {said}");
        assert!(said.contains("this ledger is another file"), "{words:?}: {said}");
    }
    let status = demo.json(&["-o", "json", "status", "2018"]);
    assert_eq!(status["mailings"][0]["held"]["kind"], "copied", "{status}");
    let told = String::from_utf8_lossy(&demo.run(&["status", "2018"]).stdout).into_owned();
    assert!(told.contains("`courant adopt`") && !told.contains("courant resume"), "{told}");
    let doctor = String::from_utf8_lossy(&demo.run(&["doctor"]).stdout).into_owned();
    assert!(doctor.contains("`courant adopt`"), "{doctor}");
    assert_eq!(demo.exits(&["adopt", "--confirm", "1"]), Some(5));

    let adopted = demo.json(&["-o", "json", "adopt", "--confirm", &readers]);
    assert_eq!(adopted["adopted"], true);
    let released = &adopted["released"][0];
    assert_eq!(
        (&released["state"], &released["readers"]),
        (&"scheduled".into(), &readers.parse::<u64>().unwrap().into())
    );
    assert_eq!(demo.json(&["-o", "json", "adopt"])["adopted"], false);
}

#[test]
fn adopting_counts_the_readers_of_what_is_paused_as_well_which_stays_so() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--at", "2099-01-01 09:00", "--confirm", &readers]), Some(0));
    assert_eq!(demo.exits(&["pause", "2018"]), Some(0));
    demo.stop_sender();
    rusqlite::Connection::open(demo.path(".courant/ledger.db"))
        .unwrap()
        .execute_batch("UPDATE place SET machine = NULL, inode = inode + 1")
        .unwrap();
    let refused = demo.run(&["adopt", "--confirm", "0"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(5), "{said}");
    let named = format!("2018-06-summer: {readers} would still get it, once it is resumed");
    assert!(said.contains(&named), "{said}");
    let adopted = demo.json(&["-o", "json", "adopt", "--confirm", &readers]);
    assert_eq!((&adopted["adopted"], &adopted["released"]), (&true.into(), &serde_json::json!([])));
    assert_eq!(demo.json(&["-o", "json", "status", "2018"])["mailings"][0]["state"], "paused");
}

#[test]
fn adopting_names_the_last_letter_whose_fate_is_known_and_not_when_it_was_called() {
    let demo = Demo::new();
    assert_eq!(demo.exits(&["status"]), Some(0));
    let sql = |sql| {
        rusqlite::Connection::open(demo.path(".courant/ledger.db")).unwrap().execute_batch(sql).unwrap();
    };
    sql("UPDATE place SET machine = NULL, inode = inode + 1");
    let said = |words: &[&str]| String::from_utf8_lossy(&demo.run(words).stderr).into_owned();
    assert!(said(&["adopt"]).contains("it knows of nothing that was ever sent"));
    assert_eq!(demo.json(&["-o", "json", "adopt", "--confirm", "0"])["newest"], serde_json::Value::Null);

    sql(
        "INSERT INTO attempt (mailing, addr_key, n, outcome, at) VALUES (zeroblob(8), zeroblob(16), 1, 'accepted', 1700000000000)",
    );
    sql("UPDATE place SET machine = NULL, inode = inode + 1");
    let told = said(&["adopt"]);
    assert!(told.contains("the last letter whose fate it knows is from 2023-11-14 23:13 CET"), "{told}");
    let adopted = demo.json(&["-o", "json", "adopt", "--confirm", "0"]);
    assert_eq!(adopted["newest"], "2023-11-14T22:13:20Z");
    let nothing = demo.json(&["-o", "json", "adopt"]);
    assert_eq!((&nothing["adopted"], &nothing["newest"]), (&false.into(), &"2023-11-14T22:13:20Z".into()));
}

#[test]
fn where_nobody_would_get_mail_a_person_types_no_number_and_a_program_gives_it() {
    let demo = Demo::new();
    assert_eq!(demo.exits(&["status"]), Some(0));
    rusqlite::Connection::open(demo.path(".courant/ledger.db"))
        .unwrap()
        .execute_batch("UPDATE place SET machine = NULL, inode = inode + 1")
        .unwrap();
    assert_eq!(demo.exits(&["adopt", "--confirm", "1"]), Some(5), "a number that is given is looked at");
    let told = String::from_utf8_lossy(&demo.run(&["adopt"]).stderr).into_owned();
    assert!(told.contains("do:  --confirm 0"), "nobody has looked at it: {told}");
    assert_eq!(demo.exits(&["adopt"]), Some(5));
    let adopted = demo.json(&["-o", "json", "adopt", "--confirm", "0"]);
    assert_eq!((&adopted["adopted"], &adopted["released"]), (&true.into(), &serde_json::json!([])));
}
