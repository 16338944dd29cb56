//! When, where and by whom an event is, in the words of whoever fills it in: each date is said back with its weekday.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{Choice, Content, Form, FormField, Press};
use crate::domain::{Address, Contact, Deadline, Event, EventStatus, Lang, Section, When};
use crate::locale::{Misread, read_end, read_span, read_when, read_zone};
use crate::tui::keys::Key;
use crate::tui::screens::event_words::{shift_words, span_words, zone_name};
use crate::tui::screens::facts::{misread_words, place, set_place_of, when_words};
use crate::tui::screens::section_facts::reworded;
use crate::tui::theme::Theme;
use crate::tui::widgets::{Canvas, Target};
use crate::workspace::web_fault;

const FROM: usize = 0;
const TO: usize = 1;
const ZONE: usize = 2;
const PLACE: usize = 3;
const ONLINE: usize = 4;
const ORGANISER: usize = 5;
const STATUS: usize = 6;
/// Two fields each, then four for each contact.
const DEADLINES: usize = 7;

const STATUSES: [EventStatus; 4] =
    [EventStatus::Confirmed, EventStatus::Tentative, EventStatus::Moved, EventStatus::Cancelled];
const NAMES: &[&str] = &["set", "tentative", "moved", "cancelled"];

/// What the dates are read with.
#[derive(Debug, Clone)]
pub struct EventGround {
    pub lang: Lang,
    pub source: Lang,
    /// How many languages the issue has.
    pub languages: usize,
    /// Of a time, where the event names none.
    pub zone: TimeZone,
    /// A day without a year is the next from here on.
    pub from: Date,
    pub now: Timestamp,
}

/// The form over the facts of one section.
#[derive(Debug)]
pub struct EventForm {
    form: Form,
    ground: EventGround,
    section: Section,
    deadlines: usize,
}

impl EventForm {
    pub fn new(name: &str, section: &Section, ground: EventGround) -> Self {
        let event = section.event.as_ref();
        let shown = |words: Option<&crate::domain::Localized>| {
            words.map_or("", |words| words.get_or_source(&ground.lang, &ground.source)).to_owned()
        };
        let (starts, ends, zone) = dates(event, &ground.zone);
        let at =
            event.and_then(|event| STATUSES.iter().position(|status| *status == event.status)).unwrap_or(0);
        let online = event.and_then(|event| event.online.as_deref()).unwrap_or_default();
        let mut fields = vec![
            FormField::text("From", &starts),
            FormField::text("To", &ends),
            FormField::text("Time zone", &zone),
            FormField::text("Place", &shown(place(section))),
            FormField::text("Online at", online),
            FormField::text("Organiser", &shown(event.and_then(|event| event.organiser.as_ref()))),
            FormField::new("It is", Content::OneOf { names: NAMES, at }),
        ];
        let (deadlines, contacts) =
            event.map_or((&[][..], &[][..]), |event| (&event.deadlines, &event.contacts));
        for one in deadlines {
            fields.extend(deadline(&one.date.to_string(), &shown(Some(&one.what))));
        }
        fields.extend(deadline("", ""));
        for one in contacts {
            let email = one.email.as_ref().map_or("", Address::as_str);
            fields.extend(contact(
                &one.name,
                &shown(one.role.as_ref()),
                email,
                one.phone.as_deref().unwrap_or(""),
            ));
        }
        fields.extend(contact("", "", "", ""));
        let (deadlines, section) = (deadlines.len() + 1, section.clone());
        let mut form = Self { form: Form::new(format!("Event: {name}"), fields), ground, section, deadlines };
        form.say();
        form
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let press = self.form.on_key(key);
        self.follow();
        self.outcome(press)
    }

    pub fn on_press(&mut self, target: &Target) -> Option<Choice> {
        match target {
            Target::Field(field) => self.form.press(*field),
            Target::Menu(nth) => self.form.choose(*nth),
            Target::Button(button) => {
                self.form.press_button(*button);
                return self.on_key(Key::plain(crossterm::event::KeyCode::Enter));
            }
            _ => {}
        }
        self.follow();
        None
    }

    pub fn paste(&mut self, text: &str) {
        self.form.paste(text);
        self.follow();
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        self.form.view(frame, theme);
    }

    fn outcome(&mut self, press: Press) -> Option<Choice> {
        match press {
            Press::Stay => None,
            Press::Leave => Some(Choice::Close),
            Press::PutIn => {
                let to = self.take();
                if self.form.go_to_fault() {
                    return None;
                }
                Some(Choice::SetFacts { from: Box::new(self.section.clone()), to: Box::new(to?) })
            }
        }
    }

