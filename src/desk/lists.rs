//! What is wrong with the lists, in an amount that can be read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::send::Error;
use crate::domain::{BadRows, IssueId, Lang, ListName, Place, Problem, Severity};
use crate::locale::{language_of_country, own_edition, own_name, say};
use crate::workspace::{self, BAD_ROW, OPEN_MARK, TWICE, Workspace};

/// A list that an issue names and that is not there, or can't be read at all.
const NO_USE: &str = "SUB013";

/// Readers who get nothing because the issue has no edition in their language.
const HELD: &str = "SUB014";

/// Codes of countries where languages belong.
const COUNTRY: &str = "SUB017";

/// Rows of one file with the same fault that are shown one by one.
const SHOWN: usize = 10;

/// Says of each file how many of its rows can't be read, and shows the first ten of those that have the same fault.
/// Everything that is not about a row stays as it is.
pub fn digest(problems: Vec<Problem>) -> Vec<Problem> {
    let key = |problem: &Problem| (problem.rule, problem.place.file.clone());
    let is_of_a_row = |problem: &Problem| [BAD_ROW, OPEN_MARK, TWICE].contains(&problem.rule);
    let mut all: BTreeMap<_, usize> = BTreeMap::new();
    problems
        .iter()
        .filter(|problem| is_of_a_row(problem))
        .for_each(|one| *all.entry(key(one)).or_default() += 1);
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    let mut told = Vec::new();
    for problem in problems {
        if !is_of_a_row(&problem) {
            told.push(problem);
            continue;
        }
        let key = key(&problem);
        let (count, seen) = (all.get(&key).copied().unwrap_or(0), seen.entry(key).or_default());
        *seen += 1;
        if *seen == 1 && problem.rule == BAD_ROW {
            told.push(sum(&problem, count));
        }
        if *seen == SHOWN + 1 {
            told.push(rest(&problem, count - SHOWN));
        }
        if *seen <= SHOWN {
            told.push(problem);
        }
    }
    told
}

/// How many readers of a list get nothing, by their language, because it holds rather than sending another one.
pub fn held(list: &ListName, by_language: &BTreeMap<Lang, u64>) -> Option<Problem> {
    let readers = by_language.values().sum::<u64>();
    if readers == 0 {
        return None;
    }
    let what = say!(
        "SUB014-held",
        readers = readers,
        list = list.as_str(),
        languages = languages_in_words(by_language)
    );
    let remedy = say!("SUB014-held-remedy", list = list.as_str());
    let because = say!("SUB014-held-why");
    Some(
        Problem::should(HELD, Place::file(format!("subscribers/{list}.toml")), what)
            .because(because)
            .remedy(remedy),
    )
}

/// What may have been meant by a language that none of the editions is in: one that is, where the code is that of its country.
pub fn country(wants: &Lang, editions: &[Lang]) -> Option<Lang> {
    let meant = language_of_country(wants).filter(|_| own_edition(wants, editions).is_none())?;
    Some(own_edition(&meant, editions)?.0)
}

/// The hints on a list whose readers have such a code for a language: how many, by what they have and what may be meant.
pub fn countries(list: &ListName, readers: &BTreeMap<(Lang, Lang), u64>) -> Vec<Problem> {
    let hint = |((wrote, meant), readers): (&(Lang, Lang), &u64)| {
        let place = Place::file(format!("subscribers/{list}.csv"));
        let what = say!(
            "SUB017-country",
            readers = *readers,
            code = wrote.as_str(),
            meant = meant.as_str(),
            language = own_name(meant)
        );
        let problem = Problem::new(COUNTRY, Severity::Tip, place, what).because(say!("SUB017-why"));
        problem.remedy(say!("SUB017-remedy", meant = meant.as_str()))
    };
    readers.iter().map(hint).collect()
}

/// `Deutsch 2, Suomi 1`.
pub fn languages_in_words(by_language: &BTreeMap<Lang, u64>) -> String {
    let each: Vec<String> =
        by_language.iter().map(|(lang, readers)| format!("{} {readers}", own_name(lang))).collect();
    each.join(", ")
}

/// Why a list of an issue can't be used at all.
pub fn unusable(workspace: &Workspace, issue: &IssueId, list: &ListName, why: &workspace::Error) -> Problem {
    if let workspace::Error::NoList(_) = why {
        let mut place = Place::file(format!("issues/{issue}/issue.toml"));
        place.line = named_on(workspace, issue, list);
        return Problem::must(NO_USE, place, why.to_string())
            .remedy("put the file there, or take the list off the issue");
    }
    Problem::must(NO_USE, Place::file(format!("subscribers/{list}.csv")), why.words())
        .because("nobody on it can be counted")
        .remedy("see that you may read the file, or take the list off the issue")
}

/// The line of issue.toml on which a list is named.
fn named_on(workspace: &Workspace, issue: &IssueId, list: &ListName) -> Option<usize> {
    let bytes = workspace.issue_asset(issue, "issue.toml").ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let names =
        |line: &str| [format!("\"{list}\""), format!("'{list}'")].iter().any(|name| line.contains(name));
    let mut lines = text.lines().zip(1..).skip_while(|(line, _)| !line.trim_start().starts_with("lists"));
    lines.find(|(line, _)| names(line)).map(|(_, number)| number)
}

