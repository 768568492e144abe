//! Saved sessions: a file beside the data, so that a restart resumes them.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use tokio_util::task::TaskTracker;

use crate::domain::event::Subscriptions;
use crate::domain::ids::ApplicationId;
use crate::sidecar::ack_tracker::Session;
use crate::sidecar::range::Range;
use crate::sidecar::state::Sidecar;

/// The time between two writes of the file while something changes; a new session is written at once.
const EVERY: Duration = Duration::from_secs(1);

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Saved {
    pub application: ApplicationId,
    /// The total number of shards.
    pub total: u32,
    /// The intents of the sessions.
    pub intents: u64,
    pub shards: BTreeMap<u32, Session>,
    /// The last subscriptions, since the server may be down when the file is read.
    pub subscriptions: Option<Subscriptions>,
}

fn name(range: Range) -> String {
    format!("sessions-{}-{}-{}.json", range.from, range.to, range.total)
}

/// Returns the sessions of an earlier process with these shards, if there are any.
pub(super) fn load(directory: &Path, range: Range, application: ApplicationId) -> Option<Saved> {
    let text = std::fs::read(directory.join(name(range))).ok()?;
    let saved: Saved = serde_json::from_slice(&text).ok()?;
    (saved.application == application && saved.total == range.total).then_some(saved)
}

/// Writes the file atomically.
fn write(directory: &Path, range: Range, saved: &Saved) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    let mut file = NamedTempFile::new_in(directory)?;
    file.write_all(&serde_json::to_vec(saved)?)?;
    file.persist(directory.join(name(range)))?;
    Ok(())
}

/// Saves the present sessions. While there are none, those of an earlier process stay in the file.
pub(super) async fn save(sidecar: &Arc<Sidecar>) {
    let Some((range, application)) = sidecar.identity() else { return };
    let (shards, intents) = (sidecar.acks().sessions(), sidecar.intents.borrow().intents.bits());
    if shards.is_empty() {
        return;
    }
    let subscriptions = sidecar.subscriptions.borrow().as_deref().cloned();
    let saved = Saved { application, total: range.total, intents, shards, subscriptions };
    let directory = sidecar.setup.directory.clone();
    let written = tokio::task::spawn_blocking(move || write(&directory, range, &saved)).await;
    if let Ok(Err(error)) = written {
        let directory = sidecar.setup.directory.display();
        tracing::warn!(%directory, %error, "the sessions can't be saved; a restart begins new ones");
    }
}

/// Saves the sessions regularly, until the process stops.
pub(super) fn keep_saving(sidecar: &Arc<Sidecar>, tracker: &TaskTracker) {
    let sidecar = Arc::clone(sidecar);
    tracker.spawn(async move {
        let mut last = BTreeMap::new();
        loop {
            tokio::select! {
                () = sidecar.setup.stopping.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
                () = sidecar.began.notified() => {}
            }
            let now = sidecar.acks().sessions();
            if now != last {
                save(&sidecar).await;
                last = now;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn what_was_saved_is_there_for_the_same_shards_of_the_same_application() {
        let directory = tempfile::tempdir().unwrap();
        let range = Range { from: 0, to: 1, total: 1 };
        let session = Session { id: "s".to_owned(), resume_url: None, sequence: 7 };
        let saved = Saved {
            application: Id::new(5),
            total: 1,
            intents: 3,
            shards: [(0, session)].into(),
            subscriptions: None,
        };
        let inner = directory.path().join("new");
        write(&inner, range, &saved).unwrap();
        assert_eq!(load(&inner, range, Id::new(5)), Some(saved));
        assert_eq!(load(&inner, range, Id::new(6)), None);
        assert_eq!(load(&inner, Range { total: 2, ..range }, Id::new(5)), None);
    }
}
