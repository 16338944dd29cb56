//! What the checks found: problems, what somebody accepted, what passed, and what was not looked at and why.

use std::panic::resume_unwind;
use std::thread;

use crate::domain::{Acceptance, Lang, Problem, Severity};
use crate::locale::say;

use super::looks::Seen;
use super::page::Page;
use super::wording::Texts;
use super::{Check, Expected, Facts, Rule, Verdict, audit, follow_ups, message, rules};

/// The outcome of all checks of one issue. A rule is in `passed` only if it was asked everywhere and found nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// The gravest first, then by place.
    pub problems: Vec<Problem>,
    pub accepted: Vec<Accepted>,
    /// Ids.
    pub passed: Vec<&'static str>,
    pub not_checked: Vec<NotChecked>,
}

/// A finding that somebody looked at and let stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub problem: Problem,
    pub acceptance: Acceptance,
}

/// A rule that was not asked, or not everywhere. It has not passed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NotChecked {
    pub rule: &'static str,
    pub reason: String,
}

/// What reading and rendering say of missing editions, sections and strings, and TRN001 and TRN007 say again.
const SAID_HERE: &[&str] = &["TRN001", "TRN007"];

/// Asks every rule about what was written and rendered. `brought` are the problems met on the way here: in
/// the issue's files, in its prose, in rendering it. Message rules wait for `Findings::message`.
pub fn check_issue(facts: &Facts, brought: Vec<Problem>) -> Findings {
    let unrendered: Vec<&str> = facts
        .issue
        .languages
        .iter()
        .filter(|lang| !facts.letters.contains_key(*lang))
        .map(Lang::as_str)
        .collect();
    let said_here =
        |problem: &Problem| SAID_HERE.contains(&problem.rule) || rules::OF_PROSE.contains(&problem.rule);
    let unread = unread(facts, &brought);
    let no_records = brought.iter().any(|problem| problem.blocks() && problem.rule.starts_with("TRF"));
    let unreadable = follow_ups::unreadable_heads(&brought);
    let problems = brought.into_iter().filter(|problem| !said_here(problem)).collect();
    let mut findings = Findings { problems, ..Findings::default() };
    for (rule, found) in rules::all().zip(ask(facts)) {
        let unseen = || match (&unread, unrendered.is_empty()) {
            (Unread::Languages, _) => Some(say!("not-checked-no-language")),
            (_, true) => None,
            (_, false) => Some(say!("not-checked-no-letter", languages = unrendered.join(", "))),
        };
        let unwritten = || match &unread {
            Unread::Languages => Some(say!("not-checked-no-language")),
            Unread::Facts if OF_FACTS.contains(&rule.id) => Some(say!("not-checked-issue-file")),
            _ if rule.id == rules::TRN001.id && no_records => Some(say!("not-checked-translations")),
            _ => None,
        };
        let skipped = idle(rule, facts).or_else(|| match rule.check {
            Check::Issue(_) | Check::Prose => unwritten(),
            Check::Wording(_, known) => unwritten().or_else(|| without_words(facts, known)),
            Check::Rendering | Check::Letter(_) | Check::Look(_) | Check::Both(..) => unseen(),
            Check::Message => Some(say!("not-checked-no-message")),
            Check::Network => Some(say!("not-checked-unasked")),
        });
        findings.record(rule, found, skipped);
    }
    follow_ups::drop_those(facts, &unreadable, &mut findings.problems);
    follow_ups::keep_the_template(&mut findings.problems);
    findings.accept(&facts.issue.accepted);
    findings.sort();
    findings
}

/// Why a rule has nothing to look at in this newsletter.
fn idle(rule: &Rule, facts: &Facts) -> Option<String> {
    let settings = facts.settings;
    if rule.id == rules::OPS001.id && settings.approvers().next().is_none() {
        return Some(say!("not-checked-no-approvers"));
    }
    (rule.id == rules::LEG002.id && settings.funding.is_empty()).then(|| say!("not-checked-no-funding"))
}

/// What each rule says of the words and the letters, in the order of the rules. What is asked of the words and what of
/// the letters knows nothing of the other, and is asked side by side: each is about half of the work.
fn ask(facts: &Facts) -> Vec<Vec<Problem>> {
    thread::scope(|scope| {
        let words = scope.spawn(|| ask_words(facts));
        let letters = ask_letters(facts);
        let words = words.join().unwrap_or_else(|panic| resume_unwind(panic));
        words.into_iter().zip(letters).map(|(words, letters)| [words, letters].concat()).collect()
    })
}

fn ask_words(facts: &Facts) -> Vec<Vec<Problem>> {
    let texts = Texts::new(facts);
    let one = |rule: &Rule| match rule.check {
        _ if idle(rule, facts).is_some() => Vec::new(),
        Check::Issue(check) | Check::Both(check, _) => check(facts),
        Check::Wording(check, _) => check(facts, &texts),
        _ => Vec::new(),
    };
    rules::all().map(one).collect()
}

