//! Who approved an issue, and when that stops a send.

use super::*;
use crate::domain::settings::{Duty, Teammate};
use crate::proof::Tested;

fn address(name: &str) -> Address {
    Address::parse(&format!("{name}@helium.example.eu")).expect("an address")
}

pub fn approver(case: &mut Case, name: &str) {
    case.settings.team.push(Teammate {
        name: name.into(),
        login: None,
        address: address(name),
        languages: Vec::new(),
        does: vec![Duty::Approve],
    });
}

/// Maria has to say yes; who did, to this text and to another one.
pub fn release(case: &mut Case, now: &[&str], before: &[&str], tested: Tested) {
    approver(case, "maria");
    let all = |names: &[&str]| names.iter().copied().map(address).collect();
    case.release = Release { approved: all(now), approved_before: all(before), tested };
}

#[test]
fn what_nobody_approved_stops_a_send_and_warns_whoever_writes() {
    for (gate, severity) in
        [(Gate::Writing, Severity::ShouldFix), (Gate::Sending { due: Case::good().now }, Severity::MustFix)]
    {
        let mut case = Case::good();
        case.gate = gate;
        release(&mut case, &[], &[], Tested::Never);
        assert_eq!(case.wrong(), [("OPS001", severity); 2]);
    }
}
