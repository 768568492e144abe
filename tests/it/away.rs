//! Each command, menu and control while Discord is away: an order is recorded at once and carried out once when Discord is
//! back, the record can be read and changed without Discord, and the rest says so. A new one fails here until it has its row.

use std::collections::BTreeSet;
use std::time::Duration;

use discord_stand_in::{
    ChannelId, ChannelKind, Fault, Gesture, Invocation, Message, OptionValue, RoleId, Scope, UserId,
};
use gavel::features;

use crate::attacks::table::{Named, filled, leaves};
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

/// The behaviour while Discord is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Away {
    /// The order is recorded as a case, which is applied in the end.
    Case,
    /// The order is recorded. Its reply has these words in the end.
    Order(&'static str),
    /// It needs no answer of Discord's.
    Works,
    /// It shows what only Discord knows, and says that it can't now.
    Reads,
    /// It opens a form.
    Form,
}

use Away::{Case, Form, Order, Reads, Works};

/// The behaviour of each command and menu.
const COMMANDS: &[(&str, Away)] = &[
    ("ping", Works),
    ("userinfo", Works),
    ("help", Works),
    ("about", Works),
    ("warn", Case),
    ("note", Case),
    ("timeout", Case),
    ("untimeout", Case),
    ("jail", Case),
    ("unjail", Case),
    ("kick", Case),
    ("softban", Case),
    ("ban", Case),
    ("unban", Case),
    ("nick set", Case),
    ("nick reset", Case),
    ("voice disconnect", Case),
    ("voice move", Case),
    ("voice mute", Case),
    ("voice unmute", Case),
    ("voice deafen", Case),
    ("voice undeafen", Case),
    ("massban", Order("can be acted on")),
    ("massunban", Order("can be acted on")),
    ("case view", Works),
    ("case list", Works),
    ("case search", Works),
    ("case edit", Order("changed")),
    ("case void", Order("voided")),
    ("case history", Works),
    ("history", Works),
    ("record", Works),
    ("modstats", Works),
    ("purge", Order("1 message deleted")),
    ("lock", Case),
    ("unlock", Case),
    ("slowmode", Case),
    ("lockdown start", Order("is in lockdown")),
    ("lockdown end", Order("is over")),
    ("role add", Case),
    ("role remove", Case),
    ("rolemenu create", Order("Choose its roles")),
    ("rolemenu edit", Reads),
    ("rolemenu post", Order("Posted")),
    ("rolemenu delete", Order("Delete the menu")),
    ("setup", Reads),
    ("settings show", Works),
    ("settings log", Order("Every case is posted")),
    ("settings protected-roles", Order("Nobody can act on members")),
    ("settings jail", Order("Jailed members have")),
    ("settings lockdown", Works),
    ("settings presets", Works),
    ("settings dm", Works),
    ("settings warnings", Works),
    ("settings language", Works),
    ("settings time-zone", Works),
    ("settings manual", Works),
    ("settings welcome", Order("Newcomers are welcomed")),
    ("settings leave", Order("When somebody leaves")),
    ("settings autorole", Order("Newcomers are given")),
    ("settings rejoin", Works),
    ("settings alert", Order("When somebody with a record joins")),
    ("settings messagelog", Order("Edited and deleted messages are logged")),
    ("settings clear", Works),
    ("settings profile", Works),
    ("settings history", Works),
    ("settings export", Works),
    ("settings import", Order("Replace the settings")),
    ("ladder show", Works),
    ("ladder edit", Order("The ladder now")),
    ("ladder simulate", Works),
    ("policy show", Works),
    ("policy set", Order("The policy now")),
    ("settings appeals", Works),
    ("settings retention", Works),
    ("reset", Works),
    ("privacy show", Works),
    ("privacy erase", Works),
    ("report user", Form),
    ("report list", Works),
    ("report view", Works),
    ("remind me", Works),
    ("remind list", Works),
    ("remind cancel", Works),
    ("tag get", Works),
    ("tag create", Form),
    ("tag edit", Works),
    ("tag delete", Works),
    ("tag list", Works),
    ("poll", Works),
    ("permissions explain", Reads),
    ("serverinfo", Reads),
    ("roleinfo", Works),
    ("channelinfo", Reads),
    ("avatar", Works),
    ("User info", Works),
    ("Warn", Form),
    ("Delete and warn", Form),
    ("Moderate", Works),
    ("Purge down to here", Order("Delete")),
    ("Report", Form),
];

