//! The number of readers that is typed before anything is sent: counted when it is asked for, and it is asked anew where it
//! does not hold any more.

use super::{App, Open, Screen};
use crate::desk::send::expires_at;
use crate::domain::{Audience, Issue, Mailing, Problem, Schedule};
use crate::locale::own_name;
use crate::tui::effect::Effect;
use crate::tui::event::Looked;
use crate::tui::screens::dialog::TypedNumber;
use crate::tui::screens::{Deed, Dialog, mailing_words, stopped};
use crate::tui::widgets::{due_elsewhere, due_with_zone, end_beside, end_moment, number, plural};

/// Whoever was asked meant something else than what would happen by now.
const OTHERWISE: &str =
    "Who has the issue is different by now: look at it, then order again. Nothing was sent.";

impl App {
    /// Looks at what the screen before sending shows, if that was seen long enough ago.
    pub(super) fn look_beside(&mut self) -> Vec<Effect> {
        let due = |open: &Open| open.rest(self.now).is_some_and(|rest| rest.is_zero());
        if self.screen != Screen::Send || !self.open.as_ref().is_some_and(due) {
            return Vec::new();
        }
        self.look_at_mailings().into_iter().chain(self.count()).collect()
    }

    /// What the number is asked of is looked up first: another window or the shell may have sent it meanwhile.
    pub(super) fn look_before_asking(&mut self, at: Option<Schedule>) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let (issue, ticked) = (open.work.issue.id.clone(), open.ticked());
        self.busy = Some("Counting the readers …");
        vec![Effect::LookBeforeAsking { issue, ticked, at }]
    }

    /// Asks for the number that holds; for nothing where the order would do something else than it did when it was given.
    pub(super) fn looked(&mut self, looked: Looked) -> Vec<Effect> {
        (self.busy, self.sent_now) = (None, false);
        let Looked { issue, mailings, counted, at, shown, late } = looked;
        let Some(open) = self.open.as_ref().filter(|open| open.work.issue.id == issue) else {
            return Vec::new();
        };
        let again = open.work.all_have_it().is_some();
        self.with_open(|open| open.work.late = late);
        let mut effects = mailings.map_or_else(Vec::new, |mailings| self.mailings(&issue, mailings));
        match counted {
            Ok(audience) => self.counted(*audience),
            Err(why) => self.not_counted(why),
        }
        let Some(open) = self.open.as_ref().filter(|_| self.screen == Screen::Send && self.dialog.is_none())
        else {
            return effects;
        };
        let deed = if at.is_some() { Deed::Schedule } else { Deed::SendNow };
        let asked = match stopped(deed, &self.scene(open)) {
            Some(why) => self.say(format!("Not now: {why}")),
            None if open.work.all_have_it().is_some() != again => self.say(OTHERWISE),
            None => self.ask_for_number(at, shown),
        };
        effects.extend(asked);
        effects
    }

    /// The readers as they are by now. A question that is open asks for the number that holds, or for none.
    pub(super) fn counted(&mut self, audience: Audience) {
        self.with_open(|open| {
            open.work.audience = Some(audience);
            open.work.uncounted.clear();
            open.counting = false;
        });
        let Some(Dialog::TypedNumber(asked)) = &self.dialog else { return };
        let Some((readers, at, again)) = asked.order() else { return };
        let now = self.open.as_ref().and_then(|open| open.work.to_send_to());
        if now == Some((readers, again)) {
            return;
        }
        self.dialog = None;
        match now {
            Some((1.., same)) if same == again => _ = self.ask_for_number(at, Some(readers)),
            _ => _ = self.say(OTHERWISE),
        }
    }

    pub(super) fn not_counted(&mut self, why: Vec<Problem>) {
        self.with_open(|open| {
            open.work.audience = None;
            open.work.uncounted = why;
            open.counting = false;
        });
        let asks =
            |dialog: &mut Dialog| matches!(dialog, Dialog::TypedNumber(asked) if asked.order().is_some());
        if self.dialog.take_if(asks).is_some() {
            _ = self.say("The readers can't be counted any more (F6). Nothing was sent.");
        }
    }

    /// The number of readers, typed, with everything that should be seen before; `shown`: another one was, which does not
    /// hold any more.
    fn ask_for_number(&mut self, at: Option<Schedule>, shown: Option<u64>) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let (Some(audience), Some((readers, again))) = (&open.work.audience, open.work.to_send_to()) else {
            return self.say("The readers are still being counted.");
        };
        let again = again.then_some(readers);
        let shares: Vec<String> = audience
            .gets
            .keys()
            .map(|lang| format!("{} {}", own_name(lang), number(audience.readers_of(lang))))
            .collect();
        let lang = &open.work.lang;
        let subject = open.work.issue.editions.get(lang).map_or("", |edition| edition.subject.as_str());
        let changed = |shown| format!("! It was {} before: the readers have changed.", number(shown));
        let mut lines: Vec<String> =
            shown.filter(|shown| *shown != readers).map(changed).into_iter().collect();
        lines.extend([
            if self.writes_files() {
                "No mail server is set: they become files in outbox/sent/.".to_owned()
            } else if at.is_some() {
                "Once it is due its mails leave, and they cannot come back.".to_owned()
            } else {
                "This cannot be undone: mails that left cannot come back.".to_owned()
            },
            String::new(),
        ]);
        if again.is_some() {
            lines.push("! They all have this issue already and get it a second time. It is recorded.".into());
            lines.push(String::new());
        } else {
            lines.push(format!("Readers   {}", shares.join(", ")));
        }
        lines.push(left_out(audience, again.unwrap_or(0)));
        lines.extend(audience.scheduled.iter().map(|share| format!("          {}", share.in_words())));
        lines.extend(audience.unreadable.iter().map(|rows| format!("! {rows}")));
        lines.push(format!("Subject   {subject}"));
        if let Some(settings) = &self.settings {
            let name = settings.sender.name.get_or_source(lang, settings.newsletter.source());
            lines.push(format!("From      {name} <{}>", settings.sender.address.as_str()));
        }
        lines.extend(self.starts_and_ends(&open.work.issue, at.as_ref()));
        lines.extend(open.work.late.iter().map(|words| format!("! {words}")));
        let beside = open.work.all_under_way().into_iter().take(2);
        lines.extend(beside.map(|one| format!("! Already {}", mailing_words(one, &self.zone()))));
        let open_findings = open.work.problems().len() as u64;
        if open_findings > 0 {
            lines.push(format!("Checks    {} left open", plural(open_findings, "finding", "findings")));
        }
        let when = if at.is_some() { "at that time" } else { "now" };
        let once_more = if again.is_some() { "once more " } else { "" };
        let title = format!("Send it {once_more}to {} {when}?", plural(readers, "reader", "readers"));
        let number = TypedNumber::new(title, lines, readers, at);
        self.ask(Dialog::TypedNumber(if again.is_some() { number.again() } else { number }))
    }

    fn starts_and_ends(&self, issue: &Issue, at: Option<&Schedule>) -> Vec<String> {
        let (zone, mut lines) = (self.zone(), Vec::new());
        if let Some(schedule) = at {
            lines.push(format!("Starts    {}", due_with_zone(schedule)));
            lines.extend(due_elsewhere(schedule, &zone).map(|words| format!("          = {words}")));
            lines.extend(schedule.shift.map(shift_words));
        }
        if let Some(end) = expires_at(issue, &zone, at.map_or(self.now, |schedule| schedule.due)) {
            let end = at.map_or_else(|| end_moment(end, &zone), |schedule| end_beside(schedule, end, &zone));
            lines.push(format!("Ends      {end}: no letter leaves after that"));
        }
        lines
    }

    /// For a mailing that is held because its number changed: it goes on only to one that somebody has typed.
    pub(super) fn ask_for_new_number(&mut self, mailing: Mailing, readers: u64) -> Vec<Effect> {
        self.busy = None;
        let lines = vec![
            format!("{} was confirmed for {}.", mailing.name, plural(mailing.confirmed, "reader", "readers")),
            format!("By now {} would get it.", plural(readers, "reader", "readers")),
            "If that is not right, leave it: look at the lists, or cancel the mailing.".into(),
        ];
        let title = format!("Go on to {}?", plural(readers, "reader", "readers"));
        let number = TypedNumber::new(title, lines, readers, None).going_on(mailing.name);
        self.ask(Dialog::TypedNumber(number))
    }
}

/// Those whom somebody knows, and the rows that nobody can read; `again`: so many of them get it once more.
fn left_out(audience: &Audience, again: u64) -> String {
    let people = number(audience.left_out() - again);
    match audience.unreadable.iter().map(|bad| bad.rows as u64).sum() {
        0 => format!("Left out  {people}"),
        rows => format!("Left out  {people}, and {} that can't be read", plural(rows, "row", "rows")),
    }
}

fn shift_words(shift: crate::domain::DstShift) -> String {
    match shift {
        crate::domain::DstShift::Gap => {
            "          ! the clocks jump over that time: the first moment after it is taken".into()
        }
        crate::domain::DstShift::Overlap => {
            "          ! the clocks show that time twice: the earlier one is taken".into()
        }
    }
}
