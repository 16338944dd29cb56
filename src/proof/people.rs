//! LEG004: people in pictures have said yes, and whose picture it is stands below it.

use crate::domain::Problem;
use crate::locale::say;

use super::{Facts, place, rules};

/// LEG004
pub fn consent(facts: &Facts) -> Vec<Problem> {
    let mut found = Vec::new();
    for section in &facts.issue.sections {
        for picture in &section.pictures {
            let Some(note) = &picture.people else { continue };
            let place = || place::of_facts(facts.issue, section);
            // A note says when, or where the paper lies; "yes" says nothing.
            if note.chars().filter(|c| c.is_alphanumeric()).count() < 6 {
                let what = say!("LEG004-empty-note", picture = picture.file.as_str(), note = note.as_str());
                found.push(rules::LEG004.at(place(), what));
            }
            if picture.credit.is_none() {
                let what = say!("LEG004-no-credit", picture = picture.file.as_str());
                found.push(rules::LEG004.at(place(), what).remedy(say!("LEG004-no-credit-remedy")));
            }
        }
    }
    found
}
