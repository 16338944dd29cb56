//! Mailings: made, found, and moved from state to state.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::columns::Moment;
use super::{Durable, Error, Ledger, NewMailing, letters, record};
use crate::domain::{
    DstShift, HoldReason, Mailing, MailingEvent, MailingId, MailingState, Schedule, SkipReason,
};
use crate::ledger::{GoAhead, letters_hash};

const SELECT: &str =
    "SELECT id, name, issue, kind, state, held, lists, confirmed, again, due_local, zone, due, shift,
    expires_at, created_at, started_at, finished_at, person, letters_hash FROM mailing";

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<Moment>>(column)?.map(|moment| moment.0))
}

fn mailing(row: &Row<'_>) -> rusqlite::Result<Mailing> {
    let local: String = row.get(9)?;
    let local = local.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(9, rusqlite::types::Type::Text, Box::new(error))
    })?;
    let lists: Vec<String> = json(row, 6)?;
    Ok(Mailing {
        id: row.get(0)?,
        name: row.get(1)?,
        issue: row.get(2)?,
        kind: row.get(3)?,
        state: row.get(4)?,
        held: row.get_ref(5)?.as_str_or_null()?.map(|_| json(row, 5)).transpose()?,
        // One machine has the file.
        held_on: None,
        lists: lists.iter().filter_map(|name| crate::domain::ListName::parse(name).ok()).collect(),
        confirmed: super::columns::count(row.get(7)?),
        again: row.get(8)?,
        schedule: Schedule {
            local,
            zone: row.get(10)?,
            due: row.get::<_, Moment>(11)?.0,
            shift: match row.get_ref(12)?.as_str_or_null()? {
                Some("gap") => Some(DstShift::Gap),
                Some(_) => Some(DstShift::Overlap),
                None => None,
            },
        },
        expires_at: moment(row, 13)?,
        created_at: row.get::<_, Moment>(14)?.0,
        started_at: moment(row, 15)?,
        finished_at: moment(row, 16)?,
        by: row.get(17)?,
        letters_hash: row.get(18)?,
    })
}

pub(super) fn by_id(conn: &Connection, id: MailingId) -> Result<Mailing, Error> {
    conn.prepare_cached(&format!("{SELECT} WHERE id = ?"))?
        .query_row([id], mailing)
        .optional()?
        .ok_or_else(|| Error::NoSuchMailing(format!("{id:?}")))
}

pub(super) fn all(conn: &Connection, tail: &str) -> Result<Vec<Mailing>, Error> {
    let mut query = conn.prepare(&format!("{SELECT} {tail}"))?;
    Ok(query.query_map([], mailing)?.collect::<Result<_, _>>()?)
}

/// Those that something may still happen to, oldest first.
pub(super) const OPEN: &str = "WHERE state NOT IN ('sent', 'cancelled') ORDER BY due, created_at, name";

/// `<issue>`, then `<issue>.2`, `<issue>.3` …
fn free_name(conn: &Connection, issue: &str) -> Result<String, Error> {
    let taken = |name: &str| {
        conn.query_row("SELECT EXISTS (SELECT 1 FROM mailing WHERE name = ?)", [name], |row| {
            row.get::<_, bool>(0)
        })
    };
    let mut name = issue.to_owned();
    let mut n = 1;
    while taken(&name)? {
        n += 1;
        name = format!("{issue}.{n}");
    }
    Ok(name)
}

/// When a mailing is written: later than the last of the same issue, whose readers it does not get. Two may be written in
/// the same millisecond, or the clock may have been set back.
fn written(conn: &Connection, issue: &str, now: Timestamp) -> Result<i64, Error> {
    let sql = "SELECT max(?2, 1 + coalesce((SELECT max(created_at) FROM mailing WHERE issue = ?1), -1))";
    Ok(conn.query_row(sql, (issue, Moment(now)), |row| row.get(0))?)
}

fn create(conn: &Connection, new: &NewMailing, now: Timestamp) -> Result<Mailing, Error> {
    super::same_readers::refuse(conn, new)?;
    let mut id = [0; 8];
    aws_lc_rs::rand::fill(&mut id).map_err(|_| Error::Corrupt("no random bytes for a name"))?;
    let id = MailingId(id);
    let lists: Vec<&str> = new.lists.iter().map(crate::domain::ListName::as_str).collect();
    conn.execute(
        "INSERT INTO mailing (id, name, issue, kind, state, lists, missing_of, confirmed, again, due_local, zone, due,
            shift, expires_at, created_at, person, letters_hash, got_of, got_lang)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        rusqlite::params![
            id,
            free_name(conn, new.issue.as_str())?,
            new.issue,
            new.kind,
            MailingState::Scheduled,
            serde_json::to_string(&lists).map_err(|_| Error::Corrupt("the names of lists"))?,
            new.missing_of,
            i64::try_from(new.confirmed).unwrap_or(i64::MAX),
            new.again,
            new.schedule.local.to_string(),
            new.schedule.zone,
            Moment(new.schedule.due),
            new.schedule.shift.map(DstShift::as_str),
            new.expires_at.map(Moment),
            written(conn, new.issue.as_str(), now)?,
            new.by,
            letters_hash(&new.letters)?,
            new.corrects.as_ref().map(|correction| correction.of),
            new.corrects.as_ref().and_then(|correction| correction.lang.clone()),
        ],
    )?;
    letters::freeze(conn, id, &new.letters)?;
    happened(conn, id, MailingState::Scheduled, Some(&new.by), None, now)?;
    by_id(conn, id)
}

