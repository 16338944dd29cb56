//! Tests to the team: the letters as readers would get them, marked in the subject, with links that record nothing.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

use jiff::Timestamp;

use super::approve;
use super::calendar;
use super::opened::Opened;
use super::outbox;
use super::press::press;
use super::send::{Error, Press, placer};
use crate::domain::settings::{Relay, Teammate, TransportKind};
use crate::domain::{Address, IssueId, Lang, Letter, ListName, MailingId, Problem, Subscriber};
use crate::mail::files::FilesTransport;
use crate::mail::smtp::{Allowed, Connection, Envelope, Handover, LinkError, LinkFault, SmtpTransport};
use crate::mail::{Addressee, Purpose};

/// One test and what came of it.
#[derive(Debug)]
pub struct Tested {
    pub to: Address,
    pub lang: Lang,
    /// The server's words, or ours, if it was not taken.
    pub refused: Option<String>,
}

/// All of them, and what is wrong with the issue all the same.
#[derive(Debug)]
pub struct TestRun {
    pub tests: Vec<Tested>,
    /// Those who look after none of the issue's languages, with theirs: they get nothing.
    pub passed_over: Vec<(Address, Vec<Lang>)>,
    /// Those that the issue has.
    pub languages: Vec<Lang>,
    pub problems: Vec<Problem>,
    /// Where they were written, if no mail server is set and nobody was mailed.
    pub folder: Option<PathBuf>,
}

/// Sends each test reader the editions they look after; `only`: to these of them.
pub async fn test(
    opened: &Opened,
    issue: &IssueId,
    only: &[Address],
    now: Timestamp,
) -> Result<TestRun, Error> {
    let pressed = press(&opened.workspace, issue, None)?;
    let Some(templates) = pressed.templates.as_ref().filter(|_| !pressed.workspace_broken) else {
        return Err(Error::Broken(pressed.problems));
    };
    let mut letters: Vec<Letter> = pressed.letters.values().cloned().collect();
    calendar::number(&opened.ledger, issue, &mut letters, now).await?;
    if letters.is_empty() {
        return Err(Error::Blocked(pressed.problems));
    }
    let team = team(opened, only)?;
    let there = opened.workspace.lists()?;
    // A list that is named and not there is for the checks to tell.
    let lists: Vec<ListName> =
        pressed.issue.lists.iter().filter(|list| there.contains(list)).cloned().collect();
    let keys = opened.ledger.keys();
    let placer = placer(&opened.workspace, &opened.settings, templates, keys, &letters, &lists)?;
    let readers = as_readers(opened, team, &lists)?;
    let press = Press::new(&opened.settings, opened.workspace.root(), issue, &letters, Purpose::Test)?;
    let mut way = Way::new(opened, issue)?;
    let folder = way.folder();
    let (mut tests, mut passed_over, mut message) = (Vec::new(), Vec::new(), Vec::new());
    let languages = pressed.issue.languages.clone();
    for (person, reader) in readers {
        if !person.languages.is_empty() && person.languages.iter().all(|lang| !languages.contains(lang)) {
            passed_over.push((person.address.clone(), person.languages.clone()));
            continue;
        }
        for letter in letters
            .iter()
            .filter(|letter| person.languages.is_empty() || person.languages.contains(&letter.lang))
        {
            // Whoever tests an edition asks for its language, whatever their row says.
            let language = Some(letter.lang.clone());
            let placed = placer.place(&Subscriber { language, names_language: true, ..reader.clone() });
            let to = Addressee::from(&placed);
            let mailing = of_its_own()?;
            press.print(&letter.lang, &to, mailing, now, keys, &mut message)?;
            let from = press.return_address(mailing, placed.key, keys);
            let refused = match way.send(&from, &to, &letter.lang, &message).await {
                // Whoever was told before is not forgotten for it.
                Err(Error::Unreachable { what, .. }) if !tests.is_empty() => Some(what),
                sent => sent?,
            };
            tests.push(Tested { to: person.address.clone(), lang: letter.lang.clone(), refused });
        }
        tests.extend(unwritten(person, &languages, &letters));
    }
    way.close().await;
    if tests.iter().all(|test| test.refused.is_none()) {
        approve::tested(&opened.workspace, &pressed)?;
    }
    Ok(TestRun { tests, passed_over, languages, problems: pressed.problems, folder })
}

