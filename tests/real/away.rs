//! A worker whose database is stopped and started under it: what it says of that.

use std::fs::{self, File};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::props::{Demo, Postgres};

/// Ends it where the test stops before.
struct Worker(Child);

impl Drop for Worker {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

#[test]
fn a_worker_says_once_that_its_database_is_away_and_once_that_it_is_back() {
    let server = Postgres::start();
    let demo = Demo::copy();
    let url = server.url(&server.database());
    demo.append(&format!("[store]\nurl = \"{url}\"\npassword_env = \"COURANT_PASSWORD_DB\"\n"));
    let log = demo.path().join("worker.log");
    let worker = Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("XDG_STATE_HOME", demo.path().join(".state"))
        .env("COURANT_PASSWORD_DB", "canary-of-the-store")
        .args(["--no-input", "work"])
        .current_dir(demo.path())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let _worker = Worker(worker);
    let said = |words: &str| fs::read_to_string(&log).unwrap().matches(words).count();
    let until = |words: &str| {
        let begun = Instant::now();
        while said(words) == 0 {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "{words}: {}",
                fs::read_to_string(&log).unwrap()
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    let begun =
        || server.sql("postgres", "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'courant'");
    let start = Instant::now();
    while begun().trim().parse::<u32>().unwrap() < 2 {
        assert!(start.elapsed() < Duration::from_secs(60), "{}", fs::read_to_string(&log).unwrap());
    }
    server.stop();
    let away = "can't be reached for 3 s";
    until(away);
    server.start_again();
    until("can be reached again; it could not for ");
    let log = fs::read_to_string(&log).unwrap();
    assert_eq!(log.matches("reached").count(), 2, "{log}");
    assert!(!log.contains("canary-of-the-store"), "{log}");
}
