//! Settings as a file: out and back again on the command line and in Discord, with every change asked about and recorded.

use discord_stand_in::{ChannelKind, Message, OptionValue, UserId};
use gavel::domain::settings::Settings;
use gavel::store::guilds;
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;
use twilight_model::id::Id;

use crate::export::Run;
use crate::support::database::Database;
use crate::support::stage::Stage;

impl Stage {
    async fn import(&self, user: UserId, text: &str) -> Message {
        let file = OptionValue::file("settings.toml", text);
        let order = self.sim.slash(user, self.cast.general, "settings import").with("file", file);
        order.await.unwrap().final_message().await.unwrap()
    }

    /// Returns the file that `/settings export` gives.
    async fn exported(&self) -> String {
        let order = self.sim.slash(self.cast.owner, self.cast.general, "settings export");
        let given = order.await.unwrap().final_message().await.unwrap();
        assert!(given.is_ephemeral(), "only the caller has the file");
        String::from_utf8(given.attachments[0].bytes.to_vec()).unwrap()
    }

    async fn settings_now(&self) -> Settings {
        guilds::settings(&self.database.pool, Id::new(self.cast.guild.get())).await.unwrap()
    }

    async fn recorded(&self) -> Vec<(Option<i64>, String)> {
        sqlx::query_as("select actor_id, setting from setting_events order by seq")
            .fetch_all(&self.database.pool)
            .await
            .unwrap()
    }

    /// Sets what has a form of its own in the file.
    async fn set_up_many(&self) {
        let (sim, cast) = (&self.sim, &self.cast);
        self.set_jail().await;
        let protect = sim.slash(cast.owner, cast.general, "settings protected-roles");
        protect.with("role", cast.member_role).await.unwrap();
        self.set("settings presets", &[("reason", "spam \"x\"")]).await;
        self.set("settings time-zone", &[("zone", "Europe/Prague")]).await;
        self.set("settings dm", &[("action", "ban"), ("text", "Bye {user}: {reason}")]).await;
        sim.slash(cast.owner, cast.general, "settings welcome").with("channel", cast.general).await.unwrap();
        let step = sim.slash(cast.owner, cast.general, "ladder edit").with("points", 3);
        step.with("action", "timeout").with("duration", "1h").with("window", 30).await.unwrap();
        let limit = sim.slash(cast.owner, cast.general, "policy set").with("role", cast.moderator_role);
        limit.with("action", "ban").with("longest", "7d").with("per_day", 3).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_exported_wiped_and_imported_is_the_same_and_the_operator_did_it() {
    let stage = Stage::with_log().await;
    stage.set_up_many().await;
    let (before, id) = (stage.settings_now().await, stage.cast.guild.to_string());
    let run = Run::on_database(&stage.database).await;
    let text = run.prints(&["settings", "export", "--guild", &id]).await;
    assert!(text.starts_with("# The settings of a server.\n") && text.contains("[policy."), "{text}");
    assert_eq!(text, stage.exported().await, "the file is the same in Discord");
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("settings.toml").to_string_lossy().into_owned();
    run.prints(&["settings", "export", "--guild", &id, &file]).await;
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    for table in ["guilds", "setting_events"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("delete from {table}")))
            .execute(&stage.database.pool)
            .await
            .unwrap();
    }
    assert_eq!(stage.settings_now().await, Settings::default());
    let checked = run.gavel(&["settings", "import", "--guild", &id, "--check", &file]).await;
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(stage.settings_now().await, Settings::default(), "a check changes nothing");
    let printed = run.prints(&["settings", "import", "--guild", &id, &file]).await;
    assert!(printed.contains("+ time_zone = \"Europe/Prague\"\n"), "{printed}");
    assert_eq!(stage.settings_now().await, before);
    let recorded = stage.recorded().await;
    assert!(recorded.len() > 7 && recorded.iter().all(|(actor, _)| actor.is_none()), "{recorded:?}");
    assert_eq!(run.prints(&["settings", "import", "--guild", &id, &file]).await, "");
    assert_eq!(stage.recorded().await.len(), recorded.len(), "a second time nothing is left to change");
    let order = stage.sim.slash(stage.cast.owner, stage.cast.general, "settings history");
    let shown = order.await.unwrap().text();
    assert!(shown.contains("the people who run me · **Time zone**: default → Europe/Prague"), "{shown}");
    stage.close().await;
}

