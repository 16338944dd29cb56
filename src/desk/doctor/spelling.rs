//! Which languages of the newsletter the composer can spell.

use super::{Finding, Health};
use crate::domain::settings::Settings;
use crate::spelling::{Folders, package};

/// A letter can be written and sent without them.
pub(super) fn dictionaries(settings: &Settings, folders: &Folders) -> Finding {
    let languages = &settings.newsletter.languages;
    let (there, lacking): (Vec<_>, Vec<_>) = languages.iter().partition(|lang| folders.find(lang).is_some());
    if lacking.is_empty() {
        let tags: Vec<&str> = there.iter().map(|lang| lang.as_str()).collect();
        return Finding::new("Spelling", Health::Good, format!("dictionaries for {}", tags.join(", ")));
    }
    let tags: Vec<&str> = lacking.iter().map(|lang| lang.as_str()).collect();
    let mut packages: Vec<String> = lacking.into_iter().map(package).collect();
    packages.dedup();
    let detail = format!("no dictionary for {}: the composer marks no wrong words there", tags.join(", "));
    let remedy = format!("on Debian and Ubuntu: apt install {}", packages.join(" "));
    Finding::new("Spelling", Health::Remark, detail).remedy(remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Workspace, save};

    #[test]
    fn languages_without_a_dictionary_are_named_with_their_packages_and_need_not_be_mended() {
        let demo = Workspace::open(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the demo");
        let settings = demo.settings().0.expect("settings");
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["en_US", "sv_SE", "nl"] {
            for kind in ["aff", "dic"] {
                save::atomically(&folder.path().join(format!("{name}.{kind}")), b"").expect("a file");
            }
        }
        let folders = Folders::new(vec![folder.path().to_owned()]);
        let finding = dictionaries(&settings, &folders);
        assert_eq!(finding.health, Health::Remark);
        assert!(finding.detail.starts_with("no dictionary for hu, nb:"), "{finding:?}");
        let remedy = finding.remedy.as_deref();
        assert_eq!(remedy, Some("on Debian and Ubuntu: apt install hunspell-hu hunspell-no"));
    }
}
