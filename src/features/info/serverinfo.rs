//! `/serverinfo`: this server at a glance.

use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::discord::card::Card;
use crate::discord::channels::Channel;
use crate::discord::overview::ServerOverview;
use crate::domain::colour;
use crate::domain::ids::GuildId;
use crate::domain::text::plain;
use crate::error::Result;
use crate::features::info::card::{made, yes_or_no};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "serverinfo", desc = "-")]
struct ServerInfo {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, serverinfo).only_reads()
}

async fn serverinfo(cx: Cx, _: ServerInfo) -> Result<Reply> {
    let (guild, discord) = (cx.guild()?, &cx.app.discord);
    let (server, channels) = tokio::try_join!(discord.server_overview(guild), discord.channels(guild))?;
    Ok(Reply::private("").with_embed(card(guild, &server, &channels).build()))
}

fn card(guild: GuildId, server: &ServerOverview, channels: &[Channel]) -> Card {
    let (members, online) = (server.approximate_member_count, server.approximate_presence_count);
    let count = |kinds: &[u8]| channels.iter().filter(|channel| kinds.contains(&channel.kind)).count();
    let (text, voice, categories) = (count(&[0, 5, 15, 16]), count(&[2, 13]), count(&[4]));
    let invite = server.vanity_url_code.as_ref().map(|code| format!("https://discord.gg/{code}"));
    let features: Vec<String> = server.features.iter().map(|name| feature(name)).collect();
    let mut card = Card::new()
        .title(plain(&server.name))
        .colour(colour::BLURPLE)
        .beside(words::info_id(), format!("`{guild}`"))
        .beside(words::serverinfo_owner(), format!("<@{}>", server.owner_id))
        .beside(words::info_created(), made(guild.get()))
        .beside(words::info_members(), words::serverinfo_members(members, online))
        .beside(
            words::serverinfo_channels(),
            words::serverinfo_channel_counts(text, voice, categories as u64),
        )
        .beside(words::serverinfo_roles(), server.roles.len())
        .beside(
            words::serverinfo_expressions(),
            words::serverinfo_expression_counts(server.emojis.len(), server.stickers.len()),
        )
        .beside(
            words::serverinfo_boosts(),
            words::serverinfo_boost_level(server.premium_subscription_count, server.premium_tier),
        )
        .beside(
            words::serverinfo_verification(),
            words::serverinfo_verification_level(server.verification_level),
        )
        .beside(words::serverinfo_two_factors(), yes_or_no(server.mfa_level > 0))
        .maybe(words::serverinfo_invite, invite);
    if !features.is_empty() {
        card = card.field(words::serverinfo_features(), features.join(" · "));
    }
    if let Some(about) = &server.description {
        card = card.text(about);
    }
    let cdn =
        |kind: &str, hash: &String| format!("https://cdn.discordapp.com/{kind}/{guild}/{hash}.png?size=512");
    if let Some(icon) = server.icon.as_ref().map(|hash| cdn("icons", hash)) {
        card = card.thumbnail(icon);
    }
    if let Some(banner) = server.banner.as_ref().map(|hash| cdn("banners", hash)) {
        card = card.image(banner);
    }
    card
}

/// Returns a feature in words; one without any, by Discord's name.
fn feature(name: &str) -> String {
    let told = words::serverinfo_feature(name);
    if told == name { format!("`{name}`") } else { told }
}
