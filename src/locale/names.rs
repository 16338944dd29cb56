//! What a language calls itself: readers choose theirs by this name, whatever language the page is in.

use crate::domain::Lang;

const NAMES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("lb", "Lëtzebuergesch"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("mt", "Malti"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("se", "Davvisámegiella"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
];

/// `Magyar` for `hu`; the tag itself for a language that is not listed, and behind the name of a variety.
pub fn own_name(lang: &Lang) -> String {
    match NAMES.iter().find(|(tag, _)| *tag == lang.primary()) {
        Some((tag, name)) if *tag == lang.as_str() => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({lang})"),
        None => lang.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_called_what_its_readers_call_it() {
        for (tag, name) in [("hu", "Magyar"), ("nl-BE", "Nederlands (nl-BE)"), ("tlh", "tlh")] {
            assert_eq!(own_name(&Lang::parse(tag).expect("a tag")), name);
        }
    }
}
