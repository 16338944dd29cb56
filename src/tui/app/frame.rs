//! The frame around every screen: where one is and whether all is saved, the steps, what keys do here, the
//! F keys. Nothing else is ever permanent.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{App, Open, Screen};
use crate::domain::{Mode, Severity};
use crate::tui::event::Readiness;
use crate::tui::keys::{self, Id, Key};
use crate::tui::screens::write::Layout;
use crate::tui::screens::{Dialog, Ground};
use crate::tui::theme::Role;
use crate::tui::widgets::{Canvas, Target, clean, cut, day, pad, put, width, wrap};

impl App {
    pub(super) fn draw(&self, frame: &mut Canvas) {
        let area = frame.area();
        if area.height < 10 || area.width < 40 {
            let lines = wrap("Make the window larger: 60 x 18 at least.", usize::from(area.width));
            for (y, line) in (area.y..area.bottom()).zip(&lines) {
                put(frame.buffer_mut(), 0, y, line, Style::new());
            }
            return;
        }
        self.title(frame, area);
        self.steps(frame, area);
        let body = Rect { y: area.y + 2, height: area.height - 4, ..area };
        let mut told = self.old_text(frame, body);
        if let Some(words) = self.lacking() {
            let words = cut(&clean(&format!("! {words}")), usize::from(area.width).saturating_sub(2));
            put(frame.buffer_mut(), 1, body.y + told, &words, self.theme.style(Role::Attention));
            told += 1;
        }
        self.body(frame, Rect { y: body.y + told, height: body.height - told, ..body });
        self.hints(frame, Rect { y: area.bottom() - 2, height: 1, ..area });
        self.f_keys(frame, Rect { y: area.bottom() - 1, height: 1, ..area });
        if let Some(dialog) = &self.dialog {
            frame.set_cursor_position((area.right() - 1, area.bottom() - 1));
            dialog.view(frame, self.theme);
        }
    }

    fn title(&self, frame: &mut Canvas, area: Rect) {
        let theme = self.theme;
        let tag = match self.settings.as_ref().map(|settings| settings.newsletter.mode) {
            Some(Mode::Live) => Some((" LIVE ", Role::LiveTag)),
            Some(Mode::Test) => Some((" TEST MODE ", Role::TestTag)),
            None if !self.config.is_empty() => Some((" CONFIG BROKEN ", Role::MustFix)),
            None => None,
        };
        let saved = self.saved_words();
        let right = tag.map_or(0, |(words, _)| words.len()) + 2 + width(&saved) + 1;
        let room = usize::from(area.width).saturating_sub(right + 2);
        put(frame.buffer_mut(), 1, 0, &cut(&self.where_am_i(), room), theme.style(Role::Title));
        let right = u16::try_from(right).unwrap_or(u16::MAX);
        let mut x = area.right().saturating_sub(right);
        if let Some((words, role)) = tag {
            put(frame.buffer_mut(), x, 0, words, theme.style(role));
            x += u16::try_from(words.len()).unwrap_or(0);
        }
        put(frame.buffer_mut(), x + 2, 0, &saved, Style::new());
    }

    fn where_am_i(&self) -> String {
        let mut place = format!("Courant  {}", clean(&self.newsletter));
        if let Some(open) = self.open.as_ref().filter(|_| self.screen != Screen::Shelf) {
            place.push_str(" › ");
            place.push_str(&clean(&open.work.issue.title));
        }
        place
    }

    fn saved_words(&self) -> String {
        let Some(open) = &self.open else { return self.saved_on_the_shelf() };
        if self.screen == Screen::Shelf {
            return self.unsaved_behind(open).unwrap_or_else(|| self.saved_on_the_shelf());
        }
        if open.changes.contested || open.changes.stuck() {
            return "! not saved".into();
        }
        if open.changes.unsaved() {
            return "saving soon …".into();
        }
        if open.work.unsaved_dates().next().is_some() {
            return "! date not saved".into();
        }
        match open.changes.saved_at {
            Some(at) => format!("saved {} ✓", day(at, self.now, &self.zone())),
            None => "all saved ✓".into(),
        }
    }

    fn saved_on_the_shelf(&self) -> String {
        let kept = self.kept_for_later || !self.recovered.is_empty();
        if kept { "! kept text waits".into() } else { "all saved ✓".into() }
    }

    /// On the shelf: what of the issue that was open last is in no file, with its name.
    fn unsaved_behind(&self, open: &Open) -> Option<String> {
        let title = cut(&clean(&open.work.issue.title), 24);
        let changes = &open.changes;
        if changes.contested || changes.stuck() {
            return Some(format!("! not saved: {title}"));
        }
        if changes.unsaved() {
            return Some(format!("saving soon: {title} …"));
        }
        open.work.unsaved_dates().next().map(|_| format!("! date not saved: {title}"))
    }

