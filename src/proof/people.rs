//! LEG003: it is written down why readers may be written to. LEG004: people in pictures have said yes, and whose picture it is
//! stands below it.

use crate::domain::{Place, Problem};
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

/// LEG003
pub fn basis(facts: &Facts) -> Vec<Problem> {
    let mut found = Vec::new();
    for list in facts.lists {
        let name = &list.name;
        let at = || Place::file(format!("subscribers/{name}.toml"));
        let says = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        match list.basis.as_deref() {
            None => {
                let what = say!("LEG003-no-basis", list = name.as_str());
                found.push(rules::LEG003.should(at(), what));
            }
            Some("consent") if !says(&list.source) => {
                let what = say!("LEG003-no-record", list = name.as_str());
                found.push(rules::LEG003.at(at(), what).remedy(say!("LEG003-no-source-remedy")));
            }
            Some(_) if !says(&list.source) => {
                let what = say!("LEG003-no-source", list = name.as_str());
                found.push(rules::LEG003.should(at(), what).remedy(say!("LEG003-no-source-remedy")));
            }
            Some(_) => {}
        }
    }
    found
}
