//! The one sender as the ledger knows it: which process, and when it last said that it lives.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use super::columns::{Moment, count};
use super::{Error, Holder, Ledger};

/// The epoch of the latest sender, and whether it ended in order; none if there was none.
pub(super) fn latest(conn: &Connection) -> Result<Option<(i64, bool)>, Error> {
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(conn.query_row("SELECT epoch, clean FROM instance", [], row).optional()?)
}

/// Makes this process the sender; returns its epoch.
pub(super) fn take_over(conn: &Connection, holder: &Holder, now: Timestamp) -> Result<i64, Error> {
    Ok(conn.query_row(
        "INSERT INTO instance (id, epoch, host, boot, pid, started_at, heartbeat_at, clean)
         VALUES (1, 1, ?1, ?2, ?3, ?4, ?4, 0)
         ON CONFLICT (id) DO UPDATE SET epoch = epoch + 1, host = ?1, boot = ?2, pid = ?3, started_at = ?4,
             heartbeat_at = ?4, clean = 0, trouble = NULL
         RETURNING epoch",
        (&holder.host, &holder.boot, holder.pid, Moment(now)),
        |row| row.get(0),
    )?)
}

/// An error if another sender has taken over since.
pub(super) fn fence(conn: &Connection, epoch: i64) -> Result<(), Error> {
    let standing: i64 =
        conn.prepare_cached("SELECT epoch FROM instance WHERE id = 1")?.query_row([], |row| row.get(0))?;
    if standing == epoch { Ok(()) } else { Err(Error::Fenced) }
}

pub(super) fn beat(conn: &Connection, epoch: i64, clean: bool, now: Timestamp) -> Result<(), Error> {
    fence(conn, epoch)?;
    conn.execute("UPDATE instance SET heartbeat_at = ?, clean = ?", (Moment(now), clean))?;
    Ok(())
}

pub(super) fn set_trouble(conn: &Connection, epoch: i64, trouble: Option<&str>) -> Result<(), Error> {
    fence(conn, epoch)?;
    conn.execute("UPDATE instance SET trouble = ? WHERE trouble IS NOT ?1", [trouble])?;
    Ok(())
}

/// What keeps the sender from sending just now, in words.
pub(super) fn trouble(conn: &Connection) -> Result<Option<String>, Error> {
    Ok(conn.query_row("SELECT trouble FROM instance", [], |row| row.get(0)).optional()?.flatten())
}

/// When the latest sender last said that it lives.
pub(super) fn beat_at(conn: &Connection) -> Result<Option<Timestamp>, Error> {
    let beat = conn.query_row("SELECT heartbeat_at FROM instance", [], |row| row.get::<_, Moment>(0));
    Ok(beat.optional()?.map(|moment| moment.0))
}

fn newest_moment(conn: &Connection) -> Result<Option<Timestamp>, Error> {
    let newest = conn.query_row(
        "SELECT max(at) FROM (
             SELECT max(heartbeat_at) AS at FROM instance
             UNION ALL SELECT max(at) FROM happening
             WHERE id > coalesce((SELECT max(happening) FROM clock_trust), 0)
             UNION ALL SELECT at FROM attempt
             WHERE id = (SELECT max(id) FROM attempt) AND id > coalesce((SELECT max(attempt) FROM clock_trust), 0))",
        [],
        |row| row.get::<_, Option<Moment>>(0),
    )?;
    Ok(newest.map(|moment| moment.0))
}

/// A person says that the clock is right now: what is written down already counts against it no more.
pub(super) fn trust_the_clock(conn: &Connection, person: Option<&str>, now: Timestamp) -> Result<(), Error> {
    conn.execute(
        "INSERT INTO clock_trust (person, at, happening, attempt)
         SELECT ?, ?, coalesce((SELECT max(id) FROM happening), 0), coalesce((SELECT max(id) FROM attempt), 0)",
        (person, Moment(now)),
    )?;
    conn.execute("UPDATE instance SET heartbeat_at = min(heartbeat_at, ?)", [Moment(now)])?;
    Ok(())
}

fn clock_trusted(conn: &Connection) -> Result<i64, Error> {
    Ok(conn.query_row("SELECT coalesce(max(id), 0) FROM clock_trust", [], |row| row.get(0))?)
}

pub(super) fn alive(conn: &Connection, ledger: &std::path::Path) -> Result<bool, Error> {
    Ok(alive_or_starting(conn, ledger)?.0.is_some())
}

/// The sender that lives; whether one has the lock and no sender has ever said here that it lives.
pub(super) fn alive_or_starting(
    conn: &Connection,
    ledger: &std::path::Path,
) -> Result<(Option<Holder>, bool), Error> {
    let rows: i64 = conn.query_row("SELECT count(*) FROM instance", [], |row| row.get(0))?;
    let holder = super::SendingLock::holder(ledger);
    Ok(if count(rows) > 0 { (holder, false) } else { (None, holder.is_some()) })
}

impl Ledger {
    /// What keeps the sender from sending just now, in words.
    pub async fn trouble(&self) -> Result<Option<String>, Error> {
        self.read(trouble).await
    }

    pub async fn newest_moment(&self) -> Result<Option<Timestamp>, Error> {
        self.read(newest_moment).await
    }

    pub async fn clock_trusted(&self) -> Result<i64, Error> {
        self.read(clock_trusted).await
    }
}
