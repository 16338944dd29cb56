//! Mailings: made, found, and moved from state to state.

use jiff::Timestamp;
use tokio_postgres::Row;

use super::columns::{Columns as _, count, kind, moment};
use super::hold::Hold;
use super::line::{Session, Transaction};
use super::{Ledger, letters};
use crate::domain::{
    DstShift, HoldReason, IssueId, Lang, ListName, Mailing, MailingEvent, MailingId, MailingState, Schedule,
};
use crate::ledger::{Error, GoAhead, NewMailing, letters_hash};

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT id, name, issue, kind, state, held, lists, confirmed, again, due_local, zone, due, shift,
             expires_at, created_at, started_at, finished_at, person, letters_hash FROM mailing ",
            $tail
        )
    };
}

fn mailing(row: &Row) -> Result<Mailing, Error> {
    let local: &str = row.try_get(9)?;
    let lists: Vec<String> = serde_json::from_str(row.try_get(6)?)
        .map_err(|_| Error::Corrupt("the names of a mailing's lists"))?;
    let held = row.try_get::<_, Option<&str>>(5)?.map(Hold::read).transpose()?;
    let (held, held_on) = held.map_or((None, None), |held| (Some(held.why), held.host));
    Ok(Mailing {
        id: row.mailing(0)?,
        name: row.try_get(1)?,
        issue: row.word(2)?,
        kind: row.word(3)?,
        state: row.word(4)?,
        held,
        held_on,
        lists: lists.iter().filter_map(|name| ListName::parse(name).ok()).collect(),
        confirmed: count(row.try_get(7)?),
        again: row.try_get(8)?,
        schedule: Schedule {
            local: local.parse().map_err(|_| Error::Corrupt("a local time that is none"))?,
            zone: row.try_get(10)?,
            due: row.at(11)?,
            shift: match row.try_get::<_, Option<&str>>(12)? {
                Some("gap") => Some(DstShift::Gap),
                Some(_) => Some(DstShift::Overlap),
                None => None,
            },
        },
        expires_at: row.maybe_at(13)?,
        created_at: row.at(14)?,
        started_at: row.maybe_at(15)?,
        finished_at: row.maybe_at(16)?,
        by: row.try_get(17)?,
        letters_hash: row.try_get(18)?,
    })
}

pub(super) async fn by_id(session: &Session, id: MailingId) -> Result<Mailing, Error> {
    let row = session.maybe(select!("WHERE id = $1"), &[&&id.0[..]]).await?;
    row.map_or_else(|| Err(Error::NoSuchMailing(format!("{id:?}"))), |row| mailing(&row))
}

async fn all(session: &Session, sql: &'static str) -> Result<Vec<Mailing>, Error> {
    session.rows(sql, &[]).await?.iter().map(mailing).collect()
}

pub(super) async fn open(session: &Session) -> Result<Vec<Mailing>, Error> {
    all(session, select!("WHERE state NOT IN ('sent', 'cancelled') ORDER BY due, created_at, name")).await
}

/// Nobody claims, marks or settles a row of this mailing until the transaction is over.
pub(super) async fn lock(session: &Session, id: MailingId) -> Result<(), Error> {
    session.execute("SELECT pg_advisory_xact_lock(lock_of($1))", &[&&id.0[..]]).await.map(drop)
}

/// Nobody else makes or plans a mailing of this issue until the transaction is over.
pub(super) async fn lock_issue(session: &Session, issue: &IssueId) -> Result<(), Error> {
    let sql = "SELECT pg_advisory_xact_lock(21321, hashtext($1))";
    session.execute(sql, &[&issue.as_str()]).await.map(drop)
}

/// `<issue>`, then `<issue>.2`, `<issue>.3` …
async fn free_name(session: &Session, issue: &str) -> Result<String, Error> {
    let mut name = issue.to_owned();
    let mut n = 1;
    while session.maybe("SELECT 1 FROM mailing WHERE name = $1", &[&name]).await?.is_some() {
        n += 1;
        name = format!("{issue}.{n}");
    }
    Ok(name)
}

