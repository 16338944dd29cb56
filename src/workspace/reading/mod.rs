//! Reads TOML that people write and collects everything that is wrong with it, each with its place.
//!
//! Values are asked for one by one (`Table::required`, `Table::optional`); what was never asked for is an unknown key.

mod node;
mod readable;
mod table;
mod web_address;

use std::cell::RefCell;
use std::ops::Range;
use std::path::Path;

use toml_edit::Document;

pub(super) use node::Node;
pub(super) use readable::{Readable, unsafe_character};
pub use readable::{TextFault, words_only};
pub(super) use table::Table;
pub use web_address::web_fault;
pub(super) use web_address::{WebAddress, is_host, is_loopback};

use crate::domain::{Lang, Place, Problem, SectionId};
use crate::locale::say;

/// The ids of what may be wrong with one kind of file.
#[derive(Debug)]
pub(super) struct Rules {
    pub syntax: &'static str,
    pub unknown_key: &'static str,
    pub wrong_type: &'static str,
    pub missing: &'static str,
    pub value: &'static str,
    pub not_yet: &'static str,
}

/// One file while it is read.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// Relative to the workspace.
    file: &'a Path,
    /// All of the file, for places.
    text: &'a str,
    /// Where the TOML begins in it: front matter is a part of a file.
    offset: usize,
    pub rules: &'static Rules,
    problems: RefCell<Vec<Problem>>,
    translated: RefCell<Vec<Translated>>,
}

/// A text that was given language by language: kept to see afterwards which languages it lacks.
#[derive(Debug)]
pub(super) struct Translated {
    pub key: String,
    pub span: Range<usize>,
    pub languages: Vec<Lang>,
}

impl<'a> Reading<'a> {
    pub fn new(file: &'a Path, text: &'a str, rules: &'static Rules) -> Self {
        Self { file, text, offset: 0, rules, problems: RefCell::default(), translated: RefCell::default() }
    }

    /// The same for TOML that begins at the byte `offset` of the file.
    pub fn starting_at(mut self, offset: usize) -> Self {
        self.offset = offset;
        self
    }

    /// Parses `toml`; a fault of syntax is one problem, and nothing else can be said about the file.
    pub fn parse(&self, toml: &'a str) -> Option<Document<&'a str>> {
        match Document::parse(toml) {
            Ok(document) => Some(document),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let what = error.message().trim().replace('\n', ", ");
                self.report(
                    Problem::must(
                        self.rules.syntax,
                        self.place(&span),
                        say!("reading-not-toml", what = what),
                    )
                    .because(say!("reading-not-toml-why"))
                    .remedy(say!("reading-not-toml-remedy")),
                );
                None
            }
        }
    }

    /// The place of a span of the TOML.
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place::span(self.file, self.text, self.offset + span.start, self.offset + span.end)
    }

    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.problems.borrow().len()
    }

    /// Says of the problems from `since` on that they are about one section.
    pub fn about_section(&self, since: usize, section: &SectionId) {
        for problem in &mut self.problems.borrow_mut()[since..] {
            problem.place.section = Some(section.clone());
        }
    }

    /// Says of the problems from `since` on that they break this rule.
    pub fn breaks(&self, rule: &'static str, since: usize) {
        for problem in &mut self.problems.borrow_mut()[since..] {
            problem.rule = rule;
        }
    }

    fn remember(&self, translated: Translated) {
        self.translated.borrow_mut().push(translated);
    }

    /// Every text that was given language by language.
    pub fn translated(&self) -> Vec<Translated> {
        self.translated.take()
    }

    /// Everything that was wrong, in the order of the file.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
        problems
    }
}
