//! Evidence: a file given with an action. Discord deletes it where it was given, so the log keeps a copy.

use serde::{Deserialize, Serialize};

use crate::domain::ids::AttachmentId;
use crate::words;
use crate::words::Kept;

/// The largest file that Discord takes from a bot in any server.
pub const LARGEST: u64 = 10 * 1024 * 1024;
/// The types of files that forms ask for: what people show others, as Discord names types.
pub const TYPES: &[&str] =
    &["image", "video", "audio", ".txt", ".log", ".csv", ".json", ".html", ".pdf", ".zip"];
/// The longest file name kept, with its extension.
const NAME: usize = 80;
/// The extensions that an embed can show.
const PICTURES: [&str; 5] = ["png", "jpg", "jpeg", "gif", "webp"];

/// A file given with an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub attachment: AttachmentId,
    /// The name, made by [`safe_name`].
    pub name: String,
    /// The size in bytes.
    pub size: u64,
    pub content_type: Option<String>,
    pub status: EvidenceStatus,
}

/// The status of the copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceStatus {
    /// The file has yet to be copied. The URL works for about a day, and is not kept afterwards.
    Waiting { url: String },
    /// The file is in the case's post in the log.
    Kept,
    /// The file could not be copied; the reason is the end of a sentence.
    Lost(Kept),
}

impl Evidence {
    /// Returns the reason for which the file can't be taken, if there is one.
    #[must_use]
    pub fn forbids(&self) -> Option<String> {
        (self.size > LARGEST).then(|| words::file_too_large(megabytes(self.size), megabytes(LARGEST)))
    }

    /// Returns `true` if an embed can show the file.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        self.content_type.as_deref().is_some_and(|kind| kind.starts_with("image/"))
            && ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
    }

    /// Returns the URL of a file that has yet to be copied.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        match &self.status {
            EvidenceStatus::Waiting { url } => Some(url),
            EvidenceStatus::Kept | EvidenceStatus::Lost(_) => None,
        }
    }
}

/// Formats a size in MiB, rounded up.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    match tenths % 10 {
        0 => format!("{} MiB", tenths / 10),
        rest => words::file_size(tenths / 10, rest),
    }
}

/// Returns a file name that Discord keeps unchanged, since the embed that shows the file refers to it.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let clean: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let is_ending = |text: &str| text.len() <= 10 && text.chars().all(|c| c.is_ascii_alphanumeric());
    let (stem, ending) =
        clean.rsplit_once('.').filter(|(_, ending)| is_ending(ending)).unwrap_or((&clean, ""));
    let stem = stem.trim_start_matches(['.', '_', '-']);
    let stem = &stem[..stem.len().min(NAME - 1 - ending.len())];
    match (stem, ending) {
        ("", "") => "evidence".to_owned(),
        ("", _) => format!("evidence.{ending}"),
        (_, "") => stem.to_owned(),
        _ => format!("{stem}.{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, size: u64, kind: Option<&str>) -> Evidence {
        Evidence {
            attachment: AttachmentId::new(1),
            name: safe_name(name),
            size,
            content_type: kind.map(str::to_owned),
            status: EvidenceStatus::Kept,
        }
    }

    #[test]
    fn a_name_is_made_of_what_discord_leaves_alone() {
        for (given, kept) in [
            ("screenshot_1.png", "screenshot_1.png"),
            ("důkaz č. 1.PNG", "d_kaz__._1.PNG"),
            ("../../etc/passwd", "etc_passwd"),
            ("a\r\nX: \"y\".txt", "a__X___y_.txt"),
            (".png", "evidence.png"),
            ("証拠.png", "evidence.png"),
            ("", "evidence"),
            ("...", "evidence"),
            ("archive.tar.gz", "archive.tar.gz"),
        ] {
            assert_eq!(safe_name(given), kept, "{given}");
        }
        let long = safe_name(&format!("{}.jpeg", "x".repeat(300)));
        assert!(long.len() <= NAME && long.ends_with("x.jpeg"), "{long}");
        assert!(safe_name(&"x".repeat(300)).len() <= NAME);
    }

    #[test]
    fn a_file_larger_than_discord_takes_is_refused_with_both_sizes() {
        assert_eq!(file("a.png", LARGEST, None).forbids(), None);
        let why = file("a.png", LARGEST + 1, None).forbids().unwrap();
        assert!(why.contains("10.1 MiB") && why.contains("lets me upload 10 MiB"), "{why}");
        assert!(file("a.png", u64::MAX, None).forbids().is_some());
    }

    #[test]
    fn only_a_picture_that_is_called_one_is_shown_in_the_embed() {
        assert!(file("a.PNG", 1, Some("image/png")).is_picture());
        assert!(!file("a.svg", 1, Some("image/svg+xml")).is_picture());
        assert!(!file("a.png", 1, Some("text/plain")).is_picture());
        assert!(!file("png", 1, Some("image/png")).is_picture());
        assert!(!file("a.png", 1, None).is_picture());
    }

    #[test]
    fn what_became_of_it_is_read_back_as_it_was_written() {
        let waiting = EvidenceStatus::Waiting { url: "https://cdn.discordapp.com/x".to_owned() };
        for status in [waiting, EvidenceStatus::Kept, EvidenceStatus::Lost("Discord no longer has it".into())]
        {
            let evidence = Evidence { status, ..file("a.png", 1, None) };
            let written = serde_json::to_value(&evidence).unwrap();
            assert_eq!(serde_json::from_value::<Evidence>(written).unwrap(), evidence);
        }
    }
}
