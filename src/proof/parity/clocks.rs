//! Times of day in figures: `13:30`, `kl. 13.00–14.30`, `2–4 pm`, `9-től 17 óráig`, `14 h 30`.

use super::fact::Grade;
use super::reader::Reader;
use super::token::Kind;
use super::what::What;

/// One time as it is written.
#[derive(Debug, Clone, Copy)]
struct Written {
    hour: u8,
    minute: u8,
    form: Form,
    /// Behind it and its tail.
    end: usize,
    /// Hours that "am" or "pm" add.
    half: Option<u8>,
    /// A word that only times have stands beside it.
    said: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `13:30`, `14h30`: nothing else.
    Sure,
    /// `13.30`: a time, or a number.
    Dot,
    /// `9`
    Hour,
}

pub(super) fn read(reader: &mut Reader<'_>) {
    let mut at = 0;
    while at < reader.tokens.len() {
        at = range(reader, at).or_else(|| single(reader, at)).unwrap_or(at + 1);
    }
}

fn range(reader: &mut Reader<'_>, at: usize) -> Option<usize> {
    let first = written(reader, at)?;
    let join = reader.join(first.end).or_else(|| tailed(reader, first.end))?;
    let dashed = reader.tokens[join - 1].kind == Kind::Mark;
    // "from kl. 9 to kl. 16": the marker may stand again.
    let again = reader.phrase(&reader.lang.clock, join).map_or(join, |(_, next)| next);
    let again = again + usize::from(again > join && reader.mark(again, &['.']).is_some());
    let last = written(reader, again).filter(|_| reader.goes_on(again))?;
    let sure = |one: &Written| one.form == Form::Sure || one.half.is_some() || one.said;
    let dots = first.form == Form::Dot && last.form == Form::Dot && dotted(reader, at, &last);
    // "2 and 4 pm" are two times; "in 2 and at 16:00" is not.
    let spreads = sure(&first) || sure(&last) || dots && (dashed || first.said);
    let alike = dashed || first.form == last.form || last.half.is_some() || sure(&first);
    if !spreads || !alike || last.hour > 24 {
        return None;
    }
    let half = first.half.or_else(|| {
        let half = last.half?;
        let (a, b) = (first.hour % 12, last.hour % 12);
        Some(if half == 12 && (a, first.minute) > (b, last.minute) { 0 } else { half })
    });
    take(reader, at, Written { half, ..first }, first.end);
    take(reader, again, last, last.end);
    Some(last.end)
}

fn single(reader: &mut Reader<'_>, at: usize) -> Option<usize> {
    let one = written(reader, at)?;
    let is = match one.form {
        Form::Sure => true,
        Form::Dot => one.said || one.half.is_some() || dotted(reader, at, &one),
        Form::Hour => one.said || one.half.is_some(),
    };
    is.then(|| {
        take(reader, at, one, one.end);
        one.end
    })
}

fn take(reader: &mut Reader<'_>, at: usize, one: Written, end: usize) {
    let hour = match one.half {
        Some(half) if one.hour <= 12 => one.hour % 12 + half,
        _ => one.hour,
    };
    let lang = reader.lang;
    let unsaid = one.half.is_none() && one.hour <= 12;
    let either = unsaid && (reader.halves_are_said() || reader.nearby(&lang.later, at));
    let minutes = u16::from(hour) * 60 + u16::from(one.minute);
    reader.take(at..end, What::Clock { minutes, either }, Grade::Hard);
}

