//! The playground's sidecar, so that welcome messages, automatic roles and logs work.

use std::net::{Ipv4Addr, SocketAddr};

use ed25519_dalek::SigningKey;
use tokio_util::sync::CancellationToken;

use crate::cli::{discord, serve};
use crate::clock::Clock;
use crate::config::Options;
use crate::error::{Error, Result};
use crate::sidecar::{self, Setup};

/// The messages that the sidecar keeps.
const MESSAGES: usize = 2000;
/// The events that wait while the process is down.
const QUEUE: usize = 1000;

/// The sidecar's key.
pub(super) struct Events {
    key: SigningKey,
}

impl Events {
    /// Makes a key.
    pub(super) fn new() -> Self {
        let mut seed = [0; 32];
        fastrand::fill(&mut seed);
        Self { key: SigningKey::from_bytes(&seed) }
    }

    /// Returns the key that the events are checked with, in hex.
    pub(super) fn public_key(&self) -> String {
        hex::encode(self.key.verifying_key().to_bytes())
    }

    /// Returns the running sidecar, to be spawned. It sends its events to `server`.
    pub(super) fn run(
        self,
        options: &Options,
        clock: Clock,
        server: SocketAddr,
        stopping: CancellationToken,
    ) -> Result<impl Future<Output = ()> + Send + 'static> {
        let sessions = tempfile::tempdir().map_err(Error::broken)?;
        let setup = Setup {
            discord: discord::open(options)?,
            token: options.token()?,
            clock,
            key: self.key,
            server: sidecar::server_url(&format!("http://{server}"))?,
            range: None,
            watching: "for /help".to_owned(),
            recent: MESSAGES,
            queue: QUEUE,
            directory: sessions.path().to_owned(),
            stopping,
        };
        Ok(async move {
            let ended = match serve::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await {
                Ok(listener) => sidecar::run(setup, listener).await,
                Err(error) => Err(error),
            };
            if let Err(error) = ended {
                tracing::error!(%error, "the sidecar ended");
            }
            drop(sessions);
        })
    }
}
