//! `glossary.toml`: the project's terms, with everything that is wrong with the file at once.

mod words;

use std::collections::BTreeMap;
use std::path::Path;

use super::reading::{Node, Readable, Reading, Rules, Table};
use super::{Workspace, WorkspacePath};
use crate::domain::{Glossary, Lang, Place, Problem, Term, quotable};
use crate::locale::say;

/// The file's name at the root of a workspace.
const FILE: &str = "glossary.toml";

const RULES: Rules = Rules {
    syntax: "GLS001",
    unknown_key: "GLS002",
    wrong_type: "GLS003",
    missing: "GLS004",
    value: "GLS005",
    not_yet: "GLS002",
};
const UNREADABLE: &str = "GLS006";

impl Workspace {
    /// The project's terms; none if there is no `glossary.toml`. A term that can't be read is left out and told of.
    pub fn glossary(&self) -> (Glossary, Vec<Problem>) {
        let parsed = WorkspacePath::parse(FILE).map_err(super::Error::from);
        match parsed.and_then(|path| path.read_text(&self.root)) {
            Ok(text) => read(text.strip_prefix('\u{feff}').unwrap_or(&text)),
            Err(error) if error.is_not_found() => (Glossary::default(), Vec::new()),
            Err(error) => {
                let problem = Problem::must(UNREADABLE, Place::file(FILE), say!("GLS006-unreadable"))
                    .because(error.to_string())
                    .remedy(say!("GLS006-unreadable-remedy"));
                (Glossary::default(), vec![problem])
            }
        }
    }
}

fn read(text: &str) -> (Glossary, Vec<Problem>) {
    let reading = Reading::new(Path::new(FILE), text, &RULES);
    let mut glossary = Glossary::default();
    if let Some(document) = reading.parse(text) {
        let table = Table::new(&reading, document.as_table(), String::new(), 0..0);
        let terms: Vec<Term> = table.tables("term").iter().filter_map(term).collect();
        for (at, one) in terms.iter().enumerate() {
            if terms[..at].iter().any(|other| other.term.eq_ignore_ascii_case(&one.term)) {
                let what = say!("GLS005-twice", term = quotable(&one.term));
                table.wrong(RULES.value, what, say!("GLS005-twice-remedy"));
            }
        }
        glossary.terms = terms;
        glossary.words = table.get("words").map(|node| by_language(&node)).unwrap_or_default();
        table.finish();
    }
    (glossary, reading.into_problems())
}

fn term(table: &Table<'_>) -> Option<Term> {
    let term = table.required::<String>("term", "\"living lab\"");
    let forms = table.get("forms").map(|node| by_language(&node)).unwrap_or_default();
    let avoid = table.get("avoid").map(|node| by_language(&node)).unwrap_or_default();
    let language = table.optional("language");
    let explanation = table.optional("explanation");
    table.finish();
    Some(Term { term: term?, forms, avoid, language, explanation })
}

/// `{ hu = "élő labor", sv = ["levande labb", "levande labbet"] }`
fn by_language(node: &Node<'_>) -> BTreeMap<Lang, Vec<String>> {
    let Some(table) = node.as_table() else {
        node.wrong_type::<()>(say!("reading-wanted-texts-per-language"));
        return BTreeMap::new();
    };
    let mut read = BTreeMap::new();
    for (key, span, value) in table.entries() {
        let lang = match Lang::parse(&key) {
            Ok(lang) => Some(lang),
            Err(error) => value.at(span).wrong(error, say!("reading-like-language-key")),
        };
        let texts = if value.as_str().is_some() {
            String::read(&value).map(|text| vec![text])
        } else {
            Vec::read(&value)
        };
        if let (Some(lang), Some(texts)) = (lang, texts) {
            read.insert(lang, texts);
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_with_a_glossary_is_told_at_once_with_its_line() {
        let (glossary, problems) = read(
            "[[term]]\nterm = \"living lab\"\nforms = { hu = \"élő labor\", sv = [\"levande labb\", \"levande labbet\"] }\n\
             avoid = { hu = [\"living lab\"] }\nlanguage = \"en\"\nexplanation = { en = \"a place to try things\" }\n\
             [[term]]\nform = { hu = \"x\" }\n[[term]]\nterm = \"EHMA\"\nlangauge = \"en\"\nforms = { h = \"y\" }\navoid = 3\n\
             [[term]]\nterm = \"Living lab\"\n[terms]\n",
        );
        let told: Vec<_> = problems
            .iter()
            .map(|one| (one.rule, one.place.line.unwrap_or_default(), one.remedy.as_str()))
            .collect();
        for (rule, line, remedy) in [
            ("GLS004", 7, "add term"),
            ("GLS002", 8, "did you mean \"forms\"?"),
            ("GLS002", 11, "did you mean \"language\"?"),
            ("GLS005", 12, "write a tag"),
            ("GLS003", 13, "write a table"),
            ("GLS002", 16, "did you mean \"term\"?"),
        ] {
            let is_it =
                |one: &&(&str, usize, &str)| one.0 == rule && one.1 == line && one.2.starts_with(remedy);
            assert!(told.iter().any(|one| is_it(&one)), "{rule} {line}: {told:#?}");
        }
        assert!(problems.iter().any(|one| one.what.contains("twice")), "{told:#?}");
        let lang = |tag| Lang::parse(tag).expect("a language");
        assert_eq!(glossary.terms[0].forms_in(&lang("sv-FI")), ["levande labb", "levande labbet"]);
        assert_eq!(glossary.terms[0].forms_in(&lang("nl")), ["living lab"]);
        assert_eq!(glossary.terms[0].avoided_in(&lang("hu")), ["living lab"]);
    }
}
