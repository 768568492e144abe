//! `scripts/tunnel`, with a fake tunnel program that only prints an address, and a stand-in for the one route it calls.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, patch};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

const SOON: Duration = Duration::from_secs(20);

/// The output of a quick tunnel, noise included.
const CLOUDFLARED: &str = "#!/bin/sh
echo \"$$ $*\" >\"$0.ran\"
echo 'INF Requesting new quick Tunnel on https://api.trycloudflare.com' >&2
echo 'INF |  https://plain-words-here.trycloudflare.com  |' >&2
exec sleep 60
";

/// Refuses a number of calls, as Discord does while a new address is not known everywhere; keeps the calls' bodies.
#[derive(Clone, Default)]
struct StandIn {
    refusals: Arc<Mutex<u32>>,
    told: Arc<Mutex<Vec<(String, String)>>>,
}

async fn save(State(it): State<StandIn>, headers: HeaderMap, body: String) -> StatusCode {
    let authorization = headers["authorization"].to_str().unwrap().to_owned();
    it.told.lock().unwrap().push((authorization, body));
    let mut refusals = it.refusals.lock().unwrap();
    let refused = *refusals > 0;
    *refusals = refusals.saturating_sub(1);
    if refused { StatusCode::BAD_REQUEST } else { StatusCode::OK }
}

fn tunnel(folder: &Path, environment: &[(&str, &str)]) -> Command {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/tunnel");
    let mut command = Command::new(script);
    command.env_clear().env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display()));
    command
        .envs(environment.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

#[tokio::test]
async fn the_tunnel_saves_its_address_with_discord_and_ends_with_the_script() {
    let folder = std::env::temp_dir().join(format!("gavel-tunnel-{}", fastrand::u64(..)));
    fs::create_dir(&folder).unwrap();
    let program = folder.join("cloudflared");
    fs::write(&program, CLOUDFLARED).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();

    let stand_in = StandIn::default();
    *stand_in.refusals.lock().unwrap() = 2;
    let routes = Router::new()
        .route("/healthz", get(async || "up"))
        .route("/api/v10/applications/@me", patch(save))
        .with_state(stand_in.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let api = format!("http://127.0.0.1:{port}");
    #[expect(clippy::disallowed_methods, reason = "it ends with the test")]
    let serving = tokio::spawn(async move { axum::serve(listener, routes).await });

    let environment = [
        ("PORT", port.as_str()),
        ("DISCORD_API_URL", api.as_str()),
        ("DISCORD_TOKEN", "abc.def.ghi"),
        ("GAVEL_TUNNEL_WAIT", "0.05"),
    ];
    let mut script = tunnel(&folder, &environment).spawn().unwrap();
    let mut lines = BufReader::new(script.stdout.take().unwrap()).lines();
    let mut said = Vec::new();
    while !said.last().is_some_and(|line: &String| line.contains("Ctrl-C")) {
        let line = tokio::time::timeout(SOON, lines.next_line()).await.expect("the script says nothing");
        said.push(line.unwrap().expect("the script ended"));
    }
    assert!(said[0].contains("https://plain-words-here.trycloudflare.com"), "{said:?}");
    let body = r#"{"interactions_endpoint_url":"https://plain-words-here.trycloudflare.com/interactions"}"#;
    let told = stand_in.told.lock().unwrap().clone();
    assert_eq!(told, vec![("Bot abc.def.ghi".to_owned(), body.to_owned()); 3]);

    let ran = fs::read_to_string(folder.join("cloudflared.ran")).unwrap();
    let (process, arguments) = ran.split_once(' ').unwrap();
    assert!(arguments.contains(&format!("--url http://127.0.0.1:{port}")), "{arguments}");
    Command::new("kill").arg(script.id().unwrap().to_string()).status().await.unwrap();
    tokio::time::timeout(SOON, script.wait()).await.expect("the script does not end").unwrap();
    let is_there = || PathBuf::from(format!("/proc/{process}")).exists() && cfg!(target_os = "linux");
    let gone = async {
        while is_there() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, gone).await.expect("the tunnel outlives the script");
    serving.abort();
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn without_a_tunnel_program_it_says_how_to_get_one() {
    let nowhere = Path::new("/nonexistent");
    let without = tunnel(nowhere, &[("DISCORD_TOKEN", "abc.def.ghi")]).output().await.unwrap();
    let installed = |program: &str| {
        ["/usr/local/bin", "/usr/bin", "/bin"]
            .iter()
            .any(|folder| PathBuf::from(folder).join(program).exists())
    };
    if !installed("cloudflared") && !installed("ngrok") {
        assert_eq!(without.status.code(), Some(69));
        let said = String::from_utf8_lossy(&without.stderr).into_owned();
        assert!(said.lines().count() == 1 && said.contains("cloudflared"), "{said}");
    }
}
