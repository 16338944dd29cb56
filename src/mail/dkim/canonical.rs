//! Relaxed canonical form (RFC 6376, 3.4.2 and 3.4.4): what a relay may do to white space without harm.

use aws_lc_rs::digest::{Context, SHA256};

use super::fields::Field;

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t')
}

/// `name:value`, the name in small letters, folds undone, white space at most one space. No line end.
pub(super) fn header(field: &Field<'_>, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend(field.name().iter().map(u8::to_ascii_lowercase));
    out.push(b':');
    let value = field.value().trim_ascii().iter().filter(|b| !matches!(b, b'\r' | b'\n'));
    squeeze(value, out);
    debug_assert!(!out[start..].ends_with(b" "));
}

/// Runs of white space become one space.
fn squeeze<'a>(text: impl Iterator<Item = &'a u8>, out: &mut Vec<u8>) {
    let mut gap = false;
    for &b in text {
        if is_space(b) {
            gap = true;
            continue;
        }
        if gap {
            out.push(b' ');
        }
        gap = false;
        out.push(b);
    }
}

/// SHA-256 of the body. What is canonical already is hashed where it stands, without a copy.
pub(super) fn body_hash(body: &[u8]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    let mut body = without_empty_end(body);
    let open = !body.is_empty() && !body.ends_with(b"\r\n");
    if open {
        body = body.trim_ascii_end();
    }
    let (mut start, mut line) = (0, Vec::new());
    while let Some(at) = first_irregular(&body[start..]).map(|at| start + at) {
        let begin = body[start..at].iter().rposition(|b| *b == b'\n').map_or(start, |end| start + end + 1);
        let end = body[at..].windows(2).position(|pair| pair == b"\r\n").map_or(body.len(), |end| at + end);
        context.update(&body[start..begin]);
        line.clear();
        squeeze(body[begin..end].iter(), &mut line);
        context.update(&line);
        start = end;
    }
    context.update(&body[start..]);
    if open {
        context.update(b"\r\n");
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

/// The first white space that the canonical form writes otherwise. Blocks without any, which are most, are skimmed in a
/// loop that the compiler makes vector code of.
fn first_irregular(text: &[u8]) -> Option<usize> {
    const BLOCK: usize = 512;
    let irregular = |one: u8, next: u8| {
        ((one == b' ') & ((next == b' ') | (next == b'\t') | (next == b'\r')))
            | (one == b'\t')
            | (next == b'\t')
    };
    (0..text.len()).step_by(BLOCK).find_map(|start| {
        let block = &text[start..text.len().min(start + BLOCK + 1)];
        let pairs = || block.iter().zip(&block[1..]);
        let some = pairs().fold(false, |some, (&one, &next)| some | irregular(one, next));
        if !some {
            return None;
        }
        pairs().position(|(&one, &next)| irregular(one, next)).map(|at| start + at)
    })
}

/// Lines of nothing but white space at the end do not count.
fn without_empty_end(mut body: &[u8]) -> &[u8] {
    loop {
        let line = body.strip_suffix(b"\r\n").unwrap_or(body);
        let text = line.len() - line.iter().rev().take_while(|b| is_space(**b)).count();
        if text == 0 {
            return &[];
        }
        if !line[..text].ends_with(b"\r\n") {
            return body;
        }
        body = &line[..text];
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::digest::digest;
    use proptest::prelude::*;

    use super::super::fields;
    use super::*;

    /// The same, word for word as RFC 6376 says it.
    fn by_the_book(body: &str) -> String {
        let lines = body.split("\r\n").map(|line| {
            let line = line.trim_end_matches([' ', '\t']).replace('\t', " ");
            let mut single = String::new();
            for c in line.chars() {
                if c != ' ' || !single.ends_with(' ') {
                    single.push(c);
                }
            }
            single
        });
        let text = lines.collect::<Vec<_>>().join("\r\n");
        let mut text = text.as_str();
        while let Some(shorter) = text.strip_suffix("\r\n") {
            text = shorter;
        }
        if text.is_empty() { String::new() } else { format!("{text}\r\n") }
    }

    #[test]
    fn the_example_of_rfc_6376_comes_out_as_printed() {
        let message = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (found, body) = fields::split(message);
        let mut out = Vec::new();
        for field in &found {
            header(field, &mut out);
            out.extend_from_slice(b"\r\n");
        }
        assert_eq!(String::from_utf8_lossy(&out), "a:X\r\nb:Y Z\r\n");
        assert_eq!(body_hash(body), digest(&SHA256, b" C\r\nD E\r\n").as_ref());
    }

    #[test]
    fn an_empty_body_is_nothing_at_all() {
        for body in ["", "\r\n", "\r\n\r\n", " \t\r\n \r\n"] {
            assert_eq!(body_hash(body.as_bytes()), digest(&SHA256, b"").as_ref(), "{body:?}");
        }
    }

    proptest! {
        #[test]
        fn white_space_is_found_wherever_it_stands_in_a_long_body(at in 0_usize..3000, what in "(  | \t|\t| \r\n)") {
            let mut body = "a b ".repeat(1000);
            body.replace_range(at..at, &what);
            let expected = digest(&SHA256, by_the_book(&body).as_bytes());
            let found = body_hash(body.as_bytes());
            prop_assert_eq!(&found[..], expected.as_ref());
        }

        #[test]
        fn hashing_in_place_is_hashing_by_the_book(body in "(a|b| |  |\t|\r\n){0,60}") {
            let expected = digest(&SHA256, by_the_book(&body).as_bytes());
            let found = body_hash(body.as_bytes());
            prop_assert_eq!(&found[..], expected.as_ref());
        }
    }
}
