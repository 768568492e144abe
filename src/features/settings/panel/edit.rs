//! The changes that selects and buttons make.

use crate::domain::greeting::{Greeting, GreetingPlace};
use crate::domain::ids::ChannelId;
use crate::domain::log::Category;
use crate::domain::setting::Setting;
use crate::domain::settings::{Alert, Appeals, MessageLog, Settings};
use crate::domain::settings_rules::{AUTOROLES, IGNORED};
use crate::error::{Error, Result};
use crate::features::settings::panel::control::Part;
use crate::words;
use crate::words::Language;

/// A change of the settings.
pub(super) type Edit = Box<dyn Fn(&mut Settings) -> Result<()> + Send + Sync>;

fn too_old() -> Error {
    Error::refused(words::router_old_button())
}

fn not_offered() -> Error {
    Error::refused(words::form_not_offered())
}

/// Reads what was chosen as ids.
fn ids<T>(values: &[String]) -> Result<Vec<T>>
where
    T: std::str::FromStr,
{
    values.iter().map(|value| value.parse().map_err(|_| not_offered())).collect()
}

/// Returns the change that a select makes.
pub(super) fn picked(setting: Setting, part: Part, values: &[String]) -> Result<Edit> {
    let category = match part {
        Part::Everything => Some(Category::Everything),
        Part::Moderation => Some(Category::Moderation),
        Part::Messages => Some(Category::Messages),
        Part::Reports => Some(Category::Reports),
        _ => None,
    };
    Ok(match (setting, category, part) {
        (Setting::Log, Some(category), _) => {
            let channel = ids(values)?.into_iter().next();
            Box::new(move |settings| {
                match channel {
                    Some(channel) => settings.log.insert(category, channel),
                    None => settings.log.remove(&category),
                };
                Ok(())
            })
        }
        (Setting::ProtectedRoles, _, Part::Main) => {
            let roles = ids(values)?;
            Box::new(move |settings| {
                settings.protected_roles.clone_from(&roles);
                Ok(())
            })
        }
        (Setting::JailRole, _, Part::Main) => {
            let role = ids(values)?.into_iter().next();
            Box::new(move |settings| {
                settings.jail_role = role;
                Ok(())
            })
        }
        (Setting::Lockdown, _, Part::Main) => {
            let channels = ids(values)?;
            Box::new(move |settings| {
                settings.lockdown.clone_from(&channels);
                Ok(())
            })
        }
        (Setting::Autorole, _, Part::Main) => autorole(values)?,
        (Setting::MessageLog, _, Part::Ignored) => {
            let channels = ids(values)?;
            Box::new(move |settings| {
                let log = settings.message_log.as_mut();
                let log = log.ok_or_else(|| Error::refused(words::settings_messagelog_no_channel()))?;
                if channels.len() > IGNORED {
                    return Err(Error::refused(words::settings_messagelog_full(IGNORED)));
                }
                log.ignored.clone_from(&channels);
                Ok(())
            })
        }
        (Setting::Language, _, Part::Main) => {
            let tag = values.first().cloned().ok_or_else(not_offered)?;
            let language = Language::all().find(|language| language.tag() == tag);
            let language = language.ok_or_else(not_offered)?;
            Box::new(move |settings| {
                settings.language = Some(language);
                Ok(())
            })
        }
        (_, _, Part::Main) => {
            let channel = ids(values)?.into_iter().next();
            Box::new(move |settings| placed(settings, setting, channel))
        }
        _ => return Err(too_old()),
    })
}

fn autorole(values: &[String]) -> Result<Edit> {
    let roles = ids(values)?;
    Ok(Box::new(move |settings| {
        if roles.len() > AUTOROLES {
            return Err(Error::refused(words::settings_autorole_full(AUTOROLES)));
        }
        // Who could be jailed by joining would never get out.
        if let Some(jail) = settings.jail_role.filter(|jail| roles.contains(jail)) {
            return Err(Error::refused(words::settings_autorole_jail(jail)));
        }
        settings.autorole.roles.clone_from(&roles);
        Ok(())
    }))
}

/// Sets the channel of a setting that has one; `None` turns the setting off.
fn placed(settings: &mut Settings, setting: Setting, channel: Option<ChannelId>) -> Result<()> {
    match setting {
        Setting::Welcome | Setting::Leave => {
            let slot = if setting == Setting::Leave { &mut settings.leave } else { &mut settings.welcome };
            *slot = channel.map(|channel| greeting_in(slot.as_ref(), GreetingPlace::Channel(channel)));
        }
        Setting::Alert => settings.alert = channel.map(|channel| Alert { channel: Some(channel) }),
        Setting::MessageLog => {
            let (old, channel) = (settings.message_log.take(), channel);
            settings.message_log = channel.map(|channel| match old {
                Some(old) => MessageLog { channel, ..old },
                None => MessageLog { channel, ignored: vec![], bots: false },
            });
        }
        Setting::Appeals => {
            let old = settings.appeals.take();
            settings.appeals = channel.map(|channel| match old {
                Some(old) => Appeals { channel, ..old },
                None => Appeals { channel, questions: vec![], wait: None, by_another: false },
            });
        }
        _ => return Err(too_old()),
    }
    Ok(())
}

