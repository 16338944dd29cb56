//! What the person changed of an event beside its date and place, and of the pictures of a section: fact by fact, so that what
//! others wrote beside it stays.

use super::edition_merge::named;
use super::held::OUTLINE;
use super::outline_merge::Written;
use crate::domain::{
    Contact, Deadline, Event, EventStatus, Issue, Localized, Picture, SectionId, Spot, When,
};
use crate::tui::effect::SaveOrder;
use crate::tui::screens::facts::when_fact;
use crate::tui::screens::section_facts::Details;
use crate::workspace::{Fact, Row};

/// Whether a section says what it said.
pub fn same(id: &SectionId, mine: &Issue, base: &Issue) -> bool {
    Details::of(mine.section(id)).same(&Details::of(base.section(id)))
}

/// A section as it is here, as it was, and as its file has it by now.
struct Three<'a> {
    mine: Details<'a>,
    before: Details<'a>,
    now: Details<'a>,
    both: Vec<&'static str>,
}

impl Three<'_> {
    /// A fact as it is to be written; none where it was not changed, or stands there.
    fn changed<T: PartialEq>(&mut self, name: &'static str, of: impl Fn(&Details<'_>) -> T) -> Option<T> {
        let (mine, before, now) = (of(&self.mine), of(&self.before), of(&self.now));
        if mine == before || mine == now {
            return None;
        }
        if before != now {
            self.both.push(name);
        }
        Some(mine)
    }
}

fn event<T: Default>(details: &Details<'_>, of: impl Fn(&Event) -> T) -> T {
    details.event.map(of).unwrap_or_default()
}

/// What is to be written of a section; what both changed goes into `collisions`.
pub fn written(
    order: &SaveOrder,
    base: &Issue,
    there: &Issue,
    id: &SectionId,
    collisions: &mut Vec<String>,
) -> Vec<(SectionId, &'static str, Written)> {
    let of = |issue| Details::of(Issue::section(issue, id));
    let mut three = Three { mine: of(&order.issue), before: of(base), now: of(there), both: Vec::new() };
    let mut found = Vec::new();
    let mut fact = |key, fact: Option<Option<Fact>>| {
        found.extend(fact.map(|fact| (id.clone(), key, Written::Fact(fact))));
    };
    let ends = three.changed("end", |it| event(it, |event| event.ends.clone()));
    fact("ends", ends.map(|when: Option<When>| when.map(|when| Fact::Text(when_fact(&when)))));
    let status = three.changed("status", |it| event(it, |event| event.status));
    fact("status", status.map(|status| status_word(status).map(|word| Fact::Text(word.into()))));
    let online = three.changed("address", |it| event(it, |event| event.online.clone()));
    fact("online", online.map(|online| online.map(Fact::Text)));
    let organiser = three.changed("organiser", |it| event(it, |event| event.organiser.clone()));
    fact("organiser", organiser.map(|words| words.map(localized)));
    let mut rows = |key, rows: Option<Vec<Row>>| {
        found.extend(rows.map(|rows| (id.clone(), key, Written::Rows(rows))));
    };
    let deadlines = three.changed("deadlines", |it| event(it, |event| event.deadlines.clone()));
    rows("deadline", deadlines.map(|all| all.iter().map(deadline).collect()));
    let contacts = three.changed("contacts", |it| event(it, |event| event.contacts.clone()));
    rows("contact", contacts.map(|all| all.iter().map(contact).collect()));
    let pictures = three.changed("pictures", |it| it.pictures.to_vec());
    rows("picture", pictures.map(|all| all.iter().map(picture).collect()));
    if let Some(lang) = order.issue.source() {
        let section = named(&order.issue, lang, &Spot::Body(id.clone()));
        collisions.extend(three.both.iter().map(|name| format!("{name} of {section} in {OUTLINE}")));
    }
    found
}

/// None for what is so where nothing is said.
fn status_word(status: EventStatus) -> Option<&'static str> {
    match status {
        EventStatus::Confirmed => None,
        EventStatus::Tentative => Some("tentative"),
        EventStatus::Moved => Some("moved"),
        EventStatus::Cancelled => Some("cancelled"),
    }
}

fn localized(words: Localized) -> Fact {
    match words {
        Localized::One(text) => Fact::Text(text),
        Localized::Each(texts) => Fact::Each(texts),
    }
}

fn text(text: Option<&String>) -> Option<Fact> {
    text.cloned().map(Fact::Text)
}

fn deadline(one: &Deadline) -> Row {
    vec![("date", Some(Fact::Day(one.date))), ("what", Some(localized(one.what.clone())))]
}

fn contact(one: &Contact) -> Row {
    let email = one.email.as_ref().map(|address| Fact::Text(address.as_str().to_owned()));
    vec![
        ("name", Some(Fact::Text(one.name.clone()))),
        ("role", one.role.clone().map(localized)),
        ("email", email),
        ("phone", text(one.phone.as_ref())),
    ]
}

fn picture(one: &Picture) -> Row {
    vec![
        ("file", Some(Fact::Text(one.file.clone()))),
        ("credit", text(one.credit.as_ref())),
        ("people", text(one.people.as_ref())),
    ]
}
