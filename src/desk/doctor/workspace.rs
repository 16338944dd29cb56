//! The files: config, issues, lists, keys, and the disk that they lie on.

use std::os::unix::fs::PermissionsExt as _;

use super::{Finding, Health};
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
            let languages = newsletter.languages.len();
            let detail = format!("config.toml: {name}, {languages} languages, {mode}");
            let health = if problems.is_empty() { Health::Good } else { Health::Remark };
            Finding::new("Config", health, detail)
        }
        None => {
            let must = problems.iter().filter(|problem| problem.blocks()).count();
            Finding::new("Config", Health::Bad, format!("config.toml: {must} to be mended"))
        }
    };
    let remedy = "`courant list` shows each with its place";
    (settings, if problems.is_empty() { finding } else { finding.remedy(remedy) })
}

pub(super) fn issues(workspace: &Workspace) -> Finding {
    let issues = match workspace.issues() {
        Ok(issues) => issues,
        Err(error) => return Finding::new("Issues", Health::Bad, error.to_string()),
    };
    let broken: Vec<_> = issues.iter().filter_map(|id| Some((id, workspace.issue(id).err()?))).collect();
    match broken.first() {
        None => Finding::new("Issues", Health::Good, format!("{} can be opened", issues.len())),
        Some((id, error)) => Finding::new("Issues", Health::Bad, format!("{id}: {error}")),
    }
}

pub(super) fn lists(workspace: &Workspace) -> Vec<Finding> {
    let names = match workspace.lists() {
        Ok(names) if names.is_empty() => {
            let none = Finding::new("Lists", Health::Remark, "there are none");
            return vec![none.remedy("put a file like readers.csv, with a column email, into subscribers/")];
        }
        Ok(names) => names,
        Err(error) => return vec![Finding::new("Lists", Health::Bad, error.to_string())],
    };
    let look = |name| {
        let mut readers = 0_u64;
        match workspace.read_subscribers(name, &mut |_| readers += 1) {
            Ok(problems) if problems.is_empty() => {
                Finding::new("Lists", Health::Good, format!("{name}: {readers} readers"))
            }
            Ok(problems) => {
                let detail = format!("{name}: {readers} readers, {} remarks", problems.len());
                let place = problems[0].place.line.map_or(String::new(), |line| format!(", line {line}"));
                let first = format!("subscribers/{name}.csv{place}: {}", problems[0].what);
                Finding::new("Lists", Health::Remark, detail).remedy(first)
            }
            Err(error) => Finding::new("Lists", Health::Bad, error.to_string()),
        }
    };
    names.iter().map(look).collect()
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

pub(super) fn disk(workspace: &Workspace) -> Finding {
    match rustix::fs::statvfs(workspace.root()) {
        Err(error) => Finding::new("Disk", Health::NotChecked, error.to_string()),
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let detail = format!("{} MB free", free / 1_000_000);
            let health = if free < ROOM { Health::Bad } else { Health::Good };
            Finding::new("Disk", health, detail)
        }
    }
}
