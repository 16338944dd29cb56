//! Ends real senders without warning, a thousand times or so, and shows whether anybody was lost or got a letter twice.
//!
//! `cargo build --release --bins --examples; target/release/examples/torture [--kills N | --cuts N] [--readers N]
//! [--connections N] [--seed N] [--trouble N] [--no-retries]`
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
mod trial;

use std::process::ExitCode;

use trial::{Blow, Breaches, Plan};

fn main() -> ExitCode {
    let plan = plan();
    println!("seed {}: {} readers, {} connections", plan.seed, plan.readers, plan.connections);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let figures = runtime.block_on(trial::run(&plan));
    println!("{figures}");
    if figures.breaches == Breaches::default() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn plan() -> Plan {
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
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
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
            "--seed" => plan.seed = number().into(),
            "--trouble" => plan.trouble = number().into(),
            "--no-retries" => plan.retries = false,
            other => panic!("what is {other}?"),
        }
    }
    plan
}
