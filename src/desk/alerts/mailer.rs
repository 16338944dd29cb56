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
    /// What the sender says of the mail servers, by their names: whoever is in trouble is not to carry the news of it.
    pub trouble: Option<&'a str>,
}

/// A mail server that may take a mail, and how it stands with it.
struct MailWay<'a> {
    relay: &'a Relay,
    line: Option<Box<Connection>>,
    /// Why it is not asked any more.
    down: Option<Unsent>,
}

impl Mailer<'_> {
    /// Tells each; why not, if not. An answer that did not come counts as a no: the second copy has the Message-ID of the
    /// first.
    pub async fn tell(&self, people: &[(&Teammate, AddrKey)], now: Timestamp) -> Vec<Result<(), Unsent>> {
        let mut ways = self.ways();
        if ways.is_empty() {
            return people.iter().map(|(person, key)| self.write(person, *key, now)).collect();
        }
        let mut told = Vec::with_capacity(people.len());
        for (person, key) in people {
            told.push(match self.compose(person, *key, now) {
                Ok(message) => self.offer(&mut ways, person, &message).await,
                Err(why) => Err(why),
            });
        }
        for line in ways.into_iter().filter_map(|way| way.line).filter(|line| line.is_fit()) {
            line.quit().await;
        }
        told
    }

    /// Those that nothing is said of come first; none where alerts become files.
    fn ways(&self) -> Vec<MailWay<'_>> {
        let relays = match (&self.settings.alerts.relay, self.settings.delivery.transport) {
            (Some(own), _) => std::slice::from_ref(own),
            (None, TransportKind::Smtp) => &self.settings.delivery.relays[..],
            (None, TransportKind::Files) => &[],
        };
        let mut ways: Vec<_> = relays.iter().map(|relay| MailWay { relay, line: None, down: None }).collect();
        ways.sort_by_key(|way| self.trouble.is_some_and(|words| words.contains(&way.relay.name)));
        ways
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

    /// Offers a mail to one mail server after the other. Who takes it is the first to be asked from then on; who can't be
    /// spoken with is not asked again.
    async fn offer(&self, ways: &mut [MailWay<'_>], to: &Teammate, message: &[u8]) -> Result<(), Unsent> {
        let several = ways.len() > 1;
        let mut whys = Vec::new();
        for n in 0..ways.len() {
            let way = &mut ways[n];
            let Err(why) = self.tell_over(way, to, message).await else {
                ways[..=n].rotate_right(1);
                return Ok(());
            };
            whys.push(if several { format!("{}: {why}", way.relay.name) } else { why.to_string() });
        }
        Err(Unsent(whys.join("; ")))
    }

    async fn tell_over(&self, way: &mut MailWay<'_>, to: &Teammate, message: &[u8]) -> Result<(), Unsent> {
        if let Some(why) = &way.down {
            return Err(why.clone());
        }
        let told = match self.line(way).await {
            Ok(line) => self.hand_over(line, to, message).await,
            Err(why) => Err(why),
        };
        if way.line.as_ref().is_none_or(|line| !line.is_fit()) {
            way.down = told.clone().err();
        }
        told
    }

    async fn line<'c>(&self, way: &'c mut MailWay<'_>) -> Result<&'c mut Connection, Unsent> {
        if way.line.as_ref().is_none_or(|line| !line.is_fit()) {
            way.line = None;
            let opened = self.transport(way.relay).await?.open().await.map_err(Unsent::because)?;
            way.line = Some(Box::new(opened));
        }
        way.line.as_deref_mut().ok_or_else(|| Unsent::because("no connection"))
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
