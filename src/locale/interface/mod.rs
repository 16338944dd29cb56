//! The language of those who work with Courant, whatever languages their readers have. Its words lie in one folder of
//! catalogues per language, `interface/hu/*.ftl`, and are said by key with the macro `say`.

mod article;
mod choice;
mod severity;
mod words;

use std::sync::atomic::{AtomicUsize, Ordering};

pub use choice::chosen;
pub use severity::{severity_heading, severity_word};
pub use words::{Value, Words};

use crate::domain::Lang;
use crate::domain::prose::ProseProblem;
use words::ALL;

/// Where the language that is spoken stands in `ALL`.
static SPOKEN: AtomicUsize = AtomicUsize::new(words::ENGLISH);

/// Says a sentence of the catalogues in the language of the interface, with its places filled in; with `of`, in that of
/// other words.
macro_rules! say {
    ($key:literal of $words:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $words.say($key, &[$((stringify!($name), $crate::locale::Value::from($value))),*])
    };
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::locale::spoken()
            .say($key, &[$((stringify!($name), $crate::locale::Value::from($value))),*])
    };
}
pub(crate) use say;

/// The languages that the interface speaks.
pub fn interface_languages() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(tag, _)| *tag)
}

/// The words of a language, of the nearest one to it that is spoken; English for all others.
pub fn words(lang: &Lang) -> &'static Words {
    Words::numbered(words::number(lang).unwrap_or(words::ENGLISH))
}

/// The words of the language of the interface: English until `speak` says otherwise.
pub fn spoken() -> &'static Words {
    Words::numbered(SPOKEN.load(Ordering::Relaxed))
}

/// From here on the whole program speaks this language.
pub fn speak(lang: &Lang) {
    SPOKEN.store(words::number(lang).unwrap_or(words::ENGLISH), Ordering::Relaxed);
}

/// What a finding in the text says, and what to do about it. The floor that found it speaks no language.
pub fn said_of_prose(problem: &ProseProblem) -> (String, String) {
    let with: Vec<_> =
        problem.with.iter().map(|(name, value)| (*name, Value::from(value.as_str()))).collect();
    (spoken().say(problem.key, &with), spoken().say(&format!("{}-remedy", problem.key), &with))
}

/// What the language of the interface calls another one: "Hungarian", `magyar`; the tag itself for one that is not
/// listed, and behind the name of a variety.
pub fn language_name(lang: &Lang) -> String {
    spoken().language(lang)
}
