//! Events: each one that a sidecar sends becomes jobs, once, in one transaction with the record that it arrived.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;

use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{Event, EventKind, EventScope, Subscriptions};
use crate::domain::ids::GuildId;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::job::Job;
use crate::store::jobs::{self, NewJob};
use crate::store::{guilds, sidecar_events};

/// A feature's interest in a kind of event: if a server's settings want it, the event becomes a job.
pub struct Hook {
    pub kind: EventKind,
    pub wants: fn(&Settings) -> bool,
    /// The kind of the job.
    pub job: &'static str,
    new: Box<dyn Fn(Event) -> Result<NewJob> + Send + Sync>,
}

impl Hook {
    /// Returns a hook. `job` turns an event into a job.
    #[must_use]
    pub fn new<T: Job>(kind: EventKind, job: fn(Event) -> T, wants: fn(&Settings) -> bool) -> Self {
        let new = Box::new(move |event: Event| {
            let guild = event.guild;
            job(event).new_job(guild)
        });
        Self { kind, wants, job: T::KIND, new }
    }
}

/// Returns the key of a job that must not run at the same time as an action on the event's person.
#[must_use]
pub fn key_of_person(event: &Event) -> ConcurrencyKey {
    match event.person() {
        Some(person) => ConcurrencyKey::Member(person),
        None => key_of_event(event),
    }
}

/// Returns the key of a job that may run beside any other.
#[must_use]
pub fn key_of_event(event: &Event) -> ConcurrencyKey {
    ConcurrencyKey::Event(event.id.clone())
}

/// The numbers of events that were taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct Received {
    /// Those that nobody told before.
    pub new: usize,
    /// Those that were dropped, for they are beyond the limits.
    pub excess: usize,
}

/// Takes events within the limits: those that are new become jobs.
pub async fn receive(app: &App, told: &[Event]) -> Result<Received> {
    let admitted = app.event_quota.admit(told, app.clock.now());
    let excess = told.len() - admitted.len();
    if admitted.is_empty() {
        return Ok(Received { new: 0, excess });
    }
    let taken = async {
        let mut tx = app.db.begin().await?;
        let fresh = take(&mut tx, app, &admitted).await?;
        tx.commit().await?;
        Ok(fresh)
    };
    let new = taken.await.inspect_err(|_: &Error| app.event_quota.give_back(&admitted))?;
    app.wake.notify_one();
    Ok(Received { new, excess })
}

/// Takes events in the caller's transaction: those that are new become jobs. Returns the number of new ones.
pub async fn take(tx: &mut PgConnection, app: &App, told: &[Event]) -> Result<usize> {
    let mut new = sidecar_events::events_take(&mut *tx, told).await?;
    let (fresh, mut settings) = (new.len(), HashMap::new());
    for event in told {
        // One batch may have the same event twice.
        if !new.remove(&(event.guild, event.id.clone())) {
            continue;
        }
        let set = match settings.entry(event.guild) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(readable(&mut *tx, event.guild).await?),
        };
        let Some(set) = set else { continue };
        let wanted = |hook: &&Hook| hook.kind == event.kind() && (hook.wants)(set);
        for hook in app.registry.hooks().iter().filter(wanted) {
            // Any worker takes it: the sidecar waits for the answer, not for the job.
            let job = NewJob { run_at: Some(app.clock.now()), ..(hook.new)(event.clone())? };
            jobs::job_add(&mut *tx, job).await?;
        }
    }
    Ok(fresh)
}

/// Returns a server's settings; `None` if they can't be read, which must not hold up other servers' events.
async fn readable(tx: &mut PgConnection, guild: GuildId) -> Result<Option<Settings>> {
    match guilds::settings(tx, guild).await {
        Ok(settings) => Ok(Some(settings)),
        Err(Error::Broken(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The time for which subscriptions are cached while no setting changed: a change gets its number before it becomes
/// visible, and a reset gets none.
const LOOKED_UP: SignedDuration = SignedDuration::from_secs(10);

/// The subscriptions as they were last read.
#[derive(Debug)]
pub struct CachedSubscriptions {
    subscriptions: Subscriptions,
    /// The number of the newest change of any settings at that time.
    change: i64,
    at: Timestamp,
}

/// Returns the features' subscriptions over all servers; `None` if the caller has them already.
pub async fn subscriptions(app: &App, known: Option<i64>) -> Result<Option<Subscriptions>> {
    let (mut last, now) = (app.subscriptions.lock().await, app.clock.now());
    let change = sidecar_events::settings_change_newest(&app.db).await?;
    let is_fresh =
        |last: &CachedSubscriptions| last.change == change && now.duration_since(last.at) < LOOKED_UP;
    let last = match last.take().filter(is_fresh) {
        Some(fresh) => last.insert(fresh),
        None => {
            let servers = sidecar_events::settings_all(&app.db).await?;
            last.insert(CachedSubscriptions {
                subscriptions: Subscriptions::of(kinds(app.registry.hooks(), &servers)),
                change,
                at: now,
            })
        }
    };
    Ok(Some(&last.subscriptions).filter(|subscriptions| known != Some(subscriptions.version)).cloned())
}

fn kinds(hooks: &[Hook], servers: &[(GuildId, Settings)]) -> BTreeMap<EventKind, EventScope> {
    let mut kinds = BTreeMap::new();
    for hook in hooks {
        if (hook.wants)(&Settings::default()) {
            kinds.insert(hook.kind, EventScope::Everywhere);
            continue;
        }
        let guilds: BTreeSet<GuildId> =
            servers.iter().filter(|(_, settings)| (hook.wants)(settings)).map(|(guild, _)| *guild).collect();
        if guilds.is_empty() {
            continue;
        }
        match kinds.entry(hook.kind).or_insert_with(|| EventScope::In(BTreeSet::new())) {
            EventScope::Everywhere => {}
            EventScope::In(wanted) => wanted.extend(guilds),
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};
    use twilight_model::id::Id;

    #[derive(Serialize, Deserialize)]
    struct Nothing(Event);

    impl Job for Nothing {
        const KIND: &'static str = "test_event";
        type Progress = ();

        fn concurrency_key(&self) -> ConcurrencyKey {
            key_of_event(&self.0)
        }
    }

    #[test]
    fn a_kind_is_wanted_where_some_hook_wants_it() {
        let zone = |settings: &Settings| settings.time_zone.is_some();
        let jail = |settings: &Settings| settings.jail_role.is_some();
        let hooks = [
            Hook::new(EventKind::MemberJoined, Nothing, zone),
            Hook::new(EventKind::MemberJoined, Nothing, jail),
            Hook::new(EventKind::MemberLeft, Nothing, |_| false),
            Hook::new(EventKind::AuditEntry, Nothing, |_| true),
            Hook::new(EventKind::AuditEntry, Nothing, jail),
        ];
        let with_zone = Settings { time_zone: Some("UTC".to_owned()), ..Settings::default() };
        let with_jail = Settings { jail_role: Some(Id::new(9)), ..Settings::default() };
        let servers = [(Id::new(1), with_zone), (Id::new(2), with_jail), (Id::new(3), Settings::default())];
        let expected = [
            (EventKind::MemberJoined, EventScope::In([Id::new(1), Id::new(2)].into())),
            (EventKind::AuditEntry, EventScope::Everywhere),
        ];
        assert_eq!(kinds(&hooks, &servers), expected.into());
    }
}