    fn steps(&self, frame: &mut Canvas, area: Rect) {
        let narrow = area.width < 76;
        let gap = if narrow { 0 } else { 1 };
        let mut x = area.x + 1;
        let Some(open) = self.open.as_ref().filter(|_| self.screen != Screen::Shelf) else {
            put(frame.buffer_mut(), x, 1, "[Issues]", self.theme.style(Role::Selected));
            let then = "then Write, Preview, Checks, People, Send";
            put(
                frame.buffer_mut(),
                x + 10,
                1,
                &cut(then, usize::from(area.width).saturating_sub(12)),
                Style::new(),
            );
            return;
        };
        let theirs = |step: &Id| self.only.is_none() || step.is_for_translators();
        for (step, words) in self.step_words(open).into_iter().filter(|(step, _)| theirs(step)) {
            let here = step == self.step_of(open);
            let words = if here { format!("[{words}]") } else { format!(" {words} ") };
            let style = if here { self.theme.style(Role::Selected) } else { Style::new() };
            put(frame.buffer_mut(), x, 1, &cut(&words, usize::from(area.right().saturating_sub(x))), style);
            let wide = u16::try_from(width(&words)).unwrap_or(0);
            frame.stands_for(Rect { x, y: 1, width: wide, height: 1 }, Target::Command(step));
            x += wide + gap;
        }
    }

    /// The step that an issue is at.
    fn step_of(&self, open: &Open) -> Id {
        match self.screen {
            Screen::Write if open.write.layout == Layout::Beside => Id::Translate,
            Screen::Shelf | Screen::Write => Id::Write,
            Screen::Preview => Id::Preview,
            Screen::Checks => Id::Checks,
            Screen::People => Id::People,
            Screen::Send | Screen::Delivery => Id::Send,
        }
    }

    fn step_words(&self, open: &Open) -> [(Id, String); 6] {
        let work = &open.work;
        let languages = &work.issue.languages;
        let complete =
            !languages.is_empty() && languages.iter().all(|lang| work.readiness(lang) == Readiness::Ready);
        // A config that can't be used is a finding of every step: none has a tick, and Checks counts it at once.
        let broken = self.config.len();
        let (must, should) = (work.count(Severity::MustFix), work.count(Severity::ShouldFix));
        let must = must.max(broken);
        // Something that must be mended is said of the whole issue, or of what no language has a mark for.
        let complete = complete && !work.checks_are_old() && must == 0;
        let write = if complete { "Write ✓" } else { "Write" };
        let checks = match (&work.checked, must, should) {
            (None, ..) if broken > 0 => format!("Checks x{broken}"),
            (None, ..) => "Checks".to_owned(),
            (Some(_), 0, 0) => "Checks ✓".to_owned(),
            (Some(_), 0, should) => format!("Checks !{should}"),
            (Some(_), must, 0) => format!("Checks x{must}"),
            (Some(_), must, should) => format!("Checks x{must} !{should}"),
        };
        let reached = broken == 0
            && !work.outline_is_broken()
            && work.uncountable.is_empty()
            && work.audience.as_ref().is_some_and(|audience| audience.readers() > 0);
        let people = if reached { "People ✓" } else { "People" };
        // Elsewhere nobody watches it, and how far it is was so some time ago.
        let told = work.under_way().zip(work.progress.as_ref()).filter(|_| self.screen == Screen::Delivery);
        let told = told.filter(|(mailing, progress)| mailing.name == progress.mailing);
        let percent = told.and_then(|(_, progress)| {
            (progress.counts.done() * 100).checked_div(progress.counts.recipients())
        });
        let send = percent.map_or("Send".to_owned(), |percent| format!("Send {percent} %"));
        [
            (Id::Write, write.to_owned()),
            (Id::Translate, "Translate".to_owned()),
            (Id::Preview, "Preview".to_owned()),
            (Id::Checks, checks),
            (Id::People, people.to_owned()),
            (Id::Send, send),
        ]
    }

    /// On every screen of an issue: that a mailing of it waits with an older text. Gives the lines that this took.
    fn old_text(&self, frame: &mut Canvas, area: Rect) -> u16 {
        let open = self.open.as_ref().filter(|_| self.screen != Screen::Shelf);
        let Some(words) = open.and_then(|open| open.work.old_text()) else { return 0 };
        // Where there is no room to say what to do about it, the screen of the mailing still does.
        let short = area.height < 16 && self.screen != Screen::Delivery;
        let words = if short { words.split(':').next().unwrap_or(words) } else { words };
        let lines = wrap(&format!("! {words}"), usize::from(area.width).saturating_sub(2));
        let mut y = area.y;
        for line in lines.iter().take(usize::from(area.height / 4)) {
            put(frame.buffer_mut(), 1, y, line, self.theme.style(Role::Attention));
            y += 1;
        }
        y - area.y
    }

