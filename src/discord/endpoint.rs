//! An interactions endpoint as a stranger sees it: its responses to requests that Discord did not sign.

use std::time::Duration;

use bytes::Bytes;
use ed25519_dalek::{Signer, SigningKey};
use http::{Request, Uri, header};
use http_body_util::Full;
use jiff::Timestamp;
use serde_json::json;
use tokio::time::timeout;

use crate::discord::rest::{Connections, chain, connections};
use crate::error::{Error, Result};

/// A request that the endpoint must refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgery {
    /// Signed with a key that is not Discord's.
    OtherKey,
    /// Signed for another body.
    Tampered,
    /// Signed with malformed data.
    Malformed,
    /// Without a signature.
    Unsigned,
}

impl Forgery {
    pub const ALL: [Self; 4] = [Self::OtherKey, Self::Tampered, Self::Malformed, Self::Unsigned];

    /// Returns the words for a sentence: a request "with …".
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::OtherKey => "another key's signature",
            Self::Tampered => "a signature for another body",
            Self::Malformed => "a malformed signature",
            Self::Unsigned => "no signature",
        }
    }

    fn signature(self, stamp: &str, body: &str) -> Option<String> {
        // Any key will do, as long as it is not Discord's.
        let key = SigningKey::from_bytes(&[0x17; 32]);
        let sign = |body: &str| hex::encode(key.sign(format!("{stamp}{body}").as_bytes()).to_bytes());
        match self {
            Self::OtherKey => Some(sign(body)),
            Self::Tampered => Some(sign("{\"type\":1}")),
            Self::Malformed => Some("not a signature".to_owned()),
            Self::Unsigned => None,
        }
    }
}

/// The endpoint at an address.
#[derive(Debug)]
pub struct Endpoint {
    connections: Connections,
    address: Uri,
}

impl Endpoint {
    /// Returns the endpoint at an address; connects to nothing yet.
    ///
    /// # Errors
    /// Fails if the address can't be parsed.
    pub fn at(url: &str) -> Result<Self> {
        let address: Uri = url.parse().map_err(Error::broken)?;
        Ok(Self { connections: connections()?, address })
    }

    /// Sends a PING that Discord did not sign. Returns the status of the response.
    ///
    /// # Errors
    /// Fails if there is no response in that time.
    pub async fn forge(&self, forgery: Forgery, now: Timestamp, within: Duration) -> Result<u16> {
        let body =
            json!({ "type": 1, "id": "1", "application_id": "1", "token": "-", "version": 1 }).to_string();
        let stamp = now.as_second().to_string();
        let mut request = Request::post(&self.address)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("gavel-doctor/", env!("CARGO_PKG_VERSION")))
            .header("x-signature-timestamp", &stamp);
        if let Some(signature) = forgery.signature(&stamp, &body) {
            request = request.header("x-signature-ed25519", signature);
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(Error::broken)?;
        let unreachable = |why| Error::Unreachable { route: "the endpoint".to_owned(), why };
        match timeout(within, self.connections.request(request)).await {
            Ok(Ok(answer)) => Ok(answer.status().as_u16()),
            Ok(Err(why)) => Err(unreachable(chain(&why))),
            Err(_) => Err(unreachable(format!("no answer in {} s", within.as_secs()))),
        }
    }
}