/// When a mailing is written: later than the last of the same issue, whose readers it does not get. Two may be written in
/// the same millisecond, or the clock may have been set back.
async fn written(session: &Session, issue: &str, now: Timestamp) -> Result<Timestamp, Error> {
    let sql = "SELECT greatest($2, 1 + (SELECT max(created_at) FROM mailing WHERE issue = $1))";
    session.one(sql, &[&issue, &moment(now)]).await?.at(0)
}

async fn create(session: &Session, new: &NewMailing, now: Timestamp) -> Result<Mailing, Error> {
    let mut id = [0; 8];
    aws_lc_rs::rand::fill(&mut id).map_err(|_| Error::Corrupt("no random bytes for a name"))?;
    let id = MailingId(id);
    lock_issue(session, &new.issue).await?;
    super::same_readers::refuse(session, new).await?;
    let lists: Vec<&str> = new.lists.iter().map(ListName::as_str).collect();
    let lists = serde_json::to_string(&lists).map_err(|_| Error::Corrupt("the names of lists"))?;
    let shift = new.schedule.shift.map(DstShift::as_str);
    session
        .execute(
            "INSERT INTO mailing (id, name, issue, kind, state, lists, missing_of, confirmed, again, due_local, zone,
                due, shift, expires_at, created_at, person, letters_hash, got_of, got_lang)
             VALUES ($1, $2, $3, $4, 'scheduled', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
            &[
                &&id.0[..],
                &free_name(session, new.issue.as_str()).await?,
                &new.issue.as_str(),
                &kind(new.kind),
                &lists,
                &new.missing_of.as_ref().map(|of| &of.0[..]),
                &i64::try_from(new.confirmed).unwrap_or(i64::MAX),
                &new.again,
                &new.schedule.local.to_string(),
                &new.schedule.zone,
                &moment(new.schedule.due),
                &shift,
                &new.expires_at.map(moment),
                &moment(written(session, new.issue.as_str(), now).await?),
                &new.by,
                &letters_hash(&new.letters)?,
                &new.corrects.as_ref().map(|correction| &correction.of.0[..]),
                &new.corrects.as_ref().and_then(|correction| correction.lang.as_ref()).map(Lang::as_str),
            ],
        )
        .await?;
    letters::freeze(session, id, &new.letters).await?;
    happened(session, id, MailingState::Scheduled, Some(&new.by), None, now).await?;
    by_id(session, id).await
}

pub(super) async fn happened(
    session: &Session,
    id: MailingId,
    state: MailingState,
    person: Option<&str>,
    detail: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO happening (mailing, state, person, detail, at, attempts)
         VALUES ($1, $2, $3, $4, $5, (SELECT coalesce(max(id), 0) FROM attempt))";
    let params: super::line::Params<'_> = &[&&id.0[..], &state.as_str(), &person, &detail, &moment(now)];
    session.execute(sql, params).await.map(drop)
}

