//! `/ping`: the latency of the interaction, the database and Discord's REST API.

use std::time::Duration;

use tokio::time::{Instant, timeout};
use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::domain::ids::created_at;
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store;
use crate::words;

/// The time after which a probe counts as failed.
const PROBE: Duration = Duration::from_millis(1200);

#[derive(CommandModel, CreateCommand)]
#[command(name = "ping", desc = "-")]
struct Ping {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, ping).only_reads().in_direct_messages()
}

async fn ping(cx: Cx, _: Ping) -> Result<Reply> {
    let way = cx.received.duration_since(created_at(cx.at.id)).as_millis().max(0);
    let (database, rest) = tokio::join!(probe(store::ping(&cx.app.db)), probe(cx.app.discord.probe()));
    let lines = [
        words::ping_pong(env!("CARGO_PKG_VERSION")),
        words::ping_way(way),
        words::ping_database(database),
        words::ping_rest(rest),
    ];
    Ok(Reply::private(lines.join("\n")))
}

async fn probe(call: impl Future<Output = Result<()>>) -> String {
    let began = Instant::now();
    match timeout(PROBE, call).await {
        Ok(Ok(())) => words::ping_time(began.elapsed().as_millis()),
        Ok(Err(_)) | Err(_) => words::ping_silent(),
    }
}
