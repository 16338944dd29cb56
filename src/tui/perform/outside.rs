//! The files of an issue of which a mailing waits: another program may change them while nobody presses a key here.

use std::time::Duration;

use tokio::task::JoinHandle;

use super::{Place, press};
use crate::domain::IssueId;

/// How often it is asked whether a file has changed: its size and time, not its text.
const LOOK: Duration = Duration::from_secs(1);

/// Holds the waiting mailing's text against the files at once, and again whenever these change, until it is dropped or
/// nothing waits any more.
#[derive(Debug)]
pub struct Outside {
    issue: IssueId,
    task: JoinHandle<()>,
}

impl Outside {
    pub fn begin(place: Place, issue: IssueId) -> Self {
        let task = place.runtime.clone().spawn(look(place, issue.clone()));
        Self { issue, task }
    }

    pub fn looks_at(&self, issue: &IssueId) -> bool {
        self.issue == *issue && !self.task.is_finished()
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn look(place: Place, issue: IssueId) {
    let mut known = None;
    loop {
        let (at, of) = (place.clone(), issue.clone());
        let looked = tokio::task::spawn_blocking(move || {
            let workspace = at.workspace().ok()?;
            // Taken first: what changes while the text is compared is seen the next time.
            let print = Some(workspace.fingerprint(&of));
            let waits = print == known || press::compare(&at, &workspace, &of);
            waits.then_some(print)
        });
        let Ok(Some(print)) = looked.await else { return };
        known = print;
        tokio::time::sleep(LOOK).await;
    }
}
