//! The answer is always that of `verify_strict`, whatever the key, the message and the signature.

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::traits::Identity;
use curve25519_dalek::{EdwardsPoint, Scalar};
use ed25519_dalek::{Signature, Signer, SigningKey};

use super::*;

/// Returns the verdict, once both ways gave the same.
fn verdict(key: &Key, message: &[u8], signature: &[u8; 64]) -> bool {
    let strict = key.key.verify_strict(message, &Signature::from_bytes(signature)).is_ok();
    let (first, second) = message.split_at(message.len() / 3);
    let ours = key.has_signed(&[first, second], signature);
    let bytes = hex::encode(key.key.as_bytes());
    assert_eq!(
        ours,
        strict,
        "key {bytes}, message {}, signature {}",
        hex::encode(message),
        hex::encode(signature)
    );
    ours
}

#[test]
fn the_vectors_of_wycheproof_and_the_edge_cases_have_their_verdicts() {
    let hex = |text: &str| if text == "-" { vec![] } else { hex::decode(text).unwrap() };
    let mut counts = [0; 3];
    for line in include_str!("vectors.txt").lines().filter(|line| !line.starts_with('#')) {
        let [expected, key, message, signature] =
            <[&str; 4]>::try_from(line.split(' ').collect::<Vec<_>>()).unwrap();
        let Ok(signature) = <[u8; 64]>::try_from(hex(signature)) else {
            assert_eq!(expected, "invalid");
            continue;
        };
        let key = Key::new(VerifyingKey::from_bytes(&hex(key).try_into().unwrap()).unwrap());
        let verdict = verdict(&key, &hex(message), &signature);
        match expected {
            "valid" => assert!(verdict, "{line}"),
            "invalid" => assert!(!verdict, "{line}"),
            _ => {}
        }
        counts[["valid", "invalid", "edge"].iter().position(|kind| *kind == expected).unwrap()] += 1;
    }
    assert!(counts[0] > 80 && counts[1] > 30 && counts[2] == 17, "{counts:?}");
}

#[test]
fn thousands_of_odd_signatures_have_the_verdict_of_verify_strict() {
    differ(3_000);
}

#[test]
#[ignore = "two minutes with optimization, much longer without"]
fn a_million_odd_signatures_have_the_verdict_of_verify_strict() {
    differ(1_000_000);
}

/// Compares the verdicts on this many signatures: good, mutated, with points of small or mixed order, not canonical.
fn differ(count: u32) {
    let mut chance = fastrand::Rng::with_seed(u64::from(count));
    let (mut good, mut key) = (0, Oddity::random(&mut chance));
    for nth in 0..count {
        if nth % 50 == 0 {
            key = Oddity::random(&mut chance);
        }
        let message: Vec<u8> = (0..chance.usize(..300)).map(|_| chance.u8(..)).collect();
        let signature = key.sign(&message, &mut chance);
        good += u32::from(verdict(&key.key, &message, &signature));
    }
    assert!(good > count / 10 && good < count / 2, "{good} of {count} are good");
}

/// A key whose secret is known up to a point of small order.
struct Oddity {
    secret: Scalar,
    key: Key,
    ordinary: SigningKey,
}

impl Oddity {
    fn random(chance: &mut fastrand::Rng) -> Self {
        loop {
            let ordinary = SigningKey::from_bytes(&[(); 32].map(|()| chance.u8(..)));
            let secret = ordinary.to_scalar();
            let torsion = EIGHT_TORSION[chance.usize(..8)];
            let point = match chance.u8(..8) {
                0 => torsion,
                1..4 => ED25519_BASEPOINT_POINT * secret + torsion,
                _ => ED25519_BASEPOINT_POINT * secret,
            };
            let mut bytes = point.compress().to_bytes();
            if chance.u8(..8) == 0 {
                bytes = odd_encoding(chance);
            }
            if let Ok(key) = VerifyingKey::from_bytes(&bytes) {
                return Self { secret, key: Key::new(key), ordinary };
            }
        }
    }

