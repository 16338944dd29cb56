//! What the network said when it was last asked, in `.courant/`: so that good links are not visited again and again, and
//! that a send obeys what was found.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use crate::net::{Answer, Question, Visit};
use crate::proof::Endpoint;
use crate::workspace::{Workspace, private};

const FOLDER: &str = ".courant";
const FILE: &str = "network.json";
/// Older than this, nothing counts: the world has moved on.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24);
/// A link that arrived is not followed again before.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// Everything, with the time it was asked.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Memory {
    pub dns: Option<(Timestamp, Vec<(Question, Answer)>)>,
    pub visits: BTreeMap<String, (Timestamp, Visit)>,
    pub endpoint: Option<(Timestamp, Endpoint)>,
}

impl Memory {
    /// Empty where there is none, or none that can be read: then it is asked anew.
    pub fn read(workspace: &Workspace, now: Timestamp) -> Self {
        let text = std::fs::read(workspace.root().join(FOLDER).join(FILE)).unwrap_or_default();
        let mut memory: Self = serde_json::from_slice(&text).unwrap_or_default();
        // What was asked in the future was asked by another clock.
        let counts = |at: &Timestamp| *at <= now && now.duration_since(*at) < FORGOTTEN;
        memory.dns = memory.dns.filter(|(at, _)| counts(at));
        memory.endpoint = memory.endpoint.filter(|(at, _)| counts(at));
        memory.visits.retain(|_, (at, _)| counts(at));
        memory
    }

    /// What became of a link, if it arrived and that is not long ago.
    pub fn fresh(&self, url: &str, now: Timestamp) -> Option<&Visit> {
        let (at, visit) = self.visits.get(url)?;
        let arrived = matches!(visit.end, Ok(200..=299));
        (arrived && now.duration_since(*at) < FRESH).then_some(visit)
    }

    /// Whole or not at all, for the owner alone.
    pub fn write(&self, workspace: &Workspace) -> io::Result<()> {
        let folder = workspace.root().join(FOLDER);
        private::folder(&folder, &folder)?;
        self.write_into(&folder)
    }

    fn write_into(&self, folder: &Path) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.persist(folder.join(FILE)).map(drop).map_err(|error| error.error)
    }
}
