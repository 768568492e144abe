//! `/serverinfo`: this server at a glance.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::channel::message::Embed;
use twilight_util::builder::embed::EmbedBuilder;

use crate::discord::channels::Channel;
use crate::discord::overview::ServerOverview;
use crate::domain::colour;
use crate::domain::ids::GuildId;
use crate::domain::limits;
use crate::domain::text::{cut, plain};
use crate::error::Result;
use crate::features::info::card::{Fields, made, picture, yes_or_no};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "serverinfo", desc = "Show this server: owner, members, channels, roles and boosts")]
struct ServerInfo {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, serverinfo).only_reads()
}

async fn serverinfo(cx: Cx, _: ServerInfo) -> Result<Reply> {
    let (guild, discord) = (cx.guild()?, &cx.app.discord);
    let (server, channels) = tokio::try_join!(discord.server_overview(guild), discord.channels(guild))?;
    Ok(Reply::private("").with_embed(card(guild, &server, &channels)))
}

fn card(guild: GuildId, server: &ServerOverview, channels: &[Channel]) -> Embed {
    let (members, online) = (server.approximate_member_count, server.approximate_presence_count);
    let count = |kinds: &[u8]| channels.iter().filter(|channel| kinds.contains(&channel.kind)).count();
    let (text, voice, categories) = (count(&[0, 5, 15, 16]), count(&[2, 13]), count(&[4]));
    let invite = server.vanity_url_code.as_ref().map(|code| format!("https://discord.gg/{code}"));
    let features: Vec<String> = server.features.iter().map(|name| feature(name)).collect();
    let fields = Fields::default()
        .short(words::info_id(), format!("`{guild}`"))
        .short(words::serverinfo_owner(), format!("<@{}>", server.owner_id))
        .short(words::info_created(), made(guild.get()))
        .short(words::info_members(), words::serverinfo_members(members, online))
        .short(words::serverinfo_channels(), words::serverinfo_channel_counts(text, voice, categories as u64))
        .short(words::serverinfo_roles(), server.roles.len())
        .short(
            words::serverinfo_expressions(),
            words::serverinfo_expression_counts(server.emojis.len(), server.stickers.len()),
        )
        .short(
            words::serverinfo_boosts(),
            words::serverinfo_boost_level(server.premium_subscription_count, server.premium_tier),
        )
        .short(
            words::serverinfo_verification(),
            words::serverinfo_verification_level(server.verification_level),
        )
        .short(words::serverinfo_two_factors(), yes_or_no(server.mfa_level > 0))
        .maybe(words::serverinfo_invite, invite);
    let fields = if features.is_empty() {
        fields
    } else {
        fields.long(words::serverinfo_features(), features.join(" · "))
    };
    let mut embed =
        EmbedBuilder::new().title(cut(&plain(&server.name), limits::EMBED_TITLE)).color(colour::BLURPLE);
    if let Some(about) = &server.description {
        embed = embed.description(cut(about, limits::EMBED_DESCRIPTION));
    }
    let cdn = |kind: &str, hash: &String| {
        picture(format!("https://cdn.discordapp.com/{kind}/{guild}/{hash}.png?size=512"))
    };
    if let Some(icon) = server.icon.as_ref().and_then(|hash| cdn("icons", hash)) {
        embed = embed.thumbnail(icon);
    }
    if let Some(banner) = server.banner.as_ref().and_then(|hash| cdn("banners", hash)) {
        embed = embed.image(banner);
    }
    Embed { fields: fields.all(), ..embed.build() }
}

/// Returns a feature in words; one without any, by Discord's name.
fn feature(name: &str) -> String {
    let told = words::serverinfo_feature(name);
    if told == name { format!("`{name}`") } else { told }
}
