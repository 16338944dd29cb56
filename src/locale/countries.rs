//! Codes of countries that people write where a language belongs.

use crate::domain::Lang;

/// Countries with one language for letters to them, whose code is another one than the language's. Some codes are those of
/// other languages: `se` is Northern Sami.
const LANGUAGES: &[(&str, &str)] = &[
    ("al", "sq"),
    ("am", "hy"),
    ("at", "de"),
    ("au", "en"),
    ("br", "pt"),
    ("by", "be"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("ee", "et"),
    ("gb", "en"),
    ("ge", "ka"),
    ("gr", "el"),
    ("ie", "en"),
    ("il", "he"),
    ("ir", "fa"),
    ("jp", "ja"),
    ("kr", "ko"),
    ("kz", "kk"),
    ("me", "sr"),
    ("mx", "es"),
    ("nz", "en"),
    ("rs", "sr"),
    ("se", "sv"),
    ("si", "sl"),
    ("ua", "uk"),
    // Of no country, and written all the same.
    ("uk", "en"),
    ("us", "en"),
    ("vn", "vi"),
];

/// The language of the country whose code this is; none where the code is that of the language, too, or of no country here.
pub fn language_of_country(code: &Lang) -> Option<Lang> {
    let (_, language) = LANGUAGES.iter().find(|(country, _)| *country == code.as_str())?;
    Lang::parse(language).ok()
}
