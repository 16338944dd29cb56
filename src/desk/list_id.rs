//! The List-Id of the last mailing that went to lists: readers' filters go by it, so it is held against the settings.

use std::io::{self, Write as _};

use crate::workspace::{Workspace, private};

const FOLDER: &str = ".courant";
const FILE: &str = "list-id";

/// None where nothing was mailed yet, and where that can't be read.
pub fn last(workspace: &Workspace) -> Option<String> {
    let text = std::fs::read_to_string(workspace.root().join(FOLDER).join(FILE)).ok()?;
    Some(text.trim().to_owned()).filter(|id| !id.is_empty())
}

/// What can't be kept is not missed before the next mailing.
pub fn remember(workspace: &Workspace, id: &str) {
    if last(workspace).as_deref() != Some(id)
        && let Err(error) = write(workspace, id)
    {
        tracing::warn!("the List-Id of this mailing can't be kept: {error}");
    }
}

/// Whole or not at all.
fn write(workspace: &Workspace, id: &str) -> io::Result<()> {
    let folder = workspace.root().join(FOLDER);
    private::folder(&folder, &folder)?;
    let aside = folder.join(format!("{FILE}.{}", std::process::id()));
    let mut file = private::begin(&aside)?;
    writeln!(file, "{id}")?;
    file.sync_all()?;
    std::fs::rename(&aside, folder.join(FILE))
}
