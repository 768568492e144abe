//! Discord's REST API, version 10. Read [`routes`] first; then each file is one group of handlers.

mod applications;
mod audit_log;
mod bans;
mod call;
mod channels;
mod command_permissions;
mod commands;
mod expressions;
mod guild_edits;
mod guild_webhooks;
mod guilds;
mod incidents;
mod invites;
mod members;
mod message_search;
mod messages;
pub(super) mod multipart;
mod pins;
mod pipeline;
mod polls;
mod query;
mod reactions;
mod reply;
mod request;
mod respond;
mod roles;
mod route;
mod routes;
mod rules;
mod threads;
mod users;
mod voice;
mod webhooks;

use call::Call;
pub(super) use pipeline::serve;
use reply::RouteReply;
pub(super) use route::{MISSING, Route, is_route, same_shape};
pub(super) use routes::ROUTES;

use super::failure::Failure;

/// The result of a route's handler.
type Outcome = Result<RouteReply, Failure>;
