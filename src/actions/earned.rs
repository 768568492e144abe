//! Steps of the ladder whose warnings were taken back or lowered since: those still to come are called off, those in force
//! can be lifted.

use sqlx::PgPool;

use crate::domain::case::Case;
use crate::domain::ladder::reaches;
use crate::error::Result;
use crate::store::{cases, guilds};

/// Returns `true` if a step's points are still reached. What nobody took back still counts, though it expired since.
pub(super) async fn is_earned(db: &PgPool, step: &Case) -> Result<bool> {
    let (Some(points), Some(person)) = (step.ladder_points, step.target) else { return Ok(true) };
    let settings = guilds::settings(db, step.guild).await?;
    let warnings = cases::warnings_points(db, step.guild, person, step.created_at).await?;
    Ok(reaches(&settings.ladder, points, &warnings, step.created_at))
}

/// Returns the steps, in force or pending for the person whom a warning is about, whose points are not reached any more.
pub async fn unearned(db: &PgPool, warning: &Case) -> Result<Vec<Case>> {
    let Some(person) = warning.target.filter(|_| warning.kind.facts().has_points) else { return Ok(vec![]) };
    let steps = cases::cases_of_ladder(db, warning.guild, person).await?;
    let mut unearned = Vec::new();
    for step in steps {
        if !is_earned(db, &step).await? {
            unearned.push(step);
        }
    }
    Ok(unearned)
}
