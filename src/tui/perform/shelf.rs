//! What the checks say of the issues on the shelf, one after the other, the newest first. Issues whose files are as
//! they were are not checked again.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use super::Place;
use crate::desk::list;
use crate::domain::{IssueId, Problem};
use crate::tui::event::Event;
use crate::workspace::Workspace;

/// What is ahead today may be over tomorrow: nothing is known for longer than an hour.
const HOUR: i64 = 3600;

/// Which issues to check.
#[derive(Debug)]
pub struct Order {
    pub workspace: Workspace,
    pub issues: Vec<IssueId>,
}

/// Begins a worker that checks what it is sent until nobody can send any more.
pub fn begin(place: Place) -> Sender<Order> {
    let (sender, orders) = channel();
    // It is not waited for at the end: it only reads.
    std::thread::spawn(move || {
        let at = place.clone();
        at.guarded(|| work(&place, &orders));
    });
    sender
}

fn work(place: &Place, orders: &Receiver<Order>) {
    let mut known: HashMap<IssueId, (u64, i64, Vec<Problem>)> = HashMap::new();
    let mut next = orders.recv().ok();
    while let Some(Order { workspace, issues }) = next.take() {
        for id in issues {
            match orders.try_recv() {
                Ok(newer) => {
                    next = Some(newer);
                    break;
                }
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => {}
            }
            let now = place.clock.now();
            let (print, hour) = (workspace.fingerprint(&id), now.as_second().div_euclid(HOUR));
            if known.get(&id).is_none_or(|known| (known.0, known.1) != (print, hour)) {
                let Ok(found) = list::found(&workspace, &id, now) else { continue };
                known.insert(id.clone(), (print, hour, found.must_fix));
            }
            if let Some((.., must_fix)) = known.get(&id) {
                place.tell(Event::ShelfChecked { issue: id, must_fix: must_fix.clone() });
            }
        }
        if next.is_none() {
            next = orders.recv().ok();
        }
    }
}
