//! Makes one reader's message out of a mailing's frozen letters: filled in, signed, final.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use jiff::Timestamp;

use crate::desk::signing;
use crate::domain::settings::Settings;
use crate::domain::{AddrKey, Address, IssueId, Keys, Lang, Letter, MailingId};
use crate::mail::dkim::{self, Signer};
use crate::mail::{Addressee, ComposeError, LetterHead, Purpose, Stencil, verp};

/// Everything that is the same for all readers.
#[derive(Debug)]
pub struct Press {
    stencils: BTreeMap<Lang, Stencil>,
    signers: Vec<Signer>,
    from: Address,
    bounces: Option<String>,
    purpose: Purpose,
}

/// Why a message can't be made.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    #[error(transparent)]
    Compose(#[from] ComposeError),
    #[error("the signing key {file} can't be used: {why}")]
    Key { file: String, why: String },
    #[error("the letter can't be signed: {0}")]
    Sign(dkim::Error),
    #[error("there is no letter in {0}")]
    NoLetter(Lang),
    #[error("the letter could not be made for this reader")]
    Broke,
}

impl PressError {
    /// Whether the others can still be sent.
    pub fn is_of_the_reader(&self) -> bool {
        match self {
            Self::Compose(error) => error.is_of_the_reader(),
            Self::Broke => true,
            _ => false,
        }
    }
}

impl Press {
    /// Encodes the letters and reads the signing keys, which are relative to `root`. Blocks.
    pub fn new(
        settings: &Settings,
        root: &Path,
        issue: &IssueId,
        letters: &[Letter],
        purpose: Purpose,
    ) -> Result<Self, PressError> {
        let mut stencils = BTreeMap::new();
        for letter in letters {
            let head = LetterHead::new(settings, &letter.lang, issue)?;
            stencils.insert(letter.lang.clone(), Stencil::new(letter, &head)?);
        }
        let signers = settings
            .dkim
            .iter()
            .map(|identity| {
                signing::signer(root, identity).map_err(|why| PressError::Key {
                    file: identity.key_file.display().to_string(),
                    why: why.to_string(),
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            stencils,
            signers,
            from: settings.sender.address.clone(),
            bounces: settings.sender.bounces.clone(),
            purpose,
        })
    }

    /// Writes the whole message into `out`. Whatever goes wrong while one reader's is made stops nobody else's.
    pub fn print(
        &self,
        lang: &Lang,
        to: &Addressee<'_>,
        mailing: MailingId,
        now: Timestamp,
        keys: &Keys,
        out: &mut Vec<u8>,
    ) -> Result<(), PressError> {
        let stencil = self.stencils.get(lang).ok_or_else(|| PressError::NoLetter(lang.clone()))?;
        let made = catch_unwind(AssertUnwindSafe(|| {
            stencil.compose(to, mailing, self.purpose, now, keys, out)?;
            dkim::sign(&self.signers, out, now).map_err(PressError::Sign)
        }));
        made.unwrap_or(Err(PressError::Broke))
    }

    /// MAIL FROM: an address of the delivery's own where bounces have a domain, else the sender's.
    pub fn return_address(&self, mailing: MailingId, reader: AddrKey, keys: &Keys) -> Address {
        let own = self.bounces.as_ref().and_then(|domain| {
            Address::parse(&format!("{}@{domain}", verp::local_part(keys, reader, mailing))).ok()
        });
        own.unwrap_or_else(|| self.from.clone())
    }
}