fn ask_letters(facts: &Facts) -> Vec<Vec<Problem>> {
    let pages: Vec<Page> = facts.letters.values().map(|letter| Page::new(facts, letter)).collect();
    let seen: Vec<Seen> = pages.iter().map(Seen::of).collect();
    let one = |rule: &Rule| match rule.check {
        _ if idle(rule, facts).is_some() => Vec::new(),
        Check::Letter(check) | Check::Both(_, check) => {
            pages.iter().flat_map(|page| check(facts, page)).collect()
        }
        Check::Look(check) => {
            pages.iter().zip(&seen).flat_map(|(page, seen)| check(facts, page, seen)).collect()
        }
        _ => Vec::new(),
    };
    rules::all().map(one).collect()
}

/// What of `issue.toml` could not be read, and so was not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    Nothing,
    /// Some fact of a section, or a section.
    Facts,
    /// Which letters there are to be: then nothing was looked at.
    Languages,
}

/// The rules that hold for facts of issue.toml, so that a fact that could not be read was not held against them.
const OF_FACTS: &[&str] = &["TRN001", "EVT001", "EVT002"];
/// What reading issue.toml says of a file, a table or a value that it could not take in, or that can't be.
const OF_READING: &[&str] = &["ISS001", "ISS002", "ISS003", "ISS004", "ISS005", "ISS006", "ISS007", "ISS015"];

/// Why a rule about wording could not be asked in every language of the issue.
fn without_words(facts: &Facts, known: fn(&Lang) -> bool) -> Option<String> {
    let unknown: Vec<&str> =
        facts.issue.languages.iter().filter(|lang| !known(lang)).map(Lang::as_str).collect();
    (!unknown.is_empty()).then(|| say!("not-checked-no-words", languages = unknown.join(", ")))
}

fn unread(facts: &Facts, brought: &[Problem]) -> Unread {
    if facts.issue.languages.is_empty() {
        Unread::Languages
    } else if brought.iter().any(|problem| problem.blocks() && OF_READING.contains(&problem.rule)) {
        Unread::Facts
    } else {
        Unread::Nothing
    }
}

impl Findings {
    /// Adds what `audit` says of one finished message; every language is to be shown before the rules count as passed.
    pub fn message(&mut self, bytes: &[u8], expected: &Expected, accepted: &[Acceptance]) {
        let found = audit(bytes, expected);
        let unasked = message::not_checked(expected);
        for rule in rules::all().filter(|rule| matches!(rule.check, Check::Message)) {
            self.not_checked.retain(|other| other.rule != rule.id);
            self.passed.retain(|id| *id != rule.id);
            if let Some(reason) = unasked.iter().find(|other| other.rule == rule.id) {
                self.not_checked.push(reason.clone());
            }
        }
        // What the letter lacks its message lacks too.
        let said = |one: &Problem| one.rule == rules::LST006.id;
        let of_letter: Vec<_> =
            self.problems.iter().filter(|one| said(one)).map(|one| one.place.language.clone()).collect();
        let news = |one: &Problem| !(said(one) && of_letter.contains(&one.place.language));
        self.problems.extend(found.into_iter().filter(news));
        for rule in rules::all().filter(|rule| matches!(rule.check, Check::Message)) {
            let quiet = !self.has(rule.id) && !self.not_checked.iter().any(|other| other.rule == rule.id);
            if quiet {
                self.passed.push(rule.id);
            }
        }
        self.accept(accepted);
        self.passed.retain(|id| !self.problems.iter().any(|problem| problem.rule == *id));
        self.sort();
    }

    /// Not every letter became a message: the rules about messages that found nothing have not passed.
    pub fn not_every_message(&mut self) {
        for rule in rules::all().filter(|rule| matches!(rule.check, Check::Message)) {
            if self.passed.contains(&rule.id) {
                let reason = say!("not-checked-not-every-message");
                self.not_checked.push(NotChecked { rule: rule.id, reason });
            }
            self.passed.retain(|id| *id != rule.id);
        }
    }

    /// Adds what the network said; a rule has passed only if all that it wants to know is known.
    pub fn network(&mut self, verdicts: Vec<Verdict>, accepted: &[Acceptance]) {
        for Verdict { rule, problems, open } in verdicts {
            self.not_checked.retain(|one| one.rule != rule.id);
            self.passed.retain(|id| *id != rule.id);
            self.problems.retain(|problem| problem.rule != rule.id);
            self.accepted.retain(|one| one.problem.rule != rule.id);
            self.record(rule, problems, open);
        }
        self.accept(accepted);
        self.sort();
    }

