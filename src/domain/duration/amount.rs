//! An amount of time in words: numbers and their units, `a` and `half`, or ISO 8601.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::{Span, Unit};

use crate::words::typed_duration;

/// An amount of time as it was typed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Amount {
    Nought,
    /// Between zero and one second.
    TooShort,
    Lasting(Span),
}

/// A second, in nanoseconds.
const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;
/// The largest number of digits before and after the point.
const LONGEST_NUMBER: usize = 12;

/// A unit of the calendar, or of a fixed length.
#[derive(Clone, Copy, PartialEq, Eq)]
enum One {
    Years,
    Months,
    Weeks,
    Days,
    /// A number of nanoseconds.
    Of(i128),
}

/// Reads an amount; `None` if it is none. A bare number is minutes.
pub(super) fn amount(text: &str) -> Option<Amount> {
    if text.strip_prefix('p').is_some_and(|rest| rest.starts_with(|c: char| c == 't' || c.is_ascii_digit())) {
        return iso(text);
    }
    let words = words(text)?;
    let mut sum = Sum::default();
    if let [Word::Number(minutes)] = words.as_slice()
        && text.starts_with(|first: char| first.is_ascii_digit())
    {
        sum.add(*minutes, One::Of(60 * SECOND))?;
        return sum.amount();
    }
    let mut rest = words.as_slice();
    let mut last = None;
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, rest) {
            (Word::And, _) if last.is_some() && !rest.is_empty() => {}
            // "an hour and a half"
            (Word::Number(Number::ONE), [Word::Half]) => {
                sum.add(Number::HALF, last?)?;
                rest = &[];
            }
            (Word::Number(number), [Word::Unit(unit), behind @ ..]) => {
                sum.add(*number, *unit)?;
                (last, rest) = (Some(*unit), behind);
            }
            // "eine halbe Stunde"
            (Word::Number(Number::ONE), [Word::Half, Word::Unit(unit), behind @ ..]) => {
                sum.add(Number::HALF, *unit)?;
                (last, rest) = (Some(*unit), behind);
            }
            // "half an hour", "half a day"
            (Word::Half, [Word::Number(Number::ONE), Word::Unit(unit), behind @ ..])
            | (Word::Half, [Word::Unit(unit), behind @ ..]) => {
                sum.add(Number::HALF, *unit)?;
                (last, rest) = (Some(*unit), behind);
            }
            _ => return None,
        }
    }
    last?;
    sum.amount()
}

fn iso(text: &str) -> Option<Amount> {
    let length: Span = text.parse().ok()?;
    if length.is_zero() {
        return Some(Amount::Nought);
    }
    let is_short = length.total(Unit::Second).is_ok_and(|seconds| seconds < 1.0);
    match length.is_negative() {
        true => None,
        false if is_short => Some(Amount::TooShort),
        false => Some(Amount::Lasting(length)),
    }
}

/// A decimal number.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Number {
    /// The digits without the point.
    digits: i128,
    /// The power of ten to divide by.
    scale: i128,
}

impl Number {
    const ONE: Self = Self { digits: 1, scale: 1 };
    const HALF: Self = Self { digits: 5, scale: 10 };

    fn parse(text: &str) -> Option<Self> {
        let (whole, behind) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let is_number = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
        let is_pointed = text.len() > whole.len();
        let fits = whole.len() + behind.len() <= LONGEST_NUMBER && is_number(whole) && is_number(behind);
        if whole.is_empty() || (is_pointed && behind.is_empty()) || !fits {
            return None;
        }
        let scale = 10_i128.checked_pow(u32::try_from(behind.len()).ok()?)?;
        Some(Self { digits: format!("{whole}{behind}").parse().ok()?, scale })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Number(Number),
    Unit(One),
    Half,
    And,
    /// "a" is one in English, and "and" in Czech.
    A,
}

/// Returns a text without a leading "in" or "for".
pub(super) fn without_lead(text: &str) -> &str {
    let lead = |word: &str| text.strip_prefix(word)?.strip_prefix(' ');
    typed_duration("lead").flatten().find_map(|word| lead(&word)).unwrap_or(text).trim()
}

/// Splits a text into words: `1h30m` has four. A leading "in" or "for" is skipped.
fn words(text: &str) -> Option<Vec<Word>> {
    let text = without_lead(text);
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_digit = |c: char| c.is_ascii_digit();
        let length = if is_digit(first) {
            let digits = |text: &str| text.find(|c| !is_digit(c)).unwrap_or(text.len());
            let whole = digits(rest);
            match rest.get(whole..).and_then(|behind| behind.strip_prefix(['.', ','])) {
                Some(behind) if behind.starts_with(is_digit) => whole + 1 + digits(behind),
                _ => whole,
            }
        } else if first.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
        } else {
            return None;
        };
        let (word, behind) = rest.split_at_checked(length)?;
        found.push(if is_digit(first) { Word::Number(Number::parse(word)?) } else { named(word)? });
        rest = behind.strip_prefix(',').unwrap_or(behind).trim_start();
    }
    let numbers: Vec<bool> = found.iter().map(|word| matches!(word, Word::Number(_))).collect();
    for (at, word) in found.iter_mut().enumerate().filter(|(_, word)| **word == Word::A) {
        let is_and = at > 0 && numbers.get(at + 1) == Some(&true);
        *word = if is_and { Word::And } else { Word::Number(Number::ONE) };
    }
    Some(found)
}

