//! What the ledger already knows about readers, for counting an audience without planning it.

use rusqlite::Connection;

use super::columns::count;
use super::{Error, Ledger};
use crate::domain::{IssueId, MailingKind};
use crate::ledger::Standing;

fn standing(conn: &Connection, issue: &IssueId) -> Result<Standing, Error> {
    let mut standing = Standing::default();
    let mut query =
        conn.prepare("SELECT addr_key, scope, reason FROM suppression ORDER BY addr_key, scope")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        standing.suppress(row.get(0)?, row.get(1)?, row.get(2)?);
    }
    let mut query = conn.prepare(
        "SELECT d.addr_key, d.mailing, d.state IN ('planned', 'claimed', 'deferred')
         FROM mailing m JOIN delivery d ON d.mailing = m.id
         WHERE m.issue = ? AND m.kind = 'live'
           AND d.state IN ('planned', 'claimed', 'submitting', 'accepted', 'deferred', 'unknown')
         ORDER BY m.created_at, m.id",
    )?;
    let mut rows = query.query([issue])?;
    while let Some(row) = rows.next()? {
        if row.get(2)? {
            standing.waits(row.get(0)?, row.get(1)?);
        } else {
            standing.has_it(row.get(0)?);
        }
    }
    Ok(standing)
}

impl Ledger {
    /// Everything that would leave somebody out of a mailing of this issue.
    pub async fn standing(&self, issue: &IssueId) -> Result<Standing, Error> {
        let issue = issue.clone();
        self.read(move |conn| standing(conn, &issue)).await
    }

    /// To how many readers the mailings of this kind have sent an issue.
    pub async fn readers_with(&self, issue: &IssueId, kind: MailingKind) -> Result<u64, Error> {
        let issue = issue.clone();
        self.read(move |conn| {
            let sql = "SELECT count(DISTINCT d.addr_key) FROM mailing m JOIN delivery d ON d.mailing = m.id
                       WHERE m.issue = ? AND m.kind = ? AND d.state = 'accepted'";
            Ok(count(conn.query_row(sql, (issue, kind), |row| row.get(0))?))
        })
        .await
    }
}
