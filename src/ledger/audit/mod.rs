//! Whether the ledger agrees with itself: what stands in the rows of a mailing against what its attempts, decisions and
//! suppressions, which are only ever added to, come to when they are told anew.

mod attempt;
mod auditor;
mod delivery_row;
mod finding;
mod happened;
mod histories;
mod history;
mod invariant;
mod left;
mod line;
mod noted;
mod past;
mod plan_sum;
mod replay;
mod said;
mod verdict;

pub use attempt::Attempt;
pub(super) use auditor::Auditor;
pub use delivery_row::DeliveryRow;
pub use finding::Finding;
pub(super) use happened::Happened;
pub(super) use histories::Histories;
pub use history::History;
pub use invariant::Invariant;
pub use left::Left;
pub(super) use line::{Line, What, sql};
pub use noted::Noted;
pub(super) use past::Past;
pub(super) use plan_sum::share;
pub use said::Said;
pub use verdict::Audit;