/// The units by the names of their words in the catalogue.
const UNITS: [(&str, One); 10] = [
    ("years", One::Years),
    ("months", One::Months),
    ("weeks", One::Weeks),
    ("days", One::Days),
    ("hours", One::Of(3600 * SECOND)),
    ("minutes", One::Of(60 * SECOND)),
    ("seconds", One::Of(SECOND)),
    ("milliseconds", One::Of(1_000_000)),
    ("microseconds", One::Of(1000)),
    ("nanoseconds", One::Of(1)),
];

/// Returns the words of all languages with what they mean, and the number of the language that has them first.
fn known() -> &'static HashMap<String, (usize, Word)> {
    static KNOWN: OnceLock<HashMap<String, (usize, Word)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known = HashMap::from([("a".to_owned(), (0, Word::A))]);
        let mut learn = |part: &str, meaning: &dyn Fn(usize) -> Word| {
            for (language, words) in typed_duration(part).enumerate() {
                for (at, word) in words.iter().enumerate() {
                    for word in word.split('/') {
                        known.entry(word.to_owned()).or_insert((language, meaning(at)));
                    }
                }
            }
        };
        for (part, unit) in UNITS {
            learn(part, &|_| Word::Unit(unit));
        }
        learn("half", &|_| Word::Half);
        learn("and", &|_| Word::And);
        let counted = |at: usize| i128::try_from(at).unwrap_or_default() + 1;
        learn("numbers", &|at| Word::Number(Number { digits: counted(at), scale: 1 }));
        known
    })
}

fn named(word: &str) -> Option<Word> {
    known().get(word).map(|(_, meaning)| *meaning)
}

/// Returns `true` if each word of a duration is English.
pub(super) fn is_english(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(|word| known().get(word).is_none_or(|(language, _)| *language == 0))
}

/// The sum so far. Whole calendar units are kept as such, for a day may have 23 hours.
#[derive(Default)]
struct Sum {
    years: i64,
    months: i64,
    weeks: i64,
    days: i64,
    nanoseconds: i128,
}

impl Sum {
    fn add(&mut self, number: Number, unit: One) -> Option<()> {
        let whole = i64::try_from(number.digits / number.scale).ok()?;
        let rest = number.digits % number.scale;
        let (count, length) = match unit {
            // The length of a part of a month or year is ambiguous.
            One::Years | One::Months if rest != 0 => return None,
            One::Years => (&mut self.years, 0),
            One::Months => (&mut self.months, 0),
            One::Weeks => (&mut self.weeks, 7 * DAY),
            One::Days => (&mut self.days, DAY),
            One::Of(length) => {
                let all = number.digits.checked_mul(length)? / number.scale;
                self.nanoseconds = self.nanoseconds.checked_add(all)?;
                return Some(());
            }
        };
        *count = count.checked_add(whole)?;
        self.nanoseconds = self.nanoseconds.checked_add(rest.checked_mul(length)? / number.scale)?;
        Some(())
    }

    fn amount(&self) -> Option<Amount> {
        let seconds = i64::try_from(self.nanoseconds / SECOND).ok()?;
        let length = Span::new()
            .try_years(self.years)
            .and_then(|length| length.try_months(self.months))
            .and_then(|length| length.try_weeks(self.weeks))
            .and_then(|length| length.try_days(self.days))
            .and_then(|length| length.try_seconds(seconds))
            .ok()?;
        Some(match (length.is_zero(), self.nanoseconds) {
            (true, 0) => Amount::Nought,
            (true, _) => Amount::TooShort,
            (false, _) => Amount::Lasting(length),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_means_two_things() {
        let mut meant: HashMap<String, String> = HashMap::from([("a".to_owned(), "a".to_owned())]);
        let mut wrong = Vec::new();
        for part in UNITS
            .map(|(part, _)| part)
            .into_iter()
            .chain(["half", "and", "numbers", "lead", "forever", "off"])
        {
            for (at, word) in typed_duration(part).flat_map(|words| words.into_iter().enumerate()) {
                for word in word.split('/') {
                    let meaning = if part == "numbers" { format!("number {at}") } else { part.to_owned() };
                    let before = meant.insert(word.to_owned(), meaning.clone());
                    if before.as_ref().is_some_and(|before| *before != meaning) {
                        wrong.push(format!("{word}: {before:?} and {meaning}"));
                    }
                }
            }
        }
        assert!(meant.len() > 100 && wrong.is_empty(), "{wrong:?}");
    }
}
