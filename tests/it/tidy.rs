//! Keeps the floor plan, the length of files and the names that say something. Reads `src/`, needs only std.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A module may use what lies on a lower floor, never its neighbours.
const FLOORS: &[&[&str]] = &[
    &["domain"],
    &["locale"],
    &["workspace", "intake", "render", "mail", "net", "ledger", "spelling"],
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

/// The module a file of the source is, as the names that lead to it.
fn module_of(inside: &Path) -> Vec<String> {
    let names = inside.with_extension("");
    let names = names.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| !["mod", "lib", "main"].contains(&name.as_str())).collect()
}

/// Every path through `crate` or `super` in the text of `module`, with its line, as it is written from the root.
/// Groups are taken apart; comments are left out.
fn paths_in(text: &str, module: &[String]) -> Vec<(usize, Vec<String>)> {
    let lines: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = lines.join("\n");
    let inside = modules_inside(&lines, module);
    let mut found = Vec::new();
    for root in ["crate", "super"] {
        for (at, _) in code.match_indices(root) {
            let begins = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            if !begins || !code[at + root.len()..].starts_with("::") {
                continue;
            }
            let number = code[..at].matches('\n').count();
            let mut paths = Vec::new();
            take_path(&code[at..], &mut Vec::new(), &mut paths);
            found.extend(paths.iter().map(|path| (number + 1, from_the_root(path, &inside[number]))));
        }
    }
    found
}

/// For each line the module that it stands in. Modules end where rustfmt puts their brace: below where they begin.
fn modules_inside(lines: &[&str], module: &[String]) -> Vec<Vec<String>> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut all = Vec::new();
    for line in lines {
        let code = line.trim();
        let indent = line.len() - line.trim_start().len();
        if code == "}" && open.last().is_some_and(|(begun, _)| *begun == indent) {
            open.pop();
        }
        let words: Vec<&str> = code.split_whitespace().collect();
        if let [.., "mod", name, "{"] = words[..] {
            open.push((indent, name));
        }
        all.push(module.iter().cloned().chain(open.iter().map(|(_, name)| (*name).to_owned())).collect());
    }
    all
}

/// Reads `a::b`, `a::{b, c::d}` or `a::*` and gives what comes behind it.
fn take_path<'a>(text: &'a str, path: &mut Vec<&'a str>, found: &mut Vec<Vec<&'a str>>) -> &'a str {
    let mut rest = text.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        rest = group.trim_start();
        while !rest.is_empty() && !rest.starts_with('}') {
            let depth = path.len();
            rest = take_path(rest, path, found);
            path.truncate(depth);
            rest = rest.find([',', '}']).map_or("", |end| &rest[end..]);
            rest = rest.trim_start_matches(',').trim_start();
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && !"_*".contains(c)).unwrap_or(rest.len());
    if end > 0 {
        path.push(&rest[..end]);
    }
    match rest[end..].strip_prefix("::") {
        Some(more) if end > 0 => take_path(more, path, found),
        _ => {
            found.push(path.clone());
            &rest[end..]
        }
    }
}

/// `path`, written in `module`, as it is from the root of the crate.
fn from_the_root(path: &[&str], module: &[String]) -> Vec<String> {
    let mut whole = if path.first() == Some(&"crate") { Vec::new() } else { module.to_vec() };
    for name in path {
        match *name {
            "crate" | "self" => {}
            "super" => _ = whole.pop(),
            name => whole.push(name.to_owned()),
        }
    }
    whole
}

fn floor_of(plan: &[&[&str]], name: &str) -> Option<usize> {
    plan.iter().position(|floor| floor.contains(&name))
}

/// Every use in the files below the module `root` of a module in it that is not on a lower floor of `plan`.
fn wrong_uses(root: &[&str], plan: &[&[&str]], neighbours_may: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in rust_files(&source().join(root.join("/"))) {
        let module = module_of(file.strip_prefix(source()).expect("below the folder"));
        let Some(own) = module.get(root.len()) else { continue };
        let Some(floor) = floor_of(plan, own) else { continue };
        let text = fs::read_to_string(&file).expect("a readable file");
        for (line, path) in paths_in(&text, &module) {
            if path.len() < root.len() || path.iter().zip(root).any(|(name, of_root)| name != of_root) {
                continue;
            }
            // What names the root alone, or takes all there is, may be any of them.
            let used = path.get(root.len()).map_or("*", String::as_str);
            let allowed = used == own
                || (used != "*"
                    && floor_of(plan, used)
                        .is_none_or(|other| other < floor || (neighbours_may && other == floor)));
            if !allowed {
                wrong.push(format!("{}:{line}: {own} may not use {used}", file.display()));
            }
        }
    }
    wrong
}

#[test]
fn every_module_uses_only_the_floors_below_its_own() {
    let wrong = wrong_uses(&[], FLOORS, false);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_composer_keeps_its_own_order() {
    let wrong = wrong_uses(&["tui"], COMPOSER, true);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_path_is_seen_in_every_form_that_it_can_be_written_in() {
    let module = module_of(Path::new("mail/smtp/line.rs"));
    for (text, seen) in [
        ("use crate::desk::Desk;", vec![(1, "desk::Desk")]),
        ("use crate::{desk, web as w};", vec![(1, "desk"), (1, "web")]),
        (
            "x();\nuse crate::{\n    domain::{Lang, Mode},\n    web,\n};",
            vec![(2, "domain::Lang"), (2, "domain::Mode"), (2, "web")],
        ),
        ("pub use super::super::super::web::Page;", vec![(1, "web::Page")]),
        (
            "use super::{super::{super::{web, self}}, wire};",
            vec![(1, "web"), (1, ""), (1, "mail::smtp::wire")],
        ),
        ("let a = crate::web::<A>(super::b());", vec![(1, "web"), (1, "mail::smtp::b")]),
        ("use crate::*; // crate::desk", vec![(1, "*")]),
        (
            "mod tests {\n    use super::super::wire;\n}\nuse super::form;",
            vec![(2, "mail::smtp::wire"), (4, "mail::smtp::form")],
        ),
        ("let crates = my_crate::web;", vec![]),
    ] {
        let found = paths_in(text, &module);
        for (line, path) in seen {
            assert!(
                found.iter().any(|(at, one)| *at == line && one.join("::") == path),
                "{text}: {path} in {found:?}"
            );
        }
        assert!(!found.is_empty() || text.contains("my_crate"), "{text}");
    }
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
