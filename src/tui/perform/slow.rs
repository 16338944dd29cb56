//! What takes longer than writing a file, one thing after the other: rendering, checking, counting, sending.

use super::post::{self, Order};
use super::{Place, press, send, translating};
use crate::desk::opened::Opened;
use crate::desk::reached::Reached;
use crate::desk::send::Error;
use crate::tui::effect::Effect;
use crate::workspace::Workspace;

/// The worker for it.
#[derive(Debug)]
pub struct Slow {
    place: Place,
}

impl Slow {
    pub fn new(place: Place) -> Self {
        Self { place }
    }

    pub fn perform(&self, effect: Effect) {
        let place = self.place.clone();
        match effect {
            Effect::Preview { issue, lang, slots } => {
                self.with_workspace(|workspace| press::show(&place, workspace, &issue, &lang, &slots));
            }
            Effect::LookForReaders { issue, lang } => {
                self.with_workspace(|workspace| press::readers(&place, workspace, &issue, &lang));
            }
            Effect::Browser { issue, lang } => {
                self.with_workspace(|workspace| press::browse(&place, workspace, &issue, &lang));
            }
            Effect::Compare(issue) => {
                self.with_workspace(|workspace| {
                    press::compare(&place, workspace, &issue);
                });
            }
            Effect::Check { issue, nth } => {
                self.with_workspace(|workspace| press::check(&place, workspace, &issue, nth));
            }
            Effect::TranslationDone { issue, lang, passage, name } => {
                self.with_workspace(|workspace| {
                    translating::done(&place, workspace, &issue, &lang, &passage, &name);
                });
            }
            Effect::Recall(asked) => {
                self.with_workspace(|workspace| translating::recall(&place, workspace, asked));
            }
            Effect::CountAudience { issue, ticked } => {
                self.with_workspace(|workspace| send::count(&place, workspace, &issue, ticked));
            }
            Effect::LookBeforeAsking { issue, ticked, at } => self.with_workspace(|workspace| {
                send::look_before_asking(&place, workspace, issue, ticked, at, None);
            }),
            Effect::DryRun { issue } => {
                self.with_all(|opened| send::dry_run(&place, opened, &issue));
            }
            Effect::SendTest { issue, shown } => {
                self.with_all(|opened| send::test(&place, opened, &issue, &shown));
            }
            Effect::Send { issue, lists, confirmed, at, again, beside, shown } => {
                let order = send::Order { issue, lists, confirmed, at, again, beside, shown };
                self.with_all(|opened| send::send(&place, opened, order));
            }
            Effect::LookForUncertain(name) => {
                self.with_ledger(|reached| post::uncertain(&place, &reached.ledger, &name));
            }
            Effect::Decide { mailing, address, decision } => {
                self.with_ledger(|reached| post::decide(&place, reached, &mailing, &address, decision));
            }
            Effect::StartSender(name) => self.with_all(|opened| post::start_a_sender(&place, opened, &name)),
            Effect::Pause(name) => self.order(&name, Order::Pause),
            Effect::Resume(name) => self.resume(&name, None),
            Effect::ResumeFor { mailing, confirmed } => self.resume(&mailing, Some(confirmed)),
            Effect::LookBeforeCancelling(name) => {
                self.with_ledger(|reached| post::look_before_cancelling(&place, reached, name));
            }
            Effect::Cancel(name) => self.order(&name, Order::Cancel),
            Effect::Stop(name) => self.order(&name, Order::Stop),
            _ => {}
        }
    }

    fn resume(&self, name: &str, confirmed: Option<u64>) {
        self.with_all(|opened| post::go_on(&self.place, opened, name, confirmed));
    }

    fn order(&self, name: &str, order: Order) {
        self.with_ledger(|reached| post::order(&self.place, reached, name, order));
    }

    fn with_workspace(&self, work: impl FnOnce(&Workspace)) {
        match self.place.workspace() {
            Ok(workspace) => work(&workspace),
            Err(why) => self.place.failed("There is no newsletter here", &why),
        }
    }

    /// With the ledger too: it is opened anew for each order, so that nothing is held while nothing happens.
    fn with_all(&self, work: impl FnOnce(&Opened)) {
        self.with_workspace(|workspace| match Opened::of(workspace.clone()) {
            Ok(opened) => work(&opened),
            Err(why @ Error::Broken(_)) => {
                send::refused(&self.place, "Not done: config.toml can't be used as it stands", why);
            }
            Err(why) => send::refused(&self.place, "The ledger can't be opened", why),
        });
    }

    /// With the ledger alone, whether or not `config.toml` can be used.
    fn with_ledger(&self, work: impl FnOnce(&Reached)) {
        match Reached::at(&self.place.start, &self.place.runtime) {
            Ok(reached) => work(&reached),
            Err(why) => self.place.failed("The ledger can't be opened", &why),
        }
    }
}
