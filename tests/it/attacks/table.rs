//! The permission of every registered command and control: a new one fails here until it has its row.

use discord_stand_in::{OptionValue, UserId};
use gavel::features;
use gavel::kernel::definitions;
use serde_json::Value;

use crate::support::stage::Stage;

/// The commands that everyone may use.
const OPEN: [&str; 7] = ["ping", "userinfo", "User info", "help", "about", "record", "Report"];
/// The commands that act on the user they name.
const ACTS: [&str; 19] = [
    "warn",
    "note",
    "timeout",
    "untimeout",
    "jail",
    "unjail",
    "kick",
    "softban",
    "ban",
    "role add",
    "role remove",
    "nick set",
    "nick reset",
    "voice disconnect",
    "voice move",
    "voice mute",
    "voice unmute",
    "voice deafen",
    "voice undeafen",
];
/// The commands that name a user without acting on them.
const READS: [&str; 5] = ["userinfo", "history", "case list", "modstats", "purge"];
/// The custom ids of each control, and the reply to a sender without permissions. Their subjects do not exist.
const CONTROLS: [(&str, &[(&str, &str)]); 9] = [
    (
        "act",
        &[
            ("act:1:open:ban:5", "You need the permission Ban Members"),
            ("act:1:submit:warn:5", "You need the permission Timeout Members"),
            ("act:1:delete:5:6:7", "You need the permission"),
        ],
    ),
    ("ask", &[("ask:1:yes:99", "This question is"), ("ask:1:no:99", "This question is")]),
    ("cases", &[("cases:1:page:0:0", "You need the permission Timeout Members")]),
    ("lockdown", &[("lockdown:1:end:99", "You need the permission Manage Channels")]),
    (
        "mass",
        &[
            ("mass:1:form:massban:0", "You need the permission Ban Members"),
            ("mass:1:go:99", "too old"),
            ("mass:1:stop:99", "too old"),
        ],
    ),
    ("role", &[("role:1:take:99:5", "not in use any more"), ("role:1:choose:99", "not in use any more")]),
    (
        "rolemenu",
        &[
            ("rolemenu:1:roles:99", "You need the permission Manage Roles"),
            ("rolemenu:1:delete:99", "You need the permission Manage Roles"),
            ("rolemenu:1:keep", "You need the permission Manage Roles"),
        ],
    ),
    (
        "undo",
        &[
            ("undo:1:warn:99", "You need the permission Timeout Members"),
            ("undo:1:lift:99", "not in the record"),
        ],
    ),
    ("work", &[("work:1:cancel:99", "over already")]),
];

/// Returns every slash command with its subcommands, as it is typed, and its options.
fn leaves() -> Vec<(String, Vec<Value>)> {
    fn collect(path: &str, command: &Value, found: &mut Vec<(String, Vec<Value>)>) {
        let options = command["options"].as_array().cloned().unwrap_or_default();
        let is_group = |option: &Value| matches!(option["type"].as_u64(), Some(1 | 2));
        if options.iter().any(is_group) {
            for option in &options {
                collect(&format!("{path} {}", option["name"].as_str().unwrap()), option, found);
            }
        } else {
            found.push((path.to_owned(), options));
        }
    }
    let mut found = Vec::new();
    for command in definitions::body(&features::registry().unwrap()).unwrap() {
        if command["type"].as_u64().unwrap_or(1) == 1 {
            collect(command["name"].as_str().unwrap(), &command, &mut found);
        }
    }
    found
}

#[tokio::test]
async fn without_rights_every_command_is_refused_but_those_for_everyone() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let message = sim.write(cast.member, cast.general, "hello").unwrap();
    let registry = features::registry().unwrap();
    for (_, command) in registry.commands() {
        let name = &command.definition.name;
        if command.permission.is_empty() {
            assert!(OPEN.contains(&name.as_str()), "{name} asks for no permission: is it for everyone?");
            continue;
        }
        let leaves = leaves().into_iter().map(|(path, _)| path);
        let mut paths: Vec<String> = leaves.filter(|path| path.split(' ').next() == Some(name)).collect();
        let kind: u8 = command.definition.kind.into();
        if kind != 1 {
            paths = vec![name.clone()];
        }
        for path in paths {
            let gesture = match kind {
                1 => sim.slash(cast.newcomer, cast.general, &path),
                2 => sim.user_menu(cast.newcomer, cast.general, &path, cast.member),
                _ => sim.message_menu(cast.newcomer, &path, &message),
            };
            let said = gesture.forged().await.unwrap().final_message().await.unwrap().text();
            assert!(said.contains("You need the permission"), "{path}: {said}");
        }
    }
    assert_eq!(stage.cases().await, []);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn every_command_on_a_person_spares_peers_the_owner_and_oneself() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_jail().await;
    let role = sim.add_role(cast.guild, "Event", 1, 0);
    let peer = sim.add_member(cast.guild, "peer", &[cast.admin_role]);
    for (path, options) in leaves() {
        let names_a_person = options.iter().any(|option| option["type"].as_u64() == Some(6));
        if !names_a_person {
            continue;
        }
        assert!(
            ACTS.contains(&path.as_str()) || READS.contains(&path.as_str()),
            "/{path} names a person: does it do something to them?"
        );
        if !ACTS.contains(&path.as_str()) {
            continue;
        }
        let order = async |target: UserId| {
            let mut order = sim.slash(cast.admin, cast.general, &path).with("user", target);
            for option in
                options.iter().filter(|option| option["required"] == true && option["name"] != "user")
            {
                let value = match option["name"].as_str().unwrap() {
                    "duration" => OptionValue::from("1h"),
                    "role" => OptionValue::from(role),
                    "channel" => OptionValue::from(cast.voice),
                    _ => OptionValue::from("x"),
                };
                order = order.with(option["name"].as_str().unwrap(), value);
            }
            order.await.unwrap().final_message().await.unwrap().text()
        };
        for (target, why) in [(peer, "Your highest role is not above"), (cast.owner, "owns this server")] {
            // The reply to `/unjail` comes first for a target who is not in jail.
            let why = if path == "unjail" { "is not in jail" } else { why };
            let said = order(target).await;
            assert!(said.contains(why), "/{path}: {said}");
        }
        // Discord lets members change their own roles.
        if !path.starts_with("role ") && path != "unjail" {
            let said = order(cast.admin).await;
            assert!(said.contains("You can't use this on yourself"), "/{path}: {said}");
        }
    }
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}

#[tokio::test]
async fn without_rights_no_control_does_anything_and_what_is_stale_says_so() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let message = sim.write(cast.member, cast.general, "hello").unwrap();
    let rows: Vec<&str> = CONTROLS.iter().map(|(name, _)| *name).collect();
    assert_eq!(features::registry().unwrap().control_names(), rows, "each control has its row here");
    for (id, why) in CONTROLS.iter().flat_map(|(_, ids)| ids.iter()) {
        let press = sim.press(cast.newcomer, &message, id).forged().await.unwrap();
        let said = press.final_message().await.unwrap().text();
        assert!(said.contains(why), "{id}: {said}");
    }
    assert_eq!(stage.cases().await, []);
    sim.clear_violations();
    stage.close().await;
}
