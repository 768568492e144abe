//! Numbers modulo 2²⁵⁵ − 19, each as five limbs of 51 bits. Their time may vary: nothing here is secret.

use std::ops::{Add, Mul, Neg, Sub};

/// The bits of a limb.
const BITS: u32 = 51;
const MASK: u64 = (1 << BITS) - 1;

/// A number. Its limbs are below 2⁵² after a multiplication, and below 2⁵⁴ after one sum or difference of such numbers: as
/// one and a sum: as large as a multiplication takes them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field([u64; 5]);

impl Field {
    pub const ZERO: Self = Self([0; 5]);
    pub const ONE: Self = Self([1, 0, 0, 0, 0]);
    /// Four times the prime, limb by limb: with it no difference is negative.
    const FOUR_PRIMES: [u64; 5] = [(MASK - 18) * 4, MASK * 4, MASK * 4, MASK * 4, MASK * 4];

    /// Reads 255 bits, lowest byte first. The highest bit is not looked at.
    pub fn read(bytes: [u8; 32]) -> Self {
        let [a, b, c, d] = [0, 8, 16, 24].map(|at| {
            let word = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>());
            u64::from_le_bytes(word.copied().unwrap_or_default())
        });
        Self([a, a >> 51 | b << 13, b >> 38 | c << 26, c >> 25 | d << 39, d >> 12].map(|limb| limb & MASK))
    }

    /// Returns the one encoding that is below the prime.
    pub fn write(self) -> [u8; 32] {
        let Self(mut limbs) = self.carried().carried();
        // Exactly one more if the number is not below the prime.
        let more = limbs.iter().fold(19, |carry, limb| (limb + carry) >> BITS);
        let mut carry = more * 19;
        for limb in &mut limbs {
            let sum = *limb + carry;
            (*limb, carry) = (sum & MASK, sum >> BITS);
        }
        let [a, b, c, d, e] = limbs;
        let words = [a | b << 51, b >> 13 | c << 38, c >> 26 | d << 25, d >> 39 | e << 12];
        let mut bytes = [0; 32];
        for (place, word) in bytes.chunks_exact_mut(8).zip(words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    /// Returns the same number with limbs below 2⁵², given limbs below 2⁶³.
    pub fn carried(self) -> Self {
        let [a, b, c, d, e] = self.0;
        let low = |limb: u64| limb & MASK;
        Self([
            low(a) + (e >> BITS) * 19,
            low(b) + (a >> BITS),
            low(c) + (b >> BITS),
            low(d) + (c >> BITS),
            low(e) + (d >> BITS),
        ])
    }

    /// Squares the number so many times.
    fn squared(self, times: u32) -> Self {
        (0..times).fold(self, |number, _| number.square())
    }

    fn square(self) -> Self {
        let [a, b, c, d, e] = self.0;
        let (d19, e19) = (19 * d, 19 * e);
        Self::reduced([
            times(a, a) + 2 * (times(b, e19) + times(c, d19)),
            times(d, d19) + 2 * (times(a, b) + times(c, e19)),
            times(b, b) + 2 * (times(a, c) + times(e, d19)),
            times(e, e19) + 2 * (times(a, d) + times(b, c)),
            times(c, c) + 2 * (times(a, e) + times(b, d)),
        ])
    }

    /// Returns the number with the limbs that these sums carry into.
    fn reduced([a, mut b, mut c, mut d, mut e]: [u128; 5]) -> Self {
        b += a >> BITS;
        c += b >> BITS;
        d += c >> BITS;
        e += d >> BITS;
        let first = low(a) + high(e) * 19;
        Self([first & MASK, low(b) + (first >> BITS), low(c), low(d), low(e)])
    }

    /// Returns the number to the power of 2²⁵⁰ − 1, and to that of 11.
    fn powers(self) -> (Self, Self) {
        let two = self.square();
        let nine = self * two.squared(2);
        let eleven = two * nine;
        let five = nine * eleven.square();
        let ten = five * five.squared(5);
        let twenty = ten * ten.squared(10);
        let forty = twenty * twenty.squared(20);
        let fifty = ten * forty.squared(10);
        let hundred = fifty * fifty.squared(50);
        let all = hundred.squared(100) * hundred;
        (fifty * all.squared(50), eleven)
    }

    /// Returns the inverse; zero for zero.
    pub fn inverse(self) -> Self {
        let (power, eleven) = self.powers();
        power.squared(5) * eleven
    }

    /// Returns a square root of `self / other`, which must have one.
    pub fn root_of_ratio(self, other: Self) -> Self {
        /// A square root of −1.
        const IMAGINARY: Field = Field([
            1_718_705_420_411_056,
            234_908_883_556_509,
            2_233_514_472_574_048,
            2_117_202_627_021_982,
            765_476_049_583_133,
        ]);
        let cubed = other.square() * other;
        let seventh = cubed.square() * other;
        let (power, _) = (self * seventh).powers();
        let root = self * cubed * (power.squared(2) * (self * seventh));
        if (root.square() * other).write() == self.write() { root } else { root * IMAGINARY }
    }
}

impl Add for Field {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let ([a, b, c, d, e], [k, l, m, n, o]) = (self.0, other.0);
        Self([a + k, b + l, c + m, d + n, e + o])
    }
}

impl Sub for Field {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let ([a, b, c, d, e], [k, l, m, n, o]) = (self.0, other.0);
        let [v, w, x, y, z] = Self::FOUR_PRIMES;
        Self([a + v - k, b + w - l, c + x - m, d + y - n, e + z - o])
    }
}

impl Neg for Field {
    type Output = Self;

    fn neg(self) -> Self {
        (Self::ZERO - self).carried()
    }
}

impl Mul for Field {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let ([a, b, c, d, e], [k, l, m, n, o]) = (self.0, other.0);
        // What is 2²⁵⁵ or more counts nineteen times, from the lowest limb on.
        let [l19, m19, n19, o19] = [l, m, n, o].map(|limb| 19 * limb);
        Self::reduced([
            times(a, k) + times(e, l19) + times(d, m19) + times(c, n19) + times(b, o19),
            times(b, k) + times(a, l) + times(e, m19) + times(d, n19) + times(c, o19),
            times(c, k) + times(b, l) + times(a, m) + times(e, n19) + times(d, o19),
            times(d, k) + times(c, l) + times(b, m) + times(a, n) + times(e, o19),
            times(e, k) + times(d, l) + times(c, m) + times(b, n) + times(a, o),
        ])
    }
}

fn times(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}

/// Returns the lowest limb of a sum.
#[expect(clippy::cast_possible_truncation, reason = "the limb is what is kept")]
fn low(sum: u128) -> u64 {
    sum as u64 & MASK
}

/// Returns what is above the lowest limb: less than 2⁶⁰ after the last carry.
#[expect(clippy::cast_possible_truncation, reason = "sums of products stay below 2¹¹¹")]
fn high(sum: u128) -> u64 {
    (sum >> BITS) as u64
}
