//! `courant check`: what is wrong with an issue, where, why, and what to do.

mod explain;
mod json;
mod report;

use crate::cli::refusal::MEND;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::check::{self, Error};
use crate::proof::{Findings, Gate};
use crate::workspace::Workspace;

/// Arguments of `courant check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue's folder in issues/, or a part of its name
    #[arg(required_unless_present = "explain")]
    issue: Option<String>,
    /// Say what a rule wants and why; with an issue, show what it finds there
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,
    /// Ask the network too: the DNS, the links, the unsubscribe address, the mail servers
    #[arg(long)]
    network: bool,
}

/// Exit 3 if something must be fixed, 4 if config, templates or lists can't be used.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    if let Some(rule) = &args.explain
        && (args.issue.is_none() || session.format == Format::Table)
    {
        let text = explain::rule(rule, session.format == Format::Json)?;
        text.lines().for_each(|line| session.print.line(line));
    }
    let Some(wanted) = &args.issue else { return Ok(Exit::Ok) };
    let workspace = Workspace::find(&session.start)?;
    let issue = workspace.find_issue(wanted)?;
    let (gate, now) = (Gate::Writing, session.clock.now());
    let found = if args.network {
        session.runtime()?.block_on(check::check_asking(&workspace, &issue, gate, now))
    } else {
        check::check(&workspace, &issue, gate, now)
    };
    let mut findings = found.map_err(failure)?;
    if let Some(rule) = &args.explain {
        only(&mut findings, rule);
    }
    match session.format {
        Format::Table => {
            report::lines(&issue, &findings, session.plain).iter().for_each(|line| session.print.line(line));
        }
        Format::Json => session.print.json(&json::document(&issue, &findings)),
        Format::Ndjson | Format::Csv => {
            findings
                .problems
                .iter()
                .for_each(|problem| session.print.line(&json::problem(problem).to_string()));
        }
    }
    Ok(if check::lists_block(&findings) {
        Exit::Workspace
    } else if findings.blocks() {
        Exit::ChecksFailed
    } else {
        Exit::Ok
    })
}

fn only(findings: &mut Findings, rule: &str) {
    let is = |id: &str| id.eq_ignore_ascii_case(rule);
    findings.problems.retain(|problem| is(problem.rule));
    findings.accepted.retain(|one| is(one.problem.rule));
    findings.passed.retain(|id| is(id));
    findings.not_checked.retain(|one| is(one.rule));
}

fn failure(error: Error) -> Failure {
    let what = error.to_string();
    match error {
        Error::Broken(problems) => Failure::new(Exit::Workspace, what, MEND).with_problems(problems),
        Error::Workspace(error) => error.into(),
    }
}
