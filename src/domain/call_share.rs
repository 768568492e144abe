//! The shares of the global limit: what one process of several may use of the calls that Discord allows the bot.

use std::time::Duration;

/// The share of a process before it knows of the others: enough for the calls of an order.
pub const LEAST: u32 = 8;
/// The calls a second that nobody takes without need, so that a process that comes has them at once.
const RESERVE: u32 = 16;

/// The calls of one process, as it describes them to the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallDemand {
    /// The calls of the last second, and those that wait.
    pub wanted: u32,
    /// The calls a second that it may make at present.
    pub share: u32,
    /// The invalid requests of the last ten minutes.
    pub invalid: u32,
    /// The time for which all calls bound to the global limit are blocked.
    pub closed: Duration,
    /// The time for which all calls from this address are blocked.
    pub shut: Duration,
}

/// Returns the share that one process may take of `limit` calls a second beside the `others`, given what it and each of
/// them wants. Each gets what it wants up to an equal part; what is left is spread evenly, but for a reserve for those who
/// come. It grows only into what the others do not use yet, so that all together never have more than the limit.
#[must_use]
pub fn call_share(limit: u32, wanted: u32, others: &[CallDemand]) -> u32 {
    let count = u32::try_from(others.len()).unwrap_or(u32::MAX).saturating_add(1);
    let least = LEAST.min(limit / count).max(1);
    let mine = wanted.max(least);
    let mut claims: Vec<u32> =
        others.iter().map(|other| other.wanted.max(least)).chain(std::iter::once(mine)).collect();
    claims.sort_unstable();
    let mut left = limit;
    let mut given = None;
    for (at, claim) in claims.iter().enumerate() {
        let equal = left / u32::try_from(claims.len() - at).unwrap_or(1).max(1);
        let part = equal.min(*claim);
        left -= part;
        if *claim == mine {
            given.get_or_insert(part);
        }
    }
    let spare = left.saturating_sub(RESERVE) / count;
    let in_use: u32 = others.iter().map(|other| other.share).fold(0, u32::saturating_add);
    (given.unwrap_or(0) + spare).min(limit.saturating_sub(in_use)).max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn other(wanted: u32, share: u32) -> CallDemand {
        CallDemand { wanted, share, ..CallDemand::default() }
    }

    fn beside(all: &[CallDemand], at: usize) -> Vec<CallDemand> {
        [&all[..at], &all[at + 1..]].concat()
    }

    #[test]
    fn each_has_what_it_wants_and_what_is_left_is_spread() {
        for (wanted, others, expected) in [
            (0, vec![], 34),
            (40, vec![], 40),
            (500, vec![], 50),
            (500, vec![other(500, 25)], 25),
            (500, vec![other(0, 8)], 42),
            (500, vec![other(10, 10)], 40),
            (0, vec![other(500, 42)], 8),
            (10, vec![other(500, 40)], 10),
            (500, vec![other(500, 16), other(500, 16)], 16),
            (500, vec![other(0, 8), other(0, 8)], 34),
            (1, vec![other(1, 17)], 17),
        ] {
            assert_eq!(
                call_share(50, wanted, &others),
                expected,
                "{wanted} calls wanted, others want {others:?}"
            );
        }
    }

    #[test]
    fn a_process_that_comes_waits_for_the_others_to_make_room() {
        assert_eq!(call_share(50, 500, &[other(500, 50)]), LEAST);
        assert_eq!(call_share(50, 500, &[other(500, 25)]), 25);
        assert_eq!(call_share(50, 500, &[other(1, 34)]), 16, "the reserve is there at once");
    }

    #[test]
    fn whatever_all_want_and_in_whatever_order_they_ask_the_sum_stays_within_the_limit() {
        let mut rng = fastrand::Rng::with_seed(7);
        for _ in 0..500 {
            let count = rng.usize(1..8);
            let mut all = vec![other(0, 0); count];
            for _ in 0..40 {
                let at = rng.usize(..count);
                all[at].wanted = rng.u32(..80);
                all[at].share = call_share(50, all[at].wanted, &beside(&all, at));
                let sum: u32 = all.iter().map(|one| one.share).sum();
                // Whoever finds no room has the least, until the others have made some.
                assert!(sum <= 50 + LEAST * u32::try_from(count).unwrap(), "{all:?}");
            }
            for at in (0..count).chain(0..count).chain(0..count) {
                all[at].share = call_share(50, all[at].wanted, &beside(&all, at));
            }
            assert!(all.iter().map(|one| one.share).sum::<u32>() <= 50, "{all:?}");
        }
    }
}
