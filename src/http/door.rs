//! What the routes share. The file to read first.

use std::sync::Arc;

use ed25519_dalek::VerifyingKey;

use crate::kernel::app::App;

/// What the routes need.
#[derive(Clone)]
pub struct Door {
    pub app: Arc<App>,
    pub key: VerifyingKey,
    /// What the sidecar's events are checked with; events are off without it.
    pub events_key: Option<VerifyingKey>,
}
