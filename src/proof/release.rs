//! OPS001: who has to say yes to an issue has said it to this very text, and this text was tested.

use crate::domain::{Address, Place, Problem};
use crate::locale::say;

use super::{Facts, Gate, rules};

/// What is known of an issue besides its text: whether people have seen it as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Release {
    /// Who said yes to this text.
    pub approved: Vec<Address>,
    /// Who said yes to another one, and not to this.
    pub approved_before: Vec<Address>,
    pub tested: Tested,
}

/// Whether a test of an issue was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tested {
    #[default]
    Never,
    /// Of another text.
    Before,
    Now,
}

/// OPS001. It stops a send, and only warns whoever still writes.
pub fn released(facts: &Facts) -> Vec<Problem> {
    let release = facts.release;
    let at = |what: String| match facts.gate {
        Gate::Sending { .. } => rules::OPS001.at(Place::default(), what),
        Gate::Writing => rules::OPS001.should(Place::default(), what),
    };
    let issue = facts.issue.id.as_str();
    let same = |one: &Address, other: &Address| one.normalised() == other.normalised();
    let mut found = Vec::new();
    for person in facts.settings.approvers() {
        let among = |people: &[Address]| people.iter().any(|one| same(one, &person.address));
        let (name, address) = (person.name.as_str(), person.address.as_str());
        let what = match (among(&release.approved), among(&release.approved_before)) {
            (true, _) => continue,
            (false, true) => say!("OPS001-other-text", name = name),
            (false, false) => say!("OPS001-not-approved", name = name),
        };
        found.push(at(what).remedy(say!("OPS001-not-approved-remedy", issue = issue, address = address)));
    }
    let untested = match release.tested {
        Tested::Now => return found,
        Tested::Before => say!("OPS001-changed-since-test"),
        Tested::Never => say!("OPS001-never-tested"),
    };
    found.push(at(untested).remedy(say!("OPS001-untested-remedy", issue = issue)));
    found
}
