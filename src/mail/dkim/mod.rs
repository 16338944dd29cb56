//! DKIM (RFC 6376, RFC 8463): signatures over the final bytes of a message, relaxed/relaxed, RSA and Ed25519.
//!
//! The headers that a forger would like to add a second time are named twice in `h=`, so that adding one
//! breaks the signature (8.15). There is never an `l=`: what is signed is all of it.

mod algorithm;
mod canonical;
mod error;
mod fields;
mod key;
mod record;
mod signature;
mod signer;
mod tags;
mod verify_error;

pub use algorithm::Algorithm;
pub use error::Error;
pub use key::new_key;
pub use record::DnsRecord;
pub use signature::{Signature, signatures};
pub use signer::{Signer, sign};
pub use tags::{compact, read as tag_list};
pub use verify_error::VerifyError;

/// Named twice in `h=`, there or not.
pub const OVER_SIGNED: [&str; 10] = [
    "from",
    "to",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "mime-version",
    "content-type",
];

/// Named once in `h=`, if they are there.
pub const SIGNED: [&str; 4] = ["content-language", "list-id", "list-help", "feedback-id"];
