//! The signs of the program that are not ASCII, and what stands for them on a terminal that shows only that.

/// Every one of them, all one cell wide, and what stands for it.
const SIGNS: &[(char, char)] = &[
    ('✓', 'v'),
    ('–', '-'),
    ('—', '-'),
    ('▸', '>'),
    ('›', '>'),
    ('•', '*'),
    ('·', ','),
    ('…', '~'),
    ('█', '#'),
    ('░', '.'),
    ('↑', '^'),
    ('↓', 'v'),
    ('←', '<'),
    ('→', '>'),
    ('┌', '+'),
    ('┐', '+'),
    ('└', '+'),
    ('┘', '+'),
    ('├', '+'),
    ('┤', '+'),
    ('╒', '+'),
    ('╕', '+'),
    ('─', '-'),
    ('═', '='),
    ('│', '|'),
    ('„', '"'),
    ('“', '"'),
    ('”', '"'),
    ('’', '\''),
];

/// What stands for a sign; none for any other character.
pub fn in_ascii(sign: char) -> Option<char> {
    SIGNS.iter().find(|(known, _)| *known == sign).map(|(_, plain)| *plain)
}

/// Whether a terminal shows them, by the locale and the name that its environment gives it.
pub fn shows_signs(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let term = set("TERM").unwrap_or_default();
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default();
    let utf8 = locale.to_ascii_lowercase().replace('-', "").contains("utf8");
    let poor = term == "linux" || term == "dumb" || term.starts_with("vt");
    utf8 && !poor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_and_its_stand_in_take_one_cell() {
        use unicode_width::UnicodeWidthChar as _;
        for (sign, plain) in SIGNS {
            assert_eq!((sign.width(), plain.width(), plain.is_ascii()), (Some(1), Some(1), true), "{sign}");
        }
    }
}
