//! Colours as CSS and old attributes write them, as far as letters use them, and their contrast.

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour(pub [u8; 3]);

pub const BLACK: Colour = Colour([0; 3]);
pub const WHITE: Colour = Colour([0xff; 3]);

/// The names that people write by hand.
const NAMED: &[(&str, [u8; 3])] = &[
    ("black", [0; 3]),
    ("white", [0xff; 3]),
    ("red", [0xff, 0, 0]),
    ("green", [0, 0x80, 0]),
    ("blue", [0, 0, 0xff]),
    ("yellow", [0xff, 0xff, 0]),
    ("orange", [0xff, 0xa5, 0]),
    ("purple", [0x80, 0, 0x80]),
    ("navy", [0, 0, 0x80]),
    ("teal", [0, 0x80, 0x80]),
    ("maroon", [0x80, 0, 0]),
    ("gray", [0x80; 3]),
    ("grey", [0x80; 3]),
    ("silver", [0xc0; 3]),
    ("lightgray", [0xd3; 3]),
    ("lightgrey", [0xd3; 3]),
    ("darkgray", [0xa9; 3]),
    ("darkgrey", [0xa9; 3]),
];

impl Colour {
    /// `#16202a`, `#abc`, `rgb(1, 2, 3)` or a plain name; what is half transparent has no colour of its own.
    pub fn read(written: &str) -> Option<Self> {
        let written = written.trim().to_ascii_lowercase();
        if let Some(digits) = written.strip_prefix('#') {
            return hexadecimal(digits);
        }
        if let Some(inside) = written.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
            let parts: Vec<u8> = inside
                .split(|c: char| c == ',' || c.is_whitespace())
                .filter(|part| !part.is_empty())
                .map(str::parse)
                .collect::<Result<_, _>>()
                .ok()?;
            return parts.try_into().ok().map(Self);
        }
        NAMED.iter().find(|(name, _)| *name == written).map(|(_, parts)| Self(*parts))
    }

    /// From 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

fn hexadecimal(digits: &str) -> Option<Colour> {
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let part = |at: usize, length: usize| u8::from_str_radix(digits.get(at..at + length)?, 16).ok();
    match digits.len() {
        3 => Some(Colour([part(0, 1)? * 17, part(1, 1)? * 17, part(2, 1)? * 17])),
        6 => Some(Colour([part(0, 2)?, part(2, 2)?, part(4, 2)?])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_people_write_them() {
        for (written, expected) in [
            ("#16202A", Some("#16202a")),
            ("#abc", Some("#aabbcc")),
            (" rgb(1, 2,3) ", Some("#010203")),
            ("rgb(1 2 3)", Some("#010203")),
            ("White", Some("#ffffff")),
            ("rgba(1, 2, 3, 0.5)", None),
            ("#12345", None),
            ("#12345678", None),
            ("transparent", None),
            ("#gggggg", None),
        ] {
            assert_eq!(
                Colour::read(written).map(|colour| colour.to_string()).as_deref(),
                expected,
                "{written}"
            );
        }
    }

    #[test]
    fn contrasts_are_those_that_others_compute() {
        let colour = |written: &str| Colour::read(written).expect("a colour");
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 0.001);
        for (ink, ground, expected) in
            [("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54), ("#0000ff", "#ffffff", 8.59)]
        {
            let found = colour(ink).contrast(colour(ground));
            assert!((found - expected).abs() < 0.01, "{ink} on {ground}: {found}");
        }
    }
}
