//! F2: any letter, made fit for the wire. Servers that know different line ends all find one letter in it, the same one.

use courant::mail::smtp::on_the_wire;

use super::Trace;

/// How a server splits lines.
#[derive(Debug, Clone, Copy)]
enum Reads {
    Strictly,
    LfToo,
    CrToo,
}

/// The lines of a text by what ends them, and what follows the last end.
fn lines(text: &[u8], reads: Reads) -> (Vec<Vec<u8>>, Vec<u8>) {
    let (mut lines, mut line, mut at) = (Vec::new(), Vec::new(), 0);
    while at < text.len() {
        let end = match (text[at], reads) {
            (b'\r', _) if text.get(at + 1) == Some(&b'\n') => 2,
            (b'\n', Reads::LfToo | Reads::CrToo) | (b'\r', Reads::CrToo) => 1,
            _ => 0,
        };
        if end == 0 {
            line.push(text[at]);
            at += 1;
        } else {
            lines.push(std::mem::take(&mut line));
            at += end;
        }
    }
    (lines, line)
}

/// The first letter after DATA, and what is then taken for commands.
fn letter(wire: &[u8], reads: Reads) -> (Vec<Vec<u8>>, usize) {
    let (mut lines, rest) = lines(wire, reads);
    assert!(rest.is_empty(), "{reads:?}: it does not end with a line");
    let end = lines.iter().position(|line| line == b".").expect("an end");
    let commands = lines.len() - end - 1;
    lines.truncate(end);
    let text = lines.into_iter().map(|line| line.strip_prefix(b".").map(<[u8]>::to_vec).unwrap_or(line));
    (text.collect(), commands)
}

pub fn run(bytes: &[u8]) -> u64 {
    let mut trace = Trace::new();
    let shaped = on_the_wire(bytes);
    assert_eq!(shaped.is_err(), bytes.contains(&0), "a NUL, and nothing else, is refused");
    let Ok(wire) = shaped else { return trace.0 };
    let (mut meant, last) = lines(bytes, Reads::CrToo);
    if !last.is_empty() {
        meant.push(last);
    }
    let sent = [&wire[..], b".\r\n"].concat();
    for reads in [Reads::Strictly, Reads::LfToo, Reads::CrToo] {
        let (text, commands) = letter(&sent, reads);
        assert_eq!(commands, 0, "{reads:?} finds something behind the letter");
        assert_eq!(text, meant, "{reads:?}");
    }
    trace.size(meant.len());
    for line in meant.iter().take(8) {
        trace.note(line.first().copied().unwrap_or(0));
        trace.size(line.len());
    }
    trace.note(u64::from(matches!(wire, std::borrow::Cow::Borrowed(_))));
    trace.0
}
