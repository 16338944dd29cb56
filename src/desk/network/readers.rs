//! Counts the readers of an issue's lists by what stands behind the @, and before it.

use crate::domain::{Issue, Place};
use crate::proof::Readers;
use crate::workspace::Workspace;

/// Lists that can't be read are told elsewhere.
pub(super) fn of(workspace: &Workspace, issue: &Issue) -> Readers {
    let mut readers = Readers::default();
    for list in &issue.lists {
        // Whoever stands on two lists is counted twice; few do.
        _ = workspace.read_subscribers(list, &mut |reader| {
            readers.add(reader.address.local(), reader.address.domain());
        });
    }
    if let [only] = &issue.lists[..] {
        readers.place = Place::file(format!("subscribers/{only}.csv"));
    }
    readers
}
