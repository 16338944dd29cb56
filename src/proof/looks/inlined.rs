//! HTM005: a letter that looks right where the style in the head is thrown away.

use super::face::ESSENTIAL;
use super::{Seen, called, styled_at};
use crate::domain::Problem;
use crate::locale::say;
use crate::proof::page::Page;
use crate::proof::{Facts, rules};

/// HTM005
pub fn inlined(facts: &Facts, page: &Page, seen: &Seen) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for run in seen.bare() {
        let missing: Vec<&str> = ESSENTIAL
            .into_iter()
            .zip(run.face.said)
            .filter(|(_, said)| !said)
            .map(|(name, _)| name)
            .collect();
        if missing.is_empty() {
            continue;
        }
        let (place, whose) = styled_at(facts, page, run.element);
        let what = say!("HTM005-missing", element = called(run.element), missing = missing.join(", "));
        let what = format!("{what}{whose}");
        if problems.iter().all(|other| other.what != what) {
            problems.push(rules::HTM005.at(place, what));
        }
    }
    problems
}
