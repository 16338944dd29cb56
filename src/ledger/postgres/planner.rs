//! Planning: everybody on the lists gets a row, in one transaction, without the plan ever standing in memory.

use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::SinkExt as _;
use jiff::Timestamp;
use tokio_postgres::CopyInSink;

use super::columns::{Columns as _, moment};
use super::line::Session;
use super::{Ledger, mailings};
use crate::domain::{BadRows, HoldReason, Mailing, MailingEvent, MailingId, Recipient};
use crate::ledger::{Error, Planned, slots_text};

/// Rows go to the database in pieces of this size.
pub(super) const PIECE: usize = 128 * 1024;

/// What a binary COPY begins and ends with.
pub(super) const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
pub(super) const TRAILER: &[u8] = &(-1_i16).to_be_bytes();
const FIELDS: i16 = 8;

/// Takes recipients one at a time into a temporary table; `finish` makes them rows. Dropped before that, it leaves
/// nothing behind. Blocking: belongs on a thread that may wait.
pub struct Planner {
    ledger: Ledger,
    mailing: MailingId,
    session: Arc<Session>,
    copy: Option<Pin<Box<CopyInSink<Bytes>>>>,
    piece: Vec<u8>,
    rows: u64,
    bad_rows: Vec<BadRows>,
}

impl std::fmt::Debug for Planner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Planner")
            .field("mailing", &self.mailing)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl Ledger {
    /// Begins to plan a mailing, on a line of its own: others go on writing meanwhile.
    pub fn planner(&self, mailing: MailingId) -> Result<Planner, Error> {
        let lines = self.lines();
        let session = self.0.driver.wait(async move {
            let session = lines.door.open().await?;
            session
                .client()
                .batch_execute(
                    "BEGIN;
                     SET LOCAL synchronous_commit = on;
                     SET LOCAL idle_in_transaction_session_timeout = '10min';
                     SET LOCAL work_mem = '64MB';
                     CREATE TEMP TABLE incoming (
                         addr_key BYTEA NOT NULL, addr TEXT NOT NULL, display_name TEXT, list TEXT NOT NULL,
                         list_rank INTEGER NOT NULL, lang TEXT NOT NULL, slots TEXT, skipped TEXT
                     ) ON COMMIT DROP",
                )
                .await?;
            Ok(Arc::new(session))
        })?;
        Ok(Planner {
            ledger: self.clone(),
            mailing,
            session,
            copy: None,
            piece: Vec::new(),
            rows: 0,
            bad_rows: Vec::new(),
        })
    }
}

/// Whom a mailing is for that tries another one again, or corrects it.
macro_rules! whom {
    ($head:literal, $tail:literal) => {
        concat!(
            $head,
            "FROM delivery d JOIN mailing m ON m.id = $2
             WHERE d.mailing = $1 AND d.addr IS NOT NULL
               AND CASE WHEN m.got_of IS NULL
                   THEN d.state = 'failed' OR (d.state = 'skipped' AND d.reason = 'expired')
                   ELSE d.state IN ('accepted', 'unknown') AND d.lang = coalesce(m.got_lang, d.lang) END ",
            $tail
        )
    };
}

const ONLY_MISSING: [&str; 3] = [
    whom!(
        "INSERT INTO incoming SELECT addr_key, addr, display_name, list, 0, lang, slots, 'off-the-lists' ",
        "AND NOT EXISTS (SELECT 1 FROM incoming i WHERE i.addr_key = d.addr_key)"
    ),
    whom!("DELETE FROM incoming i WHERE NOT EXISTS (SELECT 1 ", "AND d.addr_key = i.addr_key)"),
    "UPDATE incoming i SET addr = d.addr, display_name = d.display_name, list = d.list, list_rank = 0,
         lang = d.lang, slots = d.slots, skipped = nullif(i.skipped, 'no-edition')
     FROM delivery d JOIN mailing m ON m.id = $2
     WHERE d.mailing = $1 AND d.addr_key = i.addr_key AND m.got_of IS NOT NULL",
];

pub(super) fn field(piece: &mut Vec<u8>, bytes: Option<&[u8]>) {
    let Some(bytes) = bytes else { return piece.extend((-1_i32).to_be_bytes()) };
    piece.extend(i32::try_from(bytes.len()).unwrap_or(i32::MAX).to_be_bytes());
    piece.extend(bytes);
}

