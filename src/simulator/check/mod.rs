//! Discord's limits on what may be said: messages, embeds, components, modals, commands.

pub(super) mod command;
pub(super) mod components;
pub(super) mod embeds;
pub(super) mod message;
pub(super) mod modal;
pub(super) mod rule;
