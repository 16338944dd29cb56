//! The sender's standing in the DNS: asks until the rules want nothing more.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::memory::Memory;
use crate::desk::dkim_new;
use crate::domain::settings::Settings;
use crate::mail::dkim::DnsRecord;
use crate::net::{Answer, NameServer, NoNameServer, Question};
use crate::proof::{self, Known, Readers, SenderFacts, Verdict};
use crate::workspace::Workspace;

/// More often nothing is asked: each time takes the rules one name further.
const ROUNDS: usize = 48;

pub(super) async fn sender(
    workspace: &Workspace,
    settings: &Settings,
    memory: &mut Memory,
    now: Timestamp,
) -> Vec<Verdict> {
    let (keys, keys_missing) = keys(workspace, settings);
    let facts = SenderFacts { settings, keys: &keys, keys_missing };
    let mut known = Known::default();
    let verdicts = asked(&facts, &mut known).await;
    memory.dns = Some((now, known.answers().clone().into_iter().collect()));
    verdicts
}

/// What follows from the answers that are kept.
pub(super) fn remembered(workspace: &Workspace, settings: &Settings, memory: &Memory) -> Vec<Verdict> {
    let (keys, keys_missing) = keys(workspace, settings);
    let facts = SenderFacts { settings, keys: &keys, keys_missing };
    let answers = memory.dns.iter().flat_map(|(_, answers)| answers.iter().cloned()).collect();
    proof::sender(&facts, &mut Known::new(answers))
}

/// The public halves of the keys that can be read, and whether some can't.
fn keys(workspace: &Workspace, settings: &Settings) -> (Vec<DnsRecord>, bool) {
    let keys: Vec<_> =
        settings.dkim.iter().map(|identity| dkim_new::read(workspace.root(), identity)).collect();
    let missing = keys.iter().any(Result::is_err);
    (keys.into_iter().flatten().map(|made| made.record).collect(), missing)
}

async fn asked(facts: &SenderFacts<'_>, known: &mut Known) -> Vec<Verdict> {
    let server = NameServer::new(facts.settings.network.name_server);
    until_known(&server, known, |known| proof::sender(facts, known)).await
}

/// Whether there is somebody behind the readers' domains. Not kept: where readers are is nobody's business.
pub(super) async fn recipients(settings: &Settings, readers: &Readers) -> Verdict {
    let server = NameServer::new(settings.network.name_server);
    until_known(&server, &mut Known::default(), |known| proof::recipients(readers, known)).await
}

/// Asks and judges in turn, until nothing is wanted any more.
async fn until_known<T>(
    server: &Result<NameServer, NoNameServer>,
    known: &mut Known,
    judge: impl Fn(&mut Known) -> T,
) -> T {
    for _ in 0..ROUNDS {
        let judged = judge(known);
        let wanted: Vec<Question> = known.take_wanted().into_iter().collect();
        if wanted.is_empty() {
            return judged;
        }
        match server {
            Ok(server) => learn(known, server, wanted).await,
            Err(none) => {
                for question in wanted {
                    known.learn(question, Answer::Unknown(none.to_string()));
                }
            }
        }
    }
    judge(known)
}

/// So many at a time.
const AT_ONCE: usize = 16;

async fn learn(known: &mut Known, server: &NameServer, wanted: Vec<Question>) {
    let few = Arc::new(Semaphore::new(AT_ONCE));
    let mut asked = JoinSet::new();
    for question in wanted {
        let (server, few) = (server.clone(), Arc::clone(&few));
        asked.spawn(async move {
            let _one_of_few = few.acquire().await;
            let answer = server.ask(&question).await;
            (question, answer)
        });
    }
    while let Some(answered) = asked.join_next().await {
        if let Ok((question, answer)) = answered {
            known.learn(question, answer);
        }
    }
}
