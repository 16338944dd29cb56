//! Real senders, ended without warning at random moments and started again, until everything is sent. In the end the
//! ledger is held against what the relays remember.

mod dice;
mod figures;
mod house;
mod power;
mod relay;

use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use courant::domain::{AddrKey, Clock, MailingState};
use courant::ledger::{Boot, Holder};
use courant::mail::message_id;

pub use dice::Dice;
pub use figures::{Breaches, Figures};
pub use house::House;
use relay::Form;
pub use relay::Relays;

/// The most rows that are claimed ahead for a connection.
const CLAIMED: u32 = 64;

/// How a sender is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Blow {
    /// SIGKILL.
    #[default]
    Kill,
    /// SIGKILL, and what was not synced is gone.
    PowerCut,
}

#[derive(Debug, Clone)]
pub struct Plan {
    /// `courant`.
    pub program: PathBuf,
    pub blow: Blow,
    pub blows: u32,
    /// Of each mailing; there are as many mailings as the blows need.
    pub readers: u32,
    pub connections: u32,
    pub seed: u64,
    /// Of 10,000 letters so many meet each kind of failure.
    pub trouble: u64,
    /// Some are refused for now, which takes minutes in the end.
    pub retries: bool,
}

impl Plan {
    /// How many letters a sender gets to hand over, on average, before the blow.
    fn letters_a_blow(&self) -> u64 {
        u64::from((self.readers / self.blows.max(1)).max(1))
    }
}

/// Carries it out. Blocks its thread while it waits for processes.
pub async fn run(plan: &Plan) -> Figures {
    let begun = Instant::now();
    let relays = Relays::start(plan.seed, plan.trouble, plan.retries).await;
    let (mut house, mut dice) = (House::new(plan), Dice::new(plan.seed));
    house.next_mailing().await;
    let place = power::page_of_place(&house.ledger_file());
    let mut figures = Figures { blow: plan.blow, ..Figures::default() };
    // Of whoever has sent last: a sender that is ended at its start has settled nothing.
    let mut sent_last = Form::Apart;
    loop {
        let way = relays.any(&mut dice);
        house.lead_to(way);
        let before = relays.letters();
        let mut sender = house.start();
        if figures.blows < plan.blows && moment_comes(&mut sender, plan, &relays, &mut dice) {
            sender.kill().unwrap();
            sender.wait().unwrap();
            figures.blows += 1;
            if relays.letters() > before {
                figures.in_the_middle += 1;
                sent_last = way.1;
            }
            match plan.blow {
                Blow::Kill => after_a_kill(&house, plan, &mut figures, way.1.max(sent_last), &mut dice),
                Blow::PowerCut => after_a_cut(&house, plan, &mut figures, place, &mut dice).await,
            }
            continue;
        }
        let ended = sender.wait().unwrap();
        assert!(ended.success(), "a sender ended with {ended}: {}", house.said());
        match house.state().await {
            (MailingState::Held, _) => figures.held += 1,
            (MailingState::Sent, _) if figures.blows < plan.blows => house.next_mailing().await,
            (MailingState::Sent, _) => break,
            other => panic!("the sender ended, and the mailing is {other:?}: {}", house.said()),
        }
    }
    let most = u64::from(Form::Chunks.uncertain());
    figures.unknown_bound += relays.dropped() * most;
    hold_against(&house, &relays, &mut figures);
    figures.took = begun.elapsed();
    figures
}

/// Waits for a random moment: soon after the start, or among the letters. False if the sender was done before.
fn moment_comes(sender: &mut Child, plan: &Plan, relays: &Relays, dice: &mut Dice) -> bool {
    let begun = Instant::now();
    let early = dice.below(10) == 0;
    let patience = if early { Duration::from_millis(dice.below(300)) } else { Duration::from_secs(3) };
    let letters = relays.letters() + dice.below(2 * plan.letters_a_blow()) + 1;
    while begun.elapsed() < patience && (early || relays.letters() < letters) {
        if sender.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    std::thread::sleep(Duration::from_micros(dice.below(2000)));
    sender.try_wait().unwrap().is_none()
}

/// No more is uncertain than was under way. Every other time nobody looks: the next sender finds the log as it was left.
fn after_a_kill(house: &House, plan: &Plan, figures: &mut Figures, form: Form, dice: &mut Dice) {
    let most = u64::from(plan.connections * form.uncertain());
    figures.unknown_bound += most;
    figures.worst.1 = figures.worst.1.max(most);
    if dice.below(2) == 0 {
        return;
    }
    let under_way = house.under_way();
    figures.worst.0 = figures.worst.0.max(under_way);
    figures.breaches.too_uncertain += u64::from(under_way > most);
}

/// Takes away what may be lost, and recovers as after another start of the machine.
async fn after_a_cut(house: &House, plan: &Plan, figures: &mut Figures, place: u32, dice: &mut Dice) {
    let loss = power::fails(&house.ledger_file(), &house.memory(), place, dice);
    figures.loss.at_risk += loss.at_risk;
    figures.loss.lost += loss.lost;
    figures.lossy += u32::from(loss.lost > 0);
    let breaches = &mut figures.breaches;
    breaches.corrupt += u64::from(!house.is_sound());
    let (ledger, now) = (house.ledger(), Clock::System.now());
    let another = Boot(format!("after cut {}", figures.blows));
    let lock =
        ledger.sending_lock(Holder { boot: another.0.clone(), ..Holder::this(&another, now) }).unwrap();
    breaches.taken_for_a_copy += u64::from(ledger.doubt().await.unwrap().is_some());
    let (_, recovered) = ledger.take_over(&lock, now).await.unwrap();
    breaches.planned_again += recovered.planned;
    // What waits for a connection, and what each has in hand: made, on its way, answered and not written down.
    let most = u64::from(plan.connections * (CLAIMED + 2 * Form::Chunks.uncertain()));
    figures.unknown_bound += most;
    figures.worst = (figures.worst.0.max(recovered.unknown), most);
    breaches.too_uncertain += u64::from(recovered.unknown > most);
}

/// Every row and every letter.
pub fn hold_against(house: &House, relays: &Relays, figures: &mut Figures) {
    let (ledger, mut taken) = (house.ledger(), relays.taken());
    for mailing in &house.mailings {
        let rows = house.rows(mailing);
        figures.mailings += 1;
        figures.rows += rows.len() as u64;
        figures.breaches.undeclared += mailing.confirmed.abs_diff(rows.len() as u64);
        for row in rows {
            let id = message_id::left_side(ledger.keys(), mailing.id, AddrKey(row.key));
            let times = u64::from(taken.remove(&format!("<{id}@example.eu>")).unwrap_or(0));
            let found = &mut figures.breaches;
            found.duplicates += times.saturating_sub(1);
            match row.state.as_str() {
                "accepted" => {
                    figures.accepted += 1;
                    found.false_accepted += u64::from(times == 0);
                }
                "failed" => {
                    figures.failed += 1;
                    found.false_failed += u64::from(times > 0);
                }
                "unknown" => {
                    figures.unknown += 1;
                    figures.unknown_taken += u64::from(times > 0);
                }
                _ => found.undeclared += 1,
            }
        }
        figures.breaches.unverified += u64::from(!house.agrees(mailing));
    }
    // Letters of which no row knows.
    figures.breaches.undeclared += taken.len() as u64;
    figures.breaches.too_uncertain += figures.unknown.saturating_sub(figures.unknown_bound);
}
