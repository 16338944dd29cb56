//! Dates as people type them in English, Hungarian, Swedish, Norwegian and Dutch: `2018-10-25 09:30`,
//! `25 October 2018`, `2018. október 25.`, `25. oktober 2018 kl. 9.30`. Of two numbers the day comes before its month.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::domain::{Schedule, ScheduleError, When};

/// Why a date was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    NotADate,
    /// The weekday beside it is that of another day.
    OtherWeekday(Date),
}

/// What was typed, before it is known whether the clocks of its zone ever show it.
enum Typed {
    Month { year: i16, month: i8 },
    Day(Date),
    Time(DateTime, TimeZone),
}

// Letters without their accents. The first three letters of a name are enough.
const MONTHS: [&[&str]; 12] = [
    &["january", "januari"],
    &["february", "februari"],
    &["march", "marcius", "mars", "maart", "mrt"],
    &["april", "aprilis"],
    &["may", "majus", "mai", "mei"],
    &["june", "junius"],
    &["july", "julius"],
    &["august", "augusztus", "augusti", "augustus"],
    &["september", "szeptember"],
    &["october", "oktober"],
    &["november"],
    &["december", "desember"],
];
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "hetfo", "hetfon", "mandag", "mandagen", "maandag", "ma"],
    &["tuesday", "tue", "kedd", "kedden", "tisdag", "tisdagen", "tirsdag", "dinsdag", "di"],
    &["wednesday", "wed", "szerda", "szerdan", "onsdag", "onsdagen", "woensdag", "wo"],
    &["thursday", "thu", "csutortok", "csutortokon", "torsdag", "torsdagen", "donderdag", "do"],
    &["friday", "fri", "pentek", "penteken", "fredag", "fredagen", "vrijdag", "vr"],
    &["saturday", "sat", "szombat", "szombaton", "lordag", "lordagen", "zaterdag", "za"],
    &["sunday", "sun", "vasarnap", "sondag", "sondagen", "zondag", "zo"],
];
/// After or before an hour without minutes.
const CLOCK: &[&str] = &["at", "kl", "klokken", "klockan", "om", "uur", "u", "h", "ora", "orakor", "kor"];
const FILLERS: &[&str] =
    &["on", "the", "of", "den", "de", "th", "st", "nd", "rd", "en", "an", "jen", "i", "a", "e", "t"];

#[derive(Debug)]
struct Word {
    at: usize,
    text: String,
    /// What stands right before it.
    before: Option<char>,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Number(i16),
    Month(i8),
    /// Hours to add to one before noon, and to twelve.
    Half(i8),
    Other,
}

/// Reads a date as precisely as it is typed. A time without a zone is one of `zone`; a zone is named by its city in
/// Europe or in full: `Budapest`, `America/New_York`.
pub fn read_when(typed: &str, zone: &TimeZone) -> Result<When, Misread> {
    let typed = typed.trim();
    if typed.contains('[') {
        return When::parse(typed).map_err(|_| Misread::NotADate);
    }
    match read(typed, zone)? {
        Typed::Month { year, month } => Ok(When::Month { year, month }),
        Typed::Day(day) => Ok(When::Day(day)),
        Typed::Time(local, zone) => local.to_zoned(zone).map(When::Time).map_err(|_| Misread::NotADate),
    }
}

/// Reads when a mailing is to start: as [`Schedule::parse`] does, else a date with a time of day as [`read_when`] does.
pub fn read_schedule(typed: &str, zone: &TimeZone, now: Timestamp) -> Result<Schedule, ScheduleError> {
    let parsed = Schedule::parse(typed, zone, now);
    let Err(ScheduleError::NotATime(_)) = parsed else { return parsed };
    match read(typed.trim(), zone) {
        Ok(Typed::Time(local, zone)) => Schedule::at(local, &zone).to_come(typed, now),
        Err(Misread::OtherWeekday(day)) => Err(ScheduleError::OtherWeekday(day)),
        _ => parsed,
    }
}

fn read(typed: &str, zone: &TimeZone) -> Result<Typed, Misread> {
    let mut words = split(typed);
    let clock = words.iter().any(|word| CLOCK.contains(&word.text.as_str()));
    let weekday = words.iter().find_map(|word| weekday(&word.text));
    let idle = |word: &Word| {
        let text = word.text.as_str();
        CLOCK.contains(&text) || FILLERS.contains(&text) || weekday_number(text).is_some()
    };
    words.retain(|word| word.what != What::Other || !idle(word));
    let read = taken(typed, &words, clock, zone).ok_or(Misread::NotADate)?;
    let day = match &read {
        Typed::Month { .. } => return Ok(read),
        Typed::Day(day) => *day,
        Typed::Time(local, _) => local.date(),
    };
    match weekday {
        Some(weekday) if weekday != day.weekday().to_monday_zero_offset() => Err(Misread::OtherWeekday(day)),
        _ => Ok(read),
    }
}

