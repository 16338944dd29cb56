//! Letters that a server was given whole, and of which it has not said yet whether it takes them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many there are over one connection. Whoever waits for the server may look at it meanwhile.
#[derive(Debug, Clone, Default)]
pub struct Unanswered(Arc<AtomicUsize>);

impl Unanswered {
    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn are(&self, letters: usize) {
        self.0.store(letters, Ordering::Relaxed);
    }
}
