//! Lengths of CSS as pixels.

/// `value` in pixels; `em` is the size of the font it is relative to, `whole` what 100 % is.
pub fn pixels(value: &str, em: f64, whole: f64) -> Option<f64> {
    let value = value.trim();
    let end = value.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(value.len());
    let number: f64 = value[..end].parse().ok()?;
    match &value[end..] {
        "px" => Some(number),
        "" if number == 0.0 => Some(0.0),
        "pt" => Some(number * 4.0 / 3.0),
        "em" => Some(number * em),
        "rem" => Some(number * 16.0),
        "%" => Some(number * whole / 100.0),
        _ => None,
    }
}

/// Top and bottom of a `padding` or `margin` shorthand, together.
pub fn above_and_below(shorthand: &str, em: f64) -> Option<f64> {
    let parts: Vec<&str> = shorthand.split_whitespace().collect();
    let top = pixels(parts.first()?, em, 0.0)?;
    let bottom = parts.get(2).map_or(Some(top), |bottom| pixels(bottom, em, 0.0))?;
    Some(top + bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_pixels_and_what_is_none_stays_unknown() {
        for (value, expected) in [
            ("12px", Some(12.0)),
            ("0", Some(0.0)),
            ("9pt", Some(12.0)),
            ("1.5em", Some(30.0)),
            ("2rem", Some(32.0)),
            ("50%", Some(20.0)),
            ("5", None),
            ("large", None),
            ("", None),
        ] {
            assert_eq!(pixels(value, 20.0, 40.0), expected, "{value}");
        }
        assert_eq!(above_and_below("12px 28px", 16.0), Some(24.0));
        assert_eq!(above_and_below("1px 2px 3px 4px", 16.0), Some(4.0));
    }
}
