//! How far a mailing is, in numbers that add up to its rows.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::columns::{Columns as _, moment};
use super::line::Session;
use super::{Ledger, mailings, workers};
use crate::domain::{
    BadRows, Counts, DeliveryState, Lang, LeftBehind, MailingId, MailingState, Progress, SkipReason,
};
use crate::ledger::taken::Taken;
use crate::ledger::{Error, WorkLeft};

/// One look: the rows by language and state, and why the left out are.
#[derive(Default)]
struct Sums {
    by_language: BTreeMap<Lang, Counts>,
    left_out: BTreeMap<SkipReason, u64>,
    whole: Counts,
}

async fn sums(session: &Session, id: MailingId) -> Result<Sums, Error> {
    let mut sums = Sums::default();
    let rows = session
        .rows(
            "SELECT lang, state, CASE WHEN state = 'skipped' THEN reason END AS why, count(*)
             FROM delivery WHERE mailing = $1 GROUP BY lang, state, why",
            &[&&id.0[..]],
        )
        .await?;
    for row in rows {
        let (state, rows): (DeliveryState, u64) = (row.word(1)?, row.number(3)?);
        *sums.by_language.entry(row.word(0)?).or_default().by_state.entry(state).or_default() += rows;
        *sums.whole.by_state.entry(state).or_default() += rows;
        if let Some(why) = row.maybe_word(2)? {
            *sums.left_out.entry(why).or_default() += rows;
        }
    }
    Ok(sums)
}

async fn failures(session: &Session, id: MailingId) -> Result<Vec<(String, u64)>, Error> {
    let rows = session
        .rows(
            r#"SELECT trim(coalesce(code || ' ', '') || coalesce(enhanced || ' ', '') ||
                         coalesce(nullif(reply, ''), reason, class, '')) COLLATE "C" AS words, count(*)
             FROM delivery WHERE mailing = $1 AND state = 'failed'
             GROUP BY words ORDER BY count(*) DESC, words LIMIT 20"#,
            &[&&id.0[..]],
        )
        .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.number(1)?))).collect()
}

/// The newest attempts are the last by number, but for those that were written side by side.
async fn accepted_since(session: &Session, id: MailingId, since: Timestamp) -> Result<Taken, Error> {
    let mut taken = Taken::default();
    let mut before = i64::MAX;
    loop {
        let rows = session
            .rows(
                "SELECT id, mailing = $1 AND outcome = 'accepted', at, relay FROM attempt WHERE id < $2
                 ORDER BY id DESC LIMIT 5000",
                &[&&id.0[..], &before],
            )
            .await?;
        for row in &rows {
            let at = row.at(2)?;
            if at < since {
                return Ok(taken);
            }
            if row.try_get::<_, bool>(1)? {
                taken.add(at, row.try_get(3)?);
            }
            before = row.try_get(0)?;
        }
        if rows.is_empty() {
            return Ok(taken);
        }
    }
}

/// How long it must have been going before that says how fast it goes.
const AT_LEAST: SignedDuration = SignedDuration::from_secs(10);

/// How far back is counted: the last minute, or the time since it began or went on or the first of the workers that live
/// was started, whichever is shorter; none in the beginning. While no worker ran nothing could leave.
pub(super) async fn going(
    session: &Session,
    id: MailingId,
    now: Timestamp,
) -> Result<Option<SignedDuration>, Error> {
    let sql = "SELECT max(at) FROM happening WHERE mailing = $1 AND state = 'sending'";
    let begun = session.one(sql, &[&&id.0[..]]).await?.maybe_at(0)?;
    let begun = begun.max(workers::since(session).await?);
    let minute = SignedDuration::from_mins(1);
    let going = begun.map_or(minute, |begun| now.duration_since(begun)).min(minute);
    Ok((going >= AT_LEAST).then_some(going))
}

/// Of all and of each relay; 0 in the beginning.
async fn per_minute(
    session: &Session,
    id: MailingId,
    now: Timestamp,
) -> Result<(u64, BTreeMap<String, u64>), Error> {
    let Some(going) = going(session, id, now).await? else { return Ok((0, BTreeMap::new())) };
    let taken = accepted_since(session, id, now.saturating_sub(going).unwrap_or(now)).await?;
    Ok(taken.a_minute(going, now))
}

async fn bad_rows(session: &Session, id: MailingId) -> Result<Vec<BadRows>, Error> {
    let row = session.one("SELECT bad_rows FROM mailing WHERE id = $1", &[&&id.0[..]]).await?;
    let rows = row.try_get::<_, Option<&str>>(0)?.map(serde_json::from_str).transpose();
    Ok(rows.map_err(|_| Error::Corrupt("rows that can't be read"))?.unwrap_or_default())
}

