//! What several tests need on the stage.

pub mod canned;
pub mod composer;
pub mod letters;
pub mod relay;
#[path = "../../../examples/mailbox/server/mod.rs"]
pub mod server;
pub mod site;
pub mod until;
pub mod wire;
pub mod zone;
