//! Points of the curve −x² + y² = 1 + dx²y²: as sums are made of them, and as a table keeps them.

use std::sync::LazyLock;

use crate::http::key::field::Field;

/// The curve's d, which is −121665/121666, and its double.
static D: LazyLock<Field> = LazyLock::new(|| {
    let small = |number: u32| {
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(number.to_le_bytes()).for_each(|(place, byte)| *place = byte);
        Field::read(bytes)
    };
    -(small(121_665) * small(121_666).inverse())
});
static TWICE_D: LazyLock<Field> = LazyLock::new(|| (*D + *D) * Field::ONE);

/// A point with x = X/Z, y = Y/Z, and T = XY/Z.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    x: Field,
    y: Field,
    z: Field,
    t: Field,
}

/// A point whose Z is 1, as it is added: y + x, y − x, 2dxy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    sum: Field,
    difference: Field,
    product: Field,
}

impl Point {
    /// The neutral element.
    pub const ZERO: Self = Self { x: Field::ZERO, y: Field::ONE, z: Field::ONE, t: Field::ZERO };

    /// Reads the encoding of a point that is on the curve.
    pub fn read(bytes: [u8; 32]) -> Self {
        let y = Field::read(bytes);
        let square = y * y;
        let x = (square - Field::ONE).carried().root_of_ratio((square * *D + Field::ONE).carried());
        let is_odd = x.write()[0] & 1 == 1;
        let x = if is_odd == (bytes[31] >> 7 == 1) { x } else { -x };
        Self { x, y, z: Field::ONE, t: x * y }
    }

    /// Returns the canonical encoding: y, with the lowest bit of x as the highest one.
    pub fn write(self) -> [u8; 32] {
        let inverse = self.z.inverse();
        let mut bytes = (self.y * inverse).write();
        bytes[31] |= (self.x * inverse).write()[0] << 7;
        bytes
    }

    /// Returns the point with the sign of x changed.
    pub fn negated(self) -> Self {
        Self { x: -self.x, t: -self.t, ..self }
    }

    /// Returns the sum with an entry.
    pub fn plus(self, entry: &Entry) -> Self {
        let (a, b) = ((self.y + self.x) * entry.sum, (self.y - self.x) * entry.difference);
        let (c, z) = (self.t * entry.product, self.z + self.z);
        Self::of(a - b, a + b, z + c, z - c)
    }

    /// Returns the difference from an entry.
    pub fn minus(self, entry: &Entry) -> Self {
        let (a, b) = ((self.y + self.x) * entry.difference, (self.y - self.x) * entry.sum);
        let (c, z) = (self.t * entry.product, self.z + self.z);
        Self::of(a - b, a + b, z - c, z + c)
    }

    /// Returns the point with x = X/Z and y = Y/T.
    fn of(x: Field, y: Field, z: Field, t: Field) -> Self {
        Self { x: x * t, y: y * z, z: z * t, t: x * y }
    }

    /// Returns the points as entries, for the price of one inverse.
    pub fn entries<const N: usize>(points: &[Self; N]) -> [Entry; N] {
        // The product of all z before each point; the inverse of all is taken apart from the end.
        let mut before = Field::ONE;
        let befores = points.map(|point| {
            let this = before;
            before = before * point.z;
            this
        });
        let mut inverse = before.inverse();
        let mut entries = points.map(|point| point.entry(Field::ONE));
        for ((entry, point), before) in entries.iter_mut().zip(points).zip(befores).rev() {
            *entry = point.entry(inverse * before);
            inverse = inverse * point.z;
        }
        entries
    }

    /// Returns the point as an entry.
    pub fn entry_alone(self) -> Entry {
        self.entry(self.z.inverse())
    }

    /// Returns the point as an entry, given the inverse of Z.
    fn entry(self, inverse: Field) -> Entry {
        let (x, y) = (self.x * inverse, self.y * inverse);
        Entry { sum: (y + x).carried(), difference: (y - x).carried(), product: x * y * *TWICE_D }
    }
}
