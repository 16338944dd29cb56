//! Who gets nothing more. Written durably before anybody is told that it is so.

use jiff::Timestamp;
use tokio_postgres::Row;

use super::Ledger;
use super::columns::{Columns as _, moment};
use super::line::Session;
use crate::domain::{AddrKey, Lang, MailingId, Suppression};
use crate::ledger::{Decided, Error};

/// Notes it, and takes the reader out of whatever waits to be sent; the letter whose link they left by has arrived. Who is
/// noted already stays as first noted; only what a colleague noted, and could take back, gives way to what says more.
async fn suppress(session: &Session, new: &Suppression) -> Result<bool, Error> {
    let key = &new.key.0[..];
    let added = session
        .execute(
            "INSERT INTO suppression (addr_key, scope, reason, evidence, at, attempts)
             VALUES ($1, $2, $3, $4, $5, (SELECT coalesce(max(id), 0) FROM attempt))
             ON CONFLICT (addr_key, scope) DO UPDATE SET reason = excluded.reason, evidence = excluded.evidence
             WHERE suppression.reason = 'manual' AND excluded.reason <> 'manual'",
            &[&key, &new.scope, &new.reason.as_str(), &new.evidence, &moment(new.at)],
        )
        .await?;
    // Whoever is marking one of their rows is waited for; whoever comes later reads what was noted above.
    session
        .execute(
            "SELECT 1 FROM mailing m JOIN delivery d ON d.mailing = m.id AND d.addr_key = $1
             WHERE m.state NOT IN ('sent', 'cancelled') ORDER BY d.mailing FOR UPDATE OF d",
            &[&key],
        )
        .await?;
    session
        .execute(
            "UPDATE delivery d SET state = 'skipped', reason = $1, retry_at = NULL, changed_at = $2
             FROM mailing m WHERE d.mailing = m.id AND d.addr_key = $3 AND d.state IN ('planned', 'deferred')
               AND $4 IN ('*', d.list) AND m.state NOT IN ('sent', 'cancelled')",
            &[&new.reason.as_str(), &moment(new.at), &key, &new.scope],
        )
        .await?;
    // A row that became uncertain until it was locked is seen; one that does so later is settled then.
    if let Some(said) = Decided::by_the_link(new) {
        session
            .execute(
                "SELECT arrived($1, $2, $3, $4, $5)",
                &[&&said.mailing.0[..], &key, &said.by, &said.why, &moment(new.at)],
            )
            .await?;
    }
    Ok(added == 1)
}

fn suppression(row: &Row) -> Result<Suppression, Error> {
    Ok(Suppression {
        key: row.key(0)?,
        scope: row.try_get(1)?,
        reason: row.word(2)?,
        evidence: row.try_get(3)?,
        at: row.at(4)?,
    })
}

impl Ledger {
    pub async fn suppress(&self, new: Suppression) -> Result<bool, Error> {
        self.insist(move |transaction| {
            let new = new.clone();
            async move {
                let news = suppress(transaction.session()?, &new).await?;
                transaction.commit().await.map(|()| news)
            }
        })
        .await
    }

    pub async fn take_back(&self, key: AddrKey, by: &str, now: Timestamp) -> Result<bool, Error> {
        let (scope, by) = (Suppression::taken_back(now), by.to_owned());
        self.insist(move |transaction| {
            let (scope, by) = (scope.clone(), by.clone());
            async move {
                let sql = "UPDATE suppression SET scope = $1, evidence = evidence || '; ' || $2::text
                     WHERE addr_key = $3 AND scope = '*' AND reason = 'manual'";
                let rows = transaction.session()?.execute(sql, &[&scope, &by, &&key.0[..]]).await?;
                transaction.commit().await.map(|()| rows == 1)
            }
        })
        .await
    }

    pub async fn suppressions_of(&self, key: AddrKey) -> Result<Vec<Suppression>, Error> {
        self.read(move |session| async move {
            let sql = r#"SELECT addr_key, scope, reason, evidence, at FROM suppression
                 WHERE addr_key = $1 ORDER BY scope COLLATE "C""#;
            session.rows(sql, &[&&key.0[..]]).await?.iter().map(suppression).collect()
        })
        .await
    }

    pub async fn is_being_handed_over(&self, key: AddrKey) -> Result<bool, Error> {
        self.read(move |session| async move {
            let sql = "SELECT 1 FROM mailing m JOIN delivery d ON d.mailing = m.id AND d.addr_key = $1
                 WHERE d.state = 'submitting' AND m.state NOT IN ('sent', 'cancelled') LIMIT 1";
            Ok(session.maybe(sql, &[&&key.0[..]]).await?.is_some())
        })
        .await
    }

    pub async fn language_of(&self, mailing: MailingId, key: AddrKey) -> Result<Option<Lang>, Error> {
        self.read(move |session| async move {
            let sql = "SELECT lang FROM delivery WHERE mailing = $1 AND addr_key = $2";
            let row = session.maybe(sql, &[&&mailing.0[..], &&key.0[..]]).await?;
            row.map(|row| row.word(0)).transpose()
        })
        .await
    }
}
