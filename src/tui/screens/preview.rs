//! The preview: the whole letter as a telephone and a desktop show it, and as its text part. The browser shows the true page.

use std::cell::Cell;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Scene;
use super::spots::{self, finding_words, unread_words};
use super::write::{tab_targets, tabs};
use crate::desk::awkward::AsReader;
use crate::domain::{Lang, Problem, Slots};
use crate::render::{Face, PageBlock};
use crate::tui::event::Spot;
use crate::tui::keys::Id;
use crate::tui::theme::Role;
use crate::tui::widgets::{Canvas, Pane, Rows, Target, clean, cut, draw_page, page_lines, put, width, wrap};
use crate::workspace::HEAD_UNREAD;

/// How the letter is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shape {
    #[default]
    Phone,
    Desktop,
    Text,
}

impl Shape {
    const ALL: [Self; 3] = [Self::Phone, Self::Desktop, Self::Text];

    fn in_words(self) -> &'static str {
        match self {
            Self::Phone => "Phone 375",
            Self::Desktop => "Desktop 640",
            Self::Text => "Text part",
        }
    }

    fn pixels(self) -> usize {
        if self == Self::Phone { 375 } else { 640 }
    }

    /// Columns of its pane.
    fn columns(self) -> u16 {
        if self == Self::Phone { PHONE } else { 76 }
    }
}

/// Columns of the pane of a telephone, of which 42 have the letter.
const PHONE: u16 = 46;

/// One letter, in one language.
#[derive(Debug)]
pub struct Preview {
    pub shown: Option<Letter>,
    from: usize,
    shape: Shape,
    pictures: bool,
    /// As whom it can be looked at, once they were looked for.
    pub readers: Vec<AsReader>,
    /// Which of them; none: nobody in particular.
    reader: Option<usize>,
    /// The last line that anything is below of, and whether both widths have room, as it was drawn last.
    last: Cell<usize>,
    both: Cell<bool>,
}

impl Default for Preview {
    fn default() -> Self {
        Self {
            shown: None,
            from: 0,
            shape: Shape::default(),
            pictures: true,
            readers: Vec::new(),
            reader: None,
            last: Cell::default(),
            both: Cell::default(),
        }
    }
}

/// What was rendered.
#[derive(Debug)]
pub struct Letter {
    pub lang: Lang,
    pub subject: String,
    pub inbox_line: String,
    pub page: Vec<PageBlock>,
    pub text: String,
    pub problems: Vec<Problem>,
}

impl Preview {
    pub fn step(&mut self, id: Id) {
        self.from = super::shelf::stepped(self.from.min(self.last.get()), self.last.get() + 1, id);
    }

    /// Another edition: from its beginning, as nobody in particular.
    pub fn begin_anew(&mut self) {
        (self.from, self.reader) = (0, None);
        self.readers.clear();
    }

    pub fn turn_shape(&mut self) {
        self.from = 0;
        self.shape = match self.shape {
            Shape::Phone if self.both.get() => Shape::Text,
            Shape::Phone => Shape::Desktop,
            Shape::Desktop => Shape::Text,
            Shape::Text => Shape::Phone,
        };
    }

    pub fn turn_pictures(&mut self) {
        self.pictures = !self.pictures;
    }

    /// Goes to the next one, after the last to nobody in particular; false: nobody was looked for yet.
    pub fn next_reader(&mut self) -> bool {
        let next = self.reader.map_or(0, |at| at + 1);
        self.reader = (next < self.readers.len()).then_some(next);
        !self.readers.is_empty()
    }

    /// What the letter has in its gaps.
    pub fn slots(&self) -> Slots {
        self.as_whom().map_or_else(Slots::default, |reader| reader.slots.clone())
    }

    fn as_whom(&self) -> Option<&AsReader> {
        self.readers.get(self.reader?)
    }

    pub fn view(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        self.both.set(area.width >= 120);
        let head = 5.min(area.height);
        let letter = self.shown.as_ref().filter(|letter| letter.lang == scene.work.lang);
        envelope(letter, frame, Rect { height: head, ..area }, scene);
        self.options(frame, Rect { y: (area.y + head).saturating_sub(1), height: 1, ..area });
        let rest = Rect { y: area.y + head, height: area.height - head, ..area };
        match letter {
            Some(letter) if !letter.text.is_empty() => self.draw_letter(letter, frame, rest, scene),
            letter => {
                let pane = self.pane(Shape::Text, "", scene);
                let room = pane.draw(frame, rest, scene.theme);
                unmade_words(letter, frame, room, scene);
            }
        }
        tab_targets(frame, rest, scene.work);
    }

