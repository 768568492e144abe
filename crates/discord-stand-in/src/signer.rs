//! Discord's signature.

use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

/// Signs the requests to the application.
pub(super) struct Signer(SigningKey);

/// The way a raw request is signed, and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureKind {
    /// Signed as Discord signs.
    Good,
    /// A valid signature by another key.
    OtherKey,
    /// A signature over another body.
    OtherBody,
    /// A signature over another timestamp.
    OtherTimestamp,
    /// A good signature that is an hour old.
    Stale,
    /// Half of a signature.
    Short,
    /// A signature that is not hexadecimal.
    NotHex,
    /// No signature header.
    NoSignature,
    /// No timestamp header.
    NoTimestamp,
}

/// The two signature headers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Signature {
    pub(super) signature: Option<String>,
    pub(super) timestamp: Option<String>,
}

impl Signer {
    /// Returns a signer with the key of this seed.
    pub(super) fn new(secret: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&secret))
    }

    /// Returns the public key, in hex.
    pub(super) fn public_key(&self) -> String {
        hex::encode(self.0.verifying_key().to_bytes())
    }

    /// Signs a body sent at `now` (Unix seconds).
    pub(super) fn sign(&self, body: &[u8], now: i64, kind: SignatureKind) -> Signature {
        let sent = if kind == SignatureKind::Stale { now - 3600 } else { now }.to_string();
        let other = SigningKey::from_bytes(&[0x17; 32]);
        let key = if kind == SignatureKind::OtherKey { &other } else { &self.0 };
        let signed_time =
            if kind == SignatureKind::OtherTimestamp { (now - 1).to_string() } else { sent.clone() };
        let signed_body = if kind == SignatureKind::OtherBody { b"{}".as_slice() } else { body };
        let signature = hex::encode(key.sign(&[signed_time.as_bytes(), signed_body].concat()).to_bytes());
        let signature = match kind {
            SignatureKind::Short => Some(signature[..64].to_owned()),
            SignatureKind::NotHex => Some("z".repeat(128)),
            SignatureKind::NoSignature => None,
            _ => Some(signature),
        };
        Signature { signature, timestamp: (kind != SignatureKind::NoTimestamp).then_some(sent) }
    }
}
