//! The memory for bodies whose signature is not checked yet.
//!
//! A small body needs no place, because connections are few enough. A large one takes a place when it outgrows that,
//! and if all are taken, the oldest is given up: Discord's bodies arrive within milliseconds, so an old one is not
//! Discord's.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::HttpBody;
use axum::http::StatusCode;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// The largest body: five form fields of 4,000 characters, each escaped to twelve bytes, and room to spare.
pub(super) const LARGEST: usize = 2 * 1024 * 1024;
/// The time in which a body must arrive.
const SLOWEST: Duration = Duration::from_secs(10);

/// The largest body, in bytes, that needs no place.
const SMALL: usize = 16 * 1024;
/// The number of large bodies in flight.
const PLACES: usize = 8;

/// The places for large bodies.
#[derive(Debug, Default)]
pub(super) struct LargeBodies {
    next: AtomicU64,
    taken: Mutex<VecDeque<(u64, CancellationToken)>>,
}

impl LargeBodies {
    fn taken(&self) -> MutexGuard<'_, VecDeque<(u64, CancellationToken)>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place, if need be from the body that has had one longest.
    fn take(self: &Arc<Self>) -> Place {
        let (id, given_up) = (self.next.fetch_add(1, Ordering::Relaxed), CancellationToken::new());
        let mut taken = self.taken();
        if taken.len() >= PLACES
            && let Some((_, oldest)) = taken.pop_front()
        {
            oldest.cancel();
        }
        taken.push_back((id, given_up.clone()));
        Place { id, given_up, bodies: Arc::clone(self) }
    }
}

struct Place {
    id: u64,
    given_up: CancellationToken,
    bodies: Arc<LargeBodies>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.bodies.taken().retain(|(id, _)| *id != self.id);
    }
}

/// Reads a body within the limits of size and time. `declared` is its `Content-Length`. A body that came in one piece is
/// not copied.
pub(super) async fn read<B>(
    mut body: B,
    declared: usize,
    bodies: &Arc<LargeBodies>,
) -> Result<Bytes, (StatusCode, B)>
where
    B: HttpBody<Data = Bytes> + Unpin,
{
    let (mut only, mut joined, mut place) = (Bytes::new(), BytesMut::new(), None);
    let reading = async {
        while let Some(frame) = next(&mut body, place.as_ref()).await? {
            let grown = only.len() + joined.len() + frame.len();
            if grown > LARGEST {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            if grown > SMALL && place.is_none() {
                place = Some(bodies.take());
            }
            if grown == frame.len() {
                only = frame;
                continue;
            }
            if joined.is_empty() {
                joined.reserve(declared.clamp(grown, if place.is_some() { LARGEST } else { SMALL }));
                joined.extend_from_slice(&std::mem::take(&mut only));
            }
            joined.extend_from_slice(&frame);
        }
        Ok(())
    };
    match timeout(SLOWEST, reading).await {
        Ok(Ok(())) if joined.is_empty() => Ok(only),
        Ok(Ok(())) => Ok(joined.freeze()),
        Ok(Err(status)) => Err((status, body)),
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, body)),
    }
}

/// Returns the next bytes, unless the place is given up meanwhile.
async fn next<B>(body: &mut B, place: Option<&Place>) -> Result<Option<Bytes>, StatusCode>
where
    B: HttpBody<Data = Bytes> + Unpin,
{
    let given_up = async {
        match place {
            Some(place) => place.given_up.cancelled().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        () = given_up => Err(StatusCode::REQUEST_TIMEOUT),
        frame = body.frame() => match frame {
            None => Ok(None),
            Some(Ok(frame)) => Ok(Some(frame.into_data().unwrap_or_default())),
            Some(Err(_)) => Err(StatusCode::BAD_REQUEST),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_large_body_gives_way() {
        let bodies = Arc::new(LargeBodies::default());
        let mut places: Vec<Place> = (0..PLACES).map(|_| bodies.take()).collect();
        assert!(places.iter().all(|place| !place.given_up.is_cancelled()));
        let ready = places.pop();
        drop(ready);
        places.push(bodies.take());
        assert!(places.iter().all(|place| !place.given_up.is_cancelled()), "one was free");
        places.push(bodies.take());
        let given_up: Vec<bool> = places.iter().map(|place| place.given_up.is_cancelled()).collect();
        assert_eq!(given_up.iter().position(|given_up| *given_up), Some(0));
        assert_eq!(given_up.iter().filter(|given_up| **given_up).count(), 1);
        drop(places);
        assert!(bodies.taken().is_empty());
    }
}
