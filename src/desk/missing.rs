//! Everybody whom a mailing did not reach, with the reason.

use super::opened::Opened;
use super::send::Error;
use crate::domain::Mailing;
use crate::ledger::MissingRow;

/// The mailing and every row of it that is not accepted.
pub async fn missing(opened: &Opened, mailing: &str) -> Result<(Mailing, Vec<MissingRow>), Error> {
    let mailing = opened.ledger.find_mailing(mailing).await?;
    let rows = opened.ledger.missing(mailing.id).await?;
    Ok((mailing, rows))
}