    /// Returns a signature that is good for ordinary keys, or wrong in one of many ways.
    fn sign(&self, message: &[u8], chance: &mut fastrand::Rng) -> [u8; 64] {
        let mut signature = self.ordinary.sign(message).to_bytes();
        match chance.u8(..16) {
            0..4 => {}
            4 => signature[chance.usize(..64)] ^= 1 << chance.u8(..8),
            5 => signature = [(); 64].map(|()| chance.u8(..)),
            6 => signature[..32].copy_from_slice(EIGHT_TORSION[chance.usize(..8)].compress().as_bytes()),
            7 => signature[..32].copy_from_slice(&odd_encoding(chance)),
            8 => {
                let other = plus_order(&signature);
                signature[32..].copy_from_slice(&other);
            }
            9 => signature[32..].fill(if chance.bool() { 0 } else { 0xff }),
            // The equation holds, with points of small order in R, in A, or in both.
            _ => {
                let nonce = Scalar::from(chance.u64(..)) * Scalar::from(u64::from(chance.u8(..3)));
                let torsion =
                    if chance.bool() { EIGHT_TORSION[chance.usize(..8)] } else { EdwardsPoint::identity() };
                let point = ED25519_BASEPOINT_POINT * nonce + torsion;
                let mut r = point.compress().to_bytes();
                if chance.u8(..6) == 0 {
                    r = odd_encoding(chance);
                }
                let hash = Sha512::new().chain_update(r).chain_update(self.key.key.as_bytes());
                let hash = hash.chain_update(message).finalize();
                let s = nonce + Scalar::from_bytes_mod_order_wide(&hash.into()) * self.secret;
                signature[..32].copy_from_slice(&r);
                signature[32..].copy_from_slice(s.as_bytes());
            }
        }
        signature
    }
}

/// Returns an encoding whose y is near the prime, small, or of a point of small order, with either sign of x.
fn odd_encoding(chance: &mut fastrand::Rng) -> [u8; 32] {
    let mut bytes = [0xff; 32];
    match chance.u8(..3) {
        0 => (bytes[0], bytes[31]) = (chance.u8(0xe0..), 0x7f),
        1 => {
            bytes = [0; 32];
            bytes[0] = chance.u8(..4);
        }
        _ => bytes = EIGHT_TORSION[chance.usize(..8)].compress().to_bytes(),
    }
    bytes[31] = bytes[31] & 0x7f | if chance.bool() { 0x80 } else { 0 };
    bytes
}

/// Returns S plus the order of the group: the same number, not canonical.
fn plus_order(signature: &[u8; 64]) -> [u8; 32] {
    const ORDER: [u8; 16] =
        [0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14];
    let (mut sum, mut carry) = ([0; 32], 0);
    for (at, digit) in sum.iter_mut().enumerate() {
        let order = ORDER.get(at).copied().unwrap_or(if at == 31 { 0x10 } else { 0 });
        let total = u16::from(signature[32 + at]) + u16::from(order) + carry;
        (*digit, carry) = (total.to_le_bytes()[0], total >> 8);
    }
    sum
}

#[test]
fn the_digits_of_a_scalar_add_up_to_it() {
    let mut chance = fastrand::Rng::with_seed(1);
    let largest = -Scalar::ONE;
    let random = (0..1_000).map(|_| Scalar::from_bytes_mod_order([(); 32].map(|()| chance.u8(..))));
    for scalar in [Scalar::ZERO, Scalar::ONE, largest].into_iter().chain(random.collect::<Vec<_>>()) {
        let digits: Vec<i16> = digits(&scalar).collect();
        let sum = digits.iter().rev().fold(Scalar::ZERO, |sum, digit| {
            let size = Scalar::from(u64::from(digit.unsigned_abs()));
            sum * Scalar::from(1_u64 << WIDTH) + if *digit < 0 { -size } else { size }
        });
        assert_eq!(sum, scalar);
        assert_eq!(digits.len(), DIGITS);
        assert!(digits.iter().all(|digit| usize::from(digit.unsigned_abs()) <= MULTIPLES));
    }
}
