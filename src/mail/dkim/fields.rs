//! The header fields of a message as they stand in its bytes.

/// One field with its folds, without its last line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field<'m> {
    pub(super) raw: &'m [u8],
    /// Where the name ends and the colon stands.
    colon: usize,
}

impl<'m> Field<'m> {
    pub(super) fn name(&self) -> &'m [u8] {
        self.raw[..self.colon].trim_ascii_end()
    }

    pub(super) fn value(&self) -> &'m [u8] {
        &self.raw[self.colon + 1..]
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name.as_bytes())
    }
}

/// The fields, top first, and the body. Lines that are no field are left out.
pub(super) fn split(message: &[u8]) -> (Vec<Field<'_>>, &[u8]) {
    let mut fields = Vec::with_capacity(24);
    let mut rest = message;
    while !rest.is_empty() {
        if let Some(body) = rest.strip_prefix(b"\r\n") {
            return (fields, body);
        }
        let mut end = line_end(rest, 0);
        while matches!(rest.get(end + 2), Some(b' ' | b'\t')) {
            end = line_end(rest, end + 2);
        }
        let raw = &rest[..end];
        if let Some(colon) = raw.iter().position(|b| *b == b':') {
            fields.push(Field { raw, colon });
        }
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    (fields, rest)
}

/// Where the CRLF of the line that holds `from` stands, or the end.
fn line_end(text: &[u8], from: usize) -> usize {
    let end = text[from..].windows(2).position(|pair| pair == b"\r\n");
    end.map_or(text.len(), |end| from + end)
}

/// The fields that `names` mean: the first mention of a name is its last field, the second the one above
/// (RFC 6376, 5.4.2). A mention too many is nothing.
pub(super) fn chosen<'f, 'm>(
    fields: &'f [Field<'m>],
    names: &'f [impl AsRef<str>],
) -> impl Iterator<Item = &'f Field<'m>> {
    names.iter().enumerate().filter_map(move |(at, name)| {
        let name = name.as_ref();
        let before = names[..at].iter().filter(|other| other.as_ref().eq_ignore_ascii_case(name)).count();
        fields.iter().rev().filter(|field| field.is(name)).nth(before)
    })
}
