//! A message as it must stand on the wire between DATA and the terminator: CRLF only, dots escaped.

use std::borrow::Cow;

/// RFC 5321 2.3.8 and its errata: a NUL is refused, as servers differ on what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the letter holds a NUL character")]
pub struct NulFound;

/// The message with CRLF line ends, dots escaped after every one of them, ending in CRLF. A message that is like
/// that already is scanned (four bytes a cycle or better) and not copied.
pub fn on_the_wire(message: &[u8]) -> Result<Cow<'_, [u8]>, NulFound> {
    shaped(message, true)
}

/// The same for BDAT, where nothing is escaped.
pub(super) fn crlf_only(message: &[u8]) -> Result<Cow<'_, [u8]>, NulFound> {
    shaped(message, false)
}

fn shaped(message: &[u8], escape_dots: bool) -> Result<Cow<'_, [u8]>, NulFound> {
    if is_ready(message) {
        return Ok(Cow::Borrowed(message));
    }
    if message.contains(&0) {
        return Err(NulFound);
    }
    let mut out = Vec::with_capacity(message.len() + message.len() / 32 + 2);
    let mut rest = message;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
        if escape_dots && line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
        // Any of CR, LF and CRLF ends a line: some server will read it so, and a dot after it would end the letter.
        rest = after.strip_prefix(b"\r\n").or(after.get(1..)).unwrap_or_default();
    }
    Ok(Cow::Owned(out))
}

/// One pass without branches, so that the compiler makes vector code of it.
fn is_ready(message: &[u8]) -> bool {
    let Some((&first, rest)) = message.split_first() else { return false };
    if matches!(first, b'.' | b'\n' | 0) || !message.ends_with(b"\r\n") {
        return false;
    }
    let pairs = message.iter().zip(rest);
    let wrong = pairs.fold(false, |wrong, (&one, &next)| {
        wrong | ((one == b'\r') != (next == b'\n')) | ((one == b'\n') & (next == b'.')) | (next == 0)
    });
    !wrong
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_ends_become_crlf_and_dots_after_any_of_them_are_escaped() {
        let cases: [(&[u8], &[u8]); 9] = [
            (b"a\r\nb\r\n", b"a\r\nb\r\n"),
            (b"a\nb", b"a\r\nb\r\n"),
            (b"a\rb\r", b"a\r\nb\r\n"),
            (b".a\r\n", b"..a\r\n"),
            (b"a\n.\nb\r\n", b"a\r\n..\r\nb\r\n"),
            (b"a\r.\rb\r\n", b"a\r\n..\r\nb\r\n"),
            (b"a\r\n.\r\nb", b"a\r\n..\r\nb\r\n"),
            (b"a\r\r\n", b"a\r\n\r\n"),
            (b"", b""),
        ];
        for (message, wire) in cases {
            assert_eq!(on_the_wire(message).as_deref(), Ok(wire), "{}", message.escape_ascii());
        }
    }

    #[test]
    fn a_message_that_is_ready_is_not_copied() {
        assert!(matches!(on_the_wire(b"a: b\r\n\r\nc.d\r\n"), Ok(Cow::Borrowed(_))));
    }

    #[test]
    fn a_nul_is_refused() {
        assert_eq!(on_the_wire(b"a\0b\r\n"), Err(NulFound));
        assert_eq!(on_the_wire(b"\0\r\n"), Err(NulFound));
    }

    proptest! {
        #[test]
        fn what_comes_out_holds_no_lone_cr_or_lf_and_no_line_that_is_a_dot(
            message in proptest::collection::vec(prop_oneof![Just(b'\r'), Just(b'\n'), Just(b'.'), Just(b'a')], 0..60)
        ) {
            let wire = on_the_wire(&message).expect("no NUL").into_owned();
            let text = String::from_utf8(wire).expect("ASCII");
            prop_assert!(text.is_empty() || text.ends_with("\r\n"));
            for line in text.split("\r\n") {
                prop_assert!(!line.contains(['\r', '\n']), "{text:?}");
                prop_assert!(line != ".", "{text:?}");
                prop_assert!(!line.starts_with('.') || line.starts_with(".."), "{text:?}");
            }
        }

        #[test]
        fn undoing_the_dots_gives_the_lines_back(lines in proptest::collection::vec("[.ab]{0,4}", 1..8)) {
            let message = lines.join("\n") + "\n";
            let wire = on_the_wire(message.as_bytes()).expect("no NUL").into_owned();
            let text = String::from_utf8(wire).expect("ASCII");
            let back: Vec<&str> =
                text.strip_suffix("\r\n").expect("an end").split("\r\n").map(|l| l.strip_prefix('.').unwrap_or(l)).collect();
            prop_assert_eq!(back, lines);
        }
    }
}