    fn draw_letter(&self, letter: &Letter, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        if self.both.get() && self.shape != Shape::Text {
            let left = Rect { width: PHONE, ..area };
            let right = Rect { x: area.x + PHONE, width: area.width - PHONE, ..area };
            let last = self.draw_shape(Shape::Phone, letter, frame, left, scene);
            let other = self.draw_shape(Shape::Desktop, letter, frame, right, scene);
            return self.last.set(last.max(other));
        }
        let wide = self.shape.columns().min(area.width);
        let middle = Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area };
        self.last.set(self.draw_shape(self.shape, letter, frame, middle, scene));
    }

    /// Gives the last line from which on there is more below than a screen of it.
    fn draw_shape(
        &self,
        shape: Shape,
        letter: &Letter,
        frame: &mut Canvas,
        area: Rect,
        scene: &Scene<'_>,
    ) -> usize {
        let columns =
            usize::from(area.width.saturating_sub(4)).min(if shape == Shape::Desktop { 72 } else { 76 });
        let lines = match shape {
            Shape::Text => {
                wrap(&letter.text, columns).into_iter().map(|line| vec![(line, Face::default())]).collect()
            }
            shape => page_lines(&letter.page, columns, shape.pixels(), self.pictures),
        };
        let height = usize::from(area.height.saturating_sub(2)).max(1);
        let last = lines.len().saturating_sub(height);
        let part = self.from.min(last).div_ceil(height) + 1;
        let more = if self.from < last { " ↓" } else { "" };
        let below = format!("{part}/{}{more}", lines.len().div_ceil(height).max(part));
        let title = if shape == Shape::Desktop && self.both.get() {
            shape.in_words().to_owned()
        } else {
            tabs(scene.work)
        };
        let pane = Pane { title: &title, below: &below, ..self.pane(shape, "", scene) };
        let room = pane.draw(frame, area, scene.theme);
        draw_page(&lines, frame, room, self.from);
        last
    }

    fn pane<'a>(&self, shape: Shape, title: &'a str, scene: &Scene<'_>) -> Pane<'a> {
        let named = self.both.get() && shape == Shape::Desktop;
        let remark = if named { "" } else { shape.in_words() };
        let focused = !named && !scene.work.issue.languages.is_empty();
        Pane { title, remark, below: "", focused }
    }

    /// What can be chosen, each a place to click on, on the border between the inbox and the letter.
    fn options(&self, frame: &mut Canvas, line: Rect) {
        let sign = |on: bool| if on { "(•)" } else { "( )" };
        let shapes: Vec<(Id, String)> = if self.both.get() {
            let text = self.shape == Shape::Text;
            vec![
                (Id::Shape, format!("{} Phone + desktop", sign(!text))),
                (Id::Shape, format!("{} Text part", sign(text))),
            ]
        } else {
            let name = |shape: Shape| shape.in_words().split(' ').next().unwrap_or_default();
            let word = |shape: Shape| (Id::Shape, format!("{} {}", sign(self.shape == shape), name(shape)));
            Shape::ALL.map(word).into()
        };
        let tick = if self.pictures { "[•]" } else { "[ ]" };
        let as_whom = self.as_whom().map_or("anybody", |reader| reader.words.as_str());
        let others =
            [(Id::Pictures, format!("Space {tick} pictures")), (Id::NextReader, format!("N as: {as_whom}"))];
        let end = line.right().saturating_sub(4);
        put(frame.buffer_mut(), line.x + 2, line.y, " Tab ", Style::new());
        let mut x = line.x + 7;
        for (id, words) in shapes.into_iter().chain(others) {
            let words = cut(&clean(&words), usize::from(end.saturating_sub(x)));
            if words.is_empty() {
                break;
            }
            let wide = u16::try_from(width(&words)).unwrap_or(0);
            put(frame.buffer_mut(), x, line.y, &format!("{words}  "), Style::new());
            frame.stands_for(Rect { x, width: wide, ..line }, Target::Command(id));
            x += wide + 2;
        }
    }
}

/// Why there is no letter, where that is known by now.
fn unmade_words(letter: Option<&Letter>, frame: &mut Canvas, room: Rect, scene: &Scene<'_>) {
    let mut rows = Rows::default();
    match letter {
        None => rows.line("Making the letter …", Style::new()),
        Some(letter) => {
            rows.line("x It can't be made yet:", scene.theme.style(Role::MustFix));
            let column = usize::from(room.width).min(76);
            for problem in &letter.problems {
                for line in wrap(&format!("x {}", finding_words(problem)), column) {
                    rows.line(&line, Style::new());
                }
            }
        }
    }
    rows.draw(frame, room, scene.theme, false, 0);
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
