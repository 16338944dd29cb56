//! The first sign-in at a relay: the other connections wait for it, so that a password that is refused is tried once. An
//! account is soon locked.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

/// How long the others wait for the one: a server that says nothing over it may answer over another.
const PATIENCE: Duration = Duration::from_secs(30);

/// Shared by all connections of one mailing to one relay.
#[derive(Debug, Default)]
pub struct SignIn {
    worked: AtomicBool,
    turn: Mutex<()>,
}

impl SignIn {
    /// Waits until nobody else signs in, for half a minute at most; held until it is known what came of it. None once one
    /// has worked: then all may sign in at once. None too for who has waited that long.
    pub async fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        self.turn_within(PATIENCE).await
    }

    async fn turn_within(&self, patience: Duration) -> Option<MutexGuard<'_, ()>> {
        if self.has_worked() {
            return None;
        }
        let turn = timeout(patience, self.turn.lock()).await.ok()?;
        (!self.has_worked()).then_some(turn)
    }

    /// What came of the last one.
    pub fn set_worked(&self, worked: bool) {
        self.worked.store(worked, Ordering::Release);
    }

    fn has_worked(&self) -> bool {
        self.worked.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn they_come_one_after_the_other_until_one_has_worked_and_again_after_a_refusal() {
        let sign_in = SignIn::default();
        for _ in 0..2 {
            let first = sign_in.turn().await;
            let mut second = pin!(sign_in.turn());
            tokio::select! {
                biased;
                _ = &mut second => panic!("two at once"),
                () = std::future::ready(()) => {}
            }
            drop(first);
            let second = second.await;
            assert!(second.is_some(), "nobody knows yet whether it works");
            let third = sign_in.turn();
            sign_in.set_worked(true);
            drop(second);
            assert!(third.await.is_none() && sign_in.turn().await.is_none());
            sign_in.set_worked(false);
        }
    }

    #[tokio::test]
    async fn one_that_hangs_holds_up_nobody_for_ever() {
        let sign_in = SignIn::default();
        let hangs = sign_in.turn().await;
        assert!(hangs.is_some());
        let next = timeout(Duration::from_secs(60), sign_in.turn_within(Duration::from_millis(1)));
        assert!(next.await.expect("it waits for ever").is_none(), "it goes on without the turn");
        drop(hangs);
        assert!(sign_in.turn().await.is_some(), "nobody knows yet whether it works");
    }
}
