//! Spellings in five languages, and what is none.

use proptest::prelude::*;

use super::*;
use crate::domain::{DstShift, Lang};
use crate::locale::{format_date, format_range, format_time, format_when, weekday};

/// What a day without a year is counted from.
const FROM: Date = Date::constant(2018, 6, 28);

fn amsterdam() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").expect("a zone")
}

fn words(when: &When) -> String {
    match when {
        When::Month { year, month } => format!("{year}-{month:02}"),
        When::Day(day) => day.to_string(),
        When::Time(time) => time.strftime("%Y-%m-%d %H:%M %Q").to_string(),
    }
}

fn read(typed: &str) -> Result<String, Misread> {
    read_when(typed, &amsterdam(), FROM).map(|when| words(&when))
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
        ("10/25/2018", "2018-10-25"),
        ("4/4/2019", "2019-04-04"),
        ("4.3.2019 9.30", "2019-03-04 09:30 Europe/Amsterdam"),
        ("Oct 25", "2018-10-25"),
        ("25 October 9:30", "2018-10-25 09:30 Europe/Amsterdam"),
        ("Thu 25 Oct, 4 pm", "2018-10-25 16:00 Europe/Amsterdam"),
        ("okt. 25.", "2018-10-25"),
        ("október 25-én", "2018-10-25"),
        ("október 25-én 9-kor", "2018-10-25 09:00 Europe/Amsterdam"),
        ("csütörtök, október 25. 9:30", "2018-10-25 09:30 Europe/Amsterdam"),
        ("2019. március 15-én 17 órakor", "2019-03-15 17:00 Europe/Amsterdam"),
        ("25 oktober kl. 9.30", "2018-10-25 09:30 Europe/Amsterdam"),
        ("tors 25 okt kl 9", "2018-10-25 09:00 Europe/Amsterdam"),
        ("den 1 maj 2019 klockan 18", "2019-05-01 18:00 Europe/Amsterdam"),
        ("lördagen den 23 mars 2019", "2019-03-23"),
        ("17. mai", "2019-05-17"),
        ("tirsdag 11. desember kl. 14", "2018-12-11 14:00 Europe/Amsterdam"),
        ("søndag 3. mars 2019", "2019-03-03"),
        ("25 okt. 2018 om 10 uur", "2018-10-25 10:00 Europe/Amsterdam"),
        ("25 okt om 10 uur", "2018-10-25 10:00 Europe/Amsterdam"),
        ("wo 1 mei", "2019-05-01"),
        ("vrijdag 15 maart 2019", "2019-03-15"),
        ("29 February", "2020-02-29"),
        ("28 June", "2018-06-28"),
        ("27 June", "2019-06-27"),
    ] {
        assert_eq!(read(typed), Ok(meant.to_owned()), "{typed}");
    }
}

