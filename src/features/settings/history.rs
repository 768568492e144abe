//! `/settings history`: who changed which setting, from what to what; a page at a time.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::guild::Permissions;

use crate::actions::pages::{self, Sheet, Spot, is_past_start};
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::limits;
use crate::domain::page::{Place, Total};
use crate::domain::settings::Settings;
use crate::domain::text::{cut, plain};
use crate::error::Result;
use crate::features::settings::{profile, settings_view};
use crate::kernel::command::Ack;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::waiting::Away;
use crate::store::guilds::{self, SettingEvent};
use crate::words;

/// The number of changes on a page.
const PAGE: u32 = 10;
/// The most letters shown of each value.
const ROOM: usize = 110;

#[derive(CommandModel, CreateCommand)]
#[command(name = "history", desc = "-")]
pub(super) struct History {}

/// The buttons that turn the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn(Spot);

impl Control for Turn {
    const FEATURE: &'static str = "settings";

    fn write(&self) -> String {
        format!("history:{}", self.0)
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["history", page, place] => Spot::read(page, place).map(Self),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn away(&self) -> Away {
        Away::Reads
    }

    fn permission(&self) -> Permissions {
        Permissions::MANAGE_GUILD
    }
}

pub(super) async fn first(cx: &Cx) -> Result<Reply> {
    page(cx, Audience::Private, Spot::FIRST).await
}

pub(super) async fn turn(cx: Cx, Turn(spot): Turn, _: Pressed) -> Result<Reply> {
    page(&cx, Audience::Update, spot).await
}

async fn page(cx: &Cx, audience: Audience, spot: Spot) -> Result<Reply> {
    let guild = cx.guild()?;
    let mut db = cx.app.db.acquire().await?;
    let mut page = guilds::setting_events(&mut db, guild, spot.place, PAGE).await?;
    if is_past_start(spot, PAGE, &page) {
        page = guilds::setting_events(&mut db, guild, Place::Start, PAGE).await?;
    }
    drop(db);
    let held = cx.at.app_permissions;
    let lines: Vec<String> = page.entries.iter().map(|event| line(event, held)).collect();
    let text = if lines.is_empty() { words::settings_history_empty() } else { lines.join("\n") };
    let sheet = Sheet::new(spot, PAGE, &page, |event| event.seq);
    let count = match page.total {
        Total::Exactly(count) => words::history_entries(count),
        Total::AtLeast(_) => words::history_entries_at_least(page.total),
    };
    let embed = Card::new()
        .title(words::settings_history_title())
        .text(text)
        .colour(colour::BLURPLE)
        .footer(format!("{count} · {}", sheet.place()))
        .build();
    let buttons = sheet.buttons(pages::newest_first(), |spot| Some(Turn(spot)));
    Ok(Reply::new(audience, Message::embed(embed)).with_buttons(buttons))
}

fn line(event: &SettingEvent, held: Permissions) -> String {
    let at = event.at.as_second();
    let who = event.actor.map_or_else(words::settings_history_operator, |actor| format!("<@{actor}>"));
    let head = format!("<t:{at}:f> · {who}");
    if let Some(name) = name_of("role_menu", event) {
        let name = plain(&cut(&name, limits::MENU_NAME));
        let what = match (event.old["menu"].is_null(), event.new["menu"].is_null()) {
            (true, _) => words::settings_history_menu_made(name),
            (false, true) => words::settings_history_menu_deleted(name),
            (false, false) => words::settings_history_menu_changed(name),
        };
        return format!("{head} · {what}");
    }
    if let Some(name) = name_of("tag", event) {
        let name = plain(&cut(&name, limits::TAG_NAME));
        let what = match (event.old.is_null(), event.new.is_null()) {
            (true, _) => words::tag_history_made(name),
            (false, true) => words::tag_history_deleted(name),
            (false, false) => words::tag_history_changed(name),
        };
        return format!("{head} · {what}");
    }
    if event.setting == "profile" {
        return format!("{head} · {}", words::settings_history_profile(profile::named(&event.new)));
    }
    let (key, usual) = (event.setting.as_str(), Settings::default());
    let shown = |value: &Value| {
        let of_key = match value {
            Value::Null => usual.clone(),
            value => serde_json::from_value::<Settings>(json!({ key: value })).ok()?,
        };
        let (title, text) = settings_view::field(key, &of_key, &BTreeMap::new(), held)?;
        Some((title, if of_key == usual { words::settings_history_default() } else { text }))
    };
    match (shown(&event.old), shown(&event.new)) {
        (Some((title, old)), Some((_, new))) => {
            let (old, new) = differing(&old, &new);
            format!("{head} · **{title}**: {} → {}", cut(&old, ROOM), cut(&new, ROOM))
        }
        // A newer version's setting.
        _ => format!("{head} · `{key}`"),
    }
}

/// Returns the parts of two values that differ: of a list, the entries that went and those that came.
fn differing(old: &str, new: &str) -> (String, String) {
    let is_list = [old, new].iter().all(|text| text.starts_with(['•', '<']));
    let entries = |text: &str| -> Vec<String> {
        let entries = text.split('\n');
        match text.starts_with("<@&") || text.starts_with("<#") {
            // Mentions stand side by side, but text that follows one belongs to it.
            true if text.split(' ').all(|it| it.starts_with('<')) => {
                text.split(' ').map(str::to_owned).collect()
            }
            _ => entries.map(str::to_owned).collect(),
        }
    };
    let (before, after) = (entries(old), entries(new));
    if !is_list || before.len().max(after.len()) < 2 {
        return (before.join("; "), after.join("; "));
    }
    let only_in = |one: &[String], other: &[String]| {
        let only: Vec<&str> = one.iter().filter(|it| !other.contains(it)).map(String::as_str).collect();
        if only.is_empty() { words::history_nothing() } else { only.join("; ") }
    };
    (only_in(&before, &after), only_in(&after, &before))
}

/// Returns the name of the role menu or tag that was changed, if the event is about one.
fn name_of(kind: &str, event: &SettingEvent) -> Option<String> {
    let named = |value: &Value| value["name"].as_str().map(str::to_owned);
    (event.setting == kind).then(|| named(&event.new).or_else(|| named(&event.old))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use twilight_model::id::Id;

    fn said(setting: &str, old: Value, new: Value) -> String {
        let event = SettingEvent {
            seq: 1,
            at: Timestamp::UNIX_EPOCH,
            actor: Some(Id::new(7)),
            setting: setting.to_owned(),
            old,
            new,
        };
        line(&event, Permissions::all())
    }

    #[test]
    fn every_field_of_the_settings_is_told_in_words() {
        let Value::Object(fields) = serde_json::to_value(Settings::default()).unwrap() else { panic!() };
        for (field, value) in fields {
            let said = said(&field, Value::Null, value);
            assert!(said.contains("**") && !said.contains('`'), "{said}");
        }
    }

    #[test]
    fn what_a_newer_version_set_is_named() {
        assert!(said("colour_of_the_sky", Value::Null, json!("blue")).ends_with("`colour_of_the_sky`"));
        assert_eq!(
            said("warnings_count_for", Value::Null, json!("30d")),
            "<t:0:f> · <@7> · **Warnings count for**: default → 30d"
        );
    }

    #[test]
    fn a_tag_is_told_by_its_name() {
        let tag = |text: &str| json!({ "name": "*Rules*", "text": text });
        let name = "The tag “\\*Rules\\*” was";
        assert!(said("tag", Value::Null, tag("a")).ends_with(&format!("{name} created")));
        assert!(said("tag", tag("a"), tag("b")).ends_with(&format!("{name} changed")));
        assert!(said("tag", tag("b"), Value::Null).ends_with(&format!("{name} deleted")));
    }

    #[test]
    fn of_a_list_the_entries_that_differ_are_told() {
        let change = |setting, old, new| said(setting, old, new).split_once("**: ").unwrap().1.to_owned();
        assert_eq!(change("presets", json!(["a", "b"]), json!(["b", "c"])), "• a → • c");
        assert_eq!(change("presets", json!(["a"]), json!(["a", "b"])), "none → • b");
        assert_eq!(change("protected_roles", json!(["1", "2"]), json!(["2"])), "<@&1> → none");
        assert_eq!(change("protected_roles", json!([]), json!(["2"])), "default → <@&2>");
    }
}
