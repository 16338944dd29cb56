//! Numbers as a language writes them: 1 700 000,5 or 1,700,000.5 (CLDR).

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;

use super::dates::locale;
use crate::domain::Lang;

/// A number given in plain digits (`-1700000.5`), grouped and pointed as `lang` does it; text that is no
/// number comes back as it is.
pub fn format_number(lang: &Lang, plain: &str) -> String {
    let formatted = locale(lang)
        .and_then(|locale| DecimalFormatter::try_new(locale.into(), Default::default()).ok())
        .zip(Decimal::try_from_str(plain).ok())
        .map(|(formatter, number)| formatter.format_to_string(&number));
    formatted.unwrap_or_else(|| plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_grouped_and_pointed_as_the_language_does_it() {
        let table = [
            ("en", "1,700,000.5"),
            ("hu", "1\u{a0}700\u{a0}000,5"),
            ("sv", "1\u{a0}700\u{a0}000,5"),
            ("nb", "1\u{a0}700\u{a0}000,5"),
            ("nl", "1.700.000,5"),
            ("de", "1.700.000,5"),
            ("fr", "1\u{202f}700\u{202f}000,5"),
            ("pl", "1\u{a0}700\u{a0}000,5"),
            ("ar", "1,700,000.5"),
        ];
        for (tag, written) in table {
            assert_eq!(format_number(&Lang::parse(tag).expect("a tag"), "1700000.5"), written, "{tag}");
        }
        assert_eq!(format_number(&Lang::parse("en").expect("a tag"), "many"), "many");
    }
}