/// Whoever tests several editions gets each: a Message-ID is made from mailing and address, and mail systems drop the
/// second letter that has the same.
fn of_its_own() -> Result<MailingId, Error> {
    let mut mailing = [0; 8];
    aws_lc_rs::rand::fill(&mut mailing).map_err(|_| Error::Bug("no random bytes".to_owned()))?;
    Ok(MailingId(mailing))
}

/// Whoever tests an edition of which no letter could be made is told so, and not passed over.
fn unwritten<'a>(
    person: &'a Teammate,
    languages: &'a [Lang],
    letters: &'a [Letter],
) -> impl Iterator<Item = Tested> + 'a {
    let looks_after = |lang: &&Lang| person.languages.is_empty() || person.languages.contains(lang);
    let missing = |lang: &&Lang| !letters.iter().any(|letter| letter.lang == **lang);
    languages.iter().filter(looks_after).filter(missing).map(|lang| Tested {
        to: person.address.clone(),
        lang: lang.clone(),
        refused: Some("there is no such letter yet: mend the edition first".to_owned()),
    })
}

fn team<'a>(opened: &'a Opened, only: &[Address]) -> Result<Vec<&'a Teammate>, Error> {
    let team: Vec<&Teammate> = opened.settings.test_readers().collect();
    if let Some(stranger) = only.iter().find(|address| !team.iter().any(|person| person.address == **address))
    {
        return Err(Error::Refused {
            what: format!("{} is not a test reader", stranger.as_str()),
            remedy: "tests go to the [[team]] in config.toml whose does = [\"test\"]".to_owned(),
        });
    }
    if team.is_empty() {
        return Err(Error::Refused {
            what: "there are no test readers".to_owned(),
            remedy: "add a [[team]] with does = [\"test\"] to config.toml".to_owned(),
        });
    }
    Ok(team.into_iter().filter(|person| only.is_empty() || only.contains(&person.address)).collect())
}

/// Each with their row on the first of the lists that has one: the test is then what a mailing would bring them. Who
/// is on none is taken for a reader of the first list, with nothing but a name.
fn as_readers<'a>(
    opened: &Opened,
    team: Vec<&'a Teammate>,
    lists: &[ListName],
) -> Result<Vec<(&'a Teammate, Subscriber)>, Error> {
    let keys = opened.ledger.keys();
    let wanted: Vec<_> = team.iter().map(|person| keys.addr_key(&person.address)).collect();
    let mut rows = BTreeMap::new();
    for list in lists {
        opened.workspace.read_subscribers(list, &mut |reader| {
            let key = keys.addr_key(&reader.address);
            if wanted.contains(&key) {
                rows.entry(key).or_insert(reader);
            }
        })?;
    }
    let no_list = ListName::parse("test").map_err(|error| Error::Bug(error.to_string()))?;
    let first = lists.first().unwrap_or(&no_list);
    let as_reader = |(person, key): (&'a Teammate, _)| {
        let reader = rows.remove(&key).unwrap_or_else(|| Subscriber {
            address: person.address.clone(),
            name: Some(person.name.clone()),
            language: None,
            names_language: false,
            list: first.clone(),
            fields: BTreeMap::new(),
        });
        (person, reader)
    };
    Ok(team.into_iter().zip(wanted).map(as_reader).collect())
}

/// Where tests go: the relay, or a folder.
enum Way {
    /// The first of them that opens.
    Smtp {
        /// Each with its name and where it is.
        transports: Vec<(String, SmtpTransport)>,
        open: Option<Box<Connection>>,
        /// Why none opened: they are not tried again for each letter.
        down: Option<Down>,
    },
    Files {
        files: FilesTransport,
        written: u64,
    },
}

