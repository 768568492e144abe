//! Ed25519 signatures by one key, checked as `verify_strict` of `ed25519-dalek` checks them, in a third of its time.
//!
//! A signature (R, S) of a message M by the key A is good if S is canonical, neither R nor A is of small order, and R is the
//! canonical encoding of \[S\]B − \[k\]A, where k is the hash of R, A and M. For points that are known beforehand (B, and our
//! A), the multiples of each digit of a scalar can be computed once; then no doubling is left, and a sum of one table entry
//! for each digit is the product. Scalars are `curve25519-dalek`'s; it keeps the arithmetic of points with Z = 1 to itself, so
//! that is here (`field`, then `point`). Nothing is secret, so its time may vary.

mod field;
mod point;
#[cfg(test)]
mod tests;

use std::sync::{LazyLock, OnceLock};

use curve25519_dalek::Scalar;
use curve25519_dalek::constants::{ED25519_BASEPOINT_COMPRESSED, EIGHT_TORSION};
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha512};

use crate::http::key::point::{Entry, Point};

/// The bits of a digit. A wider one means fewer sums, but larger tables, which the processor's cache must hold.
const WIDTH: usize = 8;
/// The digits of a scalar of 253 bits; the last one has room for a carry.
const DIGITS: usize = 32;
/// The multiples of a digit. Digits have a sign, and a point is negated at no cost.
const MULTIPLES: usize = 1 << (WIDTH - 1);

/// The multiples of the base point, shared by all keys.
static BASE: LazyLock<Table> =
    LazyLock::new(|| Table::new(Point::read(ED25519_BASEPOINT_COMPRESSED.to_bytes())));
/// The encodings of the points of small order.
static SMALL: LazyLock<[[u8; 32]; 8]> =
    LazyLock::new(|| EIGHT_TORSION.map(|point| point.compress().to_bytes()));

/// A public key.
#[derive(Debug)]
pub struct Key {
    key: VerifyingKey,
    /// `true` if the key itself is of small order.
    is_weak: bool,
    /// The multiples of the key's negation, made for the first signature.
    negated: OnceLock<Table>,
}

impl Key {
    /// Returns the key with its tables still to be made.
    #[must_use]
    pub fn new(key: VerifyingKey) -> Self {
        Self { key, is_weak: key.is_weak(), negated: OnceLock::new() }
    }

    /// Returns `true` if this is the key's signature over these parts, joined.
    #[must_use]
    pub fn has_signed(&self, parts: &[&[u8]], signature: &[u8; 64]) -> bool {
        let (Some(r), Some(s)) = (signature.first_chunk::<32>(), signature.last_chunk::<32>()) else {
            return false;
        };
        let Some(s) = Option::<Scalar>::from(Scalar::from_canonical_bytes(*s)) else { return false };
        if self.is_weak {
            return false;
        }
        let hash = Sha512::new().chain_update(r).chain_update(self.key.as_bytes());
        let hash = parts.iter().fold(hash, Digest::chain_update);
        let k = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
        let negated = self.negated.get_or_init(|| Table::new(Point::read(self.key.to_bytes()).negated()));
        let expected = negated.add_product(&k, BASE.add_product(&s, Point::ZERO));
        // Equal bytes are a canonical encoding of the same point, so R needs no decoding to know its order.
        expected.write() == *r && !SMALL.contains(r)
    }
}

/// The multiples 1 … 2⁷ of a point times 2⁸ⁱ, for each digit i.
#[derive(Debug)]
struct Table(Box<[[Entry; MULTIPLES]]>);

impl Table {
    fn new(mut unit: Point) -> Self {
        let row = |_| {
            let (step, mut multiple) = (unit.entry_alone(), Point::ZERO);
            let row = [(); MULTIPLES].map(|()| {
                multiple = multiple.plus(&step);
                multiple
            });
            unit = multiple.plus(&multiple.entry_alone());
            Point::entries(&row)
        };
        Self((0..DIGITS).map(row).collect())
    }

    /// Returns `sum` plus the point times a scalar.
    fn add_product(&self, scalar: &Scalar, mut sum: Point) -> Point {
        for (row, digit) in self.0.iter().zip(digits(scalar)) {
            let multiple = usize::from(digit.unsigned_abs()).checked_sub(1).and_then(|nth| row.get(nth));
            match multiple {
                Some(multiple) if digit > 0 => sum = sum.plus(multiple),
                Some(multiple) => sum = sum.minus(multiple),
                None => {}
            }
        }
        sum
    }
}

/// Returns the digits of a scalar to the base 2⁸, lowest first, each from −127 to 128.
fn digits(scalar: &Scalar) -> impl Iterator<Item = i16> {
    const BASE: i16 = 1 << WIDTH;
    let bytes = *scalar.as_bytes();
    let mut carry = 0;
    (0..DIGITS).map(move |nth| {
        let byte = |at: usize| bytes.get(at).copied().map_or(0, u16::from);
        let (at, shift) = (nth * WIDTH / 8, nth * WIDTH % 8);
        let bits = (byte(at) | byte(at + 1) << 8) >> shift;
        let digit = i16::try_from(bits & ((1 << WIDTH) - 1)).unwrap_or_default() + carry;
        carry = i16::from(digit > BASE / 2);
        digit - carry * BASE
    })
}
