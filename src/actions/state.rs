//! The state of a person that an action sets or lifts, from the record and from Discord.

use jiff::{SignedDuration, Timestamp};

use crate::domain::case::{Case, Subject};
use crate::domain::ids::{GuildId, UserId};
use crate::domain::in_force::InForce;
use crate::domain::kind::{Kind, ShownBy};
use crate::error::Result;
use crate::kernel::app::App;
use crate::store::beforehand::Beforehand;
use crate::store::cases;
use crate::words;

/// The longest end that can be read back from Discord; a later one is sent to Discord in slices.
const SLICE: SignedDuration = SignedDuration::from_hours(27 * 24);

/// The state in force, and the case that explains it.
#[derive(Debug, Default)]
pub struct Found {
    pub state: Option<InForce>,
    pub case: Option<Case>,
}

impl Found {
    fn new(kind: Kind, case: Option<Case>, end: Option<Option<Timestamp>>) -> Self {
        let number = case.as_ref().map(|case| case.number);
        Self { state: end.map(|ends_at| InForce { kind, ends_at, case: number }), case }
    }
}

/// Returns `permanently`, or `until` with the end.
#[must_use]
pub fn until(ends_at: Option<Timestamp>) -> String {
    ends_at.map_or_else(words::state_for_good, |end| words::state_until(end.as_second()))
}

/// Returns the state that a kind of action sets or lifts. Discord decides whether it is in force; the record says why
/// and until when. A state that only the record still has can be lifted, too, which corrects the record.
pub async fn look(
    app: &App,
    guild: GuildId,
    person: UserId,
    kind: Kind,
    record: Option<&Beforehand>,
) -> Result<Found> {
    let case = async |kind| in_force(app, guild, person.into(), kind, record).await;
    let found = match kind.shown_by() {
        Some(ShownBy::Ban) => ban(app, guild, person, case(Kind::Ban).await?).await?,
        Some(ShownBy::Timeout) => timeout(app, guild, person, case(Kind::Timeout).await?).await?,
        Some(ShownBy::Jail) => jail(app, guild, person, case(Kind::Jail).await?).await?,
        Some(ShownBy::Target) | None => Found::default(),
    };
    match (&found.state, &found.case) {
        (None, Some(case)) if !kind.lasts() && kind.undoes().is_some() => {
            let (kind, ends_at, number) = (case.kind, case.ends_at, Some(case.number));
            Ok(Found { state: Some(InForce { kind, ends_at, case: number }), ..found })
        }
        _ => Ok(found),
    }
}

/// Returns the case in force, as the record has it. Reads it only if there may be one, as far as `record` goes.
pub(super) async fn in_force(
    app: &App,
    guild: GuildId,
    subject: Subject,
    kind: Kind,
    record: Option<&Beforehand>,
) -> Result<Option<Case>> {
    match record {
        Some(record) if !record.in_force.contains(&kind) => Ok(None),
        _ => cases::case_in_force(&app.db, guild, subject, kind).await,
    }
}

async fn ban(app: &App, guild: GuildId, person: UserId, case: Option<Case>) -> Result<Found> {
    let is_banned = app.discord.is_banned(guild, person).await?;
    let end = is_banned.then(|| case.as_ref().and_then(|case| case.ends_at));
    Ok(Found::new(Kind::Ban, case, end))
}

async fn timeout(app: &App, guild: GuildId, person: UserId, case: Option<Case>) -> Result<Found> {
    let now = app.clock.now();
    let told = app.discord.timeout_of(guild, person).await?.filter(|end| *end > now);
    let end = told.map(|told| match case.as_ref().map(|case| case.ends_at) {
        Some(end) if end.is_none_or(|end| end.duration_since(now) > SLICE) => end,
        _ => Some(told),
    });
    Ok(Found::new(Kind::Timeout, case, end))
}

/// Returns the jail in force. Somebody may have released the member by hand; somebody who left the server is in jail
/// again when they come back.
async fn jail(app: &App, guild: GuildId, person: UserId, case: Option<Case>) -> Result<Found> {
    let Some(case) = case else { return Ok(Found::default()) };
    let member = app.discord.member(guild, person).await?;
    let is_inside = member.is_none_or(|member| case.is_inside(&member));
    let end = is_inside.then_some(case.ends_at);
    Ok(Found::new(Kind::Jail, Some(case), end))
}
