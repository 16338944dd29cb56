//! Random histories against the real ledger and a model beside it: two mailings of one issue, five readers, one
//! sender that is killed now and then. After every step the two agree, and the invariants hold.

mod killed;

use std::collections::{BTreeMap, BTreeSet};

use courant::domain::{
    AddrKey, Decision, DeliveryState as S, MailingEvent as E, MailingId, MailingState as M, Outcome,
    SkipReason, Suppression,
};
use courant::ledger::{Decided, Ledger, SendingLock, Submit, Turn};

use super::props::{at, new_mailing, reader};
use super::stage::Stage;
pub use super::step::{Step, step};

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

#[derive(Debug, Clone, Default)]
struct Row {
    state: Option<S>,
    lost: u32,
    resends: u32,
}

struct World<'a> {
    stage: &'a Stage,
    ledger: Ledger,
    ids: [MailingId; 2],
    keys: Vec<AddrKey>,
    again: bool,
    sender: Option<(SendingLock, Turn)>,
    boot: u32,
    clock: i64,
    /// What the sender thinks it holds.
    held: Vec<(usize, usize)>,
    mailing: [M; 2],
    planned: [bool; 2],
    rows: BTreeMap<(usize, usize), Row>,
    suppressed: BTreeSet<usize>,
    /// Of which mailing the link was by which they left.
    link: BTreeMap<usize, usize>,
}

impl<'a> World<'a> {
    async fn new(stage: &'a Stage, again: bool) -> Self {
        let ledger = stage.ledger.clone();
        let first = ledger.create_mailing(new_mailing("summer"), at(0)).await.unwrap();
        let mut new = new_mailing("summer");
        new.again = again;
        let second = ledger.create_mailing(new, at(0)).await.unwrap();
        let keys = NAMES.iter().map(|name| reader(&ledger, name).key).collect();
        let (lock, sender, _) = stage.turn("boot-0").await;
        Self {
            ids: [first.id, second.id],
            keys,
            again,
            sender: Some((lock, sender)),
            boot: 0,
            clock: 10,
            held: Vec::new(),
            mailing: [M::Scheduled; 2],
            planned: [false; 2],
            rows: BTreeMap::new(),
            suppressed: BTreeSet::new(),
            link: BTreeMap::new(),
            stage,
            ledger,
        }
    }

    fn turn(&self) -> Turn {
        self.sender.as_ref().unwrap().1.clone()
    }

    fn set(&mut self, m: usize, i: usize, to: S) {
        let row = self.rows.entry((m, i)).or_default();
        if let Some(from) = row.state {
            assert!(from.may_become(to), "I13: {from:?} to {to:?}");
        }
        row.lost += u32::from(to == S::Unknown);
        row.state = Some(to);
        if to == S::Unknown && self.link.get(&i) == Some(&m) {
            self.set(m, i, S::Accepted);
        }
    }

    /// It is not sent: what is known of its first time stays so.
    fn leave_out(&mut self, m: usize, i: usize) {
        let resent = self.rows.get(&(m, i)).is_some_and(|row| row.resends > 0);
        self.set(m, i, if resent { S::Unknown } else { S::Skipped });
    }

    fn is_open(&self, m: usize, i: usize) -> bool {
        matches!(self.state(m, i), Some(S::Claimed | S::Submitting))
    }

    fn state(&self, m: usize, i: usize) -> Option<S> {
        self.rows.get(&(m, i)).and_then(|row| row.state)
    }

    fn in_states(&self, m: usize, states: &[S]) -> Vec<usize> {
        let at = |i: &usize| self.state(m, *i).is_some_and(|state| states.contains(&state));
        (0..NAMES.len()).filter(at).collect()
    }

    /// By the model alone: what the mailing would become.
    fn moved(&self, m: usize, event: E) -> Option<M> {
        let next = self.mailing[m].next(event, self.planned[m])?;
        let under_way = !self.in_states(m, &[S::Claimed, S::Submitting]).is_empty();
        let open = under_way || !self.in_states(m, &[S::Planned, S::Deferred]).is_empty();
        match event {
            E::Drained if under_way => None,
            E::Finish if open => None,
            E::Pause if next == M::Pausing && !under_way => Some(M::Paused),
            _ => Some(next),
        }
    }

    fn plan(&mut self, m: usize) {
        if self.mailing[m] != M::Scheduled {
            assert!(
                self.ledger.planner(self.ids[m]).unwrap().finish(at(self.clock), |_| None).is_err(),
                "I16"
            );
            return;
        }
        let other = 1 - m;
        for i in 0..NAMES.len() {
            let counted = [S::Planned, S::Claimed, S::Submitting, S::Accepted, S::Deferred, S::Unknown];
            let has_it = self.state(other, i).is_some_and(|state| counted.contains(&state));
            let again = self.again && m == 1;
            let out = self.suppressed.contains(&i) || (has_it && !again);
            self.set(m, i, if out { S::Skipped } else { S::Planned });
        }
        let mut planner = self.ledger.planner(self.ids[m]).unwrap();
        NAMES.iter().for_each(|name| planner.add(&reader(&self.ledger, name)).unwrap());
        planner.finish(at(self.clock), |_| None).unwrap();
        self.planned[m] = true;
        self.mailing[m] = M::Sending;
    }

