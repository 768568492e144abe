//! Reads a JSON body strictly: every field is taken by name and type, errors go into Discord's error tree, and
//! fields that nobody read are noted, since Discord ignores them in silence.

mod findings;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use jiff::Timestamp;
use serde_json::{Map, Value};

pub(super) use findings::Findings;

/// One JSON object being read.
pub(super) struct Form<'a> {
    map: &'a Map<String, Value>,
    path: Vec<String>,
    findings: &'a Findings,
    taken: RefCell<BTreeSet<&'static str>>,
    took_all: Cell<bool>,
}

static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

impl<'a> Form<'a> {
    /// Starts to read `value`, which must be an object.
    pub(super) fn read(value: &'a Value, findings: &'a Findings) -> Self {
        Self::at(value, findings, Vec::new())
    }

    /// Starts to read `value`, which stands at `path`.
    pub(super) fn at(value: &'a Value, findings: &'a Findings, path: Vec<String>) -> Self {
        let map = value.as_object().unwrap_or_else(|| {
            findings.error(
                path.clone(),
                "DICT_TYPE_CONVERT",
                "Only dictionaries may be used in a DictType".into(),
            );
            &*NOTHING
        });
        Self { map, path, findings, taken: RefCell::default(), took_all: Cell::new(false) }
    }

    fn path(&self, field: &str) -> Vec<String> {
        self.path.iter().cloned().chain([field.to_owned()]).collect()
    }

    /// Adds an error about `field`.
    pub(super) fn error(&self, field: &str, code: &str, message: impl Into<String>) {
        self.findings.error(self.path(field), code, message.into());
    }

    /// Adds an error about the whole object.
    pub(super) fn error_here(&self, code: &str, message: impl Into<String>) {
        self.findings.error(self.path.clone(), code, message.into());
    }

    /// Notes something that Discord would let pass.
    pub(super) fn note(&self, what: &str) {
        let at = self.path.join(".");
        self.findings.note(if at.is_empty() { what.to_owned() } else { format!("{at}: {what}") });
    }

    /// Notes a breach of a house rule.
    pub(super) fn house(&self, what: &str) {
        let at = self.path.join(".");
        self.findings.house(if at.is_empty() { what.to_owned() } else { format!("{at}: {what}") });
    }

    /// Adds an error if `field` is missing.
    pub(super) fn require(&self, field: &'static str) {
        if self.raw(field).is_none() {
            self.error(field, "BASE_TYPE_REQUIRED", "This field is required");
        }
    }

