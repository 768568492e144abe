//! The scale run: commands on an empty database, and on one with many cases and timers.

use std::fs;
use std::path::Path;
use std::time::Duration;

use discord_stand_in::{GuildId, Options, StandIn, UserId};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::time::{Instant, sleep};

use crate::Error;
use crate::program::Program;
use crate::report::{median, say};

/// The port of Gavel.
const PORT: u16 = 18_130;
/// The times that each command is used, and the first of them that do not count.
const TIMES: usize = 9;
const WARM: usize = 2;
/// The looks at a resting server's transactions, and the seconds between two of them.
const LOOKS: usize = 9;
const BETWEEN: Duration = Duration::from_secs(10);
/// The time after which a server rests, and anybody may read much again.
const CALM: Duration = Duration::from_secs(60);
/// Waiting answers are a result here, not a failure.
const PATIENT: Duration = Duration::from_secs(120);
/// The permissions of an administrator.
const ADMINISTRATOR: u64 = 8;
/// The ids from which the seed counts servers and people up.
const SEEDED: [&str; 2] = ["1000000000000000000", "2000000000000000000"];
/// Empties the tables that grow with use.
const EMPTY: &str = "truncate appeals, automation_failures, automod_hits, case_events, case_words, cases, cooldowns, direct_channels, events,
    guilds, jobs, processed_interactions, reminders, report_cases, report_reporters, reports, role_menu_posts, role_menus, setting_events,
    tags, transcript_lines, webhook_events cascade";
const SEED: &str = include_str!("../../../tests/it/support/seed.sql");

/// The rows of the full database.
#[derive(Clone, Copy)]
pub(super) struct Size {
    /// Half of the cases are of one server.
    pub cases: u32,
    pub timers: u32,
}

/// A row of the table: medians on the empty database and on the full one.
pub(super) struct Row {
    pub what: &'static str,
    pub empty: Duration,
    pub full: Duration,
}

/// The result.
pub(super) struct Scale {
    pub rows: Vec<Row>,
    /// The median of the transactions of a resting server in ten seconds, on the full database. A statement outside of any is
    /// one.
    pub idle: i32,
    /// Resident memory in KiB, at the end.
    pub memory: u64,
}

/// A world of people and a Gavel beside it.
struct Stage {
    sim: StandIn,
    gavel: Program,
    /// Each has a share of heavy reads, so each asks once for everything.
    moderators: Vec<UserId>,
    members: Vec<UserId>,
}

/// The commands that are measured, each as its path and its options; a name in braces is a person of that kind.
const COMMANDS: [(&str, &[(&str, &str)]); 6] = [
    ("case list", &[]),
    ("case search", &[("text", "spam")]),
    ("modstats", &[]),
    ("record", &[]),
    ("history", &[("user", "{known}")]),
    ("warn", &[("user", "{new}"), ("reason", "spam in chat")]),
];

/// Measures all of it.
pub(super) async fn measure(gavel: &str, size: Size) -> Result<Scale, Error> {
    let directory = tempfile::tempdir()?;
    let (data, log) = (directory.path().join("data"), directory.path().join("log"));
    let sim = StandIn::start(Options::default().name("Gavel").deadline(PATIENT)).await?;
    let gavel = Program::on_stage(gavel, PORT, &sim, &data, &log).await?;
    let stage = Stage::new(sim, gavel);
    // The first answers of a process open its connections.
    stage.all(0).await?;
    sleep(CALM).await;
    let empty = stage.all(1).await?;
    say("the empty database is measured");
    let mut database = connect(&data).await?;
    seed(&mut database, stage.sim.cast().guild, stage.sim.cast().member, size).await?;
    say("the database is full");
    sleep(CALM).await;
    let full = stage.all(2).await?;
    let idle = idle(&mut database).await?;
    let memory = stage.gavel.memory()?;
    stage.gavel.end().await?;
    stage.sim.stop().await;
    let rows = empty.into_iter().zip(full).map(|((what, empty), (_, full))| Row { what, empty, full });
    Ok(Scale { rows: rows.collect(), idle, memory })
}

impl Stage {
    fn new(sim: StandIn, gavel: Program) -> Self {
        let guild = sim.cast().guild;
        let role = sim.add_role(guild, "bench", 5, ADMINISTRATOR);
        let person =
            |what: &str, nth: usize, roles: &[_]| sim.add_member(guild, &format!("{what} {nth}"), roles);
        let moderators = (0..TIMES).map(|nth| person("moderator", nth, &[role])).collect();
        let members = (0..3 * TIMES).map(|nth| person("member", nth, &[])).collect();
        sim.set_endpoint(&format!("http://127.0.0.1:{PORT}/interactions"));
        Self { sim, gavel, moderators, members }
    }

    /// Returns the median of each command, and that of a scrape. Each round warns other people.
    async fn all(&self, round: usize) -> Result<Vec<(&'static str, Duration)>, Error> {
        let mut medians = vec![];
        for (path, options) in COMMANDS {
            let mut took = vec![];
            for nth in 0..TIMES {
                took.push(self.ask(path, options, round, nth).await?);
            }
            medians.push((path, median(took.into_iter().skip(WARM))));
        }
        let mut took = vec![];
        for _ in 0..TIMES {
            let begun = Instant::now();
            if self.gavel.get("/metrics").await? != 200 {
                return Err("the metrics can't be read".into());
            }
            took.push(begun.elapsed());
        }
        medians.push(("metrics", median(took.into_iter().skip(WARM))));
        Ok(medians)
    }

