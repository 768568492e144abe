//! The statements that a program sends to its database, read from Postgres' protocol on the way there.

use std::collections::HashMap;
use std::sync::Arc;

/// A statement that was sent.
#[derive(Clone, Debug)]
pub struct Statement {
    pub text: Arc<str>,
    /// `true` if it begins a transaction that writes: `BEGIN`, or a write by itself.
    pub is_transaction: bool,
}

/// Stands for the tag of the message that opens a connection, which has none.
const OPENS: u8 = 0;

/// The messages of one connection, as far as they came.
#[derive(Default)]
pub struct Reader {
    bytes: Vec<u8>,
    /// `true` once the message came that opens the connection, which has no tag.
    is_open: bool,
    prepared: HashMap<Vec<u8>, Arc<str>>,
    bound: HashMap<Vec<u8>, Arc<str>>,
    is_in_transaction: bool,
    /// The names of the parameters that the connection was opened with.
    pub parameters: Vec<String>,
}

impl Reader {
    /// Reads what came. Returns the statements that are complete with it.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Statement> {
        self.bytes.extend_from_slice(bytes);
        let mut found = Vec::new();
        while let Some((tag, body)) = self.message() {
            let (first, rest) = text(&body);
            match tag {
                OPENS => self.parameters = parameters(&body),
                b'P' => {
                    self.prepared.insert(first.to_vec(), String::from_utf8_lossy(text(rest).0).into());
                }
                b'B' => {
                    let statement = self.prepared[text(rest).0].clone();
                    self.bound.insert(first.to_vec(), statement);
                }
                b'E' => found.push(self.statement(self.bound[first].clone())),
                b'Q' => found.push(self.statement(String::from_utf8_lossy(first).into())),
                _ => {}
            }
        }
        found
    }

    /// Takes the next message, if it is complete: its tag, and its body.
    fn message(&mut self) -> Option<(u8, Vec<u8>)> {
        let tags = usize::from(self.is_open);
        let length = self.bytes.get(tags..tags + 4)?;
        let end = tags + usize::try_from(u32::from_be_bytes(length.try_into().unwrap())).unwrap();
        if self.bytes.len() < end {
            return None;
        }
        let message: Vec<u8> = self.bytes.drain(..end).collect();
        let tag = if self.is_open { message[0] } else { OPENS };
        self.is_open = true;
        Some((tag, message[tags + 4..].to_vec()))
    }

    fn statement(&mut self, text: Arc<str>) -> Statement {
        let begins = text.starts_with("BEGIN");
        let is_transaction = begins || !self.is_in_transaction && writes(&text);
        if begins || text.starts_with("COMMIT") || &*text == "ROLLBACK" {
            self.is_in_transaction = begins;
        }
        Statement { text, is_transaction }
    }
}

/// Returns the names of the parameters in the message that opens a connection: a version, then names and values in turn.
fn parameters(body: &[u8]) -> Vec<String> {
    let words =
        body.get(4..).unwrap_or_default().split(|byte| *byte == 0).take_while(|word| !word.is_empty());
    words.step_by(2).map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

/// Returns the text up to the next zero, and what follows that.
fn text(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    (&bytes[..end], bytes.get(end + 1..).unwrap_or_default())
}

fn writes(text: &str) -> bool {
    let text = text.to_lowercase().replace("for update", "");
    ["insert into ", "update ", "delete from "].iter().any(|word| text.contains(word))
}
