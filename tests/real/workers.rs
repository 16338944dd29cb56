//! Many workers at one database: killed at any moment, with the database crashing beside them, against a mail server
//! that remembers everything.

use std::collections::BTreeSet;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::props::{CONNECTIONS, Crew, Machine, Postgres, Sink};

/// So many readers one worker takes to itself at a time: 64 for each connection.
const CLAIM: usize = 64 * CONNECTIONS;

fn crew<'a>(server: &'a Postgres, workers: usize, sink: &Sink, readers: u32, rate: &str) -> Crew<'a> {
    let database = server.database();
    let url = server.url(&database);
    let machines = (0..workers).map(|_| Machine::new(&url, sink, readers, rate)).collect();
    Crew { machines, server, database }
}

fn given(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|given| given.parse().ok()).unwrap_or(otherwise)
}

/// Who may be uncertain in the end, by what was done to the workers and to their database.
#[derive(Debug, Default)]
struct Doubt {
    /// Workers that came to their end.
    ends: usize,
    crashes: usize,
    /// By name: what a crash may have taken of what was written, and what was claimed under a server that has crashed by
    /// who has ended too.
    lost: BTreeSet<String>,
    /// Claimed under it by who lives and had not begun with them: the answer to one claim may be lost with the server.
    unheard: BTreeSet<String>,
}

/// Rows that were last written under an earlier start of the server: reader, state, process.
const BEFORE_THE_CRASH: &str =
    "SELECT d.addr, d.state, w.pid FROM delivery d JOIN worker w ON w.id = d.worker
     WHERE d.state IN ('claimed', 'submitting', 'unknown') AND d.server_start <> pg_postmaster_start_time()";

impl Doubt {
    fn uncertain(crew: &Crew<'_>) -> BTreeSet<String> {
        crew.sql("SELECT addr FROM delivery WHERE state = 'unknown'").lines().map(str::to_owned).collect()
    }

    /// Looks at what the worker has left behind.
    fn after_an_end(&mut self, crew: &Crew<'_>, process: u32) {
        self.ends += 1;
        let rows = crew.sql(&format!("{BEFORE_THE_CRASH} AND d.state = 'claimed' AND w.pid = {process}"));
        self.lost.extend(rows.lines().filter_map(|row| row.split('|').next()).map(str::to_owned));
    }

    /// Looks at what is in doubt as soon as the server is back. `known`: who was uncertain before.
    fn after_a_crash(&mut self, crew: &mut Crew<'_>, sink: &Sink, known: &BTreeSet<String>) {
        self.crashes += 1;
        let rows = crew.sql(BEFORE_THE_CRASH);
        let living: Vec<String> =
            crew.machines.iter_mut().filter_map(Machine::living).map(|pid| pid.to_string()).collect();
        let taken = sink.taken();
        for row in rows.lines() {
            let [reader, _, process] = row.splitn(3, '|').collect::<Vec<_>>()[..] else { panic!("{row}") };
            if known.contains(reader) {
                continue;
            }
            let begun = taken.by_reader.contains_key(reader) || !living.iter().any(|one| one == process);
            let to = if begun { &mut self.lost } else { &mut self.unheard };
            to.insert(reader.to_owned());
        }
    }

    /// Every uncertain letter was under way where something ended, or is one that a crash may have taken.
    fn bounds(&self, uncertain: &BTreeSet<String>) {
        let (crashed, ended): (BTreeSet<_>, BTreeSet<_>) =
            uncertain.difference(&self.lost).partition(|reader| self.unheard.contains(*reader));
        println!(
            "{} uncertain: {} of {} that the crashes may have taken, {} of at most {} that were under way where a \
             worker ended, {} claimed and not heard of",
            uncertain.len(),
            uncertain.intersection(&self.lost).count(),
            self.lost.len(),
            ended.len(),
            self.ends * CONNECTIONS,
            crashed.len()
        );
        assert!(ended.len() <= self.ends * CONNECTIONS, "{} ends explain {ended:?}", self.ends);
        assert!(crashed.len() <= self.crashes * CLAIM, "{} crashes explain {crashed:?}", self.crashes);
    }
}

