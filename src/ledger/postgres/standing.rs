//! What the ledger already knows about readers, for counting an audience without planning it.

use super::Ledger;
use super::columns::{Columns as _, count, kind};
use crate::domain::{IssueId, MailingKind};
use crate::ledger::{Error, Standing};

impl Ledger {
    pub async fn standing(&self, issue: &IssueId) -> Result<Standing, Error> {
        let issue = issue.clone();
        self.read(move |session| {
            let issue = issue.clone();
            async move {
                let mut standing = Standing::default();
                let sql =
                    r#"SELECT addr_key, scope, reason FROM suppression ORDER BY addr_key, scope COLLATE "C""#;
                for row in session.rows(sql, &[]).await? {
                    standing.suppress(row.key(0)?, row.try_get(1)?, row.word(2)?);
                }
                let sql = "SELECT d.addr_key, d.mailing, d.state IN ('planned', 'claimed', 'deferred')
                    FROM mailing m JOIN delivery d ON d.mailing = m.id
                    WHERE m.issue = $1 AND m.kind = 'live'
                      AND d.state IN ('planned', 'claimed', 'submitting', 'accepted', 'deferred', 'unknown')
                    ORDER BY m.created_at, m.id";
                for row in session.rows(sql, &[&issue.as_str()]).await? {
                    if row.try_get(2)? {
                        standing.waits(row.key(0)?, row.mailing(1)?);
                    } else {
                        standing.has_it(row.key(0)?);
                    }
                }
                Ok(standing)
            }
        })
        .await
    }

    pub async fn readers_with(&self, issue: &IssueId, of: MailingKind) -> Result<u64, Error> {
        let issue = issue.clone();
        self.read(move |session| {
            let issue = issue.clone();
            async move {
                let sql =
                    "SELECT count(DISTINCT d.addr_key) FROM mailing m JOIN delivery d ON d.mailing = m.id
                    WHERE m.issue = $1 AND m.kind = $2 AND d.state = 'accepted'";
                let rows = session.rows(sql, &[&issue.as_str(), &kind(of)]).await?;
                rows.first().map_or(Ok(0), |row| Ok(count(row.try_get(0)?)))
            }
        })
        .await
    }
}
