//! Why a transport can't even be built: certificates that can't be had.

use std::path::PathBuf;

/// Found before anything is sent.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("the certificate authority {} can't be read: {detail}", path.display())]
    CaFile { path: PathBuf, detail: String },
    #[error("no trusted certificates found on this machine: install ca-certificates, or name a ca_file")]
    NoTrust,
    #[error("the TLS library refused its own configuration: {0}")]
    Tls(String),
    #[error("\"{0}\" can't be the name on a certificate")]
    HostName(String),
}
