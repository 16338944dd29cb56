//! The workers as the database knows them: which processes, and when each last said that it lives.

use jiff::{SignedDuration, Timestamp};

use super::columns::{Columns as _, moment};
use super::line::{Session, patiently};
use super::{Holder, Ledger, Lines, mailings};
use crate::domain::{HoldReason, MailingEvent};
use crate::ledger::{Error, Recovered};

/// Writes this process down as a worker; gives its number.
pub(super) async fn enlist(session: &Session, holder: &Holder, now: Timestamp) -> Result<i64, Error> {
    let row = session
        .one(
            "INSERT INTO worker (host, boot, pid, started_at, heartbeat_at, seen, clean)
             VALUES ($1, $2, $3, $4, $4, clock_timestamp(), false) RETURNING id",
            &[&holder.host, &holder.boot, &i64::from(holder.pid), &moment(now)],
        )
        .await?;
    Ok(row.try_get(0)?)
}

pub(super) async fn beat(session: &Session, id: i64, clean: bool, now: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE worker SET heartbeat_at = $1, seen = clock_timestamp(), clean = $2 WHERE id = $3";
    session.execute(sql, &[&moment(now), &clean, &id]).await.map(drop)
}

pub(super) async fn set_trouble(session: &Session, id: i64, trouble: Option<&str>) -> Result<(), Error> {
    let sql = "UPDATE worker SET trouble = $1 WHERE id = $2 AND trouble IS DISTINCT FROM $1";
    session.execute(sql, &[&trouble, &id]).await.map(drop)
}

/// What keeps one that lives, or else the latest, from sending just now.
pub(super) async fn trouble(session: &Session) -> Result<Option<String>, Error> {
    let sql = "SELECT w.trouble FROM worker w, store s WHERE w.trouble IS NOT NULL
         AND (w.id = (SELECT max(id) FROM worker) OR (NOT w.clean AND w.seen > clock_timestamp() - s.lease))
         ORDER BY w.seen DESC LIMIT 1";
    session.maybe(sql, &[]).await?.map(|row| row.try_get(0)).transpose().map_err(Error::from)
}

fn holder(row: &tokio_postgres::Row) -> Result<Holder, Error> {
    Ok(Holder {
        host: row.try_get(0)?,
        boot: row.try_get(1)?,
        pid: u32::try_from(row.try_get::<_, i64>(2)?).unwrap_or(0),
        since: row.at(3)?,
        // The database does not say.
        detached: false,
    })
}

/// The latest of those that live, if any does.
pub(super) async fn living(session: &Session) -> Result<Option<Holder>, Error> {
    Ok(all_living(session).await?.into_iter().next())
}

/// Since when one that lives has been there.
pub(super) async fn since(session: &Session) -> Result<Option<Timestamp>, Error> {
    Ok(all_living(session).await?.iter().map(|worker| worker.since).min())
}

/// Those that live, the latest first.
async fn all_living(session: &Session) -> Result<Vec<Holder>, Error> {
    let sql = "SELECT w.host, w.boot, w.pid, w.started_at FROM worker w, store s
         WHERE NOT w.clean AND w.seen > clock_timestamp() - s.lease ORDER BY w.id DESC";
    let found = session.rows(sql, &[]).await?.iter().map(holder).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().filter(|found| !found.is_gone()).collect())
}

/// What a process of this machine held that is gone need not wait for its lease.
pub(super) async fn end_leases_of_the_gone(session: &Session) -> Result<(), Error> {
    let sql = "SELECT DISTINCT w.host, w.boot, w.pid, w.started_at, w.id FROM worker w
         JOIN delivery d ON d.worker = w.id WHERE d.state IN ('claimed', 'submitting')";
    for row in session.rows(sql, &[]).await? {
        if holder(&row)?.is_gone() {
            let sql = "UPDATE delivery SET lease = '-infinity' WHERE worker = $1 AND state IN ('claimed', 'submitting')";
            session.execute(sql, &[&row.try_get::<_, i64>(4)?]).await?;
        }
    }
    Ok(())
}

