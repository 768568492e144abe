//! The transcript of deleted messages, as two files: one to read, one for programs. Both are kept in the log, not here.

use serde::Serialize;

use super::page;
use crate::discord::files::File;
use crate::discord::history::{Listed, Said};
use crate::domain::case::Case;
use crate::domain::evidence::LARGEST;
use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId, created_at};
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::transcripts;
use crate::words;

/// The bytes reserved for everything around the messages.
const FRAME: usize = 64 * 1024;

/// A transcript. Its field names are a stable format.
#[derive(Serialize)]
struct Transcript<'a> {
    guild_id: GuildId,
    channel_id: Option<ChannelId>,
    case: i32,
    moderator_id: UserId,
    moderator_name: &'a str,
    reason: Option<&'a str>,
    ordered_at: jiff::Timestamp,
    /// The number of deleted messages left out because the file would be too large.
    left_out: usize,
    messages: Vec<Box<serde_json::value::RawValue>>,
}

/// A message of the transcript.
#[derive(Serialize)]
struct TranscriptLine<'a> {
    id: MessageId,
    written_at: jiff::Timestamp,
    edited_at: Option<jiff::Timestamp>,
    author_id: UserId,
    author_name: &'a str,
    author_is_bot: bool,
    /// The person who had an application write it.
    made_by_id: Option<UserId>,
    #[serde(flatten)]
    said: &'a Said,
    /// The content that it forwarded.
    forwarded: Vec<&'a Said>,
}

impl<'a> TranscriptLine<'a> {
    fn of(message: &'a Listed) -> Self {
        Self {
            id: message.id,
            written_at: created_at(message.id),
            edited_at: message.edited_timestamp,
            author_id: message.author.id,
            author_name: &message.author.username,
            author_is_bot: message.author.bot,
            made_by_id: message.made_by().map(|by| by.id),
            said: &message.said,
            forwarded: message.saids().skip(1).collect(),
        }
    }
}

/// Returns the files; none if nothing was deleted or no transcript was asked for.
pub(super) async fn files(job: &LeasedJob, case: &Case) -> Result<Vec<File>> {
    let lines = transcripts::lines_deleted(job.db(), job.guild(), job.stored.id).await?;
    if lines.is_empty() {
        return Ok(vec![]);
    }
    let room = job.app.discord.files_room().await?;
    let messages: Vec<Listed> = lines
        .into_iter()
        .map(serde_json::from_value)
        .collect::<serde_json::Result<_>>()
        .map_err(Error::broken)?;
    let most = usize::try_from(LARGEST).map_err(Error::broken)? - FRAME;
    let (json, html) = write(case, &messages, most)?;
    let name = format!("purge-case-{}", case.number);
    let (to_read, for_programs) =
        (words::purge_transcript_to_read(case.number), words::purge_transcript_for_programs(case.number));
    Ok(vec![
        File::new(format!("{name}.html"), to_read, html.into()).in_room(&room),
        File::new(format!("{name}.json"), for_programs, json).in_room(&room),
    ])
}

/// Writes both files with the same messages: from the oldest on, as many as fit into both.
fn write(case: &Case, messages: &[Listed], most: usize) -> Result<(Vec<u8>, String)> {
    let (mut lines, mut shown, mut used) = (Vec::new(), Vec::new(), (0, 0));
    for message in messages {
        let line = serde_json::value::to_raw_value(&TranscriptLine::of(message)).map_err(Error::broken)?;
        let html = page::message(message);
        used = (used.0 + line.get().len() + 1, used.1 + html.0.len());
        if used.0.max(used.1) > most {
            break;
        }
        lines.push(line);
        shown.push(html);
    }
    let left_out = messages.len() - lines.len();
    let json = Transcript {
        guild_id: case.guild,
        channel_id: case.channel,
        case: case.number,
        moderator_id: case.moderator,
        moderator_name: &case.moderator_name,
        reason: case.reason.as_deref(),
        ordered_at: case.created_at,
        left_out,
        messages: lines,
    };
    let json = serde_json::to_vec(&json).map_err(Error::broken)?;
    Ok((json, page::page(case, &shown, left_out).into_string()))
}

#[cfg(test)]
mod tests {
    use super::super::page::tests::{case, said};
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn both_files_have_the_same_messages_and_say_how_many_are_left_out() {
        let messages: Vec<Listed> = (1..=50).map(|at| said(at, &"<&>".repeat(100))).collect();
        let (json, html) = write(&case(), &messages, 20_000).unwrap();
        let json: Value = serde_json::from_slice(&json).unwrap();
        let kept = json["messages"].as_array().unwrap().len();
        assert!(kept > 5 && kept < 50, "{kept}");
        assert_eq!(json["left_out"], 50 - kept);
        assert_eq!(html.matches("<article").count(), kept);
        assert!(html.contains(&format!("{} more messages were deleted", 50 - kept)), "{html}");
        assert!(html.len() < 20_000 + FRAME);
    }

    #[test]
    fn a_line_has_the_promised_names() {
        let (json, _) = write(&case(), &[said(1, "hello")], 20_000).unwrap();
        let json: Value = serde_json::from_slice(&json).unwrap();
        let line = &json["messages"][0];
        assert_eq!(line["content"], "hello");
        assert_eq!((&line["author_id"], &line["author_is_bot"]), (&json!("5"), &json!(true)));
        assert_eq!(line["written_at"], "2015-01-01T00:00:00.001Z");
        assert_eq!(json["left_out"], 0);
    }
}
