//! What this terminal can show.

use super::{Finding, Health};

/// Whether the letters of all languages can be shown.
pub(super) fn letters() -> Finding {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].iter();
    let locale = names.filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    let locale = locale.unwrap_or_default();
    if locale.to_lowercase().replace('-', "").contains("utf8") {
        return Finding::new("Letters", Health::Good, format!("{locale}: ő å ø can be shown"));
    }
    Finding::new("Letters", Health::Remark, "the locale is not UTF-8: plain signs are drawn")
        .remedy("set LANG to C.UTF-8 or a language's own, like hu_HU.UTF-8")
}
