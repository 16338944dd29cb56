//! What of the log is told: as much of the program's own doings as `COURANT_LOG` asks for, and of other crates only
//! what is amiss. They log what passes through them: tokio-postgres each statement with its values, the keys among them.

use std::fmt::Write as _;

use tracing::level_filters::LevelFilter;

const OURS: &str = "courant";

/// What is told, and which words were not understood.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// For an `EnvFilter`, where the last one counts.
    pub directives: String,
    pub unknown: Vec<String>,
}

impl Told {
    /// `words` say how much, or how much of a part: `warn`, `info,courant::mail=debug`.
    pub fn of(words: &str) -> Self {
        let mut told = Self { directives: "warn,courant=info".to_owned(), unknown: Vec::new() };
        for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let (part, level) = word.split_once('=').unwrap_or((OURS, word));
            match level.parse::<LevelFilter>() {
                // No level at all would count as one.
                Ok(level) if is_ours(part) && !word.ends_with('=') => {
                    _ = write!(told.directives, ",{part}={level}");
                }
                Ok(_) | Err(_) => told.unknown.push(word.to_owned()),
            }
        }
        told
    }

    /// What to say of the words that were not understood.
    pub fn amiss(&self) -> Option<String> {
        (!self.unknown.is_empty()).then(|| {
            format!(
                "COURANT_LOG: \"{}\" is not understood and counts for nothing; it may be off, error, warn, info, debug or \
                 trace, or that of a part of this program: courant::mail=debug",
                self.unknown.join(",")
            )
        })
    }
}

fn is_ours(part: &str) -> bool {
    part == OURS
        || part.strip_prefix("courant::").is_some_and(|rest| {
            !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_asked_for_makes_other_crates_talk() {
        for (words, ours) in [
            ("", ""),
            ("trace", ",courant=trace"),
            ("debug, courant::mail=TRACE", ",courant=debug,courant::mail=trace"),
            ("off", ",courant=off"),
        ] {
            let told = Told::of(words);
            assert_eq!((told.directives.clone(), told.amiss()), (format!("warn,courant=info{ours}"), None));
        }
    }

    #[test]
    fn what_is_not_understood_is_named_and_the_rest_counts() {
        let words = "loud,rustls=debug,warn,courant=,courant[x]=info,courant_x=info,courant::=info,=info";
        let told = Told::of(words);
        assert_eq!(told.directives, "warn,courant=info,courant=warn");
        let unknown = words.replace("warn,", "");
        assert_eq!(told.unknown.join(","), unknown);
        let amiss = told.amiss().unwrap_or_default();
        assert!(amiss.contains(&unknown) && amiss.contains("trace"), "{amiss}");
    }
}
