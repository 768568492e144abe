//! `/roleinfo role`: a role, its members and its permissions.

use std::time::Duration;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::channel::message::Embed;
use twilight_model::guild::{Permissions, Role, RoleTags};
use twilight_util::builder::embed::EmbedBuilder;

use crate::domain::colour;
use crate::domain::limits;
use crate::domain::permissions::names;
use crate::domain::tag::typed;
use crate::domain::text::{cut, plain};
use crate::error::Result;
use crate::features::info::card::{Fields, made, picture, yes_or_no};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

/// The time allowed for counting the members; the card is shown without their number otherwise.
const COUNT: Duration = Duration::from_secs(1);

#[derive(CommandModel, CreateCommand)]
#[command(name = "roleinfo", desc = "Show a role: color, members, position and permissions")]
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
    Ok(Reply::private("").with_embed(card(&role, members)))
}

fn card(role: &Role, members: Option<u64>) -> Embed {
    let colours = [Some(role.colors.primary_color), role.colors.secondary_color, role.colors.tertiary_color];
    let colours: Vec<u32> = colours.into_iter().flatten().filter(|colour| *colour != 0).collect();
    let shown: Vec<String> = colours.iter().map(|colour| format!("`{}`", typed(*colour))).collect();
    let shown = if shown.is_empty() { words::roleinfo_no_colour() } else { shown.join(" ") };
    let powers = match role.permissions.contains(Permissions::ADMINISTRATOR) {
        true => words::roleinfo_everything(names(Permissions::ADMINISTRATOR)),
        false => names(role.permissions),
    };
    let fields = Fields::default()
        .short(words::info_id(), format!("`{}`", role.id))
        .short(words::info_created(), made(role.id.get()))
        .maybe(words::info_members, members)
        .short(words::roleinfo_colour(), shown)
        .short(words::roleinfo_position(), role.position)
        .short(words::roleinfo_hoisted(), yes_or_no(role.hoist))
        .short(words::roleinfo_mentionable(), yes_or_no(role.mentionable))
        .maybe(words::roleinfo_managed, role.managed.then(|| manager(role.tags.as_ref())))
        .long(words::roleinfo_permissions(), powers);
    let icon = role.unicode_emoji.as_ref().map(|emoji| format!("{emoji} ")).unwrap_or_default();
    let mut embed = EmbedBuilder::new()
        .title(cut(&format!("{icon}{}", plain(&role.name)), limits::EMBED_TITLE))
        .description(format!("<@&{}>", role.id))
        .color(colours.first().copied().unwrap_or(colour::BLURPLE));
    if let Some(icon) = role.icon
        && let Some(icon) =
            picture(format!("https://cdn.discordapp.com/role-icons/{}/{icon}.png?size=128", role.id))
    {
        embed = embed.thumbnail(icon);
    }
    Embed { fields: fields.all(), ..embed.build() }
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