/// The behaviour of each control.
const CONTROLS: &[(&str, Away)] = &[
    ("act", Case),
    ("appeal", Works),
    ("ask", Order("1 person banned")),
    ("calloff", Works),
    ("cases", Works),
    ("help", Works),
    ("lockdown", Order("is over")),
    ("mass", Order("can be acted on")),
    ("panel", Order("Changed.")),
    ("remind", Works),
    ("report", Works),
    ("reporting", Works),
    ("reports", Works),
    ("role", Works),
    ("rolemenu", Order("Changed")),
    ("settings", Works),
    ("setup", Order("The ladder is set")),
    ("tag", Works),
    ("undo", Order("was taken back")),
    ("waiting", Works),
    ("work", Works),
];

/// The commands that change what others act on, and so have a server of their own.
const APART: [&str; 2] = ["lockdown start", "lockdown end"];

/// The place, the people and the menu of one row.
pub(crate) struct Scene<'a> {
    stage: &'a Stage,
    pub user: UserId,
    role: RoleId,
    channel: ChannelId,
    pub message: Message,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(stage: &'a Stage, name: &str) -> Self {
        let (sim, cast) = (&stage.sim, &stage.cast);
        let user = sim.add_member(cast.guild, "somebody", &[cast.member_role]);
        let role = sim.add_role(cast.guild, "Event", 1, 0);
        let channel = sim.add_channel(cast.guild, &name.replace(' ', "-"), ChannelKind::Text);
        let message = sim.write(user, channel, "spam").unwrap();
        Self { stage, user, role, channel, message }
    }

    fn slash(&self, path: &str) -> Gesture {
        self.stage.sim.slash(self.stage.cast.admin, self.channel, path)
    }

    /// Uses a command on the person, while Discord is there; returns the reply.
    async fn by(&self, path: &str) -> Message {
        let reply = self.slash(path).with("user", self.user).await.unwrap().final_message().await.unwrap();
        self.stage.wait_until_idle().await;
        reply
    }

    async fn newest_case(&self) -> i64 {
        let newest = "select max(number)::bigint from cases";
        sqlx::query_scalar(newest).fetch_one(&self.stage.database.pool).await.unwrap()
    }

    /// Makes a menu with one role; returns its panel.
    async fn menu(&self, name: &str) -> Message {
        let panel =
            self.slash("rolemenu create").with("name", name).await.unwrap().final_message().await.unwrap();
        self.choose(&panel).await.unwrap().final_message().await.unwrap()
    }

    fn choose(&self, panel: &Message) -> Gesture {
        let admin = self.stage.cast.admin;
        let choose = panel.controls().into_iter().find(|it| it.custom_id.starts_with("rolemenu:1:roles:"));
        self.stage.sim.select(admin, panel, &choose.unwrap().custom_id, vec![self.role.to_string()])
    }

    fn list(&self) -> OptionValue {
        OptionValue::file("list.txt", self.user.to_string())
    }

    /// Brings about what a command needs, and returns it with its options.
    pub(crate) async fn command(&self, path: &str, options: &[serde_json::Value]) -> Gesture {
        let (sim, cast) = (&self.stage.sim, &self.stage.cast);
        let is_voice = |option: &serde_json::Value| {
            option["channel_types"].as_array().is_some_and(|types| types.iter().any(|kind| *kind == 2))
        };
        let channel = if options.iter().any(is_voice) { cast.voice } else { self.channel };
        let order =
            || filled(self.slash(path), options, &Named { user: self.user, role: self.role, channel });
        match path {
            "unban" | "massunban" => sim.ban(cast.admin, cast.guild, self.user, "by hand").unwrap(),
            "untimeout" => {
                let until = self.stage.clock.now() + jiff::SignedDuration::from_hours(1);
                sim.time_out(cast.admin, cast.guild, self.user, Some(until), "").unwrap();
            }
            "unjail" => drop(self.by("jail").await),
            "unlock" => drop(self.slash("lock").await.unwrap().final_message().await.unwrap()),
            "role remove" => sim.set_roles(cast.guild, self.user, &[cast.member_role, self.role]),
            _ if path.starts_with("voice ") => {
                let lobby = sim.add_channel(cast.guild, "lobby", ChannelKind::Voice);
                sim.set_voice(cast.guild, self.user, Some(lobby));
            }
            _ => {}
        }
        match path {
            "voice unmute" => drop(self.by("voice mute").await),
            "voice undeafen" => drop(self.by("voice deafen").await),
            "nick reset" => {
                let nick = self.slash("nick set").with("user", self.user).with("nick", "Bob");
                nick.await.unwrap().final_message().await.unwrap();
            }
            _ => {}
        }
        match path {
            "case view" | "case edit" | "case void" | "case history" => {
                self.by("warn").await;
                let order = order().with("number", self.newest_case().await);
                if path == "case edit" { order.with("reason", "x") } else { order }
            }
            "massban" | "massunban" => order().with("file", self.list()),
            "rolemenu post" | "rolemenu edit" | "rolemenu delete" => {
                self.menu(path).await;
                order().with("name", path)
            }
            "settings jail" => order().with("role", self.stage.set_jail().await),
            "settings autorole" => order().with("role", self.role),
            "settings clear" => order().with("setting", "protected-roles"),
            "settings welcome" | "settings leave" | "settings messagelog" | "settings alert" => {
                order().with("channel", cast.mod_log)
            }
            "settings import" => order().with("file", OptionValue::file("settings.toml", "")),
            "settings profile" => order().with("bio", "I keep order."),
            "settings manual" => order().with("record", false),
            "settings rejoin" => order().with("jail", true),
            "settings language" => order().with("language", "English"),
            "settings time-zone" => order().with("zone", "Europe/Prague"),
            "ladder edit" => order().with("points", 50_i64).with("action", "kick"),
            "policy set" => order().with("per_day", 5_i64),
            "record" => sim.slash(self.user, self.channel, path),
            _ => order(),
        }
    }

    fn menu_item(&self, kind: u8, name: &str) -> Gesture {
        let (sim, cast) = (&self.stage.sim, &self.stage.cast);
        match kind {
            2 => sim.user_menu(cast.admin, self.channel, name, self.user),
            _ => sim.message_menu(cast.admin, name, &self.message),
        }
    }
}

