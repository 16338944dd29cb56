//! Planning: everybody on the lists gets a row, in one transaction, without the plan ever standing in memory.

use jiff::Timestamp;

use super::{Error, Planned, postgres, sqlite};
use crate::domain::{BadRows, HoldReason, Mailing, MailingId, Recipient};

/// Takes recipients one at a time; `finish` makes them rows. Dropped before that, it leaves nothing behind. Blocking:
/// belongs on a thread that may wait.
#[derive(Debug)]
pub enum Planner {
    Sqlite(sqlite::Planner),
    Postgres(Box<postgres::Planner>),
}

impl Planner {
    pub fn add(&mut self, reader: &Recipient) -> Result<(), Error> {
        match self {
            Self::Sqlite(planner) => planner.add(reader),
            Self::Postgres(planner) => planner.add(reader),
        }
    }

    /// Rows of the lists that could not be read: written down with the plan.
    pub fn leave_out(&mut self, bad_rows: Vec<BadRows>) {
        match self {
            Self::Sqlite(planner) => planner.leave_out(bad_rows),
            Self::Postgres(planner) => planner.leave_out(bad_rows),
        }
    }

    /// Of those who were added keeps whoever `of` failed to reach, or came too late for; if this mailing corrects it, whoever
    /// has its letter or may have it, as they were planned there. Who belongs to these and was not added is on the lists no
    /// more: they are left out, with that as the reason.
    pub fn only_missing_of(&mut self, of: MailingId) -> Result<(), Error> {
        match self {
            Self::Sqlite(planner) => planner.only_missing_of(of),
            Self::Postgres(planner) => planner.only_missing_of(of),
        }
    }

    /// Writes all rows and starts the mailing, or holds it if `judge` says so, in one durable transaction. Nobody gets
    /// two rows; whoever is suppressed or has the issue from another live mailing is left out with the reason.
    ///
    /// Refused if the mailing is not Scheduled any more.
    pub fn finish(
        self,
        now: Timestamp,
        judge: impl FnOnce(&Planned) -> Option<HoldReason>,
    ) -> Result<(Mailing, Planned), Error> {
        match self {
            Self::Sqlite(planner) => planner.finish(now, judge),
            Self::Postgres(planner) => planner.finish(now, judge),
        }
    }
}
