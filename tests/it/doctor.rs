//! `gavel doctor` against planted faults: it finds and names each, finds nothing else, and never shows a secret.

use std::collections::BTreeMap;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::StatusCode;
use discord_stand_in::{Fault, Intent};
use gavel::store::cluster::{Cluster, Durability, scratch_dir};
use sqlx::Executor;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::support::database::Database;
use crate::support::stage::Stage;

/// A public key, and the seed of its private key.
const OTHER_KEY: &str = "d04ab232742bb4ab3a1368bd4615e4e6d0224ab71a016baf8520a332c9778737";
const ONES: &str = "1111111111111111111111111111111111111111111111111111111111111111";

/// A stage, and the environment in which the doctor runs.
struct Ward {
    stage: Stage,
    environment: BTreeMap<&'static str, String>,
}

/// The doctor's exit code and output.
struct Diagnosis {
    code: Option<i32>,
    lines: Vec<String>,
}

impl Ward {
    async fn new() -> Self {
        Self::around(Stage::new().await).await
    }

    async fn around(stage: Stage) -> Self {
        let environment = BTreeMap::from([
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("DISCORD_PUBLIC_KEY", stage.sim.public_key()),
            ("DISCORD_TOKEN", stage.sim.token()),
            ("DISCORD_API_URL", stage.sim.api_url()),
            ("DATABASE_URL", stage.database.url().await),
        ]);
        Self { stage, environment }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.insert(name, value.into());
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
        command.arg("doctor").args(arguments).env_clear().envs(&self.environment);
        command.current_dir(std::env::temp_dir());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let all = [output.stdout.as_slice(), &output.stderr].concat();
        let all = String::from_utf8(all).unwrap();
        for secret in [self.stage.sim.token().as_str(), "pa55word", ONES] {
            assert!(!all.contains(secret), "{secret} is shown:\n{all}");
        }
        output
    }

    async fn diagnosis(&self, arguments: &[&str]) -> Diagnosis {
        let output = self.run(arguments).await;
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        Diagnosis { code: output.status.code(), lines: text.lines().map(str::to_owned).collect() }
    }

    /// Runs the doctor, the stage's server included.
    async fn of_server(&self) -> Diagnosis {
        self.diagnosis(&["--guild", &self.stage.cast.guild.to_string()]).await
    }

    /// Asserts that exactly these checks find something wrong, and that the first says `says`.
    async fn finds(self, names: &[&str], says: &str) {
        self.diagnosis(&[]).await.is(names, says);
        self.stage.close().await;
    }

    async fn finds_in_server(self, names: &[&str], says: &str) {
        self.of_server().await.is(names, says);
        self.stage.close().await;
    }
}

impl Diagnosis {
    fn is(&self, names: &[&str], says: &str) {
        let all = self.lines.join("\n");
        let wrong: Vec<&str> = self.lines.iter().filter_map(|line| line.strip_prefix("✗ ")).collect();
        let found: Vec<&str> = wrong.iter().map(|line| line.split(": ").next().unwrap()).collect();
        assert_eq!(found, names, "{all}");
        assert!(wrong.is_empty() || wrong[0].contains(says), "no `{says}` in\n{all}");
        assert_eq!(self.code, Some(i32::from(!wrong.is_empty())), "{all}");
        for line in &self.lines {
            assert!(["✓ ", "✗ ", "– "].iter().any(|mark| line.starts_with(mark)), "{line}");
            assert!(!line.starts_with('✗') || line.ends_with('.'), "{line}");
        }
    }

    fn line(&self, name: &str) -> &str {
        let named = |line: &&String| {
            line.split_once(' ').is_some_and(|(_, rest)| rest.starts_with(&format!("{name}: ")))
        };
        self.lines.iter().find(named).expect("the check is told")
    }
}

