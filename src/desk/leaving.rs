//! That somebody wants no more mail is written down so that it counts from then on, however busy the ledger is.

use std::time::Duration;

use crate::domain::{AddrKey, Suppression};
use crate::ledger::{self, Ledger, at_most_half_a_minute};

const LOOK: Duration = Duration::from_millis(10);

/// Into the ledger or, where that is busy for long or its disk full, beside it: whoever marks a letter looks there too. The
/// error, if it is known, is why neither could be done.
pub async fn write_down(
    ledger: &Ledger,
    wish: Suppression,
    patience: Duration,
) -> Result<(), Option<ledger::Error>> {
    let noted = at_most_half_a_minute(|| ledger.suppress(wish.clone()));
    let patience = if ledger.is_shared() { patience } else { patience / 4 };
    let why = match tokio::time::timeout(patience, noted).await {
        Ok(Ok(_)) => return Ok(()),
        Ok(Err(error)) if !(error.is_transient() || error.is_full()) => return Err(Some(error)),
        Ok(Err(error)) => Some(error),
        Err(_) => None,
    };
    if ledger.is_shared() {
        return Err(why);
    }
    let ledger = ledger.clone();
    match tokio::task::spawn_blocking(move || ledger.spool(&wish)).await {
        Ok(Ok(())) => {
            tracing::warn!("the ledger can't be written just now; an unsubscription waits in unsub.spool");
            Ok(())
        }
        Ok(Err(error)) => Err(Some(error)),
        Err(_) => Err(why),
    }
}

/// A letter that is being handed over lands before its reader is told that they are off. A mail server that takes its time
/// is not waited for without end: their wish holds all the same. Says whether nothing is under way any more.
pub async fn let_land(ledger: &Ledger, reader: AddrKey, patience: Duration) -> bool {
    let lands = async {
        while ledger.is_being_handed_over(reader).await.unwrap_or(false) {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(patience, lands).await.is_ok()
}
