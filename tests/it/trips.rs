//! The round trips of each command: how many statements and transactions come before its answer, and how many calls to
//! Discord. The list is in `trips.txt`; a command that takes more fails, and so does one without a row.
//!
//! The replica of this test answers and does nothing else, so that each statement belongs to an answer. They are read on the
//! way to the database: each that is executed counts, `BEGIN` and `COMMIT` too. A write outside a transaction is one by itself.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

use discord_stand_in::{ChannelKind, Gesture, Message, UserId};
use gavel::features;
use gavel::store;
use serde_json::Value;
use sqlx::postgres::PgListener;
use tokio::time::Instant;

use crate::attacks::table::{Named, filled, leaves};
use crate::support::stage::Stage;
use crate::support::wire::Wire;

/// The statement that ends a job, which is sent once the answer is on its way.
const AFTER: &str = "with finished as";
/// The time after which a deferral is noted, which takes statements of its own.
const LATE: Duration = Duration::from_millis(900);
/// The commands whose work goes on from channel to channel, with round trips for each.
const LONG: [&str; 2] = ["/lockdown start", "/lockdown end"];
/// The limits that hold for `/warn`, whatever the list says.
const WARN: Trips = Trips { statements: 12, transactions: 3, calls: 5 };

/// The round trips of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Trips {
    statements: usize,
    transactions: usize,
    calls: usize,
}

impl Trips {
    /// Reads a row: the name, and the three numbers.
    fn read(row: &str) -> (String, Self) {
        let mut words = row.split_whitespace().rev();
        let mut number = || words.next().unwrap().parse().unwrap();
        let (calls, transactions, statements) = (number(), number(), number());
        let name: Vec<&str> = words.collect();
        (name.into_iter().rev().collect::<Vec<_>>().join(" "), Self { statements, transactions, calls })
    }

    fn is_more_than(self, other: Self) -> bool {
        self.statements > other.statements
            || self.transactions > other.transactions
            || self.calls > other.calls
    }
}

impl fmt::Display for Trips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>11}{:>13}{:>6}", self.statements, self.transactions, self.calls)
    }
}

/// A replica whose statements are seen.
struct Watched<'a> {
    stage: &'a Stage,
    wire: &'a Wire,
    /// The round trips by command; `None` for an answer that was late.
    found: Vec<(String, Option<Trips>)>,
}

impl Watched<'_> {
    /// Counts the round trips of an answer. Returns the reply, if it is a message.
    async fn count(&mut self, name: &str, gesture: Gesture) -> Option<Message> {
        self.stage.rest().await;
        self.wire.statements();
        let (earlier, began) = (self.stage.sim.requests().len(), Instant::now());
        let answered = gesture.await.unwrap();
        let is_deferred = matches!(answered.response()["type"].as_u64(), Some(5 | 6));
        let is_late = is_deferred || began.elapsed() > LATE;
        // A reply is only edited after a deferral, and may be that of an earlier answer, which was late.
        let made = self.stage.sim.requests().into_iter().skip(earlier);
        let calls = made.filter(|call| !call.route.starts_with("/webhooks/")).count();
        let mut statements = self.wire.statements();
        statements.retain(|statement| !statement.text.starts_with(AFTER));
        let transactions = statements.iter().filter(|statement| statement.is_transaction).count();
        let trips = Trips { statements: statements.len(), transactions, calls };
        self.found.push((name.to_owned(), (!is_late).then_some(trips)));
        if answered.response()["type"] == 4 { answered.final_message().await.ok() } else { None }
    }

    /// Returns what differs from the list.
    fn grown(&self, written: &BTreeMap<String, Trips>) -> Vec<String> {
        let is_right = |name: &str, trips: &Option<Trips>| {
            let row = written.get(name);
            row.is_some_and(|row| trips.is_none_or(|trips| !trips.is_more_than(*row)))
        };
        let measured = self.found.iter().filter(|(name, _)| !LONG.contains(&name.as_str()));
        measured
            .filter(|(name, trips)| !is_right(name, trips))
            .map(|(name, trips)| {
                format!("{name:<28}{}", trips.map_or("late".to_owned(), |it| it.to_string()))
            })
            .collect()
    }
}

