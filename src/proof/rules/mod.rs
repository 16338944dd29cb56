//! The table of rules: what each is called, how grave, why it matters, what to do, and the function that asks it.

mod message;
mod rendered;
mod structure;
mod written;

pub use message::*;
pub use rendered::*;
pub use structure::*;
pub use written::*;

use super::Rule;

/// Every rule of this version, in the order they are asked and shown.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    structure::ALL.iter().chain(written::ALL).chain(rendered::ALL).chain(message::ALL).copied()
}

/// The rule with this id; small letters are forgiven.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id.eq_ignore_ascii_case(id.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_name_and_says_why_and_what_to_do() {
        let ids: std::collections::BTreeSet<&str> = all().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), all().count(), "two rules have one name");
        for rule in all() {
            for (part, text) in [("title", rule.title), ("why", rule.why), ("remedy", rule.remedy)] {
                assert!(!text.is_empty() && !text.contains('\n'), "{}: {part}", rule.id);
            }
            assert!(rule.why.ends_with('.') && rule.remedy.ends_with('.'), "{}: no full stop", rule.id);
            assert!(rule.title.chars().count() <= 48, "{}: the title is too long for a line", rule.id);
        }
    }
}
