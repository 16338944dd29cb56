//! What the glossary and earlier issues call the terms of a text, for whoever writes it in another language.

use std::cmp::Reverse;

use crate::domain::{Edition, Glossary, Issue, IssueId, Lang, SectionText, Term};
use crate::proof::parity::{Fact, Text, What};
use crate::workspace::{Error, Workspace};

/// Letters of a word from which on its beginning says which one is meant.
pub const SHORTEST: usize = 2;

/// How many sentences of earlier issues are shown of a term.
const MOST: usize = 2;

/// A term of the glossary, for one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recalled {
    pub term: String,
    /// The form to propose.
    pub form: String,
    pub explanation: Option<String>,
    /// Of the newest issue first.
    pub earlier: Vec<Earlier>,
}

/// How an earlier issue said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    pub issue: IssueId,
    /// The sentence in the language that the text is made from.
    pub source: String,
    /// The one in its place in the other language.
    pub here: String,
}

/// Whose words are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub issue: IssueId,
    pub source: Lang,
    /// The text that it is made from.
    pub words: String,
    pub lang: Lang,
    /// The beginning of a word that was typed; may be empty.
    pub typed: String,
}

/// The terms whose beginning was typed, then those that stand in the words.
pub fn recall(workspace: &Workspace, asked: &Asked) -> Result<Vec<Recalled>, Error> {
    let glossary = workspace.glossary().0;
    let text = Text::naming(&asked.source, &asked.words, &glossary);
    let begun = |term: &&Term| begins(term, asked);
    let stands = |term: &&Term| text.facts.iter().any(|fact| fact.what == What::Name(term.term.clone()));
    let (typed, others): (Vec<_>, Vec<_>) = glossary.terms.iter().partition(begun);
    let terms: Vec<&Term> = typed.into_iter().chain(others.into_iter().filter(stands)).collect();
    let issues = if terms.is_empty() || asked.source == asked.lang {
        Vec::new()
    } else {
        earlier(workspace, &asked.issue)?
    };
    let fallback =
        workspace.settings().0.map_or(asked.source.clone(), |settings| settings.newsletter.source().clone());
    let recalled = |term: &Term| Recalled {
        term: term.term.clone(),
        form: term.forms_in(&asked.lang).first().map_or_else(|| term.term.clone(), |form| (*form).to_owned()),
        explanation: term
            .explanation
            .as_ref()
            .map(|text| text.get_or_source(&asked.lang, &fallback).to_owned()),
        earlier: issues.iter().flat_map(|issue| said(issue, term, asked)).take(MOST).collect(),
    };
    Ok(terms.into_iter().map(recalled).collect())
}

fn begins(term: &Term, asked: &Asked) -> bool {
    let typed = asked.typed.to_lowercase();
    let mut forms = term.forms_in(&asked.lang).into_iter().chain([term.term.as_str()]);
    typed.chars().count() >= SHORTEST && forms.any(|form| form.to_lowercase().starts_with(&typed))
}

/// The issues that are not later than this one, the newest first. What can't be read has nothing to say.
fn earlier(workspace: &Workspace, this: &IssueId) -> Result<Vec<Issue>, Error> {
    let date = workspace.issue(this)?.0.date;
    let others = workspace.issues()?.into_iter().filter(|id| id != this);
    let mut issues: Vec<Issue> = others.filter_map(|id| Some(workspace.issue(&id).ok()?.0)).collect();
    issues.retain(|issue| date.zip(issue.date).is_none_or(|(this, other)| other <= this));
    issues.sort_by_key(|issue| Reverse((issue.date, issue.id.to_string())));
    Ok(issues)
}

/// How one issue said a term: the sentences of each section that has it.
fn said(issue: &Issue, term: &Term, asked: &Asked) -> Vec<Earlier> {
    let glossary = Glossary { terms: vec![term.clone()], ..Glossary::default() };
    let edition = |lang: &Lang| issue.editions.get(lang);
    let (Some(from), Some(to)) = (edition(&asked.source), edition(&asked.lang)) else { return Vec::new() };
    let read = |edition: &Edition, text: &SectionText| {
        Text::naming(&edition.lang, &format!("{}\n\n{}", text.heading, text.markdown), &glossary)
    };
    let pair = |written: &SectionText| {
        let translated = to.section(&written.id).filter(|text| !text.markdown.trim().is_empty())?;
        let (source, here) = (read(from, written), read(to, translated));
        let named = |fact: &&Fact| matches!(fact.what, What::Name(_));
        let fact = source.facts.iter().find(named)?;
        let here = match here.facts.iter().find(named) {
            Some(beside) => here.excerpt(beside),
            None => here.opposite(&source, fact).0,
        };
        Some(Earlier { issue: issue.id.clone(), source: source.excerpt(fact), here })
    };
    from.sections.iter().filter_map(pair).collect()
}