/// What keeps the readers of an issue from being counted, each with place and remedy.
pub fn in_the_way(workspace: &Workspace, issue: &IssueId, lists: &[ListName], why: Error) -> Vec<Problem> {
    match why {
        Error::Broken(problems) | Error::Blocked(problems) => {
            problems.into_iter().filter(Problem::blocks).collect()
        }
        Error::Workspace(why) => {
            // The first list ends the counting; here each says what is wrong with it.
            let each = |list| {
                let failed = workspace.read_subscribers(list, &mut |_| ()).err()?;
                Some(unusable(workspace, issue, list, &failed))
            };
            let found: Vec<Problem> = lists.iter().filter_map(each).collect();
            if found.is_empty() { vec![Problem::must("", Place::default(), why.to_string())] } else { found }
        }
        Error::Refused { what, remedy } => vec![Problem::must("", Place::default(), what).remedy(remedy)],
        other => vec![
            Problem::must("", Place::default(), other.to_string()).remedy("`courant doctor` looks further"),
        ],
    }
}

/// Which rows of each file can't be read.
pub fn bad_rows(problems: &[Problem]) -> Vec<BadRows> {
    let mut files: BTreeMap<PathBuf, BadRows> = BTreeMap::new();
    for Problem { place, .. } in problems.iter().filter(|problem| problem.rule == BAD_ROW) {
        let file = place.file.clone().unwrap_or_default();
        let bad = files.entry(file.clone()).or_insert(BadRows { file, rows: 0, lines: Vec::new() });
        bad.rows += 1;
        bad.lines.extend(place.line.filter(|_| bad.rows <= BadRows::NAMED));
    }
    files.into_values().collect()
}

fn whole_file(problem: &Problem) -> Place {
    problem.place.file.as_ref().map_or_else(Place::default, Place::file)
}

fn sum(first: &Problem, count: usize) -> Problem {
    let problem = Problem::should(BAD_ROW, whole_file(first), say!("SUB008-rows", count = count));
    problem.because(say!("SUB008-rows-why", count = count)).remedy(say!("SUB008-rows-remedy"))
}

fn rest(like: &Problem, count: usize) -> Problem {
    let what = match like.rule {
        BAD_ROW => say!("SUB008-more", count = count, shown = SHOWN),
        OPEN_MARK => say!("SUB015-more", count = count, shown = SHOWN),
        _ => say!("SUB009-more", count = count, shown = SHOWN),
    };
    Problem::new(like.rule, like.severity, whole_file(like), what).remedy(say!("rows-more-remedy"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_bad_rows_ten_are_shown_and_the_number_of_all_is_said() {
        let row = |line| Problem::should(BAD_ROW, Place::line("subscribers/a.csv", line), "bad");
        let other = Problem::must("SUB001", Place::line("subscribers/a.toml", 1), "not TOML");
        let mut problems = vec![other.clone()];
        problems.extend((2..=31).map(row));
        let words = bad_rows(&problems).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            words,
            ["30 rows of subscribers/a.csv can't be read (lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …)"]
        );
        assert!(
            bad_rows(&problems[..2])[0]
                .to_string()
                .ends_with("1 row of subscribers/a.csv can't be read (line 2)")
        );
        let told = digest(problems);
        assert_eq!(told[0], other);
        assert!(told[1].what.starts_with("30 rows"), "{told:?}");
        assert_eq!(told[2..12], (2..=11).map(row).collect::<Vec<_>>());
        assert!(told[12].what.starts_with("20 rows more"), "{told:?}");
        assert_eq!(told.len(), 13);
    }

    #[test]
    fn every_list_that_keeps_readers_from_being_counted_is_named_with_its_place_and_a_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            workspace::save::atomically(&path, text.as_bytes()).unwrap();
        };
        file("config.toml", "[newsletter]\n");
        file(
            "issues/summer/issue.toml",
            "title = \"gone\"\nlists = [\n  \"press\",\n  \"gone\",\n  \"out\",\n]\n",
        );
        file("subscribers/press.csv", "email\nanna@example.eu\n");
        std::fs::create_dir(folder.path().join("subscribers/out.csv")).unwrap();
        let workspace = Workspace::open(folder.path()).unwrap();
        let lists = ["press", "gone", "out"].map(|name| ListName::parse(name).unwrap());
        let issue = IssueId::parse("summer").unwrap();
        let why = Error::Workspace(workspace::Error::NoList(lists[1].clone()));
        let found = in_the_way(&workspace, &issue, &lists, why);
        let places: Vec<_> = found.iter().map(|one| (one.place.file.as_deref(), one.place.line)).collect();
        let path = |name: &'static str| Some(std::path::Path::new(name));
        assert_eq!(
            places,
            [(path("issues/summer/issue.toml"), Some(4)), (path("subscribers/out.csv"), None)]
        );
        assert!(found.iter().all(|one| one.blocks() && one.remedy.contains("off the issue")), "{found:?}");
        let root = folder.path().display().to_string();
        assert!(!found.iter().any(|one| one.what.contains(&root)), "the place is said once: {found:?}");
    }
}
