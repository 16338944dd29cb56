//! How many letters a relay takes over one connection before it closes it with 421, learnt from where it did.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Shared by all connections to one relay, and by all mailings one after the other.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// Letters that went over the last one that it closed.
    last: Option<u32>,
    most: Option<u32>,
}

impl Sessions {
    /// The relay closed a connection over which it had taken so many letters. Says whether that is its way with connections,
    /// and the next one may be opened at once. It asks for fewer letters if it took none, or less than half as many as
    /// over the one before that it closed.
    pub fn closed(&self, taken: u32) -> bool {
        if taken == 0 {
            return false;
        }
        let mut inner = self.lock();
        let before = inner.last.replace(taken);
        if before == Some(taken) {
            inner.most = before;
        }
        before.is_none_or(|before| taken >= before / 2)
    }

    /// With so many letters it closed two one after the other.
    pub fn most(&self) -> Option<u32> {
        self.lock().most
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_connection_is_closed_after_none_or_ever_fewer_letters_the_relay_asks_for_less() {
        for (closed_after, at_once, most) in [
            (&[0][..], &[false][..], None),
            (&[100, 100, 100], &[true; 3], Some(100)),
            (&[100, 0, 100], &[true, false, true], Some(100)),
            (&[100, 60, 20, 10], &[true, true, false, true], None),
            (&[7, 100], &[true; 2], None),
        ] {
            let sessions = Sessions::default();
            let said: Vec<_> = closed_after.iter().map(|taken| sessions.closed(*taken)).collect();
            assert_eq!((said.as_slice(), sessions.most()), (at_once, most), "{closed_after:?}");
        }
    }
}
