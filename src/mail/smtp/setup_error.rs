//! Why a transport can't even be built: a password or a certificate authority that can't be had.

use std::io;
use std::path::PathBuf;

/// Found before anything is sent.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("the password command \"{program}\" failed: {detail}")]
    PasswordCommand { program: String, detail: String },
    #[error("the environment variable {name} for the relay's password is not set")]
    PasswordVariable { name: String },
    #[error("the password file {} can't be read: {source}", path.display())]
    PasswordFile { path: PathBuf, source: io::Error },
    #[error("the password file {} can be read by others: run chmod 600 on it", path.display())]
    PasswordFileOpen { path: PathBuf },
    #[error("the relay's password is empty")]
    PasswordEmpty,
    #[error("the certificate authority {} can't be read: {detail}", path.display())]
    CaFile { path: PathBuf, detail: String },
    #[error("no trusted certificates found on this machine: install ca-certificates, or name a ca_file")]
    NoTrust,
    #[error("the TLS library refused its own configuration: {0}")]
    Tls(String),
    #[error("\"{0}\" can't be the name on a certificate")]
    HostName(String),
}
