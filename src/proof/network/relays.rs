//! SMT001: the mail servers can be reached safely, and take letters as large as ours.

use super::super::rules::SMT001;
use super::Verdict;
use super::sender::place;
use crate::domain::Problem;

/// What was seen of one mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelaySeen {
    /// Host and port.
    pub name: String,
    /// The largest letter that it takes, if it says so (RFC 1870); or why it did not come so far.
    pub end: Result<Option<u64>, RelayFault>,
}

/// Why nothing could be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayFault {
    pub what: String,
    /// Another try won't help: certificate, encryption, sign-in, or the settings themselves.
    pub lasting: bool,
}

/// `largest`: octets of the largest letter that is to go out.
pub fn relays(seen: &[RelaySeen], largest: usize) -> Verdict {
    Verdict {
        rule: &SMT001,
        problems: seen.iter().filter_map(|one| problem(one, largest)).collect(),
        open: None,
    }
}

fn problem(seen: &RelaySeen, largest: usize) -> Option<Problem> {
    let name = &seen.name;
    match &seen.end {
        Ok(limit) => {
            let limit = limit.filter(|limit| *limit > 0 && largest as u64 > *limit)?;
            let what =
                format!("{name} takes letters of up to {limit} octets, and one of this issue has {largest}.");
            Some(SMT001.at(place(), what).remedy("Take pictures out, or save them smaller."))
        }
        Err(RelayFault { what, lasting: true }) => {
            Some(SMT001.at(place(), format!("Nothing can be handed to {name}: {what}.")))
        }
        Err(RelayFault { what, .. }) => {
            let remedy = "Ask again; `courant doctor --smtp` looks at the mail server alone.";
            Some(SMT001.should(place(), format!("{name} was not reached: {what}.")).remedy(remedy))
        }
    }
}