#[tokio::test]
async fn two_servers_are_compared_and_a_check_says_whether_they_differ() {
    let database = Database::new().await;
    let settings =
        [(1, r#"{"time_zone": "UTC", "protected_roles": ["5", "6"]}"#), (2, r#"{"protected_roles": ["6"]}"#)];
    for (guild, settings) in settings {
        let insert = sqlx::query("insert into guilds (guild_id, settings) values ($1, $2::jsonb)");
        insert.bind(i64::from(guild)).bind(settings).execute(&database.pool).await.unwrap();
    }
    let run = Run::on_database(&database).await;
    let one = run.prints(&["settings", "export", "--guild", "1"]).await;
    let compare = async |guild: &'static str, check: bool| {
        let arguments = ["settings", "diff", "--guild", guild, "-", "--check"];
        let mut command = run.command(&arguments[..if check { 6 } else { 5 }]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(one.as_bytes()).unwrap();
        let output = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let difference = "+ protected_roles[] = \"5\"\n+ time_zone = \"UTC\"\n".to_owned();
    assert_eq!(compare("2", false).await, (0, difference.clone()));
    assert_eq!(compare("2", true).await, (1, difference));
    assert_eq!(compare("1", true).await, (0, String::new()));
    database.drop().await;
}

#[tokio::test]
async fn junk_is_refused_with_file_line_and_column_and_changes_nothing() {
    let database = Database::new().await;
    let run = Run::on_database(&database).await;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("junk.toml");
    let file = path.to_string_lossy().into_owned();
    for (text, wanted) in [
        ("jail_role = 5\nlanguage = \"xx\"\n", vec![":2:12: I don't speak xx yet"]),
        ("[log]\nevrything = 5\n", vec![":2:1: I can't read this: `unknown variant 'evrything'"]),
        ("time_zone = \"Mars\"\n[[ladder]]\npoints = 0\naction = \"kick\"\n", vec![":1:13: ", ":3:10: "]),
        ("jail_role = [", vec![":1:14: "]),
    ] {
        std::fs::write(&path, text).unwrap();
        for subcommand in ["import", "diff"] {
            let output = run.gavel(&["settings", subcommand, "--guild", "1", &file]).await;
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{said}");
            assert_eq!(said.lines().count(), wanted.len(), "{said}");
            for (line, wanted) in said.lines().zip(&wanted) {
                assert!(line.contains(&format!("{file}{wanted}")), "{line} has no “{wanted}”");
            }
            assert!(said.ends_with("Nothing was changed.\n"), "{said}");
        }
    }
    let stored: i64 =
        sqlx::query_scalar("select count(*) from guilds").fetch_one(&database.pool).await.unwrap();
    assert_eq!(stored, 0);
    assert!(run.refuses(&["settings", "import", "--guild", "1", "/nowhere"], 78).await.contains("/nowhere"));
    assert!(run.refuses(&["settings", "export", "--guild", "7"], 1).await.contains("server 7"));
    assert_eq!(run.gavel(&["settings", "import", "--guild", "x", &file]).await.status.code(), Some(2));
    database.drop().await;
}

#[tokio::test]
async fn an_import_shows_the_changes_and_asks_before_anything_changes() {
    let stage = Stage::with_log().await;
    stage.set_up_many().await;
    let (before, owner) = (stage.settings_now().await, stage.cast.owner);
    let text = stage.exported().await;
    let same = stage.import(owner, &text).await;
    assert!(same.text().contains("nothing to change"), "{}", same.text());
    let changed = text.replace("Europe/Prague", "UTC").replace("points = 3", "points = 5");
    let question = stage.import(owner, &changed).await;
    let shown = question.text();
    assert!(shown.contains("- time_zone = \"Europe/Prague\"\n+ time_zone = \"UTC\""), "{shown}");
    assert!(shown.contains("+ ladder[] = { action = \"timeout\", duration = \"1h\", points = 5"), "{shown}");
    assert!(question.is_ephemeral());
    let left = stage.pressed(owner, &question, "Leave it").await;
    assert!(left.controls().is_empty() && stage.settings_now().await == before);
    let question = stage.import(owner, &changed).await;
    let done = stage.pressed(owner, &question, "Replace them").await;
    assert!(done.text().contains("are those in the file"), "{}", done.text());
    let now = stage.settings_now().await;
    assert_eq!((now.time_zone.as_deref(), now.ladder[0].points), (Some("UTC"), 5));
    let recorded = stage.recorded().await;
    let last: Vec<&str> =
        recorded[recorded.len() - 2..].iter().map(|(_, setting)| setting.as_str()).collect();
    assert_eq!(last, ["ladder", "time_zone"]);
    assert_eq!(recorded.last().unwrap().0, Some(owner.get().cast_signed()));
    stage.close().await;
}

#[tokio::test]
async fn settings_that_changed_since_the_question_are_not_overwritten() {
    let stage = Stage::with_log().await;
    let owner = stage.cast.owner;
    let question = stage.import(owner, "time_zone = \"UTC\"").await;
    stage.set("settings presets", &[("reason", "spam")]).await;
    let said = stage.pressed(owner, &question, "Replace them").await;
    assert!(said.text().contains("in the meantime"), "{}", said.text());
    assert_eq!(stage.settings_now().await.presets, ["spam"]);
    stage.close().await;
}

#[tokio::test]
async fn a_file_gives_nobody_what_they_could_not_type() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    // Manage Server and Manage Roles, below the moderators.
    let junior_role = sim.add_role(cast.guild, "Junior", 1, 1 << 5 | 1 << 28);
    let junior = sim.add_member(cast.guild, "junior", &[junior_role]);
    let powerful = sim.add_role(cast.guild, "Powerful", 0, 1 << 2);
    let hidden = sim.add_channel(cast.guild, "hidden", ChannelKind::Text);
    sim.set_member_overwrite(hidden, sim.bot_user_id(), 0, 1 << 11);
    let (mod_role, voice, gone) = (cast.moderator_role, cast.voice, 12_345_678_901_234_567_u64);
    let log = cast.mod_log;
    for (lines, place, words) in [
        (format!("jail_role = {mod_role}"), "Line 3, column 13", "below your highest role"),
        (format!("jail_role = {powerful}"), "Line 3, column 13", "Ban Members"),
        (format!("protected_roles = [\"{mod_role}\"]"), "Line 3, column 20", "not below"),
        (format!("protected_roles = [{gone}]"), "Line 3, column 20", "no longer exists"),
        (format!("[policy.{mod_role}.ban]\nper_day = 9"), "Line 3, column", "not below"),
        (format!("[autorole]\nroles = [{powerful}]"), "Line 4, column 10", "Ban Members"),
        ("[[ladder]]\npoints = 3\naction = \"ban\"".to_owned(), "Line 3, column 1", "Ban Members"),
        (format!("[message_log]\nchannel = {hidden}"), "Line 4, column 11", "Send Messages"),
        (
            format!("[leave]\nchannel = {voice}\ntext = \"{{name}} left\""),
            "Line 4, column 11",
            "another type",
        ),
        (format!("[alert]\nchannel = {gone}"), "Line 4, column 11", "no channel with the id"),
        (format!("lockdown = [\"{gone}\"]"), "Line 3, column 13", "no channel with the id"),
    ] {
        let text = format!("record_manual = false\nlog.everything = {log}\n{lines}\n");
        let said = stage.import(junior, &text).await.text();
        assert!(said.contains(place) && said.contains(words), "{lines}\n{said}");
    }
    let junk = stage.import(junior, "log.everything = 1\nx = 2").await.text();
    assert!(junk.contains("Line 2, column 1: I can't read this: `unknown field 'x'"), "{junk}");
    let many = stage.import(junior, &"x".repeat(600_000)).await.text();
    assert!(many.contains("512 KiB"), "{many}");
    // Rights are looked at again when the question is answered.
    let text = format!(
        "record_manual = false\nlog.everything = {log}\njail_role = {}\n",
        sim.add_role(cast.guild, "Jail", 0, 0)
    );
    let question = stage.import(junior, &text).await;
    sim.set_permissions(cast.guild, junior_role, 1 << 5);
    let refused = sim.press(junior, &question, "Replace them").await.unwrap().final_message().await.unwrap();
    assert!(refused.text().contains("Manage Roles"), "{}", refused.text());
    assert_eq!(stage.settings_now().await.jail_role, None);
    stage.close().await;
}

/// Menus of the server, by name, with their roles.
async fn menus(stage: &Stage) -> Vec<(String, Vec<String>)> {
    let menus = "select name, array(select it->>'role' from jsonb_array_elements(menu->'entries') it) from role_menus order by name";
    sqlx::query_as(menus).fetch_all(&stage.database.pool).await.unwrap()
}

#[tokio::test]
async fn role_menus_go_out_and_back_and_their_messages_follow() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let [red, blue] = ["Red", "Blue"].map(|name| sim.add_role(cast.guild, name, 1, 0));
    let panel = stage.rolemenu("create", "Colours", &[("exclusive", true.into())]).await;
    stage.fill(&panel, &[red]).await;
    stage.rolemenu("post", "Colours", &[]).await;
    let text = stage.exported().await;
    assert!(
        text.contains("[role_menu.Colours]\nexclusive = true") && text.contains("label = \"Red\""),
        "{text}"
    );
    let same = stage.import(cast.owner, &text).await.text();
    assert!(same.contains("nothing to change"), "{same}");
    // Changed in the file: another role, and a menu of its own.
    let more = format!("{{ role = \"{blue}\", label = \"Sky\", emoji = \"🔵\" }}");
    let changed = format!(
        "{}\n[role_menu.Colours]\nexclusive = true\nroles = [{{ role = \"{red}\", label = \"Red\" }}, {more}]\n[role_menu.Pings]\nroles = [{more}]\n",
        text.split("[role_menu").next().unwrap()
    );
    let question = stage.import(cast.owner, &changed).await;
    assert!(question.text().contains("+ role_menu.Colours.roles[] = "), "{}", question.text());
    stage.pressed(cast.owner, &question, "Replace them").await;
    stage.wait_until_idle().await;
    let (red_id, blue_id) = (red.to_string(), blue.to_string());
    let both = vec![red_id.clone(), blue_id.clone()];
    assert_eq!(menus(&stage).await, [("Colours".to_owned(), both), ("Pings".to_owned(), vec![blue_id])]);
    let posted = stage.posted();
    assert!(posted.len() == 1 && posted[0].text().contains("Sky"), "{posted:?}");
    let taken = stage.takes(cast.member, &posted[0], "Sky").await;
    assert!(taken.contains("You now have"), "{taken}");
    // Not in the file: deleted, and its message closed.
    let question = stage.import(cast.owner, text.split("[role_menu").next().unwrap()).await;
    assert!(question.text().contains("- role_menu.Pings.roles[] = "), "{}", question.text());
    stage.pressed(cast.owner, &question, "Replace them").await;
    stage.wait_until_idle().await;
    assert_eq!(menus(&stage).await, []);
    assert!(stage.posted()[0].controls().is_empty());
    // Back again, by the operator; the same file once more changes nothing.
    let (run, id) = (Run::on_database(&stage.database).await, cast.guild.to_string());
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("settings.toml").to_string_lossy().into_owned();
    std::fs::write(&file, &text).unwrap();
    let printed = run.prints(&["settings", "import", "--guild", &id, &file]).await;
    assert!(printed.contains("+ role_menu.Colours.exclusive = true\n"), "{printed}");
    assert_eq!(menus(&stage).await, [("Colours".to_owned(), vec![red_id])]);
    assert_eq!(stage.exported().await, text);
    assert_eq!(run.prints(&["settings", "import", "--guild", &id, &file]).await, "");
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn an_imported_menu_is_checked_as_its_panel_checks_and_keeps_what_was_confirmed() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let junior_role = sim.add_role(cast.guild, "Junior", 1, 1 << 5 | 1 << 28);
    let junior = sim.add_member(cast.guild, "junior", &[junior_role]);
    let server_only = sim.add_role(cast.guild, "Manager", 1, 1 << 5);
    let manager = sim.add_member(cast.guild, "manager", &[server_only]);
    let powerful = sim.add_role(cast.guild, "Helpers", 0, 1 << 2);
    let log = format!("log.everything = {}\n", cast.mod_log);
    let menu = |role: u64, more: &str| {
        format!("{log}[role_menu.Colours]\n{more}roles = [{{ role = \"{role}\", label = \"x\" }}]\n")
    };
    for (who, text, words) in [
        (manager, menu(powerful.get(), ""), "Manage Roles"),
        (junior, menu(cast.moderator_role.get(), ""), "below your highest role"),
        (junior, menu(cast.bot_role.get(), ""), "Line 3"),
        (junior, menu(12_345_678_901_234_567, ""), "no longer exists"),
        (junior, menu(powerful.get(), "required = 12345678901234567\n"), "no longer exists"),
    ] {
        let said = stage.import(who, &text).await.text();
        assert!(said.contains(words), "{text}\n{said}");
    }
    // A role with powers can be in it, as in the panel; nobody can take it before it is confirmed.
    let text = menu(powerful.get(), "");
    let question = stage.import(cast.owner, &text).await;
    stage.pressed(cast.owner, &question, "Replace them").await;
    stage.rolemenu("post", "Colours", &[]).await;
    let taken = stage.takes(cast.member, &stage.posted()[0], "x").await;
    assert!(!taken.contains("You now have"), "{taken}");
    let panel = stage.rolemenu("edit", "Colours", &[]).await;
    let confirmed = sim.press(cast.senior, &panel, "Hand them out anyway").await.unwrap();
    confirmed.final_message().await.unwrap();
    let again = stage.import(cast.owner, &text.replace("\"x\"", "\"y\"")).await;
    stage.pressed(cast.owner, &again, "Replace them").await;
    stage.wait_until_idle().await;
    let taken = stage.takes(cast.member, &stage.posted()[0], "y").await;
    assert!(taken.contains("You now have"), "confirmed before, and the menu is open to nobody else: {taken}");
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn the_history_has_pages_and_tells_old_and_new() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for number in 0..12 {
        stage.set("settings presets", &[("reason", &format!("reason {number}"))]).await;
    }
    let order = sim.slash(cast.owner, cast.general, "settings history").await.unwrap();
    let first = order.final_message().await.unwrap();
    assert!(first.is_ephemeral());
    let (text, who) = (first.text(), format!("<@{}>", cast.owner));
    assert!(text.contains(&format!("{who} · **Reasons to choose from**: none → • reason 11\n")), "{text}");
    assert!(!text.contains("Log channels") && text.contains("13 entries"), "{text}");
    let older = stage.pressed(cast.owner, &first, "Older").await;
    let log = format!("**Log channels**: default → <#{}>", cast.mod_log);
    assert!(older.text().contains(&log), "{}", older.text());
    let refused = sim.press(cast.moderator, &older, "settings:1:history:0:s").forged().await.unwrap().text();
    assert!(refused.contains("Manage Server"), "{refused}");
    let newer = stage.pressed(cast.owner, &older, "Newer").await;
    assert_eq!(newer.text(), text);
    let events: Vec<Value> = sqlx::query_scalar("select new from setting_events where setting = 'log'")
        .fetch_all(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(events.len(), 1);
    stage.close().await;
}
