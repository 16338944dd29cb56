//! The sums of a mailing, which add up.

use ratatui::style::Style;

use super::moves;
use crate::domain::{Mailing, MailingKind, MailingState, Progress};
use crate::tui::widgets::{Rows, number, plural, wrap};

/// done = taken + failed; done + later + waiting + not certain + left out = all rows.
pub fn sums(mailing: &Mailing, progress: &Progress, room: usize, rows: &mut Rows) {
    use crate::domain::DeliveryState::{Accepted, Failed};
    let counts = &progress.counts;
    let done = format!(
        "{} of {} done = {} {} + {} failed",
        number(counts.done()),
        number(counts.recipients() + progress.given_up()),
        number(counts.of(Accepted)),
        if mailing.kind == MailingKind::Files {
            "written into outbox/"
        } else {
            "taken by their mail server"
        },
        number(counts.of(Failed))
    );
    let rest = format!(
        "{} waiting   {} later   {} not certain   {} left out   {} in all",
        number(counts.waiting()),
        number(counts.later()),
        number(counts.not_certain()),
        number(counts.left_out()),
        number(counts.rows())
    );
    let never = match progress.given_up() {
        0 => String::new(),
        count => {
            let why = if progress.state == MailingState::Cancelled { "cancelled" } else { "it was too late" };
            let readers = plural(count, "reader does", "readers do");
            // Who has it from an earlier mailing keeps it.
            let (now, before) = match mailing.again {
                true => (" this time", ". Whoever had it before still has it."),
                false => ("", ""),
            };
            format!("{readers} not get it{now}: {why}{before}")
        }
    };
    for line in [done, never, rest].iter().filter(|line| !line.is_empty()).flat_map(|line| wrap(line, room)) {
        rows.line(&line, Style::new());
    }
    if let Some(readers) = progress.other_than(mailing.confirmed) {
        let confirmed = plural(mailing.confirmed, "reader", "readers");
        let words = format!("Confirmed for {confirmed}: it is for {} by now.", number(readers));
        wrap(&words, room).iter().for_each(|line| rows.line(line, Style::new()));
    }
    if progress.per_minute > 0 && moves(progress.state) && progress.sender_alive {
        rows.line(&format!("{} a minute now", number(progress.per_minute)), Style::new());
    }
}