/// Starts a server that answers everything with one status and a PONG.
async fn answering(status: StatusCode) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/interactions", listener.local_addr().unwrap());
    let pong = [("content-type", "application/json")];
    let router = Router::new().fallback(move || async move { (status, pong, r#"{"type":1}"#) });
    #[expect(clippy::disallowed_methods, reason = "the test is the tracker")]
    let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, serving)
}

#[tokio::test]
async fn where_all_is_well_every_check_says_so_and_the_exit_code_is_0() {
    let ward = Ward::around(Stage::with_log().await)
        .await
        .with("GAVEL_EVENTS_KEY", ONES)
        .with("GAVEL_EVENTS_PUBLIC_KEY", OTHER_KEY);
    let found = ward.of_server().await;
    found.is(&[], "");
    assert!(found.lines.iter().all(|line| line.starts_with('✓')), "{}", found.lines.join("\n"));
    for name in ["clock", "signed ping", "commands", "writing", "Ban Members", "log of everything else"] {
        found.line(name);
    }
    ward.stage.close().await;
}

#[tokio::test]
async fn looking_changes_nothing() {
    let ward = Ward::new().await;
    let url = ward.stage.sim.application().interactions_url.unwrap();
    let before = ward.stage.sim.requests().len();
    let stored = "select coalesce(jsonb_agg(to_jsonb(guilds)), '[]') from guilds";
    let stored = async || {
        sqlx::query_scalar::<_, serde_json::Value>(stored).fetch_one(&ward.stage.database.pool).await.unwrap()
    };
    let stored_before = stored().await;
    ward.of_server().await.is(&[], "");
    let asked = ward.stage.sim.requests().split_off(before);
    let changes: Vec<_> = asked.iter().filter(|call| call.method != "GET").collect();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0].body, serde_json::json!({ "interactions_endpoint_url": url }));
    assert_eq!(stored().await, stored_before);
    ward.stage.close().await;
}

#[tokio::test]
async fn as_json_it_is_one_object_with_every_check() {
    let ward = Ward::new().await.with("DISCORD_TOKEN", "not.the.token");
    let output = ward.run(&["--json"]).await;
    assert_eq!(output.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["ok"], false);
    let checks = document["checks"].as_array().unwrap();
    let check = |name: &str| checks.iter().find(|check| check["name"] == name).unwrap();
    assert_eq!(check("database")["ok"], true);
    assert_eq!(check("token")["ok"], false);
    assert!(check("token")["fix"].as_str().unwrap().contains("Reset Token"));
    assert!(check("public key")["ok"].is_null() && check("public key")["cause"].is_string());
    for check in checks {
        let mut fields: Vec<&String> = check.as_object().unwrap().keys().collect();
        fields.sort();
        assert_eq!(fields, ["cause", "fix", "name", "ok"]);
    }
    ward.stage.close().await;
}

#[tokio::test]
async fn another_applications_public_key() {
    let ward = Ward::new().await.with("DISCORD_PUBLIC_KEY", OTHER_KEY);
    let right = format!("Set DISCORD_PUBLIC_KEY={}", ward.stage.sim.public_key());
    ward.finds(&["public key"], &right).await;
}

#[tokio::test]
async fn each_variable_that_cannot_be_read_while_the_other_checks_go_on() {
    let ward = Ward::new()
        .await
        .with("DISCORD_PUBLIC_KEY", "abc")
        .with("DISCORD_APPLICATION_ID", "mine")
        .with("PORT", "70000")
        .with("LOG_FORMAT", "xml")
        .with("RUST_LOG", "a=b=c")
        .with("GAVEL_EVENTS_PUBLIC_KEY", "xyz")
        .with("GAVEL_EVENTS_KEY", &ONES[2..]);
    let found = ward.diagnosis(&[]).await;
    let names = [
        "DISCORD_PUBLIC_KEY",
        "DISCORD_APPLICATION_ID",
        "PORT",
        "LOG_FORMAT",
        "RUST_LOG",
        "GAVEL_EVENTS_PUBLIC_KEY",
        "GAVEL_EVENTS_KEY",
    ];
    found.is(&names, "must be exactly 64 hex digits");
    assert!(found.line("token").starts_with('✓') && found.line("writing").starts_with('✓'));
    ward.stage.close().await;
}

