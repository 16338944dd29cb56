//! The issue that is looked at, made anew once a file of it is another.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

use crate::desk::press::{Pressed, press};
use crate::domain::IssueId;
use crate::workspace::{Error, Workspace};

/// How often the files are looked at while somebody waits: their sizes and times, not their text.
const LOOK: Duration = Duration::from_millis(300);
/// Whoever waits is answered after this time, also if nothing changed; no connection is kept for longer than a few of these.
const WAIT: Duration = Duration::from_secs(15);

/// An issue as its files have it.
#[derive(Debug)]
pub struct Previewed {
    workspace: Workspace,
    pub id: IssueId,
    made: Mutex<Option<Arc<Made>>>,
}

/// What was made of it at one time.
#[derive(Debug)]
pub struct Made {
    /// Another number once any of its files is another.
    pub mark: u64,
    /// Why nothing can be made of it at all, and what to do.
    pub pressed: Result<Pressed, (String, String)>,
}

impl Previewed {
    pub fn new(workspace: Workspace, id: IssueId) -> Self {
        Self { workspace, id, made: Mutex::default() }
    }

    /// The letters as the files have them now.
    pub async fn now(&self) -> Arc<Made> {
        // Held while it is made: whoever asks meanwhile gets the same.
        let mut made = self.made.lock().await;
        let mark = self.mark().await;
        if let Some(made) = made.as_ref().filter(|made| made.mark == mark) {
            return made.clone();
        }
        let (workspace, id) = (self.workspace.clone(), self.id.clone());
        let pressed = tokio::task::spawn_blocking(move || press(&workspace, &id, None)).await;
        let pressed = match pressed {
            Ok(pressed) => pressed.map_err(|why: Error| (why.to_string(), why.remedy())),
            Err(_) => Err((
                "Something broke while the letter was made".to_owned(),
                "this is a mistake in the program; your text is as it was".to_owned(),
            )),
        };
        let new = Arc::new(Made { mark, pressed });
        *made = Some(new.clone());
        new
    }

    /// The mark of the files once it is another than `known`, or after a while.
    pub async fn another(&self, known: &str) -> u64 {
        let end = Instant::now() + WAIT;
        loop {
            let mark = self.mark().await;
            if mark.to_string() != known || Instant::now() >= end {
                return mark;
            }
            sleep(LOOK).await;
        }
    }

    async fn mark(&self) -> u64 {
        let (workspace, id) = (self.workspace.clone(), self.id.clone());
        tokio::task::spawn_blocking(move || workspace.fingerprint(&id)).await.unwrap_or_default()
    }
}
