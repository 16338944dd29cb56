//! A relay's connections, as many seats as it has: whatever is sent at the same time, no more of them are open.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Those that are taken, of one relay, over all mailings.
#[derive(Debug, Default)]
pub struct Seats(Mutex<BTreeSet<u32>>);

/// One of them; free again when it is dropped.
#[derive(Debug)]
pub struct Seat {
    of: Arc<Seats>,
    /// Which of the relay's connections it is, from 0.
    pub number: u32,
}

impl Seats {
    /// The first free one of so many.
    pub fn take(self: &Arc<Self>, all: u32) -> Option<Seat> {
        let mut taken = self.lock();
        let number = (0..all).find(|number| !taken.contains(number))?;
        taken.insert(number);
        Some(Seat { of: Arc::clone(self), number })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.of.lock().remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_are_taken_than_there_are_and_the_first_that_is_free_comes_first() {
        let seats = Arc::new(Seats::default());
        let number = |seat: &Option<Seat>| seat.as_ref().map(|seat| seat.number);
        let (first, second) = (seats.take(2), seats.take(2));
        assert_eq!((number(&first), number(&second)), (Some(0), Some(1)));
        assert!(seats.take(2).is_none());
        drop(first);
        let again = seats.take(2);
        assert_eq!(number(&again), Some(0));
        assert!(seats.take(1).is_none(), "where fewer are wanted now, none is free before those are");
    }
}
