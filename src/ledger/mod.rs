//! The ledger: what happened. Mailings with their frozen letters, one row per recipient, every attempt and decision.
//!
//! One SQLite file for one sender, or a PostgreSQL database for many. A row is claimed durably before anything is said
//! to a mail server, marked in one compare-and-set right before the letter is handed over, and gets its outcome before
//! the connection takes the next. What nobody can know is a state of its own, and a person decides about it.

mod alert;
mod audit;
mod backlog;
mod boot;
mod carried;
mod claimed;
mod clock_mark;
mod correction;
mod decided;
mod doubt;
mod error;
mod file_system;
mod first_answers;
mod frozen;
mod frozen_entry;
mod go_ahead;
mod handed_over;
mod handle;
mod heard;
mod lock;
mod make_file;
mod missing_row;
mod moments;
mod moving;
mod new_mailing;
mod patience;
mod planned;
mod planner;
mod postgres;
mod pulse;
mod put_offs;
mod rates;
mod recovered;
mod same_readers;
mod sqlite;
mod standing;
mod stepped;
mod submit;
mod taken;
mod taken_back;
mod tally;
mod turn;
mod waiting;
mod watched;
mod work_left;
mod written;

pub use alert::Alert;
pub use audit::{Attempt, Audit, DeliveryRow, Finding, History, Invariant, Left, Noted, Said};
pub use backlog::Backlog;
pub use boot::Boot;
pub use carried::Carried;
pub use claimed::Claimed;
pub use clock_mark::ClockMark;
pub use correction::{Corrected, Correction};
pub use decided::Decided;
pub use doubt::Doubt;
pub use error::Error;
pub use first_answers::FirstAnswers;
pub use frozen::letters_hash;
pub use frozen_entry::FrozenEntry;
pub use go_ahead::GoAhead;
pub use handed_over::HandedOver;
pub use handle::Ledger;
pub use lock::{Holder, SendingLock};
pub use make_file::make_file;
use make_file::make_folder;
pub use missing_row::MissingRow;
pub use moving::{Moved, put_moved_file_away};
pub use new_mailing::NewMailing;
pub use patience::{at_most_half_a_minute, patiently};
pub use planned::Planned;
use planned::{slots_in, slots_text};
pub use planner::Planner;
pub use pulse::Pulse;
pub use put_offs::PutOffs;
pub use rates::Rates;
pub use recovered::Recovered;
pub use sqlite::{Crowd, carry_over};
pub use standing::Standing;
pub use stepped::Stepped;
pub use submit::Submit;
pub use tally::{MailingTally, Tally, Tried};
pub use turn::Turn;
pub use waiting::Waiting;
pub use work_left::WorkLeft;
use written::Written;

/// Why a row waits that was put off without an attempt.
const NOT_ITS_TURN: &str = "waits for its turn: its domain gets only so many letters at a time";

/// Why a row waits that was claimed and not handed over, as the ledger could not be written.
const NOT_WRITTEN: &str = "the ledger could not be written";

/// Of a letter that is uncertain again: somebody decided that it is sent once more, and then it was not.
const NOT_SENT_AGAIN: &str = "it was to be sent once more and was not; nobody knows of the first time";

/// What the ledger keeps keys for.
const PURPOSES: [&str; 4] = ["address", "unsubscribe", "verp", "message-id"];