    /// What follows from what is typed by now: the dates in words, and room for one more of each.
    fn follow(&mut self) {
        let blank = |fields: &[FormField]| fields.iter().all(|field| field.words().is_empty());
        let contacts = DEADLINES + 2 * self.deadlines;
        if !blank(&self.form.fields[contacts - 2..contacts]) {
            self.form.fields.splice(contacts..contacts, deadline("", ""));
            self.deadlines += 1;
        }
        let last = self.form.fields.len() - 4;
        if !blank(&self.form.fields[last..]) {
            self.form.fields.extend(contact("", "", "", ""));
        }
        self.say();
    }

    /// The dates as they are understood, each below its field.
    fn say(&mut self) {
        let zone = self.zone();
        let read = self.read();
        for field in &mut self.form.fields {
            (field.about, field.wrong) = (None, None);
        }
        let wrong = |typed: &str, why| (!typed.is_empty()).then(|| misread_words(why, typed));
        match read {
            Err((field, why)) => {
                let typed = self.words(field).to_owned();
                self.form.fields[field].wrong = wrong(&typed, why);
            }
            Ok((starts, ends, shift)) => {
                let words = span_words(&starts, ends.as_ref(), self.ground.now, &self.ground.zone);
                let (about, over) = words.split_once("! ").map_or((words.clone(), None), |(about, over)| {
                    (about.trim_end_matches(" · ").to_owned(), Some(format!("! {over}")))
                });
                self.form.fields[TO].about = Some(about);
                self.form.fields[TO].wrong = shift.or(over);
            }
        }
        if zone.is_none() && !self.words(ZONE).is_empty() {
            self.form.fields[ZONE].wrong =
                Some("! no such zone: write a city, Budapest, or America/New_York".into());
        }
    }

    fn words(&self, field: usize) -> &str {
        self.form.fields[field].words()
    }

    /// None where no zone of that name is known.
    fn zone(&self) -> Option<TimeZone> {
        match self.words(ZONE) {
            "" => Some(self.ground.zone.clone()),
            typed => read_zone(typed),
        }
    }

    /// The dates, and what is to be said of the clocks; or which field is not understood, and why.
    #[expect(clippy::type_complexity, reason = "read at one place, and once")]
    fn read(&self) -> Result<(When, Option<When>, Option<String>), (usize, Misread)> {
        let zone = self.zone().unwrap_or_else(|| self.ground.zone.clone());
        let span = read_span(self.words(FROM), &zone, self.ground.from).map_err(|why| (FROM, why))?;
        let shift = span.shift.map(|(shift, typed)| shift_words(shift, typed));
        if self.words(TO).is_empty() {
            return Ok((span.starts, span.ends, shift));
        }
        let ends = read_end(self.words(TO), &span.starts, &zone).map_err(|why| (TO, why))?;
        Ok((span.starts, Some(ends), shift))
    }

    /// The section as the form has it; what won't do is said beside its field.
    fn take(&mut self) -> Option<Section> {
        self.say();
        let read = self.read();
        // What is only remarked is no fault.
        self.form.fields[TO].wrong.take_if(|_| read.is_ok());
        if self.words(FROM).is_empty() {
            self.form.fields[FROM].wrong =
                Some("! an event needs a date: a day, a month, or a day with its time".into());
        }
        let online = self.online();
        let deadlines = self.take_deadlines();
        let contacts = self.take_contacts();
        let (starts, ends, _) = read.ok()?;
        let old = self.section.event.as_ref();
        let status = STATUSES[self.form.fields[STATUS].chosen()];
        let organiser = self.reworded(old.and_then(|event| event.organiser.as_ref()), self.words(ORGANISER));
        let place = place(&self.section).cloned();
        let mut section = self.section.clone();
        section.undated_place = None;
        section.event = Some(Event { starts, ends, status, place, online, organiser, deadlines, contacts });
        if self.words(PLACE) != shown(self, super::super::facts::place(&section)) {
            set_place_of(&mut section, &self.ground.lang, self.words(PLACE));
        }
        Some(section)
    }

    fn reworded(
        &self,
        old: Option<&crate::domain::Localized>,
        typed: &str,
    ) -> Option<crate::domain::Localized> {
        let EventGround { lang, source, languages, .. } = &self.ground;
        reworded(old, lang, source, *languages, typed)
    }

