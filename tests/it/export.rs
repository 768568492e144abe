//! `gavel export` and `gavel import`: complete lists and complete files or nothing, and an exit code for each failure.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use discord_stand_in::{Fault, Intent, Scope};
use gavel::domain::case::NewCase;
use gavel::domain::ids::GuildId;
use gavel::domain::kind::Kind;
use gavel::store::cases::ActionByHand;
use gavel::store::{cases, guilds};
use gavel::words::Kept;
use serde_json::{Value, json};
use twilight_model::id::Id;

use crate::support::database::Database;
use crate::support::stage::{SOON, Stage};

/// Runs of `gavel` with only this environment.
pub struct Run {
    environment: Vec<(&'static str, String)>,
}

impl Run {
    fn on_discord(stage: &Stage) -> Self {
        let environment =
            vec![("DISCORD_TOKEN", stage.sim.token()), ("DISCORD_API_URL", stage.sim.api_url())];
        Self { environment }
    }

    /// Runs on the private Postgres in a directory.
    pub fn on_data(data: &str) -> Self {
        Self { environment: vec![("GAVEL_DATA", data.to_owned())] }
    }

    pub async fn on_database(database: &Database) -> Self {
        Self { environment: vec![("DATABASE_URL", database.url().await)] }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
        command
            .args(arguments)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .envs(self.environment.iter().map(|(name, value)| (*name, value.as_str())))
            .current_dir(std::env::temp_dir())
            .stdin(Stdio::null());
        command
    }

    pub async fn gavel(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    }

