//! Where the system keeps its dictionaries, and which of them is meant by a language.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::Lang;

/// Of Linux and of macOS; in this order.
const SYSTEM: &[&str] =
    &["/usr/share/hunspell", "/usr/share/myspell", "/usr/local/share/hunspell", "/Library/Spelling"];

/// The dictionaries that are meant where no region is named, or none for that one is there. Of other languages the one
/// without a region is taken, the one of the region that is called as the language is, or any.
const MEANT: &[(&str, &[&str])] = &[
    ("en", &["en_GB", "en_US"]),
    ("sv", &["sv_SE", "sv_FI"]),
    ("no", &["nb_NO", "nn_NO"]),
    ("nb", &["nb_NO"]),
    ("nn", &["nn_NO"]),
    ("da", &["da_DK"]),
    ("et", &["et_EE"]),
    ("el", &["el_GR"]),
    ("cs", &["cs_CZ"]),
    ("sl", &["sl_SI"]),
    ("uk", &["uk_UA"]),
];

/// The two files of a dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// How words are inflected and put together.
    pub aff: PathBuf,
    pub dic: PathBuf,
}

/// The folders to look in, the first one first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folders(Vec<PathBuf>);

impl Folders {
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Self(folders)
    }

    /// Those of `DICPATH`, as Hunspell has it, of the user and of the system.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let own = set("DICPATH").into_iter().flat_map(|paths| {
            paths.split(':').filter(|path| !path.is_empty()).map(PathBuf::from).collect::<Vec<_>>()
        });
        let home = set("HOME").map(|home| Path::new(&home).join("Library/Spelling"));
        Self(own.chain(home).chain(SYSTEM.iter().map(PathBuf::from)).collect())
    }

    /// Those of this machine and user.
    pub fn of_this_machine() -> Self {
        Self::from_environment(|name| std::env::var(name).ok())
    }

    /// The dictionary of a language: of its region, else the one that is meant by the language alone.
    pub fn find(&self, lang: &Lang) -> Option<Files> {
        let code = lang.primary();
        let meant = MEANT.iter().find(|(known, _)| *known == code).map_or(&[][..], |(_, names)| names);
        let names = std::iter::once(lang.as_str().replace('-', "_"))
            .chain(meant.iter().map(|name| (*name).to_owned()))
            .chain([code.to_owned(), format!("{code}_{}", code.to_uppercase())]);
        names.into_iter().find_map(|name| self.named(&name)).or_else(|| self.of_any_region(code))
    }

    fn named(&self, name: &str) -> Option<Files> {
        self.0.iter().find_map(|folder| {
            let files =
                Files { aff: folder.join(format!("{name}.aff")), dic: folder.join(format!("{name}.dic")) };
            (files.aff.is_file() && files.dic.is_file()).then_some(files)
        })
    }

    /// Not of a trade: `en_med` has medicines only.
    fn of_any_region(&self, code: &str) -> Option<Files> {
        let is_region = |name: &str| {
            let region = name.strip_prefix(code).and_then(|rest| rest.strip_prefix('_'));
            region.is_some_and(|region| {
                region.len() == 2 && region.bytes().all(|letter| letter.is_ascii_uppercase())
            })
        };
        let entries = self.0.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".dic").map(str::to_owned))
            .filter(|name| is_region(name))
            .collect();
        names.sort();
        names.iter().find_map(|name| self.named(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_the_dictionary_of_its_region_or_the_one_that_is_meant_by_it_alone() {
        let (own, system) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let put = |folder: &Path, name: &str| {
            for kind in ["aff", "dic"] {
                fs::File::create(folder.join(format!("{name}.{kind}"))).expect("a file");
            }
        };
        for name in ["en_GB", "en_US", "nl", "nl_BE", "hu_HU", "nb_NO", "xx_YY", "xx_med", "med_XX"] {
            put(system.path(), name);
        }
        put(own.path(), "hu_HU");
        fs::File::create(own.path().join("sv_SE.dic")).expect("half of a dictionary");
        let folders = Folders::new(vec![own.path().into(), "/nowhere".into(), system.path().into()]);
        for (tag, wanted) in [
            ("en", Some((&system, "en_GB"))),
            ("en-US", Some((&system, "en_US"))),
            ("en-IE", Some((&system, "en_GB"))),
            ("nl", Some((&system, "nl"))),
            ("nl-BE", Some((&system, "nl_BE"))),
            ("hu", Some((&own, "hu_HU"))),
            ("no", Some((&system, "nb_NO"))),
            ("nb", Some((&system, "nb_NO"))),
            ("xx", Some((&system, "xx_YY"))),
            ("sv", None),
            ("nn", None),
        ] {
            let found = folders.find(&Lang::parse(tag).expect("a tag"));
            let wanted = wanted.map(|(folder, name)| folder.path().join(format!("{name}.dic")));
            assert_eq!(found.map(|files| files.dic), wanted, "{tag}");
        }
    }

    #[test]
    fn ones_own_folders_come_before_those_of_the_system() {
        let folders = Folders::from_environment(|name| match name {
            "DICPATH" => Some("/a::/b".to_owned()),
            "HOME" => Some("/home/anna".to_owned()),
            _ => None,
        });
        let first = ["/a", "/b", "/home/anna/Library/Spelling", "/usr/share/hunspell"];
        assert_eq!(folders.0[..4], first.map(PathBuf::from));
        assert_eq!(Folders::from_environment(|_| None).0.len(), SYSTEM.len());
    }
}
