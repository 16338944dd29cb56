//! How long it takes to plan a mailing to a million readers in a real PostgreSQL.

use std::time::Instant;

use courant::domain::settings::PostgresStore;
use courant::ledger::Ledger;

use crate::props::Postgres;
use crate::story::props::{at, new_mailing, reader};

#[tokio::test]
#[ignore = "a figure: cargo test --release --test real -- --ignored --nocapture planning"]
async fn figure_planning_a_million_rows() {
    let server = Postgres::start();
    let database = server.database();
    let folder = tempfile::tempdir().unwrap();
    let store = PostgresStore::parse(&server.url(&database)).unwrap();
    let path = folder.path().join("ledger.db");
    for (name, ledger) in [
        ("PostgreSQL", Ledger::open_postgres(&store, None, None, &path).unwrap()),
        ("SQLite", Ledger::open(&path).unwrap()),
    ] {
        let mailing = ledger.create_mailing(new_mailing("summer"), at(0)).await.unwrap();
        let mut one = reader(&ledger, "a");
        let begin = Instant::now();
        let mut planner = ledger.planner(mailing.id).unwrap();
        for n in 0_u32..1_000_000 {
            one.key.0[..4].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
            planner.add(&one).unwrap();
        }
        let read = begin.elapsed();
        let (_, planned) = planner.finish(at(0), |_| None).unwrap();
        println!(
            "{name}: 1,000,000 rows in {:.2} s, {:.2} s of it taking them in",
            begin.elapsed().as_secs_f64(),
            read.as_secs_f64()
        );
        assert_eq!(planned.recipients, 1_000_000);
    }
}