impl Planner {
    pub fn add(&mut self, reader: &Recipient) -> Result<(), Error> {
        let slots = slots_text(&reader.slots)?;
        // The database knows no text with a zero byte.
        let name = reader.name.as_ref().map(|name| name.replace('\0', ""));
        let rank = i32::try_from(reader.list_rank).unwrap_or(i32::MAX).to_be_bytes();
        let piece = &mut self.piece;
        piece.extend(FIELDS.to_be_bytes());
        field(piece, Some(&reader.key.0));
        field(piece, Some(reader.address.as_str().as_bytes()));
        field(piece, name.as_ref().map(String::as_bytes));
        field(piece, Some(reader.list.as_str().as_bytes()));
        field(piece, Some(&rank));
        field(piece, Some(reader.edition.as_str().as_bytes()));
        field(piece, slots.as_ref().map(String::as_bytes));
        field(piece, reader.skipped.map(|why| why.as_str().as_bytes()));
        self.rows += 1;
        if self.piece.len() >= PIECE { self.flush() } else { Ok(()) }
    }

    pub fn leave_out(&mut self, bad_rows: Vec<BadRows>) {
        self.bad_rows = bad_rows;
    }

    fn flush(&mut self) -> Result<(), Error> {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        let (session, copy) = (Arc::clone(&self.session), self.copy.take());
        let copy = self.ledger.0.driver.wait(async move {
            let mut copy = match copy {
                Some(copy) => copy,
                None => {
                    let command = "COPY incoming FROM STDIN (FORMAT binary)";
                    let mut copy = Box::pin(session.client().copy_in(command).await?);
                    copy.feed(Bytes::from_static(HEADER)).await?;
                    copy
                }
            };
            copy.send(piece).await?;
            Ok(copy)
        })?;
        self.copy = Some(copy);
        Ok(())
    }

    /// Of those who were added keeps whoever `of` failed to reach, or came too late for; if this mailing corrects it, whoever
    /// has its letter or may have it, as they were planned there. The others of these are left out.
    pub fn only_missing_of(&mut self, of: MailingId) -> Result<(), Error> {
        self.end_copy()?;
        let (session, this) = (Arc::clone(&self.session), self.mailing);
        self.rows = self.ledger.0.driver.wait(async move {
            let index = "CREATE INDEX incoming_of ON incoming (addr_key); ANALYZE incoming";
            session.client().batch_execute(index).await?;
            for step in ONLY_MISSING {
                session.execute(step, &[&&of.0[..], &&this.0[..]]).await?;
            }
            session.one("SELECT count(*) FROM incoming", &[]).await?.number(0)
        })?;
        Ok(())
    }

    fn end_copy(&mut self) -> Result<(), Error> {
        if !self.piece.is_empty() {
            self.flush()?;
        }
        let Some(mut copy) = self.copy.take() else { return Ok(()) };
        self.ledger.0.driver.wait(async move {
            copy.send(Bytes::from_static(TRAILER)).await?;
            copy.as_mut().finish().await?;
            Ok(())
        })
    }

