//! The sender as a process: started, told to end, and started in the background by others.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::opened::Opened;
use super::send::{Error, Sender, Tempo};
use crate::domain::Clock;
use crate::ledger::{self, Holder, SendingLock, Waiting, make_file};

/// How long a sender in the background may take to say that it lives.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often somebody looks whether the sending lock is free, or wanted.
const LOOK: Duration = Duration::from_millis(500);

/// So many looks for something to do apart a sender begins anew that could not write to its ledger.
const TRIED_EVERY: u32 = 15;

/// How many stores of free memory glibc keeps.
const ARENAS: &str = "MALLOC_ARENA_MAX";

/// What a log may hold, in octets, before a sender begins a new one.
const LONG: u64 = 1024 * 1024;

/// Sends what is due until told to end. `detached`: survives the terminal, and ends when nothing is left to do or when
/// somebody who stays waits for the lock. Gives whether it was told to end.
pub async fn work(opened: &Opened, clock: Clock, detached: bool) -> Result<bool, Error> {
    if detached {
        // Fails only for who leads a session already, which is what is wanted.
        _ = rustix::process::setsid();
    }
    let mut told = told_by_signals()?;
    if detached {
        told = or_wanted(told, opened.ledger.path().to_owned());
    }
    let sender = Sender {
        workspace: opened.workspace.clone(),
        ledger: opened.ledger.clone(),
        clock,
        tempo: Tempo::default(),
        ends_when_idle: detached,
    };
    sender.run(told.clone()).await?;
    let told = *told.borrow();
    Ok(told)
}

/// `told`, and true as well once somebody waits for the lock.
fn or_wanted(mut told: watch::Receiver<bool>, ledger: PathBuf) -> watch::Receiver<bool> {
    let (tell, either) = watch::channel(false);
    tokio::spawn(async move {
        while !*told.borrow() && !Waiting::anybody(&ledger) {
            a_look(LOOK, &mut told).await;
        }
        tell.send_replace(true);
    });
    either
}

async fn a_look(how_long: Duration, told: &mut watch::Receiver<bool>) {
    _ = tokio::time::timeout(how_long, told.wait_for(|told| *told)).await;
}

/// What becomes of a process that is to send for as long as it lives.
#[derive(Debug)]
pub enum Place {
    /// Another one sends; this one takes over when that ends. A sender in the background ends for it.
    Waits(Holder),
    Sends,
    /// It can't, and tries again by itself.
    Stands(ledger::Error),
}

/// Sends until told to end, as soon as nobody else does. A ledger that can't be written for a while, as its disk is full
/// or its database away, is waited for: whoever leaves meanwhile is to find the pages.
pub async fn send_in_turn(
    sender: &Sender,
    mut told: watch::Receiver<bool>,
    mut now: impl FnMut(Place),
) -> Result<(), Error> {
    let ledger = sender.ledger.path();
    let (mut waiting, mut known, mut stands) = (None, None, None);
    while !*told.borrow() {
        let tried = match SendingLock::holder(ledger) {
            Some(holder) => {
                if known.as_ref() != Some(&holder) {
                    now(Place::Waits(holder.clone()));
                    known = Some(holder);
                }
                match &waiting {
                    Some(_) => Ok(()),
                    None => Waiting::begin(ledger).map(|begun| waiting = begun),
                }
            }
            None => {
                let mut run = Box::pin(sender.run(told.clone()));
                let ended = if let Ok(ended) = tokio::time::timeout(LOOK, &mut run).await {
                    ended
                } else {
                    (known, stands) = (None, None);
                    now(Place::Sends);
                    run.await
                };
                match ended {
                    // Somebody was quicker.
                    Err(Error::Ledger(ledger::Error::SenderLives(_))) => Ok(()),
                    Err(Error::Ledger(error)) => Err(error),
                    ended => return ended,
                }
            }
        };
        match tried {
            Ok(()) => a_look(LOOK, &mut told).await,
            Err(error) if !*told.borrow() && (error.is_full() || error.is_transient()) => {
                let words = error.to_string();
                if stands.as_ref() != Some(&words) {
                    now(Place::Stands(error));
                    stands = Some(words);
                }
                a_look(sender.tempo.poll * TRIED_EVERY, &mut told).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Turns true with the first SIGTERM or Ctrl+C: what is in flight still lands. The second ends the process at once; what
/// it was about to hand over is then settled by the next sender. SIGHUP means nothing to a sender.
pub fn told_by_signals() -> Result<watch::Receiver<bool>, Error> {
    let listen = |kind| {
        signal(kind).map_err(|source| Error::Io { what: "signals can't be listened to".to_owned(), source })
    };
    let (mut term, mut int, mut hup) =
        (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?, listen(SignalKind::hangup())?);
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = term.recv() => {}
                _ = int.recv() => {}
                _ = hup.recv() => continue,
            }
            if tell.send_replace(true) {
                std::process::exit(130);
            }
        }
    });
    Ok(told)
}

