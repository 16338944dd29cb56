//! Tests against real servers and programs: a mail server, a DKIM verifier, a browser.
//!
//! `.ci/install` installs them; `cargo test --test real` runs this. Everything stays on loopback.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at the first surprise and says so"
)]

mod age;
mod away;
mod browser;
mod calendars;
mod clocks;
mod disk;
mod durable;
mod full_database;
mod links;
mod moving;
mod names;
mod pages;
mod planning;
mod postfix;
mod postgres;
mod props;
#[allow(dead_code, reason = "shared with the tests without servers")]
#[path = "../it/send_props.rs"]
mod send_props;
mod served;
mod signatures;
mod smtp_sink;
mod spelling;
#[path = "../story/mod.rs"]
mod story;
mod strict;
mod workers;
mod zones;
