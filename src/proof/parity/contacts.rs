//! Addresses of web and mail, and telephone numbers.

use super::fact::Grade;
use super::reader::Reader;
use super::token::{Gap, Kind};
use super::{What, language};

/// Top-level names by which an address without "www." is known.
const TOPS: &[&str] =
    &["eu", "com", "org", "net", "info", "int", "se", "no", "uk", "be", "at", "ch", "es", "pl", "ie"];

/// Web and mail addresses that stand in the text.
pub(super) fn addresses(reader: &mut Reader<'_>) {
    let text = reader.text;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = !c.is_whitespace()
            && !matches!(c, '<' | '>' | '"' | '(' | ')' | '[' | ']' | '„' | '”' | '“' | '«' | '»' | '|');
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                piece(reader, from, &text[from..at]);
                start = None;
            }
            _ => {}
        }
    }
}

fn piece(reader: &mut Reader<'_>, from: usize, piece: &str) {
    let lower = piece.to_ascii_lowercase();
    let begin = ["http://", "https://", "www."].iter().filter_map(|start| lower.find(start)).min();
    let trimmed = |piece: &str| piece.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '\'', '’']).len();
    if let Some(begin) = begin {
        let length = trimmed(&piece[begin..]);
        let target = piece[begin..begin + length].to_owned();
        reader.take_bytes(from + begin..from + begin + length, Some(What::Link(target)));
    } else if let Some(at) = piece.find('@') {
        let local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
        let begin =
            piece[..at].char_indices().rev().take_while(|(_, c)| local(*c)).last().map_or(at, |(at, _)| at);
        let domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        let end = at + 1 + piece[at + 1..].find(|c| !domain(c)).unwrap_or(piece.len() - at - 1);
        // A tail behind the address ("info@example.hu-ra") is no part of it.
        let whole = piece[begin..end].trim_end_matches(['.', '-']);
        let top = whole
            .rfind('.')
            .map_or(whole.len(), |dot| whole[dot..].find('-').map_or(whole.len(), |dash| dot + dash));
        let mail = whole[..top].trim_end_matches(['.', '-']);
        if begin < at && mail.len() > at - begin + 1 && mail[at - begin..].contains('.') {
            reader.take_bytes(from + begin..from + begin + mail.len(), Some(What::Mail(mail.to_owned())));
        }
    } else {
        let host = lower.split('/').next().unwrap_or_default();
        let host = if lower.contains('/') { host } else { &host[..trimmed(host)] };
        let host = host
            .rfind('.')
            .and_then(|dot| host[dot..].find('-').map(|dash| &host[..dot + dash]))
            .unwrap_or(host);
        let labels: Vec<&str> = host.split('.').collect();
        let top = labels.last().copied().unwrap_or_default();
        let is_top = TOPS.contains(&top) || language::known().any(|known| known == top && top != "en");
        let plain =
            |label: &&str| label.len() >= 2 && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let lettered = labels.first().is_some_and(|label| label.bytes().any(|b| b.is_ascii_alphabetic()));
        if labels.len() >= 2 && is_top && labels.iter().all(plain) && lettered && labels[0].len() >= 3 {
            let length = if lower.contains('/') { trimmed(piece) } else { host.len() };
            reader.take_bytes(from..from + length, Some(What::Link(piece[..length].to_owned())));
        }
    }
}

/// Telephone numbers: what begins with + or 0, or stands behind a word that says so.
pub(super) fn phones(reader: &mut Reader<'_>) {
    let mut at = 0;
    while at < reader.tokens.len() {
        match phone(reader, at) {
            Some((number, end)) => {
                reader.take(at..end, What::Phone(number), Grade::Hard);
                at = end;
            }
            None => at += 1,
        }
    }
}

fn phone(reader: &Reader<'_>, start: usize) -> Option<(String, usize)> {
    let first = reader.free(start)?;
    let plus = first.is(&['+']);
    if !plus && !first.is(&['(']) && first.kind != Kind::Digits {
        return None;
    }
    if first.kind == Kind::Digits
        && start > 0
        && first.gap == Gap::None
        && reader.tokens[start - 1].kind != Kind::Mark
    {
        return None;
    }
    let mut digits = String::new();
    let mut groups = Vec::new();
    let (mut dots, mut dashes) = (0, 0);
    let mut end = start;
    let mut at = start + usize::from(plus);
    while let Some(token) = reader.free(at).filter(|token| at == start || token.gap != Gap::Break) {
        if token.kind == Kind::Digits {
            // "(0)" is dialled at home only.
            let at_home = token.text == "0" && plus && at > 0 && reader.tokens[at - 1].is(&['(']);
            if !at_home {
                digits.push_str(token.text);
                groups.push(token.text.len());
            }
            end = at + 1;
        } else if token.is(&['-', '/', '(', ')', '\u{2011}', '–', '.']) {
            if token.is(&['.']) && !(reader.close(at) && reader.close(at + 1)) {
                break;
            }
            if !reader
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.kind == Kind::Digits || next.is(&['(', ')']))
                && !token.is(&[')'])
            {
                break;
            }
            dots += usize::from(token.is(&['.']));
            dashes += usize::from(token.is(&['–']));
        } else {
            break;
        }
        at += 1;
        if digits.len() > 15 {
            return None;
        }
    }
    if dots > 0 && (dashes > 0 || dots + 1 != groups.len() || groups.len() < 4) {
        return None;
    }
    let zero =
        digits.starts_with('0') && groups.len() >= 2 && digits.len() >= 8 && groups.first() != Some(&1);
    let together = digits.starts_with('0') && groups.len() == 1 && digits.len() >= 9;
    let said = (start.saturating_sub(3)..start).any(|at| reader.phrase(&reader.lang.phones, at).is_some());
    let pairs = groups.len() == 4 && groups.iter().all(|length| *length == 2);
    let is_date = groups.len() == 3 && (groups[0] == 4 || groups[2] == 4) && digits.len() <= 8 && !said;
    let fits =
        plus && digits.len() >= 7 || (zero || together || pairs) && !is_date || said && digits.len() >= 7;
    let digits = match digits.strip_prefix("00") {
        Some(abroad) => format!("+{abroad}"),
        None if plus => format!("+{digits}"),
        None => digits,
    };
    (fits && end > start).then_some((digits, end))
}
