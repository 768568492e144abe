//! The checks of a server's settings: the log channels and the jail role still work.

use sqlx::postgres::PgConnection;
use tokio::time::Instant;
use twilight_model::guild::Permissions;

use crate::cli::doctor::outcome::{Finding, Outcome};
use crate::cli::doctor::place::{Here, NOT_SEEN, POSTING, Place};
use crate::cli::doctor::step::{STEP, by};
use crate::domain::ids::ChannelId;
use crate::domain::log::Category;
use crate::domain::member::can_give;
use crate::domain::permissions::{covers, names};
use crate::domain::settings::Settings;
use crate::error::Error;
use crate::store::guilds;

pub(super) async fn examine(
    place: &Place<'_>,
    here: Option<&Here>,
    database: Option<&mut PgConnection>,
) -> Vec<Outcome> {
    let until = Instant::now() + STEP;
    let (here, settings) = match (here, read(place, database, until).await) {
        (Some(here), Ok(settings)) => (here, settings),
        (None, _) => return neither(|| Finding::skipped(NOT_SEEN)),
        (_, Err(Some(error))) => return neither(|| Finding::error(&error, "type `gavel doctor` again")),
        (_, Err(None)) => return neither(|| Finding::skipped("the database can't be read")),
    };
    let mut outcomes = Vec::new();
    for category in Category::ALL {
        if let Some(channel) = settings.log.get(&category) {
            let name = format!("log of {}", category.title());
            outcomes.push(Outcome::new(name, writable(place, *channel, until).await));
        }
    }
    if outcomes.is_empty() {
        let none = "none is set, so cases are kept and posted nowhere; `/settings log` sets one";
        outcomes.push(Outcome::new(LOG, Finding::fine(none)));
    }
    outcomes.push(Outcome::new(JAIL, jail(here, &settings)));
    outcomes
}

const LOG: &str = "log channels";
const JAIL: &str = "jail role";

fn neither(finding: impl Fn() -> Finding) -> Vec<Outcome> {
    vec![Outcome::new(LOG, finding()), Outcome::new(JAIL, finding())]
}

/// Reads the settings. Fails without an error if there is no database to read from.
async fn read(
    place: &Place<'_>,
    database: Option<&mut PgConnection>,
    until: Instant,
) -> Result<Settings, Option<Error>> {
    by(until, guilds::settings(database.ok_or(None)?, place.guild)).await.map_err(Some)
}

async fn writable(place: &Place<'_>, channel: ChannelId, until: Instant) -> Finding {
    let another = "choose another with `/settings log`";
    match by(until, place.discord.my_permissions(place.guild, channel)).await {
        Ok(held) if covers(held, POSTING | Permissions::ATTACH_FILES) => {
            Finding::fine(format!("posted in channel {channel}"))
        }
        Ok(held) if covers(held, POSTING) => Finding::wrong(
            format!("Gavel lacks Attach Files in channel {channel}, so evidence is not copied there"),
            "give it to Gavel's role in that channel",
        ),
        Ok(held) => Finding::wrong(
            format!("Gavel lacks {} in channel {channel}, so nothing is posted there", names(POSTING - held)),
            format!("give it to Gavel's role in that channel, or {another}"),
        ),
        Err(Error::Discord { message, .. }) => Finding::wrong(
            format!("Gavel can't see channel {channel} ({message}), so nothing is posted there"),
            format!("give Gavel's role View Channel there, or {another}"),
        ),
        Err(error) => Finding::error(&error, "try again in a minute"),
    }
}

fn jail(here: &Here, settings: &Settings) -> Finding {
    let (roles, me) = (&here.guild.roles, &here.me);
    let Some(jail) = settings.jail_role else {
        return Finding::fine("none is set, so `/jail` is off; `/settings jail` sets one");
    };
    if !roles.iter().any(|role| role.id == jail) {
        return Finding::wrong(
            format!("the role {jail} is not there any more, so `/jail` can't be carried out"),
            "set another with `/settings jail`",
        );
    }
    if here.guild.owner != me.id && !can_give(roles, me, jail) {
        return Finding::wrong(
            format!("Gavel can't give the role {jail}, so `/jail` can't be carried out"),
            "move Gavel's role above it in Server Settings → Roles, or set another with `/settings jail`",
        );
    }
    Finding::fine(format!("Gavel can give the role {jail}"))
}
