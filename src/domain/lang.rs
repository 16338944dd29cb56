//! A language tag as people write it into files: BCP 47, kept in canonical case.

use std::fmt;
use std::str::FromStr;

/// A BCP 47 language tag in canonical case: `en`, `nb`, `nl-BE`, `zh-Hant-TW`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang(Box<str>);

/// Not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language tag; write it like \"hu\" or \"nl-BE\" (BCP 47)")]
pub struct LangError(pub String);

impl Lang {
    /// Reads a tag; case and `_` for `-` are forgiven.
    pub fn parse(tag: &str) -> Result<Self, LangError> {
        let wrong = || LangError(tag.to_owned());
        let mut canonical = String::with_capacity(tag.len());
        for (at, part) in tag.trim().split(['-', '_']).enumerate() {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            let alphanumeric = part.bytes().all(|b| b.is_ascii_alphanumeric());
            let fits = match at {
                0 => letters && matches!(part.len(), 2 | 3),
                _ => alphanumeric && (1..=8).contains(&part.len()),
            };
            if !fits {
                return Err(wrong());
            }
            if at > 0 {
                canonical.push('-');
            }
            match (at, part.len()) {
                (1.., 2) => canonical.push_str(&part.to_ascii_uppercase()),
                (1.., 4) if letters => {
                    canonical.push_str(&part[..1].to_ascii_uppercase());
                    canonical.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => canonical.push_str(&part.to_ascii_lowercase()),
            }
        }
        Ok(Self(canonical.into()))
    }

    /// The tag, `nl-BE`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first part alone, `nl` of `nl-BE`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The tag with its last part taken off, `nl` of `nl-BE`; none for a bare language.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('-').map(|(head, _)| Self(head.into()))
    }

    /// Whether text in this language runs from right to left: by its script, if the tag names one (`az-Arab`), else
    /// by the one it is mostly written in.
    pub fn is_right_to_left(&self) -> bool {
        match self
            .as_str()
            .split('-')
            .skip(1)
            .find(|part| part.len() == 4 && !part.starts_with(char::is_numeric))
        {
            Some(script) => {
                matches!(script, "Arab" | "Aran" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm" | "Rohg")
            }
            None => matches!(
                self.primary(),
                "ar" | "arc"
                    | "arz"
                    | "azb"
                    | "ckb"
                    | "dv"
                    | "fa"
                    | "he"
                    | "ks"
                    | "nqo"
                    | "ps"
                    | "sd"
                    | "ug"
                    | "ur"
                    | "yi"
            ),
        }
    }

    /// `ltr` or `rtl`, as HTML's `dir` wants it.
    pub fn dir(&self) -> &'static str {
        if self.is_right_to_left() { "rtl" } else { "ltr" }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Lang {
    type Err = LangError;
    fn from_str(tag: &str) -> Result<Self, LangError> {
        Self::parse(tag)
    }
}

impl TryFrom<String> for Lang {
    type Error = LangError;
    fn try_from(tag: String) -> Result<Self, LangError> {
        Self::parse(&tag)
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_out_in_canonical_case() {
        for (written, canonical) in [("HU", "hu"), ("nl_be", "nl-BE"), ("zh-hant-tw", "zh-Hant-TW")] {
            assert_eq!(Lang::parse(written).map(|l| l.to_string()), Ok(canonical.to_owned()));
        }
    }

    #[test]
    fn a_text_runs_as_its_script_does() {
        for (tag, dir) in [
            ("ar", "rtl"),
            ("ar-EG", "rtl"),
            ("he", "rtl"),
            ("ur", "rtl"),
            ("az-Arab", "rtl"),
            ("ar-Latn", "ltr"),
            ("de", "ltr"),
            ("zh-Hant-TW", "ltr"),
            ("ca-1994", "ltr"),
        ] {
            assert_eq!(Lang::parse(tag).expect("a tag").dir(), dir, "{tag}");
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for written in ["", "h", "english", "hu-", "h1", "../hu"] {
            assert_eq!(Lang::parse(written), Err(LangError(written.to_owned())));
        }
    }
}
