//! Dates and times as a language writes them (CLDR, by ICU). Output changes with CLDR's releases; the golden
//! values below are those of icu 2.4.

use icu::calendar::{Date as IcuDate, Gregorian};
use icu::datetime::fieldsets::enums::{
    CalendarPeriodFieldSet, CompositeDateTimeFieldSet, DateAndTimeFieldSet, DateFieldSet, TimeFieldSet,
};
use icu::datetime::fieldsets::{E, T, YM, YMD, YMDE, zone::SpecificLong};
use icu::datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu::locale::Locale;
use icu::time::zone::{IanaParser, UtcOffset};
use icu::time::{DateTime, Time as IcuTime};
use jiff::Zoned;
use jiff::civil::{Date, Time};

use crate::domain::{Lang, When};

/// The locale whose rules a language's readers expect: European English for bare `en`, which ICU takes for
/// American. Bare `ar` has the digits of its links, telephone numbers and prices, and of the Union's own pages in
/// Arabic, so that one letter has one kind; a country's Arabic (`ar-EG`) has those of CLDR.
pub(super) fn locale(lang: &Lang) -> Option<Locale> {
    let tag = match lang.as_str() {
        "en" => "en-GB",
        "ar" => "ar-u-nu-latn",
        tag => tag,
    };
    tag.parse().ok()
}

/// Whether dates can be written in this language. ICU prints "2018 M10 25" for one it does not know and says
/// nothing.
pub fn has_data(lang: &Lang) -> bool {
    month(lang, 2018, 10).is_some_and(|text| !text.contains("M10"))
}

/// `25 October 2018`.
pub fn format_date(lang: &Lang, date: Date) -> String {
    dated(lang, DateFieldSet::YMD(YMD::long()), date)
}

/// `Thursday`, as it stands alone.
pub fn weekday(lang: &Lang, date: Date) -> String {
    dated(lang, DateFieldSet::E(E::long()), date)
}

/// `09:30`.
pub fn format_time(lang: &Lang, time: Time) -> String {
    let fields = CompositeDateTimeFieldSet::Time(TimeFieldSet::T(T::hm()));
    written(lang, fields, Date::constant(2000, 1, 1), time)
        .unwrap_or_else(|| time.strftime("%H:%M").to_string())
}

/// A moment as precisely as it is known: `October 2018`, `Thursday, 25 October 2018`, or the day, the time and
/// the zone.
pub fn format_when(lang: &Lang, when: &When) -> String {
    format_range(lang, when, None)
}

/// From a beginning to an end. The end's day is left out if it is the same; its zone always.
pub fn format_range(lang: &Lang, starts: &When, ends: Option<&When>) -> String {
    let ends = ends.filter(|ends| *ends != starts);
    match (starts, ends) {
        (When::Time(start), Some(When::Time(end))) => {
            let end = end.with_time_zone(start.time_zone().clone());
            let span = if start.date() == end.date() {
                format!("{}–{}", before_span(lang, start), format_time(lang, end.time()))
            } else {
                format!("{} – {}", moment(lang, start), moment(lang, &end))
            };
            format!("{span} ({})", zone(lang, start))
        }
        (When::Time(start), None) => format!("{} ({})", moment(lang, start), zone(lang, start)),
        (starts, None) => known(lang, starts),
        (starts, Some(ends)) => format!("{} – {}", known(lang, starts), known(lang, ends)),
    }
}

/// A moment without its zone.
fn known(lang: &Lang, when: &When) -> String {
    match when {
        When::Month { year, month: number } => {
            month(lang, *year, *number).unwrap_or_else(|| format!("{year}-{number:02}"))
        }
        When::Day(day) => day_with_weekday(lang, *day),
        When::Time(at) => moment(lang, at),
    }
}

fn month(lang: &Lang, year: i16, month: i8) -> Option<String> {
    let fields = CompositeDateTimeFieldSet::CalendarPeriod(CalendarPeriodFieldSet::YM(YM::long()));
    written(lang, fields, Date::new(year, month, 1).ok()?, Time::midnight())
}

fn day_with_weekday(lang: &Lang, date: Date) -> String {
    dated(lang, DateFieldSet::YMDE(YMDE::long()), date)
}

