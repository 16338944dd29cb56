//! The declarations of a style: `color: #16202a; margin: 0 !important`.

/// One of them, in small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    pub property: String,
    pub value: String,
    pub important: bool,
}

/// What a `style` attribute, or the inside of a rule's braces, declares; what can't be read is left out.
pub fn declarations(css: &str) -> Vec<Declaration> {
    split(css, ';').into_iter().filter_map(declaration).collect()
}

fn declaration(written: &str) -> Option<Declaration> {
    let (property, value) = written.split_once(':')?;
    let property = property.trim().to_ascii_lowercase();
    let value = value.trim().to_ascii_lowercase();
    let (value, important) = match value.strip_suffix("important").map(str::trim_end) {
        Some(rest) if rest.ends_with('!') => (rest.trim_end_matches('!').trim_end().to_owned(), true),
        _ => (value, false),
    };
    (!property.is_empty() && !value.is_empty()).then_some(Declaration { property, value, important })
}

/// `text` cut at `at`, but not inside quotation marks and brackets.
pub fn split(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut begin, mut depth, mut quote) = (Vec::new(), 0, 0usize, None);
    for (index, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, c) if c == at && depth == 0 => {
                parts.push(&text[begin..index]);
                begin = index + c.len_utf8();
            }
            (None, _) => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_told_apart_where_they_end_and_not_inside_quotation_marks_and_brackets() {
        let found =
            declarations("Color: #ABC ; font-family: \"A;B\", serif; background: url(x;y) !Important;; x");
        let found: Vec<_> = found.iter().map(|one| (&*one.property, &*one.value, one.important)).collect();
        let expected = [
            ("color", "#abc", false),
            ("font-family", "\"a;b\", serif", false),
            ("background", "url(x;y)", true),
        ];
        assert_eq!(found, expected);
    }
}
