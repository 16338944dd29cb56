//! An address that gets nothing more, and why.

use jiff::Timestamp;

use super::{AddrKey, MailingId, SkipReason};

const LINK: &str = "the link of mailing ";
/// No list is called so.
const TAKEN_BACK: &str = "taken back at ";

/// One entry; files never bring anybody back from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    pub key: AddrKey,
    /// `*`: the whole newsletter; a list; or, of what a person noted and took back, when they did.
    pub scope: String,
    /// One of the first five reasons.
    pub reason: SkipReason,
    /// How it is known: "one-click", "page", a reply …
    pub evidence: String,
    pub at: Timestamp,
}

impl Suppression {
    /// The scope of who gets nothing more at all.
    pub const EVERYTHING: &str = "*";

    /// The scope of what a person takes back at this moment: it stays on record, and stands against nobody.
    pub fn taken_back(at: Timestamp) -> String {
        format!("{TAKEN_BACK}{at}")
    }

    /// When it was taken back; none if it stands.
    pub fn taken_back_at(&self) -> Option<Timestamp> {
        self.scope.strip_prefix(TAKEN_BACK)?.parse().ok()
    }

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

    #[test]
    fn when_a_note_was_taken_back_is_read_from_its_scope_and_every_other_one_stands() {
        let at: Timestamp = "2026-11-23T14:00:00.5Z".parse().unwrap();
        let noted = |scope: String| Suppression {
            key: AddrKey([0; 16]),
            scope,
            reason: SkipReason::Manual,
            evidence: String::new(),
            at,
        };
        assert_eq!(noted(Suppression::taken_back(at)).taken_back_at(), Some(at));
        for stands in [Suppression::EVERYTHING, "partners", "taken back at noon"] {
            assert_eq!(noted(stands.to_owned()).taken_back_at(), None, "{stands}");
        }
    }
}
