//! Each list: how many readers, and everything that is wrong with its rows and its table of facts.

use super::{Finding, Health, counted};
use crate::desk::lists::digest;
use crate::domain::{ListName, Problem};
use crate::workspace::Workspace;

pub(super) fn look(workspace: &Workspace) -> Vec<Finding> {
    let names = match workspace.lists() {
        Ok(names) if names.is_empty() => {
            let none = Finding::new("Lists", Health::Remark, "there are none");
            return vec![none.remedy("put a file like readers.csv, with a column email, into subscribers/")];
        }
        Ok(names) => names,
        Err(error) => return vec![Finding::new("Lists", Health::Bad, error.to_string())],
    };
    names.iter().map(|name| list(workspace, name)).collect()
}

fn list(workspace: &Workspace, name: &ListName) -> Finding {
    let mut readers = 0;
    let problems = match workspace.read_subscribers(name, &mut |_| readers += 1) {
        Ok(problems) => problems,
        Err(error) => return Finding::new("Lists", Health::Bad, error.to_string()),
    };
    let readers = counted(readers, "reader", "readers");
    if problems.is_empty() {
        return Finding::new("Lists", Health::Good, format!("{name}: {readers}"));
    }
    let must = problems.iter().filter(|problem| problem.blocks()).count();
    let remarks = counted(problems.len() - must, "remark", "remarks");
    let (health, detail) = match must {
        0 => (Health::Remark, format!("{name}: {readers}, {remarks}")),
        _ => (Health::Bad, format!("{name}: {must} to be mended before it can be used")),
    };
    Finding::new("Lists", health, detail).with_problems(digest(problems))
}

/// What lies where issues and lists belong and is passed over.
pub(super) fn passed_over(workspace: &Workspace) -> Vec<Finding> {
    let strays = match workspace.strays() {
        Ok(strays) => strays,
        Err(error) => return vec![Finding::new("Files", Health::Bad, error.to_string())],
    };
    let say = |stray: &Problem| {
        let file = stray.place.file.as_ref().map_or_else(String::new, |file| file.display().to_string());
        Finding::new("Files", Health::Remark, format!("{file}: {}", stray.what)).remedy(stray.remedy.clone())
    };
    strays.iter().map(say).collect()
}
