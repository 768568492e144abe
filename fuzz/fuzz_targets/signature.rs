//! The check of a signature agrees with `verify_strict` on every input.
//!
//! The first 64 bytes are the signature; the next says what is done to a good one, so that near misses are tried as well.

#![no_main]

use std::sync::LazyLock;

use ed25519_dalek::{Signature, Signer, SigningKey};
use gavel::http::key::Key;
use libfuzzer_sys::fuzz_target;

static SIGNER: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[7; 32]));
static KEY: LazyLock<Key> = LazyLock::new(|| Key::new(SIGNER.verifying_key()));

fuzz_target!(|data: &[u8]| {
    let Some((given, rest)) = data.split_first_chunk::<64>() else { return };
    let Some((how, body)) = rest.split_first() else { return };
    let mut signature = SIGNER.sign(body).to_bytes();
    match how % 4 {
        0 => {}
        1 => signature[usize::from(given[0] % 64)] ^= given[1],
        2 => signature[32..].copy_from_slice(&given[32..]),
        _ => signature = *given,
    }
    let strict = SIGNER.verifying_key().verify_strict(body, &Signature::from_bytes(&signature)).is_ok();
    let (first, second) = body.split_at(body.len() / 2);
    assert_eq!(KEY.has_signed(&[first, second], &signature), strict);
});