/// Where a sender in the background writes what it has to say.
pub fn log_file(ledger: &Path) -> PathBuf {
    ledger.with_file_name("sender.log")
}

/// `make_sure_a_sender_lives`, for a mailing that is in the ledger by now: where it fails, it says so.
pub fn sender_for(opened: &Opened, mailing: &str) -> Result<Holder, Error> {
    make_sure_a_sender_lives(opened)
        .map_err(|why| Error::NoSender { mailing: mailing.to_owned(), why: Box::new(why) })
}

/// Whoever sends in this workspace; starts a sender in the background if nobody does. Blocks until it lives.
pub fn make_sure_a_sender_lives(opened: &Opened) -> Result<Holder, Error> {
    let ledger = opened.ledger.path();
    if let Some(holder) = opened.ledger.sender() {
        return Ok(holder);
    }
    let failed =
        |source| Error::Io { what: "a sender can't be started in the background".to_owned(), source };
    let log = log_file(ledger);
    turn_over(&log).map_err(failed)?;
    make_file(&log).map_err(failed)?;
    let log = OpenOptions::new().append(true).open(log).map_err(failed)?;
    let program = std::env::current_exe().map_err(failed)?;
    let mut child = in_the_background(&program, opened.workspace.root())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .map_err(failed)?;
    let begun = Instant::now();
    loop {
        if let Some(holder) = opened.ledger.sender() {
            return Ok(Holder { detached: holder.detached || holder.pid == child.id(), ..holder });
        }
        // It may have found nothing to do, or another sender, in the meantime: that is fine.
        match child.try_wait().map_err(failed)? {
            Some(status) if !status.success() && status.code() != Some(5) => {
                let log = log_file(ledger);
                let what = format!("the sender in the background ended at once: see {}", log.display());
                return Err(Error::Bug(what));
            }
            Some(_) => return Ok(gone(child.id())),
            None if begun.elapsed() > PATIENCE => return Ok(gone(child.id())),
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

fn in_the_background(program: &Path, root: &Path) -> Command {
    let mut sender = Command::new(program);
    sender.arg("-C").arg(root).args(["--no-input", "work", "--detached"]);
    // glibc would keep the memory of each thread apart: a fifth more of it, the more the longer it sends, and no quicker.
    if std::env::var_os(ARENAS).is_none() {
        sender.env(ARENAS, "1");
    }
    sender
}

/// A log that has grown long becomes the old one; the old one before it goes.
fn turn_over(log: &Path) -> io::Result<()> {
    match std::fs::metadata(log) {
        Ok(file) if file.len() > LONG => std::fs::rename(log, log.with_extension("log.old")),
        _ => Ok(()),
    }
}

fn gone(pid: u32) -> Holder {
    Holder { pid, detached: true, ..Holder::default() }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::*;

    #[test]
    fn of_a_log_that_has_grown_long_one_old_part_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log_file(&folder.path().join("ledger.db"));
        let of = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        let grown = |to| File::create(&log).and_then(|file| file.set_len(to)).expect("grown");
        turn_over(&log).expect("there is none yet");
        for (size, left, old) in [(LONG, LONG, 0), (LONG + 1, 0, LONG + 1), (LONG + 2, 0, LONG + 2)] {
            grown(size);
            turn_over(&log).expect("turned over");
            assert_eq!((of(&log), of(&folder.path().join("sender.log.old"))), (left, old));
        }
    }
    #[test]
    fn a_sender_in_the_background_has_one_store_of_free_memory_unless_somebody_said_otherwise() {
        let sender = in_the_background(Path::new("courant"), Path::new("/srv/newsletter"));
        let given = sender.get_envs().find(|(name, _)| *name == ARENAS).and_then(|(_, value)| value);
        let expected = if std::env::var_os(ARENAS).is_some() { None } else { Some("1".as_ref()) };
        assert_eq!(given, expected);
    }
}
