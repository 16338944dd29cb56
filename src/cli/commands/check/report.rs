//! Findings as lines for people: by language and section, the gravest first, 80 columns wide.

use unicode_width::UnicodeWidthStr as _;

use crate::domain::{IssueId, Place, Problem, Severity, term_text};
use crate::locale::say;
use crate::proof::{Findings, rules};

pub const WIDTH: usize = 80;

/// Where what is said of a finding begins.
const INDENT: usize = 12;

/// Everything there is to say, the sums last.
pub fn lines(issue: &IssueId, findings: &Findings, plain: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut groups: Vec<(String, Vec<&Problem>)> = Vec::new();
    for problem in &findings.problems {
        let name = group(&problem.place);
        match groups.iter_mut().find(|(other, _)| *other == name) {
            Some((_, problems)) => problems.push(problem),
            None => groups.push((name, vec![problem])),
        }
    }
    for (name, problems) in &groups {
        out.push(name.clone());
        problems.iter().for_each(|problem| finding(problem, &mut out));
        out.push(String::new());
    }
    let before = out.len();
    for one in &findings.accepted {
        let what = say!(
            "check-accepted",
            what = one.problem.what.as_str(),
            by = one.acceptance.by.as_str(),
            reason = one.acceptance.reason.as_str()
        );
        entry(if plain { "v" } else { "✓" }, one.problem.rule, &what, &mut out);
    }
    let mut unasked: Vec<(&str, bool, Vec<&str>)> = Vec::new();
    for one in &findings.not_checked {
        // What found something was asked, if not everywhere.
        let partly = findings.has(one.rule);
        match unasked.iter_mut().find(|(reason, so, _)| *reason == one.reason && *so == partly) {
            Some((.., rules)) => rules.push(one.rule),
            None => unasked.push((&one.reason, partly, vec![one.rule])),
        }
    }
    for (reason, partly, rules) in unasked {
        let rules = rules.join(" ");
        let what = match partly {
            true => say!("check-not-checked-everywhere", reason = reason, rules = rules),
            false => say!("check-not-checked", reason = reason, rules = rules),
        };
        entry(if plain { "-" } else { "–" }, "", &what, &mut out);
    }
    if !findings.passed.is_empty() {
        let passed = findings.passed.join(" ");
        entry(if plain { "v" } else { "✓" }, &say!("check-passed"), &passed, &mut out);
    }
    if out.len() > before {
        out.push(String::new());
    }
    out.push(sums(issue, findings));
    out
}

fn sums(issue: &IssueId, findings: &Findings) -> String {
    say!(
        "check-sums",
        issue = issue.as_str(),
        must = findings.count(Severity::MustFix),
        should = findings.count(Severity::ShouldFix),
        tips = findings.count(Severity::Tip),
        accepted = findings.accepted.len(),
        passed = findings.passed.len(),
        unasked = findings.not_checked.len()
    )
}

/// `hu  child-emergency`
fn group(place: &Place) -> String {
    let language = place.language.as_ref().map_or_else(|| say!("check-all-languages"), ToString::to_string);
    let section = place.section.as_ref().map_or_else(|| say!("check-whole-issue"), ToString::to_string);
    format!("{language}  {section}")
}

fn finding(problem: &Problem, out: &mut Vec<String>) {
    let glyph = match problem.severity {
        Severity::MustFix => "x",
        Severity::ShouldFix => "!",
        Severity::Tip => "i",
    };
    entry(glyph, problem.rule, &problem.what, out);
    let margin = " ".repeat(INDENT);
    if let Some(file) = &problem.place.file {
        let mut at = file.display().to_string();
        for number in [problem.place.line, problem.place.column].into_iter().flatten() {
            at.push_str(&format!(":{number}"));
        }
        out.push(format!("{margin}{}", term_text(&at)));
    }
    for line in wrap(reason(problem), WIDTH - INDENT) {
        out.push(format!("{margin}{line}"));
    }
    for line in wrap(&problem.remedy, WIDTH - INDENT) {
        out.push(format!("{margin}{line}"));
    }
}

