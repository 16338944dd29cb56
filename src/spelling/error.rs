//! Why a language can't be checked.

use std::path::PathBuf;

use super::package;
use crate::domain::Lang;
use crate::locale::own_name;

/// No dictionary, or one that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("No dictionary for {} here: install {} (Debian, Ubuntu).", own_name(.0), package(.0))]
    Missing(Lang),
    #[error("{} can't be used: {why}.", .file.display())]
    Unusable { file: PathBuf, why: String },
}
