//! Pages of a list: the next is fetched while one is written, so that two are held at most.

use std::time::Duration;

use indicatif::ProgressBar;

use super::format::{Encoder, ExportRow};
use super::output::Output;
use crate::error::{Error, Result};

/// The time that Discord's limits may delay one page, beyond the waits within its calls.
const PATIENCE: Duration = Duration::from_secs(120);
/// The shortest wait.
const SHORTEST: Duration = Duration::from_millis(50);

/// Copies a list page by page, up to the empty page at its end.
pub(super) async fn copy<T: ExportRow>(
    mut page: impl AsyncFnMut(u64) -> Result<Vec<T>>,
    mut encoder: Encoder,
    mut output: Output,
    bar: &ProgressBar,
) -> Result<()> {
    if !output.write(encoder.head::<T>()?).await? {
        return Ok(());
    }
    let (mut after, mut held) = (0, page(0).await?);
    while !held.is_empty() {
        let last = held.iter().map(ExportRow::place).max().unwrap_or_default();
        if last <= after {
            return Err(Error::broken("a list gives the same page again"));
        }
        let (bytes, count) = (encoder.page(&held)?, held.len());
        held.clear();
        let (next, is_read) = tokio::try_join!(page(last), output.write(bytes))?;
        if !is_read {
            return Ok(());
        }
        bar.inc(count.try_into().unwrap_or_default());
        (after, held) = (last, next);
    }
    output.finish().await
}

/// Repeats a call after Discord's rate limits. Fails if they exceed the patience, so that the operator decides.
pub(super) async fn patiently<T>(ask: impl AsyncFn() -> Result<T>) -> Result<T> {
    within(PATIENCE, ask).await
}

async fn within<T>(mut patience: Duration, ask: impl AsyncFn() -> Result<T>) -> Result<T> {
    loop {
        match ask().await {
            Err(Error::Limited { after, .. }) if after.max(SHORTEST) <= patience => {
                let wait = after.max(SHORTEST);
                patience -= wait;
                tokio::time::sleep(wait).await;
            }
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Asks under a limit that is hit `times` times; returns the result and the number of calls.
    async fn asked(after: u64, times: u32) -> (Result<()>, u32) {
        let asked = Cell::new(0);
        let ask = async || {
            asked.set(asked.get() + 1);
            match asked.get() > times {
                true => Ok(()),
                false => Err(Error::Limited { route: String::new(), after: Duration::from_millis(after) }),
            }
        };
        (within(SHORTEST * 4, ask).await, asked.get())
    }

    #[tokio::test]
    async fn a_while_is_waited_for_and_a_long_while_is_not() {
        assert!(asked(60, 3).await.0.is_ok());
        let (refused, times) = asked(600_000, 1).await;
        assert_eq!((refused.unwrap_err().exit_code(), times), (75, 1));
    }

    #[tokio::test]
    async fn patience_ends_and_a_limit_without_a_wait_does_not_spin() {
        let (refused, times) = asked(0, u32::MAX).await;
        assert_eq!((refused.unwrap_err().exit_code(), times), (75, 5));
    }
}