    /// Uses a command. Returns the time until its answer was there, or the message in place of it.
    async fn ask(
        &self,
        path: &str,
        options: &[(&str, &str)],
        round: usize,
        nth: usize,
    ) -> Result<Duration, Error> {
        let cast = *self.sim.cast();
        let moderator = self.moderators.get(nth).copied().unwrap_or(cast.moderator);
        // Everybody has their own record.
        let who = if path == "record" { cast.member } else { moderator };
        let mut gesture = self.sim.slash(who, cast.general, path);
        for (name, value) in options {
            gesture = match *value {
                "{known}" => gesture.with(name, cast.member),
                "{new}" => gesture
                    .with(name, self.members.get(round * TIMES + nth).copied().unwrap_or(cast.outsider)),
                text => gesture.with(name, text),
            };
        }
        let begun = Instant::now();
        let answered = gesture.await?;
        let message = answered.final_message().await?;
        let took = begun.elapsed();
        if ["wrong", "not reachable", "looked up a lot"].iter().any(|word| message.text().contains(word)) {
            return Err(format!("/{path}: {}", message.text()).into());
        }
        Ok(took)
    }
}

async fn connect(data: &Path) -> Result<PgConnection, Error> {
    let socket = data.join("postgres");
    let options = PgConnectOptions::new().socket(socket).username("gavel").database("gavel");
    Ok(PgConnection::connect_with(&options).await?)
}

/// Fills the database. The large server is this one, and the person with most cases this one.
async fn seed(to: &mut PgConnection, guild: GuildId, person: UserId, size: Size) -> Result<(), Error> {
    let [guilds, people] = SEEDED;
    let sizes = [
        ("seed.large", size.cases / 2),
        ("seed.cases", size.cases / 2),
        ("seed.guilds", (size.cases / 100).clamp(10, 20_000)),
        ("seed.timers", size.timers),
        ("seed.small", (size.cases / 20).min(50_000)),
    ];
    sqlx::raw_sql("set statement_timeout = 0").execute(&mut *to).await?;
    for (name, rows) in sizes {
        let set = sqlx::query("select set_config($1, $2, false)").bind(name).bind(rows.to_string());
        set.execute(&mut *to).await?;
    }
    // What was recorded while the database was empty makes room.
    sqlx::raw_sql(EMPTY).execute(&mut *to).await?;
    let seed = SEED.replace(guilds, &guild.to_string()).replace(people, &person.to_string());
    sqlx::raw_sql(AssertSqlSafe(seed)).execute(&mut *to).await?;
    sqlx::raw_sql("vacuum analyze").execute(&mut *to).await?;
    Ok(())
}

/// Returns the transactions in ten seconds while nobody asks for anything: the median, for a look at a server's audit log,
/// some minutes apart, takes a few.
async fn idle(database: &mut PgConnection) -> Result<i32, Error> {
    sqlx::raw_sql("alter system set autovacuum = off").execute(&mut *database).await?;
    sqlx::raw_sql("select pg_reload_conf()").execute(&mut *database).await?;
    sleep(CALM).await;
    let (mut before, mut found) = (transactions(database).await?, vec![]);
    for _ in 0..LOOKS {
        sleep(BETWEEN).await;
        let now = transactions(database).await?;
        // That of the look before is among them.
        found.push((now - before - 1).max(0));
        before = now;
    }
    found.sort_unstable();
    found.get(LOOKS / 2).copied().ok_or_else(|| "nothing was looked at".into())
}

async fn transactions(database: &mut PgConnection) -> Result<i32, Error> {
    let sum = "select (xact_commit + xact_rollback)::int from pg_stat_database where datname = 'gavel'";
    Ok(sqlx::query_scalar(sum).fetch_one(database).await?)
}

/// Returns the table's rows for the page.
pub(super) fn table(scale: &Scale, size: Size) -> Result<String, Error> {
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1_000.0);
    let mut table = format!(
        "{} cases, half of them in one server, and {} waiting timers.\n\n| median of {} | empty | full | ratio |\n|---|---|---|---|\n",
        thousands(size.cases),
        thousands(size.timers),
        TIMES - WARM
    );
    for Row { what, empty, full } in &scale.rows {
        let ratio = full.as_secs_f64() / empty.as_secs_f64();
        table += &format!("| `/{what}` | {} | {} | **{ratio:.2}** |\n", ms(*empty), ms(*full));
    }
    table += &format!("| transactions in ten seconds at rest | | {} | |\n", scale.idle);
    let memory = f64::from(u32::try_from(scale.memory)?) / 1024.0;
    table += &format!("| resident memory at the end | | {memory:.1} MiB | |\n");
    Ok(table)
}

fn thousands(number: u32) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1_000), number % 1_000),
    }
}

/// Writes the table between the page's marks for it.
pub(super) fn write(page: &str, stamp: &str, scale: &Scale, size: Size) -> Result<(), Error> {
    const MARKS: [&str; 2] =
        ["<!-- the scale run writes from here -->\n", "<!-- to here, the scale run -->\n"];
    let table = format!("{stamp}. {}", table(scale, size)?);
    say(&table);
    let text = fs::read_to_string(page)?;
    let wrong = || format!("{page} has no place for the scale run");
    let (before, rest) = text.split_once(MARKS[0]).ok_or_else(wrong)?;
    let (_, after) = rest.split_once(MARKS[1]).ok_or_else(wrong)?;
    fs::write(page, [before, MARKS[0], "\n", &table, "\n", MARKS[1], after].concat())?;
    Ok(())
}
