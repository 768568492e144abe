//! Heavy computations: run off the runtime's threads, and only so many at a time.

use std::sync::LazyLock;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::{Error, Result};

/// The number of computations at a time: half of the processors, so that the others stay free.
static PLACES: LazyLock<Semaphore> = LazyLock::new(|| {
    Semaphore::new(available_parallelism().map_or(1, |processors| processors.get().div_ceil(2)))
});

/// Computes on a blocking thread once a place is free. The place is held until the computation ends, even if nobody
/// waits for it any more.
///
/// # Errors
/// Fails if the computation panicked.
pub async fn compute<T: Send + 'static>(computation: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let place = PLACES.acquire().await.map_err(Error::broken)?;
    let computing = spawn_blocking(move || {
        let computed = computation();
        drop(place);
        computed
    });
    computing.await.map_err(Error::broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[tokio::test]
    async fn the_runtime_goes_on_while_something_is_computed() {
        // One thread: were the computation on it, nobody could release it.
        let (release, held) = channel();
        let computing = compute(move || held.recv().unwrap());
        let ((), computed) = tokio::join!(
            async {
                tokio::task::yield_now().await;
                release.send(7).unwrap();
            },
            computing
        );
        assert_eq!(computed.unwrap(), 7);
    }
}
