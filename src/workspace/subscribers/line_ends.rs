//! Where lines end, however they do.

/// Makes each CR, CRLF and LF of a text that comes in pieces one LF. CRs before an LF are one end with it.
#[derive(Debug, Default)]
pub(super) struct LineEnds {
    /// CRs at the end of the last piece: what follows tells whether they are ends of their own.
    waiting: usize,
}

impl LineEnds {
    /// The next piece; `last`: nothing comes after it.
    pub fn plain(&mut self, piece: &mut Vec<u8>, last: bool) {
        if self.waiting == 0 && !piece.contains(&b'\r') {
            return;
        }
        let mut plain = Vec::with_capacity(piece.len() + self.waiting);
        for &byte in piece.iter() {
            match byte {
                b'\r' => self.waiting += 1,
                b'\n' => {
                    self.waiting = 0;
                    plain.push(b'\n');
                }
                _ => {
                    self.end_lines(&mut plain);
                    plain.push(byte);
                }
            }
        }
        if last {
            self.end_lines(&mut plain);
        }
        *piece = plain;
    }

    fn end_lines(&mut self, plain: &mut Vec<u8>) {
        plain.resize(plain.len() + std::mem::take(&mut self.waiting), b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_of_a_line_is_one_however_the_text_is_cut() {
        for (text, wanted) in [
            ("a\nb\n", "a\nb\n"),
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\rb\r", "a\nb\n"),
            ("a\r\rb", "a\n\nb"),
            ("a\r\r\nb", "a\nb"),
            ("a\rb\nc\r\nd", "a\nb\nc\nd"),
            ("\r\n\r\n", "\n\n"),
        ] {
            for size in 1..=text.len() {
                let (mut ends, mut read) = (LineEnds::default(), Vec::new());
                for piece in text.as_bytes().chunks(size) {
                    let mut piece = piece.to_vec();
                    ends.plain(&mut piece, false);
                    read.extend(piece);
                }
                let mut piece = Vec::new();
                ends.plain(&mut piece, true);
                read.extend(piece);
                assert_eq!(String::from_utf8_lossy(&read), wanted, "{text:?} in pieces of {size}");
            }
        }
    }
}
