//! The table of rules: what each is called, how grave, why it matters, what to do, and the function that asks it.

mod glossary_file;
mod issue_files;
mod looks;
mod message;
mod network;
mod rendered;
mod structure;
mod surroundings;
mod wording;
mod written;

pub use looks::*;
pub use message::*;
pub use network::*;
pub use rendered::*;
pub use structure::*;
pub use wording::*;
pub use written::*;

use super::{FileRule, Rule};

/// Rules whose findings are accepted by naming what is accepted, never all at once.
pub const BY_NAME: &[&str] = &[EVT001.id, EVT002.id, TRN002.id];

/// Every rule of this version, in the order they are asked and shown.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    structure::ALL
        .iter()
        .chain(written::ALL)
        .chain(wording::ALL)
        .chain(rendered::ALL)
        .chain(looks::ALL)
        .chain(message::ALL)
        .chain(network::ALL)
        .copied()
}

/// The rule with this id; small letters are forgiven.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id.eq_ignore_ascii_case(id.trim()))
}

/// Every finding of the files themselves.
pub fn of_files() -> impl Iterator<Item = &'static FileRule> {
    surroundings::ALL.iter().chain(issue_files::ALL).chain(glossary_file::ALL)
}

/// The finding of the files with this id; small letters are forgiven.
pub fn find_of_files(id: &str) -> Option<&'static FileRule> {
    of_files().find(|rule| rule.id.eq_ignore_ascii_case(id.trim()))
}

/// Everything that a finding can be called, in alphabetical order.
pub fn ids() -> Vec<&'static str> {
    let mut ids: Vec<_> = all().map(|rule| rule.id).chain(of_files().map(|rule| rule.id)).collect();
    ids.sort_unstable();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_name_and_says_why_and_what_to_do() {
        assert!(ids().windows(2).all(|two| two[0] != two[1]), "two rules have one name");
        let of_files = of_files().map(|rule| (rule.id, rule.title, rule.why, rule.remedy));
        for (id, title, why, remedy) in
            all().map(|rule| (rule.id, rule.title, rule.why, rule.remedy)).chain(of_files)
        {
            for (part, text) in [("title", title), ("why", why), ("remedy", remedy)] {
                assert!(!text.is_empty() && !text.contains('\n'), "{id}: {part}");
            }
            assert!(why.ends_with('.') && remedy.ends_with('.'), "{id}: no full stop");
            assert!(title.chars().count() <= 60, "{id}: the title is too long for a line");
        }
        assert!(all().all(|rule| rule.title.chars().count() <= 48), "shown beside others");
    }
}
