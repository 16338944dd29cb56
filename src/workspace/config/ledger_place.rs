//! Where the ledger is, by a `config.toml` that can't be used as a whole: whoever wants to stop a mailing needs nothing
//! else of it. What is not certain is said to be so; nothing is guessed against what the file may mean.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::super::WorkspacePath;
use super::super::reading::{Reading, Table};
use super::surroundings::{LEDGER, StoreUrl, store, store_url};
use super::{FILE, RULES, STORE_URL};
use crate::domain::Problem;
use crate::domain::settings::StoreSettings;

/// As far as it can be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerPlace {
    /// Relative to the workspace.
    pub path: PathBuf,
    pub store: StoreSettings,
    /// Whether the whole file could be read for it, or the environment says it.
    pub is_certain: bool,
    /// The newsletter's, if it can be read.
    pub zone: Option<TimeZone>,
}

/// Why it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPlace {
    #[error("config.toml can't be used, and which ledger it means can't be told from it")]
    NotTold,
    #[error("the environment variable {STORE_URL} can't be used")]
    Environment,
}

/// By the file in `root`, or by the environment, which comes first.
pub(super) fn of_file(root: &Path) -> Result<LedgerPlace, NoPlace> {
    let bytes =
        WorkspacePath::parse(FILE).map_err(super::super::Error::from).and_then(|path| path.read(root));
    let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let written = of_text(root, text.as_deref().unwrap_or_default());
    let Ok(url) = std::env::var(STORE_URL) else { return written };
    let mut place = written.unwrap_or_else(|_| by_default(false, None));
    match store_url(&url).map_err(|_| NoPlace::Environment)? {
        StoreUrl::File(path) => (place.path, place.store.database) = (path, None),
        StoreUrl::Database(database) => {
            (place.path, place.store.database) = (LEDGER.into(), Some(database));
        }
    }
    Ok(LedgerPlace { is_certain: true, ..place })
}

/// By the text of the file, which is empty where there is none that could be read.
fn of_text(root: &Path, text: &str) -> Result<LedgerPlace, NoPlace> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reading = Reading::new(Path::new(FILE), text, &RULES);
    if let Some(document) = reading.parse(text) {
        let zone = document.get("newsletter").and_then(|table| table.get("timezone")?.as_str());
        let zone = zone.and_then(|name| TimeZone::get(name).ok());
        let certain = !text.trim().is_empty();
        return match document.contains_key("store") {
            true => {
                named(root, text).map(|(path, store)| LedgerPlace { path, store, is_certain: true, zone })
            }
            false if hints(text.lines()) => Err(NoPlace::NotTold),
            false => Ok(by_default(certain, zone)),
        };
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut headers = lines.iter().enumerate().filter(|(_, line)| is_store(line)).map(|(at, _)| at);
    match (headers.next(), headers.next()) {
        (None, _) if hints(lines.iter().copied()) => Err(NoPlace::NotTold),
        (None, _) => Ok(by_default(false, None)),
        (Some(begin), None) => {
            let rest = &lines[begin + 1..];
            let end = begin + 1 + rest.iter().position(|line| opens(line)).unwrap_or(rest.len());
            let others = lines[..begin].iter().chain(&lines[end..]);
            if hints(others.copied()) {
                return Err(NoPlace::NotTold);
            }
            let (path, store) = named(root, &lines[begin..end].join("\n"))?;
            Ok(LedgerPlace { path, store, is_certain: false, zone: None })
        }
        (Some(_), Some(_)) => Err(NoPlace::NotTold),
    }
}

fn by_default(is_certain: bool, zone: Option<TimeZone>) -> LedgerPlace {
    LedgerPlace { path: LEDGER.into(), store: StoreSettings::default(), is_certain, zone }
}