/// Why a file can't be used, where that is said of this one alone: what a rule is for is told by `--explain`.
fn reason(problem: &Problem) -> &str {
    match rules::find_of_files(problem.rule) {
        Some(rule) if problem.why != rule.why => &problem.why,
        _ => "",
    }
}

/// `  x OPS002  The text …`, wrapped.
fn entry(glyph: &str, rule: &str, text: &str, out: &mut Vec<String>) {
    let head = format!("  {glyph} {rule}");
    for (at, line) in wrap(text, WIDTH - INDENT).iter().enumerate() {
        let head = if at == 0 { head.as_str() } else { "" };
        let gap = " ".repeat(INDENT.saturating_sub(head.width()).max(usize::from(at == 0)));
        out.push(format!("{head}{gap}{line}"));
    }
}

/// Lines of at most `width` cells, broken at spaces; a word that is longer has a line of its own.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let text = term_text(text);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Acceptance, Lang, SectionId};
    use crate::proof::{Accepted, NotChecked};

    fn findings() -> Findings {
        let hu = Lang::parse("hu").expect("a language");
        let section = SectionId::parse("child-emergency").expect("a name");
        let place = Place::line("issues/2018-06-summer/hu.md", 31).in_language(&hu).in_section(&section);
        let long = "The text still says \"TODO\", and it says so in a sentence that does not fit on a line of eighty.";
        let past = Problem::should("EVT001", Place::file("issues/2018-06-summer/issue.toml"), "It is over.")
            .remedy("Take it out.");
        Findings {
            problems: vec![
                Problem::must("OPS002", place, long).remedy("Write what belongs there."),
                past.clone(),
            ],
            accepted: vec![Accepted {
                problem: past,
                acceptance: Acceptance {
                    rule: "EVT001".into(),
                    section: None,
                    language: None,
                    value: None,
                    reason: "an archive".into(),
                    by: "anna".into(),
                },
            }],
            passed: vec!["HTM001", "HTM002"],
            not_checked: vec![NotChecked { rule: "DKM001", reason: "config.toml has no [[dkim]]".into() }],
        }
    }

    #[test]
    fn findings_are_grouped_and_fit_on_eighty_columns() {
        let issue = IssueId::parse("2018-06-summer").expect("a name");
        let text = lines(&issue, &findings(), false).join("\n");
        insta::assert_snapshot!(text, @r#"
        hu  child-emergency
          x OPS002  The text still says "TODO", and it says so in a sentence that does
                    not fit on a line of eighty.
                    issues/2018-06-summer/hu.md:31
                    Write what belongs there.

        all  whole issue
          ! EVT001  It is over.
                    issues/2018-06-summer/issue.toml
                    Take it out.

          ✓ EVT001  It is over. (accepted by anna: an archive)
          –         not checked: config.toml has no [[dkim]]: DKM001
          ✓ passed  HTM001 HTM002

        2018-06-summer: 1 must fix, 1 should fix, 1 accepted, 2 passed, 1 not checked
        "#);
        assert!(text.lines().all(|line| line.width() <= WIDTH));
        assert!(lines(&issue, &findings(), true).join("").is_ascii());
    }

    #[test]
    fn a_rule_that_found_something_is_not_said_to_be_unchecked() {
        let mut findings = findings();
        let not_checked = ["EVT001", "TRN001"].map(|rule| NotChecked { rule, reason: "it is broken".into() });
        findings.not_checked.extend(not_checked);
        let issue = IssueId::parse("x").expect("a name");
        let text = lines(&issue, &findings, false).join("\n");
        assert!(text.contains("not checked everywhere: it is broken: EVT001\n"), "{text}");
        assert!(text.contains("not checked: it is broken: TRN001\n"), "{text}");
    }

    #[test]
    fn nothing_that_is_shown_can_move_the_cursor() {
        let mut findings = findings();
        findings.problems[0].what = "a \x1b[2J b".into();
        let issue = IssueId::parse("x").expect("a name");
        assert!(!lines(&issue, &findings, false).join("").contains('\x1b'));
    }
}
