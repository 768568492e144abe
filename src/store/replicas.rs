//! The processes that serve, and what each tells the others about its calls to Discord.

use std::time::Duration;

use sqlx::PgExecutor;

use crate::domain::call_share::CallDemand;
use crate::error::Result;

/// Another process, as it last described its calls.
#[derive(Clone, Copy, Debug)]
pub struct Replica {
    pub demand: CallDemand,
    /// `true` if it said so within three seconds, was not killed since, and uses its share.
    pub is_live: bool,
}

/// Returns what the other processes said in the last ten minutes.
pub async fn replicas_beside(db: impl PgExecutor<'_>, id: i64) -> Result<Vec<Replica>> {
    let rows = sqlx::query!(
        r#"
        select wanted, share, invalid, share > 0 and reported_at > now() - interval '3 seconds'
                and (session is null or exists (select from pg_stat_activity where pid = session)) as "is_live!",
            greatest(extract(epoch from closed_until - now()), 0)::float8 as closed,
            greatest(extract(epoch from shut_until - now()), 0)::float8 as shut
        from replicas
        where id <> $1 and reported_at > now() - interval '10 minutes'
        "#,
        id
    )
    .fetch_all(db)
    .await?;
    let count = |number: i32| u32::try_from(number).unwrap_or(0);
    let wait = |seconds: Option<f64>| Duration::try_from_secs_f64(seconds.unwrap_or(0.0)).unwrap_or_default();
    let replicas = rows.into_iter().map(|row| Replica {
        demand: CallDemand {
            wanted: count(row.wanted),
            share: count(row.share),
            invalid: count(row.invalid),
            closed: wait(row.closed),
            shut: wait(row.shut),
        },
        is_live: row.is_live,
    });
    Ok(replicas.collect())
}

/// Tells the other processes about this one's calls. `session` is the database's process for its notifications, if it has
/// any: where it is gone, so is this process.
pub async fn replica_report(
    db: impl PgExecutor<'_>,
    id: i64,
    session: Option<i32>,
    demand: &CallDemand,
) -> Result<()> {
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    sqlx::query!(
        "
        insert into replicas (id, wanted, share, invalid, closed_until, shut_until, session)
        values ($1, $2, $3, $4, now() + make_interval(secs => $5), now() + make_interval(secs => $6), $7)
        on conflict (id) do update
            set reported_at = now(), wanted = excluded.wanted, share = excluded.share, invalid = excluded.invalid,
                closed_until = excluded.closed_until, shut_until = excluded.shut_until, session = excluded.session
        ",
        id,
        count(demand.wanted),
        count(demand.share),
        count(demand.invalid),
        demand.closed.as_secs_f64(),
        demand.shut.as_secs_f64(),
        session
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes those that have said nothing for so long that nothing of it counts. Returns the number of rows.
pub async fn replicas_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let deleted = sqlx::query!("delete from replicas where reported_at <= now() - interval '10 minutes'");
    Ok(deleted.execute(db).await?.rows_affected())
}
