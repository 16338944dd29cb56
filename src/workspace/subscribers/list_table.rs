//! `subscribers/<list>.toml` → `List`.

use std::path::Path;

use super::super::reading::{Reading, Rules, Table};
use crate::domain::{FallbackPolicy, Lang, List, ListName, Localized, Problem};

const RULES: Rules = Rules {
    syntax: "SUB001",
    unknown_key: "SUB002",
    wrong_type: "SUB003",
    missing: "SUB004",
    value: "SUB005",
    not_yet: "SUB012",
};

const BASES: [(&str, &str); 3] =
    [("consent", "consent"), ("public task", "public task"), ("legitimate interest", "legitimate interest")];

const FALLBACKS: [(&str, FallbackPolicy); 3] = [
    ("whole", FallbackPolicy::Whole),
    ("sections", FallbackPolicy::Sections),
    ("hold", FallbackPolicy::Hold),
];

pub(super) fn empty(name: &ListName) -> List {
    List {
        name: name.clone(),
        title: None,
        description: None,
        reason: None,
        language: None,
        fallback: FallbackPolicy::default(),
        basis: None,
        source: None,
        controller: None,
        public: false,
    }
}

pub(super) fn read(name: &ListName, file: &Path, text: &str) -> (List, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reading = Reading::new(file, text, &RULES);
    let mut list = empty(name);
    if let Some(document) = reading.parse(text) {
        let table = Table::new(&reading, document.as_table(), String::new(), 0..0);
        list.title = table.optional::<Localized>("title");
        list.description = table.optional::<Localized>("description");
        list.reason = table.optional::<Localized>("reason");
        list.language = table.optional::<Lang>("language");
        list.fallback = table.get("fallback").and_then(|node| node.one_of(&FALLBACKS)).unwrap_or_default();
        list.basis = table.get("basis").and_then(|node| node.one_of(&BASES)).map(str::to_owned);
        list.source = table.optional::<String>("source");
        list.controller = table.optional::<String>("controller");
        list.public = table.optional::<bool>("public").unwrap_or(false);
        table.finish();
    }
    (list, reading.into_problems())
}