/// An order that was given while Discord was away.
struct Given {
    name: &'static str,
    away: Away,
    by: Invocation,
}

/// All that was given while Discord was away, and what is wrong with it.
#[derive(Default)]
struct Outage {
    given: Vec<Given>,
    wrong: Vec<String>,
}

impl Outage {
    async fn give(&mut self, name: &'static str, away: Away, gesture: Gesture) -> Invocation {
        let by = gesture.await.unwrap();
        let said = by.text();
        // On a slow machine the answer is deferred, and comes when Discord is back.
        let is_late = matches!(by.response()["type"].as_u64(), Some(5 | 6));
        let is_told = match away {
            Case => said.starts_with("Recorded as case #") && said.contains("Discord isn't answering"),
            Order(_) => said.starts_with("Recorded. Discord isn't answering"),
            Reads => said.contains("so I can't show you this"),
            Form => by.modal().is_some(),
            Works => !said.starts_with("Recorded") && !said.contains("can't show you this"),
        };
        if said.contains("did nothing") || (!is_late && !is_told) {
            self.wrong.push(format!("{name}: while Discord is away, they read {said:?}"));
        }
        self.given.push(Given { name, away, by: by.clone() });
        by
    }

    /// Waits until Discord is back and all is done; compares what each person reads then.
    async fn end(&mut self, stage: &Stage, process: &mut Process, time: Duration) {
        process.replace(stage).await;
        tokio::time::sleep(time).await;
        stage.sim.clear_faults();
        stage.wait_until_idle_within(4 * SOON).await;
        for Given { name, away, by } in &self.given {
            let all = || by.reply().into_iter().chain(by.follow_ups()).map(|said| said.text());
            let told = |words: &str| all().any(|text| text.contains(words));
            let is_done = match away {
                Case => told("Case #") && !told("not applied") && !told("Recorded"),
                // Nobody could answer a question whose reply can't be edited for much longer.
                Order(_) if time > ASKABLE && told("and confirm it") => true,
                Order(words) => told(words) && !told("Recorded"),
                Works | Reads | Form => true,
            };
            if !is_done {
                self.wrong
                    .push(format!("{name}: once Discord is back, they read {:?}", all().collect::<Vec<_>>()));
            }
        }
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
    }
}

