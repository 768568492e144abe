//! Interactions: a person's gestures, their delivery, and the application's answers.

pub(super) mod answer;
mod body;
mod client;
mod delivery;
mod exchange;
mod gesture;
mod given;
mod invocation;
mod modal;
mod post;
pub(super) mod probe;
mod resolve;

pub(super) use exchange::{Exchange, State};
pub use gesture::Gesture;
pub(super) use gesture::GestureKind;
pub use given::OptionValue;
pub use invocation::{Choice, Echo, Invocation};
pub use modal::{Field, Modal};
pub(super) use post::post;
