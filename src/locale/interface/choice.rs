//! Which language the interface speaks, as the person's environment says it.

use super::words::number;
use crate::domain::Lang;

/// The first language that is spoken here of those that the environment names, read as gettext reads it: `LANGUAGE`
/// (several, with colons), unless the locale is C; then the locale, which is the first that is set of `LC_ALL`,
/// `LC_MESSAGES` and `LANG`. English if none is.
pub fn chosen(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    let named = match bare(&locale) {
        "" | "C" | "POSIX" => String::new(),
        language => format!("{}:{language}", set("LANGUAGE").unwrap_or_default()),
    };
    named.split(':').find_map(spoken).unwrap_or_else(english)
}

/// `hu_HU` of `hu_HU.UTF-8@euro`.
fn bare(locale: &str) -> &str {
    locale.split(['.', '@']).next().unwrap_or_default()
}

fn spoken(locale: &str) -> Option<Lang> {
    Lang::parse(bare(locale)).ok().filter(|lang| number(lang).is_some())
}

#[expect(clippy::expect_used, reason = "a constant, used by a test")]
fn english() -> Lang {
    Lang::parse("en").expect("a tag")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_chooses_the_language_as_gettext_reads_it() {
        for (set, expected) in [
            ("", "en"),
            ("LANG=hu_HU.UTF-8", "hu-HU"),
            ("LANG=hu_HU.UTF-8 LC_MESSAGES=sv_SE.UTF-8", "sv-SE"),
            ("LANG=hu_HU.UTF-8 LC_MESSAGES=sv_SE.UTF-8 LC_ALL=nl_NL", "nl-NL"),
            ("LANG=hu_HU.UTF-8 LC_ALL=", "hu-HU"),
            ("LANG=en_GB.UTF-8 LANGUAGE=nb:da", "nb"),
            ("LANG=en_GB.UTF-8 LANGUAGE=da:sv:nb", "sv"),
            ("LANG=hu_HU.UTF-8 LANGUAGE=xx", "hu-HU"),
            ("LANG=C LANGUAGE=hu", "en"),
            ("LANG=C.UTF-8", "en"),
            ("LC_ALL=POSIX LANG=hu_HU", "en"),
            ("LANG=nn_NO.UTF-8", "nn-NO"),
            ("LANG=no_NO", "no-NO"),
            ("LANG=ja_JP.UTF-8", "en"),
            ("LANG=sv_FI@euro", "sv-FI"),
        ] {
            let variable = |name: &str| {
                let pair = |part: &str| {
                    part.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))
                };
                set.split(' ').filter_map(pair).find(|(other, _)| other == name).map(|(_, value)| value)
            };
            assert_eq!(chosen(variable).as_str(), expected, "{set}");
        }
    }
}
