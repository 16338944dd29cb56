//! Letters spread over several relays by their weights: none gets more than its share ahead of the others, as long as
//! those keep up. What one can't take is the others', and is not made up for when it is back.

use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// Who has taken how many letters.
#[derive(Debug)]
pub struct Shares {
    of: Mutex<Vec<Share>>,
    /// Somebody has taken one, or has stopped taking any.
    pub moved: Notify,
}

#[derive(Debug)]
struct Share {
    weight: f64,
    taken: f64,
    /// So many it may be ahead: one for each connection.
    ahead: f64,
    out: bool,
}

impl Share {
    fn part(&self) -> f64 {
        self.taken / self.weight
    }
}

impl Shares {
    /// Of each relay its weight, and how many letters it may be ahead.
    pub fn new(relays: &[(u32, u32)]) -> Self {
        let share = |(weight, ahead): &(u32, u32)| Share {
            weight: f64::from(*weight),
            taken: 0.0,
            ahead: f64::from(*ahead),
            out: false,
        };
        Self { of: Mutex::new(relays.iter().map(share).collect()), moved: Notify::new() }
    }

    /// Counts a letter for the relay `number`, if it is its turn. `open`: whom others wait for now.
    pub fn take(&self, number: usize, open: impl Fn(usize) -> bool) -> bool {
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        let is_open: Vec<bool> = (0..of.len()).map(|other| other == number || open(other)).collect();
        let steady = of.iter().zip(&is_open).filter(|(share, open)| **open && !share.out);
        let behind = steady.map(|(share, _)| share.part()).reduce(f64::min);
        for (share, open) in of.iter_mut().zip(&is_open) {
            if let (true, true, Some(behind)) = (share.out, *open, behind) {
                share.taken = share.taken.max(behind * share.weight);
            }
            share.out = !open;
        }
        let behind = of.iter().zip(&is_open).filter(|(_, open)| **open).map(|(share, _)| share.part());
        let behind = behind.fold(f64::INFINITY, f64::min);
        let Some(share) = of.get_mut(number) else { return true };
        if share.taken >= (behind * share.weight) + share.ahead {
            return false;
        }
        share.taken += 1.0;
        drop(of);
        self.moved.notify_waiters();
        true
    }

    /// A letter that was counted was not sent.
    pub fn give_back(&self, number: usize) {
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = of.get_mut(number) {
            share.taken -= 1.0;
        }
        drop(of);
        self.moved.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many each takes of `letters`, if each asks whenever it can.
    fn spread(shares: &Shares, letters: usize, open: [bool; 2]) -> [usize; 2] {
        let mut taken = [0, 0];
        while taken.iter().sum::<usize>() < letters {
            for number in 0..2 {
                if open[number] && shares.take(number, |other| open[other]) {
                    taken[number] += 1;
                }
            }
        }
        taken
    }

    #[test]
    fn letters_are_spread_by_weight_and_who_is_back_gets_its_share_and_no_more() {
        let shares = Shares::new(&[(3, 1), (1, 1)]);
        let [first, second] = spread(&shares, 40, [true, true]);
        assert!((29..=31).contains(&first) && first + second == 40, "{first} and {second}");
        assert_eq!(spread(&shares, 40, [true, false]), [40, 0], "the other can't take any");
        let [first, second] = spread(&shares, 40, [true, true]);
        assert!((29..=31).contains(&first) && first + second == 40, "{first} and {second}");
    }

    #[test]
    fn who_is_behind_may_always_take_one_and_one_given_back_is_not_counted() {
        let shares = Shares::new(&[(1, 1), (1, 1)]);
        assert!(shares.take(0, |_| true) && !shares.take(0, |_| true));
        shares.give_back(0);
        assert!(shares.take(0, |_| true));
        assert!(shares.take(1, |_| true) && shares.take(0, |_| true));
    }
}
