//! The ledger in a real PostgreSQL: every story that a file tells, random histories, the line to it, many workers.

use std::process::Command;
use std::time::Duration;

use courant::domain::settings::PostgresStore;
use courant::ledger::{Error, Ledger};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::props::{Demo, Postgres, Sink};
use crate::story::props::forms;
use crate::story::stage::Stage;
use crate::story::{every_story, model, told};

fn open(server: &Postgres, database: &str) -> (Ledger, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = PostgresStore::parse(&server.url(database)).unwrap();
    let ledger = Ledger::open_postgres(&store, None, None, &folder.path().join("ledger.db")).unwrap();
    (ledger, folder)
}

fn stage(server: &Postgres) -> Stage {
    let database = server.database();
    let (ledger, folder) = open(server, &database);
    Stage::database(ledger, folder, Box::new(server.speaker(&database)))
}

#[tokio::test]
async fn a_database_tells_every_story_that_a_file_tells() {
    let server = Postgres::start();
    macro_rules! play {
        ($($story:ident)*) => {
            $(
                println!("{}", stringify!($story));
                // On the heap: all of them together are too much for a test's stack.
                Box::pin(told::$story(stage(&server))).await;
            )*
        };
    }
    every_story!(play);
}

/// `COURANT_CASES` says how many histories; a few by default.
#[test]
fn a_database_agrees_with_the_model_over_any_history() {
    let server = Postgres::start();
    let cases = std::env::var("COURANT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let histories = (any::<bool>(), proptest::collection::vec(model::step(), 1..70));
    TestRunner::new(config)
        .run(&histories, |(again, steps)| {
            model::play(&stage(&server), again, steps);
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_address_and_no_key_that_a_database_is_told_comes_into_the_log() {
    let server = Postgres::start();
    let (database, sink) = (server.database(), Sink::start(Duration::ZERO));
    let demo = Demo::copy();
    demo.live(&sink.relay());
    demo.configure("rate = \"300/minute\"\n", "");
    demo.store(&server.url(&database));
    let told = |arguments: &[&str]| {
        let mut courant = Command::new(env!("CARGO_BIN_EXE_courant"));
        courant.env("XDG_STATE_HOME", demo.path().join(".state")).env("COURANT_LOG", "trace");
        let said = courant.arg("--no-input").args(arguments).current_dir(demo.path()).output().unwrap();
        String::from_utf8(said.stderr).unwrap()
    };
    // The first opening makes the keys; `send` starts a sender with a log of its own.
    let opened = told(&["work", "--detached"]);
    told(&["send", "2018-06-summer", "--now", "--confirm", "30"]);
    let log = opened + &std::fs::read_to_string(demo.path().join(".courant/sender.log")).unwrap();
    let keys = server.sql(
        &database,
        "SELECT string_agg(get_byte(key, i)::text, ' ' ORDER BY i) FROM secret, generate_series(0, length(key) - 1) i
         GROUP BY purpose, kid",
    );
    let bytes = |line: &str| line.split(' ').map(|byte| byte.parse().unwrap()).collect();
    let keys: Vec<Vec<u8>> = keys.lines().map(bytes).collect();
    assert_eq!(keys.len(), 4);
    assert!(keys.iter().flat_map(|key| forms(key)).all(|form| !log.contains(&form)), "{log}");
    assert!(log.contains("2018-06-summer begins") && !log.contains('@'), "{log}");
}

#[test]
fn the_line_to_a_database_is_verified() {
    let server = Postgres::start();
    let database = server.database();
    let folder = tempfile::tempdir().unwrap();
    let store = PostgresStore::parse(&server.url_over_tls(&database)).unwrap();
    let path = folder.path().join("ledger.db");
    let stranger = Ledger::open_postgres(&store, None, None, &path);
    assert!(matches!(&stranger, Err(Error::Connect { .. })), "{stranger:?}");
    let said = stranger.unwrap_err().to_string();
    assert!(said.contains("certificate"), "{said}");
    let ledger = Ledger::open_postgres(&store, None, Some(&server.ca_file()), &path).unwrap();
    assert_eq!(server.sql(&database, "SELECT count(*) FROM pg_stat_ssl WHERE ssl").trim(), "1");
    drop(ledger);
    let elsewhere = PostgresStore { host: "127.0.0.1".to_owned(), ..store };
    let wrong_name = Ledger::open_postgres(&elsewhere, None, Some(&server.ca_file()), &path);
    assert!(matches!(wrong_name, Err(Error::Connect { .. })), "its certificate is for localhost");
}

#[tokio::test]
async fn another_server_with_the_same_rows_holds_what_is_under_way() {
    use crate::story::props::{at, sending, turn};
    let server = Postgres::start();
    let database = server.database();
    let (ledger, _folder) = open(&server, &database);
    let mailing = sending(&ledger, "summer", &["a", "b"]).await;
    let (_lock, sender, _) = turn(&ledger, "boot").await;
    server.sql(&database, "UPDATE store SET server = 'the one before'");
    assert!(sender.claim(mailing.id, 9, at(2)).await.unwrap().is_empty());
    let held = ledger.mailing(mailing.id).await.unwrap();
    assert_eq!(held.held, Some(courant::domain::HoldReason::AnotherServer));
    ledger.resume(mailing.id, "anna", at(3)).await.unwrap();
    assert_eq!(sender.claim(mailing.id, 9, at(4)).await.unwrap().len(), 2, "a person has looked");
}

#[tokio::test]
async fn a_dump_that_was_put_back_holds_what_is_under_way_on_the_same_server_too() {
    use courant::domain::{HoldReason, MailingState};

    use crate::story::props::{at, sending, turn};
    let server = Postgres::start();
    let database = server.database();
    let (ledger, _folder) = open(&server, &database);
    let mailing = sending(&ledger, "summer", &["a", "b"]).await;
    let dump = server.dump(&database);
    let stands = async |database: &str| {
        let (ledger, _folder) = open(&server, database);
        let (_lock, sender, _) = turn(&ledger, "boot").await;
        let claimed = sender.claim(mailing.id, 9, at(2)).await.unwrap().len();
        (ledger.mailing(mailing.id).await.unwrap().held, claimed)
    };
    assert_eq!(stands(&database).await, (None, 2), "nothing was put back");
    drop(ledger);
    let beside = server.database();
    server.put_back(&beside, &dump);
    server.sql(&database, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    server.put_back(&database, &dump);
    for database in [&beside, &database] {
        assert_eq!(stands(database).await, (Some(HoldReason::AnotherServer), 0), "{database}");
        let (ledger, _folder) = open(&server, database);
        let resumed = ledger.resume(mailing.id, "anna", at(3)).await.unwrap();
        assert_eq!(resumed.state, MailingState::Sending, "a person has looked");
        assert_eq!(stands(database).await.1, 2);
    }
}

#[tokio::test]
async fn an_answer_that_comes_after_its_row_was_given_up_still_counts() {
    use courant::domain::{DeliveryState, Outcome};
    use courant::ledger::Submit;

    use crate::story::props::{at, sending};
    let server = Postgres::start();
    let stage = stage(&server);
    let mailing = sending(&stage.ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = stage.turn("first").await;
    let rows = sender.claim(mailing.id, 3, at(2)).await.unwrap();
    for row in &rows[..2] {
        assert_eq!(sender.submit(mailing.id, row.key, at(2)).await.unwrap(), Submit::Go);
    }
    let (_lock, _other, recovered) = stage.turn("second").await;
    assert_eq!(recovered.unknown, 3);
    let taken = Outcome::Accepted { reply: None };
    let state = sender.record(mailing.id, rows[0].key, taken, None, at(3)).await.unwrap();
    assert_eq!(state, DeliveryState::Accepted);
    let lost = Outcome::Unknown { detail: "the line broke".to_owned() };
    let state = sender.record(mailing.id, rows[1].key, lost, None, at(3)).await.unwrap();
    assert_eq!(state, DeliveryState::Unknown);
    let answer = sender.submit(mailing.id, rows[2].key, at(3)).await.unwrap();
    assert_eq!(answer, Submit::Lost, "it was never handed over, and nobody may any more");
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    let stand =
        [DeliveryState::Accepted, DeliveryState::Unknown, DeliveryState::Planned].map(|s| counts.of(s));
    assert_eq!(stand, [1, 1, 1], "and it is known that it was not");
}

#[tokio::test]
async fn what_a_sender_that_has_gone_silent_was_handing_over_is_told_until_others_take_it() {
    use courant::ledger::Submit;

    use crate::story::props::{at, sending, turn};
    let server = Postgres::start();
    let database = server.database();
    let (ledger, _folder) = open(&server, &database);
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = turn(&ledger, "boot").await;
    let row = sender.claim(mailing.id, 2, at(2)).await.unwrap().remove(0);
    assert_eq!(sender.submit(mailing.id, row.key, at(2)).await.unwrap(), Submit::Go);
    let progress = ledger.progress(mailing.id, at(3)).await.unwrap();
    assert_eq!((progress.left_behind.clone(), progress.in_flight()), (None, 1), "it lives");
    server.sql(&database, "UPDATE worker SET seen = seen - interval '1 hour', host = 'north'");
    let (_lock, _living, _) = turn(&ledger, "boot").await;
    let progress = ledger.progress(mailing.id, at(3)).await.unwrap();
    assert!(progress.sender_alive);
    assert_eq!(progress.in_flight(), 0, "nobody hears its answer, whoever else sends");
    let behind = progress.left_behind.unwrap();
    assert_eq!((&*behind.machines, behind.taken, behind.handing_over), ("north", 1, 1));
    for (until, state, ends) in [
        (behind.taken_until, "claimed", "d.lease"),
        (behind.handing_over_until, "submitting", "d.lease + s.landing"),
    ] {
        let sql = format!(
            "SELECT (extract(epoch FROM {ends}) * 1000)::bigint FROM delivery d, store s WHERE state = '{state}'"
        );
        let until = until.unwrap().as_millisecond().to_string();
        assert_eq!(server.sql(&database, &sql).trim(), until, "{state}");
    }

    server.sql(&database, "UPDATE delivery SET server_start = server_start - interval '1 day'");
    let lost = ledger.progress(mailing.id, at(3)).await.unwrap().left_behind.unwrap();
    assert_eq!((lost.taken, lost.taken_until, lost.lost), (0, None, 1), "whether it was marked is lost");
    assert_eq!((lost.lost_until, lost.handing_over), (behind.taken_until, 1));
    server.sql(&database, "UPDATE delivery SET server_start = server_start + interval '1 day'");

    server.sql(&database, "UPDATE delivery SET lease = lease - interval '1 day' WHERE state = 'submitting'");
    let (_lock, _other, recovered) = turn(&ledger, "boot").await;
    assert_eq!(recovered.unknown, 1);
    let rows = ledger.missing(mailing.id).await.unwrap();
    let uncertain = rows.iter().find(|row| row.state == courant::domain::DeliveryState::Unknown).unwrap();
    assert_eq!(
        uncertain.reason, "the sender fell silent before the answer came",
        "whether it ended nobody knows"
    );
    assert_eq!(ledger.last_heard().await.unwrap(), None, "nothing came of it");
}

#[tokio::test]
async fn what_a_crashed_database_forgets_is_said_to_it_again() {
    use courant::domain::{DeliveryState, Outcome};
    use courant::ledger::Submit;

    use crate::story::props::{at, sending, turn};
    let server = Postgres::start();
    server.writes_late();
    // What comes late to the disk comes at any moment, even right before the crash: then it is tried anew.
    for _ in 0..10 {
        let database = server.database();
        let (ledger, _folder) = open(&server, &database);
        let mailing = sending(&ledger, "summer", &["a", "b", "c", "d"]).await;
        let (_lock, sender, _) = turn(&ledger, "boot").await;
        let rows = sender.claim(mailing.id, 4, at(2)).await.unwrap();
        for row in &rows[..2] {
            assert_eq!(sender.submit(mailing.id, row.key, at(2)).await.unwrap(), Submit::Go);
        }
        let taken = Outcome::Accepted { reply: None };
        assert_eq!(
            sender.record(mailing.id, rows[0].key, taken, None, at(3)).await.unwrap(),
            DeliveryState::Accepted
        );
        sender.release(mailing.id, vec![rows[3].key], at(3)).await.unwrap();
        server.crash();
        let stands = || server.sql(&database, "SELECT string_agg(state, ' ' ORDER BY state) FROM delivery");
        if stands().trim() != "claimed claimed claimed claimed" {
            continue;
        }
        sender.beat(at(4)).await.unwrap();
        assert_eq!(stands().trim(), "accepted claimed claimed planned");
        return;
    }
    panic!("no crash has taken it all");
}

#[tokio::test]
async fn who_slept_over_a_lease_neither_marks_nor_settles_what_another_has_taken() {
    use courant::domain::{DeliveryState, Outcome};
    use courant::ledger::Submit;

    use crate::story::props::{at, sending};
    let server = Postgres::start();
    let stage = stage(&server);
    let mailing = sending(&stage.ledger, "summer", &["a"]).await;
    let (_lock, sleeper, _) = stage.turn("boot").await;
    let key = sleeper.claim(mailing.id, 1, at(2)).await.unwrap().remove(0).key;
    let (_lock, other, _) = stage.turn("boot").await;
    assert_eq!(other.claim(mailing.id, 1, at(3)).await.unwrap()[0].key, key);
    let refused = || Outcome::Failed { class: "address", reply: None, detail: String::new() };
    let stands = sleeper.record(mailing.id, key, refused(), None, at(4)).await.unwrap();
    assert_eq!(stands, DeliveryState::Claimed, "an outcome of another epoch changes nothing");
    let (_lock, sleeper, _) = stage.turn("boot").await;
    let (_lock, third, _) = stage.turn("boot").await;
    for (worker, taken) in [(&sleeper, 1), (&third, 0)] {
        assert_eq!(worker.claim(mailing.id, 1, at(5)).await.unwrap().len(), taken);
    }
    let (_lock, fourth, _) = stage.turn("boot").await;
    assert_eq!(fourth.claim(mailing.id, 1, at(6)).await.unwrap().len(), 1);
    assert_eq!(sleeper.submit(mailing.id, key, at(7)).await.unwrap(), Submit::Lost);
    assert_eq!(fourth.submit(mailing.id, key, at(7)).await.unwrap(), Submit::Go);
}

#[tokio::test]
async fn all_workers_take_their_places_in_one_pace() {
    use crate::story::props::turn;
    let server = Postgres::start();
    let stage = stage(&server);
    let (_lock, one, _) = turn(&stage.ledger, "boot").await;
    let (_lock, other, _) = turn(&stage.ledger, "boot").await;
    let gap = Duration::from_secs(10);
    assert_eq!(one.book(3, gap).await.unwrap(), Some(Duration::ZERO));
    for (worker, places) in [(&other, 3), (&one, 4), (&other, 5)] {
        let wait = worker.book(1, gap).await.unwrap().unwrap();
        assert!(wait <= gap * places && wait > gap * (places - 1), "{wait:?} until place {places}");
    }
}

#[tokio::test]
async fn whose_uncertain_letter_was_left_out_by_an_earlier_program_is_uncertain_again_and_others_stay() {
    use crate::story::props::sending;
    let server = Postgres::start();
    let database = server.database();
    let (ledger, _folder) = open(&server, &database);
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    drop(ledger);
    // As the program left it that knew seven migrations, and two readers who were to get theirs once more: of one of them a
    // worker had said so, because it had not handed the letter over.
    let of = |name: &str| format!("(SELECT addr_key FROM delivery WHERE addr = '{name}@example.eu')");
    let decision = |name: &str, person: &str, why: &str| {
        format!("INSERT INTO decision (mailing, addr_key, n, person, what, why, at)
                 SELECT mailing, addr_key, 1, '{person}', 'resend', '{why}', 0 FROM delivery WHERE addr_key = {};", of(name))
    };
    server.sql(
        &database,
        &format!(
            "SET session_replication_role = replica;
             DROP TRIGGER delivery_keeps_doubt ON delivery;
             DROP FUNCTION keep_the_doubt(); DROP FUNCTION was_handed_over(bytea, bytea);
             ALTER TABLE mailing DROP COLUMN plan_sum, DROP COLUMN planned_after;
             DROP TABLE clock_trust;
             ALTER TABLE worker DROP COLUMN ahead;
             ALTER TABLE happening DROP COLUMN attempts; ALTER TABLE suppression DROP COLUMN attempts;
             UPDATE format SET version = 7;
             UPDATE delivery SET state = 'skipped', reason = 'unsubscribed', decided = 1 WHERE addr_key IN ({}, {});
             {}{}",
            of("a"), of("b"), decision("a", "anna", "asked her"),
            decision("b", "courant", "its sender had not handed it over"),
        ),
    );
    let (ledger, _folder) = open(&server, &database);
    let rows = server.sql(&database, "SELECT addr, state, reason FROM delivery ORDER BY addr");
    let doubt = "it was to be sent once more and was not; nobody knows of the first time";
    let stand =
        format!("a@example.eu|unknown|{doubt}\nb@example.eu|skipped|unsubscribed\nc@example.eu|planned|\n");
    assert_eq!(rows, stand);
    assert_eq!(ledger.counts(mailing.id).await.unwrap().not_certain(), 1);
}
