//! What `config.toml` says by now: read because somebody needs it, or because the file was changed.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{App, Screen};
use crate::domain::settings::Settings;
use crate::domain::{Mailing, Problem};
use crate::tui::effect::Effect;
use crate::tui::screens::Dialog;
use crate::tui::screens::dialog::Ask;

const CHANGED: &str = "config.toml was changed: look at what it says now, and choose again.";

impl App {
    pub(super) fn configured(
        &mut self,
        settings: Option<Arc<Settings>>,
        problems: &[Problem],
    ) -> Vec<Effect> {
        // Told once: whoever has closed it, or reads why something failed, has the line with the steps.
        let known = self.settings.is_none() && problems.iter().filter(|one| one.blocks()).eq(&self.config);
        let over = self.dialog.as_ref().is_none_or(Dialog::is_about_sending);
        if settings.is_none() && !known && over {
            let lines = problems.iter().flat_map(|problem| {
                let line = problem.place.line.map_or(String::new(), |line| format!("Line {line}: "));
                [format!("x {line}{}", problem.what), format!("  {}", problem.remedy)]
            });
            let lines = lines.filter(|line| !line.trim().is_empty()).take(12).collect();
            self.dialog = Some(Dialog::Ask(Ask::tell("config.toml can't be used as it stands", lines)));
        }
        if self.take_config(settings, problems) { self.say(CHANGED) } else { Vec::new() }
    }

    /// Nobody has asked: no dialog takes the keys from whoever is writing.
    pub(super) fn reconfigured(
        &mut self,
        settings: Option<Arc<Settings>>,
        problems: &[Problem],
    ) -> Vec<Effect> {
        let could = self.settings.is_some();
        let taken_back = self.take_config(settings, problems);
        match (&self.settings, self.config.first()) {
            (None, problem) => {
                self.dialog.take_if(|dialog| dialog.is_about_sending());
                let line = problem.and_then(|problem| problem.place.line);
                let line = line.map_or(String::new(), |line| format!(", line {line}"));
                let what = problem.map_or("it can't be read", |problem| problem.what.as_str());
                self.notice = Some(format!("x config.toml{line}: {what}"));
            }
            (Some(_), _) if taken_back => self.notice = Some(CHANGED.to_owned()),
            (Some(_), _) if !could => self.notice = Some("config.toml can be used again.".to_owned()),
            (Some(_), _) => {}
        }
        self.say_by_it()
    }

    /// Gives whether a question was taken back because what it says is no longer so.
    fn take_config(&mut self, settings: Option<Arc<Settings>>, problems: &[Problem]) -> bool {
        let shown = self.way_out();
        self.config = match &settings {
            Some(settings) => {
                let newsletter = &settings.newsletter;
                self.zone = newsletter.timezone.clone();
                self.newsletter =
                    newsletter.name.get_or_source(newsletter.source(), newsletter.source()).to_owned();
                Vec::new()
            }
            None => problems.iter().filter(|problem| problem.blocks()).cloned().collect(),
        };
        self.settings = settings;
        let another = shown.is_some() && self.settings.is_some() && shown != self.way_out();
        another && self.dialog.take_if(|dialog| dialog.is_about_sending()).is_some()
    }

    /// What the screen says of the files it says by another config.
    fn say_by_it(&mut self) -> Vec<Effect> {
        self.with_open(|open| open.work.unchecked = true);
        let usable = self.settings.is_some();
        if self.screen == Screen::Shelf {
            if usable {
                return vec![Effect::LoadShelf];
            }
            self.shelf.unusable(&self.config);
            return Vec::new();
        }
        let own = match self.screen {
            Screen::Preview => self.render(),
            Screen::People | Screen::Send if usable => self.count(),
            _ => None,
        };
        // Marks and steps tell on every screen what the checks find.
        self.check(self.screen == Screen::Checks).into_iter().chain(own).collect()
    }

    /// Where no config was ever read, times are told by the clocks that the latest mailing was asked for by.
    pub(super) fn learn_zone<'m>(&mut self, mailings: impl Iterator<Item = &'m Mailing>) {
        if self.settings.is_none()
            && self.zone == TimeZone::UTC
            && let Some(latest) = mailings.max_by_key(|mailing| mailing.created_at)
        {
            self.zone = latest.schedule.time_zone();
        }
    }
}