#[tokio::test]
async fn without_anything_set_it_names_what_is_missing() {
    let ward = Ward::new().await.without("DISCORD_TOKEN").without("DISCORD_PUBLIC_KEY");
    ward.finds(&["DISCORD_TOKEN"], "is not set").await;
}

#[tokio::test]
async fn a_secret_that_cannot_be_read_is_named_and_not_shown() {
    let ward = Ward::new()
        .await
        .with("DISCORD_TOKEN", "pa55word and more")
        .with("DATABASE_URL", "mysql://gavel:pa55word@localhost/gavel");
    ward.finds(&["DISCORD_TOKEN", "DATABASE_URL"], "characters that no token has").await;
}

#[tokio::test]
async fn a_token_that_discord_refuses() {
    Ward::new().await.with("DISCORD_TOKEN", "not.the.token").finds(&["token"], "Reset Token").await;
}

#[tokio::test]
async fn another_application_id() {
    let ward = Ward::new().await.with("DISCORD_APPLICATION_ID", "1191234567890123456");
    ward.finds(&["application id"], "1191234567890123456").await;
}

#[tokio::test]
async fn an_endpoint_that_is_not_saved() {
    let ward = Ward::around(Stage::empty().await).await;
    ward.finds(&["interactions endpoint"], "Start `gavel serve`").await;
}

#[tokio::test]
async fn an_endpoint_that_takes_forgeries() {
    let (ward, (url, serving)) = (Ward::new().await, answering(StatusCode::OK).await);
    ward.stage.sim.set_endpoint(&url);
    ward.finds(&["forged interactions"], "anybody could give orders").await;
    serving.abort();
}

#[tokio::test]
async fn an_endpoint_that_leads_elsewhere() {
    let (ward, (url, serving)) = (Ward::new().await, answering(StatusCode::NOT_FOUND).await);
    ward.stage.sim.set_endpoint(&url);
    ward.finds(&["forged interactions"], "ends in /interactions").await;
    serving.abort();
}

#[tokio::test]
async fn an_endpoint_that_refuses_discords_own_signature() {
    let (ward, (url, serving)) = (Ward::new().await, answering(StatusCode::UNAUTHORIZED).await);
    ward.stage.sim.set_endpoint(&url);
    ward.finds(&["signed ping"], "DISCORD_PUBLIC_KEY").await;
    serving.abort();
}

#[tokio::test]
async fn an_endpoint_out_of_reach() {
    let ward = Ward::new().await;
    ward.stage.sim.set_endpoint("http://127.0.0.1:1/interactions");
    ward.finds(&["forged interactions"], "does not answer from here").await;
}

#[tokio::test]
async fn commands_of_another_version() {
    let ward = Ward::new().await;
    let application = ward.stage.sim.application_id().cast();
    let odd = serde_json::json!([{ "type": 1, "name": "frobnicate", "description": "Odd" }]);
    ward.stage.discord().commands_set(application, None, &odd).await.unwrap();
    let guild = ward.stage.cast.guild;
    ward.stage.discord().commands_set(application, Some(guild.cast()), &odd).await.unwrap();
    let found = ward.of_server().await;
    found.is(&["commands", "server's commands"], "not Gavel's: /frobnicate. Type `gavel commands sync`.");
    let line = found.line("server's commands");
    assert!(line.ends_with(&format!("Type `gavel commands sync --guild {guild}`.")), "{line}");
    ward.stage.close().await;
}

#[tokio::test]
async fn a_database_out_of_reach() {
    let url = "postgres://nobody:pa55word@127.0.0.1:1/none";
    Ward::new().await.with("DATABASE_URL", url).finds(&["database"], "refused").await;
}

#[tokio::test]
async fn a_database_without_the_schema() {
    let database = Database::empty().await;
    let ward = Ward::new().await.with("DATABASE_URL", database.url().await);
    ward.finds(&["schema"], "Type `gavel migrate`").await;
    database.drop().await;
}

