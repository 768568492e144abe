//! `/avatar user?`: somebody's pictures, in this server and everywhere, in each format.

use std::fmt::Display;

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::user::User;

use crate::discord::card::Card;
use crate::domain::colour;
use crate::domain::text::plain;
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

/// The address of Discord's pictures.
const CDN: &str = "https://cdn.discordapp.com";
/// The number of Discord's own pictures for people without one.
const DEFAULTS: u64 = 6;

#[derive(CommandModel, CreateCommand)]
#[command(name = "avatar", desc = "-")]
struct Avatar {
    /// Whose avatar to show. Default: yours
    user: Option<ResolvedUser>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, avatar).only_reads().in_direct_messages()
}

async fn avatar(cx: Cx, args: Avatar) -> Result<Reply> {
    let (user, here) = match &args.user {
        Some(named) => (&named.resolved, named.member.as_ref().and_then(|member| member.avatar)),
        None => (&cx.at.user, cx.at.member.as_ref().and_then(|member| member.avatar)),
    };
    let here = here.zip(cx.at.guild).map(|(hash, guild)| {
        (format!("{CDN}/guilds/{guild}/users/{}/avatars/{hash}", user.id), hash.is_animated())
    });
    Ok(card(user, here))
}

/// Returns the card; `here` is the address of the picture in this server, without its format.
fn card(user: &User, here: Option<(String, bool)>) -> Reply {
    let everywhere =
        user.avatar.map(|hash| (format!("{CDN}/avatars/{}/{hash}", user.id), hash.is_animated()));
    let mut lines = Vec::new();
    if let Some((address, is_animated)) = &here {
        lines.push(format!("**{}:** {}", words::avatar_here(), formats(address, *is_animated)));
    }
    match &everywhere {
        Some((address, is_animated)) => {
            lines.push(format!("**{}:** {}", words::avatar_everywhere(), formats(address, *is_animated)));
        }
        None => lines.push(words::avatar_default()),
    }
    let shown = here.or(everywhere).map_or_else(
        || format!("{CDN}/embed/avatars/{}.png", (user.id.get() >> 22) % DEFAULTS),
        |(address, is_animated)| link(&address, if is_animated { "gif" } else { "png" }),
    );
    let card = Card::new()
        .title(plain(user.global_name.as_deref().unwrap_or(&user.name)))
        .text(lines.join("\n"))
        .colour(colour::BLURPLE)
        .image(shown);
    Reply::private("").with_embed(card.build())
}

/// Returns links to the formats in which Discord has a picture.
fn formats(address: &str, is_animated: bool) -> String {
    let still = ["png", "jpg", "webp"].into_iter();
    let all = still.chain(is_animated.then_some("gif"));
    let all: Vec<String> =
        all.map(|format| format!("[{}]({})", format.to_uppercase(), link(address, format))).collect();
    all.join(" · ")
}

fn link(address: &str, format: impl Display) -> String {
    format!("{address}.{format}?size=4096")
}
