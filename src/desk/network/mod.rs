//! Asks the network what the checks want to know, and lets them judge. Nothing else in the program asks on its own: somebody
//! has said `--network`, or `--dns`.

mod dns;
mod endpoint;
mod memory;
mod not_asked;
mod pages;
mod readers;
mod relays;

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::sample::Sample;
use crate::domain::settings::Settings;
use crate::domain::{Issue, Lang, Letter, moment_in_words};
use crate::locale::say;
use crate::net::{NameServer, Reach, Visitor};
use crate::proof::rules::{LNK005, LST005, SMT001};
use crate::proof::{self, Verdict};
use crate::workspace::Workspace;

pub use relays::offers;

use memory::Memory;
use not_asked::NotAsked;

/// What the DNS says of the sender.
pub async fn sender(workspace: &Workspace, settings: &Settings, now: Timestamp) -> Vec<Verdict> {
    let mut memory = Memory::read(workspace, now);
    let verdicts = dns::sender(workspace, settings, &mut memory, now).await;
    keep(&memory, workspace);
    verdicts
}

/// Everything that an issue's checks want to know.
pub async fn all(
    workspace: &Workspace,
    settings: &Settings,
    issue: &Issue,
    letters: &BTreeMap<Lang, Letter>,
    now: Timestamp,
) -> Vec<Verdict> {
    let mut memory = Memory::read(workspace, now);
    let mut verdicts = dns::sender(workspace, settings, &mut memory, now).await;
    match visitors(settings) {
        Ok((public, anywhere)) => {
            let links = proof::links(settings, issue, letters);
            verdicts.push(proof::reached(&pages::follow(&public, links, &mut memory, now).await));
            verdicts.push(match endpoint::ask(workspace, settings, &anywhere).await {
                Ok(seen) => {
                    let verdict = proof::endpoint(&seen);
                    memory.endpoint = Some((now, seen));
                    verdict
                }
                Err(NotAsked(why)) => Verdict::not_asked(&LST005, why),
            });
        }
        Err(NotAsked(why)) => {
            verdicts.extend([&LNK005, &LST005].map(|rule| Verdict::not_asked(rule, why.clone())));
        }
    }
    verdicts.push(match relays::look(workspace, settings).await {
        Some(seen) => proof::relays(&seen, largest(workspace, settings, issue, letters, now)),
        None => Verdict::not_asked(&SMT001, "letters are written into files"),
    });
    let readers = readers::of(workspace, issue);
    verdicts.push(dns::recipients(settings, &readers).await);
    verdicts.push(proof::volume(&readers));
    keep(&memory, workspace);
    verdicts
}

/// Octets of the largest letter, as it would leave.
fn largest(
    workspace: &Workspace,
    settings: &Settings,
    issue: &Issue,
    letters: &BTreeMap<Lang, Letter>,
    now: Timestamp,
) -> usize {
    let sample = Sample::new(workspace, settings, &issue.id, now);
    letters
        .values()
        .filter_map(|letter| sample.compose(letter).ok())
        .map(|bytes| bytes.len())
        .max()
        .unwrap_or(0)
}

/// What was found when it was last asked, within a day, of what is still so in the files. It lets nothing pass.
pub fn remembered(
    workspace: &Workspace,
    settings: &Settings,
    issue: &Issue,
    letters: &BTreeMap<Lang, Letter>,
    now: Timestamp,
) -> Vec<Verdict> {
    let memory = Memory::read(workspace, now);
    let mut verdicts = Vec::new();
    let zone = &settings.newsletter.timezone;
    let mut add = |at: Timestamp, verdict: Verdict| {
        let asked = moment_in_words(at, zone);
        let Verdict { rule, mut problems, .. } = verdict;
        for problem in &mut problems {
            let again = say!("network-asked", asked = asked.as_str(), issue = issue.id.as_str());
            problem.remedy = format!("{} {again}", problem.remedy);
        }
        let open = say!("not-checked-not-now", asked = asked);
        verdicts.push(Verdict { rule, problems, open: Some(open) });
    };
    if let Some((at, _)) = &memory.dns {
        dns::remembered(workspace, settings, &memory).into_iter().for_each(|verdict| add(*at, verdict));
    }
    if let Some(at) = memory.visits.values().map(|(at, _)| *at).max() {
        add(at, proof::reached(&pages::known(proof::links(settings, issue, letters), &memory)));
    }
    let own = settings.web.as_ref().map(|web| &web.public_url);
    if let Some((at, seen)) = memory.endpoint.as_ref().filter(|(_, seen)| Some(&seen.url) == own) {
        add(*at, proof::endpoint(seen));
    }
    verdicts
}

/// One for the links of others, and one for what config.toml names itself, which may be this machine.
fn visitors(settings: &Settings) -> Result<(Visitor, Visitor), NotAsked> {
    let names = NameServer::new(settings.network.name_server).map_err(|none| NotAsked::because(&none))?;
    let visitor = |reach| Visitor::new(names.clone(), reach, None).map_err(|none| NotAsked::because(&none));
    Ok((visitor(Reach::Public)?, visitor(Reach::Anywhere)?))
}

/// What can't be kept is asked anew the next time.
fn keep(memory: &Memory, workspace: &Workspace) {
    if let Err(error) = memory.write(workspace) {
        tracing::warn!("what the network said can't be kept: {error}");
    }
}
