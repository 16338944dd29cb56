//! What the system or a person tells a watcher: Ctrl+C is an order to the mailing, everything else ends the watching.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::desk::send::Error;

/// What was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Nothing,
    /// Ctrl+C.
    Pause,
    /// SIGTERM, or the terminal is gone: the sender in the background goes on.
    Leave,
}

/// Follows the signals. A second Ctrl+C ends the process at once; what is in flight lands without it.
pub fn listen() -> Result<watch::Receiver<Told>, Error> {
    let listen = |kind| {
        signal(kind).map_err(|source| Error::Io { what: "signals can't be listened to".to_owned(), source })
    };
    let (mut term, mut int, mut hup) =
        (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?, listen(SignalKind::hangup())?);
    let (tell, told) = watch::channel(Told::Nothing);
    tokio::spawn(async move {
        loop {
            let now = tokio::select! {
                _ = int.recv() => Told::Pause,
                _ = term.recv() => Told::Leave,
                _ = hup.recv() => Told::Leave,
            };
            if tell.send_replace(now) == Told::Pause && now == Told::Pause {
                std::process::exit(130);
            }
        }
    });
    Ok(told)
}
