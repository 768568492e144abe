//! Membership screening: members who are still being screened get no role, because any role ends the screening. Discord
//! sends no event when it is passed, so the member is checked, at growing intervals, for a week.

use jiff::{SignedDuration, Timestamp};

use crate::discord::facts::Newcomer;
use crate::domain::event::{Event, NewMember};
use crate::error::Result;
use crate::kernel::job::LeasedJob;

/// The shortest and the longest interval between checks, and the time after which they end.
const SOONEST: SignedDuration = SignedDuration::from_secs(30);
const LATEST: SignedDuration = SignedDuration::from_hours(1);
const LAST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The largest difference between two timestamps of the same join.
const SAME: SignedDuration = SignedDuration::from_secs(2);

/// The state of somebody who joined.
pub(super) enum Screening {
    /// A member, and not being screened.
    Passed(Newcomer),
    Later(Timestamp),
    /// Left, or came back since, which is another event; or screened for longer than anybody waits.
    Gone,
}

pub(super) async fn look(job: &LeasedJob, event: &Event, joined: &NewMember) -> Result<Screening> {
    let newcomer = job.app.discord.newcomer(event.guild, joined.user.id).await?;
    let now = job.app.clock.now();
    Ok(match newcomer.filter(|it| is_that(it, joined)) {
        None => Screening::Gone,
        Some(newcomer) if !newcomer.pending => Screening::Passed(newcomer),
        Some(_) => {
            wait(now.duration_since(event.at)).map_or(Screening::Gone, |wait| Screening::Later(now + wait))
        }
    })
}

/// Returns `true` if the member's join is this one, and not a later one, which has a job of its own.
fn is_that(newcomer: &Newcomer, joined: &NewMember) -> bool {
    // An event and a response may give the same time with different last digits.
    !matches!((newcomer.joined_at, joined.joined_at), (Some(now), Some(then)) if now.duration_since(then) > SAME)
}

fn wait(waited: SignedDuration) -> Option<SignedDuration> {
    (waited < LAST).then(|| (waited / 4).clamp(SOONEST, LATEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screening_is_looked_at_ever_more_rarely_and_not_for_ever() {
        let wait = |minutes| wait(SignedDuration::from_mins(minutes)).map(|wait| wait.as_secs());
        assert_eq!(
            [0, 8, 60, 600, 7 * 24 * 60].map(wait),
            [Some(30), Some(120), Some(900), Some(3600), None]
        );
    }
}