pub(super) fn happened(
    conn: &Connection,
    id: MailingId,
    state: MailingState,
    person: Option<&str>,
    detail: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    conn.prepare_cached(
        "INSERT INTO happening (mailing, state, person, detail, at, attempts)
         VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM attempt))",
    )?
    .execute((id, state, person, detail, Moment(now)))?;
    Ok(())
}

fn exists(conn: &Connection, id: MailingId, states: &str) -> Result<bool, Error> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM delivery WHERE mailing = ? AND state IN ({states}))");
    Ok(conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?)
}

/// Whether a row is claimed or marked. Walks through the mailing: for when little else is left to do.
pub(super) fn is_under_way(conn: &Connection, id: MailingId) -> Result<bool, Error> {
    exists(conn, id, "'claimed', 'submitting'")
}

fn is_planned(conn: &Connection, id: MailingId) -> Result<bool, Error> {
    Ok(conn.query_row("SELECT planned_at IS NOT NULL FROM mailing WHERE id = ?", [id], |row| row.get(0))?)
}

/// Moves a mailing on, with what follows for its rows; the one place where a mailing's state changes.
pub(super) fn happen(
    conn: &Connection,
    id: MailingId,
    event: MailingEvent,
    held: Option<&HoldReason>,
    person: Option<&str>,
    now: Timestamp,
) -> Result<Mailing, Error> {
    let before = by_id(conn, id)?;
    let planned = is_planned(conn, id)?;
    let refused = || Error::NotPossible { name: before.name.clone(), state: before.state, event };
    let under_way = || is_under_way(conn, id);
    let mut next = before.state.next(event, planned).ok_or_else(refused)?;
    match event {
        MailingEvent::Drained if under_way()? => return Err(refused()),
        MailingEvent::Finish if exists(conn, id, "'planned', 'claimed', 'submitting', 'deferred'")? => {
            return Err(refused());
        }
        MailingEvent::Pause if next == MailingState::Pausing && !under_way()? => next = MailingState::Paused,
        _ => {}
    }
    if event == MailingEvent::Resume && before.held.as_ref().is_some_and(HoldReason::is_of_the_clock) {
        super::instance::trust_the_clock(conn, person, now)?;
    }
    let detail = held.map(serde_json::to_string).transpose().map_err(|_| Error::Corrupt("a reason"))?;
    conn.prepare_cached(
        "UPDATE mailing SET state = ?1, held = iif(?2, held, ?3), finished_at = ?4 WHERE id = ?5",
    )?
    .execute((
        next,
        event == MailingEvent::Drained,
        detail.as_deref(),
        matches!(next, MailingState::Sent | MailingState::Cancelled).then_some(Moment(now)),
        id,
    ))?;
    if next == MailingState::Scheduled && event == MailingEvent::Resume {
        // Whoever resumes late says "now": it would only be found late again.
        conn.prepare_cached("UPDATE mailing SET due = max(due, ?) WHERE id = ?")?
            .execute((Moment(now), id))?;
    }
    if event == MailingEvent::Resume && matches!(before.held, Some(HoldReason::GaveUp { .. })) {
        // Who resumes says that the relay is well again: the letters have all their time anew.
        conn.prepare_cached(
            "UPDATE delivery SET first_at = NULL WHERE mailing = ? AND state IN ('planned', 'deferred')",
        )?
        .execute([id])?;
    }
    if next == MailingState::Cancelled {
        record::skip_all(conn, id, "'planned', 'claimed', 'deferred'", SkipReason::Cancelled, now)?;
    }
    happened(conn, id, next, person, detail.as_deref(), now)?;
    by_id(conn, id)
}

pub(super) fn go_ahead(conn: &Connection, id: MailingId) -> Result<GoAhead, Error> {
    let sql = "SELECT coalesce(max(id), 0) FROM happening WHERE mailing = ? AND state = 'sending'";
    Ok(GoAhead(conn.prepare_cached(sql)?.query_row([id], |row| row.get(0))?))
}

