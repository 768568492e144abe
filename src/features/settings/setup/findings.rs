//! The findings of `/setup`: the features that work, those that lack something, and what follows from it.

use twilight_model::guild::Permissions;

use crate::domain::event::EventKind;
use crate::domain::kind::Kind;
use crate::domain::ladder::Step;
use crate::domain::log::Category;
use crate::domain::member::Role;
use crate::domain::permissions::{covers, names};
use crate::domain::setting::Setting;
use crate::features::settings::facts::Facts;
use crate::features::settings::setup::control::Purpose;
use crate::words;

/// The state of a feature. The order is that of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// It is wanted and does not work.
    Missing,
    /// It is not set up.
    Open,
    Works,
}

/// The state of a feature, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) state: State,
    pub(super) title: String,
    pub(super) text: String,
}

/// The sidecar's state: `None` if none runs; else the events that it can't receive.
pub(super) type Sidecar = Option<Vec<EventKind>>;

/// Returns all findings, what is missing first.
pub(super) fn findings(facts: &Facts, sidecar: &Sidecar) -> Vec<Finding> {
    let mut all = vec![permissions(facts), rank(facts)];
    all.extend(Purpose::ALL.map(|purpose| channel(facts, purpose)));
    all.extend([jail(facts), ladder(facts), reasons(facts), events(facts, sidecar)]);
    all.sort_by_key(|finding| finding.state);
    all
}

fn finding(state: State, title: String, text: String) -> Finding {
    Finding { state, title, text }
}

/// Returns the permissions that Gavel lacks, and what does not work without each.
fn permissions(facts: &Facts) -> Finding {
    let (held, title) = (facts.held(), words::setup_permissions());
    let all =
        Kind::ALL.into_iter().fold(Permissions::VIEW_AUDIT_LOG, |sum, kind| sum | kind.needs_anywhere());
    let lines: Vec<String> = all
        .iter()
        .filter(|one| !covers(held, *one))
        .map(|one| {
            let mut lost: Vec<String> = if one == Permissions::VIEW_AUDIT_LOG {
                vec![words::setup_by_hand()]
            } else {
                Kind::ALL
                    .into_iter()
                    .filter(|kind| kind.needs_anywhere().contains(one))
                    .map(Kind::word)
                    .collect()
            };
            lost.dedup();
            words::setup_lacks(names(one), lost.join(", "))
        })
        .collect();
    match lines.is_empty() {
        true => finding(State::Works, title, words::setup_permissions_all()),
        false => {
            let give = words::setup_permissions_give();
            finding(State::Missing, title, format!("{}\n{give}", lines.join("\n")))
        }
    }
}

/// Returns whom Gavel's highest role reaches.
fn rank(facts: &Facts) -> Finding {
    let (roles, gavel, title) = (&facts.server.guild.roles, &facts.server.gavel, words::setup_rank());
    let own = roles.iter().filter(|role| gavel.roles.contains(&role.id)).max_by_key(|role| role.height());
    let is_other = |role: &&Role| role.id.get() != facts.id.get() && !gavel.roles.contains(&role.id);
    let others = roles.iter().filter(|role| !role.managed).filter(is_other);
    let (above, below): (Vec<Role>, Vec<Role>) =
        others.copied().partition(|role| own.is_none_or(|own| role.height() > own.height()));
    let above: Vec<String> = above.iter().map(|role| format!("<@&{}>", role.id)).take(8).collect();
    match (above.is_empty(), below.is_empty()) {
        (true, _) => finding(State::Works, title, words::setup_rank_all()),
        (false, true) => finding(State::Missing, title, words::setup_rank_none()),
        (false, false) => finding(State::Works, title, words::setup_rank_some(above.join(" "))),
    }
}

fn channel(facts: &Facts, purpose: Purpose) -> Finding {
    let settings = facts.settings();
    let (found, title, none) = match purpose {
        Purpose::Log => {
            let everything = settings.log_channel(Category::Moderation);
            (everything, words::setup_log(), words::setup_log_none())
        }
        Purpose::Reports => {
            let reports = settings.log_channel(Category::Reports);
            (reports, words::setup_reports(), words::setup_reports_none())
        }
        Purpose::Appeals => {
            let appeals = settings.appeals.as_ref().map(|appeals| appeals.channel);
            (appeals, words::settings_show_appeals(), words::setup_appeals_none())
        }
    };
    let Some(found) = found else {
        let state = if purpose == Purpose::Log { State::Missing } else { State::Open };
        return finding(state, title, none);
    };
    match facts.closed(found) {
        Some(why) => {
            let what = words::facts_broken(format!("<#{found}>"), why);
            finding(State::Missing, title, format!("{what}. {}", words::setup_channel_again()))
        }
        None => finding(State::Works, title, format!("<#{found}>")),
    }
}

fn jail(facts: &Facts) -> Finding {
    let title = words::settings_show_jail();
    let Some(role) = facts.settings().jail_role else {
        return finding(State::Open, title, words::setup_jail_none());
    };
    match facts.unusable(Setting::JailRole, role) {
        Some(why) => {
            let what = words::facts_broken(format!("<@&{role}>"), why);
            finding(State::Missing, title, format!("{what}. {}", words::setup_jail_again()))
        }
        None => finding(State::Works, title, format!("<@&{role}>")),
    }
}

