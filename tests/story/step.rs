//! What may happen next in a history of a ledger, at random.

use proptest::prelude::*;

#[derive(Debug, Clone)]
pub enum Step {
    Plan(usize),
    Claim(usize, u32),
    Submit(usize),
    Record(usize, u8),
    Release(usize),
    Order(usize, u8),
    Suppress(usize),
    Leave(usize, usize),
    LeaveUnderWay { lost: bool },
    Decide(usize, usize, u8),
    Killed { power_cut: bool },
}

pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..2_usize).prop_map(Step::Plan),
        6 => (0..2_usize, 1..4_u32).prop_map(|(m, n)| Step::Claim(m, n)),
        8 => (0..5_usize).prop_map(Step::Submit),
        8 => (0..5_usize, 0..5_u8).prop_map(|(i, o)| Step::Record(i, o)),
        2 => (0..5_usize).prop_map(Step::Release),
        5 => (0..2_usize, 0..6_u8).prop_map(|(m, o)| Step::Order(m, o)),
        1 => (0..5_usize).prop_map(Step::Suppress),
        1 => (0..2_usize, 0..5_usize).prop_map(|(m, i)| Step::Leave(m, i)),
        2 => any::<bool>().prop_map(|lost| Step::LeaveUnderWay { lost }),
        4 => (0..2_usize, 0..5_usize, 0..4_u8).prop_map(|(m, i, d)| Step::Decide(m, i, d)),
        2 => any::<bool>().prop_map(|power_cut| Step::Killed { power_cut }),
    ]
}
