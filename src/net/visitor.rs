//! Asks web servers: one request, one answer, no body read, no cookie kept; where a link leads in the end.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, LOCATION, USER_AGENT};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use super::trust::{NoTrust, connector};
use super::{Answer, Fault, NameServer, Question, Reach, Reply, Visit};

/// How often a link may be sent on.
const HOPS: usize = 5;
/// What heads of answers may come to.
const HEAD: usize = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);
const NAME: &str = concat!("courant/", env!("CARGO_PKG_VERSION"), " (checks the links of a newsletter)");

/// Cheap to clone.
#[derive(Clone)]
pub struct Visitor {
    names: NameServer,
    tls: TlsConnector,
    reach: Reach,
    patience: Duration,
}

impl std::fmt::Debug for Visitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Visitor({:?})", self.reach)
    }
}

/// A form as browsers and mail programs send it.
#[derive(Debug, Clone)]
pub struct Form {
    pub media_type: String,
    pub body: String,
}

impl Visitor {
    /// `ca_file`: authorities to trust besides the system's.
    pub fn new(names: NameServer, reach: Reach, ca_file: Option<&Path>) -> Result<Self, NoTrust> {
        Ok(Self { names, tls: connector(ca_file)?, reach, patience: PATIENCE })
    }

    /// Another time for each request.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Follows a link to its end. HEAD first; what does not like that is asked as a browser would.
    pub async fn follow(&self, link: &Url) -> Visit {
        let mut through = Vec::new();
        let whole = self.patience * 3;
        let end = timeout(whole, self.walk(link, &mut through)).await;
        let end = end.unwrap_or(Err(Fault::Slow(whole.as_secs())));
        Visit { end, through }
    }

    async fn walk(&self, link: &Url, through: &mut Vec<String>) -> Result<u16, Fault> {
        let mut seen = BTreeSet::new();
        let mut at = link.clone();
        loop {
            at.set_fragment(None);
            if !seen.insert(at.to_string()) || seen.len() > HOPS + 1 {
                return Err(Fault::Circle(HOPS));
            }
            let mut reply = self.request(&Method::HEAD, &at, None).await;
            if matches!(reply, Ok(Reply { status: 400.., .. }) | Err(Fault::Broken(_) | Fault::Slow(_))) {
                reply = self.request(&Method::GET, &at, None).await;
            }
            let reply = reply?;
            let (301 | 302 | 303 | 307 | 308, Some(location)) = (reply.status, reply.location) else {
                return Ok(reply.status);
            };
            let next = at.join(&location).ok().filter(|next| matches!(next.scheme(), "http" | "https"));
            at = next.ok_or(Fault::Astray(location))?;
            through.push(at.to_string());
        }
    }

    /// GET, not followed.
    pub async fn get(&self, url: &Url) -> Result<Reply, Fault> {
        self.request(&Method::GET, url, None).await
    }

    /// POST, not followed.
    pub async fn post(&self, url: &Url, form: &Form) -> Result<Reply, Fault> {
        self.request(&Method::POST, url, Some(form)).await
    }

    async fn request(&self, method: &Method, url: &Url, form: Option<&Form>) -> Result<Reply, Fault> {
        let answer = timeout(self.patience, self.exchange(method, url, form)).await;
        answer.unwrap_or(Err(Fault::Slow(self.patience.as_secs())))
    }

    async fn exchange(&self, method: &Method, url: &Url, form: Option<&Form>) -> Result<Reply, Fault> {
        let stream = self.connect(url).await?;
        if url.scheme() != "https" {
            return ask(stream, method, url, form).await;
        }
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host).map_err(|error| Fault::Tls(error.to_string()))?;
        let stream = self.tls.connect(name, stream).await.map_err(|error| {
            let tls = error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>());
            if tls { Fault::Tls(error.to_string()) } else { Fault::Unreachable(error.to_string()) }
        })?;
        ask(stream, method, url, form).await
    }

    /// To an address that was looked at: asking for the name a second time could give another one.
    async fn connect(&self, url: &Url) -> Result<TcpStream, Fault> {
        let port = url.port_or_known_default().unwrap_or(443);
        let addresses = self.addresses(url).await?;
        if let Some(nearby) = addresses.iter().find(|address| !self.reach.allows(**address)) {
            return Err(Fault::Private(*nearby));
        }
        let mut last = Fault::Unreachable("it has no address".to_owned());
        for address in addresses.into_iter().take(3) {
            match TcpStream::connect(SocketAddr::new(address, port)).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = Fault::Unreachable(error.to_string()),
            }
        }
        Err(last)
    }

    async fn addresses(&self, url: &Url) -> Result<Vec<IpAddr>, Fault> {
        match url.host() {
            Some(Host::Ipv4(four)) => Ok(vec![four.into()]),
            Some(Host::Ipv6(six)) => Ok(vec![six.into()]),
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.');
                match self.names.ask(&Question::Address(name.to_owned())).await {
                    Answer::Found(found) => Ok(found.iter().filter_map(|text| text.parse().ok()).collect()),
                    Answer::Nothing => Err(Fault::NoHost(name.to_owned())),
                    Answer::Unknown(why) => Err(Fault::Unknown(why)),
                }
            }
            None => Err(Fault::NoHost(String::new())),
        }
    }
}

async fn ask(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    method: &Method,
    url: &Url,
    form: Option<&Form>,
) -> Result<Reply, Fault> {
    let broken = |error: hyper::Error| Fault::Broken(error.to_string());
    let mut builder = http1::Builder::new();
    builder.max_buf_size(HEAD);
    let (mut sender, line) = builder.handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let mut host = url.host_str().unwrap_or_default().to_owned();
    if let Some(port) = url.port() {
        host.push_str(&format!(":{port}"));
    }
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let mut request = Request::builder()
        .method(method)
        .uri(target)
        .header(HOST, host)
        .header(USER_AGENT, NAME)
        .header(ACCEPT, "*/*")
        .header(CONNECTION, "close");
    if let Some(form) = form {
        request = request.header(CONTENT_TYPE, &form.media_type);
    }
    let body = form.map_or_else(String::new, |form| form.body.clone());
    let request = request.body(body).map_err(|error| Fault::Broken(error.to_string()))?;
    let answer = sender.send_request(request);
    tokio::pin!(answer);
    // The line is driven beside the question and dropped with it: what comes behind the head is not waited for. It may
    // end in the same moment as the answer comes.
    let answer = tokio::select! {
        biased;
        answer = &mut answer => answer,
        _ = line => answer.await,
    };
    let answer = answer.map_err(broken)?;
    let location = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Ok(Reply { status: answer.status().as_u16(), location })
}
