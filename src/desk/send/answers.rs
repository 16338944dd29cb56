//! What a domain has answered lately: whether it puts off so much that it gets few letters at once.

/// So many answers are kept in mind.
const LATELY: u32 = 50;
/// Fewer say nothing about a domain.
const FEWEST: u32 = 10;

/// Begins with the first letter that is put off.
#[derive(Debug, Default)]
pub struct Answers {
    /// A bit each, the newest lowest, set where the answer was "later".
    last: u64,
    many: u32,
}

impl Answers {
    pub fn note(&mut self, later: bool) {
        self.last = (self.last << 1 | u64::from(later)) & ((1 << LATELY) - 1);
        self.many = (self.many + 1).min(LATELY);
    }

    /// Whether more than a fifth of them were "later".
    pub fn are_mostly_later(&self) -> bool {
        self.many >= FEWEST && self.last.count_ones() * 5 > self.many
    }

    /// Whether there is nothing to keep in mind.
    pub fn are_well(&self) -> bool {
        self.last == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_fifth_of_ten_answers_or_more_is_too_much_until_it_is_a_fifth_of_the_last_fifty() {
        // After so many answers, of which so many of each ten were "later".
        for (answers, later, too_much) in
            [(9, 10, false), (10, 2, false), (10, 3, true), (500, 2, false), (500, 3, true)]
        {
            let mut said = Answers::default();
            (0..answers).for_each(|n| said.note(n % 10 < later));
            assert_eq!(said.are_mostly_later(), too_much, "{later} of each ten, {answers} answers");
        }
        let mut said = Answers::default();
        (0..100).for_each(|_| said.note(true));
        let good = (1..).take_while(|_| {
            said.note(false);
            said.are_mostly_later()
        });
        assert_eq!(good.count() + 1, 40);
        (0..9).for_each(|_| said.note(false));
        assert!(!said.are_well());
        said.note(false);
        assert!(said.are_well());
    }
}
