//! The ledger, and whether somebody is there to send what waits in it.

use jiff::Timestamp;

use super::{Finding, Health};
use crate::domain::settings::Settings;
use crate::ledger::{Ledger, SendingLock};
use crate::workspace::Workspace;

pub(super) async fn look(workspace: &Workspace, settings: &Settings, now: Timestamp) -> Vec<Finding> {
    let path = workspace.root().join(&settings.ledger);
    if !path.exists() {
        return vec![Finding::new(
            "Ledger",
            Health::Good,
            "nothing was sent yet: it is made with the first mailing",
        )];
    }
    let ledger = match Ledger::open(&path) {
        Ok(ledger) => ledger,
        Err(error) => return vec![Finding::new("Ledger", Health::Bad, error.to_string())],
    };
    let (open, newest) = match (ledger.open_mailings().await, ledger.newest_moment().await) {
        (Ok(open), Ok(newest)) => (open, newest),
        (Err(error), _) | (_, Err(error)) => {
            return vec![Finding::new("Ledger", Health::Bad, error.to_string())];
        }
    };
    let size = std::fs::metadata(&path).map_or(0, |file| file.len());
    let detail =
        format!("{}, {} kB, {} mailings under way", settings.ledger.display(), size / 1000, open.len());
    vec![Finding::new("Ledger", Health::Good, detail), sender(&path, open.len()), clock(newest, now)]
}

fn sender(ledger: &std::path::Path, waiting: usize) -> Finding {
    match SendingLock::holder(ledger) {
        Some(holder) => Finding::new("Sender", Health::Good, holder.to_string()),
        None if waiting > 0 => Finding::new("Sender", Health::Bad, "no sender is running, and mailings wait")
            .remedy("start `courant serve` (as a service, so that it survives a reboot) or `courant work`"),
        None => Finding::new("Sender", Health::Good, "none is running; nothing waits to be sent"),
    }
}

fn clock(newest: Option<Timestamp>, now: Timestamp) -> Finding {
    match newest {
        Some(newest) if now < newest => {
            let detail = format!("it shows {now}, but the ledger has an entry of {newest}");
            Finding::new("Clock", Health::Bad, detail).remedy("set the clock; `timedatectl` shows it")
        }
        _ => Finding::new("Clock", Health::Good, "not before anything that has happened"),
    }
}
