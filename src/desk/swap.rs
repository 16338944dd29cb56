//! Many files take the place of others, as if at once: a mark says what is under way, so that a swap that was broken off
//! is taken back before anything else is done with the workspace.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::send::Error;
use crate::workspace;

const MARK: &str = ".courant/restoring";

/// What is put aside and what comes; every name is a path from the workspace's folder.
#[derive(Debug, Serialize, Deserialize)]
pub struct Swap {
    /// Where that goes which is there before.
    aside: PathBuf,
    /// Where that lies which is to come.
    incoming: PathBuf,
    there: Vec<String>,
    coming: Vec<String>,
}

/// Whether a swap was broken off in this workspace, or is under way.
pub fn is_under_way(root: &Path) -> bool {
    root.join(MARK).exists()
}

/// Puts everything back as it was before the swap that was broken off. False if there is none. What it leaves off in the
/// middle, it does the next time.
pub fn take_back(root: &Path) -> io::Result<bool> {
    let mark = root.join(MARK);
    let text = match fs::read(&mark) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        text => text?,
    };
    let swap: Swap = serde_json::from_slice(&text)?;
    for name in &swap.there {
        let (kept, place) = (swap.aside.join(name), root.join(name));
        if fs::symlink_metadata(&kept).is_ok() {
            remove(&place)?;
            fs::rename(kept, place)?;
        }
    }
    for name in swap.coming.iter().filter(|name| !swap.there.contains(name)) {
        remove(&root.join(name))?;
    }
    remove(&swap.aside)?;
    remove(&swap.incoming)?;
    unmark(root)?;
    Ok(true)
}

impl Swap {
    /// Of what has one of these names, there or in `incoming`.
    pub fn new(root: &Path, incoming: &Path, aside: &Path, names: &[String]) -> Self {
        let in_folder = |folder: &Path| {
            let present = |name: &&String| fs::symlink_metadata(folder.join(name)).is_ok();
            names.iter().filter(present).cloned().collect()
        };
        Self {
            aside: aside.to_owned(),
            incoming: incoming.to_owned(),
            there: in_folder(root),
            coming: in_folder(incoming),
        }
    }

    /// Puts aside what is there and the rest in its place. After an error, or a kill, `take_back` is what is left to do.
    pub fn carry_out(self, root: &Path) -> Result<(), Error> {
        let cant = |source| Error::Io { what: format!("{}: can't be written", root.display()), source };
        make_folder(&root.join(MARK)).map_err(cant)?;
        let text = serde_json::to_vec(&self).map_err(|error| cant(error.into()))?;
        workspace::save::secretly(&root.join(MARK), &text)?;
        for (from, to) in self.moves(root) {
            make_folder(&to).and_then(|()| fs::rename(from, to)).map_err(cant)?;
        }
        unmark(root).map_err(cant)
    }

    fn moves(&self, root: &Path) -> Vec<(PathBuf, PathBuf)> {
        let out = self.there.iter().map(|name| (root.join(name), self.aside.join(name)));
        let into = self.coming.iter().map(|name| (self.incoming.join(name), root.join(name)));
        out.chain(into).collect()
    }
}

/// The folder that `path` is to lie in.
fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path.parent().unwrap_or(Path::new(".")))
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(there) if there.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Once everything is on the disk.
fn unmark(root: &Path) -> io::Result<()> {
    let sync = |folder: &Path| File::open(folder)?.sync_all();
    sync(root)?;
    sync(&root.join(".courant"))?;
    fs::remove_file(root.join(MARK))?;
    sync(&root.join(".courant"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const NAMES: [&str; 4] = ["config.toml", "issues", ".courant/ledger.db", ".courant/keys"];

    fn put(folder: &Path, name: &str, text: &str) {
        make_folder(&folder.join(name)).unwrap();
        io::Write::write_all(&mut File::create(folder.join(name)).unwrap(), text.as_bytes()).unwrap();
    }

    fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                found.extend(files(&entry));
            } else {
                found.insert(entry.clone(), fs::read_to_string(entry).unwrap());
            }
        }
        found
    }

    /// Some of it is in both, some is only there, some only comes.
    fn stage() -> (tempfile::TempDir, Swap) {
        let root = tempfile::tempdir().unwrap();
        let incoming = root.path().join("incoming");
        for (name, text) in
            [("config.toml", "old"), ("issues/june/en.md", "old"), (".courant/ledger.db", "old")]
        {
            put(root.path(), name, text);
        }
        for (name, text) in
            [("config.toml", "new"), (".courant/ledger.db", "new"), (".courant/keys/k", "new")]
        {
            put(&incoming, name, text);
        }
        let names = NAMES.map(str::to_owned);
        let swap = Swap::new(root.path(), &incoming, &root.path().join(".courant/replaced/now"), &names);
        (root, swap)
    }

    #[test]
    fn what_was_there_is_aside_and_what_comes_is_in_its_place() {
        let (root, swap) = stage();
        swap.carry_out(root.path()).unwrap();
        assert!(!is_under_way(root.path()) && !take_back(root.path()).unwrap());
        let at = |name: &str| fs::read_to_string(root.path().join(name)).ok();
        assert_eq!(at("config.toml").as_deref(), Some("new"));
        assert_eq!(at(".courant/keys/k").as_deref(), Some("new"));
        assert_eq!(
            (at("issues/june/en.md"), at(".courant/replaced/now/config.toml")),
            (None, Some("old".into()))
        );
    }

    #[test]
    fn wherever_it_is_broken_off_and_its_taking_back_too_everything_is_as_it_was() {
        for steps in 0..=6 {
            for back in 0..=3 {
                let (root, swap) = stage();
                let before = files(root.path());
                let kept = |files: BTreeMap<PathBuf, String>| {
                    let of_before =
                        files.into_iter().filter(|(path, _)| !path.starts_with(root.path().join("incoming")));
                    of_before.collect::<BTreeMap<_, _>>()
                };
                put(root.path(), MARK, &serde_json::to_string(&swap).unwrap());
                let moves = swap.moves(root.path());
                assert_eq!(moves.len(), 6);
                for (from, to) in &moves[..steps] {
                    make_folder(to).unwrap();
                    fs::rename(from, to).unwrap();
                }
                // Taken back as far as that, and broken off again.
                for (place, aside) in moves[..steps.min(back)].iter() {
                    remove(place).unwrap();
                    fs::rename(aside, place).unwrap();
                }
                assert!(is_under_way(root.path()));
                assert!(take_back(root.path()).unwrap());
                assert_eq!(files(root.path()), kept(before), "after {steps} steps and {back} back");
                assert!(!is_under_way(root.path()));
            }
        }
    }
}
