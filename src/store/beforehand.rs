//! The record before an order, read in one round trip: what most orders don't find there need not be asked for again.

use sqlx::PgExecutor;

use crate::domain::case::Subject;
use crate::domain::ids::{ChannelId, GuildId, InteractionId};
use crate::domain::kind::Kind;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::store::cases::{names, subject_keys};
use crate::store::guilds::read;
use crate::store::{id, key};

/// The record before an order about somebody, one of their roles or a channel.
#[derive(Clone, Debug)]
pub struct Beforehand {
    /// The job that an earlier delivery of the interaction ordered.
    pub ordered: Option<i64>,
    pub settings: Settings,
    /// `true` if an earlier case may have the last word on the same
    /// ([`case_last_word`](crate::store::cases::case_last_word)).
    pub is_contested: bool,
    /// The kinds of the cases in force for the person or channel, or ended by themselves.
    pub in_force: Vec<Kind>,
    /// The channel of direct messages with the person, if it is remembered.
    pub direct_channel: Option<ChannelId>,
}

/// Returns what the record has.
pub async fn order_beforehand(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    interaction: InteractionId,
    subject: Subject,
    kind: Kind,
) -> Result<Beforehand> {
    let (subject, role) = subject_keys(subject);
    let found = sqlx::query!(
        r#"
        select
            (select job_id from processed_interactions where guild_id = $1 and interaction_id = $2) as ordered,
            (select settings from guilds where guild_id = $1) as settings,
            exists (
                select from cases where guild_id = $1 and coalesce(target_id, channel_id) = $3 and ($4::bigint is null or role_id = $4)
                  and kind = any($5) and status <> 'failed'
            ) as "is_contested!",
            array(
                select kind from cases where guild_id = $1 and coalesce(target_id, channel_id) = $3 and status = 'applied' and closed_at is null
                group by kind
            ) as "in_force!",
            (select channel_id from direct_channels where user_id = $3) as direct_channel
        "#,
        key(guild),
        key(interaction),
        subject,
        role,
        &names(kind.competing())
    )
    .fetch_one(db)
    .await?;
    Ok(Beforehand {
        ordered: found.ordered,
        settings: found.settings.map_or_else(|| Ok(Settings::default()), read)?,
        is_contested: found.is_contested,
        in_force: found.in_force.iter().filter_map(|kind| Kind::parse(kind)).collect(),
        direct_channel: found.direct_channel.map(id),
    })
}
