//! How many threads carry a sender's lines.

use std::num::NonZero;
use std::thread::available_parallelism;

use crate::domain::settings::Settings;

/// One where nothing is signed: a second would be woken for every answer, and waking it costs a sixth of what a letter
/// does. A signature is worth more than that, so there they are spread over the cores.
///
/// The ledger has threads of its own.
pub fn threads(settings: &Settings) -> NonZero<usize> {
    if settings.dkim.is_empty() {
        return NonZero::<usize>::MIN;
    }
    available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}