/// What `[store]` says in this text, if nothing is wrong with it.
fn named(root: &Path, text: &str) -> Result<(PathBuf, StoreSettings), NoPlace> {
    let reading = Reading::new(Path::new(FILE), text, &RULES);
    let document = reading.parse(text).ok_or(NoPlace::NotTold)?;
    let said = store(root, &Table::new(&reading, document.as_table(), String::new(), 0..0));
    let sound = !reading.into_problems().iter().any(Problem::blocks);
    said.filter(|_| sound).ok_or(NoPlace::NotTold)
}

fn without_blanks(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_store(line: &str) -> bool {
    let line = without_blanks(line);
    line == "[store]" || line.starts_with("[store]#")
}

fn opens(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

/// Whether a line may name a store, in whatever form; addresses of pages do not.
fn hints<'a>(mut lines: impl Iterator<Item = &'a str>) -> bool {
    lines.any(|line| {
        let line = without_blanks(line).to_lowercase();
        let mut schemes = line.split("://").collect::<Vec<_>>();
        schemes.pop();
        !line.starts_with('#')
            && (line.trim_start_matches(['[', '"', '\'']).starts_with("store")
                || line.contains("postgres")
                || line.contains("sqlite:")
                || schemes.iter().any(|before| !before.ends_with("http") && !before.ends_with("https")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "format = 1\n[newsletter]\nname = \"News\"\ntimezone = \"Europe/Budapest\"\n\
                         [[partner]]\nurl = \"https://example.eu\"\n# [store]\n# url = \"postgres://c@db/c\"\n";

    fn place(text: &str) -> Result<(String, bool), NoPlace> {
        let found = of_text(Path::new("/nowhere"), text)?;
        let store = found.store.database.map_or(found.path.display().to_string(), |one| one.name());
        Ok((store, found.is_certain))
    }

    #[test]
    fn which_ledger_is_meant_is_told_from_what_is_left_of_the_file_and_never_against_it() {
        let default = |certain| Ok((LEDGER.to_owned(), certain));
        let database = "postgres://db.example.eu:5432/news";
        let (url, typo) = ("url = \"postgres://c@db.example.eu/news\"\n", "[look]\naccent = \"#0a5c9e\n");
        for (more, said) in [
            (String::new(), default(true)),
            ("[deliverie]\nx = 1\n".to_owned(), default(true)),
            (format!("[store]\n{url}"), Ok((database.to_owned(), true))),
            ("[store]\nurl = \"sqlite:there/news.db\"\n".to_owned(), Ok(("there/news.db".to_owned(), true))),
            (typo.to_owned(), default(false)),
            (format!("{typo}[store]\n{url}"), Ok((database.to_owned(), false))),
            (format!("[ store ] # ours\n{url}{typo}"), Ok((database.to_owned(), false))),
            (format!("[store]\n{url}[store]\n{url}"), Err(NoPlace::NotTold)),
            ("[store]\nurl = \"postgres://c@\"\n".to_owned(), Err(NoPlace::NotTold)),
            (format!("[stroe]\n{url}"), Err(NoPlace::NotTold)),
            (format!("[store]\nulr{}", &url[3..]), Err(NoPlace::NotTold)),
            (format!("[store\n{url}"), Err(NoPlace::NotTold)),
            (format!("{typo}store.{url}"), Err(NoPlace::NotTold)),
            (format!("{typo}[stroe]\n{url}"), Err(NoPlace::NotTold)),
            (format!("{typo}[stroe]\nurl = \"postgers://c@db/news\""), Err(NoPlace::NotTold)),
            (format!("{typo}[store]\nurl = \"postgres://c@db/news\n"), Err(NoPlace::NotTold)),
        ] {
            assert_eq!(place(&format!("{SOUND}{more}")), said, "{more}");
        }
        assert_eq!(place(""), default(false), "a file that can't be read, or is not there");
    }

    #[test]
    fn the_newsletter_s_zone_is_read_where_something_else_is_wrong() {
        let found = of_text(Path::new("/nowhere"), &format!("{SOUND}[deliverie]\n")).expect("a place");
        assert_eq!(found.zone.expect("a zone").iana_name(), Some("Europe/Budapest"));
    }
}
