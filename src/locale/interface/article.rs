//! The Hungarian article, which is "az" before a vowel and "a" before a consonant, so that a sentence can have it before
//! a name that is filled in: `{ AZ($language) } változat`.

use fluent_bundle::{FluentArgs, FluentValue};

/// The value with its article before it.
pub(super) fn hungarian<'a>(values: &[FluentValue<'a>], _: &FluentArgs) -> FluentValue<'a> {
    let text = match values.first() {
        Some(FluentValue::String(text)) => text.to_string(),
        Some(FluentValue::Number(number)) => number.as_string().into_owned(),
        _ => return FluentValue::Error,
    };
    let article = if begins_with_a_vowel(&text) { "az" } else { "a" };
    FluentValue::from(format!("{article} {text}"))
}

/// As it is read aloud: 5 is "öt", 1 and 1000 are "egy" and "ezer", 10 and 100 are "tíz" and "száz".
fn begins_with_a_vowel(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.chars().next() {
        Some('5') => true,
        Some('1') => digits % 3 == 1,
        Some(first) => "aáeéiíoóöőuúüű".contains(first),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_the_one_that_is_said_aloud() {
        for (text, expected) in [
            ("angol", "az angol"),
            ("magyar", "a magyar"),
            ("észt", "az észt"),
            ("„Őszi hírek”", "az „Őszi hírek”"),
            ("„Hírek”", "a „Hírek”"),
            ("5", "az 5"),
            ("1", "az 1"),
            ("10", "a 10"),
            ("1000", "az 1000"),
            ("23", "a 23"),
        ] {
            let FluentValue::String(said) = hungarian(&[FluentValue::from(text)], &FluentArgs::new()) else {
                panic!("{text} is no text");
            };
            assert_eq!(said, expected);
        }
        assert_eq!(hungarian(&[FluentValue::from(5)], &FluentArgs::new()), FluentValue::from("az 5"));
    }
}