impl Way {
    fn new(opened: &Opened, issue: &IssueId) -> Result<Self, Error> {
        let root = opened.workspace.root();
        match opened.settings.delivery.transport {
            TransportKind::Smtp => {
                let allowed = || Allowed::only(opened.settings.test_readers().map(|person| &person.address));
                let relays = opened.settings.delivery.relays.iter();
                let sender = &opened.settings.sender;
                let transports = relays.map(|relay| {
                    let transport = super::relay::transport(relay, root, allowed())?.of(sender.addresses());
                    Ok((place(relay), transport))
                });
                Ok(Self::Smtp {
                    transports: transports.collect::<Result<_, Error>>()?,
                    open: None,
                    down: None,
                })
            }
            TransportKind::Files => {
                let files = FilesTransport::new(outbox::anew(root, "test", issue.as_str())?);
                Ok(Self::Files { files, written: 0 })
            }
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        match self {
            Self::Files { files, .. } => Some(files.folder().to_owned()),
            Self::Smtp { .. } => None,
        }
    }

    /// None if it was taken.
    async fn send(
        &mut self,
        from: &Address,
        to: &Addressee<'_>,
        lang: &Lang,
        message: &[u8],
    ) -> Result<Option<String>, Error> {
        match self {
            Self::Files { files, written } => {
                *written += 1;
                files.write(*written, lang, to.key, message)?;
                Ok(None)
            }
            Self::Smtp { transports, open, down } => {
                let line = match (open, &down) {
                    (Some(line), _) if line.is_fit() => line,
                    (_, Some(why)) => return Err(why.told()),
                    (open, None) => match first_that_opens(transports).await {
                        Ok(line) => open.insert(Box::new(line)),
                        Err(why) => {
                            let told = why.told();
                            *down = Some(why);
                            return Err(told);
                        }
                    },
                };
                match line
                    .envelope(from, to.address, message)
                    .await
                    .map_err(|error| Down::from(error).told())?
                {
                    Envelope::Taken => {}
                    Envelope::Refused { reply, .. } => return Ok(Some(reply.to_string())),
                    Envelope::Unsendable(why) => return Ok(Some(why.to_string())),
                }
                Ok(match line.data(message).await {
                    Handover::Replied(reply) if reply.class() == 2 => None,
                    Handover::Replied(reply) | Handover::Refused { reply, .. } => Some(reply.to_string()),
                    Handover::NotHandedOver(error) => Some(error.to_string()),
                    Handover::Uncertain(why) => Some(format!("not certain: {why}")),
                })
            }
        }
    }

    async fn close(self) {
        if let Self::Smtp { open: Some(line), .. } = self {
            line.quit().await;
        }
    }
}

/// Why there is no line.
struct Down {
    what: String,
    remedy: &'static str,
}

impl Down {
    fn told(&self) -> Error {
        Error::Unreachable { what: self.what.clone(), remedy: self.remedy }
    }
}

/// `north at mail.example.eu:587`.
fn place(relay: &Relay) -> String {
    let at = format!("{}:{}", relay.host, relay.port);
    if relay.name == relay.host { at } else { format!("{} at {at}", relay.name) }
}

impl Down {
    /// Of a relay that could not be spoken to at all.
    fn at(place: &str, error: LinkError) -> Self {
        let refused =
            matches!(&error.fault, LinkFault::Io(why) if why.kind() == ErrorKind::ConnectionRefused);
        if refused {
            let what = format!("{place}: nothing answers there (connection refused)");
            let remedy = "start it, or mend host and port below [[delivery.relay]] in config.toml; `courant doctor` tries it";
            return Self { what, remedy };
        }
        let Self { what, remedy } = Self::from(error);
        Self { what: format!("{place}: {what}"), remedy }
    }
}

impl From<LinkError> for Down {
    fn from(error: LinkError) -> Self {
        let remedy = if error.is_auth() || matches!(error.fault, LinkFault::NoToken(_)) {
            "mend username and password, or token_command, in config.toml; `courant doctor` tries to sign in"
        } else {
            "`courant doctor` tries the mail servers of config.toml"
        };
        Self { what: error.to_string(), remedy }
    }
}

async fn first_that_opens(transports: &[(String, SmtpTransport)]) -> Result<Connection, Down> {
    let what = "config.toml names no mail server".to_owned();
    let mut failed = Down { what, remedy: "add [[delivery.relay]]" };
    for (place, transport) in transports {
        match transport.open().await {
            Ok(connection) => return Ok(connection),
            Err(error) => failed = Down::at(place, error),
        }
    }
    Err(failed)
}