/// `COURANT_READERS`, `COURANT_KILLS` and `COURANT_CRASHES` make it longer.
#[test]
fn workers_are_killed_and_the_database_crashes_and_nobody_is_lost_or_gets_it_twice() {
    let (readers, kills) = (given("COURANT_READERS", 1500), given("COURANT_KILLS", 12));
    let crashes = given("COURANT_CRASHES", 2);
    let server = Postgres::start();
    let sink = Sink::start(Duration::from_millis(2));
    let mut crew = crew(&server, 4, &sink, readers, "");
    // Longer than the database needs to come back: whoever lives through that keeps its rows.
    crew.begin(readers, 10);
    let begin = Instant::now();
    while sink.taken().at.is_empty() {
        assert!(begin.elapsed() < Duration::from_secs(60), "nothing is sent");
        sleep(Duration::from_millis(5));
    }
    let mut doubt = Doubt::default();
    let mut dice: u32 = 7;
    let blows = kills + crashes;
    for n in 1..=blows {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let whose = usize::try_from(dice >> 16).expect("small") % crew.machines.len();
        sleep(Duration::from_millis(u64::from(dice % 250)));
        // Spread over the blows; the last is a kill.
        if (n * crashes) % blows < crashes && n < blows {
            let known = Doubt::uncertain(&crew);
            server.crash();
            doubt.after_a_crash(&mut crew, &sink, &known);
        } else {
            if let Some(gone) = crew.machines[whose].kill() {
                doubt.after_an_end(&crew, gone);
            }
            crew.machines[whose].start();
        }
        if crew.is_sent() {
            println!("sent after {n} of {blows} blows");
            break;
        }
    }
    let patience = Duration::from_secs(u64::from(60 + readers / 50));
    crew.wait_until_sent(patience, |crew, gone| doubt.after_an_end(crew, gone));
    let stand = crew.settled(&sink, readers);
    doubt.bounds(&stand.get("unknown").cloned().unwrap_or_default());
}

/// How many letters a second `workers` mail to `readers`, and when each was taken.
fn measure(workers: usize, readers: u32, delay: u64, rate: &str) -> (f64, Vec<Instant>) {
    let server = Postgres::start();
    let sink = Sink::start(Duration::from_millis(delay));
    let mut crew = crew(&server, workers, &sink, readers, rate);
    crew.begin(readers, 4);
    crew.wait_until_sent(Duration::from_secs(600), |_, _| {});
    let mut at = sink.taken().at.clone();
    at.sort_unstable();
    (a_second(&at), at)
}

/// From the first to the last, in whatever order they were noted.
fn a_second(taken: &[Instant]) -> f64 {
    let (Some(first), Some(last)) = (taken.iter().min(), taken.iter().max()) else { return 0.0 };
    let letters = u32::try_from(taken.len() - 1).expect("not so many");
    f64::from(letters) / (*last - *first).as_secs_f64()
}

#[test]
#[ignore = "a figure: cargo test --release --test real -- --ignored --nocapture workers"]
fn figure_four_workers_against_one_at_a_mail_server_that_answers_in_20_ms() {
    let one = measure(1, 2000, 20, "").0;
    let four = measure(4, 8000, 20, "").0;
    println!("one worker {one:.0}/s, four {four:.0}/s: {:.2} times", four / one);
    for workers in [1, 4] {
        let sink = Sink::start(Duration::from_millis(20));
        let (sessions, letters) = (workers * CONNECTIONS, workers * 1000);
        let said = Command::new("smtp-source")
            .args(["-d", "-l", "31000", "-s", &sessions.to_string(), "-m", &letters.to_string()])
            .arg(format!("127.0.0.1:{}", sink.port))
            .output()
            .expect("smtp-source comes with Postfix");
        assert!(said.status.success(), "{said:?}");
        println!("smtp-source with {sessions} sessions: {:.0}/s", a_second(&sink.taken().at));
    }
    assert!(four > one, "more workers are quicker");
}

#[test]
#[ignore = "a figure: cargo test --release --test real -- --ignored --nocapture workers"]
fn figure_one_rate_holds_over_four_workers() {
    for (rate, readers) in [(14, 840_u32), (100, 6000), (1000, 60_000)] {
        let (went, at) = measure(4, readers, 2, &format!("rate = \"{rate}/second\"\n"));
        let off = (went / f64::from(rate) - 1.0) * 100.0;
        let second = Duration::from_secs(1);
        let within = |(n, from): (usize, &Instant)| at.partition_point(|one| *one < *from + second) - n;
        let most = at.iter().enumerate().map(within).max().unwrap_or(0);
        println!("{rate}/s asked for, {went:.2}/s went: {off:+.2} %; at most {most} in any second");
    }
}
