//! What may take long on the processor, away from the runtime's threads and only so much of it at a time.

use std::sync::LazyLock;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::{Error, Result};

/// How many computations run at a time: half of the processors, so that the others answer.
static PLACES: LazyLock<Semaphore> = LazyLock::new(|| {
    Semaphore::new(available_parallelism().map_or(1, |processors| processors.get().div_ceil(2)))
});

/// Computes on a thread of its own, when there is a place. The place is taken until the computation ends, even where
/// nobody waits for it any more.
///
/// # Errors
/// Where the computation panicked.
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