    async fn claim(&mut self, m: usize, n: u32) {
        let rows = self.turn().claim(self.ids[m], n, at(self.clock)).await.unwrap();
        assert!(rows.is_empty() || self.mailing[m] == M::Sending, "I11");
        let due = self.in_states(m, &[S::Planned, S::Deferred]).len();
        if self.mailing[m] == M::Sending {
            assert_eq!(rows.len(), due.min(usize::try_from(n).unwrap()));
        }
        for row in rows {
            let i = self.keys.iter().position(|key| *key == row.key).unwrap();
            self.set(m, i, S::Claimed);
            self.held.push((m, i));
        }
    }

    async fn submit(&mut self, at_held: usize) {
        let Some(&(m, i)) = self.held.get(at_held) else { return };
        if self.state(m, i) == Some(S::Submitting) {
            return;
        }
        let answer = self.turn().submit(self.ids[m], self.keys[i], at(self.clock)).await.unwrap();
        match answer {
            Submit::Go => {
                assert!(!self.suppressed.contains(&i), "I10");
                assert_eq!(self.mailing[m], M::Sending, "I11");
                self.set(m, i, S::Submitting);
                let row = self.rows.get_mut(&(m, i)).unwrap();
                assert!(row.lost <= row.resends, "I4: {row:?} was uncertain and nobody decided");
            }
            Submit::Skipped(reason) => {
                if self.state(m, i) != Some(S::Skipped) {
                    assert_eq!(reason, SkipReason::Unsubscribed);
                    assert!(self.suppressed.contains(&i));
                    self.leave_out(m, i);
                }
                self.held.remove(at_held);
            }
            Submit::Lost => {
                assert!(!self.is_open(m, i) && self.rows[&(m, i)].resends > 0, "nobody else took it");
                self.held.remove(at_held);
            }
            Submit::Stop => {
                assert_ne!(self.mailing[m], M::Sending);
                self.set(m, i, S::Planned);
                self.held.remove(at_held);
            }
        }
    }

    async fn record(&mut self, at_held: usize, what: u8) {
        let Some(&(m, i)) = self.held.get(at_held) else { return };
        let Some(from) = self.state(m, i) else { return };
        let (outcome, to) = match what {
            0 if from == S::Submitting => (Outcome::Accepted { reply: None }, S::Accepted),
            0 | 1 => {
                let retry_at = at(self.clock);
                (Outcome::Deferred { class: "temporary", reply: None, retry_at }, S::Deferred)
            }
            2 => (Outcome::Failed { class: "address", reply: None, detail: String::new() }, S::Failed),
            3 if from == S::Submitting => (Outcome::Unknown { detail: String::new() }, S::Unknown),
            _ => {
                let to = if from == S::Submitting { S::Deferred } else { S::Planned };
                (Outcome::Released { detail: String::new() }, to)
            }
        };
        let landed =
            self.turn().record(self.ids[m], self.keys[i], outcome, None, at(self.clock)).await.unwrap();
        if self.is_open(m, i) {
            self.set(m, i, to);
            if self.mailing[m] == M::Cancelled && matches!(to, S::Planned | S::Deferred) {
                self.leave_out(m, i);
            }
        }
        assert_eq!(Some(landed), self.state(m, i));
        self.held.remove(at_held);
    }

    async fn release(&mut self, at_held: usize) {
        let Some(&(m, i)) = self.held.get(at_held) else { return };
        if self.state(m, i) == Some(S::Submitting) {
            return;
        }
        self.turn().release(self.ids[m], vec![self.keys[i]], at(self.clock)).await.unwrap();
        if self.state(m, i) == Some(S::Claimed) {
            self.set(m, i, S::Planned);
        }
        self.held.remove(at_held);
    }

    async fn order(&mut self, m: usize, what: u8) {
        let (id, now) = (self.ids[m], at(self.clock));
        let (event, done) = match what {
            0 => (E::Pause, self.ledger.pause(id, "anna", now).await),
            1 => (E::Drained, self.turn().drained(id, now).await),
            2 => (E::Resume, self.ledger.resume(id, "anna", now).await),
            3 => (E::Finish, self.turn().finish(id, now).await),
            4 => {
                let why = courant::domain::HoldReason::TestMode;
                (E::Hold, self.turn().hold(id, why, None, now).await)
            }
            _ => (E::Cancel, self.ledger.cancel(id, "anna", now).await),
        };
        let expected = self.moved(m, event);
        assert_eq!(done.ok().map(|mailing| mailing.state), expected, "{event:?}");
        let Some(next) = expected else { return };
        self.mailing[m] = next;
        if next == M::Cancelled {
            for i in self.in_states(m, &[S::Planned, S::Claimed, S::Deferred]) {
                self.leave_out(m, i);
            }
        }
    }

