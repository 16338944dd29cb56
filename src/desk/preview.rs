//! The true letters as files for the browser: HTML with its pictures beside it, text, and a page with all
//! editions side by side.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::press::{Pressed, press};
use super::reader_copy::{UNSUBSCRIBE, picture_name, reader_copy};
use crate::domain::settings::Settings;
use crate::domain::{IssueId, Lang, Letter, Problem, Slots};
use crate::locale;
use crate::render::Templates;
use crate::workspace::{self, Workspace};

/// What was written, and what is wrong with it.
#[derive(Debug)]
pub struct Preview {
    /// The page that links all editions, or the only one that was asked for.
    pub index: PathBuf,
    pub editions: Vec<PreviewedEdition>,
    pub problems: Vec<Problem>,
    pub workspace_broken: bool,
}

/// The files of one edition.
#[derive(Debug)]
pub struct PreviewedEdition {
    pub lang: Lang,
    pub subject: String,
    pub html: PathBuf,
    pub text: PathBuf,
    pub html_bytes: usize,
}

/// A preview that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    #[error("the issue has no {lang} edition; it has {}", tags(has))]
    NoEdition { lang: Lang, has: Vec<Lang> },
    #[error("{} is there already, and no preview wrote it", path.display())]
    Theirs { path: PathBuf },
    #[error("{}: {source}", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// Where previews go if nobody says otherwise.
pub fn default_folder(workspace: &Workspace, issue: &IssueId) -> PathBuf {
    workspace.root().join("outbox").join("preview").join(issue.as_str())
}

/// Writes the editions of an issue, or only one, into `into`.
pub fn preview(
    workspace: &Workspace,
    issue: &IssueId,
    only: Option<&Lang>,
    into: &Path,
) -> Result<Preview, Error> {
    let pressed = press(workspace, issue, only)?;
    let has = &pressed.issue.languages;
    if let Some(lang) = only.filter(|lang| !has.is_empty() && !has.contains(lang)) {
        return Err(Error::NoEdition { lang: lang.clone(), has: has.clone() });
    }
    let mut editions = Vec::with_capacity(pressed.letters.len());
    let index = only.is_none().then(|| "index.html".to_owned());
    let pages = pressed.letters.keys().flat_map(|lang| [format!("{lang}.html"), format!("{lang}.txt")]);
    if let Some(path) =
        index.into_iter().chain(pages).map(|name| into.join(name)).find(|path| is_theirs(path))
    {
        return Err(Error::Theirs { path });
    }
    fs::create_dir_all(into).map_err(|source| Error::Write { path: into.to_owned(), source })?;
    if let (Some(settings), Some(templates)) = (&pressed.settings, &pressed.templates) {
        for letter in pressed.letters.values() {
            editions.push(write_edition(letter, settings, templates, into)?);
        }
    }
    let mut index = into.join("index.html");
    match only {
        // The page of all editions stays as it was: one of them is not all.
        Some(lang) => index = into.join(format!("{lang}.html")),
        None => write(&index, index_page(&pressed, &editions).as_bytes())?,
    }
    Ok(Preview { index, editions, problems: pressed.problems, workspace_broken: pressed.workspace_broken })
}

/// Whether something is there that no preview has written: its links lead nowhere else.
fn is_theirs(path: &Path) -> bool {
    match fs::read_to_string(path) {
        Ok(text) => !text.starts_with(INDEX_HEAD) && !text.contains(UNSUBSCRIBE),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

fn tags(languages: &[Lang]) -> String {
    languages.iter().map(Lang::as_str).collect::<Vec<_>>().join(", ")
}

fn write_edition(
    letter: &Letter,
    settings: &Settings,
    templates: &Templates,
    into: &Path,
) -> Result<PreviewedEdition, Error> {
    let lang = &letter.lang;
    let copy = reader_copy(letter, settings, templates, &Slots::default());
    for picture in &letter.pictures {
        let path = into.join(picture_name(picture));
        if !path.exists() {
            write(&path, &picture.bytes)?;
        }
    }
    let edition = PreviewedEdition {
        lang: lang.clone(),
        subject: copy.subject,
        html: into.join(format!("{lang}.html")),
        text: into.join(format!("{lang}.txt")),
        html_bytes: copy.html.len(),
    };
    write(&edition.html, copy.html.as_bytes())?;
    write(&edition.text, copy.text.as_bytes())?;
    Ok(edition)
}

/// All editions next to each other; each also opens alone, in a window as wide as one wants.
fn index_page(pressed: &Pressed, editions: &[PreviewedEdition]) -> String {
    let mut columns = String::new();
    for edition in editions {
        let name = locale::own_name(&edition.lang);
        let subject = escaped(&edition.subject);
        let lang = &edition.lang;
        columns.push_str(&format!(
            "<section lang=\"{lang}\" dir=\"{}\"><h2>{name}</h2><p>{subject}</p>\
             <p><a href=\"{lang}.html\">HTML</a> · <a href=\"{lang}.txt\">text</a> · {} kB</p>\
             <iframe src=\"{lang}.html\" title=\"{name}\"></iframe></section>\n",
            lang.dir(),
            edition.html_bytes / 1000
        ));
    }
    let title = escaped(&pressed.issue.title);
    format!(
        "{INDEX_HEAD}<title>{title}</title></head><body><h1>{title}</h1><main>\n{columns}</main></body></html>\n"
    )
}

const INDEX_HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta name=\"color-scheme\" content=\"light dark\"><style>\
body{margin:24px;font:15px/22px system-ui,sans-serif}h1{font-size:22px}h2{font-size:17px;margin:0}\
main{display:flex;gap:20px;overflow-x:auto;align-items:flex-start}section{flex:0 0 640px}p{margin:4px 0}\
html{background:#fff;color:#16202a}a{color:#0a4f8a}\
@media(prefers-color-scheme:dark){html{background:#12181d;color:#e6ebef}a{color:#9ec5ff}}\
iframe{width:100%;height:82vh;border:1px solid #9aa5b1;border-radius:6px;background:#fff}</style>";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Previews are made anew each time, so nothing is lost with half of one: no waiting for the disk.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let done = File::create(path).and_then(|mut file| file.write_all(bytes));
    done.map_err(|source| Error::Write { path: path.to_owned(), source })
}
