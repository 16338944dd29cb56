//! Keeps the floor plan, the length of files and the names that say something. Reads `src/`, needs only std.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A module may use what lies on a lower floor, never its neighbours.
const FLOORS: &[&[&str]] = &[
    &["domain"],
    &["locale"],
    &["workspace", "intake", "render", "mail", "ledger"],
    &["proof"],
    &["desk"],
    &["tui", "cli", "web"],
];

/// Inside the composer, lowest first; what stands together may use each other.
const COMPOSER: &[&[&str]] =
    &[&["event", "effect", "keys", "theme"], &["widgets"], &["screens"], &["app", "perform"], &["run"]];

const LONGEST_FILE: usize = 400;

const SAYS_NOTHING: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "manager", "handler", "handlers", "misc"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The names that follow `prefix` in code; comments are left out.
fn mentions<'a>(text: &'a str, prefix: &str) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            if !rest[..end].is_empty() {
                found.push((number + 1, &rest[..end]));
            }
        }
    }
    found
}

fn floor_of(plan: &[&[&str]], name: &str) -> Option<usize> {
    plan.iter().position(|floor| floor.contains(&name))
}

/// Every use in the files below `folder` of a module that is not on a lower floor of `plan`.
fn wrong_uses(folder: &Path, prefix: &str, plan: &[&[&str]], neighbours_may: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in rust_files(folder) {
        let inside = file.strip_prefix(folder).expect("below the folder");
        let own = inside.components().next().expect("a name").as_os_str().to_string_lossy();
        let own = own.trim_end_matches(".rs").to_owned();
        let Some(floor) = floor_of(plan, &own) else { continue };
        let text = fs::read_to_string(&file).expect("a readable file");
        for (line, used) in mentions(&text, prefix) {
            if used == own {
                continue;
            }
            let allowed =
                floor_of(plan, used).is_none_or(|other| other < floor || (neighbours_may && other == floor));
            if !allowed {
                wrong.push(format!("{}:{line}: {own} may not use {used}", file.display()));
            }
        }
    }
    wrong
}

#[test]
fn every_module_uses_only_the_floors_below_its_own() {
    let wrong = wrong_uses(&source(), "crate::", FLOORS, false);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_composer_keeps_its_own_order() {
    let wrong = wrong_uses(&source().join("tui"), "crate::tui::", COMPOSER, true);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_source_has_a_floor() {
    for entry in fs::read_dir(source()).expect("src") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let known = floor_of(FLOORS, &name).is_some() || name == "main" || name == "lib";
        assert!(known, "{} is on no floor", path.display());
    }
}

#[test]
fn no_file_is_two_things() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut long = Vec::new();
    for file in ["src", "tests", "examples"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.exists())
        .flat_map(|path| rust_files(&path))
    {
        let lines = fs::read_to_string(&file).expect("a readable file").lines().count();
        if lines > LONGEST_FILE {
            long.push(format!("{}: {lines} lines", file.display()));
        }
    }
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_has_a_name_that_says_it_too() {
    let mut wrong = Vec::new();
    for file in rust_files(&source()) {
        let text = fs::read_to_string(&file).expect("a readable file");
        if !text.starts_with("//! ") {
            wrong.push(format!("{}: does not open with what it is for", file.display()));
        }
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        if SAYS_NOTHING.contains(&name.as_str()) {
            wrong.push(format!("{}: the name says nothing", file.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn sql_stays_in_the_ledger() {
    let mut wrong = Vec::new();
    for file in rust_files(&source()) {
        if file.starts_with(source().join("ledger")) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a readable file");
        if text.contains("rusqlite") || text.contains("tokio_postgres") {
            wrong.push(file.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
