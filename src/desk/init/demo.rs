//! The demo's files: the repository is itself the demo workspace, and this is what a copy of it needs.

/// Path and bytes. Templates and catalogues are built in, so they are not copied.
pub(super) const FILES: &[(&str, &[u8])] = &[
    ("config.toml", include_bytes!("../../../config.toml")),
    ("issues/2018-06-summer/en.md", include_bytes!("../../../issues/2018-06-summer/en.md")),
    ("issues/2018-06-summer/hu.md", include_bytes!("../../../issues/2018-06-summer/hu.md")),
    (
        "issues/2018-06-summer/images/poster.png",
        include_bytes!("../../../issues/2018-06-summer/images/poster.png"),
    ),
    (
        "issues/2018-06-summer/images/practices.png",
        include_bytes!("../../../issues/2018-06-summer/images/practices.png"),
    ),
    (
        "issues/2018-06-summer/images/ward.png",
        include_bytes!("../../../issues/2018-06-summer/images/ward.png"),
    ),
    ("issues/2018-06-summer/issue.toml", include_bytes!("../../../issues/2018-06-summer/issue.toml")),
    ("issues/2018-06-summer/nb.md", include_bytes!("../../../issues/2018-06-summer/nb.md")),
    ("issues/2018-06-summer/nl.md", include_bytes!("../../../issues/2018-06-summer/nl.md")),
    ("issues/2018-06-summer/sv.md", include_bytes!("../../../issues/2018-06-summer/sv.md")),
    ("issues/2027-03-spring/en.md", include_bytes!("../../../issues/2027-03-spring/en.md")),
    ("issues/2027-03-spring/hu.md", include_bytes!("../../../issues/2027-03-spring/hu.md")),
    ("issues/2027-03-spring/issue.toml", include_bytes!("../../../issues/2027-03-spring/issue.toml")),
    ("issues/2027-03-spring/sv.md", include_bytes!("../../../issues/2027-03-spring/sv.md")),
    ("subscribers/partners.csv", include_bytes!("../../../subscribers/partners.csv")),
    ("subscribers/partners.toml", include_bytes!("../../../subscribers/partners.toml")),
    ("subscribers/press.csv", include_bytes!("../../../subscribers/press.csv")),
    ("subscribers/press.toml", include_bytes!("../../../subscribers/press.toml")),
    ("templates/images/brainport.png", include_bytes!("../../../templates/images/brainport.png")),
    ("templates/images/eu-emblem.png", include_bytes!("../../../templates/images/eu-emblem.png")),
    ("templates/images/helium.png", include_bytes!("../../../templates/images/helium.png")),
    ("templates/images/semmelweis.png", include_bytes!("../../../templates/images/semmelweis.png")),
    ("templates/images/thomas-more.png", include_bytes!("../../../templates/images/thomas-more.png")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    fn files(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                files(&path, found);
            } else {
                let root = Path::new(env!("CARGO_MANIFEST_DIR"));
                found.insert(path.strip_prefix(root).expect("below").to_string_lossy().into_owned());
            }
        }
    }

    #[test]
    fn every_file_of_the_demo_is_copied() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut there = BTreeSet::from(["config.toml".to_owned()]);
        for folder in ["issues", "subscribers", "templates/images"] {
            files(&root.join(folder), &mut there);
        }
        let copied: BTreeSet<_> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(copied, there);
    }
}