fn written(reader: &Reader<'_>, at: usize) -> Option<Written> {
    let lang = reader.lang;
    let token = reader.digits(at).filter(|token| token.text.len() <= 2)?;
    let hour = u8::try_from(token.number().filter(|hour| *hour <= 24)?).ok()?;
    let inside = at > 0 && reader.close(at) && {
        let before = &reader.tokens[at - 1];
        before.kind == Kind::Word
            || at > 1 && before.is(&['.', ',', ':', '/']) && reader.tokens[at - 2].kind == Kind::Digits
    };
    if inside {
        return None;
    }
    let (form, minute, mut end) = minutes(reader, at).unwrap_or((Form::Hour, 0, at + 1));
    let more =
        reader.close_mark(end, &['.', ':', ',']) && reader.close(end + 1) && reader.digits(end + 1).is_some();
    if more {
        return None;
    }
    let clock = reader.behind(&lang.clock, at).is_some();
    let before = form == Form::Dot && reader.behind(&lang.before, at).is_some();
    let strict = clock && form == Form::Dot || reader.behind(&lang.hours, at).is_some();
    let mut said = strict || before && lang.point == Some(',');
    end = tail(reader, end, &mut said);
    if let Some((_, next)) = reader.phrase(&lang.after, end).filter(|_| reader.goes_on(end)) {
        said = true;
        end = tail(reader, next, &mut said);
    }
    let mut half = None;
    if let Some((hours, next)) =
        reader.phrase(&lang.halves, end).filter(|_| reader.goes_on(end) && (1..=12).contains(&hour))
    {
        half = Some(hours);
        // "a.m." may end a sentence as well.
        end = next + usize::from(reader.tokens[next - 1].lower == "m" && reader.close_mark(next, &['.']));
    }
    Some(Written { hour, minute, form, end, half, said })
}

/// `:30`, `.30`, `h30`, ` h 30`.
fn minutes(reader: &Reader<'_>, at: usize) -> Option<(Form, u8, usize)> {
    let minute = |at: usize| {
        let token = reader.digits(at).filter(|token| token.text.len() == 2)?;
        token.number().filter(|minute| *minute < 60).and_then(|minute| u8::try_from(minute).ok())
    };
    let close = reader.close(at + 1) && reader.close(at + 2);
    let mark = reader.tokens.get(at + 1)?;
    if close && mark.is(&[':']) {
        return Some((Form::Sure, minute(at + 2)?, at + 3));
    }
    if close && mark.is(&['.']) {
        return Some((Form::Dot, minute(at + 2)?, at + 3));
    }
    let letter =
        matches!(mark.lower.as_str(), "h" | "u") && reader.phrase(&reader.lang.after, at + 1).is_some();
    (letter && reader.goes_on(at + 2)).then(|| Some((Form::Sure, minute(at + 2)?, at + 3)))?
}

/// Behind "-tól", "-ig", "-kor"; the last says that it is a time.
fn tail(reader: &Reader<'_>, end: usize, said: &mut bool) -> usize {
    let hyphen = reader.close_mark(end, &['-']) && reader.close(end + 1);
    let word = reader.free(end + 1).filter(|token| hyphen && token.kind == Kind::Word);
    if let Some((_, next)) = reader.phrase(&reader.lang.after, end + 1).filter(|_| hyphen) {
        *said = true;
        return next;
    }
    match word {
        Some(word)
            if reader.lang.tails.contains(&word.lower) || reader.lang.day_tails.contains(&word.lower) =>
        {
            end + 2
        }
        _ => end,
    }
}

/// "9-től 17 óráig": a tail joins, too.
fn tailed(reader: &Reader<'_>, end: usize) -> Option<usize> {
    let word = reader.tokens.get(end.checked_sub(1)?)?;
    let from = reader.lang.from_tails.iter().any(|tail| word.lower.ends_with(tail.as_str()));
    (from && reader.goes_on(end)).then_some(end)
}

/// Whether "13.30" without a word beside it is a time: where a full stop is no decimal point, and no unit follows.
fn dotted(reader: &Reader<'_>, at: usize, one: &Written) -> bool {
    let lang = reader.lang;
    let unit = reader.phrase(&lang.percent, one.end).is_some()
        || reader.phrase(&lang.scales, one.end).is_some()
        || reader.phrase(&lang.currencies, one.end).is_some()
        || reader.mark(one.end, &['%', '€', '$', '£']).is_some();
    let money = at > 0
        && (reader.tokens[at - 1].is(&['€', '$', '£']) || reader.behind(&lang.currencies, at).is_some());
    lang.point == Some(',') && !unit && !money
}
