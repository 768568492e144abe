//! Discord's limits on the form of messages, embeds, components, modals and commands.

pub(super) mod command;
pub(super) mod components;
mod controls;
mod embeds;
pub(super) mod files;
pub(super) mod kinds;
pub(super) mod message_rules;
pub(super) mod modal;
pub(super) mod rule;
