//! The checks: every finding with its place, the marked one in full below.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Scene;
use super::shelf::stepped;
use super::spots::{file_words, line_words, section_name};
use crate::domain::{Problem, Severity};
use crate::locale::{say, severity_heading};
use crate::tui::keys::Id;
use crate::tui::theme::Role;
use crate::tui::widgets::{Canvas, Pane, Rows, pad, width, wrap};

/// What is wrong, and where.
#[derive(Debug, Default)]
pub struct Checks {
    at: usize,
    /// The finding that somebody went to since the screen was opened: the mark stays on it.
    on: Option<Problem>,
}

impl Checks {
    pub fn step(&mut self, id: Id, problems: &[Problem]) {
        self.at = stepped(self.at, problems.len(), id);
        self.on = problems.get(self.at).cloned();
    }

    /// The screen is opened: the gravest finding comes first.
    pub fn open(&mut self, problems: &[Problem]) {
        self.on = None;
        self.found(problems);
    }

    /// Other findings are shown by now. Where the one is mended that somebody went to, the mark stays where it was; who
    /// went nowhere is shown the first that must be fixed.
    pub fn found(&mut self, problems: &[Problem]) {
        let at = match &self.on {
            Some(on) => same(on, problems),
            None => problems.iter().position(Problem::blocks),
        };
        self.at = at.unwrap_or(self.at).min(problems.len().saturating_sub(1));
    }

    pub fn marked<'a>(&self, problems: &'a [Problem]) -> Option<&'a Problem> {
        problems.get(self.at)
    }

    /// Whether the marked finding offers what mends it.
    pub fn mends(&self, problems: &[Problem]) -> bool {
        self.marked(problems).is_some_and(|problem| problem.fix.is_some())
    }

    pub fn view(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        let problems = scene.work.problems();
        let below = self.lines_of_marked(area, scene).max(9.min(area.height / 2));
        let below = below.min(area.height.saturating_sub(5));
        let (list, detail) = if area.width >= 120 {
            let left = Rect { width: area.width - 46, ..area };
            (left, Rect { x: left.right(), width: 46, ..area })
        } else {
            let top = Rect { height: area.height - below, ..area };
            (top, Rect { y: top.bottom(), height: below, ..area })
        };
        let remark = match &scene.work.checked {
            None => say!("check-running"),
            Some(_) => tally(scene),
        };
        let title = say!("check-title");
        let pane = Pane { title: &title, remark: &remark, focused: true, ..Pane::default() };
        let room = pane.draw(frame, list, scene.theme);
        let mut rows = Rows::default();
        for (at, problem) in problems.iter().enumerate() {
            let line = row(problem, scene);
            rows.row(&line, style(problem.severity, scene), at == self.at);
        }
        if problems.is_empty() && scene.work.checked.is_some() && scene.config.is_empty() {
            rows.line(&format!("✓ {}", say!("check-nothing")), scene.theme.style(Role::Ok));
        }
        rows.draw(frame, room, scene.theme, true, 0);
        self.detail(frame, detail, scene);
    }

    /// What the marked finding takes in full, below the list.
    fn lines_of_marked(&self, area: Rect, scene: &Scene<'_>) -> u16 {
        let room = usize::from(area.width).saturating_sub(4);
        let lines = self.marked(scene.work.problems()).map_or(0, |problem| {
            texts(problem).iter().filter(|text| !text.is_empty()).flat_map(|text| wrap(text, room)).count()
        });
        u16::try_from(lines + 2).unwrap_or(u16::MAX)
    }

    fn detail(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        let Some(problem) = self.marked(scene.work.problems()) else {
            let room = Pane::default().draw(frame, area, scene.theme);
            let mut rows = Rows::default();
            for line in wrap(&say!("check-what-it-does"), usize::from(room.width)) {
                rows.line(&line, Style::new());
            }
            return rows.draw(frame, room, scene.theme, false, 0);
        };
        let title = format!("{} {}", sign(problem.severity), severity_heading(problem.severity));
        let below = place_in_file(problem);
        let pane = Pane { title: &title, remark: problem.rule, below: &below, ..Pane::default() };
        let room = pane.draw(frame, area, scene.theme);
        let mut rows = Rows::default();
        for (text, role) in texts(problem)
            .iter()
            .zip([Role::Title, Role::Text, Role::Text, Role::Ok])
            .filter(|(text, _)| !text.is_empty())
        {
            for line in wrap(text, usize::from(room.width)) {
                rows.line(&line, scene.theme.style(role));
            }
        }
        rows.draw(frame, room, scene.theme, false, 0);
    }
}

