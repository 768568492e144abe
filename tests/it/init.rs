//! `gavel init`: one secret in, a working bot out; and one sentence for each thing that is in the way.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use axum::routing::get;
use axum::{Json, Router};

use crate::support::process::free_port;
use crate::support::stage::{SOON, Stage};

/// Runs `gavel` with the token as its only secret.
fn gavel(stage: &Stage, database: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
    command
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("DISCORD_TOKEN", stage.sim.token())
        .env("DISCORD_API_URL", stage.sim.api_url())
        .env("DATABASE_URL", database)
        .current_dir(std::env::temp_dir());
    command
}

async fn done(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

/// A server that was told nothing but the token.
struct Serving(Child);

impl Serving {
    async fn start(stage: &Stage, database: &str, port: u16) -> Self {
        let mut command = gavel(stage, database, &["serve"]);
        command.env("BIND", "127.0.0.1").env("PORT", port.to_string()).stderr(Stdio::null());
        let serving = Self(command.spawn().unwrap());
        let listening = tokio::time::timeout(SOON, async {
            while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        listening.await.unwrap();
        serving
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[tokio::test]
async fn one_secret_in_a_working_bot_out() {
    let stage = Stage::empty().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let discord = stage.discord();
    discord.commands_set(sim.application_id().cast(), None, &serde_json::json!([])).await.unwrap();
    let (database, port) = (stage.database.url().await, free_port());
    let _serving = Serving::start(&stage, &database, port).await;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(".env");
    std::fs::write(&path, "# mine\nPORT=9000\n").unwrap();
    let (file, url) = (path.to_string_lossy().into_owned(), format!("http://127.0.0.1:{port}/"));
    let arguments = ["init", "--public-url", &url, "--env-file", &file];
    let output = done(gavel(&stage, &database, &arguments)).await;
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    let link = format!("https://discord.com/oauth2/authorize?client_id={}&scope=bot", sim.application_id());
    assert!(printed.contains(&link) && !printed.contains(&sim.token()), "{printed}");
    assert!(!printed.contains('✗'), "{printed}");
    let (key, id) = (sim.public_key(), sim.application_id());
    let wanted = format!(
        "# mine\nPORT=9000\nDISCORD_TOKEN={}\nDISCORD_PUBLIC_KEY={key}\nDISCORD_APPLICATION_ID={id}\nDISCORD_API_URL={}\n",
        sim.token(),
        sim.api_url()
    );
    assert_eq!(text(&path), wanted);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    // The commands are there, Discord sends interactions, and they are answered.
    let warned = sim.slash(cast.moderator, cast.general, "warn").with("user", cast.member).await.unwrap();
    assert!(warned.final_message().await.unwrap().text().contains("Case #1"));
    let application = discord.application().await.unwrap();
    assert_eq!(application.event_webhooks_status, 2);
    let puts = sim.requests_to("PUT", "/applications/{}/commands").len();
    let again = done(gavel(&stage, &database, &arguments)).await;
    assert!(again.status.success());
    assert_eq!(text(&path), wanted, "a second time changes nothing");
    assert_eq!(sim.requests_to("PUT", "/applications/{}/commands").len(), puts);
    drop(_serving);
    sim.clear_violations();
    stage.close().await;
}

/// Answers as ngrok's agent does, with a tunnel from an address to a port. Returns its own address.
async fn ngrok(public_url: &str, port: u16) -> String {
    let said = serde_json::json!({ "tunnels": [{ "public_url": public_url, "config": { "addr": format!("http://localhost:{port}") } }] });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let routes = Router::new().route("/api/tunnels", get(async move || Json(said)));
    #[expect(clippy::disallowed_methods, reason = "it ends with the test")]
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    address
}

#[tokio::test]
async fn a_tunnel_on_this_machine_is_found() {
    let stage = Stage::empty().await;
    let (database, port) = (stage.database.url().await, free_port());
    let _serving = Serving::start(&stage, &database, port).await;
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(".env").to_string_lossy().into_owned();
    let (closed, url) = (format!("http://127.0.0.1:{}", free_port()), format!("http://127.0.0.1:{port}"));
    for (tunnel, to, wanted) in [
        (&closed, port, format!("{closed} is a tunnel on this machine, but Gavel does not answer behind it")),
        (&url, 1, "run this again with --public-url".to_owned()),
        (&url, port, format!("Discord sends interactions to {url}/interactions.")),
    ] {
        let agent = ngrok(tunnel, to).await;
        let mut command = gavel(&stage, &database, &["init", "--env-file", &file, "--ngrok", &agent]);
        command.env("PORT", port.to_string()).env("TUNNEL_METRICS", "127.0.0.1:1");
        let printed = String::from_utf8(done(command).await.stdout).unwrap();
        assert!(printed.contains(&wanted), "{printed}");
    }
    let application = stage.discord().application().await.unwrap();
    assert_eq!(application.event_webhooks_status, 2);
    drop(_serving);
    stage.sim.clear_violations();
    stage.stop_with_violations().await;
}

#[tokio::test]
async fn what_is_in_the_way_is_one_sentence_and_its_code() {
    let stage = Stage::empty().await;
    let database = stage.database.url().await;
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(".env").to_string_lossy().into_owned();
    let closed = format!("http://127.0.0.1:{}", free_port());
    let elsewhere = stage.sim.api_url();
    for (variable, value, url, code, words) in [
        ("DISCORD_TOKEN", "MTE5.wrong.token", None, 77, "Discord refused DISCORD_TOKEN"),
        ("DISCORD_TOKEN", "", None, 78, "DISCORD_TOKEN is not set"),
        ("DISCORD_API_URL", closed.as_str(), None, 69, "Discord does not answer"),
        ("PORT", "1", Some(closed.as_str()), 69, "does not answer"),
        ("PORT", "1", Some(elsewhere.as_str()), 69, "where Gavel answers 401"),
        ("PORT", "1", Some("gavel.example.com"), 78, "--public-url must be the address"),
    ] {
        let mut arguments = vec!["init", "--env-file", &file];
        arguments.extend(url.iter().flat_map(|url| ["--public-url", url]));
        let mut command = gavel(&stage, &database, &arguments);
        command.env(variable, value);
        let output = done(command).await;
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.starts_with("gavel: ") && said.trim().lines().count() == 1, "{said}");
        assert!(said.contains(words) && !said.contains("wrong.token"), "{said}");
    }
    stage.sim.clear_violations();
    stage.stop_with_violations().await;
}
