//! A change made on a card: it passes the same checks as a typed one, is recorded, and can be taken back.

use serde_json::{Value, json};

use crate::domain::setting::Setting;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::features::settings::file_check;
use crate::kernel::cx::Cx;
use crate::kernel::question::Answering;
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::guilds::{self, ChangeSpan, Replaced, SettingEvent};
use crate::words;

/// The outcome of a change.
#[derive(Debug)]
pub(super) enum Applied {
    /// The change is made, with its place in the history; `None` if nothing is different.
    Done(Option<ChangeSpan>),
    /// The interaction came a second time: the reply to that.
    Again(Box<Reply>),
}

/// The times that a change is tried while others change the settings.
const TRIES: u32 = 5;

/// Changes the settings as `edit` says.
///
/// # Errors
/// A refusal if the caller may not change that, or if Gavel could not do it.
pub(super) async fn apply(cx: &Cx, edit: impl Fn(&mut Settings) -> Result<()>) -> Result<Applied> {
    let edited = |before: &Settings| {
        let mut after = before.clone();
        edit(&mut after).map(|()| after)
    };
    replace(cx, edited, None).await
}

/// Changes the settings as a question was answered.
///
/// # Errors
/// A refusal as those of [`apply`], or if the question is over.
pub(super) async fn answered(
    cx: &Cx,
    change: impl Fn(&Settings) -> Settings,
    answering: Answering,
) -> Result<Applied> {
    replace(cx, |before| Ok(change(before)), Some(answering)).await
}

/// Fails unless the caller may change the settings from `before` to `after`, and Gavel can do what they say then.
///
/// # Errors
/// A refusal that names the rule.
pub(super) async fn may_replace(cx: &Cx, before: &Settings, after: &Settings) -> Result<()> {
    if takes_checks(before, after) {
        let refusals = file_check::refusals(cx, before, after).await?;
        if let Some((_, why)) = refusals.into_iter().next() {
            return Err(Error::refused(why));
        }
    }
    Ok(())
}

/// Takes back what a span of the history did, as far as it is still so.
///
/// # Errors
/// A refusal as those of [`apply`], or if a setting is not as it was left.
pub(super) async fn take_back(cx: &Cx, span: ChangeSpan) -> Result<Applied> {
    let changes = guilds::settings_changed(&cx.app.db, cx.guild()?, span).await?;
    replace(cx, |before| undone(before, &changes), None).await
}

/// Returns the settings without these changes.
fn undone(settings: &Settings, changes: &[SettingEvent]) -> Result<Settings> {
    let mut document = serde_json::to_value(settings).map_err(Error::broken)?;
    let changes = changes.iter().filter(|change| Setting::of_field(&change.setting).is_some());
    let mut is_any = false;
    for change in changes {
        is_any = true;
        if document[&change.setting] != change.new {
            return Err(Error::refused(words::settings_undo_changed()));
        }
        document[&change.setting] = change.old.clone();
    }
    if !is_any {
        return Err(Error::refused(words::settings_undo_gone()));
    }
    // A setting that is absent has its default.
    if let Value::Object(fields) = &mut document {
        fields.retain(|_, value| !value.is_null());
    }
    serde_json::from_value(json!(document)).map_err(Error::broken)
}

/// Replaces the settings by what `change` makes of them. Whoever else changes them meanwhile goes first.
async fn replace(
    cx: &Cx,
    change: impl Fn(&Settings) -> Result<Settings>,
    answering: Option<Answering>,
) -> Result<Applied> {
    let guild = cx.guild()?;
    for _ in 0..TRIES {
        let before = guilds::settings(&cx.app.db, guild).await?;
        let after = change(&before)?;
        match may_replace(cx, &before, &after).await {
            Err(error @ Error::Refused(_)) => {
                return cx.refuse(error).await.map(|reply| Applied::Again(Box::new(reply)));
            }
            other => other?,
        }
        let mut order = match cx.request().await? {
            Request::New(order) => order,
            Request::Duplicate(duplicate) => return Ok(Applied::Again(Box::new(duplicate.reply().await?))),
        };
        if let Some(answering) = answering {
            answering.close(cx, order.tx()).await?;
        }
        match guilds::settings_replace(order.tx(), guild, Some(cx.caller()), &before, &after).await? {
            Replaced::Done(span) => {
                order.commit_only().await?;
                return Ok(Applied::Done(span));
            }
            Replaced::Stale => order.abandon().await?,
        }
    }
    Err(Error::refused(words::settings_changed_meanwhile()))
}

/// Returns `true` if the change names roles, channels or automatic actions, which Discord has to be asked about.
fn takes_checks(before: &Settings, after: &Settings) -> bool {
    let differs = |setting: &Setting| {
        setting.channels(before) != setting.channels(after) || setting.roles(before) != setting.roles(after)
    };
    before.ladder != after.ladder || before.policy != after.policy || Setting::ALL.iter().any(differs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn change(setting: &str, old: Value, new: Value) -> SettingEvent {
        let setting = setting.to_owned();
        SettingEvent { seq: 1, at: Timestamp::UNIX_EPOCH, actor: None, setting, old, new }
    }

    #[test]
    fn what_is_still_as_it_was_left_is_taken_back_and_nothing_else() {
        let now: Settings =
            serde_json::from_value(json!({ "presets": ["spam"], "time_zone": "UTC" })).unwrap();
        let back = undone(&now, &[change("presets", json!([]), json!(["spam"]))]).unwrap();
        assert!(back.presets.is_empty() && back.time_zone.as_deref() == Some("UTC"));
        let other = undone(&now, &[change("presets", json!([]), json!(["flood"]))]);
        assert!(matches!(other, Err(Error::Refused(_))));
        let none = undone(&now, &[change("tag", Value::Null, json!({ "name": "x" }))]);
        assert!(matches!(none, Err(Error::Refused(_))));
        let absent = undone(&now, &[change("language", json!("de"), Value::Null)]).unwrap();
        assert_eq!(absent.language.map(crate::words::Language::tag), Some("de"));
    }

    #[test]
    fn discord_is_asked_about_roles_channels_and_automatic_actions_alone() {
        let old = Settings::default();
        let of = |value: Value| serde_json::from_value::<Settings>(value).unwrap();
        assert!(!takes_checks(&old, &of(json!({ "presets": ["spam"], "ignores_manual": true }))));
        assert!(takes_checks(&old, &of(json!({ "jail_role": "5" }))));
        assert!(takes_checks(&old, &of(json!({ "log": { "reports": "5" } }))));
        assert!(takes_checks(&old, &of(json!({ "ladder": [{ "points": 3, "action": "kick" }] }))));
    }
}
