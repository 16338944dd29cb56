//! LNK005: what became of the links that were followed.

use super::super::rules::LNK005;
use super::{Link, Verdict};
use crate::domain::Problem;
use crate::locale::say;
use crate::net::{Fault, Visit};
use url::Url;

/// Each link with what was seen; none where it was not followed.
pub fn reached(visits: &[(Link, Option<Visit>)]) -> Verdict {
    let mut open = None;
    let mut problems = Vec::new();
    for (link, visit) in visits {
        match visit {
            None => {
                open.get_or_insert_with(|| say!("LNK005-not-all"));
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
    let target = link.target.as_str();
    let place = link.place.clone();
    let last = visit.through.last().map(String::as_str);
    let on = last.map_or_else(String::new, |last| format!(" ({})", say!("LNK005-through", last = last)));
    let on = on.as_str();
    let must = |what: String| LNK005.at(place.clone(), what);
    let should = |what: String| LNK005.should(place.clone(), what);
    Some(match &visit.end {
        Ok(200..=299) => return sent_on(link, visit),
        Ok(404 | 410) => must(say!("LNK005-no-page", target = target, on = on)),
        Ok(status @ (401 | 403 | 405 | 406 | 429 | 451 | 999)) => {
            should(say!("LNK005-not-shown", target = target, on = on, status = status.to_string()))
                .remedy(say!("LNK005-not-shown-remedy"))
        }
        Ok(status @ 500..=599) => {
            should(say!("LNK005-trouble", target = target, on = on, status = status.to_string()))
                .remedy(say!("LNK005-again-remedy"))
        }
        Ok(status) => should(say!("LNK005-answers", target = target, on = on, status = status.to_string())),
        Err(Fault::NoHost(host)) => {
            must(say!("LNK005-no-host", target = target, on = on, host = host.as_str()))
        }
        Err(fault @ Fault::Private(_)) => {
            must(say!("LNK005-private", target = target, on = on, why = in_words(fault)))
                .remedy(say!("LNK005-private-remedy"))
        }
        Err(fault @ (Fault::Circle(_) | Fault::Astray(_))) => {
            must(say!("LNK005-nowhere", target = target, why = in_words(fault)))
        }
        Err(fault @ Fault::Tls(_)) => {
            should(say!("LNK005-warned", target = target, on = on, why = in_words(fault)))
                .remedy(say!("LNK005-warned-remedy"))
        }
        Err(fault) => should(say!("LNK005-not-reached", target = target, on = on, why = in_words(fault)))
            .remedy(say!("LNK005-again-remedy")),
    })
}

/// Why a page was not reached. What a library said of it stands as it came.
fn in_words(fault: &Fault) -> String {
    match fault {
        Fault::NoHost(host) => say!("fault-no-host", host = host.as_str()),
        Fault::Private(address) => say!("fault-private", address = address.to_string()),
        Fault::Unreachable(why) => say!("fault-unreachable", why = why.as_str()),
        Fault::Tls(why) => say!("fault-tls", why = why.as_str()),
        Fault::Slow(seconds) => say!("fault-slow", seconds = seconds.to_string()),
        Fault::Broken(why) => say!("fault-broken", why = why.as_str()),
        Fault::Circle(times) => say!("fault-circle", times = times.to_string()),
        Fault::Astray(address) => say!("fault-astray", address = address.as_str()),
        Fault::Unknown(why) => say!("fault-unknown", why = why.as_str()),
    }
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
        let what = say!("LNK005-sent-on", target = link.target.as_str(), last = last.as_str());
        LNK005.tip(link.place.clone(), what).remedy(say!("LNK005-sent-on-remedy"))
    })
}
