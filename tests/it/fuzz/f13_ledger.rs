//! F13: any history of a ledger. After every step it stands as its model says, and its invariants hold.

use super::{Feed, Trace};
use crate::story::model::{Step, play};
use crate::story::stage::Stage;

const LONGEST: usize = 90;

fn step(feed: &mut Feed<'_>) -> Step {
    match feed.below(16) {
        0 => Step::Plan(feed.below(2)),
        1..=3 => Step::Claim(feed.below(2), [1, 2, 3][feed.below(3)]),
        4..=6 => Step::Submit(feed.below(5)),
        7..=9 => Step::Record(feed.below(5), [0, 1, 2, 3, 4][feed.below(5)]),
        10 => Step::Release(feed.below(5)),
        11 | 12 => Step::Order(feed.below(2), [0, 1, 2, 3, 4, 5][feed.below(6)]),
        13 => Step::Suppress(feed.below(5)),
        14 => Step::Decide(feed.below(2), feed.below(5), [0, 1, 2, 3][feed.below(4)]),
        _ => Step::Killed { power_cut: feed.yes() },
    }
}

pub fn run(bytes: &[u8]) -> u64 {
    let mut feed = Feed::new(bytes);
    let again = feed.yes();
    let mut steps = Vec::new();
    while !feed.is_empty() && steps.len() < LONGEST {
        steps.push(step(&mut feed));
    }
    // Which kinds follow each other is what tells histories apart.
    let mut trace = Trace::new();
    let kinds: Vec<u8> = steps.iter().map(|step| format!("{step:?}").as_bytes()[0]).collect();
    let mut pairs: Vec<&[u8]> = kinds.windows(2).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.iter().for_each(|pair| trace.note(u64::from(pair[0]) << 8 | u64::from(pair[1])));
    play(&Stage::file(), again, steps);
    trace.0
}
