//! The hours of first attempts end while letters wait for their time.

use courant::domain::{Clock, Counts, DeliveryState as S};
use jiff::SignedDuration;

use crate::props::until::until;
use crate::send_limits::{counts, relay, stage, start_at, with};

#[tokio::test]
async fn what_waits_for_its_time_when_the_hours_end_does_not_leave_after_them() {
    for pipelining in ["envelope", "deep"] {
        let relay = relay().await;
        let stage = stage(&relay, [8, 0], "connections = 4");
        // The second letter's time is after the end.
        with(
            &stage,
            &format!("window = \"07:00-20:00\"\nrate = \"12/minute\"\npipelining = \"{pipelining}\""),
        );
        let begin: jiff::Zoned = "2027-06-20T19:59:57[Europe/Amsterdam]".parse().unwrap();
        let begin = begin.timestamp();
        let mailing = stage.mailing_at(8, begin - SignedDuration::from_hours(1), begin).await;
        let (tell, sender) = start_at(&stage, Clock::Set(begin.duration_since(Clock::System.now())));
        let look = async || (counts(&stage, &mailing).await, stage.ledger.trouble().await.unwrap());
        let over = |(counts, said): &(Counts, Option<String>)| {
            counts.of(S::Claimed) == 0
                && said.as_ref().is_some_and(|said| said.ends_with("they go on at 2027-06-21 07:00"))
        };
        let (counts, _) = until("the end of the hours", look, over).await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        assert!(counts.of(S::Accepted) <= 1, "{pipelining}: {counts:?}");
        assert_eq!(counts.of(S::Accepted) + counts.of(S::Planned), 8, "{pipelining}");
    }
}
