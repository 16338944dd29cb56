//! What Debian and Ubuntu call the package with a dictionary.

use crate::domain::Lang;

/// `hunspell-hu`
pub fn package(lang: &Lang) -> String {
    let named = match lang.as_str() {
        "en-US" => Some("hunspell-en-us"),
        "de-AT" => Some("hunspell-de-at"),
        "de-CH" => Some("hunspell-de-ch"),
        "pt-BR" => Some("hunspell-pt-br"),
        _ => match lang.primary() {
            "en" => Some("hunspell-en-gb"),
            "nb" | "nn" | "no" => Some("hunspell-no"),
            "de" => Some("hunspell-de-de"),
            "pt" => Some("hunspell-pt-pt"),
            "et" => Some("myspell-et"),
            "eo" => Some("myspell-eo"),
            "fo" => Some("myspell-fo"),
            _ => None,
        },
    };
    named.map_or_else(|| format!("hunspell-{}", lang.primary()), str::to_owned)
}
