//! The output formats: JSON lines, or CSV that a spreadsheet does not take for formulas.

use clap::ValueEnum;
use csv::{Terminator, Writer, WriterBuilder};
use serde::Serialize;
use serde_json::Value;

use crate::discord::lists::{Ban, Member};
use crate::domain::exported::CaseLine;
use crate::error::{Error, Result};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One JSON object per line
    Jsonl,
    /// A header and comma-separated rows
    Csv,
}

/// An entry of a list.
pub(super) trait ExportRow: Serialize {
    const COLUMNS: &'static [&'static str];
    /// Returns the number that orders the list, after which the next page starts.
    fn place(&self) -> u64;
}

impl ExportRow for Member {
    const COLUMNS: &'static [&'static str] = Self::COLUMNS;
    fn place(&self) -> u64 {
        self.user_id.get()
    }
}

impl ExportRow for Ban {
    const COLUMNS: &'static [&'static str] = Self::COLUMNS;
    fn place(&self) -> u64 {
        self.user_id.get()
    }
}

impl ExportRow for CaseLine {
    const COLUMNS: &'static [&'static str] = Self::COLUMNS;
    fn place(&self) -> u64 {
        u64::from(self.number.unsigned_abs())
    }
}

/// Encodes pages into a buffer.
pub(super) struct Encoder {
    format: Format,
    bytes: Vec<u8>,
}

impl Encoder {
    pub(super) fn new(format: Format) -> Self {
        Self { format, bytes: Vec::new() }
    }

    /// Returns the output before the first entry.
    pub(super) fn head<T: ExportRow>(&mut self) -> Result<&[u8]> {
        self.bytes.clear();
        if self.format == Format::Csv {
            let mut csv = rows(&mut self.bytes);
            csv.write_record(T::COLUMNS).map_err(Error::broken)?;
            csv.flush().map_err(Error::broken)?;
        }
        Ok(&self.bytes)
    }

    pub(super) fn page<T: ExportRow>(&mut self, page: &[T]) -> Result<&[u8]> {
        self.bytes.clear();
        match self.format {
            Format::Jsonl => {
                for entry in page {
                    serde_json::to_writer(&mut self.bytes, entry).map_err(Error::broken)?;
                    self.bytes.push(b'\n');
                }
            }
            Format::Csv => {
                let mut csv = rows(&mut self.bytes);
                for entry in page {
                    let entry = serde_json::to_value(entry).map_err(Error::broken)?;
                    let cells = T::COLUMNS.iter().map(|column| cell(&entry[column]));
                    csv.write_record(cells).map_err(Error::broken)?;
                }
                csv.flush().map_err(Error::broken)?;
            }
        }
        Ok(&self.bytes)
    }
}

fn rows(bytes: &mut Vec<u8>) -> Writer<&mut Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes)
}

/// Returns a value as a cell: lists of ids separated by spaces, other lists as JSON.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => ids(list).unwrap_or_else(|| value.to_string()),
        other => other.to_string(),
    };
    // A spreadsheet would run a cell that starts like this as a formula.
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text }
}

fn ids(list: &[Value]) -> Option<String> {
    let is_id = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let ids: Option<Vec<&str>> = list.iter().map(|item| item.as_str().filter(is_id)).collect();
    ids.map(|ids| ids.join(" "))
}

/// Returns settings as CSV: a row each; nested ones have both names, as in `log.reports`.
pub(super) fn setting_rows(settings: &Value) -> Result<String> {
    fn add(csv: &mut Writer<&mut Vec<u8>>, name: &str, value: &Value) -> Result<()> {
        match value {
            Value::Object(fields) if !fields.is_empty() || name.is_empty() => {
                for (field, value) in fields {
                    let dot = if name.is_empty() { "" } else { "." };
                    add(csv, &format!("{name}{dot}{field}"), value)?;
                }
                Ok(())
            }
            _ => csv.write_record([cell(&name.into()), cell(value)]).map_err(Error::broken),
        }
    }
    let mut bytes = Vec::new();
    let mut csv = rows(&mut bytes);
    csv.write_record(["name", "value"]).map_err(Error::broken)?;
    add(&mut csv, "", settings)?;
    csv.flush().map_err(Error::broken)?;
    drop(csv);
    String::from_utf8(bytes).map_err(Error::broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use twilight_model::id::Id;

    fn ban(username: &str, reason: Option<&str>) -> Ban {
        let reason = reason.map(str::to_owned);
        Ban { user_id: Id::new(5), username: username.to_owned(), global_name: None, bot: false, reason }
    }

    fn csv(ban: Ban) -> String {
        String::from_utf8(Encoder::new(Format::Csv).page(&[ban]).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn a_line_is_one_object_whatever_is_in_it() {
        let mut encoder = Encoder::new(Format::Jsonl);
        assert!(encoder.head::<Ban>().unwrap().is_empty());
        let text = encoder.page(&[ban("ann", Some("a\nb")), ban("bob", None)]).unwrap().to_vec();
        let text = String::from_utf8(text).unwrap();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["reason"], "a\nb");
        assert_eq!(lines[1]["user_id"], "5");
    }

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        assert_eq!(csv(ban("ann", Some("a, \"b\"\nc"))), "5,ann,,false,\"a, \"\"b\"\"\nc\"\r\n");
        for begin in ["=", "+", "-", "@", "\t", "\r"] {
            let text = format!("{begin}cmd|' /C calc'!A0");
            let row = csv(ban(&text, None));
            assert!(row.contains(&format!("'{text}")), "{row:?}");
        }
        assert_eq!(csv(ban("a=b", None)), "5,a=b,,false,\r\n");
    }

    #[test]
    fn a_list_of_ids_has_blanks_between_them() {
        assert_eq!(cell(&json!(["7", "8"])), "7 8");
        assert_eq!(cell(&json!([])), "");
        assert_eq!(cell(&json!(["be kind"])), "[\"be kind\"]");
    }

    #[test]
    fn settings_are_rows_of_name_and_value() {
        let settings =
            json!({ "log": { "reports": "6" }, "dm": {}, "presets": ["=1", "b"], "jail_role": null });
        let rows = setting_rows(&settings).unwrap();
        assert_eq!(
            rows,
            "name,value\r\ndm,{}\r\njail_role,\r\nlog.reports,6\r\npresets,\"[\"\"=1\"\",\"\"b\"\"]\"\r\n"
        );
    }
}
