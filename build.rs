//! Lists the catalogues, so that a language comes along with the program by its files alone: those of the letter in
//! `templates/locales`, those of the program's own words in `src/locale/interface`.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = std::env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let letters = root.join("templates/locales");
    println!("cargo::rerun-if-changed=templates/locales");
    list(&letters, &mut File::create(Path::new(&out).join("locales.rs"))?)?;

    let interface = root.join("src/locale/interface");
    println!("cargo::rerun-if-changed=src/locale/interface");
    let mut all = File::create(Path::new(&out).join("interface.rs"))?;
    writeln!(all, "&[")?;
    let mut folders: Vec<_> = sorted(&interface)?.into_iter().filter(|path| path.is_dir()).collect();
    // What the others lack is said in English.
    folders.sort_by_key(|folder| name(folder) != "en");
    for folder in &folders {
        writeln!(all, "({:?},", name(folder))?;
        list(folder, &mut all)?;
        writeln!(all, "),")?;
    }
    writeln!(all, "]")
}

/// Writes the catalogues of a folder as pairs of name and text.
fn list(folder: &Path, out: &mut File) -> io::Result<()> {
    writeln!(out, "&[")?;
    for path in sorted(folder)?.iter().filter(|path| path.extension().is_some_and(|ending| ending == "ftl")) {
        writeln!(out, "    ({:?}, include_str!({path:?})),", name(path))?;
    }
    writeln!(out, "]")
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
