//! The lines of a text, and what the beginning of one may mean.

/// One line without the space around it; `start` is its offset in the text.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub text: &'a str,
    pub start: usize,
    /// Spaces before it.
    pub indent: usize,
}

/// What opens a point of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Bullet,
    Number(u32),
}

/// Cuts a text into rows.
pub fn split(text: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let inside = line.trim_start_matches([' ', '\t', '\r']);
        let indent = line.len() - inside.len();
        rows.push(Row { text: inside.trim_end_matches([' ', '\t', '\r']), start: start + indent, indent });
        start += line.len() + 1;
    }
    rows
}

impl<'a> Row<'a> {
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The row from its `bytes`th byte on, without leading spaces.
    pub fn after(&self, bytes: usize) -> Self {
        let rest = &self.text[bytes..];
        let text = rest.trim_start_matches([' ', '\t']);
        Self { text, start: self.start + bytes + (rest.len() - text.len()), indent: self.indent }
    }

    /// `### Words`: the level and the words.
    pub fn heading(&self) -> Option<(u8, Self)> {
        let hashes = self.text.bytes().take_while(|&b| b == b'#').count();
        let level = u8::try_from(hashes).ok().filter(|level| (1..=6).contains(level))?;
        let rest = &self.text[hashes..];
        (rest.starts_with([' ', '\t']) && !rest.trim().is_empty()).then(|| (level, self.after(hashes)))
    }

    /// What stands behind `>`.
    pub fn quoted(&self) -> Option<Self> {
        self.text.starts_with('>').then(|| self.after(1))
    }

    /// `- ` or `12. `, and what follows.
    pub fn marker(&self) -> Option<(Marker, Self)> {
        if let Some(rest) = self.text.strip_prefix('-') {
            return rest.starts_with([' ', '\t']).then(|| (Marker::Bullet, self.after(1)));
        }
        let digits = self.text.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.text[..digits].parse().ok()?;
        let rest = self.text[digits..].strip_prefix('.')?;
        rest.starts_with([' ', '\t']).then(|| (Marker::Number(number), self.after(digits + 1)))
    }

    /// The row of dashes below the head of a table.
    pub fn is_table_rule(&self) -> bool {
        self.text.contains('|')
            && self.text.contains('-')
            && self.text.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'))
    }

    /// The cells of a row of a table; `\|` is a bar.
    pub fn cells(&self) -> Vec<Self> {
        let mut cells = Vec::new();
        let (mut begin, mut escaped) = (0, false);
        let mut cut = |from: usize, to: usize| {
            let cell = Row { text: &self.text[from..to], start: self.start + from, indent: 0 };
            let cell = cell.after(0);
            cells.push(Row { text: cell.text.trim_end_matches([' ', '\t']), ..cell });
        };
        for (at, b) in self.text.bytes().enumerate() {
            match b {
                b'|' if !escaped => {
                    if at > 0 {
                        cut(begin, at);
                    }
                    begin = at + 1;
                }
                _ => {}
            }
            escaped = b == b'\\' && !escaped;
        }
        if begin < self.text.len() {
            cut(begin, self.text.len());
        }
        cells
    }
}
