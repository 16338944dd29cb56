//! Whether the first letters tell of an old list: then a person is asked before the rest goes out.

use std::sync::atomic::Ordering;

use super::{Post, Stop};
use crate::domain::HoldReason;
use crate::ledger::patiently;

/// So many letters tell.
const FIRST: u32 = 200;
/// More than five in a hundred of them.
const TOO_MANY: u64 = 10;

impl Post {
    /// After a letter to an address that does not exist. Counted by the ledger, so by all senders, and over a restart; a
    /// person who was asked once is not asked again.
    pub(super) async fn minds_bounces(&self) {
        if self.lists_are_good.load(Ordering::Relaxed) {
            return;
        }
        let ledger = self.turn.ledger();
        match patiently(|| ledger.first_answers(self.id(), FIRST)).await {
            Ok(first) if first.was_held => self.lists_are_good.store(true, Ordering::Relaxed),
            Ok(first) if first.no_such_address > TOO_MANY => {
                let (hard, of) = (first.no_such_address, first.settled);
                self.stop(Stop::Hold(HoldReason::ManyBounces { hard, of }));
            }
            Ok(first) => {
                self.lists_are_good.store(first.settled >= FIRST.into(), Ordering::Relaxed);
            }
            Err(error) => self.lost_the_ledger(&error),
        }
    }
}
