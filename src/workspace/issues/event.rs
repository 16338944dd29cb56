//! The facts of an event in a `[[section]]`: when, where, by whom.

use jiff::civil::Date;
use toml_edit::Value;

use super::super::reading::{Node, Readable, Table, WebAddress};
use super::{COMBINATION, RULES};
use crate::domain::{Address, Contact, Deadline, Event, EventStatus, Localized, Problem, When};
use crate::locale::say;

impl Readable for When {
    fn read(node: &Node<'_>) -> Option<Self> {
        let written = match node.as_value() {
            Some(Value::Datetime(date)) => date.value().to_string(),
            _ => String::read(node)?,
        };
        Self::parse(&written).map_or_else(|error| node.wrong(error, say!("ISS-like-time")), Some)
    }
}

const STATUS: [(&str, EventStatus); 4] = [
    ("confirmed", EventStatus::Confirmed),
    ("tentative", EventStatus::Tentative),
    ("moved", EventStatus::Moved),
    ("cancelled", EventStatus::Cancelled),
];

/// The event, and where it is to be if it has no date.
pub(super) fn read(table: &Table<'_>) -> (Option<Event>, Option<Localized>) {
    let starts_at = table.get("starts");
    let starts = starts_at.as_ref().and_then(When::read);
    let ends = table.optional::<When>("ends");
    let status = table.get("status").and_then(|node| node.one_of(&STATUS)).unwrap_or_default();
    let place = table.optional::<Localized>("place");
    let remedy = say!("ISS-like-room");
    let online = table.parsed("online", &remedy, WebAddress::parse).map(|address| address.text);
    let organiser = table.optional::<Localized>("organiser");
    let deadlines = table.tables("deadline").iter().filter_map(deadline).collect();
    let contacts = table.tables("contact").iter().filter_map(contact).collect();
    let facts = ["ends", "status", "place", "online", "organiser", "deadline", "contact"];
    if starts_at.is_none()
        && let Some(fact) = facts.into_iter().find(|fact| table.get(fact).is_some())
    {
        table.wrong(RULES.missing, say!("ISS004-no-date", fact = fact), say!("ISS004-no-date-remedy"));
    }
    let Some(starts) = starts else { return (None, place) };
    ends_after(table, &starts, ends.as_ref());
    (Some(Event { starts, ends, status, place, online, organiser, deadlines, contacts }), None)
}

fn ends_after(table: &Table<'_>, starts: &When, ends: Option<&When>) {
    let Some(ends) = ends else { return };
    let backwards = match (starts, ends) {
        (When::Time(starts), When::Time(ends)) => ends.timestamp() < starts.timestamp(),
        _ => ends.last_day() < starts.first_day(),
    };
    if backwards && let Some(node) = table.get("ends") {
        let place = table.reading.place(&node.span);
        let problem = Problem::must(COMBINATION, place, say!("ISS007-backwards"));
        table.reading.report(problem.remedy(say!("ISS007-backwards-remedy")));
    }
}

fn deadline(table: &Table<'_>) -> Option<Deadline> {
    let date = table.required::<Date>("date", "2018-09-30");
    let what = table.required::<Localized>("what", "\"Register\"");
    table.finish();
    Some(Deadline { date: date?, what: what? })
}

fn contact(table: &Table<'_>) -> Option<Contact> {
    let name = table.required::<String>("name", "\"Info desk\"");
    let role = table.optional::<Localized>("role");
    let email = table.optional::<Address>("email");
    let phone = table.optional::<String>("phone");
    table.finish();
    Some(Contact { name: name?, role, email, phone })
}
