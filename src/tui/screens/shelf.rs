//! The shelf: all issues, newest first, with how far each is; and what to do where there are none yet.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::reach::{self, state_and_when};
use super::spots::sign;
use crate::desk::list::concerns;
use crate::domain::settings::Settings;
use crate::domain::{IssueId, Lang, MailingKind, MailingState, Mode, Problem};
use crate::tui::event::{IssueCard, Readiness};
use crate::tui::keys::Id;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::{Canvas, Pane, Rows, pad, plural, width, wrap};
use jiff::Timestamp;
use jiff::tz::TimeZone;

const LEGEND: &str = " ✓ ready   ! needs work   – not started   ? being checked";

/// The first screen.
#[derive(Debug, Default)]
pub struct Shelf {
    /// None while they are read.
    pub cards: Option<Vec<IssueCard>>,
    pub at: usize,
    /// The issue that is to be marked once the shelf is read anew.
    wanted: Option<IssueId>,
}

impl Shelf {
    pub fn marked(&self) -> Option<&IssueCard> {
        self.cards.as_ref()?.get(self.at)
    }

    /// Takes what was read; the mark stays on the issue it was on.
    pub fn fill(&mut self, mut cards: Vec<IssueCard>) {
        cards.sort_by(IssueCard::newest_first);
        let kept = self.chosen();
        self.wanted = None;
        self.at = kept.and_then(|id| cards.iter().position(|card| card.id == id)).unwrap_or(0);
        self.cards = Some(cards);
    }

    pub fn checked(&mut self, issue: &IssueId, must_fix: Vec<Problem>) {
        if let Some(card) = self.cards.iter_mut().flatten().find(|card| card.id == *issue) {
            card.must_fix = Some(must_fix);
        }
    }

    /// The config can't be used: that concerns every issue, as if it had been so when they were checked.
    pub fn unusable(&mut self, config: &[Problem]) {
        for card in self.cards.iter_mut().flatten() {
            card.must_fix = Some(config.to_vec());
        }
    }

    /// Puts the mark on an issue, which the shelf may not have yet.
    pub fn mark(&mut self, issue: &IssueId) {
        self.wanted = Some(issue.clone());
        let at = self.cards.iter().flatten().position(|card| card.id == *issue);
        self.at = at.unwrap_or(self.at);
    }

    pub fn step(&mut self, id: Id) {
        self.wanted = None;
        let count = self.cards.as_ref().map_or(0, Vec::len);
        self.at = stepped(self.at, count, id);
    }

    pub fn chosen(&self) -> Option<IssueId> {
        self.wanted.clone().or_else(|| self.marked().map(|card| card.id.clone()))
    }

    pub fn view(&self, frame: &mut Canvas, area: Rect, ground: &Ground<'_>) {
        match &self.cards {
            Some(cards) if cards.is_empty() => empty(frame, area, ground),
            Some(cards) => self.list(cards, frame, area, ground),
            None => {
                let pane = Pane { title: "Issues", focused: true, ..Pane::default() };
                let room = pane.draw(frame, area, ground.theme);
                let mut rows = Rows::default();
                rows.line("Reading the issues …", Style::new());
                rows.draw(frame, room, ground.theme, false, 0);
            }
        }
    }