/// Returns the greeting with another place, with the default text if there was none.
fn greeting_in(old: Option<&Greeting>, place: GreetingPlace) -> Greeting {
    Greeting { place, text: old.and_then(|old| old.text.clone()) }
}

/// Returns the change that a button makes.
pub(super) fn switched(setting: Setting, part: Part, on: bool) -> Edit {
    Box::new(move |settings| {
        match (setting, part) {
            (Setting::Manual, Part::Main) => settings.ignores_manual = !on,
            (Setting::Rejoin, Part::Cell) => settings.rejoin_frees = !on,
            (Setting::Rejoin, Part::Roles) => settings.rejoin_roles = on,
            (Setting::Autorole, Part::Bots) => settings.autorole.bots = on,
            (Setting::MessageLog, Part::Bots) => {
                let log = settings.message_log.as_mut();
                log.ok_or_else(|| Error::refused(words::settings_messagelog_no_channel()))?.bots = on;
            }
            (Setting::Appeals, Part::Another) => {
                let appeals = settings.appeals.as_mut();
                appeals.ok_or_else(|| Error::refused(words::settings_appeals_no_channel()))?.by_another = on;
            }
            (Setting::Welcome, Part::Direct) => {
                let new = greeting_in(settings.welcome.as_ref(), GreetingPlace::DirectMessage);
                settings.welcome = on.then_some(new);
            }
            (Setting::Alert, Part::Direct) => {
                settings.alert = on.then_some(Alert { channel: None });
                if on && settings.alert_channel().is_none() {
                    return Err(Error::refused(words::settings_alert_no_log()));
                }
            }
            _ => return Err(too_old()),
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn after(edit: Result<Edit>, settings: Value) -> Result<Value> {
        let mut settings: Settings = serde_json::from_value(settings).unwrap();
        edit?(&mut settings)?;
        Ok(serde_json::to_value(settings).unwrap())
    }

    fn values(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn a_select_sets_what_it_shows_and_nothing_else() {
        let log = picked(Setting::Log, Part::Reports, &values(&["6"]));
        let set = after(log, json!({ "log": { "everything": "5" } })).unwrap();
        assert_eq!(set["log"], json!({ "everything": "5", "reports": "6" }));
        let none = after(picked(Setting::Log, Part::Reports, &[]), set).unwrap();
        assert_eq!(none["log"], json!({ "everything": "5" }));
        let appeals = json!({ "appeals": { "channel": "5", "questions": ["Why?"], "wait": "7d" } });
        let moved = after(picked(Setting::Appeals, Part::Main, &values(&["6"])), appeals).unwrap();
        assert_eq!(moved["appeals"]["questions"], json!(["Why?"]));
        assert_eq!(moved["appeals"]["channel"], "6");
        let roles =
            after(picked(Setting::ProtectedRoles, Part::Main, &values(&["6", "7"])), json!({})).unwrap();
        assert_eq!(roles["protected_roles"], json!(["6", "7"]));
    }

    #[test]
    fn what_no_card_offers_is_refused() {
        let refused =
            |outcome: Result<Value>| assert!(matches!(outcome, Err(Error::Refused(_))), "{outcome:?}");
        refused(after(picked(Setting::Log, Part::Reports, &values(&["x"])), json!({})));
        refused(after(picked(Setting::Language, Part::Main, &values(&["tlh"])), json!({})));
        refused(after(picked(Setting::Policy, Part::Main, &values(&["6"])), json!({})));
        refused(after(picked(Setting::Log, Part::Ignored, &[]), json!({})));
        refused(after(Ok(switched(Setting::Log, Part::Bots, true)), json!({})));
        refused(after(Ok(switched(Setting::MessageLog, Part::Bots, true)), json!({})));
        refused(after(Ok(switched(Setting::Alert, Part::Direct, true)), json!({})));
        refused(after(picked(Setting::Autorole, Part::Main, &values(&["9"])), json!({ "jail_role": "9" })));
    }

    #[test]
    fn a_switch_says_what_it_switches_to() {
        let manual = after(Ok(switched(Setting::Manual, Part::Main, false)), json!({})).unwrap();
        let again = after(Ok(switched(Setting::Manual, Part::Main, false)), manual.clone()).unwrap();
        assert_eq!((again["ignores_manual"].clone(), manual), (json!(true), again));
        let welcome = after(Ok(switched(Setting::Welcome, Part::Direct, true)), json!({})).unwrap();
        assert_eq!(welcome["welcome"]["place"], json!("direct_message"));
    }
}
