//! `/voice disconnect|move|mute|unmute|deafen|undeafen user reason?`: a member in a voice channel.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::application::interaction::InteractionChannel;

use crate::actions::options;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::domain::kind::Kind;
use crate::domain::member_edit::MemberEdit;
use crate::error::Result;
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "voice", desc = "-")]
enum Voice {
    #[command(name = "disconnect")]
    Disconnect(Disconnect),
    #[command(name = "move")]
    Move(Move),
    #[command(name = "mute")]
    Mute(Mute),
    #[command(name = "unmute")]
    Unmute(Unmute),
    #[command(name = "deafen")]
    Deafen(Deafen),
    #[command(name = "undeafen")]
    Undeafen(Undeafen),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "move", desc = "-")]
struct Move {
    /// The member to move
    user: ResolvedUser,
    /// The voice channel to move them to
    #[command(channel_types = "guild_voice guild_stage_voice")]
    channel: InteractionChannel,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "disconnect", desc = "-")]
struct Disconnect {
    /// The member to disconnect
    user: ResolvedUser,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "mute", desc = "-")]
struct Mute {
    /// The member to mute
    user: ResolvedUser,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "unmute", desc = "-")]
struct Unmute {
    /// The member to unmute
    user: ResolvedUser,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "deafen", desc = "-")]
struct Deafen {
    /// The member to deafen
    user: ResolvedUser,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "undeafen", desc = "-")]
struct Undeafen {
    /// The member to undeafen
    user: ResolvedUser,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, voice)
        .permission(Kind::VoiceMove.permission())
        .permission_in("mute", Kind::VoiceMute.permission())
        .permission_in("unmute", Kind::VoiceUnmute.permission())
        .permission_in("deafen", Kind::VoiceDeafen.permission())
        .permission_in("undeafen", Kind::VoiceUndeafen.permission())
        .completes(options::suggest)
}

async fn voice(cx: Cx, command: Voice) -> Result<Reply> {
    let (kind, edit, user, reason) = match command {
        Voice::Disconnect(it) => (Kind::VoiceDisconnect, MemberEdit::Voice(None), it.user, it.reason),
        Voice::Move(it) => (Kind::VoiceMove, MemberEdit::Voice(Some(it.channel.id)), it.user, it.reason),
        Voice::Mute(it) => (Kind::VoiceMute, MemberEdit::Mute(true), it.user, it.reason),
        Voice::Unmute(it) => (Kind::VoiceUnmute, MemberEdit::Mute(false), it.user, it.reason),
        Voice::Deafen(it) => (Kind::VoiceDeafen, MemberEdit::Deafen(true), it.user, it.reason),
        Voice::Undeafen(it) => (Kind::VoiceUndeafen, MemberEdit::Deafen(false), it.user, it.reason),
    };
    let request = ActionRequest::new(kind, CommandUser::of(&user), reason);
    order(&cx, ActionRequest { edit: Some(edit), ..request }).await
}
