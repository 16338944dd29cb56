//! What the ledger already knows about readers, for counting an audience without planning it.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::{Error, Ledger};
use crate::domain::{AddrKey, IssueId, ListName, Recipient, SkipReason};

/// Suppressions, and who has an issue already.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    suppressed: HashMap<AddrKey, Vec<(String, SkipReason)>>,
    has_it: HashSet<AddrKey>,
}

impl Standing {
    /// Why this reader of this list would get nothing; the same answer as the planner's.
    pub fn against(&self, key: AddrKey, list: &ListName, again: bool) -> Option<SkipReason> {
        let scopes = self.suppressed.get(&key).into_iter().flatten();
        let suppressed = scopes
            .filter(|(scope, _)| scope == "*" || scope == list.as_str())
            .map(|(_, reason)| *reason)
            .next();
        suppressed.or_else(|| (!again && self.has_it.contains(&key)).then_some(SkipReason::AlreadyHasIt))
    }

    /// `against`, for a recipient that may be left out for a reason of its own.
    pub fn skips(&self, reader: &Recipient, again: bool) -> Option<SkipReason> {
        reader.skipped.or_else(|| self.against(reader.key, &reader.list, again))
    }
}

fn standing(conn: &Connection, issue: &IssueId) -> Result<Standing, Error> {
    let mut standing = Standing::default();
    let mut query =
        conn.prepare("SELECT addr_key, scope, reason FROM suppression ORDER BY addr_key, scope")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        standing.suppressed.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
    }
    let mut query = conn.prepare(
        "SELECT d.addr_key FROM mailing m JOIN delivery d ON d.mailing = m.id
         WHERE m.issue = ? AND m.kind = 'live'
           AND d.state IN ('planned', 'claimed', 'submitting', 'accepted', 'deferred', 'unknown')",
    )?;
    for key in query.query_map([issue], |row| row.get(0))? {
        standing.has_it.insert(key?);
    }
    Ok(standing)
}

impl Ledger {
    /// Everything that would leave somebody out of a mailing of this issue.
    pub async fn standing(&self, issue: &IssueId) -> Result<Standing, Error> {
        let issue = issue.clone();
        self.read(move |conn| standing(conn, &issue)).await
    }
}
