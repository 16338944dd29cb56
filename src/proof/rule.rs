//! What a rule is: its name, how much it matters, why, and what to do; the same for every finding of it.

use crate::domain::{Lang, Place, Problem, Severity};
use crate::locale::spoken;

use super::{Facts, looks::Seen, page::Page, wording::Texts};

/// One rule. `courant check --explain` prints it.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub id: &'static str,
    /// The gravest that its findings can have.
    pub severity: Severity,
    pub stage: Stage,
    /// A few words for the list of what passed. The words here are English; the catalogues have them by the rule's id.
    pub title: &'static str,
    /// One sentence.
    pub why: &'static str,
    pub remedy: &'static str,
    pub check: Check,
}

/// What a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The text as written.
    Text,
    /// The finished HTML and text of a letter.
    Letter,
    /// The bytes that go on the wire.
    Message,
    /// What the network says.
    Network,
}

/// How a rule is asked.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Once per issue.
    Issue(fn(&Facts) -> Vec<Problem>),
    /// Once per letter.
    Letter(fn(&Facts, &Page) -> Vec<Problem>),
    /// Once per letter, of how it looks.
    Look(fn(&Facts, &Page, &Seen) -> Vec<Problem>),
    /// Once per issue, then once per letter.
    Both(fn(&Facts) -> Vec<Problem>, fn(&Facts, &Page) -> Vec<Problem>),
    /// Once per issue, of the words as readers will read them; not in languages of which nothing is known.
    Wording(fn(&Facts, &Texts) -> Vec<Problem>, fn(&Lang) -> bool),
    /// By the parser of the prose, together with the first rule of structure.
    Prose,
    /// By whoever renders the letters.
    Rendering,
    /// By `audit`, all message rules together.
    Message,
    /// Of what was asked of the network, by whoever asked.
    Network,
}

impl Rule {
    /// A few words for the list of what passed, in the language of the interface.
    pub fn title(&self) -> String {
        in_words(self.id, self.title)
    }

    /// Why it matters, in the language of the interface.
    pub fn why(&self) -> String {
        in_words(&format!("{}.why", self.id), self.why)
    }

    /// What to do, in the language of the interface.
    pub fn remedy(&self) -> String {
        in_words(&format!("{}.remedy", self.id), self.remedy)
    }

    /// A finding of this rule, as grave as the rule says.
    pub fn at(&self, place: Place, what: impl Into<String>) -> Problem {
        Problem::new(self.id, self.severity, place, what).because(self.why()).remedy(self.remedy())
    }

    /// A finding that should be fixed, of a rule whose gravest ones must be.
    pub fn should(&self, place: Place, what: impl Into<String>) -> Problem {
        Problem { severity: Severity::ShouldFix, ..self.at(place, what) }
    }

    /// A finding to know about.
    pub fn tip(&self, place: Place, what: impl Into<String>) -> Problem {
        Problem { severity: Severity::Tip, ..self.at(place, what) }
    }
}

/// What the catalogues have under `key`, and the words of the table where they have nothing.
pub(super) fn in_words(key: &str, english: &str) -> String {
    match spoken().say(key, &[]) {
        said if said == key => english.to_owned(),
        said => said,
    }
}
