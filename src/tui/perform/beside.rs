//! The ledger while the shelf is shown: the shell, a service or another window may send beside.

use std::time::Duration;

use tokio::task::JoinHandle;

use super::Place;
use crate::desk::reached::Reached;
use crate::domain::Mailing;
use crate::workspace::Workspace;

/// How often it is asked. It stays open meanwhile, so that each time is one small question.
const LOOK: Duration = Duration::from_secs(1);
/// How long until the next try where it can't be asked.
const OUT_OF_REACH: Duration = Duration::from_secs(10);

/// Watches the ledger until its mailings, or how they stand, are not those that were known, or this is dropped.
#[derive(Debug)]
pub struct Beside(JoinHandle<()>);

impl Beside {
    /// `known`: all that there were, the latest first; `reached`: the ledger that said so, if there was one.
    pub fn begin(place: Place, workspace: Workspace, reached: Option<Reached>, known: Vec<Mailing>) -> Self {
        Self(place.runtime.clone().spawn(async move { watch(&place, &workspace, reached, &known).await }))
    }

    /// Whether they are others by now.
    pub fn has_changed(&self) -> bool {
        self.0.is_finished()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn watch(place: &Place, workspace: &Workspace, mut reached: Option<Reached>, known: &[Mailing]) {
    loop {
        // One that was put in the place of another is opened anew.
        reached = reached.filter(|reached| reached.ledger.is_in_place().is_ok());
        let asked = match &reached {
            Some(reached) => reached.ledger.mailings().await.ok(),
            None => None,
        };
        match asked {
            Some(mailings) if !mailings.iter().rev().eq(known) => return,
            Some(_) => tokio::time::sleep(LOOK).await,
            None => {
                tokio::time::sleep(if reached.is_some() { OUT_OF_REACH } else { LOOK }).await;
                let (at, of) = (place.clone(), workspace.clone());
                let opened = move || Reached::if_any(&of, &at.runtime);
                match tokio::task::spawn_blocking(opened).await {
                    Ok(Ok(opened)) => reached = opened,
                    _ => tokio::time::sleep(OUT_OF_REACH).await,
                }
            }
        }
    }
}
