//! Discord's signature.

use ed25519_dalek::{Signer as _, SigningKey};

/// Signs what is sent to the application.
pub(super) struct Signer(SigningKey);

/// How a raw request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureKind {
    /// As Discord signs.
    Good,
    /// Well-formed, by another key.
    OtherKey,
    /// Over another body.
    OtherBody,
    /// Over another timestamp.
    OtherTimestamp,
    /// Good, but an hour old.
    Stale,
    /// Half a signature.
    Short,
    /// Not hexadecimal.
    NotHex,
    /// No signature header.
    NoSignature,
    /// No timestamp header.
    NoTimestamp,
}

/// The two headers.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    pub(super) signature: Option<String>,
    pub(super) timestamp: Option<String>,
}

impl Signer {
    /// A signer with a key of its own, the same every time.
    pub(super) fn new() -> Self {
        Self(SigningKey::from_bytes(&[0x6a; 32]))
    }

    /// The public key, in hex.
    pub(super) fn public_key(&self) -> String {
        hex::encode(self.0.verifying_key().to_bytes())
    }

    /// Signs a body sent at `now`, in Unix seconds.
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
