//! TLS 1.2 or newer, the certificate and the name on it always verified.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::{LinkError, LinkFault, Phase, SetupError};

/// What makes a line safe: whom to trust, and whom to expect.
#[derive(Clone)]
pub(super) struct TlsClient {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl std::fmt::Debug for TlsClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TlsClient({:?})", self.name)
    }
}

impl TlsClient {
    /// Trusts the system's store and, besides it, the authorities in `ca_file`. Reads files.
    pub(super) fn new(host: &str, ca_file: Option<&Path>) -> Result<Self, SetupError> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(path) = ca_file {
            let failed = |detail: String| SetupError::CaFile { path: path.to_owned(), detail };
            let found = CertificateDer::pem_file_iter(path).map_err(|error| failed(error.to_string()))?;
            let mut none = true;
            for certificate in found {
                let certificate = certificate.map_err(|error| failed(error.to_string()))?;
                roots.add(certificate).map_err(|error| failed(error.to_string()))?;
                none = false;
            }
            if none {
                return Err(failed("there is no certificate in it".to_owned()));
            }
        }
        if roots.is_empty() {
            return Err(SetupError::NoTrust);
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| SetupError::Tls(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name =
            ServerName::try_from(host.to_owned()).map_err(|_| SetupError::HostName(host.to_owned()))?;
        Ok(Self { connector: TlsConnector::from(Arc::new(config)), name })
    }

    pub(super) async fn shake_hands(
        &self,
        stream: TcpStream,
    ) -> Result<Box<TlsStream<TcpStream>>, LinkError> {
        let stream = self.connector.connect(self.name.clone(), stream).await;
        stream.map(Box::new).map_err(|error| {
            // rustls wraps its own errors; anything else is the network.
            let tls = error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>());
            let fault = if tls { LinkFault::Tls(error.to_string()) } else { LinkFault::Io(error) };
            LinkError::new(Phase::Handshake, fault)
        })
    }
}