    fn body(&self, frame: &mut Canvas, area: Rect) {
        let ground = Ground {
            theme: self.theme,
            now: self.now,
            zone: self.zone(),
            settings: self.settings.as_deref(),
        };
        let Some(open) = self.open.as_ref().filter(|_| self.screen != Screen::Shelf) else {
            return self.shelf.view(frame, area, &ground);
        };
        let scene = self.scene(open);
        match self.screen {
            Screen::Write | Screen::Shelf => open.write.view(frame, area, &scene),
            Screen::Preview => open.preview.view(frame, area, &scene),
            Screen::Checks => open.checks.view(frame, area, &scene),
            Screen::People => open.people.view(frame, area, &scene),
            Screen::Send => open.send.view(frame, area, &scene),
            Screen::Delivery => open.delivery.view(frame, area, &scene),
        }
    }

    fn hints(&self, frame: &mut Canvas, line: Rect) {
        let room = usize::from(line.width).saturating_sub(2);
        if let Some(dialog) = &self.dialog {
            return dialog_hint(frame, line, &cut(dialog.hint(), room));
        }
        if let Some(words) = self.notice.as_deref().or(self.busy) {
            let words = cut(&clean(words), room);
            return put(frame.buffer_mut(), 1, line.y, &words, self.theme.style(Role::Title));
        }
        let mut x = line.x + 1;
        let facts = self.facts();
        for command in keys::hints(self.place()).filter(|command| command.why_not(facts).is_none()) {
            let key = match command.id {
                keys::Id::MoveUp => "Alt+↑↓".to_owned(),
                keys::Id::Down => "↑ ↓".to_owned(),
                keys::Id::NextLanguage if self.screen == Screen::Preview => "← →".to_owned(),
                _ => command.keys.first().map(|key| key.label()).unwrap_or_default(),
            };
            let hint = match self.screen {
                Screen::Delivery if command.hint_depends() => facts.stage.hint(command.id),
                _ => command.hint,
            };
            if hint.is_empty() {
                continue;
            }
            let words = format!(" {hint}");
            let wide = u16::try_from(width(&key) + width(&words)).unwrap_or(u16::MAX);
            if x + wide > line.right() {
                continue;
            }
            put(frame.buffer_mut(), x, line.y, &key, self.theme.style(Role::Title));
            put(
                frame.buffer_mut(),
                x + wide - u16::try_from(width(&words)).unwrap_or(0),
                line.y,
                &words,
                Style::new(),
            );
            frame.stands_for(Rect { x, width: wide, ..line }, Target::Command(command.id));
            x += wide + 3;
        }
    }

    fn f_keys(&self, frame: &mut Canvas, line: Rect) {
        let (wide, narrow) = (line.width >= 110, line.width < 78);
        let mut x = line.x;
        // In the narrowest window there is no room for all of them.
        for command in keys::on_the_line().filter(|one| !narrow || one.id != keys::Id::Spelling) {
            let Some(key) = command.keys.first().map(|key| key.label()) else { continue };
            let (key, name) = match (wide, narrow) {
                (true, _) => (format!("{key} "), format!("{}  ", command.on_line_wide())),
                (_, true) => (key.trim_start_matches('F').to_owned(), format!("{} ", command.on_line)),
                _ => {
                    let key = key.trim_start_matches('F').to_owned();
                    let room = 8usize.saturating_sub(key.len());
                    (key, pad(command.on_line, room))
                }
            };
            // Under a dialog they do nothing; from one that asks nothing, one can quit.
            let quits = command.id == keys::Id::Quit && self.dialog.as_ref().is_some_and(Dialog::only_tells);
            let under = self.dialog.is_some() && !quits;
            let off = under || command.why_not(self.facts()).is_some();
            let dim = Style::new().add_modifier(Modifier::DIM);
            let style = if off { dim } else { Style::new() };
            let title = if under { dim } else { self.theme.style(Role::Title) };
            put(frame.buffer_mut(), x, line.y, &key, title);
            let wide = u16::try_from(width(&key) + width(name.trim_end())).unwrap_or(0);
            frame.stands_for(Rect { x, width: wide, ..line }, Target::Command(command.id));
            x += u16::try_from(width(&key)).unwrap_or(0);
            put(frame.buffer_mut(), x, line.y, &name, style);
            x += u16::try_from(width(&name)).unwrap_or(0);
        }
    }
}

/// What the keys do in a dialog: `Enter go on   Esc leave it`. A click on one of them is the key.
fn dialog_hint(frame: &mut Canvas, line: Rect, hint: &str) {
    let mut x = line.x + 1;
    for piece in hint.split("   ") {
        put(frame.buffer_mut(), x, line.y, piece, Style::new());
        let wide = u16::try_from(width(piece)).unwrap_or(0);
        let key = match piece.split(' ').next() {
            Some("Enter") => Some(KeyCode::Enter),
            Some("Esc") => Some(KeyCode::Esc),
            Some("Tab") => Some(KeyCode::Tab),
            _ => None,
        };
        if let Some(code) = key {
            frame.stands_for(Rect { x, width: wide, ..line }, Target::Key(Key::plain(code)));
        }
        x += wide + 3;
    }
}
