//! The checks of one server: Gavel's membership, its permissions, and its role's place.

use sqlx::postgres::PgConnection;
use twilight_model::guild::Permissions;

use crate::cli::doctor::outcome::{Finding, Outcome};
use crate::cli::doctor::place::{Here, NOT_SEEN, Place};
use crate::cli::doctor::step::{Known, NO_APPLICATION, in_time};
use crate::cli::doctor::{command_drift, settings};
use crate::cli::invite;
use crate::discord::{Application, error_code};
use crate::domain::member::can_give;
use crate::domain::permissions::{covers, names};
use crate::domain::text::count;
use crate::error::{Error, Result};

pub(super) async fn examine(
    place: &Place<'_>,
    application: Known<'_>,
    database: Option<&mut PgConnection>,
) -> Vec<Outcome> {
    let needs = invite::needs(place.registry);
    let (here, commands) = tokio::join!(
        here(place, application),
        command_drift::of_server(place.discord, application, place.guild, place.registry)
    );
    let (there, here, commands) = match here {
        Ok(here) => (Finding::fine(format!("Gavel is in {}", here.guild.name)), Some(here), commands),
        Err(finding) => (finding, None, Finding::skipped(NOT_SEEN)),
    };
    let mut outcomes = vec![Outcome::new("server", there), Outcome::new("server's commands", commands)];
    outcomes.extend(needs.iter().map(|(bit, users)| {
        let bit = Permissions::from_bits_truncate(*bit);
        let finding = here.as_ref().map_or_else(|| Finding::skipped(NOT_SEEN), |here| may(here, bit, users));
        Outcome::new(names(bit), finding)
    }));
    let standing = here.as_ref().map_or_else(|| Finding::skipped(NOT_SEEN), standing);
    outcomes.push(Outcome::new("Gavel's role", standing));
    outcomes.extend(settings::examine(place, here.as_ref(), database).await);
    outcomes
}

async fn here(place: &Place<'_>, application: Known<'_>) -> Result<Here, Finding> {
    let application = application.ok_or_else(|| Finding::skipped(NO_APPLICATION))?;
    let looked = in_time(async {
        let me = place.discord.me().await?;
        tokio::try_join!(place.discord.guild(place.guild), place.discord.member(place.guild, me))
    });
    match looked.await {
        Ok((guild, Some(me))) => {
            let held = guild.permission_context(place.guild, &me).permissions();
            Ok(Here { held, guild, everyone: place.guild.cast(), me })
        }
        Ok((_, None)) => Err(absent(place, application)),
        Err(Error::Discord { code: error_code::UNKNOWN_GUILD | error_code::MISSING_ACCESS, .. }) => {
            Err(absent(place, application))
        }
        Err(error) => Err(Finding::error(&error, "try again in a minute")),
    }
}

/// Returns the finding for a server without Gavel. The invite link asks for all needed permissions.
fn absent(place: &Place<'_>, application: &Application) -> Finding {
    let link = invite::link(application.id, invite::permissions(place.registry));
    Finding::wrong(
        format!("Gavel is not in the server {}", place.guild),
        format!("check the id, or invite Gavel with {link}"),
    )
}

fn may(here: &Here, bit: Permissions, users: &[String]) -> Finding {
    let users = users.join(" ");
    if covers(here.held, bit) {
        return Finding::fine(format!("Gavel has it, for {users}"));
    }
    Finding::wrong(
        format!("Gavel lacks it, so this can't be carried out: {users}"),
        format!("give {} to Gavel's role in Server Settings → Roles", names(bit)),
    )
}

/// Checks the place of Gavel's role: Discord puts a new app's role at the bottom, where it is above nobody.
fn standing(here: &Here) -> Finding {
    let (roles, me) = (&here.guild.roles, &here.me);
    let others: Vec<_> = roles
        .iter()
        .filter(|role| !role.managed && !me.roles.contains(&role.id) && role.id != here.everyone)
        .collect();
    let below = others.iter().filter(|role| can_give(roles, me, role.id)).count();
    if below == 0 && !others.is_empty() && here.guild.owner != me.id {
        return Finding::wrong(
            "it stands below every other role, so Gavel can act on nobody who has one",
            "move it above the roles it is to moderate in Server Settings → Roles",
        );
    }
    let all = count(others.len() as u64, "other role", "other roles");
    Finding::fine(format!("above {below} of {all}; whoever has a higher one is out of its reach"))
}
