//! When and where an event is, as people type it; the same in every language.

use crate::domain::{Event, EventStatus, Issue, Lang, Localized, Section, SectionId, When};
use crate::locale::Misread;

/// `2018-10-25 09:30 Budapest`, `2018-10-25` or `2018-10`.
pub fn when_words(when: &When) -> String {
    match when {
        When::Month { year, month } => format!("{year:04}-{month:02}"),
        When::Day(day) => day.to_string(),
        When::Time(time) => {
            let zone = time.time_zone().iana_name().unwrap_or_default();
            let city = zone.strip_prefix("Europe/").map(|city| city.replace('_', " "));
            let words = time.strftime("%Y-%m-%d %H:%M").to_string();
            format!("{words} {}", city.as_deref().unwrap_or(zone)).trim_end().to_owned()
        }
    }
}

/// Of a date that was taken out of its field.
pub const NO_DATE: &str = "! no date: the file keeps the old one";

/// What to do about a date that was not taken.
pub fn misread_words(why: Misread, typed: &str) -> String {
    match why {
        Misread::NotADate if typed.trim().is_empty() => NO_DATE.into(),
        Misread::NotADate => {
            "! not a date: write 2018-10-25 09:30, 25 October 2018, 2018. október 25.".into()
        }
        Misread::OtherWeekday(day) => day.strftime("! %-d %B %Y is a %A").to_string(),
        Misread::TwoDates(one, other) => {
            let [one, other] = [one, other].map(|day| day.strftime("%-d %B %Y").to_string());
            format!("! {one} or {other}? Write the month in letters")
        }
        Misread::EndsFirst => "! it ends before it begins".into(),
    }
}

/// How a time is written into `issue.toml`.
pub fn when_fact(when: &When) -> String {
    match when {
        When::Time(time) => time.strftime("%Y-%m-%dT%H:%M[%Q]").to_string(),
        other => when_words(other),
    }
}

/// Where the event of a section is, with or without a date.
pub fn place(section: &Section) -> Option<&Localized> {
    section.event.as_ref().map_or(section.undated_place.as_ref(), |event| event.place.as_ref())
}

pub fn place_words<'a>(section: &'a Section, lang: &Lang, issue: &'a Issue) -> &'a str {
    let source = issue.source().unwrap_or(lang);
    place(section).map_or("", |place| place.get_or_source(lang, source))
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
                place: section.undated_place.take(),
                online: None,
                organiser: None,
                deadlines: Vec::new(),
                contacts: Vec::new(),
            });
        }
    }
}

/// Gives a section the date back that it had before, or none; says whether it had another.
pub fn put_back(issue: &mut Issue, id: &SectionId, before: Option<When>) -> bool {
    let Some(section) = issue.sections.iter_mut().find(|section| section.id == *id) else { return false };
    if section.event.as_ref().map(|event| &event.starts) == before.as_ref() {
        return false;
    }
    match before {
        Some(when) => set_when(issue, id, when),
        None => section.undated_place = section.event.take().and_then(|event| event.place),
    }
    true
}

/// Gives a section its place. One that is written per language changes in `lang` only.
pub fn set_place(issue: &mut Issue, id: &SectionId, lang: &Lang, text: &str) {
    let Some(section) = issue.sections.iter_mut().find(|section| section.id == *id) else { return };
    set_place_of(section, lang, text);
}

/// The same of a section that is in no issue yet.
pub fn set_place_of(section: &mut Section, lang: &Lang, text: &str) {
    let place = match &mut section.event {
        Some(event) => &mut event.place,
        None => &mut section.undated_place,
    };
    match place {
        Some(Localized::Each(texts)) => {
            texts.insert(lang.clone(), text.to_owned());
        }
        place => *place = (!text.trim().is_empty()).then(|| Localized::One(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::locale::read_when;

    #[test]
    fn a_time_is_shown_with_its_zone_and_read_back_whatever_the_newsletters_is() {
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        for (fact, words) in [
            ("2018-10-25T09:30[Europe/Budapest]", "2018-10-25 09:30 Budapest"),
            ("2018-10-25T09:30[America/New_York]", "2018-10-25 09:30 America/New_York"),
            ("2018-10-25", "2018-10-25"),
            ("2018-10", "2018-10"),
        ] {
            let when = When::parse(fact).expect("a date");
            assert_eq!(when_words(&when), words);
            assert_eq!(
                read_when(words, &zone, Date::constant(2018, 1, 1)).map(|when| when_fact(&when)),
                Ok(fact.to_owned())
            );
        }
    }
}
