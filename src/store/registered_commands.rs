//! The commands that were last registered with Discord, as a digest; and the process that registers them now.

use std::time::Duration;

use sqlx::PgExecutor;

use crate::domain::ids::ApplicationId;
use crate::error::Result;
use crate::store::key;

/// Returns the digest of the commands that are registered; `None` if none were.
pub async fn commands_digest(db: impl PgExecutor<'_>, application: ApplicationId) -> Result<Option<String>> {
    let digest = sqlx::query_scalar!(
        "select digest from registered_commands where application_id = $1",
        key(application)
    )
    .fetch_optional(db)
    .await?;
    Ok(digest.flatten())
}

/// Returns the digests of the commands that are registered, of each application.
pub async fn commands_digests(db: impl PgExecutor<'_>) -> Result<Vec<String>> {
    let digests = sqlx::query_scalar!(
        r#"select digest as "digest!" from registered_commands where digest is not null"#
    );
    Ok(digests.fetch_all(db).await?)
}

/// Claims the registering of commands with this digest for some time. Returns `false` if another process has the claim, or
/// registered them already.
pub async fn commands_claim(
    db: impl PgExecutor<'_>,
    application: ApplicationId,
    digest: &str,
    time: Duration,
) -> Result<bool> {
    let claimed = sqlx::query!(
        "
        insert into registered_commands as r (application_id, claimed_until)
        values ($1, now() + make_interval(secs => $3))
        on conflict (application_id) do update set claimed_until = excluded.claimed_until
            where r.digest is distinct from $2 and (r.claimed_until is null or r.claimed_until < now())
        ",
        key(application),
        digest,
        time.as_secs_f64()
    );
    Ok(claimed.execute(db).await?.rows_affected() > 0)
}

/// Notes that commands with this digest are registered, and gives the claim back.
pub async fn commands_registered(
    db: impl PgExecutor<'_>,
    application: ApplicationId,
    digest: &str,
) -> Result<()> {
    sqlx::query!(
        "update registered_commands set digest = $2, registered_at = now(), claimed_until = null where application_id = $1",
        key(application),
        digest
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives the claim back.
pub async fn commands_release(db: impl PgExecutor<'_>, application: ApplicationId) -> Result<()> {
    sqlx::query!(
        "update registered_commands set claimed_until = null where application_id = $1",
        key(application)
    )
    .execute(db)
    .await?;
    Ok(())
}