/// Moves a mailing on, with what follows for its rows; the one place where a mailing's state changes. In a transaction.
pub(super) async fn happen(
    session: &Session,
    id: MailingId,
    event: MailingEvent,
    held: Option<&HoldReason>,
    person: Option<&str>,
    now: Timestamp,
) -> Result<Mailing, Error> {
    lock(session, id).await?;
    let before = by_id(session, id).await?;
    let row = session
        .one(
            "SELECT m.planned_at IS NOT NULL,
                EXISTS (SELECT 1 FROM delivery d WHERE d.mailing = m.id AND d.state IN ('claimed', 'submitting')),
                EXISTS (SELECT 1 FROM delivery d WHERE d.mailing = m.id AND d.state = 'planned')
                    OR EXISTS (SELECT 1 FROM delivery d WHERE d.mailing = m.id AND d.state = 'deferred')
             FROM mailing m WHERE m.id = $1",
            &[&&id.0[..]],
        )
        .await?;
    let (planned, under_way, waiting): (bool, bool, bool) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let refused = || Error::NotPossible { name: before.name.clone(), state: before.state, event };
    let mut next = before.state.next(event, planned).ok_or_else(refused)?;
    match event {
        MailingEvent::Drained if under_way => return Err(refused()),
        MailingEvent::Finish if under_way || waiting => return Err(refused()),
        MailingEvent::Pause if next == MailingState::Pausing && !under_way => next = MailingState::Paused,
        _ => {}
    }
    if event == MailingEvent::Resume && before.held.as_ref().is_some_and(HoldReason::is_of_the_clock) {
        super::workers::trust_the_clock(session, person, now).await?;
    }
    let detail = held.map(Hold::found_here).transpose()?;
    let over = matches!(next, MailingState::Sent | MailingState::Cancelled).then_some(moment(now));
    session
        .execute(
            "UPDATE mailing SET state = $1, held = CASE WHEN $2::boolean THEN held ELSE $3 END, finished_at = $4
             WHERE id = $5",
            &[&next.as_str(), &(event == MailingEvent::Drained), &detail, &over, &&id.0[..]],
        )
        .await?;
    if next == MailingState::Scheduled && event == MailingEvent::Resume {
        // Whoever resumes late says "now": it would only be found late again.
        let sql = "UPDATE mailing SET due = greatest(due, $1) WHERE id = $2";
        session.execute(sql, &[&moment(now), &&id.0[..]]).await?;
    }
    if event == MailingEvent::Resume && matches!(before.held, Some(HoldReason::GaveUp { .. })) {
        // Who resumes says that the relay is well again: the letters have all their time anew.
        let sql =
            "UPDATE delivery SET first_at = NULL WHERE mailing = $1 AND state IN ('planned', 'deferred')";
        session.execute(sql, &[&&id.0[..]]).await?;
    }
    if next == MailingState::Cancelled {
        session
            .execute(
                "UPDATE delivery SET state = 'skipped', reason = 'cancelled', retry_at = NULL, changed_at = $1
                 WHERE mailing = $2 AND state IN ('planned', 'claimed', 'deferred')",
                &[&moment(now), &&id.0[..]],
            )
            .await?;
    }
    happened(session, id, next, person, detail.as_deref(), now).await?;
    by_id(session, id).await
}

async fn resume_for(
    session: &Session,
    id: MailingId,
    confirmed: u64,
    by: &str,
    now: Timestamp,
) -> Result<Mailing, Error> {
    let resumed = happen(session, id, MailingEvent::Resume, None, Some(by), now).await?;
    let number = i64::try_from(confirmed).unwrap_or(i64::MAX);
    let sql = "UPDATE mailing SET confirmed = $1, person = $2 WHERE id = $3";
    session.execute(sql, &[&number, &by, &&id.0[..]]).await?;
    let detail = format!("confirmed for {confirmed}, before for {}", resumed.confirmed);
    happened(session, id, resumed.state, Some(by), Some(&detail), now).await?;
    by_id(session, id).await
}

pub(super) async fn go_ahead(session: &Session, id: MailingId) -> Result<GoAhead, Error> {
    let sql = "SELECT coalesce(max(id), 0) FROM happening WHERE mailing = $1 AND state = 'sending'";
    Ok(GoAhead(session.one(sql, &[&&id.0[..]]).await?.try_get(0)?))
}

/// A refusal if somebody has let it go on since. Nobody does until the transaction is over.
async fn stands(session: &Session, id: MailingId, event: MailingEvent, under: GoAhead) -> Result<(), Error> {
    lock(session, id).await?;
    if go_ahead(session, id).await? == under {
        return Ok(());
    }
    let Mailing { name, state, .. } = by_id(session, id).await?;
    Err(Error::NotPossible { name, state, event })
}

async fn ordered(
    transaction: Transaction,
    id: MailingId,
    event: MailingEvent,
    held: Option<HoldReason>,
    by: Option<String>,
    now: Timestamp,
) -> Result<Mailing, Error> {
    let moved = happen(transaction.session()?, id, event, held.as_ref(), by.as_deref(), now).await?;
    transaction.commit().await.map(|()| moved)
}

