//! Discord's limits on what may be said: messages, embeds, components, modals, commands.

pub(super) mod command;
pub(super) mod components;
mod controls;
mod embeds;
pub(super) mod files;
pub(super) mod kinds;
pub(super) mod message_rules;
pub(super) mod modal;
pub(super) mod rule;
