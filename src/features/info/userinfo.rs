//! `/userinfo user?`, and Apps → User info: a user's profile in this server; for moderators with a button for each action
//! that they may order.

use std::time::Duration;

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::channel::message::component::Button;
use twilight_model::guild::Permissions;
use twilight_model::user::User;
use twilight_model::util::Timestamp;

use crate::actions::action_control::{offered, offered_against, opener};
use crate::actions::automod;
use crate::discord::card::Card;
use crate::discord::facts::Guild;
use crate::domain::colour;
use crate::domain::ids::{GuildId, RoleId, created_at};
use crate::domain::limits;
use crate::domain::member::{Member, Target};
use crate::domain::permissions::covers;
use crate::domain::text::plain;
use crate::error::Result;
use crate::features::info::card::moment;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "userinfo", desc = "-")]
struct UserInfo {
    /// The person to show. Default: you
    user: Option<ResolvedUser>,
}

/// A member's data in a server.
struct Membership {
    roles: Vec<RoleId>,
    joined: Option<Timestamp>,
    nick: Option<String>,
    timed_out_until: Option<Timestamp>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, userinfo).only_reads()
}

pub(super) fn menu() -> Command {
    Command::user_menu("User info", Ack::Private, async |cx, user| of_resolved(&cx, &user).await).only_reads()
}

async fn userinfo(cx: Cx, args: UserInfo) -> Result<Reply> {
    if let Some(user) = &args.user {
        return of_resolved(&cx, user).await;
    }
    let membership = cx.at.member.as_ref().map(|member| Membership {
        roles: member.roles.clone(),
        joined: member.joined_at,
        nick: member.nick.clone(),
        timed_out_until: member.communication_disabled_until,
    });
    show(&cx, &cx.at.user, membership).await
}

async fn of_resolved(cx: &Cx, user: &ResolvedUser) -> Result<Reply> {
    let membership = user.member.as_ref().map(|member| Membership {
        roles: member.roles.clone(),
        joined: member.joined_at,
        nick: member.nick.clone(),
        timed_out_until: member.communication_disabled_until,
    });
    show(cx, &user.resolved, membership).await
}

async fn show(cx: &Cx, user: &User, mut membership: Option<Membership>) -> Result<Reply> {
    let member = membership.as_ref().map(|it| Member { id: user.id, roles: it.roles.clone() });
    let target = Target::of(user.id, member);
    let colour = async {
        match (&mut membership, cx.at.guild) {
            (Some(membership), Some(guild)) => order(cx, guild, membership).await,
            _ => None,
        }
    };
    let offered = async {
        match cx.at.guild {
            Some(_) => offered_against(cx, &target).await,
            None => vec![],
        }
    };
    let (colour, offered) = tokio::join!(colour, offered);
    let hits = match cx.at.guild.filter(|_| covers(cx.at.permissions, Permissions::MODERATE_MEMBERS)) {
        // The card can be shown without the record.
        Some(guild) => automod::hits(&cx.app, guild, user.id)
            .await
            .unwrap_or_else(|_| Some(words::userinfo_hits_unknown())),
        None => None,
    };
    let mut card = card(user, membership, colour.unwrap_or(COLOUR));
    if let Some(hits) = hits {
        // Only for moderators.
        card = card.field(words::userinfo_automod(), hits);
    }
    let buttons: Vec<Button> = offered.into_iter().map(|kind| opener(kind, user.id, &user.name)).collect();
    let rows = buttons.chunks(limits::BUTTONS_IN_ROW);
    Ok(rows.fold(Reply::private("").with_embed(card.build()), |reply, row| {
        reply.with_buttons(row.iter().cloned())
    }))
}

/// The card's colour for somebody without a role colour.
const COLOUR: u32 = colour::BLURPLE;
/// The time allowed for fetching the server's roles; the card is shown without them otherwise.
const ROLES: Duration = Duration::from_secs(1);

/// Sorts the roles, highest first. Returns the colour of the member's name: that of the highest role with one.
async fn order(cx: &Cx, guild: GuildId, membership: &mut Membership) -> Option<u32> {
    let server = tokio::time::timeout(ROLES, look(cx, guild)).await.ok()?.ok()?;
    membership.roles = server.in_order(&membership.roles);
    membership.roles.iter().find_map(|role| server.role_colours.get(role).copied())
}

/// Returns the server; for moderators as the checks of what they may do see it, so that Discord is asked once for both.
async fn look(cx: &Cx, guild: GuildId) -> Result<Guild> {
    match offered(cx.at.permissions).is_empty() {
        true => cx.app.discord.guild(guild).await,
        false => Ok(cx.server().await?.0.clone()),
    }
}

fn card(user: &User, membership: Option<Membership>, colour: u32) -> Card {
    let bot = if user.bot { format!(" · {}", words::userinfo_bot()) } else { String::new() };
    let (id, made) = (format!("`{}`", user.id), moment(created_at(user.id).as_second()));
    let mut embed = Card::new()
        .title(plain(user.global_name.as_deref().unwrap_or(&user.name)))
        .text(format!("<@{}> · `{}`{bot}", user.id, user.name))
        .colour(colour)
        .beside(words::userinfo_id(), id)
        .beside(words::userinfo_made(), made);
    if let Some(avatar) = user.avatar {
        let picture = format!("https://cdn.discordapp.com/avatars/{}/{avatar}.png?size=256", user.id);
        embed = embed.thumbnail(picture);
    }
    let Some(membership) = membership else {
        return embed.field(words::userinfo_here(), words::userinfo_not_here());
    };
    if let Some(joined) = membership.joined {
        embed = embed.beside(words::userinfo_joined(), moment(joined.as_secs()));
    }
    if let Some(nick) = &membership.nick {
        embed = embed.beside(words::userinfo_nickname(), plain(nick));
    }
    if let Some(until) = membership.timed_out_until {
        let until = moment(until.as_secs());
        embed = embed.beside(words::userinfo_timed_out(), until);
    }
    embed.field(words::userinfo_roles(membership.roles.len()), roles(&membership.roles))
}

/// Returns as many mentions as a field holds.
fn roles(roles: &[RoleId]) -> String {
    let mut text = String::new();
    for (at, role) in roles.iter().enumerate() {
        let mention = format!("<@&{role}> ");
        if text.len() + mention.len() > limits::EMBED_FIELD - 24 {
            text.push_str(&words::userinfo_more_roles((roles.len() - at) as u64));
            break;
        }
        text.push_str(&mention);
    }
    if text.is_empty() { words::userinfo_no_roles() } else { text }
}