fn taken(typed: &str, words: &[Word], clock: bool, zone: &TimeZone) -> Option<Typed> {
    use What::{Month, Number};
    let kinds: Vec<What> = words.iter().map(|word| word.what).collect();
    let (year, month, day, used) = match kinds[..] {
        [Number(year @ 1000..), Number(month), Number(day), ..] if words[2].text.len() <= 2 => {
            (year, i8::try_from(month).ok()?, Some(day), 3)
        }
        [Number(year @ 1000..), Month(month), Number(day @ ..32), ..] => (year, month, Some(day), 3),
        [Number(day), Number(month), Number(year @ 1000..), ..] => {
            (year, i8::try_from(month).ok()?, Some(day), 3)
        }
        [Number(day @ ..32), Month(month), Number(year @ 1000..), ..]
        | [Month(month), Number(day @ ..32), Number(year @ 1000..), ..] => (year, month, Some(day), 3),
        [Number(year @ 1000..), Number(month)] if words[1].text.len() == 2 => {
            (year, i8::try_from(month).ok()?, None, 2)
        }
        [Number(year @ 1000..), Month(month)] | [Month(month), Number(year @ 1000..)] => {
            (year, month, None, 2)
        }
        _ => return None,
    };
    let rest = &words[used..];
    let Some(day) = day else {
        Date::new(year, month, 1).ok()?;
        return rest.is_empty().then_some(Typed::Month { year, month });
    };
    let date = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    if rest.is_empty() {
        return Some(Typed::Day(date));
    }
    let (hour, minute, used) = time(rest, clock)?;
    let zone = match rest.get(used) {
        None => zone.clone(),
        Some(word) => named_zone(&typed[word.at..])?,
    };
    let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
    Some(Typed::Time(date.to_datetime(time), zone))
}

/// Hour, minute, and how many words that took.
fn time(words: &[Word], clock: bool) -> Option<(i8, i8, usize)> {
    let number = |at: usize| match words.get(at)?.what {
        What::Number(number) if words[at].text.len() <= 2 => i8::try_from(number).ok(),
        _ => None,
    };
    let half = |at: usize| match words.get(at)?.what {
        What::Half(hours) => Some(hours),
        _ => None,
    };
    let hour = number(0)?;
    let minute =
        number(1).filter(|_| words[1].text.len() == 2 && matches!(words[1].before, Some(':' | '.' | 'h')));
    let used = if minute.is_some() { 2 } else { 1 };
    let Some(noon) = half(used) else {
        return (minute.is_some() || clock).then(|| (hour, minute.unwrap_or(0), used));
    };
    (1..=12).contains(&hour).then(|| (hour % 12 + noon, minute.unwrap_or(0), used + 1))
}

fn named_zone(words: &str) -> Option<TimeZone> {
    let name = words.trim().trim_matches(['(', ')', ',']).replace(' ', "_");
    if name.contains('/') || name.eq_ignore_ascii_case("utc") {
        return TimeZone::get(&name).ok();
    }
    TimeZone::get(&format!("Europe/{name}")).ok()
}

fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before = None;
    let kind = |c: char| if c.is_ascii_digit() { 1 } else { 2 };
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            match words.last_mut() {
                Some(word) if before.is_some_and(|b: char| b.is_alphanumeric() && kind(b) == kind(c)) => {
                    word.text.push(folded(c));
                }
                _ => words.push(Word { at, text: folded(c).to_string(), before, what: What::Other }),
            }
        }
        before = Some(c);
    }
    for word in &mut words {
        word.what = what(&word.text);
    }
    words
}

fn what(text: &str) -> What {
    if let Ok(number) = text.parse() {
        return What::Number(number);
    }
    match text {
        "am" => return What::Half(0),
        "pm" => return What::Half(12),
        _ => {}
    }
    let is_it = |names: &&[&str]| text.len() >= 3 && names.iter().any(|name| name.starts_with(text));
    let month = MONTHS.iter().position(is_it).and_then(|at| i8::try_from(at + 1).ok());
    month.map_or(What::Other, What::Month)
}

fn weekday(text: &str) -> Option<i8> {
    weekday_number(text).and_then(|at| i8::try_from(at).ok())
}

fn weekday_number(text: &str) -> Option<usize> {
    WEEKDAYS.iter().position(|names| names.contains(&text))
}

