//! Waiting for another process that writes to the ledger, as planning a very large list holds it for longer than one call
//! waits by itself; and for a database that is started again.

use std::time::Duration;

use super::Error;

/// Each try waits five seconds by itself: ten minutes in all. Nobody writes for that long who is well.
const TRIES: u32 = 120;
/// Somebody waits for the answer: half a minute.
const TRIES_OF_AN_ORDER: u32 = 6;
const BETWEEN: Duration = Duration::from_millis(50);

/// Asks again for as long as the ledger is busy. What is asked must be right to ask twice.
pub async fn patiently<T, F>(ask: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    up_to(TRIES, ask).await
}

/// `patiently`, for the order of a person who waits for the answer.
pub async fn at_most_half_a_minute<T, F>(ask: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    up_to(TRIES_OF_AN_ORDER, ask).await
}

async fn up_to<T, F>(tries: u32, ask: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut tried = 1;
    loop {
        match ask().await {
            Err(error) if error.is_transient() && tried < tries => {
                match tried {
                    // Of a database that is away the sender tells, once.
                    1 if error.is_away() => tracing::debug!("{}; waiting for it", error.in_the_way()),
                    1 => tracing::info!("{}; waiting for it", error.in_the_way()),
                    _ => {}
                }
                tried += 1;
                tokio::time::sleep(BETWEEN).await;
            }
            answer => return answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn busy() -> Error {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
        rusqlite::Error::SqliteFailure(code, None).into()
    }

    #[tokio::test]
    async fn what_is_waited_for_is_named() {
        assert_eq!(busy().in_the_way(), "another process is writing to the ledger");
        // Nobody listens there.
        let gone = tokio_postgres::connect("postgres://anna@127.0.0.1:1/news", tokio_postgres::NoTls).await;
        let gone = Error::from(gone.err().expect("no database"));
        assert!(
            gone.is_transient() && gone.in_the_way().contains("can't be reached"),
            "{}",
            gone.in_the_way()
        );
    }

    #[tokio::test]
    async fn a_busy_ledger_is_asked_again_up_to_a_bound_and_nothing_else_is() {
        for (busy_for, asked, answered) in [(1, 2, true), (u32::MAX, 3, false)] {
            let times = Cell::new(0);
            let answer = up_to(3, || async {
                times.set(times.get() + 1);
                if times.get() > busy_for { Ok(()) } else { Err(busy()) }
            })
            .await;
            assert_eq!((times.get(), answer.is_ok()), (asked, answered));
        }
        let times = Cell::new(0);
        let fenced = patiently(|| async {
            times.set(times.get() + 1);
            Err::<(), _>(Error::Fenced)
        });
        assert!(matches!(fenced.await, Err(Error::Fenced)));
        assert_eq!(times.get(), 1);
    }
}
