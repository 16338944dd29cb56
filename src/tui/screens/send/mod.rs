//! Before sending: what is ready, what stands in the way, and the four things that can be done.

mod gate;

use std::cell::Cell;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Scene;
use super::facts::NO_DATE;
use super::shelf::{state_word, stepped};
use crate::domain::Mode;
use crate::domain::settings::TransportKind;
use crate::tui::keys::Id;
use crate::tui::theme::Role;
use crate::tui::widgets::{Canvas, Pane, Rows, plural, wrap};
pub use gate::unsaved_date;
use gate::{Gate, gates};

/// From how many lines on there is room for a word of comfort.
const ROOMY: u16 = 16;

/// What can be done with an issue that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    DryRun,
    Test,
    Schedule,
    SendNow,
    Watch,
}

impl Deed {
    pub const ALL: [Self; 5] = [Self::DryRun, Self::Test, Self::Schedule, Self::SendNow, Self::Watch];

    fn name(self) -> &'static str {
        match self {
            Self::DryRun => "Dry run",
            Self::Test => "Test",
            Self::Schedule => "Schedule",
            Self::SendNow => "Send now",
            Self::Watch => "Look at",
        }
    }
}

/// The screen before sending.
#[derive(Debug, Default)]
pub struct Send {
    pub at: usize,
    /// The first line of what must be so that is shown.
    from: usize,
    /// The highest that may be, as it was drawn last.
    most: Cell<usize>,
}

impl Send {
    pub fn step(&mut self, id: Id, scene_has_mailing: bool) {
        let count = if scene_has_mailing { 5 } else { 4 };
        match id {
            Id::PageDown if self.most.get() > 0 => self.from = (self.from + 5).min(self.most.get()),
            Id::PageUp if self.from > 0 => self.from = self.from.saturating_sub(5),
            _ => self.at = stepped(self.at, count, id),
        }
    }

    pub fn deed(&self) -> Deed {
        Deed::ALL[self.at.min(Deed::ALL.len() - 1)]
    }

    pub fn view(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        let mailing = scene.work.mailing().is_some();
        let deeds = if mailing { 7 } else { 6 } + u16::from(area.height >= ROOMY);
        let top = Rect { height: area.height.saturating_sub(deeds), ..area };
        let below = Rect { y: top.bottom(), height: area.height - top.height, ..area };
        let gates = gates(scene);
        let asked = gates.iter().filter(|gate| gate.is_asked()).count();
        let ready = gates.iter().filter(|gate| gate.ready()).count();
        let remark = format!("{ready} of {asked} ready");
        let pane = Pane { title: "Before you send", remark: &remark, ..Pane::default() };
        let room = pane.draw(frame, top, scene.theme);
        let mut lines = gate_lines(&gates, room);
        let fits = usize::from(room.height);
        let beyond = lines.len().saturating_sub(fits);
        self.most.set(if beyond == 0 { 0 } else { beyond + 1 });
        let from = self.from.min(self.most.get());
        lines.drain(..from);
        if lines.len() > fits {
            let left = (lines.len() - fits + 1) as u64;
            lines.truncate(fits.saturating_sub(1));
            lines.push((format!("  … {}: PgDn", plural(left, "more line", "more lines")), Role::Title));
        }
        let mut rows = Rows::default();
        for (line, role) in &lines {
            rows.line(line, scene.theme.style(*role));
        }
        rows.draw(frame, room, scene.theme, false, 0);
        self.deeds(frame, below, scene);
    }

    fn deeds(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        let pane = Pane { title: "What now?", focused: true, ..Pane::default() };
        let room = pane.draw(frame, area, scene.theme);
        let mut rows = Rows::default();
        for (at, deed) in Deed::ALL.into_iter().enumerate() {
            let Some(what) = describe(deed, scene) else { continue };
            let sign = if at == self.at { "(•)" } else { "( )" };
            rows.row(&format!("{sign} {:<10} {what}", deed.name()), Style::new(), at == self.at);
        }
        if rows.len() < usize::from(room.height) {
            rows.line("Nothing is sent before you have confirmed it.", scene.theme.style(Role::Text));
        }
        rows.draw(frame, room, scene.theme, true, 0);
    }
}

