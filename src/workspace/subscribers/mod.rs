//! The lists: `subscribers/<list>.csv`, in whatever form a spreadsheet leaves it, and `<list>.toml` beside it.

mod columns;
mod encoding;
mod line_ends;
mod list_table;
mod open_mark;
mod row_span;
mod row_spans;
mod rows;
mod separator;

use std::fs::File;
use std::io::{BufReader, Seek as _};
use std::path::{Path, PathBuf};

use super::{Error, Workspace, WorkspacePath};
use crate::domain::{List, ListName, Place, Problem, Severity, Subscriber};
use crate::locale::say;

pub use open_mark::OPEN_MARK;
pub use rows::{BAD_ROW, TWICE};

const ENCODING: &str = "SUB006";

impl Workspace {
    /// What `subscribers/<list>.toml` says; nothing, if it is not there.
    pub fn list(&self, name: &ListName) -> Result<(List, Vec<Problem>), Error> {
        if !self.root.join(list_file(name, "csv")).exists() {
            return Err(Error::NoList(name.clone()));
        }
        let file = list_file(name, "toml");
        match below(&file)?.read_text(&self.root) {
            Ok(text) => Ok(list_table::read(name, &file, &text)),
            Err(error) if error.is_not_found() => Ok((list_table::empty(name), Vec::new())),
            Err(error) => Err(error),
        }
    }

    /// What texts can call the columns of a list: `name`, and the further ones by their own names.
    pub fn list_columns(&self, name: &ListName) -> Result<Vec<String>, Error> {
        let path = below(&list_file(name, "csv"))?.resolve(&self.root)?;
        let failed = |source| Error::Io { path: path.clone(), source };
        let mut open = File::open(&path).map_err(failed)?;
        let encoding = encoding::detect(BufReader::new(&open)).map_err(failed)?;
        open.rewind().map_err(failed)?;
        let text = BufReader::new(encoding::Decoding::new(BufReader::new(open), encoding));
        rows::columns(text).map_err(failed)
    }

    /// Hands over every good row of a list, one by one, and tells which rows are bad and what is wrong in the table of
    /// facts. If one of these problems must be fixed, the list is not to be used. Of the list, only a short
    /// mark per address is kept in memory, to tell the second row of a reader from the first.
    pub fn read_subscribers(
        &self,
        name: &ListName,
        each: &mut dyn FnMut(Subscriber),
    ) -> Result<Vec<Problem>, Error> {
        let (list, mut problems) = self.list(name)?;
        let file = list_file(name, "csv");
        let path = below(&file)?.resolve(&self.root)?;
        problems.extend(read(&list, &file, &path, each)?);
        Ok(problems)
    }
}

fn list_file(name: &ListName, ending: &str) -> PathBuf {
    Path::new("subscribers").join(format!("{name}.{ending}"))
}

fn below(file: &Path) -> Result<WorkspacePath, Error> {
    Ok(WorkspacePath::parse(file.to_str().unwrap_or_default())?)
}

fn read(
    list: &List,
    file: &Path,
    path: &Path,
    each: &mut dyn FnMut(Subscriber),
) -> Result<Vec<Problem>, Error> {
    let failed = |source| Error::Io { path: path.to_owned(), source };
    let mut open = File::open(path).map_err(failed)?;
    let encoding = encoding::detect(BufReader::new(&open)).map_err(failed)?;
    let mut problems = Vec::new();
    if let Some(guess) = encoding.guessed() {
        let what = say!("SUB006-guessed", encoding = guess.to_string());
        let problem = Problem::new(ENCODING, Severity::Tip, Place::file(file), what);
        problems.push(problem.remedy(say!("SUB006-guessed-remedy")));
    }
    open.rewind().map_err(failed)?;
    let text = BufReader::new(encoding::Decoding::new(BufReader::new(open), encoding));
    rows::read(list, file, text, each, &mut problems).map_err(failed)?;
    Ok(problems)
}

#[cfg(test)]
mod tests;
