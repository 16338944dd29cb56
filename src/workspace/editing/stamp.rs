//! What a file held when it was read: tells whether somebody else has written it since.

use aws_lc_rs::digest;

/// A mark of the bytes of a file, or of there being none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(Option<Vec<u8>>);

impl Stamp {
    pub(super) fn of(bytes: Option<&[u8]>) -> Self {
        Self(bytes.map(|bytes| digest::digest(&digest::SHA256, bytes).as_ref().to_vec()))
    }
}
