//! Functions that take any bytes and hold what comes of them against an answer of their own. `cargo test` tries what is
//! in `tests/data/corpus` and a few hundred changes of it; for longer:
//! `COURANT_SECONDS=3600 cargo test --release --test it -- --ignored --nocapture fuzz_f1`.

mod f01_smtp_client;
mod f02_body;
mod f03_headers;
mod f10_tokens;
mod f13_ledger;
mod f14_schedule;
mod f15_damage;
mod feed;
mod hunt;
mod schedule_table;
mod trace;

use std::time::Duration;

use feed::Feed;
use hunt::{Target, Until};
use trace::Trace;

const SERVERS: &[&str] = &[
    "220 hi\r\n",
    "250 ok\r\n",
    "250-hi\r\n250-PIPELINING\r\n250 CHUNKING\r\n",
    "250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n",
    "354 go\r\n",
    "421 bye\r\n",
    "550 5.1.1 no\r\n",
    "451 4.3.0 later\r\n",
    "235 in\r\n",
    "334 VXNlcm5hbWU6\r\n",
    "250-x\r\n",
    "503 5.5.1 no\r\n",
    "250 2.1.5 ok\r\n",
    "2",
    "\r\n",
    "\n",
];

const F1: Target = Target { name: "F1", run: f01_smtp_client::run, longest: 600, words: SERVERS };
const F2: Target = Target {
    name: "F2",
    run: f02_body::run,
    longest: 300,
    words: &["\r\n.\r\n", "\n.\n", "\r.\r", "..", "\r\n"],
};
const F3: Target = Target {
    name: "F3",
    run: f03_headers::run,
    longest: 400,
    words: &[
        "=?utf-8?q?x?=",
        "=?",
        "?=",
        "\u{202e}",
        "árvíz",
        "\"",
        "\\",
        "Bcc: x@example.eu",
        "  ",
        "\r\n",
        "<x@y>, ",
    ],
};
const F10: Target =
    Target { name: "F10", run: f10_tokens::run, longest: 120, words: &["AA", "__", "=", "-"] };
const F13: Target = Target { name: "F13", run: f13_ledger::run, longest: 220, words: &[] };
const F14: Target = Target { name: "F14", run: f14_schedule::run, longest: 9, words: &[] };
const F15: Target = Target { name: "F15", run: f15_damage::run, longest: 60, words: &[] };

/// What is committed, and a few changes of it.
fn a_little(target: Target, runs: u64) {
    let corpus = target.corpus();
    assert!(corpus.len() > 5, "{}: its corpus is not there", target.name);
    let found = target.hunt(1, Until::Runs(runs), None);
    assert!(found.kinds > 1, "{}: nothing is told apart", target.name);
}

/// For `COURANT_SECONDS`, a minute by default, from `COURANT_SEED`. With `COURANT_KEEP` so many inputs go into the corpus.
fn for_long(target: Target) {
    let given = |name| std::env::var(name).ok().and_then(|given: String| given.parse::<u64>().ok());
    let seconds = given("COURANT_SECONDS").unwrap_or(60);
    let keep = given("COURANT_KEEP").and_then(|keep| usize::try_from(keep).ok());
    let found =
        target.hunt(given("COURANT_SEED").unwrap_or(1), Until::Over(Duration::from_secs(seconds)), keep);
    println!("{}: {} runs in {seconds} s, {} kinds of outcome", target.name, found.runs, found.kinds);
}

macro_rules! targets {
    ($(fn $name:ident() and $long:ident() try $target:ident, $runs:literal;)*) => {
        $(
            #[test]
            fn $name() {
                a_little($target, $runs);
            }

            #[test]
            #[ignore = "for long: see CONTRIBUTING.md"]
            fn $long() {
                for_long($target);
            }
        )*
    };
}

targets! {
    fn no_server_makes_a_letter_accepted_that_it_did_not_accept_in_its_place() and fuzz_f1() try F1, 3000;
    fn every_way_of_reading_lines_finds_one_letter_and_the_same() and fuzz_f2() try F2, 3000;
    fn whatever_stands_in_a_header_is_read_back_word_for_word_or_refused() and fuzz_f3() try F3, 200;
    fn a_token_passes_only_if_it_is_the_one_that_would_be_written() and fuzz_f10() try F10, 3000;
    fn any_history_of_a_ledger_agrees_with_its_model() and fuzz_f13() try F13, 4;
    fn any_time_of_ten_years_is_when_the_rule_says() and fuzz_f14() try F14, 3000;
    fn a_damaged_ledger_is_refused_or_recovers_and_sends_nothing_again() and fuzz_f15() try F15, 60;
}
