//! `/roleinfo role`: a role, its members and its permissions.

use std::time::Duration;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::guild::{Permissions, Role, RoleTags};

use crate::discord::card::Card;
use crate::domain::colour;
use crate::domain::permissions::names;
use crate::domain::tag::typed;
use crate::domain::text::plain;
use crate::error::Result;
use crate::features::info::card::{made, yes_or_no};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

/// The time allowed for counting the members; the card is shown without their number otherwise.
const COUNT: Duration = Duration::from_secs(1);

#[derive(CommandModel, CreateCommand)]
#[command(name = "roleinfo", desc = "-")]
struct RoleInfo {
    /// The role to show
    role: Role,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, roleinfo).only_reads()
}

async fn roleinfo(cx: Cx, RoleInfo { role }: RoleInfo) -> Result<Reply> {
    let counted = tokio::time::timeout(COUNT, cx.app.discord.role_members(cx.guild()?, role.id)).await;
    let members = counted.ok().and_then(Result::ok);
    Ok(Reply::private("").with_embed(card(&role, members).build()))
}

fn card(role: &Role, members: Option<u64>) -> Card {
    let colours = [Some(role.colors.primary_color), role.colors.secondary_color, role.colors.tertiary_color];
    let colours: Vec<u32> = colours.into_iter().flatten().filter(|colour| *colour != 0).collect();
    let shown: Vec<String> = colours.iter().map(|colour| format!("`{}`", typed(*colour))).collect();
    let shown = if shown.is_empty() { words::roleinfo_no_colour() } else { shown.join(" ") };
    let powers = match role.permissions.contains(Permissions::ADMINISTRATOR) {
        true => words::roleinfo_everything(names(Permissions::ADMINISTRATOR)),
        false => names(role.permissions),
    };
    let icon = role.unicode_emoji.as_ref().map(|emoji| format!("{emoji} ")).unwrap_or_default();
    let mut card = Card::new()
        .title(format!("{icon}{}", plain(&role.name)))
        .text(format!("<@&{}>", role.id))
        .colour(colours.first().copied().unwrap_or(colour::BLURPLE))
        .beside(words::info_id(), format!("`{}`", role.id))
        .beside(words::info_created(), made(role.id.get()))
        .maybe(words::info_members, members)
        .beside(words::roleinfo_colour(), shown)
        .beside(words::roleinfo_position(), role.position)
        .beside(words::roleinfo_hoisted(), yes_or_no(role.hoist))
        .beside(words::roleinfo_mentionable(), yes_or_no(role.mentionable))
        .maybe(words::roleinfo_managed, role.managed.then(|| manager(role.tags.as_ref())))
        .field(words::roleinfo_permissions(), powers);
    if let Some(icon) = role.icon {
        card =
            card.thumbnail(format!("https://cdn.discordapp.com/role-icons/{}/{icon}.png?size=128", role.id));
    }
    card
}

/// Returns who gives and takes a role that people can't.
fn manager(tags: Option<&RoleTags>) -> String {
    match tags {
        Some(RoleTags { bot_id: Some(bot), .. }) => format!("<@{bot}>"),
        Some(tags) if tags.premium_subscriber => words::roleinfo_by_boosts(),
        Some(tags) if tags.subscription_listing_id.is_some() => words::roleinfo_by_subscription(),
        _ => words::roleinfo_by_integration(),
    }
}