/// `Thursday, 25 October 2018, 09:30`: CLDR's own way of joining them, which ends in the time.
fn moment(lang: &Lang, at: &Zoned) -> String {
    let fields = DateAndTimeFieldSet::YMDET(YMDE::long().with_time_hm());
    written(lang, CompositeDateTimeFieldSet::DateTime(fields), at.date(), at.time())
        .unwrap_or_else(|| at.strftime("%Y-%m-%d %H:%M").to_string())
}

/// The same before a span of time. What CLDR writes before a single moment is mostly "at", which would be wrong there;
/// what only names the clock (`kl.`, `klo`), or is no word, may stay.
fn before_span(lang: &Lang, start: &Zoned) -> String {
    let moment = moment(lang, start);
    let (day, time) = (day_with_weekday(lang, start.date()), format_time(lang, start.time()));
    let between = moment.strip_prefix(&day).and_then(|rest| rest.strip_suffix(&time)).map(str::trim);
    match between {
        Some("kl." | "klo" | "") | None => moment,
        Some(_) => format!("{day}{} {time}", comma(lang)),
    }
}

/// The comma of the language's script.
fn comma(lang: &Lang) -> &'static str {
    match lang.primary() {
        "he" | "yi" | "dv" => ",",
        _ if lang.is_right_to_left() => "،",
        _ => ",",
    }
}

/// `Central European Summer Time, UTC+2`; the offset alone where the zone has no name in the language.
fn zone(lang: &Lang, at: &Zoned) -> String {
    let offset = offset(at);
    let name = named_zone(lang, at).filter(|name| !name.contains("GMT") && !name.contains("UTC"));
    name.map_or(offset.clone(), |name| format!("{name}{} {offset}", comma(lang)))
}

fn named_zone(lang: &Lang, at: &Zoned) -> Option<String> {
    let id = IanaParser::new().parse(at.time_zone().iana_name()?);
    let date = IcuDate::try_new_iso(
        i32::from(at.year()),
        u8::try_from(at.month()).ok()?,
        u8::try_from(at.day()).ok()?,
    )
    .ok()?;
    let info = id
        .with_offset(UtcOffset::try_from_seconds(at.offset().seconds()).ok())
        .at_date_time(DateTime { date, time: icu_time(at.time())? });
    let formatter = NoCalendarFormatter::try_new(locale(lang)?.into(), SpecificLong).ok()?;
    Some(formatter.format(&info).to_string())
}