/// Finds one mailing by its name or the unique beginning of one.
async fn find(session: &Session, written: &str) -> Result<Mailing, Error> {
    let mut found = all(session, select!("ORDER BY created_at, name")).await?;
    if let Some(at) = found.iter().position(|mailing| mailing.name == written) {
        return Ok(found.swap_remove(at));
    }
    found.retain(|mailing| mailing.name.starts_with(written));
    if found.len() > 1 {
        let names = found.into_iter().map(|mailing| mailing.name).collect();
        return Err(Error::Ambiguous { written: written.to_owned(), names });
    }
    found.pop().ok_or_else(|| Error::NoSuchMailing(written.to_owned()))
}

impl Ledger {
    pub async fn create_mailing(&self, new: NewMailing, now: Timestamp) -> Result<Mailing, Error> {
        self.transact(move |transaction| async move {
            let made = create(transaction.session()?, &new, now).await?;
            transaction.commit().await.map(|()| made)
        })
        .await
    }

    pub async fn mailings(&self) -> Result<Vec<Mailing>, Error> {
        self.read(|session| async move { all(&session, select!("ORDER BY created_at, name")).await }).await
    }

    pub async fn open_mailings(&self) -> Result<Vec<Mailing>, Error> {
        self.read(|session| async move { open(&session).await }).await
    }

    pub async fn open_mailings_and_those_over_since(&self, since: Timestamp) -> Result<Vec<Mailing>, Error> {
        self.read(move |session| async move {
            let sql = select!(
                "WHERE state NOT IN ('sent', 'cancelled') OR finished_at > $1 ORDER BY due, created_at, name"
            );
            session.rows(sql, &[&moment(since)]).await?.iter().map(mailing).collect()
        })
        .await
    }

    pub async fn find_mailing(&self, written: &str) -> Result<Mailing, Error> {
        let written = written.to_owned();
        self.read(move |session| {
            let written = written.clone();
            async move { find(&session, &written).await }
        })
        .await
    }

    pub async fn mailing(&self, id: MailingId) -> Result<Mailing, Error> {
        self.read(move |session| async move { by_id(&session, id).await }).await
    }

    pub async fn missing_of(&self, id: MailingId) -> Result<Option<MailingId>, Error> {
        self.read(move |session| async move {
            let row = session
                .one("SELECT coalesce(missing_of, got_of) FROM mailing WHERE id = $1", &[&&id.0[..]])
                .await?;
            row.try_get::<_, Option<&[u8]>>(0)?.map(|_| row.mailing(0)).transpose()
        })
        .await
    }

    pub async fn is_planned(&self, id: MailingId) -> Result<bool, Error> {
        self.read(move |session| async move {
            let sql = "SELECT planned_at IS NOT NULL FROM mailing WHERE id = $1";
            Ok(session.one(sql, &[&&id.0[..]]).await?.try_get(0)?)
        })
        .await
    }

    pub async fn resume_for(
        &self,
        id: MailingId,
        confirmed: u64,
        by: &str,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        let by = by.to_owned();
        self.transact(move |transaction| async move {
            let resumed = resume_for(transaction.session()?, id, confirmed, &by, now).await?;
            transaction.commit().await.map(|()| resumed)
        })
        .await
    }

    /// What a person orders, durably.
    pub async fn order(
        &self,
        id: MailingId,
        event: MailingEvent,
        by: &str,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        let by = by.to_owned();
        self.transact(
            move |transaction| async move { ordered(transaction, id, event, None, Some(by), now).await },
        )
        .await
    }

    /// What a worker finds, durably. Done twice, it is refused the second time, which says as much.
    pub(super) async fn moves(
        &self,
        id: MailingId,
        event: MailingEvent,
        held: Option<HoldReason>,
        under: Option<GoAhead>,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        self.insist(move |transaction| {
            let held = held.clone();
            async move {
                if let Some(under) = under {
                    stands(transaction.session()?, id, event, under).await?;
                }
                ordered(transaction, id, event, held, None, now).await
            }
        })
        .await
    }
}
