//! A mailing under way: sums that add up, by language, what needs somebody, and how to stop it. What the screen has no room
//! for stands in full on further ones.

mod overview;
mod panes;
mod sheet;
mod sums;

use std::cell::Cell;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Scene;
use crate::domain::{Mailing, MailingState};
use crate::tui::keys::Id;
use crate::tui::widgets::{Canvas, Pane, Rows};
use overview::overview;
pub use overview::{countdown, ends, late_words, mailing_words};
use panes::{attention, languages};
use sheet::{Piece, Sheet, screens};

/// The screen of a mailing; all it shows is in the progress.
#[derive(Debug, Default)]
pub struct Delivery {
    /// 0: all of it at a glance, as far as there is room; then what was cut, in full.
    at: usize,
    /// The last one that there is, as it was drawn last.
    last: Cell<usize>,
}

impl Delivery {
    /// Another one is looked at, or the same anew.
    pub fn look_anew(&mut self) {
        self.at = 0;
    }

    pub fn step(&mut self, id: Id) {
        let (at, last) = (self.at.min(self.last.get()), self.last.get());
        self.at = match id {
            Id::PageDown => (at + 1).min(last),
            Id::PageUp => at.saturating_sub(1),
            Id::Last => last,
            _ => 0,
        };
    }

    pub fn view(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        let Some(mailing) = scene.work.mailing() else {
            let pane = Pane { title: "Delivery", focused: true, ..Pane::default() };
            let room = pane.draw(frame, area, scene.theme);
            let mut rows = Rows::default();
            rows.line("Nothing of this issue has been sent or scheduled yet: F8.", Style::new());
            return rows.draw(frame, room, scene.theme, false, 0);
        };
        let sheets = sheets(mailing, area, scene);
        let rooms = glance(area, &sheets);
        let cut: Vec<usize> =
            (0..sheets.len()).filter(|at| sheets[*at].wanted() > usize::from(rooms[*at].height)).collect();
        let lines: Vec<usize> = cut.iter().map(|at| sheets[*at].rows.len()).collect();
        let further = screens(&lines, usize::from(area.height));
        self.last.set(further.len());
        match self.at.min(further.len()).checked_sub(1) {
            None => at_a_glance(&sheets, &rooms, frame, scene),
            Some(at) => {
                let of_sheet = |piece: &Piece| (&sheets[cut[piece.sheet]], *piece);
                let pieces: Vec<_> = further[at].iter().map(of_sheet).collect();
                in_full(&pieces, at + 1 < further.len(), frame, area, scene);
            }
        }
    }
}

/// Whether anything of it can change by itself.
pub fn moves(state: MailingState) -> bool {
    matches!(state, MailingState::Scheduled | MailingState::Sending | MailingState::Pausing)
}

/// What there is to say: of the mailing, and of its letters once it has readers.
fn sheets(mailing: &Mailing, area: Rect, scene: &Scene<'_>) -> Vec<Sheet> {
    let progress = scene.work.progress.as_ref().filter(|progress| progress.mailing == mailing.name);
    let room = |wide: u16| usize::from(wide).saturating_sub(4);
    let mut sheets = vec![overview(mailing, progress, room(area.width), scene)];
    if let Some(progress) = progress.filter(|progress| progress.counts.rows() > 0) {
        let beside = room(if is_wide(area) { area.width / 2 } else { area.width });
        sheets.extend([languages(progress, beside), attention(progress, beside, scene)]);
    }
    sheets
}

fn is_wide(area: Rect) -> bool {
    area.width >= 120
}

/// Where each stands at a glance; of one that has no room at all, nowhere.
fn glance(area: Rect, sheets: &[Sheet]) -> Vec<Rect> {
    let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let least = if area.width < 78 { 9 } else { 7 };
    let head = rows(sheets[0].wanted()).max(least).min(area.height);
    let top = Rect { height: head, ..area };
    let rest = Rect { y: top.bottom(), height: area.height - head, ..area };
    let nowhere = Rect { height: 0, ..rest };
    let [_, languages, attention] = sheets else { return vec![top] };
    let (languages, attention) = (rows(languages.wanted()), rows(attention.wanted()));
    if is_wide(area) {
        let half = rest.width / 2;
        return vec![
            top,
            Rect { width: half, ..rest },
            Rect { x: rest.x + half, width: rest.width - half, ..rest },
        ];
    }
    if rest.height <= 2 {
        // Of a border alone nobody learns anything.
        return vec![top, nowhere, nowhere];
    }
    if rest.height < 9 && languages.saturating_add(attention) > rest.height {
        return vec![top, nowhere, rest];
    }
    let upper = languages.min(rest.height.saturating_sub(attention.min(5))).max(3);
    let lower = Rect { y: rest.y + upper, height: rest.height - upper, ..rest };
    vec![top, Rect { height: upper, ..rest }, lower]
}

fn at_a_glance(sheets: &[Sheet], rooms: &[Rect], frame: &mut Canvas, scene: &Scene<'_>) {
    let absent = rooms.iter().position(|room| room.height == 0);
    let last = rooms.iter().rposition(|room| room.height > 0);
    for (at, (sheet, room)) in sheets.iter().zip(rooms).enumerate().filter(|(_, (_, room))| room.height > 0) {
        let below = match absent {
            Some(_) if Some(at) == last => "PgDn: the rest",
            _ => "",
        };
        let pane = Pane { title: &sheet.title, remark: &sheet.remark, below, focused: at == 0 };
        let room = pane.draw(frame, *room, scene.theme);
        sheet.rows.draw_or_count(frame, room, scene.theme, ": PgDn");
        let left = usize::from(room.height).saturating_sub(sheet.rows.len());
        if sheet.comfort.len() < left {
            let below = u16::try_from(sheet.rows.len() + 1).unwrap_or(u16::MAX);
            let room = Rect { y: room.y + below, height: room.height - below, ..room };
            let mut rows = Rows::default();
            sheet.comfort.iter().for_each(|line| rows.line(line, Style::new()));
            rows.draw(frame, room, scene.theme, false, 0);
        }
    }
}

fn in_full(pieces: &[(&Sheet, Piece)], more: bool, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let mut y = area.y;
    for (at, (sheet, piece)) in pieces.iter().enumerate() {
        let height = u16::try_from(piece.lines + 2).unwrap_or(u16::MAX);
        let below = match more {
            _ if at + 1 < pieces.len() => "",
            true => "PgDn: the rest, PgUp: back",
            false => "PgUp: back",
        };
        let pane = Pane { title: &sheet.title, remark: &sheet.remark, below, focused: at == 0 };
        let room = pane.draw(frame, Rect { y, height, ..area }, scene.theme);
        sheet.rows.draw(frame, room, scene.theme, false, piece.from);
        y += height;
    }
}
