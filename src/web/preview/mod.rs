//! `courant preview --serve`: the letters of an issue as pages of this machine, which follow their files. Nothing is sent,
//! and nothing is written; no reader of a list is shown.

mod issue;
mod letter;
mod page;
mod routes;
mod view;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{ListenError, Server};
use crate::domain::IssueId;
use crate::workspace::Workspace;
use issue::Previewed;
use routes::{Site, routes};

/// Pages that are ready to answer, and where.
#[derive(Debug)]
pub struct PreviewServer {
    server: Server,
    port: u16,
    secret: String,
}

impl PreviewServer {
    /// Takes a free port of this machine, on which nobody else can ask; nothing is answered before `run`.
    pub async fn bind(workspace: Workspace, issue: IssueId) -> Result<Self, ListenError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let wrong = |source| ListenError { address, source };
        let secret = secret().map_err(wrong)?;
        let site = Site { issue: Previewed::new(workspace, issue), secret: secret.clone() };
        let server = Server::with(address, routes(Arc::new(site))).await?;
        let port = server.address().map_err(wrong)?.port();
        Ok(Self { server, port, secret })
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// What to open in a browser.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.secret)
    }

    /// Answers until it is dropped: there is nothing to finish.
    pub async fn run(self) {
        self.server.run(std::future::pending()).await;
    }
}

/// Others who work on this machine can reach the port; they can't guess this.
fn secret() -> std::io::Result<String> {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| std::io::Error::other("no random bytes"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
