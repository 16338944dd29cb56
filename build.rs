//! Lists the catalogues in `templates/locales`, so that a language comes along with the program by its file alone.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/locales");
    println!("cargo::rerun-if-changed=templates/locales");
    let mut files: Vec<_> =
        fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "ftl"));
    files.sort();
    let out = std::env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let mut list = File::create(Path::new(&out).join("locales.rs"))?;
    writeln!(list, "&[")?;
    for path in files {
        let tag = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        writeln!(list, "    ({tag:?}, include_str!({path:?})),")?;
    }
    writeln!(list, "]")
}
