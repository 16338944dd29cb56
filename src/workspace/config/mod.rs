//! `config.toml` → `Settings`, with everything that is wrong with it at once: file, line, column, remedy.

mod alerts;
mod combinations;
mod delivery;
mod ledger_place;
mod network;
mod newsletter;
mod preset;
mod relay;
mod sender;
mod surroundings;

use std::path::{Path, PathBuf};

pub use ledger_place::{LedgerPlace, NoPlace};

use super::reading::{Node, Readable as _, Reading, Rules, Table};
use super::{BRING_BACK, PathError, WorkspacePath};
use crate::domain::settings::Settings;
use crate::domain::{Place, Problem};

/// The file's name at the root of a workspace.
pub(super) const FILE: &str = "config.toml";

const RULES: Rules = Rules {
    syntax: "CFG001",
    unknown_key: "CFG002",
    wrong_type: "CFG003",
    missing: "CFG004",
    value: "CFG005",
    not_yet: "CFG008",
};
const UNREADABLE: &str = "CFG006";
const COMBINATION: &str = "CFG007";
const PASSWORD: &str = "CFG009";
const LANGUAGE: &str = "CFG010";

/// Names the store instead of `url` in `[store]`.
const STORE_URL: &str = "COURANT_STORE_URL";

/// The format of `config.toml` that this version reads.
const FORMAT: u32 = 1;

/// Reads the config of the workspace in `root`.
pub(super) fn read_file(root: &Path) -> (Option<Settings>, Vec<Problem>) {
    let parsed = WorkspacePath::parse(FILE).map_err(super::Error::from);
    match parsed.and_then(|path| path.read_text(root)) {
        Ok(text) => {
            let (settings, problems) = read(root, text.strip_prefix('\u{feff}').unwrap_or(&text));
            elsewhere(settings, problems)
        }
        Err(error) if error.is_not_found() => {
            let problem = Problem::must(UNREADABLE, Place::file(FILE), "the file is missing");
            (None, vec![problem.remedy(BRING_BACK)])
        }
        Err(error) => {
            let problem = Problem::must(UNREADABLE, Place::file(FILE), "the config can't be read");
            (
                None,
                vec![
                    problem
                        .because(error.to_string())
                        .remedy("make it a text file in UTF-8 that you may read"),
                ],
            )
        }
    }
}

/// Where the ledger of the workspace in `root` is, whatever else of its config can't be used.
pub(super) fn ledger_place(root: &Path) -> Result<LedgerPlace, NoPlace> {
    ledger_place::of_file(root)
}

/// The environment may name another store: the same workspace on several machines.
fn elsewhere(settings: Option<Settings>, mut problems: Vec<Problem>) -> (Option<Settings>, Vec<Problem>) {
    let Ok(url) = std::env::var(STORE_URL) else { return (settings, problems) };
    let Some(mut settings) = settings else { return (None, problems) };
    match surroundings::store_url(&url) {
        Ok(surroundings::StoreUrl::File(path)) => {
            settings.ledger = path;
            settings.store.database = None;
        }
        Ok(surroundings::StoreUrl::Database(database)) => settings.store.database = Some(database),
        Err((why, remedy)) => {
            let what = format!("the environment variable {STORE_URL} can't be used");
            problems.push(Problem::must(RULES.value, Place::file(FILE), what).because(why).remedy(remedy));
            return (None, problems);
        }
    }
    (Some(settings), problems)
}

/// Reads the text of the config of the workspace in `root`; settings only if nothing must be fixed.
pub(super) fn read(root: &Path, text: &str) -> (Option<Settings>, Vec<Problem>) {
    let reading = Reading::new(Path::new(FILE), text, &RULES);
    let settings = match reading.parse(text) {
        None => None,
        Some(document) => settings(root, &Table::new(&reading, document.as_table(), String::new(), 0..0)),
    };
    let problems = reading.into_problems();
    let sound = !problems.iter().any(Problem::blocks);
    (settings.filter(|_| sound), problems)
}

/// Every part is read, whatever is wrong with the others.
fn settings(root: &Path, file: &Table<'_>) -> Option<Settings> {
    format(file);
    let newsletter = newsletter::newsletter(file);
    let look = surroundings::look(root, file);
    let sender = sender::sender(file);
    let funding = surroundings::funding(root, file);
    let partners = surroundings::partners(root, file);
    let team = sender::team(file);
    let alerts = alerts::alerts(root, file);
    let delivery = delivery::delivery(root, file);
    let dkim = surroundings::dkim(root, file);
    let web = surroundings::web(file);
    let network = network::network(file);
    let store = surroundings::store(root, file);
    for key in ["archive", "hosting"] {
        file.not_yet(key, "take the table out");
    }
    file.finish();
    let (ledger, store) = store?;
    let settings = Settings {
        newsletter: newsletter?,
        look: look?,
        sender: sender?,
        funding,
        partners,
        team,
        alerts: alerts?,
        delivery: delivery?,
        dkim,
        web: web?,
        network: network?,
        ledger,
        store,
    };
    newsletter::missing_languages(file.reading, &settings.newsletter.languages);
    combinations::check(file, &settings);
    Some(settings)
}

fn format(file: &Table<'_>) {
    let Some(node) = file.demand("format", "1") else { return };
    if let Some(format) = u32::read(&node)
        && format != FORMAT
    {
        node.wrong::<()>(
            format_args!("this config is of format {format}, and this version reads {FORMAT}"),
            "use the version of Courant that wrote it",
        );
    }
}

/// A path below the workspace; a file that is not there yet should be mended, and does not stop anything.
fn file_below(root: &Path, node: &Node<'_>, written: &str) -> Option<String> {
    let path = match WorkspacePath::parse(written) {
        Ok(path) => path,
        Err(error) => {
            return node
                .wrong(error, "write the path below the workspace, like \"templates/images/logo.png\"");
        }
    };
    match path.resolve(root) {
        Ok(_) => {}
        Err(super::Error::Path(error @ PathError::LeadsOut(_))) => {
            return node.wrong(error, "copy the file into the workspace");
        }
        Err(error) => {
            let problem = Problem::should(
                UNREADABLE,
                node.reading.place(&node.span),
                format!("\"{}\": {written} can't be read", node.key),
            );
            let why =
                if error.is_not_found() { "there is no such file".to_owned() } else { error.to_string() };
            node.reading.report(problem.because(why).remedy("put the file there, or mend the path"));
        }
    }
    Some(path.as_str().to_owned())
}

/// The same behind a key.
fn file_of(root: &Path, table: &Table<'_>, key: &'static str) -> Option<String> {
    let node = table.get(key)?;
    let written = String::read(&node)?;
    file_below(root, &node, &written)
}

/// The same for a file of the program's own, as a path.
fn path_of(root: &Path, table: &Table<'_>, key: &'static str) -> Option<PathBuf> {
    file_of(root, table, key).map(PathBuf::from)
}

#[cfg(test)]
mod tests;
