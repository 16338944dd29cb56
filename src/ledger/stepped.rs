//! What several outcomes and marks at once came to.

use super::{Error, Submit};
use crate::domain::DeliveryState;

/// In the order of what was asked.
#[derive(Debug)]
pub struct Stepped {
    pub came: Vec<Result<DeliveryState, Error>>,
    pub leaving: Vec<Result<Submit, Error>>,
}
