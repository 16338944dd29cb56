//! Nobody is left in the dark: the team hears of a mailing before it goes out, when it begins, stops and ends.
//!
//! What there is to tell is read from the ledger, and so is what was told: whoever sends next tells the rest, and nobody
//! is told twice. It runs beside the sending and never keeps it.

mod asked;
mod due;
mod mailer;
mod notice;
mod program;
mod watch;

pub use watch::Watch;
