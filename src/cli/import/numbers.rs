//! Case numbers as runs: a server's have no gaps, so that a million of them are one run.

/// A set of case numbers.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The runs: first number, last number, and the count of all numbers before.
    runs: Vec<(i32, i32, i32)>,
}

impl Numbers {
    /// Adds a number; returns `false` if it is not larger than the others.
    pub(super) fn add(&mut self, number: i32) -> bool {
        let before = self.len();
        match self.runs.last_mut() {
            Some((_, last, _)) if number <= *last => false,
            Some((_, last, _)) if number - 1 == *last => {
                *last = number;
                true
            }
            _ => {
                self.runs.push((number, number, before));
                true
            }
        }
    }

    /// Returns the count of smaller numbers, if the number is in the set.
    pub(super) fn place(&self, number: i32) -> Option<i32> {
        let at = self.runs.partition_point(|(_, last, _)| *last < number);
        let (first, _, before) = self.runs.get(at).filter(|(first, ..)| *first <= number)?;
        Some(before + (number - first))
    }

    pub(super) fn has(&self, number: i32) -> bool {
        self.place(number).is_some()
    }

    pub(super) fn len(&self) -> i32 {
        self.runs.last().map_or(0, |(first, last, before)| before + (last - first) + 1)
    }

    /// Returns the largest number; 0 if there is none.
    pub(super) fn last(&self) -> i32 {
        self.runs.last().map_or(0, |(_, last, _)| *last)
    }

    /// Returns the first few numbers for a sentence: "#1, #2, #3 and 4 more".
    pub(super) fn few(&self) -> String {
        const SHOWN: usize = 5;
        let all = self.runs.iter().flat_map(|(first, last, _)| *first..=*last);
        let shown: Vec<String> = all.take(SHOWN).map(|number| format!("#{number}")).collect();
        let more = usize::try_from(self.len()).unwrap_or_default().saturating_sub(shown.len());
        let shown = shown.join(", ");
        if more == 0 { shown } else { format!("{shown} and {more} more") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[i32]) -> Numbers {
        let mut all = Numbers::default();
        assert!(numbers.iter().all(|number| all.add(*number)));
        all
    }

    #[test]
    fn each_number_has_its_place_and_others_have_none() {
        let numbers = of(&[1, 2, 3, 7, 9, 10]);
        assert_eq!(numbers.runs.len(), 3);
        let places: Vec<_> = (0..=11).map(|number| numbers.place(number)).collect();
        let (n, s) = (None, Some);
        assert_eq!(places, [n, s(0), s(1), s(2), n, n, n, s(3), n, s(4), s(5), n]);
        assert_eq!((numbers.len(), numbers.last()), (6, 10));
        assert_eq!((Numbers::default().len(), Numbers::default().place(1)), (0, None));
    }

    #[test]
    fn what_does_not_ascend_is_refused() {
        let mut numbers = of(&[1, 2, 5]);
        assert!(!numbers.add(5) && !numbers.add(2) && !numbers.add(3) && numbers.add(6));
    }

    #[test]
    fn a_sentence_names_the_first_few() {
        assert_eq!(of(&[3]).few(), "#3");
        assert_eq!(of(&[1, 2, 3, 4, 6]).few(), "#1, #2, #3, #4, #6");
        assert_eq!(of(&[1, 2, 3, 4, 6, 7, 8]).few(), "#1, #2, #3, #4, #6 and 2 more");
    }
}
