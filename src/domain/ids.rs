//! The names of things on disk: short, safe as a folder or an anchor, never a path.

use std::fmt;

/// Why a name can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" can't be used as a name: use small letters, digits and hyphens, at most 80")]
pub struct NameError(pub String);

fn checked(name: &str) -> Result<Box<str>, NameError> {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let ends = name.starts_with('-') || name.ends_with('-');
    if name.is_empty() || name.len() > 80 || ends || !name.bytes().all(fits) {
        return Err(NameError(name.to_owned()));
    }
    Ok(name.into())
}

macro_rules! name {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String")]
        pub struct $type(Box<str>);

        impl $type {
            /// `[a-z0-9-]{1,80}`, not beginning or ending with a hyphen.
            pub fn parse(name: &str) -> Result<Self, NameError> {
                checked(name).map(Self)
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $type {
            type Error = NameError;

            fn try_from(name: String) -> Result<Self, NameError> {
                Self::parse(&name)
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// The folder name of an issue, `2018-06-summer`.
    IssueId
}
name! {
    /// The id of a section: ties `issue.toml` to the editions, and the editions to each other.
    SectionId
}
name! {
    /// The name of a list: its file in `subscribers/` without `.csv`.
    ListName
}
name! {
    /// The kind of a section: `progress`, `save-the-date`, `story`, or one that a template adds.
    Kind
}

impl Kind {
    /// What people call it: `Save the date`.
    pub fn in_words(&self) -> String {
        let words = self.as_str().replace('-', " ");
        let mut letters = words.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    }
}