/// A refusal if somebody has let it go on since.
pub(super) fn stands(
    conn: &Connection,
    id: MailingId,
    event: MailingEvent,
    under: GoAhead,
) -> Result<(), Error> {
    if go_ahead(conn, id)? == under {
        return Ok(());
    }
    let Mailing { name, state, .. } = by_id(conn, id)?;
    Err(Error::NotPossible { name, state, event })
}

fn unanswered_since(conn: &Connection, id: MailingId) -> Result<Option<Timestamp>, Error> {
    let began = conn
        .prepare_cached("SELECT max(at) FROM happening WHERE mailing = ? AND state = 'sending'")?
        .query_row([id], |row| moment(row, 0))?;
    let answered = conn
        .prepare_cached(
            "SELECT at FROM attempt WHERE mailing = ? AND outcome <> 'unknown'
               AND coalesce(class, '') NOT IN ('throttle', 'line-broken') ORDER BY id DESC LIMIT 1",
        )?
        .query_row([id], |row| moment(row, 0))
        .optional()?
        .flatten();
    Ok(began.max(answered))
}

/// Finds one mailing by its name or the unique beginning of one.
fn find(conn: &Connection, written: &str) -> Result<Mailing, Error> {
    let mut found = all(conn, "ORDER BY created_at, name")?;
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
    /// Writes a mailing with its letters, Scheduled; durable before it returns. Its name is its issue's, with a
    /// number if that is taken.
    pub async fn create_mailing(&self, new: NewMailing, now: Timestamp) -> Result<Mailing, Error> {
        self.write(Durable::PowerCut, move |conn| create(conn, &new, now)).await
    }

    /// All mailings, oldest first.
    pub async fn mailings(&self) -> Result<Vec<Mailing>, Error> {
        self.read(|conn| all(conn, "ORDER BY created_at, name")).await
    }

    /// Those that something may still happen to, oldest first.
    pub async fn open_mailings(&self) -> Result<Vec<Mailing>, Error> {
        self.read(|conn| all(conn, OPEN)).await
    }

    pub async fn open_mailings_and_those_over_since(&self, since: Timestamp) -> Result<Vec<Mailing>, Error> {
        let since = since.as_millisecond();
        self.read(move |conn| {
            let over = format!("finished_at > {since}");
            all(
                conn,
                &format!("WHERE state NOT IN ('sent', 'cancelled') OR {over} ORDER BY due, created_at, name"),
            )
        })
        .await
    }

    /// By its name or the unique beginning of one.
    pub async fn find_mailing(&self, written: &str) -> Result<Mailing, Error> {
        let written = written.to_owned();
        self.read(move |conn| find(conn, &written)).await
    }

    pub async fn mailing(&self, id: MailingId) -> Result<Mailing, Error> {
        self.read(move |conn| by_id(conn, id)).await
    }

    /// Instead of lists: the mailing whose readers this one is for.
    pub async fn missing_of(&self, id: MailingId) -> Result<Option<MailingId>, Error> {
        self.read(move |conn| {
            Ok(conn.query_row(
                "SELECT coalesce(missing_of, got_of) FROM mailing WHERE id = ?",
                [id],
                |row| row.get(0),
            )?)
        })
        .await
    }

    pub async fn is_planned(&self, id: MailingId) -> Result<bool, Error> {
        self.read(move |conn| is_planned(conn, id)).await
    }

    /// Since when no mail server has answered a letter of this mailing: since the last answer, or since it began or went
    /// on after that.
    pub async fn unanswered_since(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        self.read(move |conn| unanswered_since(conn, id)).await
    }

    /// What a person orders.
    pub async fn order(
        &self,
        id: MailingId,
        event: MailingEvent,
        by: &str,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        let by = by.to_owned();
        self.write(Durable::PowerCut, move |conn| happen(conn, id, event, None, Some(&by), now)).await
    }

    /// `resume` for another number of readers than was confirmed first; who confirmed it now is kept.
    pub async fn resume_for(
        &self,
        id: MailingId,
        confirmed: u64,
        by: &str,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        let by = by.to_owned();
        self.write(Durable::PowerCut, move |conn| {
            let resumed = happen(conn, id, MailingEvent::Resume, None, Some(&by), now)?;
            let number = i64::try_from(confirmed).unwrap_or(i64::MAX);
            conn.prepare_cached("UPDATE mailing SET confirmed = ?, person = ? WHERE id = ?")?
                .execute((number, &by, id))?;
            let detail = format!("confirmed for {confirmed}, before for {}", resumed.confirmed);
            happened(conn, id, resumed.state, Some(&by), Some(&detail), now)?;
            by_id(conn, id)
        })
        .await
    }
}
