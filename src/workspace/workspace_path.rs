//! A path that somebody wrote into a file of the workspace, and that must not lead out of it.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::Error;
use super::error::StrangeByte;
use crate::domain::quotable;

/// The largest file that is read whole (pictures, templates, texts).
const LARGEST: u64 = 32 * 1024 * 1024;

/// Relative, with `/` between its parts, and safe on every system that the workspace may be copied to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkspacePath(Box<str>);

/// Why a path is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    #[error("the path is empty")]
    Empty,
    #[error("\"{0}\" is absolute; write it relative to the folder, as in \"images/ward.jpg\"")]
    Absolute(String),
    #[error("\"{0}\" leads out of the folder with \"..\" or \".\"")]
    Dots(String),
    #[error("\"{0}\" holds a character that a file name can't have everywhere ({1})")]
    Character(String, String),
    #[error("\"{0}\" holds a name that Windows keeps for a device, or that ends in a full stop or a space")]
    Windows(String),
    #[error("\"{0}\" is a link that leads out of the folder")]
    LeadsOut(String),
    #[error("\"{0}\" is not a file")]
    NotAFile(String),
}

impl WorkspacePath {
    pub fn parse(written: &str) -> Result<Self, PathError> {
        let owned = || written.to_owned();
        if written.is_empty() {
            return Err(PathError::Empty);
        }
        if written.starts_with('/') || written.as_bytes().get(1) == Some(&b':') {
            return Err(PathError::Absolute(owned()));
        }
        if let Some(bad) = written.chars().find(|&c| c.is_control() || "\\:<>\"|?*".contains(c)) {
            return Err(PathError::Character(quotable(written), quotable(bad.encode_utf8(&mut [0; 4]))));
        }
        if let Some(code) = percent_code(written) {
            return Err(PathError::Character(owned(), code.to_owned()));
        }
        for part in written.split('/') {
            match part {
                "" | "." | ".." => return Err(PathError::Dots(owned())),
                _ if part.ends_with(['.', ' ']) || is_device(part) => {
                    return Err(PathError::Windows(owned()));
                }
                _ => {}
            }
        }
        Ok(Self(written.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file below `folder`, with every link followed: an ordinary file that really lies in `folder`.
    pub fn resolve(&self, folder: &Path) -> Result<PathBuf, Error> {
        let path = folder.join(&*self.0);
        let folder = fs::canonicalize(folder).map_err(Error::io(folder))?;
        let real = fs::canonicalize(&path).map_err(Error::io(&path))?;
        if !real.starts_with(&folder) {
            return Err(PathError::LeadsOut(self.0.to_string()).into());
        }
        if !fs::metadata(&real).map_err(Error::io(&path))?.is_file() {
            return Err(PathError::NotAFile(self.0.to_string()).into());
        }
        Ok(real)
    }

    /// The bytes of the file below `folder`.
    pub fn read(&self, folder: &Path) -> Result<Vec<u8>, Error> {
        let path = self.resolve(folder)?;
        let mut bytes = Vec::new();
        File::open(&path)
            .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
            .map_err(Error::io(&path))?;
        if bytes.len() as u64 > LARGEST {
            return Err(Error::TooLarge { path, limit: LARGEST });
        }
        Ok(bytes)
    }

    /// The text of the file below `folder`.
    pub fn read_text(&self, folder: &Path) -> Result<String, Error> {
        String::from_utf8(self.read(folder)?).map_err(|error| {
            let strange = StrangeByte::behind(error.utf8_error().valid_up_to(), error.as_bytes());
            Error::NotUtf8(folder.join(&*self.0), strange)
        })
    }
}

/// The first `%2e`, `%2F` … in it: some program on the way would take it for the character.
fn percent_code(written: &str) -> Option<&str> {
    written.match_indices('%').find_map(|(at, _)| {
        let code = written.get(at..at + 3)?;
        code[1..].bytes().all(|b| b.is_ascii_hexdigit()).then_some(code)
    })
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        _ => {
            let numbered = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
            numbered.is_some_and(|number| {
                matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::save;

    #[test]
    fn what_could_lead_out_of_the_folder_is_refused() {
        for written in [
            "",
            ".",
            "..",
            "../x",
            "a/../x",
            "a/..",
            "./x",
            "a/./x",
            "a//x",
            "a/",
            "/",
            "/etc/passwd",
            "//x/y",
            "..\\x",
            "a\\..\\x",
            "\\\\server\\share",
            "C:",
            "C:\\x",
            "c:/x",
            "C:x",
            "file:x",
            "a:b",
            "%2e%2e/x",
            "%2E%2E/x",
            "a/%2e%2e/x",
            "..%2fx",
            "a%5c..",
            "a%00b",
            "a%c0%af",
            "a\0b",
            "a\nb",
            "a\rb",
            "a\tb",
            "\u{1b}[2J",
            "a\u{7f}",
            "a\u{85}b",
            "CON",
            "con",
            "con.jpg",
            "PRN",
            "AUX.txt",
            "nul",
            "NUL.tar.gz",
            "COM1",
            "com9.log",
            "LPT1",
            "lpt9",
            "COM¹",
            "CONIN$",
            "images/CON",
            "aux/x",
            "nul .txt",
            "x.",
            "x ",
            "x./y",
            "x /y",
            "... ",
            "a<b",
            "a>b",
            "a\"b",
            "a|b",
            "a?b",
            "a*b",
            "...",
        ] {
            assert!(WorkspacePath::parse(written).is_err(), "{written:?}");
        }
    }

    #[test]
    fn ordinary_names_in_five_languages_are_fine() {
        for written in [
            "images/ward.jpg",
            "a",
            "képek/kórház 1.jpg",
            ".courant/keys/a.pem",
            "x..y",
            "100%.png",
            "console.log",
            "com10",
            "ærø/å.svg",
        ] {
            assert!(WorkspacePath::parse(written).is_ok(), "{written:?}");
        }
    }

    #[test]
    fn a_link_that_leads_out_and_what_is_no_file_are_refused() {
        let outside = tempfile::tempdir().expect("a folder");
        let folder = tempfile::tempdir().expect("a folder");
        save::atomically(&outside.path().join("secret"), b"x").expect("saved");
        save::atomically(&folder.path().join("real"), b"ours").expect("saved");
        let link =
            |to: &Path, name: &str| std::os::unix::fs::symlink(to, folder.path().join(name)).expect("a link");
        link(&outside.path().join("secret"), "out");
        link(outside.path(), "folder-out");
        link(Path::new("real"), "within");
        let read = |path: &str| WorkspacePath::parse(path).expect("a path").read(folder.path());
        for path in ["out", "folder-out/secret"] {
            assert!(matches!(read(path), Err(Error::Path(PathError::LeadsOut(_)))), "{path}");
        }
        assert_eq!(read("within").expect("a link that stays"), b"ours");
        fs::create_dir(folder.path().join("sub")).expect("a folder");
        assert!(matches!(read("sub"), Err(Error::Path(PathError::NotAFile(_)))));
        assert!(read("missing").expect_err("missing").is_not_found());
    }
}
