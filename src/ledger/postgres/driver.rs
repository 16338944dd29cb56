//! The thread that the lines to the database live on. What is asked runs there, also if its caller goes away.

use std::future::Future;
use std::sync::mpsc::sync_channel;
use std::thread::Builder;

use tokio::runtime::{self, Handle};
use tokio::sync::oneshot;

use crate::ledger::Error;

/// One thread with a runtime; ends some time after it is dropped.
#[derive(Debug)]
pub(super) struct Driver {
    handle: Handle,
    stop: Option<oneshot::Sender<()>>,
}

impl Driver {
    pub fn start() -> Result<Self, std::io::Error> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        Builder::new().name("ledger".to_owned()).spawn(move || {
            // An error is the end as well: whoever could say stop is gone.
            _ = runtime.block_on(stopped);
        })?;
        Ok(Self { handle, stop: Some(stop) })
    }

    /// Runs `work` to its end and gives what it says. Dropping the future does not take the work back.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        self.handle.spawn(work).await.map_err(|_| Error::Closed)?
    }

    /// `run`, for callers that may block.
    pub fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = sync_channel(1);
        self.handle.spawn(async move {
            // Nobody waits any more only if their thread is gone.
            _ = answer.send(work.await);
        });
        answered.recv().map_err(|_| Error::Closed)?
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            _ = stop.send(());
        }
    }
}
