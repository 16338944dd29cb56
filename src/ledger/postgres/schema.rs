//! The migrations that bring a database up to date, and what it must be to be used at all.

use tokio_postgres::Client;

use super::line::{Door, Session};
use crate::domain::LEGAL;
use crate::ledger::Error;

/// Every migration that has ever landed, in order; one that has landed is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_hot.sql"),
    include_str!("migrations/0003_audit.sql"),
    include_str!("migrations/0004_postponed.sql"),
    include_str!("migrations/0005_alert.sql"),
    include_str!("migrations/0006_tried.sql"),
    include_str!("migrations/0007_link.sql"),
    include_str!("migrations/0008_uncertain_again.sql"),
    include_str!("migrations/0009_plan_sum.sql"),
    include_str!("migrations/0010_fell_silent.sql"),
    include_str!("migrations/0011_clock_trust.sql"),
    include_str!("migrations/0012_ahead.sql"),
    include_str!("migrations/0013_order.sql"),
    include_str!("migrations/0014_put_back.sql"),
];

/// PostgreSQL 13.
const OLDEST: i32 = 130_000;

/// Brings the database behind `door` up to date.
pub(super) async fn prepare(door: &Door) -> Result<Session, Error> {
    let session = door.open().await?;
    let client = session.client();
    let version: String =
        client.query_one("SELECT current_setting('server_version_num')", &[]).await?.try_get(0)?;
    if version.parse::<i32>().unwrap_or(0) < OLDEST {
        return Err(Error::Unfit("the database is older than PostgreSQL 13"));
    }
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if found(client).await? == known {
        return Ok(session);
    }
    // Whoever else is about to do the same waits here, and then finds it done.
    client
        .batch_execute(
            "BEGIN; SELECT pg_advisory_xact_lock(21320, 1);
             CREATE TABLE IF NOT EXISTS format (version BIGINT NOT NULL)",
        )
        .await?;
    let done = found(client).await?;
    if done > known {
        return Err(Error::Newer { found: done, known });
    }
    for migration in MIGRATIONS.iter().skip(usize::try_from(done).unwrap_or(0)) {
        client.batch_execute(migration).await?;
    }
    client.batch_execute(&legal()).await?;
    client
        .batch_execute(&format!(
            "INSERT INTO store (id, server) VALUES (1, this_server()) ON CONFLICT DO NOTHING;
             DELETE FROM format; INSERT INTO format VALUES ({known}); COMMIT"
        ))
        .await?;
    Ok(session)
}

async fn found(client: &Client) -> Result<i64, Error> {
    let there: bool = client.query_one("SELECT to_regclass('format') IS NOT NULL", &[]).await?.try_get(0)?;
    if !there {
        return Ok(0);
    }
    let row = client.query_one("SELECT coalesce(max(version), 0) FROM format", &[]).await?;
    Ok(row.try_get(0)?)
}

/// The trigger that refuses every transition which the program's table does not name.
fn legal() -> String {
    let pairs: Vec<String> =
        LEGAL.iter().map(|(from, to)| format!("'{}>{}'", from.as_str(), to.as_str())).collect();
    format!(
        "DROP TRIGGER IF EXISTS delivery_legal ON delivery;
         CREATE TRIGGER delivery_legal BEFORE UPDATE OF state ON delivery FOR EACH ROW
         WHEN (OLD.state || '>' || NEW.state NOT IN ({}))
         EXECUTE FUNCTION refuse('a delivery may not change like this')",
        pairs.join(", ")
    )
}
