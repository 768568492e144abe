//! The program around the page, which runs the application: what the page asks of it.

use std::time::Duration;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use crate::InteractionId;

/// The number of questions that may wait.
const WAITING: usize = 16;

/// A wish of the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Kill the application's process as `kill -9` does, and start it again.
    Kill,
    /// Move the time forward, for the application and the stand-in alike.
    Wind(Duration),
    /// Show what the application stored of an interaction.
    Records(InteractionId),
    /// Give the application an empty database, and the stand-in its first world.
    StartOver,
}

/// A wish, and the way back for its outcome: what is to be shown, or the reason why it can't be done.
#[derive(Debug)]
pub struct Asked {
    /// The wish.
    pub wish: Wish,
    /// The outcome.
    pub answer: oneshot::Sender<Result<Value, String>>,
}

/// The page's side of the program around it.
#[derive(Clone, Debug)]
pub struct Program {
    asking: mpsc::Sender<Asked>,
    /// The command that shows the owner's panel.
    pub(super) panel: String,
    /// The suggestions at the end of the tour: a purpose each, and the command for it.
    pub(super) next: Vec<[String; 2]>,
}

impl Program {
    /// Returns the page's side, and the wishes to grant. `panel` is the command that shows the owner's panel; `next` are
    /// purposes and what to type for them, shown after the tour.
    #[must_use]
    pub fn new(panel: &str, next: &[[&str; 2]]) -> (Self, mpsc::Receiver<Asked>) {
        let (asking, asked) = mpsc::channel(WAITING);
        let next = next.iter().map(|row| row.map(str::to_owned)).collect();
        (Self { asking, panel: panel.to_owned(), next }, asked)
    }

    /// Asks, and waits for the outcome.
    pub(super) async fn ask(&self, wish: Wish) -> Result<Value, String> {
        let ended = || "The program is ending.".to_owned();
        let (answer, outcome) = oneshot::channel();
        self.asking.send(Asked { wish, answer }).await.map_err(|_| ended())?;
        outcome.await.map_err(|_| ended())?
    }

    /// Asks without waiting for the outcome.
    pub(super) fn wish(&self, wish: Wish) {
        let (answer, _) = oneshot::channel();
        // A full queue means that the program is busy with the same.
        let _ = self.asking.try_send(Asked { wish, answer });
    }
}
