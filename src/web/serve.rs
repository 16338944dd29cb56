//! `courant serve`: the pages, the schedule and the sender in one process that never has to end.

use std::future::pending;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use crate::desk::opened::Opened;
use crate::desk::send::{self, Sender, Tempo};
use crate::desk::unsubscribe::Door;
use crate::desk::work::{Place, send_in_turn, told_by_signals};
use crate::domain::{Clock, Problem};
use crate::ledger::{self, Holder};
use crate::render::Templates;
use crate::workspace::Workspace;

use super::{ListenError, Server};

/// How long until the next try to open a ledger for which there was no room.
const AGAIN: Duration = Duration::from_secs(5);

/// Why it could not start, or had to end.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    Send(#[from] send::Error),
    #[error(transparent)]
    Listen(ListenError),
    /// The address is taken, and a process of this workspace sends and stays: a second `serve`, as a rule.
    #[error("{holder} sends in this workspace already, and {address} is taken")]
    Second { holder: Holder, address: SocketAddr },
    #[error("config.toml has no [web], so there is no address to answer at")]
    NoWeb,
    #[error("the templates have problems that must be mended first")]
    Templates(Vec<Problem>),
}

/// Answers and sends until told to end; then what is under way is finished. `up` is told the address once it listens,
/// `place` who sends: while another process does, the pages answer all the same.
pub async fn serve(
    opened: Opened,
    clock: Clock,
    up: impl FnOnce(SocketAddr),
    place: impl FnMut(Place),
) -> Result<(), ServeError> {
    let listen = opened.settings.web.as_ref().ok_or(ServeError::NoWeb)?.listen;
    let overrides = opened.workspace.template_overrides().map_err(send::Error::from)?;
    let (templates, problems) = Templates::compile(&overrides);
    let templates = templates.ok_or(ServeError::Templates(problems))?;
    let door = Door::new(opened.ledger.clone(), opened.settings.clone(), templates)
        .reading(opened.workspace.clone());
    let server = match Server::bind(listen, door, clock).await {
        Ok(server) => server,
        Err(error) => return Err(refused(error, opened.ledger.sender())),
    };
    up(server.address().unwrap_or(listen));
    let told = told_by_signals()?;
    let sender = Sender {
        workspace: opened.workspace,
        ledger: opened.ledger,
        clock,
        tempo: Tempo::default(),
        ends_when_idle: false,
    };
    let stop = {
        let mut told = told.clone();
        async move {
            // The other end goes only with the process.
            _ = told.wait_for(|told| *told).await;
        }
    };
    let pages = tokio::spawn(server.run(stop));
    // Who can't send any more must not look as if all were well: the service manager starts both again.
    let sent = send_in_turn(&sender, told, place).await;
    if sent.is_ok() {
        _ = pages.await;
    }
    Ok(sent?)
}

/// What is to be served. While its disk is too full for the ledger to be opened, whoever comes is asked to come again, and
/// `stands` is told why, once.
pub async fn opened(start: &Path, stands: impl FnOnce(&ledger::Error)) -> Result<Opened, ServeError> {
    let open = async || {
        let start = start.to_owned();
        let opened = tokio::task::spawn_blocking(move || Opened::at(&start)).await;
        opened.unwrap_or_else(|error| Err(send::Error::Bug(error.to_string())))
    };
    let mut tried = open().await;
    if let Err(send::Error::Ledger(error)) = &tried
        && error.is_full()
    {
        let pages =
            tokio::spawn(Server::closed(address(start)?).await.map_err(ServeError::Listen)?.run(pending()));
        stands(error);
        while let Err(send::Error::Ledger(error)) = &tried
            && error.is_full()
        {
            tokio::time::sleep(AGAIN).await;
            tried = open().await;
        }
        pages.abort();
        // The address is free once it has ended.
        _ = pages.await;
    }
    Ok(tried?)
}

/// Where it is to listen.
fn address(start: &Path) -> Result<SocketAddr, ServeError> {
    let (settings, problems) = Workspace::find(start).map_err(send::Error::from)?.settings();
    let settings = settings.ok_or(send::Error::Broken(problems))?;
    Ok(settings.web.ok_or(ServeError::NoWeb)?.listen)
}

fn refused(error: ListenError, sender: Option<Holder>) -> ServeError {
    let is_taken = error.source.kind() == ErrorKind::AddrInUse;
    match sender.filter(|holder| is_taken && holder.is_known() && !holder.detached) {
        Some(holder) => ServeError::Second { holder, address: error.address },
        None => ServeError::Listen(error),
    }
}