fn ladder(facts: &Facts) -> Finding {
    let (title, steps) = (words::settings_show_ladder(), &facts.settings().ladder);
    if steps.is_empty() {
        return finding(State::Open, title, words::setup_ladder_none());
    }
    let lines: Vec<String> = steps.iter().map(Step::text).collect();
    finding(State::Works, title, lines.join(" · "))
}

fn reasons(facts: &Facts) -> Finding {
    let (title, count) = (words::settings_show_presets(), facts.settings().presets.len());
    match count {
        0 => finding(State::Open, title, words::setup_reasons_none()),
        _ => finding(State::Works, title, words::setup_reasons_count(count as u64)),
    }
}

/// Returns whether what happens when somebody joins or writes can be seen.
fn events(facts: &Facts, sidecar: &Sidecar) -> Finding {
    use Setting::{Alert, Autorole, Leave, MessageLog, Rejoin, Welcome};
    let title = words::setup_events();
    let wanted = [Welcome, Leave, Autorole, Rejoin, Alert, MessageLog].into_iter();
    let wanted: Vec<String> =
        wanted.filter(|it| !it.is_usual(facts.settings())).map(Setting::title).collect();
    match (sidecar, wanted.is_empty()) {
        (None, true) => finding(State::Open, title, words::setup_events_none()),
        (None, false) => finding(State::Missing, title, words::setup_events_missing(wanted.join(", "))),
        (Some(missing), _) if missing.is_empty() => finding(State::Works, title, words::setup_events_all()),
        (Some(missing), _) => {
            let mut intents: Vec<String> = missing.iter().map(|kind| intent(*kind)).collect();
            intents.dedup();
            finding(State::Missing, title, words::setup_events_intents(intents.join(", ")))
        }
    }
}

/// Returns the name of the privileged intent that a kind of event takes, as Discord's developer portal writes it.
fn intent(kind: EventKind) -> String {
    match kind {
        EventKind::MessageEdited | EventKind::MessagesDeleted => words::intent_content(),
        _ => words::intent_members(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::check::ServerFacts;
    use crate::discord::facts::Guild;
    use crate::domain::member::{Member, Role};
    use crate::domain::settings::Settings;
    use serde_json::json;
    use std::collections::HashMap;
    use twilight_model::id::Id;

    fn facts(held: Permissions, others: &[i64], settings: serde_json::Value) -> Facts {
        let role =
            |id: u64, position, permissions| Role { id: Id::new(id), position, permissions, managed: false };
        let none = Permissions::empty();
        let mut roles = vec![role(1, 0, none), role(2, 5, held)];
        roles.extend(others.iter().zip(10..).map(|(position, id)| role(id, *position, none)));
        let guild = Guild {
            name: "Square".to_owned(),
            owner: Id::new(9),
            roles,
            role_names: HashMap::new(),
            role_colours: HashMap::new(),
        };
        let gavel = Member { id: Id::new(7), roles: vec![Id::new(2)] };
        let settings: Settings = serde_json::from_value(settings).unwrap();
        let server = ServerFacts { me: Id::new(7), gavel, guild, settings };
        Facts { id: Id::new(1), server, channels: vec![] }
    }

    fn state(of: &Finding) -> State {
        of.state
    }

    #[test]
    fn what_a_missing_permission_costs_is_said_and_nothing_else() {
        let all = Permissions::all();
        assert_eq!(state(&permissions(&facts(all, &[], json!({})))), State::Works);
        let lacks =
            permissions(&facts(all - Permissions::ADMINISTRATOR - Permissions::BAN_MEMBERS, &[], json!({})));
        assert_eq!(lacks.state, State::Missing);
        assert!(lacks.text.contains("Ban Members") && lacks.text.contains("ban"), "{}", lacks.text);
        assert!(!lacks.text.contains("Kick Members"), "{}", lacks.text);
    }

    #[test]
    fn a_role_below_all_others_reaches_nobody() {
        let none = Permissions::empty();
        assert_eq!(state(&rank(&facts(none, &[6, 7], json!({})))), State::Missing);
        assert!(rank(&facts(none, &[6, 2], json!({}))).text.contains("<@&10>"));
        assert_eq!(state(&rank(&facts(none, &[1, 2], json!({})))), State::Works);
    }

    #[test]
    fn what_is_missing_stands_first_and_what_works_last() {
        let facts = facts(
            Permissions::all(),
            &[],
            json!({ "jail_role": "77", "welcome": {
            "place": { "channel": "5" }, "text": "hi" } }),
        );
        let all = findings(&facts, &None);
        assert!(all.is_sorted_by_key(|finding| finding.state));
        let of = |title: String| all.iter().find(|finding| finding.title == title).unwrap().state;
        assert_eq!(of(words::setup_log()), State::Missing);
        assert_eq!(of(words::settings_show_jail()), State::Missing, "the role is gone");
        assert_eq!(of(words::setup_events()), State::Missing, "a welcome needs the sidecar");
        assert_eq!(of(words::settings_show_appeals()), State::Open);
        let heard = Some(vec![EventKind::MessageEdited]);
        assert!(events(&facts, &heard).text.contains("Message Content Intent"));
        assert_eq!(state(&events(&facts, &Some(vec![]))), State::Works);
    }
}
