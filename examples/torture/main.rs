//! Ends real senders without warning, a thousand times or so, and shows whether anybody was lost or got a letter twice.
//!
//! `cargo build --release --bins --examples; target/release/examples/torture [--kills N | --cuts N] [--readers N]
//! [--connections N] [--seed N] [--trouble N] [--no-retries]`
//!
//! `torture --hours 8` ends none: one sender mails all that time, `--rate` letters a minute, and what it holds on to is watched.
//!
//! Ends with 1 if anything that is promised did not hold.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement stops at the first surprise and says so"
)]

#[path = "../mailbox/server/mod.rs"]
mod server;
mod soak;
mod trial;

use std::process::ExitCode;
use std::time::Duration;

use soak::Soak;
use trial::{Blow, Breaches, Plan};

fn main() -> ExitCode {
    let (plan, soak) = plan();
    println!("seed {}: {} readers, {} connections", plan.seed, plan.readers, plan.connections);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if let Some(soak) = soak {
        let held = runtime.block_on(soak::run(&plan, soak));
        return if held { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let figures = runtime.block_on(trial::run(&plan));
    println!("{figures}");
    if figures.breaches == Breaches::default() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn plan() -> (Plan, Option<Soak>) {
    let beside = std::env::current_exe().unwrap();
    let mut plan = Plan {
        program: beside.parent().and_then(|examples| examples.parent()).unwrap().join("courant"),
        blow: Blow::Kill,
        blows: 1000,
        readers: 100_000,
        connections: 10,
        seed: 1,
        trouble: 10,
        retries: true,
    };
    let (mut hours, mut rate) = (None, 2400);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        if word == "--hours" {
            hours = words.next().and_then(|hours| hours.parse().ok());
            // A mailing every four minutes, of which each meets a failure or two.
            (plan.readers, plan.trouble) = (10_000, 1);
            continue;
        }
        let mut number = || -> u32 {
            words
                .next()
                .and_then(|number| number.parse().ok())
                .unwrap_or_else(|| panic!("{word} wants a number"))
        };
        match word.as_str() {
            "--kills" => plan.blows = number(),
            "--cuts" => (plan.blow, plan.blows) = (Blow::PowerCut, number()),
            "--readers" => plan.readers = number(),
            "--connections" => plan.connections = number(),
            "--rate" => rate = number(),
            "--seed" => plan.seed = number().into(),
            "--trouble" => plan.trouble = number().into(),
            "--no-retries" => plan.retries = false,
            other => panic!("what is {other}?"),
        }
    }
    let soak = hours.map(|hours: f64| Soak { time: Duration::from_secs_f64(hours * 3600.0), rate });
    (plan, soak)
}