    fn list(&self, cards: &[IssueCard], frame: &mut Canvas, area: Rect, ground: &Ground<'_>) {
        let wide = area.width >= 120;
        // Where it is tight, what is known of the marked issue matters more than blank rows of the list.
        let rows = u16::try_from(cards.len() + 3).unwrap_or(u16::MAX);
        let below = 7.min(area.height.saturating_sub(rows).max(area.height / 3));
        let (list, detail) = if wide {
            let side = area.width / 3;
            let left = Rect { width: area.width - side, ..area };
            (left, Rect { x: left.right(), width: side, ..area })
        } else {
            let top = Rect { height: area.height - below, ..area };
            (top, Rect { y: top.bottom(), height: below, ..area })
        };
        let remark =
            if cards.len() == 1 { String::new() } else { format!("{} issues, newest first", cards.len()) };
        let pane = Pane { title: "Issues", remark: &remark, focused: true, ..Pane::default() };
        let room = pane.draw(frame, list, ground.theme);
        let columns = Columns::fit(usize::from(room.width), cards);
        let mut rows = Rows::default();
        rows.line(
            &format!(" {}", columns.row("No", "Title", "Languages", "State", &when(ground))),
            ground.theme.style(Role::Title),
        );
        for (at, card) in cards.iter().enumerate() {
            let number = card.number.map_or(String::new(), |number| number.to_string());
            let (state, when) = state_and_when(card, ground);
            let line = columns.row(&number, &card.title, &languages(card), &state, &when);
            rows.row(&line, Style::new(), at == self.at);
        }
        if rows.len() + 2 <= usize::from(room.height) {
            rows.line("", Style::new());
            rows.line(LEGEND, Style::new());
        }
        rows.draw(frame, room, ground.theme, true, 0);
        if let Some(card) = self.marked() {
            about(card, frame, detail, ground);
        }
    }
}

/// What the shelf is shown beside its cards.
#[derive(Debug)]
pub struct Ground<'a> {
    pub theme: Theme,
    pub now: Timestamp,
    pub zone: TimeZone,
    pub settings: Option<&'a Settings>,
}

/// Where the mark goes among `count` rows.
pub fn stepped(at: usize, count: usize, id: Id) -> usize {
    let last = count.saturating_sub(1);
    match id {
        Id::Up => at.saturating_sub(1),
        Id::Down => at.saturating_add(1),
        Id::PageUp => at.saturating_sub(10),
        Id::PageDown => at.saturating_add(10),
        Id::First => 0,
        Id::Last => last,
        _ => at,
    }
    .min(last)
}

struct Columns {
    title: usize,
    languages: usize,
    state: usize,
    narrow: bool,
}

impl Columns {
    fn fit(room: usize, cards: &[IssueCard]) -> Self {
        let languages = cards.iter().map(|card| width(&languages(card))).max().unwrap_or(0).clamp(9, 24);
        let narrow = room < 70;
        let state = if narrow { 10 } else { 15 };
        let when = if narrow { 0 } else { 13 };
        let title = room.saturating_sub(1 + 4 + languages + 2 + state + 1 + when);
        Self { title, languages, state, narrow }
    }

    fn row(&self, number: &str, title: &str, languages: &str, state: &str, when: &str) -> String {
        let when = if self.narrow { "" } else { when };
        format!(
            "{number:>3} {} {}  {} {when}",
            pad(title, self.title.saturating_sub(1)),
            pad(languages, self.languages),
            pad(state, self.state)
        )
    }
}

fn languages(card: &IssueCard) -> String {
    let one =
        |lang: &Lang| format!("{}{}", lang.as_str().to_uppercase(), readiness(card, lang).map_or("?", sign));
    card.languages.iter().map(|(lang, _)| one(lang)).collect::<Vec<_>>().join(" ")
}

/// How far a language is; none while all of it is written and the checks have not said what they find.
fn readiness(card: &IssueCard, lang: &Lang) -> Option<Readiness> {
    let written = card.languages.iter().find(|(of, _)| of == lang).map(|(_, how)| *how)?;
    let (Readiness::Ready, must_fix) = (written, &card.must_fix) else { return Some(written) };
    let faulty = must_fix.as_ref()?.iter().any(|problem| concerns(problem, lang));
    Some(if faulty { Readiness::NeedsWork } else { Readiness::Ready })
}

/// `When (CET)`: all times of the column are the newsletter's.
fn when(ground: &Ground<'_>) -> String {
    ground.now.to_zoned(ground.zone.clone()).strftime("When (%Z)").to_string()
}

