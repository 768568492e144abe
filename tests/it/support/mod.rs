//! The tests' shared support.

pub mod database;
pub mod openapi;
pub mod orders;
pub mod partitions;
pub mod process;
pub mod readable;
pub mod sidecar;
pub mod signed_events;
pub mod stage;
pub mod statements;
pub mod time;
pub mod wire;

/// Runs all futures concurrently, to their end.
pub async fn join(all: impl Iterator<Item = impl Future<Output = ()>>) {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    std::future::poll_fn(|cx| {
        all.retain_mut(|one| one.as_mut().poll(cx).is_pending());
        if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}
