//! The ledger: what happened. Mailings with their frozen letters, one row per recipient, every attempt and decision.
//!
//! SQLite in one file. A row is claimed durably before anything is said to a mail server, marked in one
//! compare-and-set right before the letter is handed over, and gets its outcome before the connection takes the
//! next. What nobody can know is a state of its own, and a person decides about it.

mod boot;
mod error;
mod lock;
mod make_file;
mod new_mailing;
mod patience;
mod sqlite;
mod waiting;

pub use boot::Boot;
pub use error::Error;
pub use lock::{Holder, SendingLock};
pub use make_file::make_file;
pub use new_mailing::NewMailing;
pub use patience::{at_most_half_a_minute, patiently};
pub use sqlite::{
    Claimed, Decided, Instance, Ledger, MissingRow, Planned, Planner, Recovered, Standing, Stepped, Submit,
    Turn, WorkLeft, letters_hash,
};
pub use waiting::Waiting;
