//! LNK005: what became of the links that were followed.

use super::super::rules::LNK005;
use super::{Link, Verdict};
use crate::domain::Problem;
use crate::net::{Fault, Visit};
use url::Url;

/// Each link with what was seen; none where it was not followed.
pub fn reached(visits: &[(Link, Option<Visit>)]) -> Verdict {
    let mut open = None;
    let mut problems = Vec::new();
    for (link, visit) in visits {
        match visit {
            None => {
                open.get_or_insert_with(|| "not every link was followed".to_owned());
            }
            Some(Visit { end: Err(Fault::Unknown(why)), .. }) => {
                open.get_or_insert_with(|| format!("{}: {why}", link.url.host_str().unwrap_or_default()));
            }
            Some(visit) => problems.extend(problem(link, visit)),
        }
    }
    Verdict { rule: &LNK005, problems, open }
}

fn problem(link: &Link, visit: &Visit) -> Option<Problem> {
    let target = &link.target;
    let place = link.place.clone();
    let on = match visit.through.last() {
        Some(last) => format!(" (it is sent on to {last})"),
        None => String::new(),
    };
    let must = |what: String| LNK005.at(place.clone(), what);
    let should = |what: String| LNK005.should(place.clone(), what);
    Some(match &visit.end {
        Ok(200..=299) => return sent_on(link, visit),
        Ok(404 | 410) => must(format!("There is no such page behind the link \"{target}\"{on}.")),
        Ok(status @ (401 | 403 | 405 | 406 | 429 | 451 | 999)) => should(format!(
            "The page behind the link \"{target}\"{on} is not shown to this program ({status})."
        ))
        .remedy("Open it in a browser where you are not signed in; if it is there, accept this finding."),
        Ok(status @ 500..=599) => should(format!(
            "The server behind the link \"{target}\"{on} says that it is in trouble ({status})."
        ))
        .remedy("Ask again later; if it stays so, link to another page."),
        Ok(status) => should(format!("The server behind the link \"{target}\"{on} answers {status}.")),
        Err(Fault::NoHost(host)) => {
            must(format!("The link \"{target}\"{on} leads nowhere: there is no {host}."))
        }
        Err(fault @ Fault::Private(_)) => {
            must(format!("The link \"{target}\"{on} leads to a machine that readers can't reach: {fault}."))
                .remedy("Write the public address of the page.")
        }
        Err(fault @ (Fault::Circle(_) | Fault::Astray(_))) => {
            must(format!("The link \"{target}\" arrives nowhere: {fault}."))
        }
        Err(fault @ Fault::Tls(_)) => should(format!("Browsers warn of the link \"{target}\"{on}: {fault}."))
            .remedy("Tell whoever runs the site, or link to another page."),
        Err(fault) => should(format!("The link \"{target}\"{on} was not reached: {fault}."))
            .remedy("Ask again later; if it stays so, link to another page."),
    })
}

/// Readers arrive, and elsewhere than the link says.
fn sent_on(link: &Link, visit: &Visit) -> Option<Problem> {
    let last = visit.through.last()?;
    let bare = |url: &str| {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.trim_end_matches('/').trim_start_matches("www.").to_lowercase()
    };
    let mut own: Url = link.url.clone();
    own.set_fragment(None);
    (bare(last) != bare(own.as_str())).then(|| {
        let what = format!("The link \"{}\" is sent on to {last}.", link.target);
        LNK005.tip(link.place.clone(), what).remedy("Write the address where it arrives, if it is to stay.")
    })
}
