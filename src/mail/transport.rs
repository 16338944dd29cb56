//! Where finished letters go: over the wire, or into files. A closed set.

use super::files::FilesTransport;
use super::smtp::SmtpTransport;

/// The two ways there are.
#[derive(Debug, Clone)]
pub enum Transport {
    Smtp(SmtpTransport),
    Files(FilesTransport),
}
