//! What the readers of a plan and their languages come to, as one number that a mailing keeps.

use aws_lc_rs::digest::{SHA256, digest};

use crate::domain::AddrKey;

/// What one row adds to it, in whatever order: four bytes of a hash, so that rows that are swapped or changed do not make
/// up for each other.
pub fn share(key: AddrKey, lang: &str) -> i64 {
    let hash = digest(&SHA256, &[&key.0[..], lang.as_bytes()].concat());
    hash.as_ref().iter().take(4).fold(0, |sum, byte| sum * 256 + i64::from(*byte))
}
