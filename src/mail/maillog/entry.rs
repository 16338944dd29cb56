//! One line of a log that Postfix wrote.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::stamp::stamp;

/// `Jun  1 12:00:00 mx postfix/qmgr[2]: 4ABCDEF: removed`
#[derive(Debug)]
pub struct Entry<'a> {
    pub at: Timestamp,
    /// `smtpd`, whatever stands before it: instances of Postfix have names of their own.
    pub daemon: &'a str,
    pub pid: &'a str,
    pub queue_id: Option<&'a str>,
    /// Behind the queue id.
    pub rest: &'a str,
}

impl<'a> Entry<'a> {
    /// None if the line is another program's, or broken.
    pub fn read(line: &'a str, zone: &TimeZone, now: Timestamp) -> Option<Self> {
        let (at, rest) = stamp(line.trim_end(), zone, now)?;
        let (_, rest) = rest.split_once(' ')?;
        let (tag, rest) = rest.split_once("]: ")?;
        let (name, pid) = tag.split_once('[')?;
        let (_, daemon) = name.rsplit_once('/')?;
        if name.contains(' ') || pid.is_empty() || !pid.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let apart = rest.split_once(": ").filter(|(id, _)| is_queue_id(id));
        let (queue_id, rest) = apart.map_or((None, rest), |(id, rest)| (Some(id), rest));
        Some(Self { at, daemon, pid, queue_id, rest })
    }
}

/// Hexadecimal in capitals, or the long form of digits and letters without vowels; words of a message are neither.
fn is_queue_id(text: &str) -> bool {
    let short = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
    let long = |byte: u8| byte.is_ascii_alphanumeric() && !b"AEIOUaeiou".contains(&byte);
    match text.len() {
        5..=9 => text.bytes().all(short),
        10..=24 => text.bytes().all(short) || text.bytes().all(long),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_queue_id;

    #[test]
    fn queue_ids_of_both_kinds_are_told_from_words() {
        for id in ["4ABCDEF", "1A2B3C4D5E", "4XyZbc1QrSz9kp", "BCDFGHJKLMNPQRz"] {
            assert!(is_queue_id(id), "{id}");
        }
        for word in ["warning", "statistics", "NOQUEUE", "fatal", "connect from x", "", "table hash"] {
            assert!(!is_queue_id(word), "{word}");
        }
    }
}
