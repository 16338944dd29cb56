//! Sending: from a frozen mailing to letters at the relay, with nobody lost and nobody mailed twice.
//!
//! `run` is the sender's loop: settle what the one before left, plan what is due, send what is planned.

mod breaker;
pub mod correction;
mod dealings;
mod dispatch;
mod domains;
mod error;
mod expiry;
mod flights;
mod hold;
mod hours;
mod line;
pub mod order;
mod outcome;
mod outlet;
mod pace;
mod place;
mod plan;
mod post;
mod preflight;
mod press;
mod queue;
mod relays;
mod retry;
mod room;
mod run;
mod scheduled;
mod shares;
mod streaks;
mod supply;
mod tempo;
mod troubles;
mod ways;

pub use breaker::Breaker;
pub use dealings::Dealings;
pub use dispatch::{Ended, Round};
pub use domains::{Domains, Permit};
pub use error::Error;
pub use hours::Hours;
pub use line::Way;
pub use outlet::Outlet;
pub use pace::Pace;
pub use place::Placer;
pub use plan::placer;
pub use post::{Post, Stop};
pub use press::{Press, PressError};
pub use queue::{Queue, Taken};
pub use relays::Relays;
pub use retry::Limits;
pub use run::{Sender, switched_off};
pub use scheduled::{Scheduled, ahead};
pub use shares::Shares;
pub use streaks::Streaks;
pub use supply::Next;
pub use tempo::Tempo;