#[test]
fn what_is_no_date_is_not_taken_for_one() {
    for typed in [
        "",
        "banana",
        "25",
        "tomorrow",
        "32 October",
        "25.10.",
        "9:30",
        "October 25 9",
        "31. november",
        "25 October 18",
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
    assert_eq!(read("péntek, 2018. október 25."), Err(other));
    let (march, april) = (Date::constant(2019, 4, 3), Date::constant(2019, 3, 4));
    assert_eq!(read("03/04/2019"), Err(Misread::TwoDates(march, april)));
}

#[test]
fn a_beginning_and_its_end_are_read_from_one_line() {
    let at = |time: &str| format!("2018-10-25 {time} Europe/Amsterdam");
    for (typed, starts, ends) in [
        ("Oct 25, 9.30–16.00", at("09:30"), at("16:00")),
        ("25 October 2018 9:30 - 16:00", at("09:30"), at("16:00")),
        ("25 October 2018 9:30-16:00", at("09:30"), at("16:00")),
        ("2018-10-25 09:30-16:00", at("09:30"), at("16:00")),
        ("2018-10-25 9-16", at("09:00"), at("16:00")),
        ("25 October, 9 am to 4 pm", at("09:00"), at("16:00")),
        ("Thursday 25 October from 9.30 until 16.00", at("09:30"), at("16:00")),
        ("2018. október 25. 9:30–16:00", at("09:30"), at("16:00")),
        ("október 25-én 9:30-tól 16:00-ig", at("09:30"), at("16:00")),
        ("25 oktober kl. 9.30–16", at("09:30"), at("16:00")),
        ("25. oktober 2018 fra kl. 9 til 16", at("09:00"), at("16:00")),
        ("25 okt. 2018 van 9.30 tot 16.00 uur", at("09:30"), at("16:00")),
        ("25–27 October 2018", "2018-10-25".into(), "2018-10-27".into()),
        ("25-27 October", "2018-10-25".into(), "2018-10-27".into()),
        ("October 25 – 27, 2018", "2018-10-25".into(), "2018-10-27".into()),
        ("2018. október 25–27.", "2018-10-25".into(), "2018-10-27".into()),
        ("25 t/m 27 oktober 2018", "2018-10-25".into(), "2018-10-27".into()),
        ("28 October – 2 November 2018", "2018-10-28".into(), "2018-11-02".into()),
        ("28 December – 2 January", "2018-12-28".into(), "2019-01-02".into()),
        ("2018-10-25 – 2018-10-27", "2018-10-25".into(), "2018-10-27".into()),
    ] {
        let span = read_span(typed, &amsterdam(), FROM);
        let read = span.map(|span| (words(&span.starts), span.ends.as_ref().map(words)));
        assert_eq!(read, Ok((starts, Some(ends))), "{typed}");
    }
    for (typed, why) in [
        ("25 October 16:00–9:30", Misread::EndsFirst),
        ("27–25 October 2018", Misread::EndsFirst),
        ("2018-10-11 9", Misread::NotADate),
        ("25 October – later", Misread::NotADate),
        ("9:30–16:00", Misread::NotADate),
        ("well-known", Misread::NotADate),
    ] {
        assert_eq!(read_span(typed, &amsterdam(), FROM), Err(why), "{typed}");
    }
}

#[test]
fn an_end_is_a_time_on_the_same_day_or_another_day() {
    let starts = When::parse("2018-10-25T09:30[Europe/Budapest]").expect("a time");
    let at = |typed: &str| read_end(typed, &starts, &amsterdam()).map(|when| words(&when));
    for (typed, ends) in [
        ("16:00", "2018-10-25 16:00 Europe/Budapest"),
        ("16", "2018-10-25 16:00 Europe/Budapest"),
        ("kl. 16", "2018-10-25 16:00 Europe/Budapest"),
        ("4 pm", "2018-10-25 16:00 Europe/Budapest"),
        ("26 October 1:00", "2018-10-26 01:00 Europe/Budapest"),
        ("27 October 2018", "2018-10-27"),
    ] {
        assert_eq!(at(typed), Ok(ends.to_owned()), "{typed}");
    }
    assert_eq!(at("9:00"), Err(Misread::EndsFirst));
    assert_eq!(at("24 October 2018"), Err(Misread::EndsFirst));
    assert_eq!(at("later"), Err(Misread::NotADate));
    let day = When::Day(Date::constant(2018, 10, 25));
    assert_eq!(read_end("16:00", &day, &amsterdam()), Err(Misread::NotADate));
}

#[test]
fn a_time_that_the_clocks_skip_or_show_twice_is_said() {
    for (typed, shift) in [
        ("31 March 2019 2:30", Some(DstShift::Gap)),
        ("28 October 2018 2:30–4:00", Some(DstShift::Overlap)),
        ("28 October 2018 3:30", None),
    ] {
        let span = read_span(typed, &amsterdam(), FROM).expect("a date");
        assert_eq!(span.shift.map(|(shift, _)| shift), shift, "{typed}");
    }
}

/// `Thursday, 25 October 2018 at 09:30` and what it is made of, in a language.
fn spellings(lang: &Lang, at: &jiff::Zoned) -> Vec<(String, When)> {
    let (day, time) = (When::Day(at.date()), When::Time(at.clone()));
    let month = When::Month { year: at.year(), month: at.month() };
    let clock = format_time(lang, at.time());
    vec![
        (format_date(lang, at.date()), day.clone()),
        (format_when(lang, &day), day.clone()),
        (format!("{} {}", weekday(lang, at.date()), format_date(lang, at.date())), day),
        (format_when(lang, &month), month),
        (format!("{} {clock}", format_date(lang, at.date())), time.clone()),
        (format_when(lang, &time), time),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_program_writes_in_a_language_is_read_back(
        days in 0i64..30_000, minutes in 0i64..1440, lang in prop::sample::select(vec!["en", "hu", "sv", "nb", "nl"]),
    ) {
        use jiff::ToSpan as _;
        let lang = Lang::parse(lang).expect("a language");
        let day = Date::constant(1999, 1, 1).checked_add(days.days()).expect("a day");
        let local = day.at(0, 0, 0, 0).checked_add(minutes.minutes()).expect("a time");
        let at = local.to_zoned(amsterdam()).expect("a moment");
        for (typed, meant) in spellings(&lang, &at) {
            prop_assert_eq!(read_when(&typed, &amsterdam(), FROM), Ok(meant), "{}", typed);
        }
        let without_year = format_date(&lang, day).replace(&day.year().to_string(), "");
        let read = read_when(&without_year, &amsterdam(), FROM);
        let Ok(When::Day(next)) = read else { return Err(TestCaseError::fail(format!("{without_year}: {read:?}"))) };
        prop_assert_eq!((next.month(), next.day()), (day.month(), day.day()), "{}", without_year);
        prop_assert!(next >= FROM);
    }

    #[test]
    fn a_span_that_the_program_writes_is_read_back(
        days in 0i64..30_000, from in 0i64..1000, more in 1i64..400,
        lang in prop::sample::select(vec!["en", "hu", "sv", "nb", "nl"]),
    ) {
        use jiff::ToSpan as _;
        let lang = Lang::parse(lang).expect("a language");
        let day = Date::constant(1999, 1, 1).checked_add(days.days()).expect("a day");
        let zone = TimeZone::get("Africa/Lagos").expect("a zone without summer time");
        let at = |minutes: i64| {
            let local = day.at(0, 0, 0, 0).checked_add(minutes.minutes()).expect("a time");
            When::Time(local.to_zoned(zone.clone()).expect("a moment"))
        };
        let later = When::Day(day.checked_add(more.days()).expect("a day"));
        for (starts, ends) in [(at(from), at(from + more)), (When::Day(day), later)] {
            let typed = format_range(&lang, &starts, Some(&ends));
            let span = read_span(&typed, &zone, FROM);
            let span = span.map(|span| (span.starts, span.ends));
            prop_assert_eq!(span, Ok((starts, Some(ends))), "{}", typed);
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(typed in "\\PC{0,30}|[0-9 .:/–-]{0,20}|(9|25|oct|to|–|2018|kl| ){0,9}") {
        _ = read_span(&typed, &amsterdam(), FROM);
        _ = read_end(&typed, &When::Day(FROM), &amsterdam());
    }
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
