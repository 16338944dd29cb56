//! SMT002 and SMT003: where the readers' mail goes, and how many of them one provider counts.

use std::collections::BTreeMap;

use super::super::rules::{SMT002, SMT003};
use super::super::words;
use super::{Known, Verdict};
use crate::domain::{Place, Problem};
use crate::locale::say;
use crate::net::Question;

/// From so many letters a day on the large providers ask for more; a bit before, there is time to see to it.
const BULK: usize = 5_000;
const NEARLY: usize = 4_000;
/// More domains are not asked about.
const DOMAINS: usize = 1_000;

/// The lists of an issue, by what stands behind the @.
#[derive(Debug, Clone, Default)]
pub struct Readers {
    /// Domain → readers.
    pub domains: BTreeMap<String, usize>,
    /// What stands before the @ and is no person → readers.
    pub roles: BTreeMap<String, usize>,
    /// Their files.
    pub place: Place,
}

impl Readers {
    /// Counts one.
    pub fn add(&mut self, local: &str, domain: &str) {
        *self.domains.entry(domain.to_lowercase()).or_default() += 1;
        let local = local.to_lowercase();
        if words::words().hosts.roles.contains(&local) {
            *self.roles.entry(local).or_default() += 1;
        }
    }
}

/// Whether there is somebody behind every address, as far as its domain tells.
pub fn recipients(readers: &Readers, known: &mut Known) -> Verdict {
    let mut verdict = Verdict::of(&SMT002, known, |known| {
        let mut found: Vec<Problem> = readers
            .roles
            .iter()
            .map(|(role, count)| {
                let what = say!("SMT002-role", count = *count, role = role.as_str());
                SMT002.should(readers.place.clone(), what).remedy(say!("SMT002-role-remedy"))
            })
            .collect();
        let most = readers.domains.iter().take(DOMAINS);
        found.extend(most.filter_map(|(domain, count)| dead(readers, domain, *count, known)));
        found
    });
    if readers.domains.len() > DOMAINS && verdict.open.is_none() {
        verdict.open = Some(say!("SMT002-not-all", asked = DOMAINS, all = readers.domains.len()));
    }
    verdict
}

fn dead(readers: &Readers, domain: &str, count: usize, known: &mut Known) -> Option<Problem> {
    let exchangers = known.ask(Question::Mail(domain.to_owned()));
    let refuses = exchangers.iter().any(String::is_empty);
    let takes = !exchangers.is_empty() || !known.ask(Question::Address(domain.to_owned())).is_empty();
    if takes && !refuses {
        return None;
    }
    let what = match refuses {
        true => say!("SMT002-refuses", count = count, domain = domain),
        false => say!("SMT002-no-server", count = count, domain = domain),
    };
    let remedy = say!("SMT002-dead-remedy");
    Some(SMT002.should(readers.place.clone(), what).remedy(remedy))
}

/// How many letters each family of providers gets at once.
pub fn volume(readers: &Readers) -> Verdict {
    let mut problems = Vec::new();
    for (family, domains) in &words::words().providers {
        let count: usize = domains.iter().filter_map(|domain| readers.domains.get(domain)).sum();
        if count >= NEARLY {
            let what = say!("SMT003-flood", count = count, family = family.as_str(), bulk = BULK);
            problems.push(SMT003.should(readers.place.clone(), what));
        }
    }
    Verdict { rule: &SMT003, problems, open: None }
}
