//! Discord's REST API, version 10. Read [`routes`] first; then each file is one group of handlers.

mod applications;
mod audit_log;
mod bans;
mod call;
mod channels;
mod commands;
mod guilds;
mod incidents;
mod members;
mod messages;
pub(super) mod multipart;
mod pins;
mod pipeline;
mod query;
mod reply;
mod request;
mod respond;
mod route;
mod routes;
mod rules;
mod users;
mod webhooks;

use call::Call;
pub(super) use pipeline::serve;
use reply::RouteReply;
pub(super) use route::{MISSING, Route, is_route, same_shape};
pub(super) use routes::ROUTES;

use super::failure::Failure;

/// The result of a route's handler.
type Outcome = Result<RouteReply, Failure>;
