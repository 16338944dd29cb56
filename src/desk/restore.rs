//! A backup becomes a workspace again: looked through to its last octet before anything is touched, and what it takes the
//! place of is put aside.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, BufRead, Read};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf};

use jiff::Timestamp;
use secrecy::SecretString;
use tempfile::TempDir;

use super::backup::{KEYS, Kept, MANIFEST, Manifest, WRITTEN};
use super::send::Error;
use super::swap::{self, Swap};
use crate::ledger::{self, Boot, Carried, Holder, Ledger, SendingLock};
use crate::workspace::age::{AgeError, AgeReader, is_locked};
use crate::workspace::archive::{ArchiveError, ArchiveReader};

/// A backup that is whole, unpacked beside where it is to go.
#[derive(Debug)]
pub struct Unpacked {
    target: PathBuf,
    folder: TempDir,
    pub manifest: Manifest,
    /// Files that are in its place now.
    pub in_its_place: u64,
}

/// What was done.
#[derive(Debug)]
pub struct Restored {
    pub manifest: Manifest,
    /// What the ledger that was here still had to say; none if there was none.
    pub carried: Option<Carried>,
    /// Why the ledger that was here could not be asked.
    pub unread: Option<String>,
    /// Where that is now which was here before.
    pub put_aside: Option<PathBuf>,
}

fn failed(what: impl Into<String>) -> impl FnOnce(io::Error) -> Error {
    let what = what.into();
    move |source| Error::Io { what, source }
}

fn damaged(why: &str) -> Error {
    Error::BadBackup(why.to_owned())
}

/// Unpacks a backup for `target`: an empty folder, one that is not there yet, or a workspace. A restore that was broken off
/// there is taken back first. The passphrase counts if it is encrypted. What can't be unpacked leaves nothing. Blocks.
pub fn unpack(
    mut from: impl BufRead,
    passphrase: Option<&SecretString>,
    target: &Path,
) -> Result<Unpacked, Error> {
    let mut from: Box<dyn Read + '_> = if is_locked(&mut from).map_err(failed("the backup can't be read"))? {
        Box::new(unlock(from, passphrase)?)
    } else {
        Box::new(from)
    };
    let is_new = !target.exists();
    let unpacked = unpack_plain(&mut *from, target);
    if is_new && unpacked.is_err() {
        // It may not even have been made.
        _ = fs::remove_dir(target);
    }
    unpacked
}

fn unlock<R: BufRead>(from: R, passphrase: Option<&SecretString>) -> Result<AgeReader<R>, Error> {
    let refused = |what: String, remedy: &str| Error::Refused { what, remedy: remedy.to_owned() };
    let Some(passphrase) = passphrase else {
        return Err(refused("this backup is encrypted".to_owned(), "give its passphrase"));
    };
    AgeReader::open(from, passphrase).map_err(|error| match error {
        AgeError::Io(source) => failed("the backup can't be read")(source),
        AgeError::Damaged => damaged(&error.to_string()),
        AgeError::WrongPassphrase => {
            refused(format!("{error} this backup"), "try another one; nothing was touched")
        }
        AgeError::NotByPassphrase => {
            refused(format!("this backup can't be opened: {error}"), "age -d -i KEY FILE | courant restore -")
        }
    })
}

fn unpack_plain(from: &mut dyn Read, target: &Path) -> Result<Unpacked, Error> {
    let cant = || failed(format!("{}: can't be written", target.display()));
    DirBuilder::new().recursive(true).create(target).map_err(cant())?;
    swap::take_back(target).map_err(cant())?;
    let is_workspace = target.join("config.toml").is_file();
    if !is_workspace && fs::read_dir(target).map_err(cant())?.next().is_some() {
        return Err(Error::Refused {
            what: format!("{} is neither empty nor a workspace", target.display()),
            remedy: "name an empty folder with -C, or the workspace that it is to take the place of"
                .to_owned(),
        });
    }
    let folder = tempfile::Builder::new().prefix(".courant-restore-").tempdir_in(target).map_err(cant())?;
    let (found, manifest) = take_out(from, folder.path())?;
    let manifest: Manifest =
        serde_json::from_slice(&manifest).map_err(|_| damaged("its manifest can't be read"))?;
    if manifest.format != 1 {
        return Err(damaged("a newer program has made it: use that version"));
    }
    if found != manifest.files {
        return Err(damaged("its files are not what its manifest says"));
    }
    let known = |path: &Path| WRITTEN.iter().chain([&KEYS]).any(|name| path.starts_with(name));
    if let Some(file) = found
        .iter()
        .find(|file| !known(Path::new(&file.path)) && manifest.ledger.as_ref() != Some(&file.path))
    {
        return Err(damaged(&format!("{} does not belong into a backup", file.path)));
    }
    if let Some(ledger) = &manifest.ledger {
        // Brings it up to date, or says why it can't be used.
        drop(Ledger::open(&folder.path().join(ledger))?);
    }
    let mut in_its_place = 0;
    for name in present(&manifest) {
        in_its_place += count(&target.join(name)).map_err(cant())?;
    }
    Ok(Unpacked { target: target.to_owned(), folder, manifest, in_its_place })
}

