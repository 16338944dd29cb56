//! The colour of the newsletter, and what can be read on it and beside it (WCAG 1.4.3: 4.5 to 1).

/// Colours as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// As configured: surfaces.
    pub accent: String,
    /// Words on such a surface.
    pub on_accent: String,
    /// Links on light grounds.
    pub accent_text: String,
    /// Links on dark grounds.
    pub accent_dark: String,
}

type Rgb = [u8; 3];

/// The grounds that links stand on, light and dark: the least favourable ones of the style.
const LIGHT_GROUND: Rgb = [0xee, 0xf1, 0xf4];
const DARK_GROUND: Rgb = [0x23, 0x2d, 0x37];
const INK: Rgb = [0x16, 0x20, 0x2a];
const WHITE: Rgb = [0xff; 3];
const ENOUGH: f64 = 4.5;

impl Palette {
    /// From the configured colour; one that is no colour gives a blue.
    pub fn of(accent: &str) -> Self {
        let accent = read(accent).unwrap_or([0x0a, 0x5c, 0x9e]);
        // One of white and black always reaches 4.58 to 1; ink is the kinder black where it is enough.
        let readable = |ink: &Rgb| contrast(*ink, accent) >= ENOUGH;
        let on_accent = [WHITE, INK].into_iter().find(readable).unwrap_or([0; 3]);
        Self {
            accent: write(accent),
            on_accent: write(on_accent),
            accent_text: write(until_readable(accent, LIGHT_GROUND, [0; 3])),
            accent_dark: write(until_readable(accent, DARK_GROUND, WHITE)),
        }
    }
}

/// `colour`, moved towards `end` in small steps until it can be read on `ground`.
fn until_readable(colour: Rgb, ground: Rgb, end: Rgb) -> Rgb {
    let mixed = |step: u16| -> Rgb {
        std::array::from_fn(|i| {
            let mix = u16::from(colour[i]) * (32 - step) + u16::from(end[i]) * step;
            u8::try_from(mix / 32).unwrap_or(u8::MAX)
        })
    };
    (0..=32).map(mixed).find(|&mix| contrast(mix, ground) >= ENOUGH).unwrap_or(end)
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2).
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    let [r, g, b] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn read(colour: &str) -> Option<Rgb> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

fn write([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_links_can_be_read_whatever_the_colour_is() {
        for accent in ["#0a5c9e", "#ffff00", "#000000", "#ffffff", "#ff0000", "#777777", "#123456", "none"] {
            let palette = Palette::of(accent);
            let pairs = [
                (&palette.on_accent, read(&palette.accent).expect("a colour")),
                (&palette.accent_text, LIGHT_GROUND),
                (&palette.accent_text, WHITE),
                (&palette.accent_dark, DARK_GROUND),
            ];
            for (ink, ground) in pairs {
                let found = contrast(read(ink).expect("a colour"), ground);
                assert!(found >= ENOUGH, "{accent}: {ink} on {} is {found}", write(ground));
            }
        }
        assert_eq!(Palette::of("#0a5c9e").accent_text, "#0a5c9e");
    }
}
