//! A bar that fills.

/// `room` cells of which `done` of `all` are full. Full only when all is done, empty only when nothing is.
pub fn bar(done: u64, all: u64, room: usize) -> String {
    let room64 = room as u64;
    let full = match done.saturating_mul(room64).checked_div(all) {
        None => 0,
        Some(0) if done > 0 => 1,
        Some(full) => full.min(room64),
    };
    (0..room64).map(|cell| if cell < full { '█' } else { '░' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_empty_only_before_and_full_only_after() {
        for (done, all, seen) in [
            (0, 10, "░░░░░"),
            (1, 1000, "█░░░░"),
            (999, 1000, "████░"),
            (1000, 1000, "█████"),
            (0, 0, "░░░░░"),
        ] {
            assert_eq!(bar(done, all, 5), seen);
        }
    }
}
