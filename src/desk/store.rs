//! Moves the ledger from its file into a database.

use std::path::PathBuf;

use jiff::Timestamp;

use super::opened::{Opened, open_database};
use super::send::Error;
use crate::domain::MailingState;
use crate::domain::settings::PostgresStore;
use crate::ledger::{Boot, Holder, Moved, put_moved_file_away};

/// What was moved, and where the old file is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    pub tables: Vec<Moved>,
    pub old_file: PathBuf,
}

/// Only while nothing is being sent. What a sender that was killed has left behind is settled first.
pub fn migrate(
    opened: Opened,
    to: &PostgresStore,
    runtime: &tokio::runtime::Runtime,
    now: Timestamp,
) -> Result<Migrated, Error> {
    if opened.ledger.is_shared() {
        let what = "the ledger is in a database already".to_owned();
        return Err(Error::Refused { what, remedy: "move databases with PostgreSQL's own means".to_owned() });
    }
    runtime.block_on(opened.is_the_original())?;
    let lock = opened.ledger.sending_lock(Holder::this(&Boot::current(), now))?;
    runtime.block_on(async {
        let (turn, _) = opened.ledger.take_over(&lock, now).await?;
        turn.end(now).await
    })?;
    let under_way = |state| matches!(state, MailingState::Sending | MailingState::Pausing);
    let open = runtime.block_on(opened.ledger.open_mailings())?;
    if let Some(mailing) = open.iter().find(|mailing| under_way(mailing.state)) {
        return Err(Error::Refused {
            what: format!("{} is being sent", mailing.name),
            remedy: format!("courant pause {}, then try again; it goes on where it was", mailing.name),
        });
    }
    let database = open_database(&opened.workspace, &opened.settings, to)?;
    let tables = opened.ledger.move_to(&database)?;
    let path = opened.ledger.path().to_owned();
    let place = database.place();
    // The last to close the file takes its write-ahead log in.
    drop(opened);
    let old_file = put_moved_file_away(&path, &place)?;
    drop(lock);
    Ok(Migrated { tables, old_file })
}
