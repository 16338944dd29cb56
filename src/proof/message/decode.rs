//! The encodings of mail, read backwards: quoted-printable, base64, encoded words, parameters.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Undoes a Content-Transfer-Encoding; an unknown one is taken as it is.
pub fn transfer(body: &[u8], encoding: &str) -> Vec<u8> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body).unwrap_or_default(),
        _ => body.to_vec(),
    }
}

/// RFC 2045, 6.7. What is no escape stays as it stands.
pub fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, tail)) = rest.split_first() {
        if *first != b'=' {
            out.push(*first);
            rest = tail;
        } else if let Some(after) = tail.strip_prefix(b"\r\n").or_else(|| tail.strip_prefix(b"\n")) {
            rest = after;
        } else if let Some(byte) = tail.get(..2).and_then(hex) {
            out.push(byte);
            rest = &tail[2..];
        } else {
            out.push(b'=');
            rest = tail;
        }
    }
    out
}

fn hex(pair: &[u8]) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    u8::try_from(digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?).ok()
}

/// White space is skipped.
pub fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let forgiving = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let packed: Vec<u8> = body.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    GeneralPurpose::new(&STANDARD, forgiving).decode(packed).ok()
}

/// A piece of a header value.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'v> {
    Plain(&'v str),
    /// `=?…?=`, and what it says; none if that can't be read or ends within a character.
    Encoded(&'v str, Option<String>),
}

/// Splits a value at its encoded words (RFC 2047).
pub fn pieces(value: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = value;
    while let Some((from, to)) = next_word(rest) {
        if from > 0 {
            pieces.push(Piece::Plain(&rest[..from]));
        }
        let word = &rest[from..to];
        pieces.push(Piece::Encoded(word, decoded(word)));
        rest = &rest[to..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest));
    }
    pieces
}

fn next_word(text: &str) -> Option<(usize, usize)> {
    let from = text.find("=?")?;
    let inner = &text[from + 2..];
    let charset = inner.find('?')?;
    let method = charset + 1 + inner[charset + 1..].find('?')?;
    let end = method + 1 + inner[method + 1..].find("?=")?;
    Some((from, from + 2 + end + 2))
}

fn decoded(word: &str) -> Option<String> {
    let mut parts = word.strip_prefix("=?")?.strip_suffix("?=")?.splitn(3, '?');
    let (charset, method, text) = (parts.next()?, parts.next()?, parts.next()?);
    if text.contains(char::is_whitespace) {
        return None;
    }
    let bytes = match method {
        "B" | "b" => base64(text.as_bytes())?,
        "Q" | "q" => quoted_printable(text.replace('_', " ").as_bytes()),
        _ => return None,
    };
    let charset = charset.split('*').next().unwrap_or(charset);
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())?;
    encoding.decode_without_bom_handling_and_without_replacement(&bytes).map(std::borrow::Cow::into_owned)
}

/// A header value as people read it: encoded words decoded, white space between two of them dropped.
pub fn words(value: &str) -> String {
    let pieces = pieces(value);
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Encoded(word, text) => out.push_str(text.as_deref().unwrap_or(word)),
            Piece::Plain(text) => {
                let between = at > 0 && at + 1 < pieces.len() && text.trim().is_empty();
                if !between {
                    out.push_str(text);
                }
            }
        }
    }
    out
}

/// `text/html; charset=utf-8`: the first word in small letters, then the parameters.
pub fn parameters(value: &str) -> (String, Vec<(String, String)>) {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut quoted = false;
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => piece.extend(chars.next()),
            '"' => quoted = !quoted,
            ';' if !quoted => pieces.push(std::mem::take(&mut piece)),
            c => piece.push(c),
        }
    }
    pieces.push(piece);
    let mut pieces = pieces.into_iter();
    let first = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
    let parameters = pieces
        .filter_map(|piece| {
            let (name, value) = piece.split_once('=')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        })
        .collect();
    (first, parameters)
}
