//! Alerts as mail to the team, over the mail server that is theirs, or the letters'; or into `outbox/alerts/`.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::super::signing;
use super::notice::Notice;
use crate::domain::settings::{Relay, Settings, Teammate, TransportKind};
use crate::domain::{AddrKey, Keys, Lang, Mailbox, Mailing, Occasion};
use crate::mail::dkim;
use crate::mail::files::FilesTransport;
use crate::mail::note::Note;
use crate::mail::smtp::{Allowed, Connection, Envelope, Handover, SmtpTransport, Timers};

/// For each step of the conversation, the answer to the letter among them.
const PATIENCE: Duration = Duration::from_secs(30);
const FOLDER: &str = "outbox/alerts";

/// Why a mail did not leave.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unsent(String);

impl Unsent {
    #[expect(clippy::needless_pass_by_value, reason = "it stands behind map_err")]
    fn because(why: impl ToString) -> Self {
        Self(why.to_string())
    }
}

/// One occasion's mail.
pub(super) struct Mailer<'a> {
    pub settings: &'a Settings,
    pub root: &'a Path,
    pub keys: &'a Keys,
    pub mailing: &'a Mailing,
    pub occasion: Occasion,
    pub notice: &'a Notice,
}

impl Mailer<'_> {
    /// Tells each, over one connection; why not, if not. An answer that did not come counts as a no: the second copy has
    /// the Message-ID of the first.
    pub async fn tell(&self, people: &[(&Teammate, AddrKey)], now: Timestamp) -> Vec<Result<(), Unsent>> {
        let relays = self.relays();
        if relays.is_empty() {
            return people.iter().map(|(person, key)| self.write(person, *key, now)).collect();
        }
        let mut open: Option<Box<Connection>> = None;
        let mut down: Option<Unsent> = None;
        let mut told = Vec::with_capacity(people.len());
        for (person, key) in people {
            told.push(match (&down, self.compose(person, *key, now)) {
                (Some(why), _) => Err(why.clone()),
                (None, Err(why)) => Err(why),
                (None, Ok(message)) => match self.line(&relays, &mut open).await {
                    Ok(line) => self.hand_over(line, person, &message).await,
                    Err(why) => {
                        down = Some(why.clone());
                        Err(why)
                    }
                },
            });
        }
        if let Some(line) = open.filter(|line| line.is_fit()) {
            line.quit().await;
        }
        told
    }

    /// The first that opens is taken; none where alerts become files.
    fn relays(&self) -> Vec<&Relay> {
        match (&self.settings.alerts.relay, self.settings.delivery.transport) {
            (Some(own), _) => vec![own],
            (None, TransportKind::Smtp) => self.settings.delivery.relays.iter().collect(),
            (None, TransportKind::Files) => Vec::new(),
        }
    }

    fn compose(&self, person: &Teammate, key: AddrKey, now: Timestamp) -> Result<Vec<u8>, Unsent> {
        let newsletter = &self.settings.newsletter;
        let sender = &self.settings.sender;
        let source = newsletter.source();
        let name = sender.name.get_or_source(source, source).to_owned();
        let from = Mailbox { name: Some(name), address: sender.address.clone() };
        let mac = self.keys.message_id.mac(&[
            b"courant alert",
            &self.mailing.id.0,
            self.occasion.to_string().as_bytes(),
            &key.0,
        ]);
        let id: String = mac[..16].iter().map(|octet| format!("{octet:02x}")).collect();
        let note = Note {
            from: &from,
            to_name: &person.name,
            to: &person.address,
            subject: &self.notice.subject,
            text: &self.notice.text,
            id: &id,
        };
        let mut message = note.compose(now).map_err(Unsent::because)?;
        // A key that can't be used may be what there is to tell.
        let signers = self.settings.dkim.iter().map(|identity| signing::signer(self.root, identity));
        if let Ok(signers) = signers.collect::<Result<Vec<_>, _>>() {
            dkim::sign(&signers, &mut message, now).map_err(Unsent::because)?;
        }
        Ok(message)
    }

    async fn line<'c>(
        &self,
        relays: &[&Relay],
        open: &'c mut Option<Box<Connection>>,
    ) -> Result<&'c mut Connection, Unsent> {
        if open.as_ref().is_none_or(|line| !line.is_fit()) {
            *open = Some(self.first_that_opens(relays).await?);
        }
        open.as_deref_mut().ok_or_else(|| Unsent::because("no connection"))
    }

    async fn first_that_opens(&self, relays: &[&Relay]) -> Result<Box<Connection>, Unsent> {
        let mut why = Unsent::because("there is no mail server");
        for relay in relays {
            let opened = async { self.transport(relay).await?.open().await.map_err(Unsent::because) };
            match opened.await {
                Ok(line) => return Ok(Box::new(line)),
                Err(error) => why = error,
            }
        }
        Err(why)
    }

    /// Only the team is allowed, in whatever mode the newsletter is. Fetches the password, which may take a while.
    async fn transport(&self, relay: &Relay) -> Result<SmtpTransport, Unsent> {
        let allowed = Allowed::only(self.settings.told().map(|person| &person.address));
        let (relay, root) = (relay.clone(), self.root.to_owned());
        let made =
            tokio::task::spawn_blocking(move || super::super::relay::transport(&relay, &root, allowed));
        let transport = made.await.map_err(Unsent::because)?.map_err(Unsent::because)?;
        let timers =
            Timers { command: PATIENCE, data: PATIENCE, block: PATIENCE, dot: PATIENCE, ..Timers::default() };
        Ok(transport.with_timers(timers).of(self.settings.sender.addresses()))
    }

    async fn hand_over(&self, line: &mut Connection, to: &Teammate, message: &[u8]) -> Result<(), Unsent> {
        match line.envelope(&self.settings.sender.address, &to.address, message).await {
            Ok(Envelope::Taken) => {}
            Ok(Envelope::Refused { reply, .. }) => return Err(Unsent::because(reply)),
            Ok(Envelope::Unsendable(why)) => return Err(Unsent::because(why)),
            Err(error) => return Err(Unsent::because(error)),
        }
        match line.data(message).await {
            Handover::Replied(reply) if reply.class() == 2 => Ok(()),
            Handover::Replied(reply) | Handover::Refused { reply, .. } => Err(Unsent::because(reply)),
            Handover::NotHandedOver(error) => Err(Unsent::because(error)),
            Handover::Uncertain(why) => Err(Unsent::because(why)),
        }
    }

    fn write(&self, person: &Teammate, key: AddrKey, now: Timestamp) -> Result<(), Unsent> {
        let folder = self.root.join(FOLDER).join(&self.mailing.name).join(self.occasion.to_string());
        let message = self.compose(person, key, now)?;
        let english = Lang::parse("en").map_err(Unsent::because)?;
        FilesTransport::new(folder).write(1, &english, key, &message).map(drop).map_err(Unsent::because)
    }
}
