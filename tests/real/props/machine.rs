//! One machine of several that share a mailing: its own folder, the same newsletter, the same database.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Demo, Postgres, Sink};

/// What all of them send.
pub const ISSUE: &str = "2018-06-summer";

/// So many letters of one of them can be under way: one on each connection.
pub const CONNECTIONS: usize = 5;

#[derive(Debug)]
pub struct Machine {
    pub demo: Demo,
    worker: Option<Child>,
}

impl Machine {
    /// `store`: where it finds the database. `rate`: a line of config.toml, or none.
    pub fn new(store: &str, sink: &Sink, readers: u32, rate: &str) -> Self {
        let demo = Demo::copy();
        demo.live(&format!("{}connections = {CONNECTIONS}\n", sink.relay()));
        demo.configure("rate = \"300/minute\"\n", rate);
        demo.store(store);
        let mut list = "email,name,language\n".to_owned();
        for n in 0..readers {
            writeln!(list, "reader{n}@example.eu,Reader {n},en").expect("a line");
        }
        fs::write(demo.path().join("subscribers/partners.csv"), list).expect("a list");
        fs::write(demo.path().join("subscribers/press.csv"), "email,name,language\n").expect("a list");
        Self { demo, worker: None }
    }

    pub fn start(&mut self) {
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

    /// SIGKILL: no clean-up of any kind. Gives the number of the process.
    pub fn kill(&mut self) -> Option<u32> {
        let mut worker = self.worker.take()?;
        _ = worker.kill();
        _ = worker.wait();
        Some(worker.id())
    }

    /// The number of its process, while that lives.
    pub fn living(&mut self) -> Option<u32> {
        let worker = self.worker.as_mut()?;
        matches!(worker.try_wait(), Ok(None)).then(|| worker.id())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.demo.path().join("worker.log")).unwrap_or_default()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Several at one database.
#[derive(Debug)]
pub struct Crew<'a> {
    pub machines: Vec<Machine>,
    pub server: &'a Postgres,
    pub database: String,
}

impl Crew<'_> {
    /// Starts all of them, and begins the mailing from the first. A lease lasts so many seconds, and half of that is
    /// waited for an answer after it.
    pub fn begin(&mut self, readers: u32, lease: u32) {
        self.machines[0].demo.must(&["status"]);
        self.sql(&format!(
            "UPDATE store SET lease = interval '{lease} s', landing = interval '{lease} s' / 2, heartbeat = '500 ms'"
        ));
        self.machines.iter_mut().for_each(Machine::start);
        let begin = Instant::now();
        while self.sql("SELECT count(*) FROM worker").trim() == "0" {
            assert!(begin.elapsed() < Duration::from_secs(30), "no worker comes up");
            sleep(Duration::from_millis(50));
        }
        let number = readers.to_string();
        self.machines[0].demo.must(&["send", ISSUE, "--now", "--confirm", &number, "--detach"]);
    }

    pub fn sql(&self, text: &str) -> String {
        self.server.sql(&self.database, text)
    }

    pub fn is_sent(&self) -> bool {
        self.sql("SELECT state FROM mailing").trim() == "sent"
    }

    /// One that ended by itself is started again, as a service would; `ended` is told the number of its process.
    pub fn wait_until_sent(&mut self, patience: Duration, mut ended: impl FnMut(&Self, u32)) {
        let begin = Instant::now();
        while !self.is_sent() {
            if begin.elapsed() > patience {
                let logs: Vec<String> = self.machines.iter().map(Machine::log).collect();
                let rows = self.sql("SELECT state, count(*) FROM delivery GROUP BY state");
                panic!("it is not sent after {patience:?}:\n{rows}\n{}", logs.join("\n\n"));
            }
            for n in 0..self.machines.len() {
                if self.machines[n].living().is_none() {
                    if let Some(gone) = self.machines[n].kill() {
                        ended(self, gone);
                    }
                    self.machines[n].start();
                }
            }
            sleep(Duration::from_millis(100));
        }
    }

    /// Ends them, and holds what the ledger says of every reader against what the mail server has taken. Readers by how
    /// their row stands.
    pub fn settled(&mut self, sink: &Sink, readers: u32) -> BTreeMap<String, BTreeSet<String>> {
        self.machines.iter_mut().for_each(|machine| _ = machine.kill());
        self.machines[0].demo.must(&["verify", ISSUE]);
        let taken = sink.taken();
        let mut stand: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in self.sql("SELECT addr, state FROM delivery").lines() {
            let (reader, state) = row.split_once('|').expect("two columns");
            let times = taken.by_reader.get(reader).copied().unwrap_or(0);
            assert!(times <= 1, "{reader} got it {times} times");
            match state {
                "accepted" => assert_eq!(times, 1, "{reader} is said to have it"),
                "unknown" => {}
                other => panic!("{reader} is {other} in the end, and was sent {times}"),
            }
            stand.entry(state.to_owned()).or_default().insert(reader.to_owned());
        }
        assert_eq!(stand.values().map(BTreeSet::len).sum::<usize>(), readers as usize);
        stand
    }
}
