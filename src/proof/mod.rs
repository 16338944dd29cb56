//! The checks: what is wrong with an issue, in words, with a place and a remedy.
