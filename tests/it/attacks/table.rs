//! The permission of every registered command and control: a new one fails here until it has its row.

use discord_stand_in::{ChannelId, Gesture, Message, Modal, OptionValue, RoleId, UserId};
use gavel::domain::kind::Kind;
use gavel::features;
use gavel::kernel::definitions;
use serde_json::Value;

use crate::attacks::places::GRANTED;
use crate::support::stage::Stage;

/// The commands that everyone may use.
const OPEN: &[&str] = &[
    "ping",
    "userinfo",
    "User info",
    "help",
    "about",
    "privacy",
    "record",
    "remind",
    "report",
    "Report",
    "tag",
    "poll",
    "serverinfo",
    "roleinfo",
    "channelinfo",
    "avatar",
];
/// The commands that act on the user they name.
pub(super) const ACTS: &[&str] = &[
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
const READS: &[&str] = &[
    "permissions explain",
    "privacy erase",
    "userinfo",
    "history",
    "case list",
    "modstats",
    "purge",
    "report user",
    "avatar",
];
/// A custom id, and what is said to somebody without rights, to somebody with rights in that channel only, and to the
/// owner. Its subject does not exist.
pub(crate) type Use = (&'static str, &'static str, &'static str, &'static str);
/// Marks a reply that is the same as to somebody without rights.
const SAME: &str = "";
/// Not given by the owner, because it would do something.
const LIVE: &str = "live";
/// The custom ids of each control.
pub(crate) const CONTROLS: &[(&str, &[Use])] = &[
    (
        "act",
        &[
            (
                "act:1:open:ban:5:spam",
                "You need the permission Ban Members",
                SAME,
                "a form: act:1:submit:ban:5",
            ),
            (
                "act:1:submit:warn:5",
                "You need the permission Timeout Members",
                SAME,
                "Nobody on Discord has the id 5",
            ),
            (
                "act:1:delete:5:6:7",
                "You need the permission",
                "You need the permission Timeout Members",
                "in another channel",
            ),
        ],
    ),
    (
        "appeal",
        &[
            ("appeal:1:open:5:99", "only the person it is about", SAME, SAME),
            ("appeal:1:submit:5:99", "only the person it is about", SAME, SAME),
            ("appeal:1:answer:5:99:0", "only the person it is about", SAME, SAME),
            ("appeal:1:answered:5:99:0", "only the person it is about", SAME, SAME),
            (
                "appeal:1:accept:ban:99",
                "You need the permission Ban Members",
                SAME,
                "no longer in the record",
            ),
            (
                "appeal:1:reject:jail:99",
                "You need the permission Timeout Members",
                SAME,
                "no longer in the record",
            ),
            (
                "appeal:1:rejected:kick:99",
                "You need the permission Kick Members",
                SAME,
                "no longer in the record",
            ),
            (
                "appeal:1:ask:timeout:99",
                "You need the permission Timeout Members",
                SAME,
                "no longer in the record",
            ),
            ("appeal:1:asked:ban:99", "You need the permission Ban Members", SAME, "no longer in the record"),
        ],
    ),
    (
        "ask",
        &[("ask:1:yes:99", "This question is", SAME, SAME), ("ask:1:no:99", "This question is", SAME, SAME)],
    ),
    ("calloff", &[("calloff:1:99", "too old", SAME, SAME)]),
    (
        "cases",
        &[(
            "cases:1:find:0:s:spam",
            "You need the permission Timeout Members",
            SAME,
            "No case has the words",
        )],
    ),
    // Everyone may turn the pages of what they may use.
    ("help", &[("help:1:section", "What you can use here", SAME, SAME)]),
    (
        "lockdown",
        &[(
            "lockdown:1:end:99",
            "You need the permission Manage Channels",
            "Manage Channels in the whole server",
            "is already over",
        )],
    ),
    (
        "mass",
        &[
            ("mass:1:form:massban", "You need the permission Ban Members", SAME, "Nobody is named"),
            ("mass:1:go:99", "too old", SAME, SAME),
            ("mass:1:stop:99", "too old", SAME, SAME),
        ],
    ),
    (
        "panel",
        &[
            ("panel:1:home", "You need the permission Manage Server", SAME, LIVE),
            ("panel:1:pick:log:everything", "You need the permission Manage Server", SAME, LIVE),
            ("panel:1:switch:ignores_manual:main:on", "You need the permission Manage Server", SAME, LIVE),
            ("panel:1:filled:presets:-", "You need the permission Manage Server", SAME, LIVE),
            ("panel:1:reset:log", "You need the permission Manage Server", SAME, LIVE),
            ("panel:1:undo:log:1:9", "You need the permission Manage Server", SAME, LIVE),
        ],
    ),
    (
        "remind",
        &[
            ("remind:1:cancel:99", "no longer waiting", SAME, SAME),
            ("remind:1:chosen", "no longer waiting", SAME, SAME),
            ("remind:1:page:0", "no reminders", SAME, SAME),
            ("remind:1:show:5:99", "is for <@5>", SAME, SAME),
        ],
    ),
    (
        "report",
        &[
            ("report:1:claim:99", "You need the permission Timeout Members", SAME, "no report #99"),
            ("report:1:delete:99", "You need the permission Timeout Members", SAME, "no report #99"),
            ("report:1:dismissed:99", "You need the permission Timeout Members", SAME, "no report #99"),
            ("report:1:act:99:ban", "You need the permission Ban Members", SAME, "no report #99"),
            ("report:1:acted:99:ban", "You need the permission Ban Members", SAME, "no report #99"),
        ],
    ),
    ("reporting", &[("reporting:1:submit:99", "choose what it is about", SAME, SAME)]),
    (
        "reports",
        &[(
            "reports:1:all:99",
            "You need the permission Timeout Members",
            SAME,
            "Nobody has reported anything",
        )],
    ),
    (
        "role",
        &[
            ("role:1:take:99:5", "no longer in use", SAME, SAME),
            ("role:1:choose:99", "no longer in use", SAME, SAME),
        ],
    ),
    (
        "rolemenu",
        &[
            (
                "rolemenu:1:roles:99",
                "You need the permission Manage Roles",
                "Manage Roles in the whole server",
                "That menu is gone",
            ),
            (
                "rolemenu:1:delete:99",
                "You need the permission Manage Roles",
                "Manage Roles in the whole server",
                "That menu is gone",
            ),
            ("rolemenu:1:keep", "You need the permission Manage Roles", "Kept as it is", "Kept as it is"),
        ],
    ),
    (
        "settings",
        &[(
            "settings:1:history:0:s",
            "You need the permission Manage Server",
            SAME,
            "Changes of the settings",
        )],
    ),
    (
        "setup",
        &[
            ("setup:1:again", "You need the permission Manage Server", SAME, LIVE),
            ("setup:1:jail_role", "You need the permission Manage Server", SAME, LIVE),
            ("setup:1:make:log", "You need the permission Manage Server", SAME, LIVE),
            ("setup:1:choose:log", "You need the permission Manage Server", SAME, LIVE),
            ("setup:1:back:1:9", "You need the permission Manage Server", SAME, LIVE),
            ("setup:1:remove:99", "You need the permission Manage Server", SAME, LIVE),
        ],
    ),
    (
        "tag",
        &[
            ("tag:1:create", "You need the permission Manage Server", SAME, "A tag needs a name"),
            ("tag:1:edit:99", "You need the permission Manage Server", SAME, "no longer exists"),
            ("tag:1:delete:99", "You need the permission Manage Server", SAME, "no longer exists"),
            ("tag:1:page:0", "no tags yet", SAME, SAME),
        ],
    ),
    (
        "undo",
        &[
            (
                "undo:1:warn:99",
                "You need the permission Timeout Members",
                SAME,
                "Case #99 is no longer in the record",
            ),
            ("undo:1:lift:99", "no longer in the record", SAME, SAME),
        ],
    ),
    ("waiting", &[("waiting:1:99", "is over", SAME, SAME)]),
    ("work", &[("work:1:cancel:99", "already over", SAME, SAME)]),
];

/// Returns every slash command with its subcommands, as it is typed, and its options.
pub(crate) fn leaves() -> Vec<(String, Vec<Value>)> {
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

/// The person, role and channel that an order names.
pub(crate) struct Named {
    pub user: UserId,
    pub role: RoleId,
    pub channel: ChannelId,
}

/// Fills the options that must be given.
pub(crate) fn filled(gesture: Gesture, options: &[Value], named: &Named) -> Gesture {
    let required = options.iter().filter(|option| option["required"] == true);
    required.fold(gesture, |gesture, option| {
        let name = option["name"].as_str().unwrap();
        let value: OptionValue = match (option["type"].as_u64().unwrap(), name) {
            (3, _) if option["choices"][0]["value"].is_string() => {
                option["choices"][0]["value"].as_str().unwrap().into()
            }
            (3, "duration" | "delay" | "when") => "1h".into(),
            (3, "command") => "ban".into(),
            (3, "user") => named.user.to_string().into(),
            (3, _) => "x".into(),
            (4, _) => option["min_value"].as_i64().unwrap_or(1).into(),
            (5, _) => true.into(),
            (6, _) => named.user.into(),
            (7, _) => named.channel.into(),
            (8, _) => named.role.into(),
            (11, _) => OptionValue::file("list.txt", named.user.to_string()),
            (kind, _) => unreachable!("/{name} has a kind of option that nobody fills here: {kind}"),
        };
        gesture.with(name, value)
    })
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

/// Everything but Administrator.
const ALL_RIGHTS: u64 = ((1 << 53) - 1) & !(1 << 3);

/// Somebody in the middle with all rights, and whom they may and may not act on, with what they read.
struct Ranks {
    middle: UserId,
    out_of_reach: Vec<(&'static str, UserId, &'static str)>,
    jail: RoleId,
}

impl Ranks {
    async fn of(stage: &Stage) -> Self {
        let (sim, cast) = (&stage.sim, stage.cast);
        let jail = stage.set_jail().await;
        let middle_role = sim.add_role(cast.guild, "Middle", 3, ALL_RIGHTS);
        let (higher, vip) = (sim.add_role(cast.guild, "Higher", 4, 0), sim.add_role(cast.guild, "VIP", 1, 0));
        let protect = sim.slash(cast.owner, cast.general, "settings protected-roles").with("role", vip);
        protect.await.unwrap().final_message().await.unwrap();
        let middle = sim.add_member(cast.guild, "middle", &[middle_role]);
        let out_of_reach = vec![
            ("equal", sim.add_member(cast.guild, "equal", &[middle_role]), "Your highest role is not above"),
            ("senior", sim.add_member(cast.guild, "higher", &[higher]), "Your highest role is not above"),
            ("owner", cast.owner, "owns this server"),
            ("protected", sim.add_member(cast.guild, "vip", &[vip]), "has the protected role"),
            ("Gavel", sim.bot_user_id(), "I can't act on myself"),
            ("self", middle, "You can't use this on yourself"),
        ];
        Self { middle, out_of_reach, jail }
    }
}

#[tokio::test]
async fn every_command_on_a_person_reaches_juniors_and_nobody_else() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let ranks = Ranks::of(&stage).await;
    let role = sim.add_role(cast.guild, "Event", 1, 0);
    let mut cases = 0;
    for (path, options) in leaves() {
        if !options.iter().any(|option| option["type"].as_u64() == Some(6)) {
            continue;
        }
        let acts = ACTS.contains(&path.as_str());
        assert!(
            acts || READS.contains(&path.as_str()),
            "/{path} names a person: does it do something to them?"
        );
        if !acts {
            continue;
        }
        let order = async |user: UserId| {
            let named = Named { user, role, channel: cast.voice };
            let order = filled(sim.slash(ranks.middle, cast.general, &path), &options, &named);
            order.await.unwrap().final_message().await.unwrap().text()
        };
        for (rank, target, why) in &ranks.out_of_reach {
            let said = order(*target).await;
            // Who is not in jail has nobody to be spared from; and people may change their own roles, as Discord lets them.
            let why = match *rank {
                _ if path == "unjail" => "is not in jail",
                "self" if path.starts_with("role ") => continue,
                _ => why,
            };
            assert!(said.contains(why), "/{path} on {rank}: {said}");
        }
        stage.wait_until_idle().await;
        let number = stage.cases().await.len();
        assert!(number - cases <= 1, "/{path} did something to somebody");
        let junior = sim.add_member(cast.guild, &path, &[cast.member_role]);
        let said = order(junior).await;
        let spared = ranks.out_of_reach.iter().any(|(_, _, why)| said.contains(why));
        assert!(!spared && !said.contains("You need the permission"), "/{path} on a junior: {said}");
        stage.wait_until_idle().await;
        cases = stage.cases().await.len();
    }
    let on: Vec<i64> = sqlx::query_scalar("select distinct target_id from cases where target_id is not null")
        .fetch_all(&stage.database.pool)
        .await
        .unwrap();
    let wrong = ranks
        .out_of_reach
        .iter()
        .find(|(rank, id, _)| *rank != "self" && on.contains(&id.get().cast_signed()));
    assert!(wrong.is_none() && on.len() > 10, "{wrong:?} {on:?}");
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn every_form_and_undo_on_a_person_asks_the_rank_too() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let ranks = Ranks::of(&stage).await;
    let form = sim.user_menu(ranks.middle, cast.general, "Warn", cast.member).await.unwrap().modal().unwrap();
    let message = sim.write(cast.member, cast.general, "hello").unwrap();
    let said = async |gesture: Gesture| gesture.await.unwrap().final_message().await.unwrap().text();
    // The card of Apps → Moderate offers these; what is not offered does not read its own id.
    for kind in Kind::which(|facts| facts.on_card.is_some()).filter(|kind| *kind != Kind::Note) {
        for (rank, target, why) in &ranks.out_of_reach {
            let custom_id = format!("act:1:submit:{kind}:{target}", kind = kind.as_str());
            let forged = Modal { custom_id, ..form.clone() };
            let form = sim.submit(ranks.middle, &forged).with("reason", "x").with("duration", "1h").forged();
            let said = said(form).await;
            assert!(said.contains(why), "{kind:?} on {rank}: {said}");
        }
    }
    // The card of a report offers them, too, about whom it reports.
    let others = ranks.out_of_reach.iter().filter(|(rank, ..)| !["Gavel", "self"].contains(rank));
    for (number, (rank, target, why)) in (1..).zip(others) {
        let bad = sim.write(*target, cast.general, "bad words").unwrap();
        stage.reported(cast.newcomer, &bad, &[]).await;
        stage.wait_until_idle().await;
        for kind in ["ban", "timeout", "warn"] {
            let forged = Modal { custom_id: format!("report:1:acted:{number}:{kind}"), ..form.clone() };
            let form = sim.submit(ranks.middle, &forged).with("reason", "x").with("duration", "1h").forged();
            let said = said(form).await;
            assert!(said.contains(why), "{kind} by a report on {rank}: {said}");
        }
    }
    assert_eq!(stage.cases().await, []);
    let senior = ranks.out_of_reach[1].1;
    type Options = &'static [(&'static str, &'static str)];
    let orders: [(&str, &str, Options); 4] = [
        ("warn", "warn", &[]),
        ("timeout", "timeout", &[("duration", "1h")]),
        ("jail", "jail", &[]),
        ("nick set", "nick_set", &[("nick", "x")]),
    ];
    for (number, (name, kind, options)) in (1..).zip(orders) {
        let done = stage.by(cast.owner, name, senior, options).await.text();
        assert!(done.contains(&format!("Case #{number}")), "{done}");
        stage.wait_until_idle().await;
        for verb in [format!("undo:1:{kind}:{number}"), format!("undo:1:lift:{number}")] {
            let said = said(sim.press(ranks.middle, &message, &verb).forged()).await;
            let refused = ["is not above", "can no longer be taken back", "is above yours", "too old"];
            assert!(refused.iter().any(|why| said.contains(why)), "{verb}: {said}");
        }
    }
    assert_eq!(stage.cases().await.len(), orders.len());
    assert!(sim.member(cast.guild, senior).unwrap().roles.contains(&ranks.jail), "still in jail");
    sim.clear_violations();
    stage.close().await;
}

/// Presses a button with this id, and sends a form with it; returns what is said each time.
pub(super) async fn used(stage: &Stage, who: UserId, on: &Message, form: &Modal, id: &str) -> Vec<String> {
    let sim = &stage.sim;
    let form = Modal { custom_id: id.to_owned(), ..form.clone() };
    let mut said = Vec::new();
    for gesture in [sim.press(who, on, id).forged(), sim.submit(who, &form).with("reason", "x").forged()] {
        // Discord refuses that a form which no message opened changes one.
        let Ok(used) = gesture.await else { continue };
        let form = used.modal().map(|form| format!("a form: {}", form.custom_id));
        match (form, used.final_message().await) {
            (Some(form), _) => said.push(form),
            (None, Ok(reply)) => said.push(reply.text()),
            (None, Err(_)) => {}
        }
    }
    said
}

#[tokio::test]
async fn no_control_does_more_than_its_users_rights_in_the_server_and_what_is_stale_says_so() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let message = sim.write(cast.member, cast.general, "hello").unwrap();
    let form = sim.user_menu(cast.admin, cast.general, "Warn", cast.newcomer).await.unwrap().modal().unwrap();
    let trainee_role = sim.add_role(cast.guild, "Trainee", 2, 0);
    let trainee = sim.add_member(cast.guild, "trainee", &[trainee_role]);
    sim.set_member_overwrite(cast.general, trainee, GRANTED, 0);
    let rows: Vec<&str> = CONTROLS.iter().map(|(name, _)| *name).collect();
    assert_eq!(features::registry().unwrap().control_names(), rows, "each control has its row here");
    for (id, none, channel, stale) in CONTROLS.iter().flat_map(|(_, ids)| ids.iter()) {
        let columns = [(cast.newcomer, none), (trainee, channel), (cast.owner, stale)];
        for (who, why) in columns.into_iter().filter(|(_, why)| **why != LIVE) {
            let why = if *why == SAME { none } else { why };
            let said = used(&stage, who, &message, &form, id).await;
            assert!(!said.is_empty() && said.iter().all(|said| said.contains(why)), "{id}: {why}: {said:?}");
        }
    }
    assert_eq!(stage.cases().await, []);
    sim.clear_violations();
    stage.close().await;
}