/// Starts a server of people, for an outage that `impatient` people meet.
async fn set_up() -> (Stage, Process) {
    let stage = Stage::empty().await.impatient();
    let process = Process::start(&stage).await;
    stage.set_log().await;
    stage.set_jail().await;
    // What is prepared by hand is not counted.
    let manual =
        stage.sim.slash(stage.cast.owner, stage.cast.general, "settings manual").with("record", false);
    manual.await.unwrap().final_message().await.unwrap();
    (stage, process)
}

async fn close(stage: Stage, process: Process) {
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

async fn count(stage: &Stage, cases: &str) -> i64 {
    let count = format!("select count(*) from cases where {cases}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&stage.database.pool).await.unwrap()
}

/// The time for which Discord is away in the suite.
const BRIEFLY: Duration = Duration::from_secs(4);
/// The age of an interaction up to which its reply may become a question.
const ASKABLE: Duration = Duration::from_secs(4 * 60);

#[tokio::test]
async fn each_command_is_recorded_or_works_while_discord_is_away_and_is_done_once_after_a_restart() {
    commands_while_discord_is_away_for(BRIEFLY).await;
}

#[tokio::test]
async fn each_control_is_recorded_or_works_while_discord_is_away_and_is_done_once_after_a_restart() {
    controls_while_discord_is_away_for(BRIEFLY).await;
}

#[tokio::test]
#[ignore = "a minute and ten minutes away; the suite has seconds"]
async fn however_long_discord_is_away_each_command_is_done_once_when_it_is_back() {
    for seconds in [60, 600] {
        commands_while_discord_is_away_for(Duration::from_secs(seconds)).await;
    }
}

#[tokio::test]
#[ignore = "a minute and ten minutes away; the suite has seconds"]
async fn however_long_discord_is_away_each_control_is_done_once_when_it_is_back() {
    for seconds in [60, 600] {
        controls_while_discord_is_away_for(Duration::from_secs(seconds)).await;
    }
}

async fn commands_while_discord_is_away_for(away: Duration) {
    let (stage, mut process) = set_up().await;
    let (sim, mut ready) = (&stage.sim, Vec::new());
    let mut left: BTreeSet<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
    let mut row = |path: &str| {
        let row = COMMANDS.iter().find(|(name, _)| *name == path);
        assert!(row.is_some(), "what does {path} do while Discord is away?");
        let (name, away) = *row.unwrap();
        left.remove(name);
        (name, away)
    };
    for (path, options) in leaves() {
        let (name, away) = row(&path);
        if !APART.contains(&name) {
            ready.push((name, away, Scene::new(&stage, &path).command(&path, &options).await));
        }
    }
    for (_, command) in features::registry().unwrap().commands() {
        let kind = u8::from(command.definition.kind);
        if kind != 1 {
            let (name, away) = row(&command.definition.name);
            ready.push((name, away, Scene::new(&stage, "menu").menu_item(kind, name)));
        }
    }
    assert!(left.is_empty(), "these are no commands: {left:?}");
    stage.wait_until_idle().await;
    let before = count(&stage, "true").await;
    sim.everywhere(|fault| fault.status(503));
    let mut outage = Outage::default();
    for (name, away, gesture) in ready {
        outage.give(name, away, gesture).await;
    }
    outage.end(&stage, &mut process, away).await;
    let recorded = COMMANDS.iter().filter(|(name, away)| *away == Case || *name == "purge").count();
    assert_eq!(count(&stage, "true").await - before, i64::try_from(recorded).unwrap(), "each order once");
    close(stage, process).await;
}

async fn controls_while_discord_is_away_for(away: Duration) {
    let (stage, mut process) = set_up().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let names: Vec<&str> = CONTROLS.iter().map(|(name, _)| *name).collect();
    assert_eq!(features::registry().unwrap().control_names(), names, "each control has its row here");
    let scene = |name: &str| Scene::new(&stage, name);
    let (form, ask, page, mass, roles, menu, undo) = (
        scene("act"),
        scene("ask"),
        scene("cases"),
        scene("mass"),
        scene("roles"),
        scene("menu"),
        scene("undo"),
    );
    let warn = form.menu_item(2, "Warn").await.unwrap().modal().unwrap();
    let preview = ask.slash("massban").with("file", ask.list()).await.unwrap().final_message().await.unwrap();
    for _ in 0..12 {
        page.by("warn").await;
    }
    let list = page.by("history").await;
    let help = page.slash("help").await.unwrap().final_message().await.unwrap();
    let many = mass.slash("massban").await.unwrap().modal().unwrap();
    let panel =
        roles.slash("rolemenu create").with("name", "one").await.unwrap().final_message().await.unwrap();
    menu.menu("two").await;
    menu.slash("rolemenu post").with("name", "two").await.unwrap().final_message().await.unwrap();
    let posted = sim.messages(menu.channel).pop().unwrap();
    let receipt = undo.by("warn").await;
    let number = undo.newest_case().await;
    let lockdown = scene("lockdown").slash("lockdown start").await.unwrap();
    stage.wait_until_idle().await;
    let lockdown = lockdown.reply().unwrap();
    stage.reported(menu.user, &undo.message, &[]).await;
    stage.wait_until_idle().await;
    let card = stage.logged().into_iter().rfind(|post| post.control("Claim").is_some()).unwrap();
    let reporting = sim.message_menu(menu.user, "Report", &form.message).await.unwrap().modal().unwrap();
    let mut log_page = menu.slash("settings show").await.unwrap().final_message().await.unwrap();
    for (select, value) in [("panel:1:choose", "logs"), ("panel:1:open", "log")] {
        let turned = sim.select(cast.admin, &log_page, select, vec![value.to_owned()]).await.unwrap();
        log_page = turned.final_message().await.unwrap();
    }
    let setup = menu.slash("setup").await.unwrap().final_message().await.unwrap();
    let before = count(&stage, "true").await;
    sim.everywhere(|fault| fault.status(503));
    let mut outage = Outage::default();
    let waiting = roles.slash("settings autorole").with("role", roles.role).await.unwrap();
    let case = roles.slash("warn").with("user", roles.user).await.unwrap();
    for (name, away) in CONTROLS.iter().copied() {
        let gesture = match name {
            "act" => sim.submit(cast.admin, &warn).with("reason", "spam"),
            "ask" => sim.press(cast.admin, &preview, &preview.controls()[0].custom_id),
            "calloff" => sim.press(cast.admin, &case.reply().unwrap(), "Cancel"),
            "cases" => sim.press(cast.admin, &list, &list.controls().last().unwrap().custom_id),
            "help" => sim.select(cast.admin, &help, "help:1:section", vec!["cases".to_owned()]),
            "lockdown" => sim.press(cast.admin, &lockdown, "End lockdown"),
            "mass" => sim.submit(cast.admin, &many).with("people", mass.user.to_string().as_str()),
            "tag" => sim.press(cast.admin, &help, "tag:1:page:0").forged(),
            "remind" => sim.press(cast.admin, &help, "remind:1:page:0").forged(),
            "appeal" => sim.press(cast.admin, &help, "appeal:1:open:5:99").forged(),
            "report" => sim.press(cast.admin, &card, "Claim"),
            "reporting" => sim.submit(menu.user, &reporting).with("category", "spam"),
            "reports" => sim.press(cast.admin, &help, "reports:1:all:99").forged(),
            "panel" => {
                sim.select(cast.admin, &log_page, "panel:1:pick:log:reports", vec![cast.staff.to_string()])
            }
            "setup" => sim.select(cast.admin, &setup, "setup:1:ladder", vec!["usual".to_owned()]),
            "settings" => sim.press(cast.admin, &help, "settings:1:history:0:s").forged(),
            "role" => sim.press(menu.user, &posted, "Event"),
            "rolemenu" => roles.choose(&panel),
            "undo" => sim.press(cast.admin, &receipt, "Undo"),
            "waiting" => sim.press(cast.admin, &waiting.reply().unwrap(), "Cancel"),
            _ => sim.press(cast.admin, &receipt, "work:1:cancel:99").forged(),
        };
        outage.give(name, away, gesture).await;
    }
    outage.end(&stage, &mut process, away).await;
    assert!(waiting.text().contains("called this off"), "{}", waiting.text());
    // A warning by form, the warning that was called off, the end of the lockdown with its parts, and the mass ban with one.
    assert_eq!(count(&stage, &format!("number = {number} and voided_at is not null")).await, 1);
    assert_eq!(count(&stage, "kind = 'lockdown_end'").await, 1);
    assert_eq!(count(&stage, "kind = 'massban'").await, 1);
    assert_eq!(count(&stage, "kind in ('warn', 'ban')").await - 13, 3);
    assert!(count(&stage, "true").await > before);
    assert!(stage.is_banned(ask.user));
    assert!(sim.member(cast.guild, menu.user).unwrap().roles.contains(&menu.role));
    let settings = sqlx::query_scalar::<_, String>("select settings::text from guilds");
    let settings = settings.fetch_one(&stage.database.pool).await.unwrap();
    assert!(!settings.contains(&roles.role.to_string()), "what was called off is not set: {settings}");
    close(stage, process).await;
}

#[tokio::test]
async fn a_lockdown_begins_and_ends_once_discord_is_back() {
    let (stage, mut process) = set_up().await;
    for name in APART {
        let (name, away) = *COMMANDS.iter().find(|(of, _)| *of == name).unwrap();
        let gesture = Scene::new(&stage, name).slash(name);
        stage.sim.everywhere(|fault| fault.status(503));
        let mut outage = Outage::default();
        outage.give(name, away, gesture).await;
        outage.end(&stage, &mut process, BRIEFLY).await;
    }
    assert_eq!(count(&stage, "kind in ('lockdown', 'lockdown_end')").await, 2);
    close(stage, process).await;
}

/// A way in which Discord is away.
type Trouble = fn(Fault) -> Fault;

/// The ways in which Discord is away.
fn troubles() -> Vec<(&'static str, Trouble)> {
    vec![
        ("503", |fault| fault.status(503)),
        ("resets", Fault::reset),
        ("hangs", Fault::hang),
        ("a limit of the bucket", |fault| fault.rate_limited(Scope::User, Duration::from_secs(5))),
        ("a limit of the resource", |fault| fault.rate_limited(Scope::Shared, Duration::from_secs(5))),
        ("a limit of the application", |fault| fault.rate_limited(Scope::Global, Duration::from_secs(5))),
        ("a limit of Cloudflare's", |fault| fault.rate_limited(Scope::Cloudflare, Duration::from_secs(5))),
    ]
}

#[tokio::test]
async fn in_whichever_way_discord_is_away_an_order_is_recorded_and_done_once() {
    for (trouble, how) in troubles() {
        let stage = Stage::with_log().await.impatient();
        let (sim, cast) = (&stage.sim, &stage.cast);
        let scene = Scene::new(&stage, "channel");
        sim.everywhere(how);
        let purge = scene.slash("purge").with("count", 1_i64).await.unwrap();
        let text = purge.text();
        let is_late = purge.response()["type"] == 5;
        let is_told = text.starts_with("Recorded. Discord is") && !text.contains("did nothing");
        assert!(is_late || is_told, "{trouble}: {text}");
        let again = stage.repeated(&purge).await;
        assert_eq!(again["data"]["content"].as_str().unwrap(), text.lines().next().unwrap(), "{trouble}");
        sim.clear_faults();
        stage.wait_until_idle_within(2 * SOON).await;
        assert!(purge.text().contains("1 message deleted"), "{trouble}: {}", purge.text());
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())], "{trouble}");
        assert!(sim.messages(scene.channel).is_empty(), "{trouble}");
        assert!(!stage.is_banned(cast.member));
        sim.clear_violations();
        stage.close().await;
    }
}

