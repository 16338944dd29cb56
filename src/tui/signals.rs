//! What the system tells the composer.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    End,
    /// To leave the terminal to others for a while.
    Stop,
    /// It has the terminal again.
    GoOn,
}

/// The signals that are listened to.
#[derive(Debug)]
pub struct Signals {
    terminated: Signal,
    hung_up: Signal,
    interrupted: Signal,
    told_to_quit: Signal,
    stopped: Signal,
    continued: Signal,
}

impl Signals {
    pub fn listen() -> io::Result<Self> {
        let raw = |signal: rustix::process::Signal| SignalKind::from_raw(signal.as_raw());
        Ok(Self {
            terminated: signal(SignalKind::terminate())?,
            hung_up: signal(SignalKind::hangup())?,
            interrupted: signal(SignalKind::interrupt())?,
            told_to_quit: signal(SignalKind::quit())?,
            stopped: signal(raw(rustix::process::Signal::TSTP))?,
            continued: signal(raw(rustix::process::Signal::CONT))?,
        })
    }

    pub async fn next(&mut self) -> Told {
        tokio::select! {
            // A terminal that is gone tells both, to end and to go on (`tty_vhangup` of Linux): the end counts.
            biased;
            _ = self.terminated.recv() => Told::End,
            _ = self.hung_up.recv() => Told::End,
            _ = self.interrupted.recv() => Told::End,
            _ = self.told_to_quit.recv() => Told::End,
            _ = self.stopped.recv() => Told::Stop,
            _ = self.continued.recv() => Told::GoOn,
        }
    }

    /// Waits until it is told to go on.
    pub async fn continued(&mut self) {
        self.continued.recv().await;
    }

    /// While another program has the terminal: its keys stop both, and interrupt both, of which only that one is meant.
    pub async fn stopped(&mut self) {
        self.stopped.recv().await;
    }

    /// Forgets what was told meanwhile that was meant for the other program; an end is meant for both.
    pub fn forget_keys(&mut self) -> io::Result<()> {
        let Self { interrupted, told_to_quit, stopped, continued, .. } = Self::listen()?;
        (self.interrupted, self.told_to_quit) = (interrupted, told_to_quit);
        (self.stopped, self.continued) = (stopped, continued);
        Ok(())
    }
}
