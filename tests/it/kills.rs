//! Senders that are killed at random moments, or whose machine loses its power: a small run of `examples/torture`.

use crate::props::server;
#[path = "../../examples/torture/trial/mod.rs"]
mod trial;

use std::path::Path;

use trial::{Blow, Breaches, Plan};

fn plan(blow: Blow) -> Plan {
    Plan {
        program: Path::new(env!("CARGO_BIN_EXE_courant")).to_owned(),
        blow,
        blows: 10,
        readers: 400,
        connections: 3,
        seed: 7,
        trouble: 50,
        retries: false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn senders_killed_at_random_moments_lose_nobody_and_send_to_nobody_twice() {
    let figures = trial::run(&plan(Blow::Kill)).await;
    println!("{figures}");
    assert_eq!(figures.breaches, Breaches::default(), "{figures}");
    assert!(figures.in_the_middle > 0, "{figures}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_power_cut_takes_from_the_ledger_becomes_uncertain_and_is_not_sent_again() {
    let figures = trial::run(&Plan { blows: 8, readers: 1600, trouble: 10, ..plan(Blow::PowerCut) }).await;
    println!("{figures}");
    assert_eq!(figures.breaches, Breaches::default(), "{figures}");
    assert!(figures.lossy > 0, "{figures}");
}
