//! Tests with a real server each: started, killed, damaged.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

use sqlx::{PgConnection, Row, raw_sql};

use super::directory::has_room_in_memory;
use super::programs::{OLDEST, major_version};
use super::*;

/// A directory whose cluster is not removed at its end, because it existed before.
struct Kept(PathBuf);

impl Kept {
    fn new() -> Self {
        let dir = scratch_dir();
        fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn connect(cluster: &Cluster) -> PgConnection {
    cluster.options(DATABASE).connect().await.unwrap()
}

async fn ask(connection: &mut PgConnection, sql: &'static str) -> String {
    raw_sql(sql).fetch_one(connection).await.unwrap().get(0)
}

/// Returns the message and the exit code of a start that must fail.
async fn refusal(data: &Path) -> (String, u8) {
    let error = Cluster::start(data, Durability::None).await.unwrap_err();
    (error.to_string(), error.exit_code())
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if holds() {
            return;
        }
        sleep(LOOK_AGAIN).await;
    }
    panic!("not within 20 s: {what}");
}

#[tokio::test]
async fn what_was_stored_is_there_after_a_stop_and_a_start() {
    let data = Kept::new();
    let cluster = Cluster::start(&data.0, Durability::Full).await.unwrap();
    raw_sql("CREATE TABLE kept AS SELECT 'yes' AS word").execute(&mut connect(&cluster).await).await.unwrap();
    cluster.stop().await;

    let cluster = Cluster::start(&data.0, Durability::Full).await.unwrap();
    assert_eq!(ask(&mut connect(&cluster).await, "SELECT word FROM kept").await, "yes");
    cluster.stop().await;
}

#[tokio::test]
async fn letters_of_all_languages_have_an_upper_and_a_lower_case_and_the_zone_is_utc() {
    let cluster = Cluster::start(&scratch_dir(), Durability::None).await.unwrap();
    let mut connection = connect(&cluster).await;
    assert_eq!(ask(&mut connection, "SELECT lower('ŽLUŤOUČKÝ ÄPFEL')").await, "žluťoučký äpfel");
    assert_eq!(ask(&mut connection, "SHOW timezone").await, "UTC");
    assert_eq!(ask(&mut connection, "SHOW listen_addresses").await, "");
}

#[tokio::test]
async fn the_url_leads_to_the_same_server() {
    let cluster = Cluster::start(&scratch_dir(), Durability::None).await.unwrap();
    let options: PgConnectOptions = cluster.url(DATABASE).parse().unwrap();
    let mut other = options.connect().await.unwrap();
    assert_eq!(ask(&mut other, "SELECT current_user::text").await, OWNER);
}

#[tokio::test]
async fn a_second_start_on_one_directory_is_refused() {
    let data = scratch_dir();
    let first = Cluster::start(&data, Durability::None).await.unwrap();
    let begun = Instant::now();
    let (sentence, code) = refusal(&data).await;
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(sentence.starts_with("GAVEL_DATA: ") && sentence.contains("already in use"), "{sentence}");
    assert_eq!(code, 78);
    connect(&first).await;
}

#[tokio::test]
async fn a_throw_away_cluster_leaves_nothing() {
    let data = scratch_dir();
    let cluster = Cluster::start(&data, Durability::None).await.unwrap();
    assert!(data.exists());
    cluster.stop().await;
    assert!(!data.exists());

    drop(Cluster::start(&data, Durability::None).await.unwrap());
    until("the directory goes after a drop", || !data.exists()).await;
}

#[tokio::test]
async fn a_path_too_long_or_too_strange_for_a_socket_works() {
    let parent = Kept::new();
    for name in ["a, 'b' \"c\" %41 ž".to_owned(), "long/".repeat(30)] {
        let cluster = Cluster::start(&parent.0.join(name), Durability::None).await.unwrap();
        let socket_dir = cluster.socket_dir.clone();
        let options: PgConnectOptions = cluster.url(DATABASE).parse().unwrap();
        options.connect().await.unwrap();
        cluster.stop().await;
        assert!(!socket_dir.exists());
    }
}

#[tokio::test]
async fn a_directory_half_made_by_a_killed_start_is_made_again() {
    let data = Kept::new();
    let half = data.0.join("postgres.new");
    fs::create_dir_all(half.join("base")).unwrap();
    fs::write(half.join("PG_VERSION"), "15\n").unwrap();
    let cluster = Cluster::start(&data.0, Durability::None).await.unwrap();
    connect(&cluster).await;
    assert!(!half.exists());
    cluster.stop().await;
}

#[tokio::test]
async fn data_of_another_major_version_is_refused_and_not_touched() {
    let data = Kept::new();
    let version = data.0.join("postgres/PG_VERSION");
    fs::create_dir_all(version.parent().unwrap()).unwrap();
    fs::write(&version, "9\n").unwrap();
    let (sentence, code) = refusal(&data.0).await;
    assert!(sentence.starts_with("GAVEL_DATA: ") && sentence.contains("made by Postgres 9,"), "{sentence}");
    assert_eq!(code, 78);
    assert_eq!(fs::read_to_string(&version).unwrap(), "9\n");
}

#[tokio::test]
async fn the_directory_of_somebody_elses_cluster_is_refused_and_not_touched() {
    let data = Kept::new();
    fs::create_dir_all(&data.0).unwrap();
    fs::write(data.0.join("PG_VERSION"), "15\n").unwrap();
    let (sentence, code) = refusal(&data.0).await;
    assert!(
        sentence.starts_with("GAVEL_DATA: ") && sentence.contains("another Postgres cluster"),
        "{sentence}"
    );
    assert_eq!(code, 78);
    assert_eq!(fs::read_dir(&data.0).unwrap().count(), 1);
}

#[tokio::test]
async fn a_directory_that_the_server_may_not_enter_is_a_matter_of_configuration() {
    let parent = Kept::new();
    fs::set_permissions(&parent.0, fs::Permissions::from_mode(0o600)).unwrap();
    let (sentence, code) = refusal(&parent.0.join("below")).await;
    assert!(sentence.starts_with("GAVEL_DATA: ") && sentence.contains("Permission denied"), "{sentence}");
    assert_eq!(code, 78);
}

#[tokio::test]
async fn a_file_in_the_place_of_the_directory_is_a_matter_of_configuration() {
    let parent = Kept::new();
    let file = parent.0.join("file");
    fs::write(&file, "").unwrap();
    for data in [file.clone(), file.join("below")] {
        let (sentence, code) = refusal(&data).await;
        assert!(sentence.starts_with("GAVEL_DATA: cannot use"), "{sentence}");
        assert_eq!(code, 78);
    }
}

#[tokio::test]
async fn a_server_that_does_not_start_is_quoted() {
    let data = Kept::new();
    Cluster::start(&data.0, Durability::None).await.unwrap().stop().await;
    fs::write(data.0.join("postgres/postgresql.auto.conf"), "nonsense = 1\n").unwrap();
    let (sentence, code) = refusal(&data.0).await;
    assert!(sentence.starts_with("Postgres did not start: "), "{sentence}");
    assert!(sentence.contains("contains errors"), "{sentence}");
    assert_eq!(code, 69);
}

/// Not a test: the process that `hold` starts and kills.
#[tokio::test]
#[ignore = "run by other tests, as a process to kill"]
async fn holder() {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    let Some((durability, data)) = line.trim().split_once(' ') else { return };
    let durability = if durability == "Full" { Durability::Full } else { Durability::None };
    println!("\nstarting");
    let cluster = Cluster::start(Path::new(data), durability).await.unwrap();
    println!("\nstarted");
    sleep(Duration::from_secs(600)).await;
    drop(cluster);
}

/// Starts another process with a cluster, and returns once it has said `word`.
fn hold(data: &Path, durability: Durability, word: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "store::cluster::tests::holder", "--ignored", "--nocapture"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{durability:?} {}", data.display()).unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == word), "the other process ended before it said {word}");
    child
}

#[tokio::test]
async fn after_kill_9_the_next_start_works_at_once_and_has_all_that_was_committed() {
    let data = Kept::new();
    for round in 0..5 {
        let mut other = hold(&data.0, Durability::Full, "started");
        assert_eq!(refusal(&data.0).await.1, 78);
        other.kill().unwrap();
        other.wait().unwrap();
        let cluster = Cluster::start(&data.0, Durability::Full).await.unwrap();
        let mut connection = connect(&cluster).await;
        raw_sql("CREATE TABLE IF NOT EXISTS round (n int)").execute(&mut connection).await.unwrap();
        assert_eq!(ask(&mut connection, "SELECT count(*)::text FROM round").await, round.to_string());
        raw_sql("INSERT INTO round VALUES (1)").execute(&mut connection).await.unwrap();
        cluster.stop().await;
    }
}

#[tokio::test]
async fn after_kill_9_a_throw_away_cluster_is_gone() {
    let data = scratch_dir();
    let mut other = hold(&data, Durability::None, "started");
    other.kill().unwrap();
    other.wait().unwrap();
    until("the server and its directory go", || !data.exists()).await;
}

#[tokio::test]
async fn kill_9_at_any_moment_of_the_first_start_does_not_spoil_the_directory() {
    let data = Kept::new();
    for wait in [0, 30, 100, 200, 300, 500, 800] {
        let mut other = hold(&data.0, Durability::Full, "starting");
        sleep(Duration::from_millis(wait)).await;
        other.kill().unwrap();
        other.wait().unwrap();
    }
    let cluster = Cluster::start(&data.0, Durability::Full).await.unwrap();
    connect(&cluster).await;
    cluster.stop().await;
}

#[tokio::test]
async fn a_server_whose_gavel_ends_at_once_ends_too() {
    let data = Kept::new();
    Cluster::start(&data.0, Durability::Full).await.unwrap().stop().await;
    for _ in 0..5 {
        let log = open_log(&data.0).await.unwrap();
        let account = Account::for_server(&data.0).unwrap();
        let host = Host { data: data.0.clone(), account, durability: Durability::Full, log, log_before: 0 };
        let (mut guard, _) = host.serve(&find_programs().unwrap(), false).unwrap();
        drop(guard.stdin.take());
        until("the server ends", || guard.try_wait().unwrap().is_some()).await;
    }
}

#[test]
fn the_reason_is_found_in_what_postgres_said() {
    let log = "2026-11-21 UTC LOG:  starting\n2026-11-21 UTC FATAL:  could not write: No space left on device\n\
               2026-11-21 UTC LOG:  database system is shut down\n";
    assert_eq!(complaint_in(log), "could not write: No space left on device");
    let log =
        "creating\ninitdb: error: could not access directory \"/x\": Permission denied\ninitdb: removing\n";
    assert_eq!(complaint_in(log), "could not access directory \"/x\": Permission denied");
    assert_eq!(complaint_in("sh: not found\n"), "sh: not found");
    assert_eq!(complaint_in(""), "it gave no reason");
}

#[test]
fn a_user_is_found_by_the_whole_of_its_name() {
    let passwd =
        "root:x:0:0::/:/bin/sh\npostgres-exporter:x:7:7::/:\npostgres:x:101:104:,,,:/var:/bin/bash\n";
    let account = Account::named("postgres", passwd).unwrap();
    assert_eq!((account.user, account.group), (101, 104));
    assert!(Account::named("nobody", passwd).is_none());
    assert!(Account::named("nobody", "nobody:*:-2:-2::/:").is_none());
}

#[test]
fn a_small_shared_memory_is_not_used() {
    assert!(has_room_in_memory(
        "proc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs rw,relatime,size=24684084k 0 0\n"
    ));
    assert!(has_room_in_memory("tmpfs /dev/shm tmpfs rw 0 0\n"));
    assert!(!has_room_in_memory("shm /dev/shm tmpfs rw,nosuid,size=65536k,inode64 0 0\n"));
    assert!(!has_room_in_memory("proc /proc proc rw 0 0\n"));
}

#[test]
fn programs_are_found_on_this_machine() {
    let programs = find_programs().unwrap();
    assert!(programs.join("postgres").is_file());
    assert!(major_version(&programs).unwrap() >= OLDEST);
}