    /// Whether a send must wait.
    pub fn blocks(&self) -> bool {
        self.problems.iter().any(Problem::blocks)
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Whether a rule found anything, accepted or not.
    pub fn has(&self, rule: &str) -> bool {
        self.problems.iter().any(|problem| problem.rule == rule)
            || self.accepted.iter().any(|one| one.problem.rule == rule)
    }

    fn record(&mut self, rule: &Rule, found: Vec<Problem>, skipped: Option<String>) {
        self.problems.extend(found);
        if let Some(reason) = skipped {
            self.not_checked.push(NotChecked { rule: rule.id, reason });
        } else if !self.has(rule.id) {
            self.passed.push(rule.id);
        }
    }

    /// Moves what was accepted out of the problems. What must be fixed stays, whoever accepted it.
    fn accept(&mut self, acceptances: &[Acceptance]) {
        let (accepted, problems) = std::mem::take(&mut self.problems)
            .into_iter()
            .map(|problem| {
                let by = acceptances.iter().find(|one| covers(one, &problem)).cloned();
                (problem, by)
            })
            .partition::<Vec<_>, _>(|(_, by)| by.is_some());
        self.problems = problems.into_iter().map(|(problem, _)| problem).collect();
        self.accepted.extend(
            accepted
                .into_iter()
                .filter_map(|(problem, by)| by.map(|acceptance| Accepted { problem, acceptance })),
        );
    }

    /// The gravest first, then by place; what was found twice is told once.
    pub fn sort(&mut self) {
        self.problems.sort_by(|a, b| {
            let key =
                |p: &Problem| (p.severity, p.place.language.clone(), p.place.file.clone(), p.place.line);
            key(a).cmp(&key(b)).then_with(|| a.rule.cmp(b.rule))
        });
        self.problems.dedup();
    }
}

/// Whether an acceptance means this finding. The value must stand in the finding's sentence, word by word, so that
/// it lapses with it; a date and a difference are accepted by name, or they would be whatever they become.
fn covers(acceptance: &Acceptance, problem: &Problem) -> bool {
    !problem.blocks()
        && acceptance.rule == problem.rule
        && acceptance.section.as_ref().is_none_or(|id| problem.place.section.as_ref() == Some(id))
        && acceptance.language.as_ref().is_none_or(|lang| problem.place.language.as_ref() == Some(lang))
        && match &acceptance.value {
            Some(value) => says(named(problem, value), value),
            None => !rules::BY_NAME.contains(&acceptance.rule.as_str()),
        }
}

/// What a value is looked for in. A difference between editions shows two sentences, with other facts in them: a short
/// value names the fact; whoever wants the acceptance to lapse with the sentence names several words of it.
fn named<'p>(problem: &'p Problem, value: &str) -> &'p str {
    let short = value.split_whitespace().count() <= 4;
    // In every language of the interface the sentences stand behind the finding, with their languages: `. en: We … / hu: …`
    let shows = |at: &usize| {
        problem.what[at + 2..].split_once(": ").is_some_and(|(language, _)| Lang::parse(language).is_ok())
    };
    match problem.what.match_indices(". ").map(|(at, _)| at).find(shows) {
        Some(at) if problem.rule == rules::TRN002.id && short => &problem.what[..at],
        _ => &problem.what,
    }
}

/// Whether `value` stands in a sentence as whole words: "20" does not stand in "2018-10-25".
fn says(sentence: &str, value: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let mark = |c: char| c.is_ascii_punctuation() || "„“”«»‘’…".contains(c);
        let bare = |word: &str| word.trim_matches(mark).to_owned();
        text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
    };
    let (sentence, value) = (words(sentence), words(value));
    !value.is_empty() && sentence.windows(value.len()).any(|part| part == value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Place;
    use crate::locale::{Value, interface_languages, words};

    #[test]
    fn what_was_accepted_in_one_language_of_the_interface_is_accepted_in_all() {
        let accepted = |value: &str| Acceptance {
            rule: "TRN002".into(),
            section: None,
            language: None,
            value: Some(value.into()),
            reason: "counted otherwise".into(),
            by: "anna".into(),
        };
        for tag in interface_languages() {
            let given = [("said", "43 %"), ("first", "en"), ("beside", "34 %"), ("other", "hu")];
            let given = given.map(|(name, value)| (name, Value::from(value)));
            let said = words(&Lang::parse(tag).expect("a tag")).say("TRN002-differs", &given);
            let what = format!("{said} en: We found 43 % of 2018. october. / hu: Ez 34 %, nem 12.");
            let problem = rules::TRN002.should(Place::file("hu.md"), what);
            for (value, covered) in [
                ("43", true),
                ("34 %", true),
                ("12", false),
                ("2018", false),
                ("Ez 34 %, nem 12.", true),
                ("Ez 34 % de nem 12.", false),
            ] {
                assert_eq!(covers(&accepted(value), &problem), covered, "{tag}: {value} in {}", problem.what);
            }
        }
    }
}
