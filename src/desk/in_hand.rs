//! Letters that a sender had in hand when it ended or fell silent: nobody hears their answers, and nothing of them lands
//! by waiting.

use jiff::tz::TimeZone;

use crate::domain::{DeliveryState, LeftBehind, Progress, second_in_words};

/// What becomes of them, in words; empty where all that is under way is in the hands of a sender that lives.
pub fn in_words(progress: &Progress, zone: &TimeZone) -> Vec<String> {
    let mut words = Vec::new();
    // Also of one that is held or paused: there nobody needs to send, and nothing lands any more.
    let in_hand = progress.counts.of(DeliveryState::Submitting);
    if in_hand > 0 && !progress.somebody_sends() && progress.left_behind.is_none() {
        words.push(format!(
            "the last sender was handing over {in_hand} of those that wait: the next one finds them not certain"
        ));
    }
    words.extend(progress.left_behind.iter().flat_map(|behind| left_behind(behind, zone)));
    words
}

fn left_behind(behind: &LeftBehind, zone: &TimeZone) -> Vec<String> {
    let of = |letters: u64| if letters == 1 { "1 letter".to_owned() } else { format!("{letters} letters") };
    let machines = &behind.machines;
    let begun = behind.handing_over_until.map(|until| {
        format!(
            "a sender on {machines} has gone silent while it was handing over {}: what it learns counts until {}, then they \
             are not certain",
            of(behind.handing_over),
            second_in_words(until, zone)
        )
    });
    let taken = behind.taken_until.map(|until| {
        format!(
            "a sender on {machines} has gone silent and had not begun with {}: another sender takes them after {}",
            of(behind.taken),
            second_in_words(until, zone)
        )
    });
    begun.into_iter().chain(taken).collect()
}
