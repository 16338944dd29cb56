//! An address that gets nothing more, and why.

use jiff::Timestamp;

use super::{AddrKey, MailingId, SkipReason};

const LINK: &str = "the link of mailing ";

/// One entry; files never bring anybody back from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    pub key: AddrKey,
    /// `*`: the whole newsletter.
    pub scope: String,
    /// One of the first five reasons.
    pub reason: SkipReason,
    /// How it is known: "one-click", "page", a reply …
    pub evidence: String,
    pub at: Timestamp,
}

impl Suppression {
    /// The evidence where somebody left by the link in their own letter of this mailing.
    pub fn by_the_link_of(mailing: MailingId) -> String {
        format!("{LINK}{mailing:?}")
    }

    /// The mailing whose letter they left by: so they have it.
    pub fn letter_of(&self) -> Option<MailingId> {
        let id = self.evidence.strip_prefix(LINK).filter(|id| id.len() == 16)?;
        u64::from_str_radix(id, 16).ok().map(|id| MailingId(id.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_that_somebody_left_by_is_read_from_the_evidence_and_from_no_other_words() {
        let mailing = MailingId([0, 1, 2, 3, 0xfc, 0xfd, 0xfe, 0xff]);
        let left = |evidence: &str| Suppression {
            key: AddrKey([0; 16]),
            scope: "*".to_owned(),
            reason: SkipReason::Unsubscribed,
            evidence: evidence.to_owned(),
            at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(left(&Suppression::by_the_link_of(mailing)).letter_of(), Some(mailing));
        for other in ["page", "the link of mailing ", "the link of mailing 12", "a reply 00010203fcfdfeff"] {
            assert_eq!(left(other).letter_of(), None, "{other}");
        }
    }
}
