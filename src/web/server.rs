//! Listens and answers, with limits that slow or swollen requests can't get around.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::desk::unsubscribe::{Door, PATIENCE, PATIENCE_BESIDES};
use crate::domain::Clock;

use super::routes::{Site, closed, routes};
use super::watch::{Peer, Watch};

/// Connections at a time; the rest wait in the kernel's queue.
const CONNECTIONS: usize = 512;
/// A request's head must be there within this time.
const HEAD_WITHIN: Duration = Duration::from_secs(5);
/// And a whole exchange within this one.
const ALL_WITHIN: Duration = Duration::from_secs(30);
/// No connection is cut before whoever leaves has an answer.
const _: () =
    assert!(PATIENCE.as_secs() + PATIENCE_BESIDES.as_secs() + HEAD_WITHIN.as_secs() < ALL_WITHIN.as_secs());
/// The largest head; hyper's smallest buffer.
const LARGEST_HEAD: usize = 8 * 1024;

/// The listening server.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    routes: Router,
    head_within: Duration,
    all_within: Duration,
}

/// Why it can't listen.
#[derive(Debug, thiserror::Error)]
#[error("nothing can listen on {address}: {source}")]
pub struct ListenError {
    pub address: SocketAddr,
    pub source: std::io::Error,
}

impl Server {
    /// Takes the address; nothing is answered before `run`.
    pub async fn bind(address: SocketAddr, door: Door, clock: Clock) -> Result<Self, ListenError> {
        let watch = Arc::new(Watch::new(door.ledger().clone(), clock));
        Self::with(address, routes(Site { door: Arc::new(door), watch, clock })).await
    }

    /// The same while there is nothing to answer with: whoever comes is asked to come again.
    pub async fn closed(address: SocketAddr) -> Result<Self, ListenError> {
        Self::with(address, closed()).await
    }

    /// With these addresses.
    pub(super) async fn with(address: SocketAddr, routes: Router) -> Result<Self, ListenError> {
        let listener = TcpListener::bind(address).await.map_err(|source| ListenError { address, source })?;
        Ok(Self { listener, routes, head_within: HEAD_WITHIN, all_within: ALL_WITHIN })
    }

    /// The same with other limits of time: of a request's head, and of a whole exchange.
    pub fn within(self, head: Duration, all: Duration) -> Self {
        Self { head_within: head, all_within: all, ..self }
    }

    /// Where it listens, with the port that port 0 became.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop` is done; exchanges under way are finished.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let open = Arc::new(Semaphore::new(CONNECTIONS));
        let (head_within, all_within) = (self.head_within, self.all_within);
        tokio::pin!(stop);
        loop {
            let Ok(place) = open.clone().acquire_owned().await else { break };
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = &mut stop => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let routes = self.routes.clone();
                    tokio::spawn(async move {
                        _ = tokio::time::timeout(all_within, answer(stream, peer, routes, head_within)).await;
                        drop(place);
                    });
                }
                // Out of file handles, or a peer that is gone already: the next one may do better.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
        _ = tokio::time::timeout(all_within, open.acquire_many(all)).await;
    }
}

async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    routes: Router,
    head_within: Duration,
) -> Result<(), hyper::Error> {
    let routes = routes.layer(Extension(Peer(peer.ip())));
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_within)
        .max_buf_size(LARGEST_HEAD)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes))
        .await
}
