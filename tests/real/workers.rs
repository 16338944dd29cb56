//! Many workers at one database: killed at any moment, with the database crashing beside them, against a mail server
//! that remembers everything.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::props::{Demo, Postgres, Sink};

const ISSUE: &str = "2018-06-summer";

/// One machine of several: its own folder, the same newsletter, the same database.
struct Machine {
    demo: Demo,
    worker: Option<Child>,
}

impl Machine {
    fn new(server: &Postgres, database: &str, sink: &Sink, readers: u32, rate: &str) -> Self {
        let demo = Demo::copy();
        demo.live(&(sink.relay() + "connections = 5\n"));
        demo.configure("rate = \"300/minute\"\n", rate);
        demo.store(&server.url(database));
        let mut list = "email,name,language\n".to_owned();
        for n in 0..readers {
            writeln!(list, "reader{n}@example.eu,Reader {n},en").expect("a line");
        }
        fs::write(demo.path().join("subscribers/partners.csv"), list).expect("a list");
        fs::write(demo.path().join("subscribers/press.csv"), "email,name,language\n").expect("a list");
        Self { demo, worker: None }
    }

    fn start(&mut self) {
        let log = File::options().create(true).append(true).open(self.demo.path().join("worker.log"));
        let worker = Command::new(env!("CARGO_BIN_EXE_courant"))
            .env("XDG_STATE_HOME", self.demo.path().join(".state"))
            .args(["--no-input", "work"])
            .current_dir(self.demo.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log.expect("a log"))
            .spawn();
        self.worker = Some(worker.expect("the program runs"));
    }

    /// SIGKILL: no clean-up of any kind.
    fn kill(&mut self) {
        if let Some(mut worker) = self.worker.take() {
            _ = worker.kill();
            _ = worker.wait();
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.kill();
    }
}

fn given(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|given| given.parse().ok()).unwrap_or(otherwise)
}

/// The mailing, written by the first machine and begun.
fn begin(machines: &mut [Machine], server: &Postgres, database: &str, readers: u32) {
    machines[0].demo.must(&["status"]);
    server.sql(database, "UPDATE store SET lease = '4 s', landing = '2 s', heartbeat = '500 ms'");
    machines.iter_mut().for_each(Machine::start);
    let begin = Instant::now();
    while server.sql(database, "SELECT count(*) FROM worker").trim() == "0" {
        assert!(begin.elapsed() < Duration::from_secs(30), "no worker comes up");
        sleep(Duration::from_millis(50));
    }
    machines[0].demo.must(&["send", ISSUE, "--now", "--confirm", &readers.to_string(), "--detach"]);
}

fn state(server: &Postgres, database: &str) -> String {
    server.sql(database, "SELECT state FROM mailing").trim().to_owned()
}

fn wait_until_sent(machines: &mut [Machine], server: &Postgres, database: &str, patience: Duration) {
    let begin = Instant::now();
    while state(server, database) != "sent" {
        let rows = || server.sql(database, "SELECT state, count(*) FROM delivery GROUP BY state");
        if begin.elapsed() > patience {
            let logs = machines.iter().map(|one| fs::read_to_string(one.demo.path().join("worker.log")));
            let logs: Vec<String> = logs.map(Result::unwrap_or_default).collect();
            panic!(
                "it is {} after {patience:?}:\n{}\n{}",
                state(server, database),
                rows(),
                logs.join("\n\n")
            );
        }
        for machine in machines.iter_mut() {
            // One that ended by itself is started again, as a service would.
            if machine.worker.as_mut().is_none_or(|worker| !matches!(worker.try_wait(), Ok(None))) {
                machine.start();
            }
        }
        sleep(Duration::from_millis(100));
    }
}

/// `COURANT_READERS`, `COURANT_KILLS` and `COURANT_CRASHES` make it longer.
#[test]
fn workers_are_killed_and_the_database_crashes_and_nobody_is_lost_or_gets_it_twice() {
    let (readers, kills) = (given("COURANT_READERS", 1500), given("COURANT_KILLS", 12));
    let crashes = given("COURANT_CRASHES", 2);
    let server = Postgres::start();
    let (database, sink) = (server.database(), Sink::start(Duration::from_millis(2)));
    let mut machines: Vec<Machine> =
        (0..4).map(|_| Machine::new(&server, &database, &sink, readers, "")).collect();
    begin(&mut machines, &server, &database, readers);
    let begin = Instant::now();
    while sink.taken().at.is_empty() {
        assert!(begin.elapsed() < Duration::from_secs(60), "nothing is sent");
        sleep(Duration::from_millis(5));
    }
    let mut dice: u32 = 7;
    let blows = kills + crashes;
    for n in 1..=blows {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let whose = usize::try_from(dice >> 16).expect("small") % machines.len();
        sleep(Duration::from_millis(u64::from(dice % 250)));
        // Spread over the blows; the last is a kill.
        if (n * crashes) % blows < crashes && n < blows {
            server.crash();
        } else {
            machines[whose].kill();
            machines[whose].start();
        }
        if state(&server, &database) == "sent" {
            println!("sent after {n} of {blows} blows");
            break;
        }
    }
    wait_until_sent(&mut machines, &server, &database, Duration::from_secs(u64::from(60 + readers / 50)));
    machines.iter_mut().for_each(Machine::kill);
    machines[0].demo.must(&["verify", ISSUE]);
    let taken = sink.taken();
    let mut stand: BTreeMap<String, u32> = BTreeMap::new();
    let rows = server.sql(&database, "SELECT addr, state FROM delivery");
    for row in rows.lines() {
        let (reader, state) = row.split_once('|').expect("two columns");
        let times = taken.by_reader.get(reader).copied().unwrap_or(0);
        assert!(times <= 1, "{reader} got it {times} times");
        match state {
            "accepted" => assert_eq!(times, 1, "{reader} is said to have it"),
            "unknown" => {}
            other => panic!("{reader} is {other} in the end, and was sent {times}"),
        }
        *stand.entry(state.to_owned()).or_default() += 1;
    }
    assert_eq!(stand.values().sum::<u32>(), readers);
    println!("{stand:?}");
    let uncertain = stand.get("unknown").copied().unwrap_or(0);
    assert!(uncertain <= (kills + crashes * 4) * 5 * 64, "{uncertain} uncertain");
}

/// How many letters a second `workers` mail to `readers`, and when each was taken.
fn measure(workers: usize, readers: u32, delay: u64, rate: &str) -> (f64, Vec<Instant>) {
    let server = Postgres::start();
    let (database, sink) = (server.database(), Sink::start(Duration::from_millis(delay)));
    let mut machines: Vec<Machine> =
        (0..workers).map(|_| Machine::new(&server, &database, &sink, readers, rate)).collect();
    begin(&mut machines, &server, &database, readers);
    wait_until_sent(&mut machines, &server, &database, Duration::from_secs(600));
    let mut at = sink.taken().at.clone();
    at.sort_unstable();
    let took = at.last().zip(at.first()).map_or(0.0, |(last, first)| (*last - *first).as_secs_f64());
    (f64::from(readers - 1) / took, at)
}

#[test]
#[ignore = "a figure: cargo test --release --test real -- --ignored --nocapture workers"]
fn figure_four_workers_against_one_at_a_mail_server_that_answers_in_20_ms() {
    let one = measure(1, 2000, 20, "").0;
    let four = measure(4, 8000, 20, "").0;
    println!("one worker {one:.0}/s, four {four:.0}/s: {:.2} times", four / one);
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