/// What people call a state. Letters that became files were not sent.
pub fn state_word(kind: MailingKind, state: MailingState) -> &'static str {
    match state {
        MailingState::Sending if kind == MailingKind::Files => "Writing files",
        MailingState::Sent if kind == MailingKind::Files => "In files",
        MailingState::Draft => "Being made",
        MailingState::Scheduled => "Scheduled",
        MailingState::Sending => "Sending",
        MailingState::Pausing => "Pausing",
        MailingState::Paused => "Paused",
        MailingState::Held => "Held",
        MailingState::Sent => "Sent",
        MailingState::Cancelled => "Cancelled",
    }
}

fn about(card: &IssueCard, frame: &mut Canvas, area: Rect, ground: &Ground<'_>) {
    let pane = Pane { title: &card.title, ..Pane::default() };
    let room = pane.draw(frame, area, ground.theme);
    let mut rows = Rows::default();
    let mut all = vec![("Next step", next_step(card)), ("Content", content(card))];
    all.extend(reach::lines(card, ground));
    all.push(("Folder", format!("issues/{}", card.id)));
    for (name, what) in all {
        let lines = wrap(&what, usize::from(room.width).saturating_sub(12));
        for (at, line) in lines.iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            rows.line(&format!("{name:<11} {line}"), Style::new());
        }
    }
    rows.draw(frame, room, ground.theme, false, 0);
}

fn next_step(card: &IssueCard) -> String {
    if let Some(file) = &card.unread {
        return format!("{file} can't be read: mend it in an editor, then Enter opens it");
    }
    let open = |wanted| card.languages.iter().filter(move |(_, how)| *how == wanted);
    let names =
        |wanted| open(wanted).map(|(lang, _)| lang.as_str().to_uppercase()).collect::<Vec<_>>().join(", ");
    let (missing, unready) = (names(Readiness::NotStarted), names(Readiness::NeedsWork));
    if let Some(words) = reach::next_step(card) {
        return words;
    }
    match card.must_fix.as_ref().map(Vec::len) {
        _ if card.languages.is_empty() => "It has no languages: Enter, then F5 says why".into(),
        _ if !unready.is_empty() && !missing.is_empty() => {
            format!("Go on writing: {unready}; not started: {missing}")
        }
        _ if !unready.is_empty() => format!("Go on writing: {unready}"),
        _ if !missing.is_empty() => format!("Not started yet: {missing}"),
        None => "It is all written; the checks are running …".into(),
        Some(0) => "Preview it (F4), send a test (F8)".into(),
        Some(count) => format!("Mend {} (F5)", plural(count as u64, "finding", "findings")),
    }
}

fn content(card: &IssueCard) -> String {
    if let Some(file) = &card.unread {
        return format!("not known: {file} can't be read");
    }
    if card.kinds.is_empty() {
        return "no sections yet".into();
    }
    let mut counted: Vec<(&str, u64)> = Vec::new();
    for kind in &card.kinds {
        match counted.iter_mut().find(|(name, _)| *name == kind.as_str()) {
            Some((_, count)) => *count += 1,
            None => counted.push((kind.as_str(), 1)),
        }
    }
    let parts: Vec<String> =
        counted.iter().map(|(name, count)| format!("{count} {}", name.replace('-', " "))).collect();
    format!("{}: {}", plural(card.kinds.len() as u64, "section", "sections"), parts.join(", "))
}

fn empty(frame: &mut Canvas, area: Rect, ground: &Ground<'_>) {
    let pane = Pane { title: "Issues", focused: true, ..Pane::default() };
    let room = pane.draw(frame, area, ground.theme);
    let mut lines = vec![
        "",
        "",
        "No issues yet.",
        "",
        "  N   Start an issue",
        "      you give it a title; three sections to fill in are there already",
        "",
    ];
    let nobody = "Nothing you do here can reach a reader: this is TEST MODE.";
    if ground.settings.is_none_or(|settings| settings.newsletter.mode == Mode::Test) {
        lines.extend(["", nobody, "Only the test readers named in config.toml are ever mailed."]);
    }
    let mut rows = Rows::default();
    for line in lines {
        rows.line(&format!("      {line}"), Style::new());
    }
    rows.draw(frame, room, ground.theme, false, 0);
}
