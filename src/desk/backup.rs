//! Everything that can't be made again, in one file: what people have written, the ledger, the keys that sign.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use secrecy::SecretString;

use super::opened::Opened;
use super::send::Error;
use crate::workspace::age::AgeWriter;
use crate::workspace::archive::ArchiveWriter;
use crate::workspace::private;

/// What people write; of each its file, or all files below it.
pub(super) const WRITTEN: [&str; 6] =
    ["config.toml", "glossary.toml", ".gitignore", "issues", "subscribers", "templates"];
pub(super) const KEYS: &str = ".courant/keys";
/// The last file of a backup: what is in it.
pub(super) const MANIFEST: &str = "manifest.json";

/// What stands in a backup.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub made: Timestamp,
    pub program: String,
    /// The path of the ledger's copy; none if it is in a database.
    pub ledger: Option<String>,
    pub files: Vec<Kept>,
}

/// One file of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Kept {
    pub path: String,
    pub size: u64,
    pub sha256: String,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// None if it was written to standard output.
    pub file: Option<PathBuf>,
    pub manifest: Manifest,
    /// What can't be in it: links, and names that are no text.
    pub left_out: Vec<PathBuf>,
}

/// Where a backup goes. In a folder it is named after the moment; one that is not there yet is known by the `/` at the end
/// of its name, and made for its owner alone.
#[derive(Debug, Clone, Copy)]
pub enum To<'a> {
    File(&'a Path),
    /// In `.courant/backups`.
    Default,
    Stdout,
}

/// What a backup is encrypted with.
#[derive(Debug, Clone, Copy)]
pub struct Lock<'a> {
    pub passphrase: &'a SecretString,
    /// How hard it is to guess: [`crate::workspace::age::WORK`] but in tests.
    pub work: u8,
}

