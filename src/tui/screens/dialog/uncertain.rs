//! Letters that may have arrived or not: whose, and what becomes of each. To leave it is marked first.

use crossterm::event::KeyCode;
use jiff::tz::TimeZone;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Choice, over};
use crate::domain::Decision;
use crate::tui::event::NotCertain;
use crate::tui::keys::Key;
use crate::tui::theme::Theme;
use crate::tui::widgets::{Canvas, Rows, moment, pad, plural};

/// What can be said about a letter, and what follows.
const DECISIONS: [(Decision, &str, &str); 3] = [
    (Decision::Leave, "Leave it", "Recommended: it stays not certain. Most such letters had arrived."),
    (Decision::Accepted, "Mark taken", "It counts as arrived."),
    (
        Decision::Resend,
        "Resend",
        "Sent once more (same Message-ID unless the sender's domain has changed). The reader may get it twice.",
    ),
];

/// The most lines that say what happened to the marked letter.
const ABOUT: usize = 3;
/// Lines around the list: those, what the marked decision does, blank ones, the buttons.
const AROUND: usize = ABOUT + 6;

/// The letters of one mailing.
#[derive(Debug)]
pub struct Uncertain {
    mailing: String,
    rows: Vec<NotCertain>,
    zone: TimeZone,
    /// Why none of them can be sent once more.
    no_resend: Option<String>,
    at: usize,
    decision: usize,
}

impl Uncertain {
    pub fn new(mailing: String, rows: Vec<NotCertain>, zone: TimeZone) -> Self {
        Self { mailing, rows, zone, no_resend: None, at: 0, decision: 0 }
    }

    /// The same where none of them can be sent once more.
    pub fn without_resend(self, why: Option<String>) -> Self {
        Self { no_resend: why, ..self }
    }

    fn decisions(&self) -> &'static [(Decision, &'static str, &'static str)] {
        // To resend is the last of them.
        if self.no_resend.is_some() { &DECISIONS[..DECISIONS.len() - 1] } else { &DECISIONS }
    }

    /// Chooses a row by its place.
    pub fn mark(&mut self, row: usize) {
        self.at = row;
    }

    /// Chooses what is to become of it.
    pub fn mark_decision(&mut self, decision: usize) {
        self.decision = decision;
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let last = self.decisions().len() - 1;
        match key.code {
            KeyCode::Esc => return Some(Choice::Close),
            KeyCode::Enter => return self.choice(),
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Down => self.at = (self.at + 1).min(self.rows.len().saturating_sub(1)),
            KeyCode::Left | KeyCode::BackTab => self.decision = self.decision.saturating_sub(1),
            KeyCode::Right => self.decision = (self.decision + 1).min(last),
            KeyCode::Tab => self.decision = if self.decision == last { 0 } else { self.decision + 1 },
            _ => {}
        }
        None
    }

    fn choice(&self) -> Option<Choice> {
        let address = self.rows.get(self.at)?.address.clone();
        let (decision, ..) = self.decisions().get(self.decision)?;
        Some(Choice::Decide { mailing: self.mailing.clone(), address, decision: *decision })
    }

    /// What is to be known of the marked letter. Servers can say much: the end of it is in `courant missing`.
    fn about(&self) -> String {
        let reason = self.rows.get(self.at).map_or("", |row| row.reason.as_str());
        let short: String = reason.chars().take(110).collect();
        let rest = if short.len() < reason.len() { "…" } else { "" };
        format!("Nobody can know whether it arrived: handed over, then {short}{rest}.")
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let count = self.rows.len();
        let title = plural(count as u64, "letter is not certain", "letters are not certain");
        let no_resend = over::wrapped(frame, self.no_resend.as_slice());
        let around = AROUND + no_resend.len();
        let room = over::draw(frame, theme, &title, count + around);
        let about = over::wrapped(frame, &[self.about()]);
        let high = u16::try_from(ABOUT).unwrap_or(u16::MAX).min(room.height);
        over::text(frame, theme, Rect { height: high, ..room }, &about);
        let list = room.height.saturating_sub(u16::try_from(around).unwrap_or(u16::MAX));
        let list = Rect { y: room.y + high + 1, height: list, ..room };
        let mut rows = Rows::default();
        for (at, row) in self.rows.iter().enumerate() {
            let since = moment(row.since, &self.zone);
            let lang = row.lang.as_str().to_uppercase();
            let whose = usize::from(room.width).saturating_sub(2 + lang.len() + 2 + since.len());
            let line = format!("{} {lang}  {since}", pad(row.address.as_str(), whose));
            rows.row(&line, Style::new(), at == self.at);
        }
        rows.draw(frame, list, theme, true, 0);
        let decisions = self.decisions();
        let (_, _, follows) = decisions[self.decision.min(decisions.len() - 1)];
        let mut follows = over::wrapped(frame, &[follows.to_owned()]);
        follows.extend(no_resend);
        let below = Rect {
            y: list.bottom() + 1,
            height: u16::try_from(around - AROUND + 2)
                .unwrap_or(2)
                .min(room.bottom().saturating_sub(list.bottom() + 1)),
            ..room
        };
        over::text(frame, theme, below, &follows);
        let labels: Vec<&str> = decisions.iter().map(|(_, label, _)| *label).collect();
        over::buttons(frame, theme, room, room.bottom().saturating_sub(1), &labels, self.decision);
    }
}