/// The gates as lines, wrapped behind their signs.
fn gate_lines(gates: &[Gate], room: Rect) -> Vec<(String, Role)> {
    let words = usize::from(room.width).saturating_sub(2);
    let lines = gates.iter().flat_map(|gate| {
        let lines = wrap(&gate.words, words).into_iter().enumerate();
        lines.map(|(at, line)| (format!("{} {line}", if at == 0 { gate.sign() } else { " " }), gate.role()))
    });
    lines.collect()
}

/// What a deed would do now; none where there is nothing to choose.
fn describe(deed: Deed, scene: &Scene<'_>) -> Option<String> {
    if let Some(why) = stopped(deed, scene) {
        return Some(format!("not now: {why}"));
    }
    let readers = scene
        .work
        .audience
        .as_ref()
        .map_or("all readers".to_owned(), |audience| plural(audience.readers(), "reader", "readers"));
    let readers = match scene.work.all_have_it() {
        Some(all) => format!("{}, once more", plural(all, "reader", "readers")),
        None => readers,
    };
    let files = scene.settings.is_some_and(|settings| settings.delivery.transport == TransportKind::Files);
    Some(match deed {
        Deed::DryRun => "write every edition into outbox/ and send nothing".to_owned(),
        Deed::Test => {
            let names: Vec<&str> = scene
                .settings
                .map(|settings| settings.test_readers().map(|person| person.name.as_str()).collect())
                .unwrap_or_default();
            format!("to {}: {}", plural(names.len() as u64, "colleague", "colleagues"), names.join(", "))
        }
        Deed::Schedule => format!("to {readers}, at a time you type"),
        Deed::SendNow if files => format!("to {readers}, as files into outbox/"),
        Deed::SendNow => format!("to {readers}"),
        Deed::Watch => {
            let mailing = scene.work.mailing()?;
            format!("{}: {}", mailing.name, state_word(mailing.kind, mailing.state).to_lowercase())
        }
    })
}

/// Why a deed can't be done now, in a few words.
pub fn stopped(deed: Deed, scene: &Scene<'_>) -> Option<String> {
    stopped_whoever_gets_it(deed, scene).or_else(|| stopped_by_readers(deed, scene))
}

/// The same, whatever is known of the readers.
pub fn stopped_whoever_gets_it(deed: Deed, scene: &Scene<'_>) -> Option<String> {
    if deed == Deed::Watch {
        return None;
    }
    let Some(settings) = scene.settings else {
        return Some("config.toml has problems (F5)".into());
    };
    if !scene.unwritten.is_empty() {
        return Some("your text is not saved (F2, Ctrl+S)".into());
    }
    match scene.work.unsaved_dates().next() {
        Some((_, NO_DATE)) => {
            return Some("a date is taken out of its field, and not of its file (F2)".into());
        }
        Some(_) => return Some("a date is not understood (F2)".into()),
        None => {}
    }
    let must_fix = scene.work.count(crate::domain::Severity::MustFix) as u64;
    match deed {
        Deed::Test if settings.test_readers().next().is_none() => {
            Some("no test readers: [[team]] with does = [\"test\"] in config.toml".into())
        }
        Deed::DryRun | Deed::Test | Deed::Watch => None,
        Deed::Schedule | Deed::SendNow => {
            if must_fix > 0 {
                Some(format!("{} to mend first (F5)", plural(must_fix, "finding", "findings")))
            } else if scene.work.checked.is_none() {
                Some("the checks are running".into())
            } else if settings.newsletter.mode == Mode::Test
                && settings.delivery.transport == TransportKind::Smtp
            {
                Some("test mode: mode = \"live\" in config.toml".into())
            } else {
                None
            }
        }
    }
}

fn stopped_by_readers(deed: Deed, scene: &Scene<'_>) -> Option<String> {
    if !matches!(deed, Deed::Schedule | Deed::SendNow) {
        return None;
    }
    let work = scene.work;
    let Some(audience) = work.audience.as_ref().filter(|_| work.uncounted.is_empty()) else {
        let counting = work.uncounted.is_empty();
        return Some(
            if counting { "the readers are being counted" } else { "the readers can't be counted (F6)" }
                .into(),
        );
    };
    if audience.readers() > 0 || work.all_have_it().is_some() {
        return None;
    }
    Some(match (audience.scheduled.is_empty(), audience.left_out()) {
        (false, _) => "all are to get it already; tick other lists (F6)".into(),
        (true, 0) => "no readers (F6)".into(),
        (true, _) => "everybody is left out (F6)".into(),
    })
}
