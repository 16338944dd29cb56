//! A message to an invented reader, as a dry run would write it: what the checks of the bytes look at.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::invented::USUAL;
use super::{list_id, signing};
use crate::domain::settings::{DkimIdentity, Settings};
use crate::domain::{Address, IssueId, Key, Keys, Lang, Letter, MailingId, Place, Problem, Slots};
use crate::mail::dkim::{self, Signer};
use crate::mail::{Addressee, LetterHead, Purpose, Stencil};
use crate::proof::{Expected, ExpectedKey, rules};
use crate::workspace::Workspace;

const READER: &str = "reader@example.org";
const NAME: &str = USUAL;

/// What all sample messages of an issue share.
#[derive(Debug)]
pub struct Sample<'a> {
    settings: &'a Settings,
    issue: &'a IssueId,
    now: Timestamp,
    signers: Vec<Signer>,
    signed_by: Vec<ExpectedKey>,
    last_list_id: Option<String>,
    /// Keys that can't be used.
    pub problems: Vec<Problem>,
}

impl<'a> Sample<'a> {
    /// Reads the signing keys.
    pub fn new(workspace: &Workspace, settings: &'a Settings, issue: &'a IssueId, now: Timestamp) -> Self {
        let mut sample = Self {
            settings,
            issue,
            now,
            signers: Vec::new(),
            signed_by: Vec::new(),
            last_list_id: list_id::last(workspace),
            problems: Vec::new(),
        };
        for identity in &settings.dkim {
            match signer(workspace, identity) {
                Ok((signer, key)) => {
                    sample.signers.push(signer);
                    sample.signed_by.push(key);
                }
                Err(why) => sample.problems.push(
                    rules::DKM001
                        .at(
                            Place::file("config.toml"),
                            format!("The key of {} can't be used.", identity.domain),
                        )
                        .because(why),
                ),
            }
        }
        sample
    }

    /// The message as it would go on the wire, with links that record nothing.
    pub fn compose(&self, letter: &Letter) -> Result<Vec<u8>, Box<Problem>> {
        let wrong = |why: &dyn std::fmt::Display| {
            let place = Place { language: Some(letter.lang.clone()), ..Place::default() };
            Box::new(rules::HDR005.at(place, format!("The letter can't be made into a message: {why}.")))
        };
        let address = Address::parse(READER).map_err(|why| wrong(&why))?;
        let keys = keys();
        let slots = Slots(BTreeMap::from([(Slots::REASON.to_owned(), "Sample.".to_owned())]));
        let to =
            Addressee { address: &address, name: Some(NAME), key: keys.addr_key(&address), slots: &slots };
        let head = LetterHead::new(self.settings, &letter.lang, self.issue).map_err(|why| wrong(&why))?;
        let stencil = Stencil::new(letter, &head).map_err(|why| wrong(&why))?;
        let mut bytes = Vec::new();
        stencil
            .compose(&to, MailingId([0; 8]), Purpose::DryRun, self.now, &keys, &mut bytes)
            .map_err(|why| wrong(&why))?;
        dkim::sign(&self.signers, &mut bytes, self.now).map_err(|why| wrong(&why))?;
        Ok(bytes)
    }

    /// What the message is held against.
    pub fn expected(&self, lang: &Lang) -> Expected {
        Expected {
            lang: lang.clone(),
            list_id: self.settings.newsletter.list_id.clone(),
            last_list_id: self.last_list_id.clone(),
            from: self.settings.sender.address.clone(),
            date: self.now,
            reader: Some(NAME.to_owned()),
            dkim: self.signed_by.clone(),
        }
    }
}

/// Nothing is sent with these, and nothing they sign is ever accepted.
fn keys() -> Keys {
    let key = |byte| Key::new([byte; 32]);
    Keys { address: key(1), unsubscribe: vec![(0, key(2))], verp: key(3), message_id: key(4) }
}

fn signer(workspace: &Workspace, identity: &DkimIdentity) -> Result<(Signer, ExpectedKey), String> {
    let signer = signing::signer(workspace.root(), identity)
        .map_err(|why| format!("{}: {why}.", identity.key_file.display()))?;
    let record = signer.record().map_err(|why| format!("{why}."))?.value;
    let key = ExpectedKey { domain: identity.domain.clone(), selector: identity.selector.clone(), record };
    Ok((signer, key))
}