/// Settles what other workers have not come back to, and what a changed server means.
pub(super) async fn settle(lines: &Lines, now: Timestamp) -> Result<Recovered, Error> {
    let session = lines.claims.session(&lines.door).await?;
    let row = session.one("SELECT put_back, given_up FROM rescue($1)", &[&moment(now)]).await?;
    let recovered = Recovered { planned: row.number(0)?, unknown: row.number(1)?, brought_in: 0, held: 0 };
    let pausing = session.rows("SELECT id FROM mailing WHERE state = 'pausing'", &[]).await?;
    for row in pausing {
        let transaction = lines.begin().await?;
        let drained = MailingEvent::Drained;
        match mailings::happen(transaction.session()?, row.mailing(0)?, drained, None, None, now).await {
            Ok(_) => transaction.commit().await?,
            // Somebody's letter is in flight still, or it has been resumed.
            Err(error) if error.is_refusal() => {}
            Err(error) => return Err(error),
        }
    }
    hold_after_a_change_of_server(lines, now).await?;
    Ok(recovered)
}

/// Another server may not know of letters that were sent: a person looks before anything goes on.
pub(super) async fn hold_after_a_change_of_server(lines: &Lines, now: Timestamp) -> Result<(), Error> {
    let transaction = lines.begin().await?;
    let session = transaction.session()?;
    let sql = "UPDATE store SET server = this_server() WHERE server <> this_server()";
    if session.execute(sql, &[]).await? == 0 {
        return Ok(());
    }
    for row in session
        .rows("SELECT id FROM mailing WHERE state IN ('scheduled', 'sending', 'pausing') FOR UPDATE", &[])
        .await?
    {
        let why = HoldReason::AnotherServer;
        mailings::happen(session, row.mailing(0)?, MailingEvent::Hold, Some(&why), None, now).await?;
    }
    transaction.commit().await
}

/// A person says that the clock is right now: what is written down already counts against it no more.
pub(super) async fn trust_the_clock(
    session: &Session,
    person: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO clock_trust (person, at, happening, attempt)
         SELECT $1, $2, coalesce((SELECT max(id) FROM happening), 0), coalesce((SELECT max(id) FROM attempt), 0)";
    session.execute(sql, &[&person, &moment(now)]).await?;
    let sql =
        "UPDATE worker SET heartbeat_at = least(heartbeat_at, $1), seen = least(seen, clock_timestamp())
         WHERE heartbeat_at > $1 OR seen > clock_timestamp()";
    session.execute(sql, &[&moment(now)]).await.map(drop)
}

impl Ledger {
    pub async fn trouble(&self) -> Result<Option<String>, Error> {
        self.read(|session| async move { trouble(&session).await }).await
    }

    /// Who sends, if anybody does. Blocks.
    pub fn sender(&self) -> Option<Holder> {
        let lines = self.lines();
        let found = self.0.driver.wait(async move {
            patiently(|| async { living(&*lines.reading.session(&lines.door).await?).await }).await
        });
        found.ok().flatten()
    }

    pub async fn clocks_ahead(&self) -> Result<Vec<(String, SignedDuration)>, Error> {
        self.read(|session| async move {
            let sql = "SELECT DISTINCT ON (w.host) w.host, w.ahead FROM worker w, store s
                 WHERE NOT w.clean AND w.seen > clock_timestamp() - s.lease ORDER BY w.host, abs(w.ahead) DESC";
            let found = session.rows(sql, &[]).await?;
            found.iter().map(|row| Ok((row.try_get(0)?, SignedDuration::from_millis(row.try_get(1)?)))).collect()
        })
        .await
    }

    pub async fn clock_trusted(&self) -> Result<i64, Error> {
        self.read(|session| async move {
            let sql = "SELECT coalesce(max(id), 0) FROM clock_trust";
            Ok(session.one(sql, &[]).await?.try_get(0)?)
        })
        .await
    }

    pub async fn newest_moment(&self) -> Result<Option<Timestamp>, Error> {
        self.read(|session| async move {
            let row = session
                .one(
                    "SELECT greatest(
                        (SELECT max(heartbeat_at) FROM worker),
                        (SELECT max(at) FROM happening
                         WHERE id > coalesce((SELECT max(happening) FROM clock_trust), 0)),
                        (SELECT at FROM attempt
                         WHERE id = (SELECT max(id) FROM attempt)
                           AND id > coalesce((SELECT max(attempt) FROM clock_trust), 0)))",
                    &[],
                )
                .await?;
            row.maybe_at(0)
        })
        .await
    }
}
