//! What a rule reads, in words.

use super::Stage;
use crate::locale::say;

/// What a rule looks at, as `--explain` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    Stage(Stage),
    /// A file by its name.
    File(&'static str),
    Edition,
    List,
    Template,
    Folders,
}

impl Reads {
    /// In the language of the interface.
    pub fn in_words(self) -> String {
        match self {
            Self::Stage(Stage::Text) => say!("reads-text"),
            Self::Stage(Stage::Letter) => say!("reads-letter"),
            Self::Stage(Stage::Message) => say!("reads-message"),
            Self::Stage(Stage::Network) => say!("reads-network"),
            Self::File(name) => name.to_owned(),
            Self::Edition => say!("reads-edition"),
            Self::List => say!("reads-list"),
            Self::Template => say!("reads-template"),
            Self::Folders => say!("reads-folder"),
        }
    }
}
