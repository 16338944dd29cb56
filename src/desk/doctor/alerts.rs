//! Who is told what becomes of a mailing, and whether the program that tells is there.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::{Finding, Health, counted};
use crate::domain::settings::Settings;
use crate::workspace::Workspace;

/// None where nobody is to be told.
pub(super) fn look(workspace: &Workspace, settings: &Settings) -> Option<Finding> {
    if !settings.tells() {
        return None;
    }
    let program = settings.alerts.command.as_ref().and_then(|words| words.first());
    if let Some(program) = program.filter(|program| !is_there(program, workspace.root())) {
        let missing = Finding::new("Alerts", Health::Bad, format!("{program} is not there, or can't be run"));
        return Some(missing.remedy("mend command under [alerts] in config.toml"));
    }
    let mut ways = Vec::new();
    match settings.told().count() {
        0 => {}
        people => {
            let by =
                settings.alerts.relay.as_ref().map_or(String::new(), |relay| format!(" over {}", relay.host));
            ways.push(format!("mail to {}{by}", counted(people, "colleague", "colleagues")));
        }
    }
    ways.extend(program.map(|program| format!("the command {program}")));
    let ways = ways.join(", ");
    if settings.tells_only_by_the_relay() {
        let detail = format!("{ways}: nobody hears of a mail server that is down");
        let remedy = "add [alerts] with a command, or another mail server in [alerts.relay]";
        return Some(Finding::new("Alerts", Health::Remark, detail).remedy(remedy));
    }
    Some(Finding::new("Alerts", Health::Good, ways))
}

/// As the system looks for it: by its path, or along `PATH`.
fn is_there(program: &str, root: &Path) -> bool {
    let runs = |path: &Path| {
        path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
    };
    if program.contains('/') {
        return runs(&root.join(program));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| runs(&folder.join(program)))
}