/// Small and without its accent.
fn folded(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'á' | 'å' | 'ä' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' | 'ö' | 'ő' | 'ø' => 'o',
        'ú' | 'ü' | 'ű' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<String, Misread> {
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        read_when(typed, &zone).map(|when| match when {
            When::Month { year, month } => format!("{year}-{month:02}"),
            When::Day(day) => day.to_string(),
            When::Time(time) => time.strftime("%Y-%m-%d %H:%M %Q").to_string(),
        })
    }

    #[test]
    fn a_date_is_read_as_people_write_it_in_each_language() {
        for (typed, meant) in [
            ("2018-10-25", "2018-10-25"),
            ("2018-10", "2018-10"),
            ("2018-10-25 09:30", "2018-10-25 09:30 Europe/Amsterdam"),
            ("2018-10-25 9.30", "2018-10-25 09:30 Europe/Amsterdam"),
            ("2018-10-25T09:30", "2018-10-25 09:30 Europe/Amsterdam"),
            ("2018-10-25T09:30[Europe/Budapest]", "2018-10-25 09:30 Europe/Budapest"),
            ("2018-10-25 09:30 Budapest", "2018-10-25 09:30 Europe/Budapest"),
            ("2018-10-25 09:30 (America/New_York)", "2018-10-25 09:30 America/New_York"),
            ("25 October 2018", "2018-10-25"),
            ("Thursday, 25th of October 2018 at 9 am", "2018-10-25 09:00 Europe/Amsterdam"),
            ("October 25, 2018, 2:30 pm", "2018-10-25 14:30 Europe/Amsterdam"),
            ("25 Oct 2018 12 pm", "2018-10-25 12:00 Europe/Amsterdam"),
            ("October 2018", "2018-10"),
            ("2018. október 25.", "2018-10-25"),
            ("2018. október 25-én, csütörtökön 9:30", "2018-10-25 09:30 Europe/Amsterdam"),
            ("2018. október 25-én 9-kor", "2018-10-25 09:00 Europe/Amsterdam"),
            ("2018. okt. 25. 9 óra", "2018-10-25 09:00 Europe/Amsterdam"),
            ("2018. október", "2018-10"),
            ("2018.10.25. 9.30", "2018-10-25 09:30 Europe/Amsterdam"),
            ("torsdagen den 25 oktober 2018", "2018-10-25"),
            ("torsdag den 25 oktober 2018 kl. 9.30", "2018-10-25 09:30 Europe/Amsterdam"),
            ("25. oktober 2018 kl. 9.30", "2018-10-25 09:30 Europe/Amsterdam"),
            ("25. des. 2018 klokken 9", "2018-12-25 09:00 Europe/Amsterdam"),
            ("donderdag 25 oktober 2018 om 9.30 uur", "2018-10-25 09:30 Europe/Amsterdam"),
            ("25 mrt 2018 14u", "2018-03-25 14:00 Europe/Amsterdam"),
            ("25.10.2018", "2018-10-25"),
            ("25/10/2018 09:30", "2018-10-25 09:30 Europe/Amsterdam"),
        ] {
            assert_eq!(read(typed), Ok(meant.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_taken_for_one() {
        for typed in [
            "",
            "banana",
            "25 October",
            "2018",
            "2018-1",
            "2018-13",
            "2018-02-30",
            "31 April 2018",
            "2018-10-25 25:00",
            "2018-10-25 9",
            "2018-10 09:30",
            "2018-10-25 09:30 Atlantis",
            "25 Oktopus 2018",
            "2018-10-25 x",
        ] {
            assert_eq!(read(typed), Err(Misread::NotADate), "{typed}");
        }
        let other = Misread::OtherWeekday(Date::constant(2018, 10, 25));
        assert_eq!(read("Friday 25 October 2018"), Err(other));
    }

    #[test]
    fn a_mailings_start_is_read_in_words_too_and_never_skips_what_the_clocks_do() {
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        let now: Timestamp = "2026-11-23T04:00:00Z".parse().expect("an instant");
        let read = |typed: &str| read_schedule(typed, &zone, now).map(|schedule| schedule.in_words());
        for (typed, meant) in [
            ("2026-12-04 09:00", "2026-12-04 09:00 Europe/Amsterdam"),
            ("Friday 4 December 2026 at 9 am", "2026-12-04 09:00 Europe/Amsterdam"),
            ("2026. december 4. 9 óra", "2026-12-04 09:00 Europe/Amsterdam"),
            ("4. desember 2026 kl. 9.30", "2026-12-04 09:30 Europe/Amsterdam"),
            ("4.12.2026 9.30", "2026-12-04 09:30 Europe/Amsterdam"),
            ("4 december 2026 om 9 uur (Helsinki)", "2026-12-04 09:00 Europe/Helsinki"),
            (
                "28 March 2027 2:30",
                "2027-03-28 03:00 Europe/Amsterdam (02:30 does not exist on that day: the clocks go forward)",
            ),
        ] {
            assert_eq!(read(typed), Ok(meant.to_owned()), "{typed}");
        }
        let friday = ScheduleError::OtherWeekday(Date::constant(2026, 12, 4));
        assert_eq!(friday.to_string(), "4 December 2026 is a Friday");
        assert_eq!(read("Monday 4 December 2026 9:00"), Err(friday));
        for (typed, why) in [
            ("4 December 2026", ScheduleError::NotATime("4 December 2026".into())),
            ("tomorrow", ScheduleError::NotATime("tomorrow".into())),
            ("22 November 2026 9:00", ScheduleError::Past("22 November 2026 9:00".into())),
        ] {
            assert_eq!(read(typed), Err(why));
        }
    }
}