fn take_out(from: &mut dyn Read, into: &Path) -> Result<(Vec<Kept>, Vec<u8>), Error> {
    let bad = |error| match error {
        // What was encrypted says so itself.
        ArchiveError::Io(source) if source.kind() == io::ErrorKind::InvalidData => {
            damaged(&source.to_string())
        }
        ArchiveError::Damaged => damaged(&ArchiveError::Damaged.to_string()),
        ArchiveError::Io(source)
            if matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) =>
        {
            failed(format!("{}: can't be written", into.display()))(source)
        }
        ArchiveError::Io(source) => failed("the backup can't be read")(source),
    };
    let mut archive = ArchiveReader::new(&mut *from);
    let (mut found, mut manifest) = (Vec::new(), None);
    while let Some(entry) = archive.next_file().map_err(bad)? {
        if manifest.is_some() {
            return Err(damaged("something stands behind its manifest"));
        }
        if entry.path == MANIFEST {
            let mut text = Vec::new();
            archive.copy(&mut text).map_err(bad)?;
            manifest = Some(text);
            continue;
        }
        if !Path::new(&entry.path).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(damaged(&format!("{} would lie elsewhere", entry.path)));
        }
        let path = into.join(&entry.path);
        let cant = || failed(format!("{}: can't be written", path.display()));
        let (above, mode) = if entry.path.starts_with(".courant/") { (0o700, 0o600) } else { (0o777, 0o644) };
        let parent = path.parent().unwrap_or(into);
        DirBuilder::new().recursive(true).mode(above).create(parent).map_err(cant())?;
        let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(&path);
        let mut file = file.map_err(cant())?;
        let sha256 = archive.copy(&mut file).map_err(bad)?;
        file.sync_all().map_err(cant())?;
        found.push(Kept { path: entry.path, size: entry.size, sha256 });
    }
    // What was encrypted is known to be whole at its end only, which lies behind the archive's.
    io::copy(from, &mut io::sink()).map_err(|error| bad(error.into()))?;
    Ok((found, manifest.ok_or_else(|| damaged("it has no manifest"))?))
}

/// What a backup takes the place of: everything of its kind, whether it holds that or not.
fn present(manifest: &Manifest) -> Vec<String> {
    let mut names: Vec<String> = WRITTEN.iter().chain([&KEYS]).map(|name| (*name).to_owned()).collect();
    if let Some(ledger) = &manifest.ledger {
        names.extend(["", "-wal", "-shm"].map(|tail| format!("{ledger}{tail}")));
        let beside = ["unsub.spool", "rescue.log", "marked"];
        names.extend(beside.map(|name| Path::new(ledger).with_file_name(name).display().to_string()));
    }
    names
}

fn count(path: &Path) -> io::Result<u64> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
        Ok(file) if !file.is_dir() => Ok(1),
        Ok(_) => fs::read_dir(path)?.map(|entry| count(&entry?.path())).sum(),
    }
}

impl Unpacked {
    /// Puts aside what is there, and the backup in its place, if `confirmed` is the number of files that it takes the
    /// place of. What the ledger that was here knows and the one in the backup does not is told to that. Refused while
    /// somebody sends. Blocks.
    pub fn put_in_place(self, confirmed: u64, now: Timestamp) -> Result<Restored, Error> {
        if confirmed != self.in_its_place {
            return Err(Error::Refused {
                what: format!("{confirmed} was confirmed, and {} files are in its place", self.in_its_place),
                remedy: "look whether it is the right folder; nothing was changed".to_owned(),
            });
        }
        let ledger = self.manifest.ledger.as_ref().map(|ledger| self.target.join(ledger));
        let lock = match &ledger {
            Some(present) if present.exists() => {
                Some(SendingLock::take(present, Holder::this(&Boot::current(), now))?)
            }
            _ => None,
        };
        let (carried, unread) = self.ask_the_present(ledger.as_deref().filter(|_| lock.is_some()))?;
        let aside = self.target.join(".courant/replaced").join(now.strftime("%Y-%m-%dT%H%M%SZ").to_string());
        Swap::new(&self.target, self.folder.path(), &aside, &present(&self.manifest))
            .carry_out(&self.target)?;
        drop(lock);
        let put_aside = (self.in_its_place > 0).then_some(aside);
        Ok(Restored { manifest: self.manifest, carried, unread, put_aside })
    }

    fn ask_the_present(&self, present: Option<&Path>) -> Result<(Option<Carried>, Option<String>), Error> {
        let (Some(present), Some(ledger)) = (present, &self.manifest.ledger) else { return Ok((None, None)) };
        // Opening it brings in the wishes that wait beside it.
        let opened = Ledger::open(present).map(drop);
        match opened.and_then(|()| ledger::carry_over(present, &self.folder.path().join(ledger))) {
            Ok(carried) => Ok((Some(carried), None)),
            Err(error @ ledger::Error::Unfit(_)) => Err(error.into()),
            Err(error) => Ok((None, Some(error.to_string()))),
        }
    }
}
