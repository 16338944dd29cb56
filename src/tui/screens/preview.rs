//! The preview: the whole letter as its text part reads. The browser shows the true page.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Scene;
use super::spots::{self, finding_words, unread_words};
use super::write::tabs;
use crate::domain::{Lang, Problem};
use crate::tui::event::Spot;
use crate::tui::keys::Id;
use crate::tui::theme::Role;
use crate::tui::widgets::{Canvas, Pane, Rows, clean, cut, wrap};
use crate::workspace::HEAD_UNREAD;

/// One letter, in one language.
#[derive(Debug, Default)]
pub struct Preview {
    pub shown: Option<Letter>,
    pub from: usize,
}

/// What was rendered.
#[derive(Debug)]
pub struct Letter {
    pub lang: Lang,
    pub subject: String,
    pub inbox_line: String,
    pub text: String,
    pub problems: Vec<Problem>,
}

impl Preview {
    pub fn step(&mut self, id: Id) {
        let lines = self.shown.as_ref().map_or(0, |letter| letter.text.lines().count() * 2);
        self.from = super::shelf::stepped(self.from, lines.max(1), id);
    }

    pub fn view(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        let theme = scene.theme;
        let wide = area.width >= 120;
        let (left, right) = if wide {
            let side = 36;
            (Rect { width: side, ..area }, Rect { x: area.x + side, width: area.width - side, ..area })
        } else {
            let head = 5.min(area.height);
            (Rect { height: head, ..area }, Rect { y: area.y + head, height: area.height - head, ..area })
        };
        let title = tabs(scene.work);
        let letter = self.shown.as_ref().filter(|letter| letter.lang == scene.work.lang);
        let pane = Pane { title: &title, remark: "text part", below: "Ctrl+O the true page", focused: true };
        let room = pane.draw(frame, right, theme);
        let mut rows = Rows::default();
        let column = usize::from(room.width).min(76);
        match letter {
            None => rows.line("Making the letter …", Style::new()),
            Some(letter) if letter.text.is_empty() => {
                rows.line("x It can't be made yet:", theme.style(Role::MustFix));
                for problem in &letter.problems {
                    for line in wrap(&format!("x {}", finding_words(problem)), column) {
                        rows.line(&line, Style::new());
                    }
                }
            }
            Some(letter) => {
                for line in wrap(&letter.text, column) {
                    rows.line(&line, Style::new());
                }
            }
        }
        rows.draw(frame, room, theme, false, self.from);
        envelope(letter, frame, left, scene);
    }
}

/// Why a letter that was not made lacks a text that is written, or is not known.
fn unmade<'a>(letter: &'a Letter, spot: &Spot, scene: &Scene<'_>) -> Option<&'a Problem> {
    let work = scene.work;
    let unknown = work.unread(spot).or_else(|| work.outline_unread()).is_some();
    let written = !spots::text(&work.issue, &letter.lang, spot).trim().is_empty();
    if !letter.text.is_empty() || !(unknown || written) {
        return None;
    }
    let own = format!("{}.md", letter.lang);
    let in_its_files = |problem: &&&Problem| {
        let file = problem.place.file.as_ref();
        file.is_some_and(|file| file.ends_with(&own) || file.extension().is_some_and(|end| end == "toml"))
    };
    let all: Vec<&Problem> = letter.problems.iter().filter(|problem| problem.blocks()).collect();
    all.iter().find(in_its_files).or(all.first()).copied()
}

/// Why a letter that was made all the same has nothing there: the head of its edition can't be read.
fn unread<'a>(letter: &'a Letter, spot: &Spot, scene: &'a Scene<'_>) -> Option<&'a Problem> {
    let own = format!("{}.md", letter.lang);
    let of_head = |problem: &&Problem| {
        let in_it = problem.place.file.as_ref().is_some_and(|file| file.ends_with(&own));
        in_it && HEAD_UNREAD.contains(&problem.rule)
    };
    letter.problems.iter().find(of_head).or_else(|| scene.work.unread(spot))
}

/// Who it is from, the subject, the inbox line: what stands in the inbox.
fn envelope(letter: Option<&Letter>, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let pane = Pane { title: "In the inbox", ..Pane::default() };
    let room = pane.draw(frame, area, scene.theme);
    let from = scene.settings.map_or(String::new(), |settings| {
        let source = settings.newsletter.source();
        settings.sender.name.get_or_source(&scene.work.lang, source).to_owned()
    });
    let words = |text: &str, spot: &Spot| {
        if !text.trim().is_empty() {
            return text.to_owned();
        }
        if let Some(why) = letter.and_then(|letter| unmade(letter, spot, scene)) {
            return format!("x can't be made: {}", unread_words(why));
        }
        match letter.and_then(|letter| unread(letter, spot, scene)) {
            Some(why) => format!("x {}", unread_words(why)),
            None => "! empty".to_owned(),
        }
    };
    let facts = [
        ("From", from),
        ("Subject", letter.map_or(String::new(), |letter| words(&letter.subject, &Spot::Subject))),
        ("Inbox line", letter.map_or(String::new(), |letter| words(&letter.inbox_line, &Spot::InboxLine))),
    ];
    let mut rows = Rows::default();
    let tall = room.height > 8;
    for (name, text) in facts {
        if tall {
            rows.line(name, scene.theme.style(Role::Title));
            wrap(&text, usize::from(room.width)).iter().for_each(|line| rows.line(line, Style::new()));
            rows.line("", Style::new());
        } else {
            let text = cut(&clean(&text), usize::from(room.width).saturating_sub(12));
            rows.line(&format!("{name:<12}{text}"), Style::new());
        }
    }
    rows.draw(frame, room, scene.theme, false, 0);
}
