//! A reason to stop a mailing as the database keeps it: with the machine that found it.

use crate::domain::HoldReason;
use crate::ledger::Holder;

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
    /// Found by this process.
    pub fn here(why: &HoldReason) -> Self {
        let host = Holder::host();
        Self { why: why.clone(), host: (!host.is_empty()).then_some(host) }
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