    /// Writes all rows and starts the mailing, or holds it if `judge` says so, in one durable transaction.
    pub fn finish(
        mut self,
        now: Timestamp,
        judge: impl FnOnce(&Planned) -> Option<HoldReason>,
    ) -> Result<(Mailing, Planned), Error> {
        self.end_copy()?;
        let (id, incoming) = (self.mailing, self.rows);
        let session = Arc::clone(&self.session);
        let planned = self.ledger.0.driver.wait(async move {
            let issue = mailings::by_id(&session, id).await?.issue;
            mailings::lock_issue(&session, &issue).await?;
            mailings::lock(&session, id).await?;
            let before = mailings::by_id(&session, id).await?;
            if before.state.next(MailingEvent::Start, false).is_none() {
                let (name, state) = (before.name, before.state);
                return Err(Error::NotPossible { name, state, event: MailingEvent::Start });
            }
            insert(&session, &before, now).await?;
            // Workers have looked into an empty table until now, and go on as they found best for that.
            session.client().batch_execute("ANALYZE delivery").await?;
            count_rows(&session, id, incoming).await
        })?;
        let held = judge(&planned);
        let rows = i64::try_from(planned.rows()).unwrap_or(i64::MAX);
        let bad_rows =
            serde_json::to_string(&self.bad_rows).map_err(|_| Error::Corrupt("rows that can't be read"))?;
        let session = Arc::clone(&self.session);
        let after = self.ledger.0.driver.wait(async move {
            // As `audit::share` adds it up.
            let sql = "UPDATE mailing SET planned_at = $1, started_at = $1, bad_rows = $2, planned_rows = $3,
                     planned_after = (SELECT max(id) FROM happening),
                     plan_sum = (SELECT coalesce(sum(
                         ('x' || left(encode(sha256(addr_key || convert_to(lang, 'UTF8')), 'hex'), 8))::bit(32)::bigint
                     ), 0) FROM delivery WHERE mailing = $4)
                 WHERE id = $4";
            session.execute(sql, &[&moment(now), &bad_rows, &rows, &&id.0[..]]).await?;
            let event = if held.is_some() { MailingEvent::Hold } else { MailingEvent::Start };
            let after = mailings::happen(&session, id, event, held.as_ref(), None, now).await?;
            session.client().batch_execute("COMMIT").await?;
            Ok(after)
        })?;
        Ok((after, planned))
    }
}

async fn insert(session: &Session, mailing: &Mailing, now: Timestamp) -> Result<(), Error> {
    session.client().batch_execute("ANALYZE incoming").await?;
    session
        .execute(
            "INSERT INTO delivery (mailing, addr_key, addr, display_name, list, lang, slots, state, reason, changed_at)
             SELECT $1::bytea, addr_key, addr, display_name, list, lang, slots,
                    CASE WHEN why IS NULL THEN 'planned' ELSE 'skipped' END, why, $4::bigint
             FROM (
                 SELECT DISTINCT ON (i.addr_key) i.*, w.why
                 FROM incoming i
                 LEFT JOIN suppression everything ON everything.addr_key = i.addr_key AND everything.scope = '*'
                 LEFT JOIN suppression one ON one.addr_key = i.addr_key AND one.scope = i.list
                 LEFT JOIN (
                     SELECT d.addr_key, bool_or(d.state IN ('submitting', 'accepted', 'unknown')) AS it
                     FROM mailing o JOIN delivery d ON d.mailing = o.id
                     WHERE o.issue = $2::text AND o.kind = 'live' AND o.id <> $1 AND NOT $3::boolean
                       -- A correction goes to who has what it corrects, and not to who has a newer one.
                       AND o.created_at > coalesce(
                           (SELECT c.created_at FROM mailing m JOIN mailing c ON c.id = m.got_of
                            WHERE m.id = $1 AND c.issue = m.issue), -1)
                       AND d.state IN ('planned', 'claimed', 'submitting', 'accepted', 'deferred', 'unknown')
                     GROUP BY d.addr_key
                 ) has ON has.addr_key = i.addr_key
                 CROSS JOIN LATERAL (SELECT coalesce(
                     CASE WHEN i.skipped IN ('no-edition', 'off-the-lists') THEN NULL ELSE i.skipped END, everything.reason, one.reason,
                     CASE has.it WHEN true THEN 'already-has-it' WHEN false THEN 'already-scheduled' END, i.skipped
                 ) AS why) w
                 ORDER BY i.addr_key, w.why IS NOT NULL, i.list_rank
             ) one_each",
            &[&&mailing.id.0[..], &mailing.issue.as_str(), &mailing.again, &moment(now)],
        )
        .await?;
    Ok(())
}

async fn count_rows(session: &Session, mailing: MailingId, incoming: u64) -> Result<Planned, Error> {
    let mut planned = Planned::default();
    let sql = "SELECT reason, count(*) FROM delivery WHERE mailing = $1 GROUP BY reason";
    let mut written = 0;
    for row in session.rows(sql, &[&&mailing.0[..]]).await? {
        let rows = row.number(1)?;
        written += rows;
        match row.maybe_word(0)? {
            None => planned.recipients = rows,
            Some(reason) => {
                planned.left_out.insert(reason, rows);
            }
        }
    }
    planned.on_several_lists = incoming - written;
    Ok(planned)
}