fn offset(at: &Zoned) -> String {
    let minutes = at.offset().seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// Everything through one type of formatter; none for a language or a date that ICU can't read.
fn written(lang: &Lang, fields: CompositeDateTimeFieldSet, date: Date, time: Time) -> Option<String> {
    type Formatter = FixedCalendarDateTimeFormatter<Gregorian, CompositeDateTimeFieldSet>;
    let formatter = Formatter::try_new(locale(lang)?.into(), fields).ok()?;
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    let date = IcuDate::try_new_gregorian(i32::from(date.year()), month, day).ok()?;
    Some(formatter.format(&DateTime { date, time: icu_time(time)? }).to_string())
}

fn icu_time(time: Time) -> Option<IcuTime> {
    let (hour, minute) = (u8::try_from(time.hour()).ok()?, u8::try_from(time.minute()).ok()?);
    IcuTime::try_new(hour, minute, 0, 0).ok()
}

fn dated(lang: &Lang, fields: DateFieldSet, date: Date) -> String {
    let written = written(lang, CompositeDateTimeFieldSet::Date(fields), date, Time::midnight());
    written.unwrap_or_else(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("a tag")
    }

    fn when(written: &str) -> When {
        When::parse(written).expect("a date")
    }

    #[test]
    fn dates_are_written_as_each_language_does_it() {
        let table = [
            ("en", "25 October 2018", "Thursday, 25 October 2018", "October 2018", "09:05"),
            ("hu", "2018. október 25.", "2018. október 25., csütörtök", "2018. október", "9:05"),
            ("sv", "25 oktober 2018", "torsdag 25 oktober 2018", "oktober 2018", "09:05"),
            ("nb", "25. oktober 2018", "torsdag 25. oktober 2018", "oktober 2018", "09:05"),
            ("nl", "25 oktober 2018", "donderdag 25 oktober 2018", "oktober 2018", "09:05"),
            ("de", "25. Oktober 2018", "Donnerstag, 25. Oktober 2018", "Oktober 2018", "09:05"),
            ("fr", "25 octobre 2018", "jeudi 25 octobre 2018", "octobre 2018", "09:05"),
            ("da", "25. oktober 2018", "torsdag 25. oktober 2018", "oktober 2018", "09.05"),
            ("fi", "25. lokakuuta 2018", "torstai 25. lokakuuta 2018", "lokakuu 2018", "9.05"),
            ("pl", "25 października 2018", "czwartek, 25 października 2018", "październik 2018", "09:05"),
            ("ar", "25 أكتوبر 2018", "الخميس، 25 أكتوبر 2018", "أكتوبر 2018", "9:05 ص"),
            ("ar-EG", "٢٥ أكتوبر ٢٠١٨", "الخميس، ٢٥ أكتوبر ٢٠١٨", "أكتوبر ٢٠١٨", "٩:٠٥ ص"),
        ];
        for (tag, date, with_weekday, month, time) in table {
            let day = Date::constant(2018, 10, 25);
            assert_eq!(format_date(&lang(tag), day), date);
            assert_eq!(format_when(&lang(tag), &when("2018-10-25")), with_weekday);
            assert_eq!(format_when(&lang(tag), &when("2018-10")), month);
            assert_eq!(format_time(&lang(tag), Time::constant(9, 5, 0, 0)), time);
        }
        assert_eq!(weekday(&lang("hu"), Date::constant(2018, 10, 25)), "csütörtök");
    }

    #[test]
    fn a_range_names_the_day_once_and_the_zone_always() {
        let starts = when("2018-10-25T09:30[Europe/Amsterdam]");
        let ends = when("2018-10-25T16:00[Europe/Amsterdam]");
        let table = [
            ("en", "Thursday, 25 October 2018, 09:30–16:00 (Central European Summer Time, UTC+2)"),
            ("hu", "2018. október 25., csütörtök 9:30–16:00 (közép-európai nyári idő, UTC+2)"),
            ("sv", "torsdag 25 oktober 2018 kl. 09:30–16:00 (centraleuropeisk sommartid, UTC+2)"),
            ("nb", "torsdag 25. oktober 2018 kl. 09:30–16:00 (sommertid for Sentral-Europa, UTC+2)"),
            ("nl", "donderdag 25 oktober 2018, 09:30–16:00 (Midden-Europese zomertijd, UTC+2)"),
            ("de", "Donnerstag, 25. Oktober 2018, 09:30–16:00 (Mitteleuropäische Sommerzeit, UTC+2)"),
            ("fr", "jeudi 25 octobre 2018, 09:30–16:00 (heure d’été d’Europe centrale, UTC+2)"),
            ("da", "torsdag 25. oktober 2018 kl. 09.30–16.00 (Centraleuropæisk sommertid, UTC+2)"),
            ("fi", "torstai 25. lokakuuta 2018 klo 9.30–16.00 (Keski-Euroopan kesäaika, UTC+2)"),
            ("pl", "czwartek, 25 października 2018 09:30–16:00 (czas środkowoeuropejski letni, UTC+2)"),
            ("ar", "الخميس، 25 أكتوبر 2018، 9:30 ص–4:00 م (توقيت وسط أوروبا الصيفي، UTC+2)"),
        ];
        for (tag, written) in table {
            assert_eq!(format_range(&lang(tag), &starts, Some(&ends)), written);
        }
        let days = format_range(&lang("en"), &when("2018-10-25"), Some(&when("2018-10-26")));
        assert_eq!(days, "Thursday, 25 October 2018 – Friday, 26 October 2018");
        let night = format_range(&lang("en"), &starts, Some(&when("2018-10-26T02:00[Europe/Amsterdam]")));
        assert_eq!(
            night,
            "Thursday, 25 October 2018 at 09:30 – Friday, 26 October 2018 at 02:00 \
             (Central European Summer Time, UTC+2)"
        );
    }

    #[test]
    fn a_language_without_data_is_known_as_such() {
        for (tag, has) in
            [("en", true), ("hu", true), ("nl-BE", true), ("no", true), ("cnr", false), ("zz", false)]
        {
            assert_eq!(has_data(&lang(tag)), has, "{tag}");
        }
    }
}
