//! The sender's end, and the next one, in the ledger and in the model.

use courant::domain::{DeliveryState as S, MailingState as M, Outcome};

use super::super::props::at;
use super::World;

impl World<'_> {
    pub(super) async fn killed(&mut self, power_cut: bool) {
        let old = self.sender.take().map(|(lock, turn)| {
            drop(lock);
            turn
        });
        self.boot += u32::from(power_cut);
        let (lock, sender, _) = self.stage.turn(&format!("boot-{}", self.boot)).await;
        self.sender = Some((lock, sender));
        for m in 0..2 {
            for i in self.in_states(m, &[S::Submitting]) {
                self.set(m, i, S::Unknown);
            }
            for i in self.in_states(m, &[S::Claimed]) {
                self.set(m, i, if power_cut { S::Unknown } else { S::Planned });
            }
            if self.mailing[m] == M::Pausing {
                self.mailing[m] = M::Paused;
            }
        }
        let old = old.unwrap();
        for (m, i) in std::mem::take(&mut self.held) {
            let late = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(self.clock) };
            let late = old.record(self.ids[m], self.keys[i], late, None, at(self.clock)).await;
            let stands = self.state(m, i);
            assert!(late.is_err() || late.ok() == stands, "I12: an outcome of before changes nothing");
        }
        if !self.ledger.is_shared() {
            let late = old.claim(self.ids[0], 1, at(self.clock)).await;
            assert!(late.is_err(), "I12: who was replaced can't claim");
            for m in 0..2 {
                let late = [
                    old.drained(self.ids[m], at(self.clock)).await,
                    old.finish(self.ids[m], at(self.clock)).await,
                ];
                assert!(late.iter().all(Result::is_err), "I12: who was replaced moves no mailing on");
            }
        }
    }
}
