//! The composer in the terminal.