/// All that is said of a finding: what, why, what to do, and whether a key does it; some of it is empty.
fn texts(problem: &Problem) -> [String; 4] {
    let key = problem.fix.as_ref().map_or_else(String::new, |_| say!("check-space-mends"));
    [problem.what.clone(), problem.why.clone(), problem.remedy.clone(), key]
}

/// Where a finding stands by now: it may be on another line, or say something else of the same.
fn same(on: &Problem, problems: &[Problem]) -> Option<usize> {
    let of_place = |one: &Problem| {
        let (there, here) = (&one.place, &on.place);
        one.rule == on.rule
            && (&there.file, &there.language, &there.section) == (&here.file, &here.language, &here.section)
    };
    let exactly = problems.iter().position(|one| one == on);
    let moved = || problems.iter().position(|one| of_place(one) && one.what == on.what);
    let reworded = || problems.iter().position(|one| of_place(one) && one.place.line == on.place.line);
    exactly.or_else(moved).or_else(reworded)
}

/// `subscribers/press.csv, line 3`; empty where it is about no file.
pub fn place_in_file(problem: &Problem) -> String {
    let file = problem.place.file.as_ref().map(|file| file.display().to_string());
    match (file, problem.place.line) {
        (Some(file), Some(line)) => say!("check-place", file = file, line = line),
        (Some(file), None) => file,
        _ => String::new(),
    }
}

fn row(problem: &Problem, scene: &Scene<'_>) -> String {
    let all = say!("check-all-languages");
    let lang =
        problem.place.language.as_ref().map_or_else(|| all.clone(), |lang| lang.as_str().to_uppercase());
    let section = problem.place.section.as_ref().and_then(|id| {
        let issue = &scene.work.issue;
        let at = issue.sections.iter().position(|section| section.id == *id)?;
        let name = section_name(issue, issue.source()?, &issue.sections[at]);
        Some(format!("{} {name}", at + 1))
    });
    let section = section
        .or_else(|| problem.place.section.as_ref().map(ToString::to_string))
        .map(|section| pad(&section, 18))
        // Of a file never less than all: without its line nobody finds it.
        .or_else(|| line_words(problem).or_else(|| file_words(problem)).map(|words| format!("{words:18}")))
        .unwrap_or_else(|| pad(&say!("check-whole-issue"), 18));
    let narrow = width(&all).max(3);
    format!("{} {} {}  {}", sign(problem.severity), pad(&lang, narrow), section, problem.what)
}

fn tally(scene: &Scene<'_>) -> String {
    let count = |severity| scene.work.count(severity);
    say!(
        "check-tally",
        must = count(Severity::MustFix),
        should = count(Severity::ShouldFix),
        tips = count(Severity::Tip)
    )
}

fn style(severity: Severity, scene: &Scene<'_>) -> Style {
    scene.theme.style(match severity {
        Severity::MustFix => Role::MustFix,
        Severity::ShouldFix => Role::Attention,
        Severity::Tip => Role::Text,
    })
}

/// `x` means must fix, and nothing else.
pub fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::MustFix => "x",
        Severity::ShouldFix => "!",
        Severity::Tip => "i",
    }
}
