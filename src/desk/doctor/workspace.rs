//! The files: config, keys, and the disk that they lie on.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use super::{Finding, Health, counted};
use crate::domain::Mode;
use crate::domain::settings::Settings;
use crate::workspace::Workspace;

pub(super) fn config(workspace: &Workspace) -> (Option<Settings>, Finding) {
    let (settings, problems) = workspace.settings();
    let finding = match &settings {
        Some(settings) => {
            let newsletter = &settings.newsletter;
            let mode = match newsletter.mode {
                Mode::Test => "test mode: only the test readers can be mailed",
                Mode::Live => "live",
            };
            let name = newsletter.name.get_or_source(newsletter.source(), newsletter.source());
            let languages = counted(newsletter.languages.len(), "language", "languages");
            let detail = format!("config.toml: {name}, {languages}, {mode}");
            let health = if problems.is_empty() { Health::Good } else { Health::Remark };
            Finding::new("Config", health, detail)
        }
        None => {
            let must = problems.iter().filter(|problem| problem.blocks()).count();
            Finding::new("Config", Health::Bad, format!("config.toml: {must} to be mended"))
        }
    };
    (settings, finding.with_problems(problems))
}

pub(super) fn signing(workspace: &Workspace, settings: &Settings) -> Vec<Finding> {
    if settings.dkim.is_empty() {
        let none =
            Finding::new("Signature", Health::Remark, "letters are not signed with DKIM by this program");
        return vec![none.remedy("`courant dkim new` makes a key, unless your mail server signs")];
    }
    let look = |identity: &crate::domain::settings::DkimIdentity| {
        let path = workspace.root().join(&identity.key_file);
        let name = format!("{}._domainkey.{}", identity.selector, identity.domain);
        match std::fs::metadata(&path) {
            Err(error) => Finding::new("Signature", Health::Bad, format!("{}: {error}", path.display())),
            Ok(file) if file.permissions().mode() & 0o077 != 0 => {
                Finding::new("Signature", Health::Bad, format!("{} can be read by others", path.display()))
                    .remedy(format!("chmod 600 {}", path.display()))
            }
            Ok(_) => {
                Finding::new("Signature", Health::Good, format!("{name}; its DNS record is not checked"))
            }
        }
    };
    settings.dkim.iter().map(look).collect()
}

/// A mailing to 40,000 needs about this much.
const ROOM: u64 = 256 * 1024 * 1024;

/// Of the file systems that are written to: the workspace's, and the ledger's where that is another one.
pub(super) fn disks(workspace: &Workspace, settings: &Settings) -> Vec<Finding> {
    let root = workspace.root();
    let of = |at: &Path| std::fs::metadata(at).map(|about| about.dev()).ok();
    let file = settings.store.database.is_none().then(|| root.join(&settings.ledger));
    let ledger = file.iter().flat_map(|file| file.ancestors()).find(|at| of(at).is_some());
    let apart = ledger.filter(|at| of(at) != of(root));
    std::iter::once(disk("Disk", root)).chain(apart.map(|at| disk("Ledger's disk", at))).collect()
}

fn disk(name: &'static str, at: &Path) -> Finding {
    match rustix::fs::statvfs(at) {
        Err(error) => Finding::new(name, Health::NotChecked, error.to_string()),
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let detail = format!("{} MB free", free / 1_000_000);
            let health = if free < ROOM { Health::Bad } else { Health::Good };
            Finding::new(name, health, detail)
        }
    }
}