    /// Runs `gavel` successfully; returns its output.
    pub async fn prints(&self, arguments: &[&str]) -> String {
        let output = self.gavel(arguments).await;
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {stderr}");
        assert!(stderr.is_empty(), "{stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs `gavel`, which fails with `code`; returns the error's sentence.
    pub async fn refuses(&self, arguments: &[&str], code: i32) -> String {
        let output = self.gavel(arguments).await;
        let stderr = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        assert_eq!(output.status.code(), Some(code), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(stderr.starts_with("gavel: "), "{stderr}");
        assert!(output.stdout.is_empty());
        stderr
    }
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn names(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

fn file(directory: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path = directory.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

#[tokio::test]
async fn every_member_of_a_large_server_comes_once_in_order_and_limits_are_waited_for() {
    let stage = Stage::empty().await;
    stage.sim.set_intents(&[Intent::Members]);
    let guild = stage.cast.guild;
    let before = stage.sim.guild(guild).unwrap().members.len();
    for number in 0..3_500 {
        stage.sim.add_member(guild, &format!("person{number}"), &[stage.cast.member_role]);
    }
    stage.sim.fault(
        Fault::on("GET", "/guilds/{}/members").skip(1).rate_limited(Scope::User, Duration::from_millis(1500)),
    );
    let run = Run::on_discord(&stage);
    let id = guild.to_string();
    let members = objects(&run.prints(&["export", "members", "--guild", &id]).await);
    assert_eq!(members.len(), before + 3_500);
    let ids: Vec<u64> =
        members.iter().map(|member| member["user_id"].as_str().unwrap().parse().unwrap()).collect();
    assert!(ids.is_sorted_by(|one, next| one < next));
    let last = members.last().unwrap();
    assert_eq!(last["username"], "person3499");
    assert_eq!(last["roles"], json!([stage.cast.member_role.to_string()]));
    let limited =
        stage.sim.requests_to("GET", "/guilds/{}/members").iter().filter(|call| call.status == 429).count();
    assert_eq!(limited, 1);
    stage.close().await;
}

#[tokio::test]
async fn bans_as_csv_are_no_formulas_and_the_file_is_there_at_the_end() {
    let stage = Stage::empty().await;
    let (guild, owner) = (stage.cast.guild, stage.cast.owner);
    for number in 0..1_200 {
        let user = stage.sim.add_user(&format!("spammer{number}"));
        let reason = if number == 7 { "=HYPERLINK(\"http://evil\",\"a, b\")" } else { "spam" };
        stage.sim.ban(owner, guild, user, reason).unwrap();
    }
    let directory = tempfile::tempdir().unwrap();
    let target = file(&directory, "bans.csv", "an older one");
    let run = Run::on_discord(&stage);
    let id = guild.to_string();
    let printed =
        run.prints(&["export", "bans", "--guild", &id, "--format", "csv", "--output", &target]).await;
    assert!(printed.is_empty());
    assert_eq!(names(directory.path()), ["bans.csv"]);
    let text = std::fs::read_to_string(&target).unwrap();
    let rows: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 1_201);
    assert_eq!(rows[0], "user_id,username,global_name,bot,reason");
    assert!(rows[8].ends_with(",\"'=HYPERLINK(\"\"http://evil\"\",\"\"a, b\"\")\""), "{}", rows[8]);
    stage.close().await;
}

#[tokio::test]
async fn each_no_of_discord_has_its_code_and_says_what_to_do() {
    let stage = Stage::empty().await;
    let run = Run::on_discord(&stage);
    let id = stage.cast.guild.to_string();
    let directory = tempfile::tempdir().unwrap();
    let target = directory.path().join("out").to_string_lossy().into_owned();
    let members = ["export", "members", "--guild", &id, "--output", &target];

    let no_intent = run.refuses(&members, 78).await;
    assert!(
        no_intent.contains("Server Members Intent") && no_intent.contains("developer portal"),
        "{no_intent}"
    );
    for what in ["members", "bans"] {
        let unknown = run.refuses(&["export", what, "--guild", "123456789012345678"], 1).await;
        assert!(unknown.contains("123456789012345678"), "{unknown}");
    }

    stage.sim.set_intents(&[Intent::Members]);
    let list = || Fault::on("GET", "/guilds/{}/members");
    stage.sim.fault(list().rate_limited(Scope::User, Duration::from_secs(3600)));
    let limited = run.refuses(&members, 75).await;
    assert!(limited.contains("try again in"), "{limited}");
    assert_eq!(names(directory.path()), Vec::<String>::new(), "a failing run leaves a file");

    let mut wrong = Run::on_discord(&stage);
    wrong.environment[0].1 = "not.the.token".to_owned();
    assert!(wrong.refuses(&members, 77).await.contains("DISCORD_TOKEN"));
    wrong.environment.remove(0);
    assert!(wrong.refuses(&members, 78).await.contains("DISCORD_TOKEN"));
    assert_eq!(run.gavel(&["export", "members"]).await.status.code(), Some(2));
    assert_eq!(run.gavel(&["export", "roles", "--guild", &id]).await.status.code(), Some(2));
    assert!(
        run.refuses(&["export", "bans", "--guild", &id, "--output", "/dev/null"], 78)
            .await
            .contains("/dev/null")
    );

    let away = Run { environment: vec![("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none".to_owned())] };
    assert!(away.refuses(&["export", "cases", "--guild", &id], 69).await.contains("DATABASE_URL"));
    stage.sim.stop().await;
    stage.database.drop().await;
}

/// Starts an export that hangs at its second page, and waits until it does.
async fn hanging(stage: &Stage, target: &Path) -> std::process::Child {
    stage.sim.set_intents(&[Intent::Members]);
    for number in 0..1_100 {
        stage.sim.add_member(stage.cast.guild, &format!("person{number}"), &[]);
    }
    stage.sim.fault(Fault::on("GET", "/guilds/{}/members").skip(1).hang());
    let id = stage.cast.guild.to_string();
    let arguments = ["export", "members", "--guild", &id, "--output", &target.to_string_lossy()];
    let child = Run::on_discord(stage).command(&arguments).stderr(Stdio::piped()).spawn().unwrap();
    let directory = target.parent().unwrap();
    let begun = || {
        let mut entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap());
        entries.any(|entry| entry.metadata().unwrap().len() > 0)
    };
    let waited = tokio::time::timeout(SOON, async {
        while !begun() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    waited.await.expect("nothing was written");
    child
}

#[tokio::test]
async fn half_an_export_that_is_stopped_leaves_nothing() {
    let stage = Stage::empty().await;
    let directory = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-INT"] {
        let child = hanging(&stage, &directory.path().join("members.jsonl")).await;
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let ended = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
        assert_eq!(ended.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&ended.stderr).contains("no file was written"));
        assert_eq!(names(directory.path()), Vec::<String>::new());
        stage.sim.clear_faults();
    }
    stage.close().await;
}

#[tokio::test]
async fn half_an_export_that_is_killed_has_no_file_under_the_name() {
    let stage = Stage::empty().await;
    let directory = tempfile::tempdir().unwrap();
    let target = directory.path().join("members.jsonl");
    let mut child = hanging(&stage, &target).await;
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!target.exists());
    stage.close().await;
}

#[tokio::test]
async fn a_reader_that_has_seen_enough_is_no_error() {
    let stage = Stage::empty().await;
    stage.sim.set_intents(&[Intent::Members]);
    for number in 0..2_500 {
        stage.sim.add_member(stage.cast.guild, &format!("person{number}"), &[]);
    }
    let id = stage.cast.guild.to_string();
    let mut command = Run::on_discord(&stage).command(&["export", "members", "--guild", &id]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
    stage.close().await;
}

const GUILD: GuildId = Id::new(81_384_788_765_712_384);
const OTHER: GuildId = Id::new(81_384_788_765_712_999);

/// An action made without Gavel: the audit log's entry is the case's number.
fn by_hand(number: i32) -> ActionByHand {
    ActionByHand {
        entry: u64::from(number.unsigned_abs()),
        at: "2026-04-04T04:04:04Z".parse().unwrap(),
        summary: Kept::from("by @mod, without Gavel"),
        over: None,
    }
}

/// Adds `count` cases of a server, in different states.
async fn record(database: &Database, guild: GuildId, count: i32) {
    let mut tx = database.pool.begin().await.unwrap();
    for number in 1..=count {
        let kind = Kind::ALL[usize::try_from(number).unwrap() % Kind::ALL.len()];
        let new = NewCase {
            target: Some(Id::new(5_000 + u64::from(number.unsigned_abs()))),
            target_name: Some("=member".to_owned()),
            reason: (number % 3 > 0).then(|| format!("line one\nline \"two\", of {number} 🙂")),
            points: number % 5,
            ends_at: (number % 4 == 0).then(|| "2099-01-01T00:00:00.123456Z".parse().unwrap()),
            parent: (number > 10 && number % 7 == 0).then_some(number - 10),
            note: Some("between us".to_owned()),
            evidence: (number % 8 == 0).then(|| {
                let status = json!({ "lost": "no log channel is set" });
                let file = json!({ "attachment": "9", "name": "a.png", "size": 1, "content_type": null, "status": status });
                serde_json::from_value(file).unwrap()
            }),
            ..NewCase::new(guild, kind, Id::new(77), "mod")
        };
        if number % 10 == 5 {
            cases::case_record(&mut tx, &new, &by_hand(number)).await.unwrap();
            continue;
        }
        let mut case = cases::case_open(&mut tx, &new).await.unwrap();
        match number % 6 {
            0 => cases::case_failed(&mut tx, &mut case, "Discord refused".into()).await.unwrap(),
            _ => cases::case_applied(&mut tx, &mut case, Some("done".into())).await.unwrap(),
        }
        if number % 9 == 0 {
            let at = "2026-05-05T05:05:05Z".parse().unwrap();
            cases::case_void(&mut tx, guild, number, Id::new(78), "a mistake".into(), at).await.unwrap();
        }
        if kind == Kind::Jail {
            cases::case_roles(&mut tx, &mut case, vec![Id::new(31), Id::new(32)]).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

async fn last_number(database: &Database, guild: GuildId) -> Option<i32> {
    sqlx::query_scalar("select last_case from guilds where guild_id = $1")
        .bind(guild.get().cast_signed())
        .fetch_optional(&database.pool)
        .await
        .unwrap()
}

async fn exported(run: &Run, guild: GuildId) -> Vec<Value> {
    objects(&run.prints(&["export", "cases", "--guild", &guild.to_string()]).await)
}

#[tokio::test]
async fn what_was_exported_and_imported_is_the_same_in_another_database_and_another_server() {
    let (here, there) = (Database::new().await, Database::new().await);
    record(&here, GUILD, 1_203).await;
    let run_here = Run::on_database(&here).await;
    let run_there = Run::on_database(&there).await;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("cases.jsonl").to_string_lossy().into_owned();
    let guild = GUILD.to_string();
    run_here.prints(&["export", "cases", "--guild", &guild, "--output", &path]).await;
    let lines = objects(&std::fs::read_to_string(&path).unwrap());
    assert_eq!(lines.len(), 1_203);
    assert_eq!(lines[8]["events"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&lines[4]["audit_entry"], &lines[4]["applied_at"]),
        (&json!("5"), &json!("2026-04-04T04:04:04Z")),
        "{}",
        lines[4]
    );
    assert!(lines[6]["applied_at"].as_str() >= lines[6]["created_at"].as_str(), "{}", lines[6]);

    let dry = run_there.prints(&["import", "cases", "--guild", &guild, &path, "--dry-run"]).await;
    assert!(dry.contains("1203 cases would be imported") && dry.contains("Nothing was changed"), "{dry}");
    assert_eq!(last_number(&there, GUILD).await, None);

    let said = run_there.prints(&["import", "cases", "--guild", &guild, &path]).await;
    assert!(said.contains("1203 cases imported") && said.contains("no timers"), "{said}");
    assert_eq!(exported(&run_there, GUILD).await, lines);
    assert_eq!(last_number(&there, GUILD).await, Some(1_203));

    run_there.prints(&["import", "cases", "--guild", &OTHER.to_string(), &path]).await;
    let mut moved = exported(&run_there, OTHER).await;
    for case in &mut moved {
        case["guild_id"] = json!(GUILD);
    }
    assert_eq!(moved, lines);
    let jobs: i64 = sqlx::query_scalar("select count(*) from jobs").fetch_one(&there.pool).await.unwrap();
    assert_eq!(jobs, 0);
    here.drop().await;
    there.drop().await;
}

#[tokio::test]
async fn numbers_that_are_taken_fail_are_left_out_or_move_with_what_follows_from_them() {
    let (here, there) = (Database::new().await, Database::new().await);
    record(&here, GUILD, 30).await;
    record(&there, GUILD, 12).await;
    let run_here = Run::on_database(&here).await;
    let run_there = Run::on_database(&there).await;
    let directory = tempfile::tempdir().unwrap();
    let guild = GUILD.to_string();
    let path =
        file(&directory, "cases.jsonl", &run_here.prints(&["export", "cases", "--guild", &guild]).await);
    let before = exported(&run_there, GUILD).await;
    let import =
        |how: &'static [&'static str]| [&["import", "cases", "--guild", &guild, &path], how].concat();

    for how in [&[][..], &["--on-conflict", "fail"], &["--dry-run"]] {
        let refused = run_there.refuses(&import(how), 1).await;
        assert!(refused.contains("#1, #2, #3, #4, #5 and 7 more"), "{refused}");
    }
    assert_eq!(exported(&run_there, GUILD).await, before);

    let said = run_there.prints(&import(&["--on-conflict", "skip"])).await;
    assert!(said.contains("18 cases imported"), "{said}");
    let after = exported(&run_there, GUILD).await;
    assert_eq!(after[..12], before[..]);
    assert_eq!(after[12..], exported(&run_here, GUILD).await[12..]);
    assert_eq!(last_number(&there, GUILD).await, Some(30));

    let dry = run_there.prints(&import(&["--on-conflict", "renumber", "--dry-run"])).await;
    assert!(dry.contains("30 cases would be imported") && dry.contains("from #31 to #60"), "{dry}");
    run_there.prints(&import(&["--on-conflict", "renumber"])).await;
    let all = exported(&run_there, GUILD).await;
    assert_eq!(all.len(), 60);
    assert_eq!(last_number(&there, GUILD).await, Some(60));
    assert_eq!((&all[43]["number"], &all[43]["parent"]), (&json!(44), &json!(34)), "{}", all[43]);
    let event = all[43]["events"].as_array().unwrap().last().unwrap();
    assert_eq!((&event["event"], &event["detail"]["old"]), (&json!("renumbered"), &json!(14)));
    let entries: Vec<&Value> = [14, 44].iter().map(|at| &all[*at]["audit_entry"]).collect();
    assert_eq!(entries, [&json!("15"), &Value::Null], "the same entry has two cases");
    let mut tx = there.pool.begin().await.unwrap();
    let next = cases::case_open(&mut tx, &NewCase::new(GUILD, Kind::Note, Id::new(1), "m")).await.unwrap();
    assert_eq!(next.number, 61);
    drop(tx);
    here.drop().await;
    there.drop().await;
}

#[tokio::test]
async fn a_bad_line_is_named_and_nothing_goes_in() {
    let (here, there) = (Database::new().await, Database::new().await);
    record(&here, GUILD, 3).await;
    let run_here = Run::on_database(&here).await;
    let run_there = Run::on_database(&there).await;
    let good = exported(&run_here, GUILD).await;
    let directory = tempfile::tempdir().unwrap();
    let guild = GUILD.to_string();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut third = good[2].clone();
        change(&mut third);
        format!("{}\n\n{}\n{third}\n", good[0], good[1])
    };
    let bad = [
        (with(&|case| case["kind"] = json!("tickle")), "unknown kind of action `tickle`"),
        (with(&|case| case["points"] = json!(500)), "`points` go from 0 to 100"),
        (with(&|case| case["number"] = json!(2)), "comes after case #2"),
        (
            with(&|case| (case["number"], case["parent"]) = (json!(9), json!(4))),
            "case #4, which no line before it has",
        ),
        (with(&|case| case["surprise"] = json!(1)), "unknown field `surprise`"),
        (with(&|case| case["moderator_id"] = json!("eighty")), "column"),
        (format!("{}\n\n{}\n{{\"number\": 3", good[0], good[1]), "EOF"),
    ];
    for (text, what) in bad {
        let path = file(&directory, "bad.jsonl", &text);
        let refused = run_there.refuses(&["import", "cases", "--guild", &guild, &path], 1).await;
        assert!(refused.contains("line 4: ") && refused.contains(what), "{what}: {refused}");
    }
    assert_eq!(last_number(&there, GUILD).await, None);
    let missing = run_there.refuses(&["import", "cases", "--guild", &guild, "/nowhere/cases"], 78).await;
    assert!(missing.contains("/nowhere/cases"), "{missing}");
    here.drop().await;
    there.drop().await;
}

#[tokio::test]
async fn an_entry_of_the_audit_log_that_stands_twice_in_a_file_goes_with_the_first_case() {
    let (here, there) = (Database::new().await, Database::new().await);
    record(&here, GUILD, 6).await;
    let mut lines = exported(&Run::on_database(&here).await, GUILD).await;
    lines[5]["audit_entry"] = lines[4]["audit_entry"].clone();
    let directory = tempfile::tempdir().unwrap();
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let path = file(&directory, "twice.jsonl", &text);
    let run = Run::on_database(&there).await;
    let guild = GUILD.to_string();
    run.prints(&["import", "cases", "--guild", &guild, &path]).await;
    lines[5]["audit_entry"] = Value::Null;
    assert_eq!(exported(&run, GUILD).await, lines);
    here.drop().await;
    there.drop().await;
}

#[tokio::test]
async fn a_nul_in_a_text_is_dropped_on_the_way_in() {
    let (here, there) = (Database::new().await, Database::new().await);
    record(&here, GUILD, 1).await;
    let mut line = exported(&Run::on_database(&here).await, GUILD).await.remove(0);
    line["reason"] = json!("a\u{0}b");
    let directory = tempfile::tempdir().unwrap();
    let path = file(&directory, "nul.jsonl", &line.to_string());
    let run = Run::on_database(&there).await;
    let guild = GUILD.to_string();
    run.prints(&["import", "cases", "--guild", &guild, &path]).await;
    assert_eq!(exported(&run, GUILD).await[0]["reason"], "ab");
    here.drop().await;
    there.drop().await;
}

#[tokio::test]
async fn stdin_is_read_and_a_pending_case_is_failed_for_nobody_carries_it_out() {
    let (here, there) = (Database::new().await, Database::new().await);
    let mut tx = here.pool.begin().await.unwrap();
    cases::case_open(&mut tx, &NewCase::new(GUILD, Kind::Ban, Id::new(1), "m")).await.unwrap();
    tx.commit().await.unwrap();
    let run_here = Run::on_database(&here).await;
    let run_there = Run::on_database(&there).await;
    let guild = GUILD.to_string();
    let directory = tempfile::tempdir().unwrap();
    let path = file(&directory, "one", &run_here.prints(&["export", "cases", "--guild", &guild]).await);
    let mut command = run_there.command(&["import", "cases", "--guild", &guild, "-"]);
    command.stdin(std::fs::File::open(PathBuf::from(path)).unwrap());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("1 case imported") && said.contains("failed now: 1 case"), "{said}");
    let case = &exported(&run_there, GUILD).await[0];
    assert_eq!(case["status"], "failed");
    assert!(case["failure"].as_str().unwrap().contains("not known"));
    assert_eq!(case["events"][1]["event"], "failed");
    here.drop().await;
    there.drop().await;
}

#[tokio::test]
async fn why_a_case_failed_is_exported_as_a_sentence_in_its_history_too() {
    let database = Database::new().await;
    let run = Run::on_database(&database).await;
    let why = Kept::stored(r#"{"say":"undo-reason"}"#);
    let mut tx = database.pool.begin().await.unwrap();
    let mut case = cases::case_open(&mut tx, &NewCase::new(GUILD, Kind::Ban, Id::new(1), "m")).await.unwrap();
    cases::case_failed(&mut tx, &mut case, why.clone()).await.unwrap();
    tx.commit().await.unwrap();
    let case = &exported(&run, GUILD).await[0];
    assert!(!why.text().contains("say"), "{}", why.text());
    assert_eq!(case["failure"], why.text());
    assert_eq!(case["events"][1]["detail"]["why"], why.text());
    database.drop().await;
}

#[tokio::test]
async fn no_case_is_no_line_and_settings_are_one_document() {
    let database = Database::new().await;
    let run = Run::on_database(&database).await;
    let guild = GUILD.to_string();
    for what in ["cases", "settings"] {
        let unknown = run.refuses(&["export", what, "--guild", &guild], 1).await;
        assert!(unknown.contains("Nothing is recorded of a server"), "{unknown}");
    }
    let mut tx = database.pool.begin().await.unwrap();
    guilds::settings_change(&mut tx, GUILD, Id::new(1), |settings| {
        settings.protected_roles = vec![Id::new(7)];
        Ok(())
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(run.prints(&["export", "cases", "--guild", &guild]).await, "");
    let settings = objects(&run.prints(&["export", "settings", "--guild", &guild]).await);
    assert_eq!(settings.len(), 1);
    assert_eq!(settings[0]["protected_roles"], json!(["7"]));
    let rows = run.prints(&["export", "settings", "--guild", &guild, "--format", "csv"]).await;
    assert!(rows.starts_with("name,value\r\n") && rows.contains("\r\nprotected_roles,7\r\n"), "{rows}");
    record(&database, GUILD, 2).await;
    let cases = run.prints(&["export", "cases", "--guild", &guild, "--format", "csv"]).await;
    assert!(cases.starts_with("guild_id,number,kind,") && cases.contains(",'=member,"), "{cases}");
    database.drop().await;
}
