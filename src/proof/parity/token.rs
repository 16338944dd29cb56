//! The words, digits and marks of a text, each with what stands before it.

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// ASCII digits.
    Digits,
    /// One character that is neither.
    Mark,
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Space,
    /// The end of a paragraph, or of a point of a list.
    Break,
}

/// A piece of a text that is not white space.
#[derive(Debug)]
pub(super) struct Token<'t> {
    pub at: usize,
    pub text: &'t str,
    pub lower: String,
    pub kind: Kind,
    pub gap: Gap,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    pub fn is(&self, mark: &[char]) -> bool {
        self.kind == Kind::Mark && self.text.starts_with(mark)
    }

    /// The number in at most nine digits.
    pub fn number(&self) -> Option<u32> {
        (self.kind == Kind::Digits && self.text.len() <= 9).then(|| self.text.parse().ok()).flatten()
    }
}

/// Takes a text apart. An apostrophe between letters belongs to the word.
pub(super) fn split(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut gap = Gap::None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            gap = if c == '\n' || gap == Gap::Break { Gap::Break } else { Gap::Space };
            continue;
        }
        if matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') {
            continue;
        }
        let mut end = at + c.len_utf8();
        let kind = if c.is_ascii_digit() {
            Kind::Digits
        } else if c.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Mark
        };
        while let Some((next, c)) = chars.peek().copied().filter(|_| kind != Kind::Mark) {
            let inside = match kind {
                Kind::Digits => c.is_ascii_digit(),
                _ => {
                    c.is_alphabetic()
                        || matches!(c, '\'' | '’')
                            && text[next + c.len_utf8()..].chars().next().is_some_and(char::is_alphabetic)
                }
            };
            if !inside {
                break;
            }
            end = next + c.len_utf8();
            chars.next();
        }
        let text = &text[at..end];
        let lower = text.to_lowercase().replace('’', "'");
        tokens.push(Token { at, text, lower, kind, gap });
        gap = Gap::None;
    }
    tokens
}
