//! `/warn user reason? points? expires? evidence? dm?`: records a warning, tells the member, and offers to undo it.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::actions::evidence;
use crate::actions::order::order;
use crate::actions::request::{ActionRequest, Counts};
use crate::actions::{durations, options};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "warn", desc = "-")]
struct Warn {
    /// The member to warn
    user: ResolvedUser,
    /// Reason, shown to the member
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// Points for the warning. Default: 1
    #[command(min_value = 0, max_value = 100)]
    points: Option<i64>,
    /// How long it counts, e.g. 30d. Default: the server's setting
    #[command(max_length = 60, autocomplete = true)]
    expires: Option<String>,
    /// A picture or file as evidence; I keep a copy in the log
    evidence: Option<Attachment>,
    /// Send them a DM? Default: the server's setting
    dm: Option<bool>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, warn).permission(Permissions::MODERATE_MEMBERS).completes(options::suggest)
}

async fn warn(cx: Cx, args: Warn) -> Result<Reply> {
    let counts = match &args.expires {
        Some(text) => durations::ends(&cx, text).await?.map_or(Counts::Always, Counts::Until),
        None => Counts::Usual,
    };
    let points = args.points.and_then(|points| points.try_into().ok()).unwrap_or(1);
    let evidence = evidence::given(args.evidence)?;
    let request = ActionRequest::new(Kind::Warn, CommandUser::of(&args.user), args.reason);
    order(&cx, ActionRequest { points, counts, tell: args.dm, evidence, ..request }).await
}
