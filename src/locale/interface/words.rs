//! All words of one language of the interface, read when the first of them is said.

use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::article;
use crate::domain::Lang;

/// The folders of `src/locale/interface`, each with its catalogues by name.
pub(super) const ALL: &[(&str, &[(&str, &str)])] = include!(concat!(env!("OUT_DIR"), "/interface.rs"));

/// Where English stands among them: what another language lacks is said in it.
pub(super) const ENGLISH: usize = 0;

/// Read when they are first asked for.
type Unread = LazyLock<Words, Box<dyn FnOnce() -> Words + Send>>;

static READ: LazyLock<Vec<Unread>> = LazyLock::new(|| {
    let language = |number| Unread::new(Box::new(move || Words::read(number)));
    (0..ALL.len()).map(language).collect()
});

/// What fills a place of a sentence: a text, or a number that may choose the plural.
pub type Value<'a> = FluentValue<'a>;

/// All words of one language.
pub struct Words {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

/// Where a language stands in `ALL`, the region left out. The written Norwegians are one here.
pub(super) fn number(lang: &Lang) -> Option<usize> {
    let tag = if matches!(lang.primary(), "nn" | "no") { "nb" } else { lang.primary() };
    ALL.iter().position(|(other, _)| *other == tag)
}

impl Words {
    pub(super) fn numbered(number: usize) -> &'static Self {
        READ.get(number).unwrap_or(&READ[ENGLISH])
    }

    fn read(number: usize) -> Self {
        let (tag, catalogues) = ALL[number];
        let mut bundle =
            FluentBundle::new_concurrent(vec![tag.parse::<LanguageIdentifier>().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        // It can only fail for a name that is taken, and this bundle is new.
        _ = bundle.add_function("AZ", article::hungarian);
        for (_, text) in catalogues {
            // What is no Fluent is left out, and a test tells of it.
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { tag, bundle }
    }

    /// The sentence under `key` (`TRN001`, or `TRN001.why` for an attribute) with its places filled in; the English one
    /// if this language lacks it, and the key itself if nobody has it.
    pub fn say(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, value.clone());
        }
        self.find(key, &values)
            .or_else(|| Self::numbered(ENGLISH).find(key, &values))
            .unwrap_or_else(|| key.to_owned())
    }

    fn find(&self, key: &str, values: &FluentArgs) -> Option<String> {
        let (message, attribute) = key.split_once('.').map_or((key, None), |(key, name)| (key, Some(name)));
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(values), &mut errors).into_owned())
    }

    /// What this language calls another one.
    pub fn language(&self, lang: &Lang) -> String {
        let key = format!("language-{}", lang.primary());
        match self.say(&key, &[]) {
            name if name == key => lang.to_string(),
            name if lang.primary() == lang.as_str() => name,
            name => format!("{name} ({lang})"),
        }
    }

    pub fn tag(&self) -> &'static str {
        self.tag
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("tag", &self.tag).finish_non_exhaustive()
    }
}
