//! What the DNS has said so far, and what must be asked to judge further.

use std::collections::{BTreeMap, BTreeSet};

use crate::net::{Answer, Question};

/// Answers by question. Asking for one that is not there yet notes it as wanted.
#[derive(Debug, Clone, Default)]
pub struct Known {
    answers: BTreeMap<Question, Answer>,
    wanted: BTreeSet<Question>,
    /// The first question since `begin` that nobody answered, and why.
    silent: Option<String>,
    /// Whether since `begin` something was asked for that is not known yet.
    short: bool,
}

impl Known {
    pub fn new(answers: BTreeMap<Question, Answer>) -> Self {
        Self { answers, ..Self::default() }
    }

    /// What is wanted and not known, once.
    pub fn take_wanted(&mut self) -> BTreeSet<Question> {
        std::mem::take(&mut self.wanted)
    }

    pub fn learn(&mut self, question: Question, answer: Answer) {
        self.answers.insert(question, answer);
    }

    pub fn answers(&self) -> &BTreeMap<Question, Answer> {
        &self.answers
    }

    /// The records; none where there are none, and where nothing is known.
    pub(super) fn ask(&mut self, question: Question) -> Vec<String> {
        match self.answers.get(&question) {
            Some(Answer::Found(records)) => records.clone(),
            Some(Answer::Nothing) => Vec::new(),
            Some(Answer::Unknown(why)) => {
                self.silent.get_or_insert_with(|| format!("no answer to {question}: {why}"));
                Vec::new()
            }
            None => {
                self.wanted.insert(question);
                self.short = true;
                Vec::new()
            }
        }
    }

    pub(super) fn text(&mut self, name: &str) -> Vec<String> {
        self.ask(Question::Text(name.to_owned()))
    }

    /// Whether everything that was asked for since `begin` was answered: if not, absence means nothing.
    pub(super) fn complete(&self) -> bool {
        self.silent.is_none() && !self.short
    }

    pub(super) fn begin(&mut self) {
        self.silent = None;
        self.short = false;
    }

    /// Why not all that was asked for since `begin` is known.
    pub(super) fn open(&self) -> Option<String> {
        let unasked = || self.short.then(|| "not all of it was asked".to_owned());
        self.silent.clone().or_else(unasked)
    }
}
