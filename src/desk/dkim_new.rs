//! Makes a DKIM key where only the sender's user can read it, and says what the DNS and the config need.

use std::fs::{self, DirBuilder};
use std::io::{self, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret as _;

use crate::domain::settings::DkimIdentity;
use crate::mail::dkim::{self, Algorithm, DnsRecord, Signer};
use crate::workspace::private;

const KEYS: &str = ".courant/keys";

/// A key and the public facts about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub identity: DkimIdentity,
    pub record: DnsRecord,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Dkim(#[from] dkim::Error),
    #[error("{0} is there already, and a key is never overwritten")]
    Exists(PathBuf),
    #[error("{path} can't be {deed}: {source}")]
    File { path: PathBuf, deed: &'static str, source: io::Error },
}

impl Made {
    /// The lines that config.toml needs for letters to be signed with the key.
    pub fn config(&self) -> String {
        let DkimIdentity { domain, selector, key_file } = &self.identity;
        let file = key_file.display();
        format!("[[dkim]]\ndomain = \"{domain}\"\nselector = \"{selector}\"\nkey_file = \"{file}\"")
    }
}

/// Makes the key file, 0600, in `.courant/keys/` of the workspace at `root`.
pub fn make(root: &Path, domain: &str, selector: &str, algorithm: Algorithm) -> Result<Made, Error> {
    let pem = dkim::new_key(algorithm)?;
    // Checks domain and selector too: what becomes a file name below is letters, digits, hyphens and dots.
    let signer = Signer::new(domain, selector, pem.expose_secret())?;
    let key_file = Path::new(KEYS).join(format!("{selector}.pem"));
    let path = root.join(&key_file);
    save(&path, pem.expose_secret().as_bytes()).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists(key_file.clone()),
        _ => Error::File { path: key_file.clone(), deed: "written", source },
    })?;
    let identity =
        DkimIdentity { domain: signer.domain().to_owned(), selector: selector.to_owned(), key_file };
    Ok(Made { identity, record: signer.record()? })
}

/// The public half of a key that config.toml names, out of its file.
pub fn read(root: &Path, identity: &DkimIdentity) -> Result<Made, Error> {
    let pem = fs::read_to_string(root.join(&identity.key_file)).map_err(|source| Error::File {
        path: identity.key_file.clone(),
        deed: "read",
        source,
    })?;
    let record = Signer::new(&identity.domain, &identity.selector, &pem)?.record()?;
    Ok(Made { identity: identity.clone(), record })
}

/// `s2026a`, or with the next letter if there is such a file: RSA keys begin with s, the others with e.
pub fn free_selector(root: &Path, algorithm: Algorithm, year: i16) -> String {
    let kind = match algorithm {
        Algorithm::Rsa => 's',
        Algorithm::Ed25519 => 'e',
    };
    let named = |letter| format!("{kind}{year}{letter}");
    let free = |letter: &char| !root.join(KEYS).join(format!("{}.pem", named(*letter))).exists();
    named(('a'..='z').find(free).unwrap_or('z'))
}

/// A whole file that nobody else can read, or none; never in the place of another.
fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    if let Some(above) = folder.parent() {
        private::folder(above, above)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_key_is_for_its_owner_alone_and_the_record_can_be_printed_again() {
        let root = tempfile::tempdir().expect("a folder");
        for (algorithm, selector) in [(Algorithm::Rsa, "s2026a"), (Algorithm::Ed25519, "e2026a")] {
            let made = make(root.path(), "example.eu", selector, algorithm).expect("made");
            let file = root.path().join(&made.identity.key_file);
            let mode = fs::metadata(&file).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            assert_eq!(read(root.path(), &made.identity).expect("read"), made);
            assert!(made.config().contains(&format!("key_file = \".courant/keys/{selector}.pem\"")));
        }
        for folder in [KEYS, ".courant"] {
            let mode = fs::metadata(root.path().join(folder)).expect("a folder").permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{folder}");
        }
    }

    #[test]
    fn a_key_is_never_overwritten() {
        let root = tempfile::tempdir().expect("a folder");
        let made = make(root.path(), "example.eu", "s2026a", Algorithm::Ed25519).expect("made");
        let before = fs::read(root.path().join(&made.identity.key_file)).expect("read");
        let again = make(root.path(), "example.eu", "s2026a", Algorithm::Ed25519);
        assert!(matches!(again, Err(Error::Exists(_))), "{again:?}");
        assert_eq!(fs::read(root.path().join(&made.identity.key_file)).expect("read"), before);
        assert_eq!(fs::read_dir(root.path().join(KEYS)).expect("a folder").count(), 1);
        assert_eq!(free_selector(root.path(), Algorithm::Rsa, 2026), "s2026b");
        assert_eq!(free_selector(root.path(), Algorithm::Ed25519, 2026), "e2026a");
    }

    #[test]
    fn a_selector_is_never_a_path() {
        let root = tempfile::tempdir().expect("a folder");
        for selector in ["../s", "/etc/s", "s/../../x", "..", ""] {
            let made = make(root.path(), "example.eu", selector, Algorithm::Ed25519);
            assert!(matches!(made, Err(Error::Dkim(dkim::Error::Selector(_)))), "{selector}");
        }
        assert_eq!(fs::read_dir(root.path()).expect("a folder").count(), 0);
    }
}