#[tokio::test]
async fn a_database_that_is_newer() {
    let ward = Ward::new().await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, '', 0)";
    ward.stage.database.pool.execute(newer).await.unwrap();
    ward.finds(&["schema"], "Upgrade gavel").await;
}

#[tokio::test]
async fn a_database_that_cannot_be_written() {
    let ward = Ward::new().await;
    let url = ward.environment["DATABASE_URL"].clone();
    let sign = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{sign}options=-c%20default_transaction_read_only%3Don");
    ward.with("DATABASE_URL", url).finds(&["writing"], "read-only").await;
}

#[tokio::test]
async fn a_clock_that_is_wrong() {
    let ward = Ward::new().await;
    ward.stage.clock.advance(Duration::from_secs(600));
    ward.finds(&["clock"], "s behind Discord's").await;
}

#[tokio::test]
async fn whether_gavel_is_shown_what_messages_say_is_told_and_off_is_fine() {
    let ward = Ward::new().await;
    let told = ward.diagnosis(&[]).await;
    assert!(told.line("message content").starts_with("✓ message content: off, so some filters of /purge"));
    ward.stage.sim.set_intents(&[Intent::MessageContent]);
    assert_eq!(ward.diagnosis(&[]).await.line("message content"), "✓ message content: on");
    ward.stage.close().await;
}

#[tokio::test]
async fn webhook_events_are_told_and_off_is_fine() {
    let ward = Ward::new().await;
    let line = ward.diagnosis(&[]).await.line("webhook events").to_owned();
    assert_eq!(line, "✓ webhook events: off");
    let url = ward.stage.server(0).url("/webhook-events");
    ward.stage.sim.set_events_endpoint(&url);
    assert!(ward.diagnosis(&[]).await.line("webhook events").contains(&url));
    ward.stage.close().await;
}

#[tokio::test]
async fn an_events_key_that_belongs_to_another_public_key() {
    let ward = Ward::new()
        .await
        .with("GAVEL_EVENTS_KEY", ONES)
        .with("GAVEL_EVENTS_PUBLIC_KEY", "a09aa5f47a6759802ff955f8dc2d2a14a5c99d23be97f864127ff9383455a4f0");
    ward.finds(&["GAVEL_EVENTS_KEY"], &format!("Set GAVEL_EVENTS_PUBLIC_KEY={OTHER_KEY}")).await;
}

#[tokio::test]
async fn a_permission_that_gavel_lacks_in_the_server() {
    let ward = Ward::new().await;
    let cast = ward.stage.cast;
    let held = ward.stage.sim.guild(cast.guild).unwrap().roles[&cast.bot_role].permissions;
    ward.stage.sim.set_permissions(cast.guild, cast.bot_role, held & !(1 << 2));
    ward.finds_in_server(&["Ban Members"], "/ban").await;
}

#[tokio::test]
async fn a_server_without_gavel() {
    let ward = Ward::new().await;
    ward.stage.sim.leave(ward.stage.cast.guild, ward.stage.sim.bot_user_id());
    ward.finds_in_server(&["server"], "https://discord.com/oauth2/authorize?client_id=").await;
}

#[tokio::test]
async fn a_role_at_the_bottom() {
    let ward = Ward::new().await;
    let guild = ward.stage.sim.add_guild("Bottom", ward.stage.cast.owner);
    ward.stage.sim.add_role(guild, "Everybody's", 6, 0);
    ward.diagnosis(&["--guild", &guild.to_string()]).await.is(&["Gavel's role"], "Move it above");
    ward.stage.close().await;
}

#[tokio::test]
async fn a_log_channel_that_gavel_cannot_write_to_and_one_that_is_gone() {
    let ward = Ward::around(Stage::with_log().await).await;
    let (sim, cast) = (ward.stage.sim.clone(), ward.stage.cast);
    sim.set_member_overwrite(cast.mod_log, sim.bot_user_id(), 0, 1 << 11);
    ward.of_server().await.is(&["log of everything else"], "lacks Send Messages");
    sim.set_member_overwrite(cast.mod_log, sim.bot_user_id(), 0, 1 << 15);
    ward.of_server().await.is(&["log of everything else"], "evidence is not copied");
    sim.remove_channel(cast.mod_log);
    ward.finds_in_server(&["log of everything else"], "can't see").await;
}

