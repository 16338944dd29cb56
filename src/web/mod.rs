//! The pages that unsubscribe links lead to.
//!
//! There are no cookies, no scripts and no redirects. Opening a page changes nothing; only POST does (RFC 8058).

mod headers;
mod routes;
mod serve;
mod server;

pub use serve::{ServeError, serve};
pub use server::{ListenError, Server};
