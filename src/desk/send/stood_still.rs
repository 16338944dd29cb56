//! Somebody stopped this process for a while, or the machine had no time for it: what connections met meanwhile is no fault of
//! the mail server's, and the log says so.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::run::{is_told, pause};

/// How often it is looked.
const LOOK: Duration = Duration::from_secs(1);
/// A busy machine may be late by less.
const NOTICED: Duration = Duration::from_secs(5);

/// Until told to end, beside the sending.
pub(super) async fn look(told: watch::Receiver<bool>) {
    while !is_told(&told) {
        let begun = Instant::now();
        pause(LOOK, told.clone()).await;
        if let Some(stood) = stood_still(begun.elapsed()) {
            tracing::warn!(
                "this process stood still for {} s: if connections to mail servers end now, that is why",
                stood.as_secs()
            );
        }
    }
}

/// For how long, if a look took so long and that is much more than it takes.
fn stood_still(took: Duration) -> Option<Duration> {
    took.checked_sub(LOOK).filter(|stood| *stood >= NOTICED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_seconds_longer_than_it_should_has_stood_still() {
        let stood = |seconds| stood_still(Duration::from_secs(seconds)).map(|stood| stood.as_secs());
        assert_eq!([0, 1, 5, 6, 90].map(stood), [None, None, None, Some(5), Some(89)]);
    }
}