/// The same clock, times and states as `rescue`.
async fn left_behind(session: &Session, id: MailingId) -> Result<Option<LeftBehind>, Error> {
    let row = session
        .one(
            "SELECT string_agg(DISTINCT w.host, ', '),
                    count(*) FILTER (WHERE d.state = 'claimed' AND d.server_start = pg_postmaster_start_time()),
                    (extract(epoch FROM max(greatest(d.lease, clock_timestamp())) FILTER (
                        WHERE d.state = 'claimed' AND d.server_start = pg_postmaster_start_time())) * 1000)::bigint,
                    count(*) FILTER (WHERE d.state = 'claimed' AND d.server_start <> pg_postmaster_start_time()),
                    (extract(epoch FROM max(greatest(d.lease, clock_timestamp())) FILTER (
                        WHERE d.state = 'claimed' AND d.server_start <> pg_postmaster_start_time())) * 1000)::bigint,
                    count(*) FILTER (WHERE d.state = 'submitting'),
                    (extract(epoch FROM max(greatest(d.lease + s.landing, clock_timestamp()))
                        FILTER (WHERE d.state = 'submitting')) * 1000)::bigint
             FROM delivery d JOIN worker w ON w.id = d.worker, store s
             WHERE d.mailing = $1 AND d.state IN ('claimed', 'submitting')
                 AND (w.clean OR w.seen < clock_timestamp() - s.lease)",
            &[&&id.0[..]],
        )
        .await?;
    let Some(machines) = row.try_get(0)? else { return Ok(None) };
    Ok(Some(LeftBehind {
        machines,
        taken: row.number(1)?,
        taken_until: row.maybe_at(2)?,
        lost: row.number(3)?,
        lost_until: row.maybe_at(4)?,
        handing_over: row.number(5)?,
        handing_over_until: row.maybe_at(6)?,
    }))
}

async fn progress(session: &Session, id: MailingId, now: Timestamp) -> Result<Progress, Error> {
    let mailing = mailings::by_id(session, id).await?;
    let sums = sums(session, id).await?;
    let sql = "SELECT min(retry_at) FROM delivery WHERE mailing = $1 AND state = 'deferred'";
    let next_retry = session.one(sql, &[&&id.0[..]]).await?.maybe_at(0)?;
    let sender_alive = workers::living(session).await?.is_some();
    let (per_minute, by_relay) =
        if sender_alive { per_minute(session, id, now).await? } else { (0, BTreeMap::new()) };
    let under_way = matches!(mailing.state, MailingState::Sending | MailingState::Pausing);
    Ok(Progress {
        trouble: if under_way { workers::trouble(session).await? } else { None },
        counts: sums.whole,
        by_language: sums.by_language,
        left_out: sums.left_out,
        bad_rows: bad_rows(session, id).await?,
        failures: failures(session, id).await?,
        next_retry,
        per_minute,
        by_relay,
        left_behind: left_behind(session, id).await?,
        sender_alive,
        // It is there once it has said so.
        sender_starting: false,
        // Of a worker it is not noted how it was started.
        sender_detached: false,
        mailing: mailing.name,
        state: mailing.state,
        held: mailing.held,
        held_on: mailing.held_on,
        due: mailing.schedule.due,
        started_at: mailing.started_at,
    })
}

async fn work_left(session: &Session, id: MailingId, now: Timestamp) -> Result<WorkLeft, Error> {
    let row = session
        .one(
            "SELECT EXISTS (SELECT 1 FROM delivery WHERE mailing = $1 AND state = 'planned'),
                    EXISTS (SELECT 1 FROM delivery WHERE mailing = $1 AND state IN ('claimed', 'submitting')),
                    (SELECT min(retry_at) FROM delivery WHERE mailing = $1 AND state = 'deferred'),
                    (SELECT coalesce(expires_at <= $2, false) FROM mailing WHERE id = $1)",
            &[&&id.0[..], &moment(now)],
        )
        .await?;
    let (planned, elsewhere, expired): (bool, bool, bool) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(3)?);
    Ok(WorkLeft::of(planned, elsewhere, row.maybe_at(2)?, expired, now))
}

impl Ledger {
    pub async fn progress(&self, id: MailingId, now: Timestamp) -> Result<Progress, Error> {
        self.read(move |session| async move { progress(&session, id, now).await }).await
    }

    pub async fn taken_by(&self, relay: String, since: Timestamp) -> Result<(u64, Option<Timestamp>), Error> {
        self.read(move |session| {
            let relay = relay.clone();
            async move {
                let row = session
                    .one(
                        "SELECT count(*), min(at) FROM attempt
                     WHERE relay = $1 AND at > $2 AND outcome IN ('accepted', 'unknown')",
                        &[&relay, &moment(since)],
                    )
                    .await?;
                Ok((row.number(0)?, row.maybe_at(1)?))
            }
        })
        .await
    }

    pub async fn counts(&self, id: MailingId) -> Result<Counts, Error> {
        self.read(move |session| async move { Ok(sums(&session, id).await?.whole) }).await
    }

    pub async fn tried_due(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        self.read(move |session| async move {
            let sql = "SELECT CASE WHEN EXISTS (SELECT 1 FROM delivery
                                    WHERE mailing = $1 AND state = 'planned' AND first_at IS NOT NULL) THEN 0
                           ELSE (SELECT min(retry_at) FROM delivery
                                 WHERE mailing = $1 AND state = 'deferred' AND first_at IS NOT NULL) END";
            session.one(sql, &[&&id.0[..]]).await?.maybe_at(0)
        })
        .await
    }

    pub async fn work_left(&self, id: MailingId, now: Timestamp) -> Result<WorkLeft, Error> {
        self.read(move |session| async move { work_left(&session, id, now).await }).await
    }
}
