//! A strict, stateful stand-in for Discord: REST, interactions, the Gateway, and the playground page.
//!
//! The stand-in serves Discord's API on a loopback address, with a small world behind it, and does what people
//! do: slash commands, presses and modals, signed and posted as Discord posts them. It refuses what Discord would
//! refuse, in Discord's words, and also records malformed calls as violations.
//!
//! ```ignore
//! let sim = StandIn::start(Options::default()).await?;
//! let cast = *sim.cast();
//! let bot = start_bot(sim.api_url(), sim.token(), sim.public_key()).await;
//! sim.set_endpoint(&format!("{}/interactions", bot.url()));
//!
//! let warned = sim
//!     .slash(cast.moderator, cast.general, "warn")
//!     .with("user", cast.member)
//!     .with("reason", "spam in #general")
//!     .await?;
//! let receipt = warned.settled().await?;
//! assert!(receipt.text().contains("Case 1"));
//! assert!(sim.dms(cast.member)[0].text().contains("spam"));
//!
//! let undone = sim.press(cast.moderator, &receipt, "Undo").await?;
//! assert_eq!(undone.status(), Some(200));
//! assert_eq!(sim.violations(), Vec::<String>::new());
//! ```
//!
//! Faults are scripted with [`Fault`]; the time is that of its [`Clock`].

mod bits;
mod building;
mod check;
mod clock;
pub mod control;
mod error;
mod failure;
mod faults;
mod feed;
mod form;
mod gateway;
mod guard;
mod handle;
mod identity;
mod ids;
mod inner;
mod interaction;
mod limits;
mod options;
mod people;
pub mod playground;
mod reading;
mod record;
mod registry;
mod rest;
mod server;
mod signer;
mod state;
#[cfg(test)]
mod tests;
mod world;

pub use building::Screening;
pub use clock::Clock;
pub use error::{Error, Result};
pub use faults::Fault;
pub use feed::{Change, Delivery, FeedEvent, GatewayEvent};
pub use gateway::{Connected, Gateway, Resumable};
pub use handle::StandIn;
pub use ids::{
    ApplicationId, AttachmentId, AuditId, ChannelId, CommandId, GuildId, InteractionId, MessageId, RoleId,
    RuleId, UserId,
};
pub use interaction::{Choice, Echo, Field, Gesture, Invocation, Modal, OptionValue};
pub use limits::{RateLimits, Scope};
pub use options::{Intent, Options};
pub use record::RecordedCall;
pub use registry::Command;
pub use signer::SignatureKind;
pub use state::{SavedState, StateFile};
pub use world::{
    Application, Attachment, AuditAction, AuditLogEntry, AutoModHit, Ban, Cast, Channel, ChannelKind,
    Control, Guild, Incidents, Member, Message, Overwrite, Reaction, Role, Thread, User,
};
