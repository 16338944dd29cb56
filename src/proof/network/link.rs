//! The links of an issue that can be followed, each once.

use std::collections::BTreeMap;

use super::super::page::links_of;
use super::super::place::written_in;
use crate::domain::settings::Settings;
use crate::domain::{Issue, Lang, Letter, Place, Severity};
use crate::proof::links::fault;
use crate::render::CALENDARS;
use url::Url;

/// Where a link leads, and where it was written first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub url: Url,
    /// As it was written.
    pub target: String,
    pub place: Place,
}

/// All that lead to web pages of others. Which are wrong by themselves are told already; what is ours is asked otherwise.
pub fn links(settings: &Settings, issue: &Issue, letters: &BTreeMap<Lang, Letter>) -> Vec<Link> {
    let ours = settings.web.as_ref().map(|web| format!("{}/", web.public_url));
    let mut found: Vec<Link> = Vec::new();
    for (lang, letter) in letters {
        for target in links_of(letter) {
            let wrong = fault(&target).is_some_and(|(severity, _)| severity == Severity::MustFix);
            // Made by the program, for whoever is signed in there.
            let calendar = CALENDARS.iter().any(|begins| target.starts_with(begins));
            let known = found.iter().any(|link| link.target == target);
            if wrong || known || calendar || ours.as_ref().is_some_and(|ours| target.starts_with(ours)) {
                continue;
            }
            let Ok(url) = Url::parse(&target) else { continue };
            if matches!(url.scheme(), "http" | "https") {
                let place = written_in(settings, issue, lang, &target);
                found.push(Link { url, target, place });
            }
        }
    }
    found
}
