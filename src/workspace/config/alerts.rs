//! `[alerts]`: a program that is told, and a mail server of their own.

use std::path::Path;

use super::super::reading::Table;
use super::relay::{argv, relay};
use crate::domain::settings::Alerts;
use crate::locale::say;

pub(super) fn alerts(root: &Path, file: &Table<'_>) -> Option<Alerts> {
    let Some(node) = file.get("alerts") else { return Some(Alerts::default()) };
    let table = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
    let command = match table.get("command") {
        Some(node) => argv(&node, "[\"program\", \"argument\"]").map(Some),
        None => Some(None),
    };
    let own = match table.get("relay") {
        Some(_) => table.table("relay").and_then(|own| relay(root, &own)).map(Some),
        None => Some(None),
    };
    table.finish();
    Some(Alerts { command: command?, relay: own? })
}
