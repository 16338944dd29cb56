//! The keys that letters are signed with, read only if nobody else can read them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::domain::settings::DkimIdentity;
use crate::mail::dkim::{self, Signer};

/// Why a key can't be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("{0}")]
    Read(std::io::Error),
    #[error("others can read it, and could sign in your name: chmod 600 {0}")]
    Readable(String),
    #[error(transparent)]
    Key(#[from] dkim::Error),
}

/// Reads one key; its file is relative to `root`.
pub fn signer(root: &Path, identity: &DkimIdentity) -> Result<Signer, KeyError> {
    let path = root.join(&identity.key_file);
    let mode = fs::metadata(&path).map_err(KeyError::Read)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeyError::Readable(identity.key_file.display().to_string()));
    }
    let pem = fs::read_to_string(&path).map_err(KeyError::Read)?;
    Ok(Signer::new(&identity.domain, &identity.selector, &pem)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::dkim_new;
    use crate::mail::dkim::Algorithm;

    #[test]
    fn a_key_that_others_can_read_is_refused_and_the_remedy_is_said() {
        let root = tempfile::tempdir().unwrap();
        let made = dkim_new::make(root.path(), "example.eu", "s1", Algorithm::Ed25519).unwrap();
        assert!(signer(root.path(), &made.identity).is_ok());
        let file = root.path().join(&made.identity.key_file);
        for mode in [0o644, 0o640, 0o604] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            let refused = signer(root.path(), &made.identity).unwrap_err().to_string();
            assert!(refused.ends_with("chmod 600 .courant/keys/s1.pem"), "{mode:o}: {refused}");
        }
    }
}
