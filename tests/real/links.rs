//! Workers whose lines to the database stall, break and tear, while the database itself is well.

use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::props::{CONNECTIONS, Crew, Link, Machine, Postgres, Sink};

const READERS: u32 = 3000;
/// In seconds; half of it is waited for an answer after it.
const LEASE: u32 = 4;
const BLOWS: u32 = 16;

#[test]
fn a_line_to_the_database_that_stalls_breaks_or_tears_loses_nobody_and_sends_to_nobody_twice() {
    let server = Postgres::start();
    let (database, sink) = (server.database(), Sink::start(Duration::from_millis(10)));
    let links: Vec<Link> = (0..3).map(|_| Link::to(server.port)).collect();
    let machine = |link: &Link| {
        let store = format!("postgres://courant@127.0.0.1:{}/{database}?sslmode=disable", link.port);
        Machine::new(&store, &sink, READERS, "")
    };
    let machines = links.iter().map(machine).collect();
    let mut crew = Crew { machines, server: &server, database: database.clone() };
    crew.begin(READERS, LEASE);
    let begin = Instant::now();
    while sink.taken().at.len() < 100 {
        assert!(begin.elapsed() < Duration::from_secs(60), "nothing is sent");
        sleep(Duration::from_millis(5));
    }
    scope(|beside| {
        // One is cut off for longer than its rows are its own, and comes back.
        beside.spawn(|| links[0].falls_silent(Duration::from_secs(u64::from(LEASE) * 2)));
        let mut dice: u32 = 11;
        for n in 0..BLOWS {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let link = &links[1 + usize::try_from(dice >> 16).expect("small") % 2];
            match n % 4 {
                0 => link.tears(),
                1 => link.breaks(),
                2 => link.falls_silent(Duration::from_millis(300)),
                _ => link.slows_down(Duration::from_millis(20), Duration::from_millis(300)),
            }
            sleep(Duration::from_millis(u64::from(dice % 200)));
        }
    });
    let mut ends = 0;
    crew.wait_until_sent(Duration::from_secs(120), |_, _| ends += 1);
    let stand = crew.settled(&sink, READERS);
    let uncertain = stand.get("unknown").map_or(0, std::collections::BTreeSet::len);
    let (moved, late) = (
        crew.sql("SELECT count(*) FROM delivery WHERE epoch > 1"),
        crew.sql("SELECT count(*) FROM decision WHERE why = 'the answer came late'"),
    );
    println!(
        "{uncertain} uncertain, {} were taken over by another worker, {} answers came late, {ends} workers ended",
        moved.trim(),
        late.trim()
    );
    assert!(moved.trim() != "0", "the stall was to outlast a lease");
    // What the one that was cut off had under way, and whoever did not live through it.
    assert!(uncertain <= CONNECTIONS * (1 + ends), "{uncertain} uncertain after {ends} ends");
}
