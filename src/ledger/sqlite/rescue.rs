//! What became of letters, for when the ledger could not take it before the sender had to end: read at the next start, unless
//! the sender lived on and could write it down itself.

use jiff::Timestamp;
use rusqlite::Connection;

use super::reserved::Reserved;
use super::{Error, Ledger, record};
use crate::domain::{AddrKey, DeliveryState, MailingId, Outcome, Reply};
use crate::ledger::Written;

/// As it stands in a line.
#[derive(serde::Serialize, serde::Deserialize)]
struct Line {
    /// The turn in which it happened.
    epoch: i64,
    mailing: [u8; 8],
    key: [u8; 16],
    state: Option<String>,
    class: Option<String>,
    code: Option<u16>,
    enhanced: Option<(u8, u16, u16)>,
    text: Option<String>,
    detail: Option<String>,
    retry_at: Option<Timestamp>,
    counts: bool,
    relay: Option<String>,
    at: Timestamp,
}

/// One outcome of one letter.
#[derive(Debug)]
pub(super) struct Happened {
    pub epoch: i64,
    pub mailing: MailingId,
    pub key: AddrKey,
    pub outcome: Outcome,
    pub relay: Option<String>,
    pub at: Timestamp,
}

impl Ledger {
    /// Where it is kept; its room is set aside when a turn begins.
    pub(super) fn rescue_log(&self) -> Result<Reserved, Error> {
        Reserved::open(self.path().with_file_name("rescue.log"))
    }

    /// Writes it down outside of the ledger; on disk before it returns. Blocks.
    pub(super) fn rescue(&self, happened: &Happened) -> Result<(), Error> {
        let written = Written::of(&happened.outcome);
        let line = Line {
            epoch: happened.epoch,
            mailing: happened.mailing.0,
            key: happened.key.0,
            state: written.state.map(|state| state.as_str().to_owned()),
            class: written.class.map(str::to_owned),
            code: written.reply.map(|reply| reply.code),
            enhanced: written.reply.and_then(|reply| reply.enhanced),
            text: written.reply.map(|reply| reply.text.clone()),
            detail: written.detail.map(str::to_owned),
            retry_at: written.retry_at,
            counts: written.counts,
            relay: happened.relay.clone(),
            at: happened.at,
        };
        let line = serde_json::to_string(&line).map_err(|_| Error::Corrupt("an outcome"))?;
        let log = self.rescue_log()?;
        log.lock()?;
        let added = log.append(&line);
        log.unlock();
        added
    }
}

/// Brings in what the turn `epoch` could not; rows that are settled by now stay as they are. Says how many it was.
pub(super) fn bring_in(conn: &Connection, log: &Reserved, epoch: i64) -> Result<u64, Error> {
    let mut brought = 0;
    for line in log.lines()? {
        let Ok(line) = serde_json::from_str::<Line>(&line) else {
            tracing::error!("a line of rescue.log can't be read");
            continue;
        };
        if line.epoch != epoch {
            continue;
        }
        let reply = line.code.map(|code| Reply {
            code,
            enhanced: line.enhanced,
            text: line.text.clone().unwrap_or_default(),
        });
        let state = line.state.as_deref();
        let written = Written {
            state: state.and_then(|word| DeliveryState::ALL.into_iter().find(|state| state.as_str() == word)),
            class: line.class.as_deref(),
            reply: reply.as_ref(),
            detail: line.detail.as_deref(),
            retry_at: line.retry_at,
            counts: line.counts,
        };
        let (mailing, key) = (MailingId(line.mailing), AddrKey(line.key));
        match record::write_down(conn, mailing, key, &written, line.relay.as_deref(), line.at) {
            Ok(_) => brought += 1,
            Err(Error::NotUnderWay(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(brought)
}