/// Brings about what the command is to end or to change.
fn prepare(stage: &Stage, path: &str, user: UserId) {
    let (sim, cast) = (&stage.sim, &stage.cast);
    match path {
        "unban" => sim.ban(cast.admin, cast.guild, user, "by hand").unwrap(),
        _ if path.starts_with("voice ") => {
            let lobby = sim.add_channel(cast.guild, "lobby", ChannelKind::Voice);
            sim.set_voice(cast.guild, user, Some(lobby));
        }
        _ => {}
    }
}

/// Returns `true` if one of the options takes voice channels.
fn takes_voice(options: &[Value]) -> bool {
    let types = options.iter().filter_map(|option| option["channel_types"].as_array());
    types.flatten().any(|kind| *kind == 2)
}

#[tokio::test]
async fn no_answer_takes_more_round_trips_than_are_written_down() {
    let mut stage = Stage::with_log().await;
    stage.set_jail().await;
    stage.stop_servers().await;
    let wire = Wire::to(&stage).await;
    stage.add_answering_server(store::open(wire.url().parse().unwrap())).await;
    stage.sim.set_endpoint(&stage.server(0).url("/interactions"));
    let (sim, cast) = (&stage.sim, stage.cast);
    let role = sim.add_role(cast.guild, "Event", 1, 0);
    let somebody = || sim.add_member(cast.guild, "somebody", &[cast.member_role]);
    // Each process asks for its own id once.
    sim.slash(cast.admin, cast.general, "warn").with("user", cast.newcomer).await.unwrap();
    let mut watched = Watched { stage: &stage, wire: &wire, found: vec![] };
    let user = somebody();
    let warn = || sim.slash(cast.admin, cast.general, "warn").with("user", user);
    let mut listener = PgListener::connect_with(&stage.database.pool).await.unwrap();
    listener.listen("gavel_jobs").await.unwrap();
    watched.count("a first warning", warn()).await;
    watched.count("a second warning", warn()).await;
    let ban = sim.slash(cast.admin, cast.general, "ban").with("user", user).with("duration", "7d");
    let receipt = watched.count("a ban with an end", ban).await;
    stage.rest().await;
    let woken = tokio::time::timeout(Duration::from_millis(300), listener.recv()).await;
    assert!(woken.is_err(), "an order that runs at once wakes the workers: {woken:?}");
    drop(listener);
    if let Some(receipt) = receipt {
        watched.count("its button Undo", sim.press(cast.admin, &receipt, "Undo")).await;
    }
    for (path, options) in leaves() {
        let user = somebody();
        prepare(&stage, &path, user);
        if path == "role remove" {
            sim.set_roles(cast.guild, user, &[cast.member_role, role]);
        }
        let channel = if takes_voice(&options) { cast.voice } else { cast.general };
        let gesture = sim.slash(cast.admin, cast.general, &path);
        watched.count(&format!("/{path}"), filled(gesture, &options, &Named { user, role, channel })).await;
    }
    for (_, command) in features::registry().unwrap().commands() {
        let name = &command.definition.name;
        let message = sim.write(cast.member, cast.general, "hello").unwrap();
        let gesture = match u8::from(command.definition.kind) {
            2 => sim.user_menu(cast.admin, cast.general, name, cast.member),
            3 => sim.message_menu(cast.admin, name, &message),
            _ => continue,
        };
        watched.count(&format!("the menu's {name}"), gesture).await;
    }
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/trips.txt");
    let list = fs::read_to_string(list).unwrap();
    let written: BTreeMap<String, Trips> = list.lines().skip(1).map(Trips::read).collect();
    let grown = watched.grown(&written);
    assert!(
        grown.is_empty(),
        "tests/it/trips.txt has no such rows, or smaller numbers:\n{}",
        grown.join("\n")
    );
    assert!(!written["/warn"].is_more_than(WARN), "/warn takes too much");
    let counted: Vec<&String> = watched.found.iter().map(|(name, _)| name).collect();
    let gone: Vec<&String> =
        written.keys().filter(|name| name.starts_with('/') && !counted.contains(name)).collect();
    assert!(gone.is_empty(), "nothing was counted for these rows: {gone:?}");
    let late = watched.found.iter().filter(|(name, trips)| trips.is_none() && !LONG.contains(&name.as_str()));
    assert!(late.count() < counted.len() / 2, "too slow to count");
    sim.clear_violations();
    stage.close().await;
}
