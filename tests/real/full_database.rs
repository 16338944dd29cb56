//! A database whose disk is full for a while under a worker that lives through it: what it held then comes back by itself.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use courant::domain::settings::PostgresStore;
use courant::domain::{DeliveryState as S, HoldReason, Mailing, MailingState as M};
use courant::ledger::Ledger;

use crate::props::Postgres;
use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::props::until::{until, until_sent};
use crate::send_props::{Stage, now};

const READERS: usize = 120;
const CONNECTIONS: usize = 3;

/// Rows can't be changed while `disk_is_full` says so, as on a disk that has room for little things only.
const DISK: &str = "
    CREATE TABLE disk_is_full (since timestamptz);
    CREATE FUNCTION has_no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM disk_is_full) THEN
            RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER a_disk BEFORE UPDATE ON delivery FOR EACH ROW EXECUTE FUNCTION has_no_room();
    UPDATE store SET heartbeat = '0.1 s'";
const FILL: &str = "INSERT INTO disk_is_full VALUES (now())";
const EMPTY: &str = "DELETE FROM disk_is_full";

/// A mailing to a relay, with its ledger in a database that can be full.
struct Play {
    database: Postgres,
    name: String,
    relay: TestRelay,
    /// The relay has heard a letter, and says nothing until it may go on.
    heard: Receiver<()>,
    goes_on: Sender<()>,
    goodbyes: Arc<AtomicUsize>,
    stage: Stage,
    mailing: Mailing,
}

fn open(url: &str, path: &Path) -> Ledger {
    let store = PostgresStore::parse(url).expect("an address");
    Ledger::open_postgres(&store, None, None, path).expect("it opens")
}

impl Play {
    /// The relay waits when it has heard its letter number `at`.
    async fn waits_at(at: usize) -> Self {
        let database = Postgres::start();
        let name = database.database();
        let ((hears, heard), (goes_on, may)) = (channel(), channel());
        let (wait, letters) = (Mutex::new((hears, may)), AtomicUsize::new(0));
        let goodbyes = Arc::<AtomicUsize>::default();
        let said = Arc::clone(&goodbyes);
        let relay = start(server(move |moment| {
            match moment.step {
                Step::Dot if letters.fetch_add(1, Ordering::SeqCst) + 1 == at => {
                    let (hears, may) = &*wait.lock().expect("no panic");
                    hears.send(()).expect("somebody listens");
                    until_sent("the word to go on", may);
                }
                Step::Quit => _ = said.fetch_add(1, Ordering::SeqCst),
                _ => {}
            }
            Act::Comply
        }))
        .await;
        let stage = Stage::new(&relay, READERS, &format!("connections = {CONNECTIONS}"));
        let path = stage.ledger.path().with_file_name("database.db");
        let ledger = open(&database.url(&name), &path);
        database.sql(&name, DISK);
        let stage = Stage { ledger, ..stage };
        let mailing = stage.mailing(READERS as u64).await;
        Self { database, name, relay, heard, goes_on, goodbyes, stage, mailing }
    }

    fn hears_it(&self) {
        until_sent("the letter", &self.heard);
    }

    fn fills_up(&self) {
        self.database.sql(&self.name, FILL);
        self.goes_on.send(()).expect("it waits");
    }

    async fn comes_to(&self, state: M) -> Mailing {
        let stands = async || self.stage.ledger.mailing(self.mailing.id).await.expect("readable");
        until(state.as_str(), stands, |mailing| mailing.state == state).await
    }

    /// Until every connection has given up what it had in hand.
    async fn all_stand_still(&self) {
        let goodbyes = async || self.goodbyes.load(Ordering::SeqCst);
        until("all have hung up", goodbyes, |said| *said >= CONNECTIONS).await;
    }

    fn under_way(&self) -> String {
        let sql = "SELECT count(*) FROM delivery WHERE state IN ('claimed', 'submitting')";
        self.database.sql(&self.name, sql).trim().to_owned()
    }

    fn make_room(&self) {
        self.database.sql(&self.name, EMPTY);
    }

    async fn everybody_has_it_once(&self) {
        self.comes_to(M::Sent).await;
        let counts = self.stage.ledger.counts(self.mailing.id).await.expect("readable");
        assert_eq!((counts.of(S::Accepted), counts.of(S::Unknown)), (READERS as u64, 0), "{counts:?}");
        let taken: Vec<String> =
            self.relay.truth.accepted().iter().map(|letter| letter.to[0].clone()).collect();
        let mailed: BTreeSet<&String> = taken.iter().collect();
        assert_eq!((taken.len(), mailed.len()), (READERS, READERS), "nobody twice, nobody forgotten");
        let audit = self.stage.ledger.audit(self.mailing.id).expect("readable");
        assert!(audit.agrees(), "{:?}", audit.findings);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_worker_that_lives_through_a_full_database_gives_back_what_it_held_and_forgets_no_answer() {
    for at in [1, 40] {
        let play = Play::waits_at(at).await;
        let (tell, runs) = play.stage.start();
        play.hears_it();
        play.fills_up();
        let held = play.comes_to(M::Held).await;
        assert!(matches!(held.held, Some(HoldReason::Storage { .. })), "{:?}", held.held);
        play.all_stand_still().await;
        assert_ne!(play.under_way(), "0", "what it held can't be given back");
        play.make_room();
        let under_way = async || play.under_way();
        until("all is given back before anybody orders anything", under_way, |rows| rows == "0").await;
        play.stage.ledger.resume(play.mailing.id, "anna", now()).await.expect("resumed");
        play.everybody_has_it_once().await;
        tell.send_replace(true);
        runs.await.expect("it ends in order");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_pause_while_the_database_is_full_comes_to_its_end_once_there_is_room() {
    let play = Play::waits_at(20).await;
    let (tell, runs) = play.stage.start();
    play.hears_it();
    play.stage.ledger.pause(play.mailing.id, "anna", now()).await.expect("paused");
    play.fills_up();
    play.all_stand_still().await;
    play.comes_to(M::Pausing).await;
    play.make_room();
    let over = async || play.stage.ledger.mailing(play.mailing.id).await.expect("readable").state;
    until("the pause comes to its end", over, |state| *state != M::Pausing).await;
    assert_eq!(play.under_way(), "0");
    play.stage.ledger.resume(play.mailing.id, "anna", now()).await.expect("resumed");
    play.everybody_has_it_once().await;
    tell.send_replace(true);
    runs.await.expect("it ends in order");
}
