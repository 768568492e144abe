//! `/settings show`, `/settings log channel`: what is set in this server.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::Permissions;
use twilight_util::builder::embed::{EmbedBuilder, EmbedFieldBuilder};

use crate::domain::permissions::{covers, names};
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;

#[derive(CommandModel, CreateCommand)]
#[command(name = "settings", desc = "Show and change what is set in this server")]
enum Settings {
    #[command(name = "show")]
    Show(Show),
    #[command(name = "log")]
    Log(Log),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "show", desc = "Show everything that is set")]
struct Show {}

#[derive(CommandModel, CreateCommand)]
#[command(name = "log", desc = "Choose the channel where every case is posted")]
struct Log {
    /// The channel for the log
    #[command(channel_types = "guild_text guild_announcement")]
    channel: InteractionChannel,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, settings).permission(Permissions::MANAGE_GUILD)
}

async fn settings(cx: Cx, command: Settings) -> Result<Reply> {
    match command {
        Settings::Show(Show {}) => show(&cx).await,
        Settings::Log(log) => set_log(&cx, log.channel).await,
    }
}

async fn show(cx: &Cx) -> Result<Reply> {
    let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    let log = settings.log_channel.map_or_else(
        || "not set; cases are recorded but posted nowhere. Set it with `/settings log`.".to_owned(),
        |channel| format!("<#{channel}>"),
    );
    let mut embed = EmbedBuilder::new()
        .title("Settings of this server")
        .color(0x0058_65F2)
        .field(EmbedFieldBuilder::new("Log channel", log));
    if !settings.protected_roles.is_empty() {
        let roles: Vec<String> = settings.protected_roles.iter().map(|role| format!("<@&{role}>")).collect();
        embed = embed.field(EmbedFieldBuilder::new("Protected roles", roles.join(" ")));
    }
    Ok(Reply::private("").with_embed(embed.build()))
}

async fn set_log(cx: &Cx, channel: InteractionChannel) -> Result<Reply> {
    let guild = cx.guild()?;
    let held = match channel.app_permissions {
        Some(held) => held,
        None => cx.app.discord.my_permissions(guild, channel.id).await?,
    };
    let needed = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS;
    if !covers(held, needed) {
        return Err(Error::refused(format!(
            "I can't post in <#{}>: give my role {} there, then try again.",
            channel.id,
            names(needed - held)
        )));
    }
    let mut tx = cx.app.db.begin().await?;
    guilds::set_log_channel(&mut tx, guild, cx.caller(), Some(channel.id)).await?;
    tx.commit().await?;
    Ok(Reply::private(format!("Every case is posted in <#{}> from now on.", channel.id)))
}
