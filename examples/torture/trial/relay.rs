//! Mail servers that fail now and then and remember what they took: the truth that the ledger is held against.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::super::server::{Act, Moment, Server, Step};
use super::dice::{Dice, mixed};

/// Letters that a connection of a sender may have handed over without an answer when it is killed.
const IN_FLIGHT: u32 = 4;

/// How letters travel to a relay; the later, the more of them are under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Each is settled before the next.
    Apart,
    /// A body with the next envelope.
    Deep,
    /// BDAT, several at once.
    Chunks,
}

impl Form {
    const ALL: [Self; 3] = [Self::Apart, Self::Deep, Self::Chunks];

    /// The most letters of one connection that nobody can know of once its sender is killed.
    pub fn uncertain(self) -> u32 {
        match self {
            Self::Apart => 1,
            Self::Deep => 2,
            Self::Chunks => IN_FLIGHT + 1,
        }
    }

    /// What `[delivery]` says of it.
    pub fn config(self) -> String {
        match self {
            Self::Apart => String::new(),
            Self::Deep => "pipelining = \"deep\"\n".to_owned(),
            Self::Chunks => format!("pipelining = \"deep\"\nin_flight = {IN_FLIGHT}\n"),
        }
    }
}

/// One server with CHUNKING and one without, and one memory.
#[derive(Debug)]
pub struct Relays {
    plain: u16,
    chunking: u16,
    memory: Arc<Memory>,
}

/// What happened at the servers.
#[derive(Debug, Default)]
struct Memory {
    /// How often each letter was taken, by its Message-ID.
    taken: Mutex<HashMap<String, u32>>,
    letters: AtomicU64,
    /// Lines that were dropped where a letter may have been under way.
    dropped: AtomicU64,
    moments: AtomicU64,
}

impl Relays {
    /// `trouble` in 10,000 letters meet each kind of failure; with `retries` some of these ask to come again.
    pub async fn start(seed: u64, trouble: u64, retries: bool) -> Self {
        let memory = Arc::new(Memory::default());
        let offers = ["PIPELINING", "CHUNKING"].map(str::to_owned);
        let start = async |offers: &[String]| {
            let (acts, keeps) = (Arc::clone(&memory), Arc::clone(&memory));
            let server = Server {
                script: Some(Arc::new(move |moment| acts.act(moment, seed, trouble, retries))),
                offers: offers.to_vec(),
                deliver: Some(Arc::new(move |letter| keeps.keep(letter.message_id()))),
                ..Server::default()
            };
            server.start().await.expect("a free port").port()
        };
        Self { plain: start(&offers[..1]).await, chunking: start(&offers).await, memory }
    }

    /// A port, and how letters are to travel to it.
    pub fn any(&self, dice: &mut Dice) -> (u16, Form) {
        let form = Form::ALL[usize::try_from(dice.below(3)).unwrap_or(0)];
        (if form == Form::Chunks { self.chunking } else { self.plain }, form)
    }

    /// How many letters were taken so far.
    pub fn letters(&self) -> u64 {
        self.memory.letters.load(Ordering::Relaxed)
    }

    /// How many lines were dropped on purpose so far.
    pub fn dropped(&self) -> u64 {
        self.memory.dropped.load(Ordering::Relaxed)
    }

    /// How often each letter was taken, by Message-ID.
    pub fn taken(&self) -> HashMap<String, u32> {
        self.memory.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Memory {
    fn keep(&self, id: Option<String>) -> bool {
        let id = id.expect("every letter has a Message-ID");
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_default() += 1;
        self.letters.fetch_add(1, Ordering::Relaxed);
        true
    }

    fn act(&self, moment: &Moment<'_>, seed: u64, trouble: u64, retries: bool) -> Act {
        let share = mixed(seed.wrapping_add(self.moments.fetch_add(1, Ordering::Relaxed))) % 10_000;
        let kind = share.checked_div(trouble).unwrap_or(u64::MAX);
        let say = |text: &str| Act::Say(text.to_owned());
        let act = match (moment.step, kind) {
            (Step::Rcpt, 0) => say("550 5.1.1 no such user\r\n"),
            (Step::Rcpt, 1) if retries => say("451 4.3.0 not now\r\n"),
            (Step::Dot, 0) => say("550 5.2.1 mailbox disabled\r\n"),
            (Step::Dot, 1) if retries => say("451 4.3.0 not now\r\n"),
            (Step::Dot, 2) => Act::TakeAndHangUp,
            (Step::Dot, 3) | (Step::Body, 0) => Act::HangUp,
            _ => Act::Comply,
        };
        if matches!(act, Act::HangUp | Act::TakeAndHangUp) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
        act
    }
}