/// Copies everything while others go on writing and sending, in plain or encrypted. A file is there whole or not at all, and
/// is never written over. Blocks.
pub fn backup(
    opened: &Opened,
    to: To<'_>,
    lock: Option<Lock<'_>>,
    now: Timestamp,
) -> Result<BackedUp, Error> {
    let end = if lock.is_some() { ".tar.age" } else { ".tar" };
    let named = |folder: &Path| folder.join(now.strftime("%Y-%m-%dT%H%M%SZ").to_string() + end);
    let file = match to {
        To::File(folder) if folder.is_dir() || is_folders(folder) => Some(named(folder)),
        To::File(file) => Some(file.to_owned()),
        To::Default => Some(named(&opened.workspace.root().join(".courant/backups"))),
        To::Stdout => None,
    };
    let Some(path) = &file else {
        let (manifest, left_out, mut out) = pack(opened, io::stdout().lock(), lock, now)?;
        out.flush().map_err(failed("standard output can't be written"))?;
        return Ok(BackedUp { file: None, manifest, left_out });
    };
    if path.exists() {
        return Err(Error::Refused {
            what: format!("{} is there already", path.display()),
            remedy: "name another file, or move it away".to_owned(),
        });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cant = || failed(format!("{}: can't be written", path.display()));
    let unmade = || failed(format!("the folder {} can't be made", folder.display()));
    match to {
        To::Default => private::folder(opened.workspace.root(), folder).map_err(unmade())?,
        To::File(asked) if is_folders(asked) => private::folder(folder, folder).map_err(unmade())?,
        To::File(_) | To::Stdout => {}
    }
    // Its owner's alone: it names every reader.
    let half = tempfile::NamedTempFile::new_in(folder).map_err(cant())?;
    let (manifest, left_out, half) = pack(opened, half, lock, now)?;
    half.as_file().sync_all().map_err(cant())?;
    half.persist_noclobber(path).map_err(|error| cant()(error.error))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(cant())?;
    Ok(BackedUp { file: Some(path.to_owned()), manifest, left_out })
}

/// Whether a name says that it is a folder's, be it there or not.
fn is_folders(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

fn failed(what: impl Into<String>) -> impl FnOnce(io::Error) -> Error {
    let what = what.into();
    move |source| Error::Io { what, source }
}

fn pack<W: Write>(
    opened: &Opened,
    out: W,
    lock: Option<Lock<'_>>,
    now: Timestamp,
) -> Result<(Manifest, Vec<PathBuf>, W), Error> {
    let Some(Lock { passphrase, work }) = lock else { return pack_plain(opened, out, now) };
    let cant = || failed("the backup can't be encrypted");
    let out = AgeWriter::new(out, passphrase, work).map_err(cant())?;
    let (manifest, left_out, out) = pack_plain(opened, out, now)?;
    Ok((manifest, left_out, out.finish().map_err(cant())?))
}

fn pack_plain<W: Write>(
    opened: &Opened,
    out: W,
    now: Timestamp,
) -> Result<(Manifest, Vec<PathBuf>, W), Error> {
    let root = opened.workspace.root();
    let mut archive = ArchiveWriter::new(out);
    let (mut found, mut left_out) = (Vec::new(), Vec::new());
    for name in WRITTEN.iter().copied().chain([KEYS]) {
        gather(root, Path::new(name), &mut found, &mut left_out)
            .map_err(failed(format!("{name}: can't be read")))?;
    }
    let mut files = Vec::new();
    for path in found {
        let failed = || failed(format!("{path}: can't be kept"));
        // Read whole, so that its length is that of what is kept, whatever others write meanwhile.
        let bytes = fs::read(root.join(&path)).map_err(failed())?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let mode = if path.starts_with(".courant/") { 0o600 } else { 0o644 };
        let sha256 = archive.file(&path, mode, size, &mut bytes.as_slice()).map_err(failed())?;
        files.push(Kept { path, size, sha256 });
    }
    let ledger =
        if opened.ledger.is_shared() { None } else { Some(opened.settings.ledger.display().to_string()) };
    if let Some(path) = &ledger {
        files.push(keep_ledger(opened, &mut archive, path, now)?);
    }
    let program = format!("courant {}", env!("CARGO_PKG_VERSION"));
    let manifest = Manifest { format: 1, made: now, program, ledger, files };
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| Error::Bug(error.to_string()))?;
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let done = archive.file(MANIFEST, 0o600, length, &mut text.as_slice()).and_then(|_| archive.finish());
    Ok((manifest, left_out, done.map_err(failed("the backup can't be finished"))?))
}

fn keep_ledger<W: Write>(
    opened: &Opened,
    archive: &mut ArchiveWriter<W>,
    path: &str,
    now: Timestamp,
) -> Result<Kept, Error> {
    let failed = || failed("the ledger can't be kept");
    let beside = opened.ledger.path().parent().unwrap_or(Path::new("."));
    let folder = tempfile::tempdir_in(beside).map_err(failed())?;
    let copy = folder.path().join("ledger.db");
    // In plain even where the backup is encrypted, so nobody else's from its first octet.
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&copy).map_err(failed())?;
    opened.ledger.copy_to(&copy, now)?;
    let mut file = File::open(copy).map_err(failed())?;
    let size = file.metadata().map_err(failed())?.len();
    let sha256 = archive.file(path, 0o600, size, &mut file).map_err(failed())?;
    Ok(Kept { path: path.to_owned(), size, sha256 })
}

/// All files at or below `path`, in the order of their names.
fn gather(root: &Path, path: &Path, found: &mut Vec<String>, left_out: &mut Vec<PathBuf>) -> io::Result<()> {
    let kind = match fs::symlink_metadata(root.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        kind => kind?.file_type(),
    };
    if kind.is_dir() {
        let names: io::Result<Vec<_>> =
            fs::read_dir(root.join(path))?.map(|entry| Ok(entry?.file_name())).collect();
        let mut names = names?;
        names.sort();
        return names.iter().try_for_each(|name| gather(root, &path.join(name), found, left_out));
    }
    match path.to_str() {
        Some(text) if kind.is_file() => found.push(text.to_owned()),
        _ => left_out.push(path.to_owned()),
    }
    Ok(())
}
