//! What really happened, as the server saw it. Tests hold what the client believes against this.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A letter that was taken: the client was told 2xx, or the script wanted it never to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    /// Dots no longer escaped.
    pub message: Vec<u8>,
}

impl Letter {
    pub fn message_id(&self) -> Option<String> {
        message_id(&self.message)
    }
}

/// Kept for the life of the server.
#[derive(Debug, Default)]
pub struct Truth {
    commands: Mutex<Vec<String>>,
    bodies: Mutex<Vec<Option<String>>>,
    accepted: Mutex<Vec<Letter>>,
    handshakes: Mutex<Vec<bool>>,
}

impl Truth {
    /// Every command of every connection, as it came.
    pub fn commands(&self) -> Vec<String> {
        locked(&self.commands).clone()
    }

    /// The Message-ID of every letter of which anything came after DATA, whole or not.
    pub fn bodies(&self) -> Vec<Option<String>> {
        locked(&self.bodies).clone()
    }

    pub fn accepted(&self) -> Vec<Letter> {
        locked(&self.accepted).clone()
    }

    /// Of every TLS handshake that came to its end, whether it took up an earlier session.
    pub fn handshakes(&self) -> Vec<bool> {
        locked(&self.handshakes).clone()
    }

    pub(super) fn handshake(&self, resumed: bool) {
        locked(&self.handshakes).push(resumed);
    }

    pub(super) fn command(&self, line: &str) {
        locked(&self.commands).push(line.to_owned());
    }

    pub(super) fn body(&self, message: &[u8]) {
        locked(&self.bodies).push(message_id(message));
    }

    pub(super) fn accept(&self, letter: Letter) {
        locked(&self.accepted).push(letter);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn message_id(message: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(message);
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("message-id:"))?;
    line.split_once(':').map(|(_, id)| id.trim().to_owned())
}
