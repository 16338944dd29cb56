//! When and where an event is, as people type it; the same in every language.

use crate::domain::{Event, EventStatus, Issue, Lang, Localized, SectionId, When};

/// `2018-10-25 09:30`, `2018-10-25` or `2018-10`.
pub fn when_words(when: &When) -> String {
    match when {
        When::Month { year, month } => format!("{year:04}-{month:02}"),
        When::Day(day) => day.to_string(),
        When::Time(time) => time.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

/// Reads it; a time without a zone is one of `zone`.
pub fn read_when(typed: &str, zone: &str) -> Option<When> {
    let typed = typed.trim();
    if typed.contains('[') {
        return When::parse(typed).ok();
    }
    match typed.split_once([' ', 'T']) {
        None => When::parse(typed).ok(),
        Some((day, time)) => {
            let (hour, minute) = time.trim().split_once([':', '.'])?;
            When::parse(&format!("{day}T{hour:0>2}:{minute}[{zone}]")).ok()
        }
    }
}

/// How a time is written into `issue.toml`.
pub fn when_fact(when: &When) -> String {
    match when {
        When::Time(time) => time.strftime("%Y-%m-%dT%H:%M[%Q]").to_string(),
        other => when_words(other),
    }
}

pub fn place_words<'a>(event: &'a Event, lang: &Lang, issue: &'a Issue) -> &'a str {
    let source = issue.source().unwrap_or(lang);
    event.place.as_ref().map_or("", |place| place.get_or_source(lang, source))
}

/// Gives a section a date; the rest of its facts stays.
pub fn set_when(issue: &mut Issue, id: &SectionId, when: When) {
    let Some(section) = issue.sections.iter_mut().find(|section| section.id == *id) else { return };
    match &mut section.event {
        Some(event) => event.starts = when,
        None => {
            section.event = Some(Event {
                starts: when,
                ends: None,
                status: EventStatus::Confirmed,
                place: None,
                online: None,
                organiser: None,
                deadlines: Vec::new(),
                contacts: Vec::new(),
            });
        }
    }
}

/// Gives a section that has a date its place. One that is written per language changes in `lang` only.
pub fn set_place(issue: &mut Issue, id: &SectionId, lang: &Lang, text: &str) {
    let section = issue.sections.iter_mut().find(|section| section.id == *id);
    let Some(event) = section.and_then(|section| section.event.as_mut()) else { return };
    match &mut event.place {
        Some(Localized::Each(texts)) => {
            texts.insert(lang.clone(), text.to_owned());
        }
        place => *place = (!text.trim().is_empty()).then(|| Localized::One(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_it_is_shown_and_written_with_its_zone() {
        for (typed, fact) in [
            ("2018-10-25 09:30", "2018-10-25T09:30[Europe/Amsterdam]"),
            ("2018-10-25 9.30", "2018-10-25T09:30[Europe/Amsterdam]"),
            ("2018-10-25T09:30[Europe/Budapest]", "2018-10-25T09:30[Europe/Budapest]"),
            ("2018-10-25", "2018-10-25"),
            ("2018-10", "2018-10"),
        ] {
            let when = read_when(typed, "Europe/Amsterdam").expect("a date");
            assert_eq!(when_fact(&when), fact);
            assert_eq!(read_when(&when_fact(&when), "UTC"), Some(when), "it can be read again");
        }
        for typed in ["", "25 October", "2018-10-25 25:00", "2018-13"] {
            assert_eq!(read_when(typed, "Europe/Amsterdam"), None, "{typed}");
        }
    }
}