#[tokio::test]
async fn a_jail_role_out_of_gavels_reach_and_one_that_is_gone() {
    let ward = Ward::new().await;
    let (sim, cast) = (ward.stage.sim.clone(), ward.stage.cast);
    let jail = sim.add_role(cast.guild, "Jail", 6, 0);
    let settings = serde_json::json!({ "jail_role": jail.to_string() });
    sqlx::query("update guilds set settings = $2 where guild_id = $1")
        .bind(cast.guild.get().cast_signed())
        .bind(settings)
        .execute(&ward.stage.database.pool)
        .await
        .unwrap();
    ward.of_server().await.is(&["jail role"], "Move Gavel's role above it");
    sim.remove_role(cast.guild, jail);
    ward.finds_in_server(&["jail role"], "not there any more").await;
}

#[tokio::test]
async fn it_ends_in_time_when_discord_never_answers() {
    let ward = Ward::new().await;
    for route in ["/applications/@me", "/gateway"] {
        ward.stage.sim.fault(Fault::on("GET", route).always().hang());
    }
    let began = Instant::now();
    let found = ward.diagnosis(&[]).await;
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    found.is(&["Discord"], "Discord does not answer");
    assert!(found.line("writing").starts_with('✓'));
    ward.stage.close().await;
}

#[tokio::test]
async fn it_ends_in_time_when_the_database_the_endpoint_and_the_server_never_answer() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap();
    let ward = Ward::new().await.with("DATABASE_URL", format!("postgres://gavel:pa55word@{address}/gavel"));
    ward.stage.sim.set_endpoint(&format!("http://{address}/interactions"));
    for route in ["/guilds/{}", "/applications/{}/commands"] {
        ward.stage.sim.fault(Fault::on("GET", route).always().hang());
    }
    let began = Instant::now();
    let found = ward.of_server().await;
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    found.is(&["database", "forged interactions", "commands", "server"], "no answer in 4 s");
    ward.stage.close().await;
}

#[tokio::test]
async fn a_private_postgres_that_is_new_idle_or_in_use_is_fine() {
    let data = scratch_dir();
    let ward = Ward::new().await.without("DATABASE_URL").with("GAVEL_DATA", data.to_str().unwrap());
    let found = ward.diagnosis(&[]).await;
    found.is(&[], "");
    assert!(found.line("private Postgres").contains("the first start makes"));
    assert!(!data.exists(), "looking made it");

    let mut migrate = Command::new(env!("CARGO_BIN_EXE_gavel"));
    migrate.arg("migrate").env_clear().envs(&ward.environment).current_dir(std::env::temp_dir());
    let migrated = tokio::task::spawn_blocking(move || migrate.status().unwrap()).await.unwrap();
    assert!(migrated.success());
    let found = ward.diagnosis(&[]).await;
    found.is(&[], "");
    assert!(found.line("writing").starts_with('✓'), "{}", found.lines.join("\n"));

    let cluster = Cluster::start(&data, Durability::Full).await.unwrap();
    let found = ward.diagnosis(&[]).await;
    found.is(&[], "");
    assert!(found.line("private Postgres").contains("in use by a running gavel"));
    assert!(found.line("writing").starts_with('✓'), "{}", found.lines.join("\n"));
    cluster.stop().await;
    std::fs::remove_dir_all(&data).unwrap();
    ward.stage.close().await;
}

#[tokio::test]
async fn a_directory_that_cannot_be_used() {
    let ward = Ward::new().await.without("DATABASE_URL").with("GAVEL_DATA", "/dev/null/gavel");
    ward.finds(&["private Postgres"], "GAVEL_DATA").await;
}
