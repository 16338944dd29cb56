//! LST005: the address that mail programs unsubscribe by answers as RFC 8058 wants it.

use super::super::rules::LST005;
use super::Verdict;
use super::sender::place;
use crate::domain::Problem;
use crate::net::{Fault, Reply};

/// What the address of a test's link, which changes nothing, answered.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Endpoint {
    /// Where the links begin.
    pub url: String,
    pub get: Result<Reply, Fault>,
    /// POST as `application/x-www-form-urlencoded`.
    pub form: Result<Reply, Fault>,
    /// POST as `multipart/form-data`.
    pub multipart: Result<Reply, Fault>,
}

/// Wrong answers must be mended; what can't be reached from here may be reached by readers.
pub fn endpoint(seen: &Endpoint) -> Verdict {
    let url = &seen.url;
    let asked = [("GET", &seen.get), ("a POST of a form", &seen.form), ("a POST in parts", &seen.multipart)];
    let mut problems: Vec<Problem> = Vec::new();
    for (how, answer) in asked {
        let problem = match answer {
            Ok(Reply { status: 200, .. }) => continue,
            Ok(Reply { status: status @ 300..=399, .. }) => {
                let what = format!("{url} sends {how} on to another address ({status}), which mail programs don't follow.");
                LST005.at(place(), what).remedy("Write the address that answers itself as public_url under [web].")
            }
            Ok(Reply { status: 404, .. }) => {
                let what = format!("{url} does not know the links of this newsletter (404).");
                LST005.at(place(), what).remedy(
                    "Let `courant serve` of this workspace answer there, and everything below /u/ be handed on to it.",
                )
            }
            Ok(Reply { status, .. }) => LST005.at(place(), format!("{url} answers {how} with {status}.")),
            Err(fault @ Fault::Tls(_)) => {
                let what = format!("Mail programs can't unsubscribe at {url}: {fault}.");
                LST005.at(place(), what).remedy("Renew the certificate, for the name in public_url.")
            }
            Err(fault @ (Fault::NoHost(_) | Fault::Broken(_))) => {
                LST005.at(place(), format!("{url} does not answer: {fault}."))
            }
            Err(fault) => LST005.should(place(), format!("{url} was not reached from here: {fault}.")).remedy(
                "Start `courant serve`; if it runs and only this machine can't reach it, open the page from outside.",
            ),
        };
        // What can't be reached is not so three times.
        if !problems.iter().any(|other| other.what == problem.what) {
            problems.push(problem);
        }
    }
    Verdict { rule: &LST005, problems, open: None }
}
