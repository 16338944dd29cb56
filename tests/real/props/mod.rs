//! What the tests against real servers stand on.

mod calendar;
mod chromium;
mod demo;
mod letter;
mod link;
mod machine;
mod postfix;
mod postgres;
#[allow(dead_code, reason = "shared with the tests without servers")]
#[path = "../../it/props/relay.rs"]
pub mod relay;
#[path = "../../../examples/mailbox/server/mod.rs"]
pub mod server;
mod sink;
#[allow(dead_code, reason = "shared with the tests without servers")]
#[path = "../../it/props/until.rs"]
pub mod until;
mod verifier;

pub use calendar::read_calendar;
pub use chromium::Chromium;
pub use demo::Demo;
pub use letter::read_letter;
pub use link::Link;
pub use machine::{CONNECTIONS, Crew, ISSUE, Machine};
pub use postfix::Postfix;
pub use postgres::Postgres;
pub use sink::Sink;
pub use verifier::{sign_with_both_keys, verify};
