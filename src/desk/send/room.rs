//! Whether the disk has room for what a mailing writes into the ledger.

use crate::ledger::Ledger;

/// A row, its attempts and its way through the log.
const PER_READER: u64 = 1024;
/// For the log, the letters, and everything else that writes to the disk meanwhile.
const BESIDES: u64 = 128 * 1024 * 1024;

/// What is missing for so many readers, in words.
pub(super) fn lacks(ledger: &Ledger, readers: u64) -> Option<String> {
    short(ledger.room()?, readers)
}

fn short(free: u64, readers: u64) -> Option<String> {
    let needed = readers.saturating_mul(PER_READER).saturating_add(BESIDES);
    let mb = |octets: u64| octets.div_ceil(1_000_000);
    (free < needed).then(|| format!("{} MB must be free, and {} MB are", mb(needed), free / 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailing_needs_a_kilobyte_for_each_reader_and_128_megabytes_besides() {
        for (free, readers, said) in [
            (134_217_728, 0, None),
            (134_217_727, 0, Some("135 MB must be free, and 134 MB are")),
            (134_217_728 + 4_830 * 1024, 4_830, None),
            (134_217_728, 1_000_000, Some("1159 MB must be free, and 134 MB are")),
        ] {
            assert_eq!(short(free, readers).as_deref(), said);
        }
    }
}
