//! The state that the routes share. The file to read first.

use std::sync::Arc;

use ed25519_dalek::VerifyingKey;

use crate::http::bodies::LargeBodies;
use crate::http::health_cache::Health;
use crate::http::key::Key;
use crate::kernel::app::App;

/// The state that the routes need.
#[derive(Clone)]
pub struct AppState {
    pub app: Arc<App>,
    pub(super) key: Arc<Key>,
    /// The key that checks the sidecar's events; events are off without it.
    pub(super) events_key: Option<Arc<Key>>,
    pub(super) bodies: Arc<LargeBodies>,
    pub(super) health: Arc<Health>,
}

impl AppState {
    /// Returns the state for requests signed with these keys.
    #[must_use]
    pub fn new(app: Arc<App>, key: VerifyingKey, events_key: Option<VerifyingKey>) -> Self {
        let health = Arc::new(Health::new(&app));
        let (key, events_key) = (Arc::new(Key::new(key)), events_key.map(Key::new).map(Arc::new));
        Self { app, key, events_key, bodies: Arc::default(), health }
    }
}
