//! Whether the service does what it is there for, for whoever watches it: without names, and without changing anything.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::domain::HoldReason;
use crate::ledger::{Ledger, Pulse};

/// The ledger must answer within this time.
const PATIENCE: Duration = Duration::from_secs(5);
/// A sender says every second or so that it lives; one that has been silent for so long hangs.
const SILENT: SignedDuration = SignedDuration::from_mins(2);

/// What is wrong, in words that anybody may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ailment {
    #[error("the ledger does not answer")]
    Ledger,
    #[error("no sender is running")]
    NoSender,
    #[error("the sender has not been heard of for {minutes} minutes")]
    Silent { minutes: i64 },
    #[error("a mailing is held: the disk is full, or can't be written")]
    Disk,
}

/// Looks whether the ledger answers and somebody sends, this process or another one.
pub async fn health(ledger: &Ledger, now: Timestamp) -> Result<(), Ailment> {
    let pulse = pulse(ledger).await?;
    let silent = pulse.beat_at.map(|beat| now.duration_since(beat)).unwrap_or_default();
    match pulse.alive {
        false => Err(Ailment::NoSender),
        true if silent > SILENT => Err(Ailment::Silent { minutes: silent.as_mins() }),
        true if waits_for_the_disk(ledger).await? => Err(Ailment::Disk),
        true => Ok(()),
    }
}

/// Other holds are a matter between a mailing and whoever sent it; this one ails the service.
async fn waits_for_the_disk(ledger: &Ledger) -> Result<bool, Ailment> {
    let open = tokio::time::timeout(PATIENCE, ledger.open_mailings()).await;
    let open = open.map_err(|_| Ailment::Ledger)?.map_err(|_| Ailment::Ledger)?;
    Ok(open.iter().any(|mailing| matches!(mailing.held, Some(HoldReason::Storage { .. }))))
}

/// Whether somebody sends; an error as well if the ledger takes too long to say so.
async fn pulse(ledger: &Ledger) -> Result<Pulse, Ailment> {
    // SQLite itself goes on with a file that was deleted.
    ledger.is_in_place().map_err(|_| Ailment::Ledger)?;
    ledger.answers_soon().await.map_err(|_| Ailment::Ledger)?;
    let answer = tokio::time::timeout(PATIENCE, ledger.pulse()).await;
    answer.map_err(|_| Ailment::Ledger)?.map_err(|_| Ailment::Ledger)
}
