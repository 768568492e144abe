//! `/privacy show`: everybody's own record, counted in the reply and whole in a file.

use serde_json::{Value, json};
use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::discord::files::File;
use crate::discord::message::Message;
use crate::domain::settings::Retention;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::{erasure, guilds};
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "show", desc = "-")]
pub(super) struct Show {}

pub(super) async fn show(cx: &Cx) -> Result<Reply> {
    let (_share, guild, user) = (cx.read_a_lot()?, cx.guild()?, cx.caller());
    let record = erasure::person_record(&cx.app.db, guild, user).await?;
    let kept = guilds::settings(&cx.app.db, guild).await?.retention;
    let lines = lines(&record, &kept);
    let content = format!("{}{lines}\n{}", words::privacy_intro(), words::privacy_rest());
    let whose = json!({
        "server_id": guild.to_string(), "user_id": user.to_string(), "not_in_this_file": words::privacy_file_rest(),
    });
    let text = serde_json::to_vec_pretty(&whole(whose, record)).map_err(Error::broken)?;
    let file = File::new(format!("gavel-{user}.json"), words::privacy_file(), text);
    Ok(Reply::new(Audience::Private, Message { content, files: vec![file], ..Message::default() }))
}

/// Returns how much there is of each kind, and for how long it is kept.
fn lines(record: &Value, kept: &Retention) -> String {
    let count = |kind: &str| record[kind].as_array().map_or(0, Vec::len) as u64;
    let there = [
        words::privacy_cases(count("cases")),
        words::privacy_appeals(count("appeals")),
        words::privacy_reports_made(count("reports_made")),
        words::privacy_reports_about(count("reports_about_you")),
        words::privacy_reminders(count("reminders")),
        words::privacy_hits(count("automod_hits")),
        words::privacy_actions(count("actions")),
        words::privacy_changes(count("setting_changes")),
    ];
    let how_long = kept.lines().into_iter().chain([words::privacy_kept_reports()]);
    let item = |line: &String| format!("\n• {line}");
    let (there, how_long): (String, String) =
        (there.iter().map(item).collect(), how_long.map(|line| item(&line)).collect());
    format!("{there}\n{}{how_long}", words::privacy_kept())
}

/// Returns the document of the file: whose it is, then the record.
fn whole(mut whose: Value, record: Value) -> Value {
    if let (Value::Object(whose), Value::Object(record)) = (&mut whose, record) {
        whose.extend(record);
    }
    whose
}