#[tokio::test]
async fn what_may_not_be_done_is_refused_in_private_and_the_receipt_is_as_it_was() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    let receipt = stage.by(cast.senior, "warn", cast.member, &[]).await;
    stage.wait_until_idle().await;
    sim.everywhere(|fault| fault.status(503));
    let undone = sim.press(cast.moderator, &receipt, "Undo").await.unwrap();
    assert!(undone.text().contains("Recorded. Discord isn't answering"), "{}", undone.text());
    let stopped = sim.press(cast.admin, &undone.reply().unwrap(), "Cancel").await.unwrap();
    assert!(stopped.text().contains("Only <@"), "{}", stopped.text());
    sim.clear_faults();
    stage.wait_until_idle().await;
    let told: Vec<Message> = undone.follow_ups();
    assert!(told.len() == 1 && told[0].is_ephemeral(), "{told:?}");
    assert!(told[0].text().contains("is above yours"), "{}", told[0].text());
    let now = sim.messages(cast.general).into_iter().find(|message| message.id == receipt.id).unwrap();
    assert_eq!(now.text(), receipt.text());
    let voided = "select count(*) from cases where voided_at is not null";
    stage.counted(voided, 0).await;
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn who_can_not_be_replied_to_any_more_is_told_in_the_log() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.set_member_overwrite(cast.general, cast.newcomer, 1 << 4, 0);
    sim.everywhere(|fault| fault.status(503));
    let refused = sim.slash(cast.newcomer, cast.general, "lockdown start").await.unwrap();
    let spent = sim.slash(cast.admin, cast.general, "lockdown start").with("duration", "10m").await.unwrap();
    assert!(refused.text().starts_with("Recorded") && spent.text().starts_with("Recorded"));
    stage.clock.advance(Duration::from_secs(16 * 60));
    sim.clear_faults();
    stage.wait_until_idle_within(2 * SOON).await;
    let logged: Vec<String> = stage.logged().iter().map(Message::text).collect();
    let tells = |who: UserId, why: &str| {
        let who = format!("<@{who}> used `/lockdown`");
        logged.iter().filter(|text| text.contains(&who) && text.contains(why)).count()
    };
    assert_eq!(tells(cast.newcomer, "Manage Channels"), 1, "{logged:?}");
    assert_eq!(tells(cast.admin, "ran out before Discord answered"), 1, "{logged:?}");
    assert_eq!(stage.cases().await, []);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn an_order_that_waited_for_a_day_is_called_off_and_told_in_the_log() {
    let stage = Stage::with_log().await.impatient();
    let (sim, scene) = (&stage.sim, Scene::new(&stage, "channel"));
    sim.everywhere(|fault| fault.status(503));
    let purge = scene.slash("purge").with("count", 1_i64).await.unwrap();
    assert!(purge.text().starts_with("Recorded"), "{}", purge.text());
    stage.clock.advance(Duration::from_secs(24 * 3600 + 60));
    sim.clear_faults();
    stage.wait_until_idle_within(2 * SOON).await;
    assert_eq!(stage.cases().await, []);
    assert_eq!(sim.messages(scene.channel).len(), 1);
    let logged = stage.logged();
    assert!(logged.len() == 1 && logged[0].text().contains("did not answer for 24 hours"), "{logged:?}");
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn the_answer_to_a_question_waits_too_and_the_question_does_not_end_meanwhile() {
    let stage = Stage::with_log().await.impatient();
    let (sim, scene) = (&stage.sim, Scene::new(&stage, "channel"));
    let asked = scene.menu_item(3, "Purge down to here").await.unwrap().final_message().await.unwrap();
    sim.everywhere(|fault| fault.status(503));
    let yes = sim.press(stage.cast.admin, &asked, &asked.controls()[0].custom_id).await.unwrap();
    assert!(yes.text().starts_with("Recorded"), "{}", yes.text());
    stage.counted("select count(*) from jobs where kind = 'ask_purge' and finished_at is null", 0).await;
    sim.clear_faults();
    stage.wait_until_idle().await;
    assert!(yes.text().contains("1 message deleted"), "{}", yes.text());
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    sim.clear_violations();
    stage.close().await;
}
