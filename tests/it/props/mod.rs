//! What several tests need on the stage.

pub mod letters;