    fn online(&mut self) -> Option<String> {
        let typed = self.words(ONLINE);
        if typed.is_empty() {
            return None;
        }
        let address = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let fault = web_fault(&address);
        let looks = typed.contains('.') || typed.contains("://");
        if fault.is_some() || !looks {
            let why = fault.filter(|_| looks).unwrap_or_else(|| "it begins with https://".into());
            self.form.fields[ONLINE].wrong = Some(format!("! no address of a page: {why}"));
        }
        Some(address)
    }

    fn take_deadlines(&mut self) -> Vec<Deadline> {
        let mut found = Vec::new();
        for nth in 0..self.deadlines {
            let at = DEADLINES + 2 * nth;
            let (date, what) = (self.words(at).to_owned(), self.words(at + 1).to_owned());
            if date.is_empty() && what.is_empty() {
                continue;
            }
            let old = self.section.event.as_ref().and_then(|event| event.deadlines.get(nth));
            let words = self.reworded(old.map(|old| &old.what), &what);
            let day = read_when(&date, &self.ground.zone, self.ground.from);
            let wrong = match (&day, &words) {
                (Ok(When::Day(_)), Some(_)) => None,
                (Ok(When::Day(_)), None) => Some("! say what is due then".to_owned()),
                (Ok(_), _) => Some("! a deadline is a day: 30 September 2026".to_owned()),
                (Err(_), _) if date.is_empty() => Some("! say until when".to_owned()),
                (Err(why), _) => Some(misread_words(*why, &date)),
            };
            self.form.fields[at].wrong = wrong;
            if let (Ok(When::Day(date)), Some(what)) = (day, words) {
                found.push(Deadline { date, what });
            }
        }
        found
    }

    fn take_contacts(&mut self) -> Vec<Contact> {
        let mut found = Vec::new();
        let begin = DEADLINES + 2 * self.deadlines;
        for (nth, at) in (begin..self.form.fields.len()).step_by(4).enumerate() {
            let [name, role, email, phone] = [0, 1, 2, 3].map(|field| self.words(at + field).to_owned());
            if [&name, &role, &email, &phone].into_iter().all(String::is_empty) {
                continue;
            }
            let old = self.section.event.as_ref().and_then(|event| event.contacts.get(nth));
            let role = self.reworded(old.and_then(|old| old.role.as_ref()), &role);
            let address = Address::parse(&email);
            if name.is_empty() {
                self.form.fields[at].wrong =
                    Some("! a contact needs a name, of a person or an office".into());
            } else if let Err(why) = address.as_ref()
                && !email.is_empty()
            {
                self.form.fields[at + 2].wrong = Some(format!("! {why}"));
            }
            let phone = Some(phone).filter(|phone| !phone.is_empty());
            found.push(Contact { name, role, email: address.ok(), phone });
        }
        found
    }
}

fn shown<'a>(form: &EventForm, words: Option<&'a crate::domain::Localized>) -> &'a str {
    words.map_or("", |words| words.get_or_source(&form.ground.lang, &form.ground.source)).trim()
}

/// Beginning, end and zone as they stand in their fields.
fn dates(event: Option<&Event>, zone: &TimeZone) -> (String, String, String) {
    let own = |when: &When| match when {
        When::Time(time) => time.strftime("%Y-%m-%d %H:%M").to_string(),
        other => when_words(other),
    };
    let Some(event) = event else { return (String::new(), String::new(), zone_name(zone).to_owned()) };
    let time: Option<&Zoned> = match &event.starts {
        When::Time(time) => Some(time),
        _ => None,
    };
    let ends = match (time, &event.ends) {
        (Some(from), Some(When::Time(to))) => {
            let to = to.with_time_zone(from.time_zone().clone());
            if to.date() == from.date() { to.strftime("%H:%M").to_string() } else { own(&When::Time(to)) }
        }
        (_, ends) => ends.as_ref().map(own).unwrap_or_default(),
    };
    let zone = time.map_or(zone, Zoned::time_zone);
    (own(&event.starts), ends, zone_name(zone).to_owned())
}

fn deadline(date: &str, what: &str) -> [FormField; 2] {
    [FormField::text("Deadline", date), FormField::text("for", what).beside()]
}

fn contact(name: &str, role: &str, email: &str, phone: &str) -> [FormField; 4] {
    [
        FormField::text("Contact", name),
        FormField::text("role", role).beside(),
        FormField::text("  e-mail", email),
        FormField::text("phone", phone).beside(),
    ]
}