    /// Accepts these fields unread.
    pub(super) fn ignore(&self, fields: &[&'static str]) {
        self.taken.borrow_mut().extend(fields);
    }

    /// Returns `true` if the field is there, null or not.
    pub(super) fn has(&self, field: &'static str) -> bool {
        self.taken.borrow_mut().insert(field);
        self.map.contains_key(field)
    }

    /// Returns the field as it came; null counts as absent.
    pub(super) fn raw(&self, field: &'static str) -> Option<&'a Value> {
        self.taken.borrow_mut().insert(field);
        self.map.get(field).filter(|value| !value.is_null())
    }

    /// Reads a text whose length in characters lies within `length`.
    pub(super) fn text(&self, field: &'static str, length: RangeInclusive<usize>) -> Option<&'a str> {
        let Some(text) = self.raw(field)?.as_str() else {
            self.error(field, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
            return None;
        };
        let count = text.chars().count();
        if count > *length.end() && *length.start() == 0 {
            let most = length.end();
            self.error(field, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        } else if count == 0 && *length.start() > 0 {
            self.error(field, "BASE_TYPE_REQUIRED", "This field is required");
        } else if !length.contains(&count) {
            let (least, most) = (length.start(), length.end());
            self.error(
                field,
                "BASE_TYPE_BAD_LENGTH",
                format!("Must be between {least} and {most} in length."),
            );
        }
        Some(text)
    }

    /// Reads a text that must be there.
    pub(super) fn required_text(&self, field: &'static str, length: RangeInclusive<usize>) -> &'a str {
        self.require(field);
        self.text(field, length).unwrap_or_default()
    }

    /// Reads a whole number within `range`.
    pub(super) fn integer(&self, field: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.raw(field)?;
        // Discord takes 1.0 for 1, and some clients write it so.
        let whole =
            value.as_f64().filter(|number| number.fract() == 0.0).map(|number| format!("{number:.0}"));
        let Some(number) = value.as_i64().or_else(|| whole?.parse().ok()) else {
            self.error(field, "NUMBER_TYPE_COERCE", format!("Value {value} is not int."));
            return None;
        };
        if number > *range.end() {
            let most = range.end();
            self.error(
                field,
                "NUMBER_TYPE_MAX",
                format!("int value should be less than or equal to {most}."),
            );
        } else if number < *range.start() {
            let least = range.start();
            self.error(
                field,
                "NUMBER_TYPE_MIN",
                format!("int value should be greater than or equal to {least}."),
            );
        }
        Some(number)
    }

    /// Reads a number that must be one of `of`.
    pub(super) fn choice(&self, field: &'static str, of: &[i64]) -> Option<i64> {
        let number = self.integer(field, i64::MIN..=i64::MAX)?;
        if of.contains(&number) {
            return Some(number);
        }
        let list = of.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        self.error(field, "BASE_TYPE_CHOICES", format!("Value must be one of ({list})."));
        None
    }

    /// Reads a number, whole or not.
    pub(super) fn number(&self, field: &'static str) -> Option<f64> {
        let value = self.raw(field)?;
        if value.as_f64().is_none() {
            self.error(field, "NUMBER_TYPE_COERCE", format!("Value {value} is not float."));
        }
        value.as_f64()
    }

    /// Reads a boolean.
    pub(super) fn truth(&self, field: &'static str) -> Option<bool> {
        let value = self.raw(field)?.as_bool();
        if value.is_none() {
            self.error(field, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        }
        value
    }

    /// Reads an id. Discord also takes a bare number, which is noted.
    pub(super) fn snowflake(&self, field: &'static str) -> Option<u64> {
        let value = self.raw(field)?;
        self.one_snowflake(self.path(field), value)
    }

    fn one_snowflake(&self, path: Vec<String>, value: &Value) -> Option<u64> {
        if value.is_number() {
            self.note(&format!("{} is an id written as a number", path.join(".")));
        }
        let id =
            value.as_str().map_or_else(|| value.as_u64(), |text| text.parse().ok()).filter(|id| *id != 0);
        if id.is_none() {
            self.findings.error(path, "NUMBER_TYPE_COERCE", format!("Value {value} is not snowflake."));
        }
        id
    }

    /// Reads a list of ids.
    pub(super) fn snowflakes(&self, field: &'static str, count: RangeInclusive<usize>) -> Option<Vec<u64>> {
        let list = self.array(field, count)?;
        let at = |index: usize| self.path(field).into_iter().chain([index.to_string()]).collect();
        Some(list.iter().enumerate().filter_map(|(index, id)| self.one_snowflake(at(index), id)).collect())
    }

    /// Reads permission bits: a decimal number in a string.
    pub(super) fn bits(&self, field: &'static str) -> Option<u64> {
        let value = self.raw(field)?;
        let bits = value.as_str().and_then(|text| text.parse().ok());
        if bits.is_none() {
            self.error(field, "PERMISSION_TYPE_COERCE", format!("Value {value} is not a permission text."));
        }
        bits
    }

    /// Reads the permissions of a role: a text in Discord's documentation, a number in its own description.
    pub(super) fn role_bits(&self, field: &'static str) -> Option<u64> {
        self.raw(field).and_then(Value::as_u64).or_else(|| self.bits(field))
    }

    /// Reads flags, of which Discord heeds only those in `allowed`.
    pub(super) fn flags(&self, field: &'static str, allowed: u64) -> Option<u64> {
        let flags = self.integer(field, 0..=i64::MAX)?.unsigned_abs();
        if flags & !allowed != 0 {
            self.note(&format!("{field} {} may not be set here and are ignored", flags & !allowed));
        }
        Some(flags & allowed)
    }

    /// Reads a moment in ISO 8601.
    pub(super) fn time(&self, field: &'static str) -> Option<Timestamp> {
        let value = self.raw(field)?;
        let time = value.as_str().and_then(|text| text.parse().ok());
        if time.is_none() {
            let message = format!("Could not parse {value}. Should be ISO8601.");
            self.error(field, "DATE_TIME_TYPE_PARSE", message);
        }
        time
    }

    /// Reads a list whose length lies within `count`.
    pub(super) fn array(&self, field: &'static str, count: RangeInclusive<usize>) -> Option<&'a Vec<Value>> {
        let Some(list) = self.raw(field)?.as_array() else {
            self.error(field, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return None;
        };
        if !count.contains(&list.len()) {
            let (least, most) = (count.start(), count.end());
            self.error(
                field,
                "BASE_TYPE_BAD_LENGTH",
                format!("Must be between {least} and {most} in length."),
            );
        }
        Some(list)
    }

    /// Reads a list of channel types, as Discord's documentation names them.
    pub(super) fn channel_types(&self) {
        const KNOWN: [u64; 12] = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15];
        let types = self.array("channel_types", 0..=20).map(Vec::as_slice).unwrap_or_default();
        if !types.iter().all(|kind| kind.as_u64().is_some_and(|kind| KNOWN.contains(&kind))) {
            self.error("channel_types", "BASE_TYPE_CHOICES", "This is no type of channel.");
        }
    }

    /// Reads a list of objects.
    pub(super) fn list(&self, field: &'static str, count: RangeInclusive<usize>) -> Vec<Form<'a>> {
        let items = self.array(field, count).map(Vec::as_slice).unwrap_or_default();
        let at = |index: usize| self.path(field).into_iter().chain([index.to_string()]).collect();
        items.iter().enumerate().map(|(index, item)| Form::at(item, self.findings, at(index))).collect()
    }

    /// Reads an object within this one.
    pub(super) fn object(&self, field: &'static str) -> Option<Form<'a>> {
        let value = self.raw(field)?;
        Some(Form::at(value, self.findings, self.path(field)))
    }

    /// Returns all keys and values, for objects that are dictionaries.
    pub(super) fn entries(&self) -> &'a Map<String, Value> {
        self.took_all.set(true);
        self.map
    }
}

impl Drop for Form<'_> {
    fn drop(&mut self) {
        // With an error in the object, unread fields say nothing new.
        if self.took_all.get() || self.findings.is_wrong_at(&self.path) {
            return;
        }
        let taken = self.taken.borrow();
        for field in self.map.keys().filter(|key| !taken.contains(key.as_str())) {
            self.findings.note(format!("{} is not a field of this body", self.path(field).join(".")));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn errors_stand_in_the_tree_where_the_field_stands() {
        let body = json!({ "embeds": [{ "title": "x".repeat(257) }], "tts": "yes" });
        let findings = Findings::default();
        {
            let form = Form::read(&body, &findings);
            form.truth("tts");
            for embed in form.list("embeds", 0..=10) {
                embed.text("title", 0..=256);
            }
        }
        let failure = findings.verdict().unwrap_err();
        let errors = failure.errors.unwrap();
        assert_eq!(errors["embeds"]["0"]["title"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
        assert_eq!(errors["tts"]["_errors"][0]["code"], "BOOLEAN_TYPE_CONVERT");
        assert_eq!((failure.status, failure.code), (400, 50035));
    }

    #[test]
    fn a_field_nobody_reads_is_noted_and_not_refused() {
        let body = json!({ "content": "hi", "contnet": "typo" });
        let findings = Findings::default();
        Form::read(&body, &findings).text("content", 0..=2000);
        assert!(findings.verdict().is_ok());
        assert_eq!(findings.take_notes(), ["contnet is not a field of this body"]);
    }
}
