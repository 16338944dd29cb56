//! A reason to stop a mailing as the database keeps it: with the machine that found it.

use crate::domain::HoldReason;
use crate::ledger::{Error, Holder};

/// Any of the machines that share the database may have found it, in files and by a clock that are its own.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Hold {
    #[serde(flatten)]
    pub why: HoldReason,
    /// None where a release before this one has written it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}

impl Hold {
    pub fn read(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text).map_err(|_| Error::Corrupt("a reason"))
    }

    /// As it is written down when this process has found it.
    pub fn found_here(why: &HoldReason) -> Result<String, Error> {
        let host = Holder::host();
        let hold = Self { why: why.clone(), host: (!host.is_empty()).then_some(host) };
        serde_json::to_string(&hold).map_err(|_| Error::Corrupt("a reason"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_release_has_written_is_read_and_what_is_written_now_it_can_read() {
        for why in [HoldReason::TestMode, HoldReason::CountChanged { confirmed: 30, now: 60 }] {
            let before = serde_json::to_string(&why).expect("text");
            let read: Hold = serde_json::from_str(&before).expect("a reason");
            assert_eq!((read.why, read.host), (why.clone(), None));
            let on = Hold { why: why.clone(), host: Some("mail2".to_owned()) };
            let now = serde_json::to_string(&on).expect("text");
            assert_eq!(serde_json::from_str::<HoldReason>(&now).expect("a reason"), why);
            assert_eq!(serde_json::from_str::<Hold>(&now).expect("a reason").host, on.host);
        }
    }
}
