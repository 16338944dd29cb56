//! Finds dates with a weekday beside them in prose ("Thursday 25 October 2018", "2018. október 25-én, csütörtökön")
//! and says where the two disagree.

use jiff::civil::Date;

use crate::domain::Lang;

use super::words::{self, words};

/// A weekday that is not that of its date.
#[derive(Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Byte in the text.
    pub at: usize,
    /// The weekday as it stands there.
    pub written: String,
    pub date: Date,
    /// The weekday it is, in the same language.
    pub is: String,
}

#[derive(Debug)]
struct Word<'t> {
    at: usize,
    text: &'t str,
    lower: String,
}

/// The disagreements in `text`. A date without a year is judged only if it is the day and month of a `known` one.
pub fn disagreements(text: &str, lang: &Lang, known: &[Date]) -> Vec<Disagreement> {
    let months: Vec<&str> = words::of(&words().months, lang).collect();
    let weekdays: Vec<&str> = words::of(&words().weekdays, lang).collect();
    let tokens = split(text);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(month) = months.iter().position(|month| token.lower == *month) else { continue };
        let Some((first, last, date)) = date_around(&tokens, at, month, known) else { continue };
        let Some((word, weekday)) = weekday_beside(text, &tokens, first, last, &weekdays) else { continue };
        let right = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        if weekday != right {
            found.push(Disagreement {
                at: word.at,
                written: word.text.to_owned(),
                date,
                is: weekdays.get(right).copied().unwrap_or_default().to_owned(),
            });
        }
    }
    found
}

/// The date whose month stands at `at`, with its first and last token.
fn date_around(tokens: &[Word], at: usize, month: usize, known: &[Date]) -> Option<(usize, usize, Date)> {
    let day_of = |index: Option<usize>| {
        let token = tokens.get(index?)?;
        let digits = token.lower.bytes().take_while(u8::is_ascii_digit).count();
        let day: i8 = token.lower.get(..digits)?.parse().ok()?;
        (digits <= 2 && (1..=31).contains(&day)).then_some(day)
    };
    let year_of = |index: Option<usize>| {
        let token = tokens.get(index?)?;
        let digits = token.lower.bytes().take_while(u8::is_ascii_digit).count();
        (digits == 4).then(|| token.lower[..4].parse::<i16>().ok()).flatten()
    };
    let before = at.checked_sub(1);
    let of = before.filter(|index| tokens[*index].lower == "of").and_then(|index| index.checked_sub(1));
    let (mut first, mut last, day) = if let Some(day) = day_of(before) {
        (at - 1, at, day)
    } else if let Some(day) = day_of(of) {
        (at - 2, at, day)
    } else {
        (at, at + 1, day_of(Some(at + 1))?)
    };
    let year = if let Some(year) = year_of(Some(last + 1)) {
        last += 1;
        Some(year)
    } else if let Some(year) = year_of(first.checked_sub(1)) {
        first -= 1;
        Some(year)
    } else {
        None
    };
    let month = i8::try_from(month + 1).ok()?;
    let date = match year {
        Some(year) => Date::new(year, month, day).ok()?,
        None => *known.iter().find(|date| date.month() == month && date.day() == day)?,
    };
    Some((first, last, date))
}

/// The weekday right before or right after the tokens of a date.
fn weekday_beside<'t, 'w>(
    text: &str,
    tokens: &'w [Word<'t>],
    first: usize,
    last: usize,
    weekdays: &[&str],
) -> Option<(&'w Word<'t>, usize)> {
    let gap = |from: usize, to: usize| {
        let (from, to) = (&tokens[from], &tokens[to]);
        &text[from.at + from.text.len()..to.at]
    };
    let named = |index: usize| {
        let word = &tokens[index];
        let name = weekdays.iter().position(|name| word.lower.starts_with(name))?;
        Some((word, name))
    };
    let plain = |gap: &str| gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\n' | ',' | '(' | '*' | '_'));
    for back in 1..=2 {
        let Some(index) = first.checked_sub(back) else { break };
        if !plain(gap(index, index + 1)) {
            break;
        }
        if let Some(found) = named(index) {
            return Some(found);
        }
    }
    let next = tokens.get(last + 1).map(|_| last + 1)?;
    let between = gap(last, next);
    let closes = between.trim_start_matches('.');
    (plain(closes)
        && (closes.len() == between.len() || closes.starts_with([',', ' ']))
        && !closes.contains('\n'))
    .then(|| named(next))?
}

fn split(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && matches!(c, '-' | '–'));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let text = &text[from..at];
                found.push(Word { at: from, text, lower: text.to_lowercase() });
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_is_held_against_the_date_beside_it() {
        let known = [Date::constant(2018, 10, 25)];
        for (lang, text, wrong) in [
            ("en", "on Thursday 25 October 2018 in Eindhoven", None),
            ("en", "on Friday 25 October 2018 in Eindhoven", Some("Friday")),
            ("en", "on Friday the 25th of October we meet", Some("Friday")),
            ("en", "on Friday, October 25 we meet", Some("Friday")),
            ("en", "on Friday 26 October we meet", None),
            ("en", "We met on Friday. 25 October is the day.", None),
            ("en", "25 October 2018 (Friday)", Some("Friday")),
            ("hu", "2018. október 25-én, csütörtökön", None),
            ("hu", "2018. október 25., péntek", Some("péntek")),
            ("hu", "2018. október 25-én, pénteken", Some("pénteken")),
            ("sv", "fredagen den 25 oktober 2018", Some("fredagen")),
            ("nb", "torsdag 25. oktober 2018", None),
            ("nb", "fredag 25. oktober", Some("fredag")),
            ("nl", "vrijdag 25 oktober 2018", Some("vrijdag")),
            ("fr", "vendredi 25 octobre 2018", None),
        ] {
            let lang = Lang::parse(lang).expect("a language");
            let found = disagreements(text, &lang, &known);
            assert_eq!(found.first().map(|one| one.written.as_str()), wrong, "{text}");
        }
    }
}
