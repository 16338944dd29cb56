//! The one place that writes to the terminal: data to standard output, words to standard error.

use std::io::{IsTerminal as _, Write as _};

use unicode_width::UnicodeWidthStr as _;

use crate::domain::{Place, Problem, Severity, in_ascii, shows_signs, term_text};
use crate::locale::{say, severity_word};

use super::fold::folded;
use super::{Failure, Table};

/// A line on standard error; one that nobody reads any more is no reason to stop in the middle of a send.
macro_rules! complain {
    ($($what:tt)*) => {
        _ = writeln!(std::io::stderr().lock(), $($what)*)
    };
}

/// Writes for people or programs; colours only where somebody sees them.
#[derive(Debug, Clone, Copy)]
pub struct Print {
    colour: bool,
    /// Whether tables may have signs that are not ASCII.
    signs: bool,
    /// Columns of the terminal that the words go to; none where they go into a file or a program.
    columns: Option<usize>,
}

impl Print {
    pub fn new(plain: bool) -> Self {
        let wanted = !plain && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let terminal = std::io::stderr().is_terminal();
        let columns = terminal.then(|| crossterm::terminal::size().ok().map(|(columns, _)| columns.into()));
        Self {
            colour: wanted && !dumb && terminal,
            signs: !plain && shows_signs(|name| std::env::var(name).ok()),
            columns: columns.flatten().filter(|columns| *columns > 0),
        }
    }

    /// A line of data.
    pub fn line(self, text: &str) {
        let mut out = std::io::stdout().lock();
        // A reader that has gone away (`| head`) is no error of ours.
        _ = writeln!(out, "{text}");
    }

    pub fn table(self, table: &Table) {
        for line in table.lines() {
            let plain = |sign| if self.signs { sign } else { in_ascii(sign).unwrap_or(sign) };
            self.line(&line.chars().map(plain).collect::<String>());
        }
    }

    pub fn csv(self, table: &Table) {
        table.csv().iter().for_each(|line| self.line(line));
    }

    /// A JSON document.
    pub fn json(self, value: &serde_json::Value) {
        self.line(&serde_json::to_string_pretty(value).unwrap_or_default());
    }

    /// A sentence on standard error.
    pub fn say(self, text: &str) {
        complain!("{}", self.folded(text, 0));
    }

    /// A line without its end, for a question.
    pub fn ask(self, text: &str) {
        let mut err = std::io::stderr().lock();
        _ = write!(err, "{} ", self.folded(text, 0));
        _ = err.flush();
    }

    pub fn problems(self, problems: &[Problem]) {
        for problem in problems {
            self.problem(problem);
        }
    }

    /// Place, caret, why and remedy of one problem.
    pub fn problem(self, problem: &Problem) {
        let word = severity_word(problem.severity);
        let colour = match problem.severity {
            Severity::MustFix => "31",
            Severity::ShouldFix => "33",
            Severity::Tip => "36",
        };
        let head = self.paint(colour, &format!("{word} {}", problem.rule));
        self.complain_after(&head, &format!("{word} {}", problem.rule), &problem.what);
        for line in place_lines(&problem.place) {
            complain!("{line}");
        }
        let labels = [say!("problem-why"), say!("problem-do")];
        let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
        for (label, text) in labels.iter().zip([&problem.why, &problem.remedy]) {
            if !text.is_empty() {
                let gap = " ".repeat(widest - label.width() + 1);
                complain!("{}", self.folded(&format!("  {label}{gap}{text}"), widest + 3));
            }
        }
    }

    pub fn failure(self, failure: &Failure) {
        self.problems(&failure.problems);
        self.complain_after(&self.paint("31", "error"), "error", &failure.what);
        complain!("{}", self.folded(&format!("  do:  {}", failure.remedy), 7));
    }

    /// `head: text`; the head is painted, and as wide as `plain`.
    fn complain_after(self, head: &str, plain: &str, text: &str) {
        let line = self.folded(&format!("{plain}: {text}"), 2);
        complain!("{head}{}", line.strip_prefix(plain).unwrap_or(&line));
    }

    fn folded(self, text: &str, indent: usize) -> String {
        folded(&term_text(text), self.columns, indent)
    }

    fn paint(self, colour: &str, text: &str) -> String {
        if self.colour { format!("\x1b[1;{colour}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// `  in config.toml:3:5` and, where the line is known, the line with a caret below.
fn place_lines(place: &Place) -> Vec<String> {
    let mut lines = Vec::new();
    let mut at = String::new();
    if let Some(file) = &place.file {
        at = file.display().to_string();
        for number in [place.line, place.column].into_iter().flatten() {
            at.push_str(&format!(":{number}"));
        }
    }
    if let Some(section) = &place.section {
        at.push_str(&format!("{}section {section}", if at.is_empty() { "" } else { ", " }));
    }
    if let Some(language) = &place.language {
        at.push_str(&format!("{}{language}", if at.is_empty() { "" } else { ", " }));
    }
    if !at.is_empty() {
        lines.push(format!("  in {}", term_text(&at)));
    }
    if let (Some(excerpt), Some(number), Some(column)) = (&place.excerpt, place.line, place.column) {
        let margin = number.to_string();
        lines.push(format!("  {margin} | {}", term_text(&excerpt.line)));
        let before: String = excerpt.line.chars().take(column - 1).collect();
        let indent = unicode_width::UnicodeWidthStr::width(term_text(&before).as_ref());
        lines.push(format!(
            "  {} | {}{}",
            " ".repeat(margin.len()),
            " ".repeat(indent),
            "^".repeat(excerpt.width)
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_below_what_is_meant() {
        let place = Place::span("config.toml", "a = 1\nnäme = 2\n", 6, 11);
        assert_eq!(place_lines(&place), ["  in config.toml:2:1", "  2 | näme = 2", "    | ^^^^"]);
    }
}
