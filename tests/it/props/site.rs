//! A web server on loopback that answers as a test says, and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// "GET /x" → the whole answer; empty: the line is closed; none: it stays silent.
pub type Script = fn(&str) -> Option<String>;

pub struct Site {
    pub at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    pub async fn open(script: Script, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let (told, tls) = (Arc::clone(&told), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => answer(line, script, &told).await,
                        Some(tls) => {
                            if let Ok(line) = tls.accept(line).await {
                                answer(line, script, &told).await;
                            }
                        }
                    }
                });
            }
        });
        Self { at, asked }
    }

    /// "HEAD /x", in the order in which it was asked.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(mut line: impl AsyncRead + AsyncWrite + Unpin, script: Script, told: &Mutex<Vec<String>>) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.windows(4).any(|four| four == b"\r\n\r\n") {
        match line.read(&mut buffer).await {
            Ok(read @ 1..) => request.extend_from_slice(&buffer[..read]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let words: Vec<&str> = request.split(' ').take(2).collect();
    let wanted = words.join(" ");
    told.lock().unwrap().push(wanted.clone());
    match script(&wanted) {
        Some(answer) => {
            _ = line.write_all(answer.as_bytes()).await;
            _ = line.shutdown().await;
        }
        None => std::future::pending().await,
    }
}

/// An answer without a body.
pub fn says(status: &str) -> Option<String> {
    Some(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n"))
}

/// An answer that sends on.
pub fn sends_to(status: &str, to: &str) -> Option<String> {
    says(&format!("{status}\r\nlocation: {to}"))
}