    /// Leaves by a page, or by the link in the letter of a mailing.
    async fn suppress(&mut self, i: usize, link: Option<usize>) {
        let new = Suppression {
            key: self.keys[i],
            scope: "*".to_owned(),
            reason: SkipReason::Unsubscribed,
            evidence: link.map_or("page".into(), |m| Suppression::by_the_link_of(self.ids[m])),
            at: at(self.clock),
        };
        let news = self.suppressed.insert(i);
        assert_eq!(self.ledger.suppress(new).await.unwrap(), news);
        if let Some(m) = link {
            if news {
                self.link.insert(i, m);
            }
            if self.state(m, i) == Some(S::Unknown) {
                self.set(m, i, S::Accepted);
            }
        }
        for m in 0..2 {
            if !matches!(self.mailing[m], M::Sent | M::Cancelled)
                && matches!(self.state(m, i), Some(S::Planned | S::Deferred))
            {
                self.leave_out(m, i);
            }
        }
    }

    async fn decide(&mut self, m: usize, i: usize, what: u8) {
        let decision =
            [Decision::Leave, Decision::Accepted, Decision::Resend, Decision::Failed][usize::from(what)];
        let said =
            Decided { mailing: self.ids[m], key: self.keys[i], decision, by: "anna".to_owned(), why: None };
        let done = self.ledger.decide(said, at(self.clock)).await;
        let reopens = !matches!(self.mailing[m], M::Sending | M::Pausing | M::Paused | M::Held);
        let shut = self.suppressed.contains(&i) || reopens && self.mailing[m] != M::Sent;
        let may = self.state(m, i) == Some(S::Unknown) && !(decision == Decision::Resend && shut);
        assert_eq!(done.is_ok(), may, "{done:?}");
        if !may {
            return;
        }
        match decision {
            Decision::Leave => {}
            Decision::Accepted => self.set(m, i, S::Accepted),
            Decision::Failed => self.set(m, i, S::Failed),
            Decision::Resend => {
                self.set(m, i, S::Planned);
                self.rows.get_mut(&(m, i)).unwrap().resends += 1;
                if reopens {
                    self.mailing[m] = M::Sending;
                }
            }
        }
    }

    async fn agrees(&self) {
        for m in 0..2 {
            let id = self.ids[m];
            assert_eq!(self.ledger.mailing(id).await.unwrap().state, self.mailing[m]);
            let mut standing: BTreeMap<AddrKey, S> = BTreeMap::new();
            for row in self.ledger.missing(id).await.unwrap() {
                assert_eq!(standing.insert(row.key, row.state), None, "I1");
            }
            let counts = self.ledger.counts(id).await.unwrap();
            let planned = if self.planned[m] { 5 } else { 0 };
            assert_eq!(counts.rows(), planned, "I5: the rows stay as many as were planned");
            for i in 0..NAMES.len() {
                let expected = self.state(m, i).filter(|state| *state != S::Accepted);
                assert_eq!(standing.get(&self.keys[i]).copied(), expected, "mailing {m}, reader {i}");
            }
        }
        if !self.again {
            let counted = [S::Claimed, S::Submitting, S::Accepted, S::Deferred, S::Unknown];
            let has = |m, i| self.state(m, i).is_some_and(|state: S| counted.contains(&state));
            for i in 0..NAMES.len() {
                assert!(!(has(0, i) && has(1, i)), "I21: reader {i}");
            }
        }
    }

    async fn take(&mut self, step: Step) {
        self.clock += 1;
        match step {
            Step::Plan(m) => self.plan(m),
            Step::Claim(m, n) => self.claim(m, n).await,
            Step::Submit(i) => self.submit(i).await,
            Step::Record(i, what) => self.record(i, what).await,
            Step::Release(i) => self.release(i).await,
            Step::Order(m, what) => self.order(m, what).await,
            Step::Suppress(i) => self.suppress(i, None).await,
            Step::Leave(m, i) => self.suppress(i, Some(m)).await,
            Step::LeaveUnderWay { lost } => {
                let marked = |(m, i): &(usize, usize)| self.state(*m, *i) == Some(S::Submitting);
                if let Some(at_held) = self.held.iter().position(marked) {
                    let (m, i) = self.held[at_held];
                    self.suppress(i, Some(m)).await;
                    if lost {
                        self.record(at_held, 3).await;
                    }
                }
            }
            Step::Decide(m, i, what) => self.decide(m, i, what).await,
            Step::Killed { power_cut } => self.killed(power_cut).await,
        }
        self.agrees().await;
    }
}

/// Plays a history, looking at every step whether the ledger and its model agree.
pub fn play(stage: &Stage, again: bool, steps: Vec<Step>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut world = World::new(stage, again).await;
        for step in steps {
            world.take(step).await;
        }
        for id in world.ids {
            assert_eq!(world.ledger.audit(id).unwrap().findings, [], "I18");
        }
    });
}
