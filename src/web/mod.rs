//! The pages that unsubscribe links lead to, the files of events, and what those see who watch the service; and previews.
//!
//! For readers there are no cookies, no scripts and no redirects. Opening a page changes nothing; only POST does (RFC 8058).

mod headers;
mod metrics;
mod preview;
mod routes;
mod serve;
mod server;
mod watch;

pub use preview::PreviewServer;
pub use serve::{ServeError, opened, serve};
pub use server::{ListenError, Server};
