//! Counts who would get an issue in which language, and who would get nothing and why. Nothing is planned.

use std::collections::{BTreeMap, HashSet};

use crate::desk::opened::Opened;
use crate::desk::press::press;
use crate::desk::send::{Error, Placer};
use crate::domain::{AddrKey, Audience, EditionChoice, EditionShare, IssueId, Lang, ListName, Recipient};
use crate::ledger::Standing;

/// Counts the readers of `lists`, the first of which wins for whoever is on several. Blocks.
pub fn audience(
    opened: &Opened,
    issue: &IssueId,
    lists: &[ListName],
    standing: &Standing,
) -> Result<Audience, Error> {
    let pressed = press(&opened.workspace, issue, None)?;
    let letters: Vec<_> = pressed.letters.into_values().collect();
    let known = lists.iter().map(|name| opened.workspace.list(name).map(|(list, _)| list));
    let known = known.collect::<Result<Vec<_>, _>>()?;
    let newsletter = &opened.settings.newsletter;
    let written = |lang: &&Lang| letters.iter().any(|letter| letter.lang == **lang);
    let source = newsletter.languages.iter().find(written).or_else(|| letters.first().map(|one| &one.lang));
    let Some(source) = source.cloned() else { return Ok(Audience::default()) };
    let placer = Placer::new(opened.ledger.keys(), &letters, known, newsletter.fallback.clone(), source);
    let mut tally = Tally::default();
    for name in lists {
        let bad = opened.workspace.read_subscribers(name, &mut |reader| {
            let reader = placer.place(&reader);
            tally.add(&reader, standing);
        })?;
        tally.audience.bad_rows += bad.len() as u64;
    }
    Ok(tally.audience)
}

#[derive(Debug, Default)]
struct Tally {
    audience: Audience,
    seen: HashSet<AddrKey>,
    twice: HashSet<AddrKey>,
}

impl Tally {
    fn add(&mut self, reader: &Recipient, standing: &Standing) {
        if !self.seen.insert(reader.key) {
            self.audience.on_several_lists += u64::from(self.twice.insert(reader.key));
            return;
        }
        if let Some(reason) = standing.skips(reader, false) {
            *self.audience.left_out.entry(reason).or_default() += 1;
            return;
        }
        note(&mut self.audience.gets, &reader.edition, reader.wants.as_ref(), reader.why);
    }
}

/// One reader more of an edition, beside those who came to it in the same way.
fn note(
    gets: &mut BTreeMap<Lang, Vec<EditionShare>>,
    edition: &Lang,
    wants: Option<&Lang>,
    why: EditionChoice,
) {
    let shares = gets.entry(edition.clone()).or_default();
    match shares.iter_mut().find(|share| share.why == why && share.wanted.as_ref() == wants) {
        Some(share) => share.readers += 1,
        None => shares.push(EditionShare { wanted: wants.cloned(), why, readers: 1 }),
    }
}
