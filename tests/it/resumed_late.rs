//! A mailing that is resumed after it was due begins at once, and that it is late is said.

use courant::desk::opened::Opened;
use courant::desk::status::resumed_in_words;
use courant::domain::{Mailing, MailingKind, MailingState, Schedule};
use courant::ledger::NewMailing;
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use crate::props::composer::mailing;
use crate::send_command::Demo;
use crate::send_props::now;
use crate::story::props::{at, new_mailing};

fn said(demo: &Demo, words: &[&str]) -> String {
    let output = demo.run(words);
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[tokio::test]
async fn whoever_resumes_a_mailing_that_is_late_reads_when_it_was_due_and_so_does_who_looks_later() {
    let demo = Demo::new();
    let opened = Opened::at(&demo.path("")).unwrap();
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    let due = now() - SignedDuration::from_mins(190);
    let asked = Schedule::at(zone.to_datetime(due), &zone);
    let new =
        NewMailing { kind: MailingKind::Files, schedule: asked.clone(), ..new_mailing("2018-06-summer") };
    let mailing = opened.ledger.create_mailing(new, due - SignedDuration::from_hours(1)).await.unwrap();
    opened.ledger.pause(mailing.id, "anna", due - SignedDuration::from_mins(5)).await.unwrap();
    let when = asked.in_words();
    let told = said(&demo, &["status", &mailing.name]);
    assert!(told.contains(&format!("  was due {when}, confirmed by anna")), "{told}");

    let told = said(&demo, &["resume", &mailing.name]);
    assert!(told.contains(&format!("{} was due {when}, 3 hours ago; it starts now", mailing.name)), "{told}");
    let told = said(&demo, &["status", &mailing.name]);
    assert!(told.contains(&format!("  was due {when}, resumed 20")), "{told}");
    let short = format!("was {}", asked.shown().strftime("%Y-%m-%d %H:%M"));
    for overview in ["status", "list"] {
        let told = said(&demo, &[overview]);
        assert!(told.contains(&short), "{told}");
    }
    demo.stop_sender();
}

#[test]
fn a_mailing_that_is_resumed_seconds_after_it_was_due_is_not_said_to_be_scheduled_again() {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    let asked = Schedule::now(&zone, at(10));
    let when = asked.in_words();
    // Going on makes it due at that moment.
    let resumed =
        Mailing { schedule: Schedule { due: at(13), ..asked }, ..mailing(MailingState::Scheduled, at(13)) };
    let words = resumed_in_words(&resumed, at(13));
    assert_eq!(words, format!("{} was due {when}, less than a minute ago; it starts now", resumed.name));
    assert!(resumed_in_words(&resumed, at(12)).contains(" is scheduled again, due "));
}

#[test]
fn of_a_mailing_that_goes_on_in_the_middle_it_is_said_how_late_it_is() {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    let asked = Schedule::now(&zone, at(0));
    let when = asked.in_words();
    let resumed = Mailing { schedule: asked, ..mailing(MailingState::Sending, at(0)) };
    let words = resumed_in_words(&resumed, at(0) + SignedDuration::from_hours(3));
    let name = &resumed.name;
    let goes_on = format!("it goes on; `courant status {name}` says how far it is");
    assert_eq!(words, format!("{name} was due {when}, 3 hours ago; {goes_on}"));
}

#[tokio::test]
async fn whoever_resumes_a_mailing_before_its_time_reads_when_that_is() {
    let demo = Demo::new();
    let opened = Opened::at(&demo.path("")).unwrap();
    let schedule = Schedule::now(&TimeZone::UTC, now() + SignedDuration::from_hours(3));
    let new = NewMailing { kind: MailingKind::Files, schedule, ..new_mailing("2018-06-summer") };
    let mailing = opened.ledger.create_mailing(new, now()).await.unwrap();
    opened.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    let told = said(&demo, &["resume", &mailing.name]);
    let when = mailing.schedule.in_words();
    assert!(told.contains(&format!("{} is scheduled again, due {when}", mailing.name)), "{told}");
    let told = said(&demo, &["status", &mailing.name]);
    assert!(told.contains(&format!("  due {when}, confirmed by")), "{told}");
    demo.stop_sender();
}
