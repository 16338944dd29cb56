//! Waiting for what is to come: with a deadline, and with the last that was seen if it does not come.

use std::fmt::Debug;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// Long enough for a busy machine; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(2);

/// Looks until what is seen `fits`.
pub async fn until<T: Debug, F: Future<Output = T>>(
    what: &str,
    mut look: impl FnMut() -> F,
    fits: impl Fn(&T) -> bool,
) -> T {
    let begun = Instant::now();
    loop {
        let seen = look().await;
        if fits(&seen) {
            return seen;
        }
        assert!(begun.elapsed() < PATIENCE, "{what} did not come; last seen: {seen:?}");
        tokio::time::sleep(LOOK).await;
    }
}

/// `until`, for tests that have no runtime.
pub fn until_seen<T: Debug>(what: &str, mut look: impl FnMut() -> T, fits: impl Fn(&T) -> bool) -> T {
    let begun = Instant::now();
    loop {
        let seen = look();
        if fits(&seen) {
            return seen;
        }
        assert!(begun.elapsed() < PATIENCE, "{what} did not come; last seen: {seen:?}");
        std::thread::sleep(10 * LOOK);
    }
}

/// Waits for what another thread sends.
pub fn until_sent<T>(what: &str, by: &Receiver<T>) -> T {
    let sent = tokio::task::block_in_place(|| by.recv_timeout(PATIENCE));
    sent.unwrap_or_else(|why| panic!("{what} did not come: {why}"))
}
