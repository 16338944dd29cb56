//! The first sign-in with an account, and the first one after a while: the other connections wait for it, so that a password
//! that is refused, or is no longer taken, is tried once. An account is soon locked.

use std::sync::PoisonError;
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, timeout};

/// How long the others wait for the one: a server that says nothing over it may answer over another.
const PATIENCE: Duration = Duration::from_secs(30);
/// For so long one that worked speaks for those that come after it: a relay that closes each connection after a few letters
/// is not to wait for one sign-in after the other.
const FRESH: Duration = Duration::from_secs(10);

/// Shared by all connections of one mailing that sign in with one account.
#[derive(Debug, Default)]
pub struct SignIn {
    /// When the last one worked; none before that, and after a refusal.
    worked: std::sync::Mutex<Option<Instant>>,
    turn: Mutex<()>,
}

impl SignIn {
    /// Waits until nobody else signs in, for half a minute at most; held until it is known what came of it. None while one
    /// has just worked: then all may sign in at once. None too for who has waited that long.
    pub async fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        self.turn_within(PATIENCE).await
    }

    async fn turn_within(&self, patience: Duration) -> Option<MutexGuard<'_, ()>> {
        if self.has_just_worked() {
            return None;
        }
        let turn = timeout(patience, self.turn.lock()).await.ok()?;
        (!self.has_just_worked()).then_some(turn)
    }

    /// What came of the last one.
    pub fn set_worked(&self, worked: bool) {
        self.set_worked_at(worked.then(Instant::now));
    }

    fn set_worked_at(&self, at: Option<Instant>) {
        *self.worked.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    fn has_just_worked(&self) -> bool {
        let at = *self.worked.lock().unwrap_or_else(PoisonError::into_inner);
        at.is_some_and(|at| at.elapsed() < FRESH)
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
    async fn one_that_worked_a_while_ago_says_nothing_of_the_next_ones_and_one_of_them_goes_first() {
        let sign_in = SignIn::default();
        sign_in.set_worked_at(Instant::now().checked_sub(FRESH));
        let first = sign_in.turn().await;
        assert!(first.is_some(), "the password may have been changed since");
        let mut second = pin!(sign_in.turn());
        tokio::select! {
            biased;
            _ = &mut second => panic!("two at once"),
            () = std::future::ready(()) => {}
        }
        sign_in.set_worked(true);
        drop(first);
        assert!(second.await.is_none() && sign_in.turn().await.is_none(), "it is taken as ever");
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
