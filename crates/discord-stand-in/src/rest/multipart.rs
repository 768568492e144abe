//! Multipart bodies: `payload_json` and files.

use bytes::Bytes;
use serde_json::Value;

use crate::world::Upload;

/// A parsed multipart body.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) payload: Value,
    pub(crate) files: Vec<(u64, Upload)>,
    /// The body's malformed parts.
    pub(crate) notes: Vec<String>,
}

/// Parses a multipart body; `None` if it is none.
pub(crate) fn parse(content_type: &str, body: &[u8]) -> Option<Parts> {
    let boundary = content_type.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?;
    let delimiter = format!("--{}", boundary.trim_matches('"'));
    let mut parts = Parts::default();
    let mut rest = &body[find(body, delimiter.as_bytes())? + delimiter.len()..];
    while !rest.starts_with(b"--") {
        let end = find(rest, format!("\r\n{delimiter}").as_bytes())?;
        parts.take(rest.get(2..end)?);
        rest = &rest[end + 2 + delimiter.len()..];
    }
    Some(parts)
}

impl Parts {
    fn take(&mut self, part: &[u8]) {
        let Some(split) = find(part, b"\r\n\r\n") else {
            self.notes.push("a part of the body has no header".to_owned());
            return;
        };
        let (head, content) = (String::from_utf8_lossy(&part[..split]), &part[split + 4..]);
        let header = |name: &str| {
            let lines = head.lines().filter_map(|line| line.split_once(':'));
            lines
                .filter(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim().to_owned())
                .next()
        };
        let disposition = header("content-disposition").unwrap_or_default();
        let field = |name: &str| {
            let wanted = format!("{name}=");
            let found = disposition.split(';').find_map(|part| part.trim().strip_prefix(&wanted));
            found.map(|value| value.trim_matches('"').to_owned())
        };
        let name = field("name").unwrap_or_default();
        if name == "payload_json" {
            match serde_json::from_slice(content) {
                Ok(payload) => self.payload = payload,
                Err(error) => self.notes.push(format!("payload_json is no JSON: {error}")),
            }
            return;
        }
        // The form of a sticker: plain fields beside one file.
        if field("filename").is_none() && matches!(name.as_str(), "name" | "tags" | "description") {
            self.payload[name] = String::from_utf8_lossy(content).into();
            return;
        }
        let name = if name == "file" { "files[0]".to_owned() } else { name };
        let number = name.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']')?.parse().ok());
        let (Some(number), Some(filename)) = (number, field("filename")) else {
            self.notes.push(format!("{name} is not a part Discord knows"));
            return;
        };
        if self.files.iter().any(|(known, _)| *known == number) {
            self.notes.push(format!("{name} was sent twice"));
        }
        let content_type = header("content-type");
        self.files.push((
            number,
            Upload { filename, content_type, description: None, bytes: Bytes::copy_from_slice(content) },
        ));
    }
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_in_parts_is_taken_apart() {
        let body = b"--xyz\r\nContent-Disposition: form-data; name=\"payload_json\"\r\nContent-Type: application/json\r\n\r\n\
            {\"content\":\"hi\"}\r\n--xyz\r\nContent-Disposition: form-data; name=\"files[3]\"; filename=\"a.txt\"\r\n\r\n\
            one\r\ntwo\r\n--xyz--\r\n";
        let parts = parse("multipart/form-data; boundary=xyz", body).unwrap();
        assert_eq!(parts.payload["content"], "hi");
        let (number, file) = &parts.files[0];
        assert_eq!(
            (*number, file.filename.as_str(), &file.bytes[..]),
            (3, "a.txt", b"one\r\ntwo".as_slice())
        );
        assert!(parts.notes.is_empty());
    }

    #[test]
    fn a_body_that_breaks_off_is_refused() {
        assert!(
            parse("multipart/form-data; boundary=xyz", b"--xyz\r\nContent-Disposition: form-data").is_none()
        );
        assert!(parse("application/json", b"{}").is_none());
    }
}
