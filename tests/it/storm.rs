//! A storm: two replicas on one database, one killed every few hundred milliseconds, and moderators who go on.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::time::Duration;

use discord_stand_in::{Gesture, Invocation, Message, RoleId, UserId};
use fastrand::Rng;
use sqlx::FromRow;

use crate::support::join;
use crate::support::orders::{english, named};
use crate::support::process::Process;
use crate::support::stage::Stage;

/// The number of actions, and of moderators who order them at the same time.
const ACTIONS: usize = 1000;
const MODERATORS: usize = 8;
/// The time that a moderator waits for a receipt before going on, and that the test waits for the last job.
const GLANCE: Duration = Duration::from_millis(500);
const CALM: Duration = Duration::from_secs(90);
/// The seed of all random choices: orders, targets and kills. The machine's timing adds to it.
const SEED: u64 = 1_573_614_999;

/// The actions on people who stay, and on people who leave and return: command and duration.
const STAYING: [(&str, Option<&str>); 6] = [
    ("warn", None),
    ("note", None),
    ("timeout", Some("1h")),
    ("untimeout", None),
    ("jail", Some("7d")),
    ("unjail", None),
];
const PASSING: [(&str, Option<&str>); 7] = [
    ("warn", None),
    ("note", None),
    ("kick", None),
    ("softban", None),
    ("ban", None),
    ("ban", Some("7d")),
    ("unban", None),
];

/// A case as it is stored.
#[derive(Debug, FromRow)]
struct Case {
    number: i32,
    kind: String,
    status: String,
    failure: Option<String>,
    target_id: i64,
    notified: Option<String>,
    logged: Option<String>,
    holds: bool,
    /// `true` if it was recorded before it could be checked.
    unchecked: bool,
    ends_ms: Option<i64>,
}

/// The targets of the actions.
pub struct People {
    pub staying: Vec<UserId>,
    pub passing: Vec<UserId>,
}

impl People {
    pub fn gather(stage: &Stage) -> Self {
        let cast = &stage.cast;
        let join = |name: &str, count: usize| -> Vec<UserId> {
            let each = |at| stage.sim.add_member(cast.guild, &format!("{name}{at}"), &[cast.member_role]);
            (0..count).map(each).collect()
        };
        Self { staying: join("staying", 40), passing: join("passing", 80) }
    }

    pub fn all(&self) -> impl Iterator<Item = UserId> {
        self.staying.iter().chain(&self.passing).copied()
    }
}

#[tokio::test]
async fn killed_again_and_again_nothing_is_lost_nothing_is_doubled_and_no_number_is_missing() {
    let stage = Stage::empty().await;
    let people = People::gather(&stage);
    let mut rng = Rng::with_seed(SEED);
    let mut replicas = [Process::start(&stage).await, Process::start(&stage).await];
    stage.set_log().await;
    let cell = stage.set_jail().await;
    let busy = Cell::new(MODERATORS);
    let orders = RefCell::new(Vec::new());
    let moderators: Vec<Rng> = (0..MODERATORS).map(|_| rng.fork()).collect();
    let moderators = moderators.into_iter().map(async |mut rng| {
        for _ in 0..ACTIONS / MODERATORS {
            let (person, gesture) = order(&stage, &people, &mut rng);
            let order = gesture.await.unwrap();
            let _ = tokio::time::timeout(GLANCE, order.final_message()).await;
            orders.borrow_mut().push((person, order));
        }
        busy.set(busy.get() - 1);
    });
    let kills = tokio::join!(join(moderators), rage(&stage, &mut replicas, &mut rng, &busy)).1;
    assert!(kills > 50, "hardly anybody was killed: {kills}");
    stage.wait_until_idle_within(CALM).await;

    let cases = cases(&stage).await;
    let mut wrong = the_numbers(&cases);
    wrong.extend(the_work(&stage).await);
    wrong.extend(the_receipts(&stage, &cases, &orders.into_inner()).await);
    wrong.extend(the_messages(&stage, &cases, &people));
    wrong.extend(the_world(&stage, &cases, &people, cell));
    assert!(wrong.is_empty(), "seed {SEED}, {kills} kills, {} cases:\n{}", cases.len(), wrong.join("\n"));
    for replica in replicas {
        assert_eq!(replica.terminate().await, Some(0));
    }
    // Orders to a process that was killed got no answer, which is a violation for the stand-in.
    stage.sim.clear_violations();
    stage.close().await;
}

/// Picks a person and an action on them. A person who was removed rejoins.
pub fn order(stage: &Stage, people: &People, rng: &mut Rng) -> (UserId, Gesture) {
    let (sim, cast) = (&stage.sim, &stage.cast);
    let (people, actions) = if rng.u8(..5) < 2 {
        (&people.staying, STAYING.as_slice())
    } else {
        (&people.passing, PASSING.as_slice())
    };
    let person = people[rng.usize(..people.len())];
    let banned = sim.ban_of(cast.guild, person).is_some();
    if !banned && sim.member(cast.guild, person).is_none() {
        sim.join(cast.guild, person, &[cast.member_role]);
    }
    let (name, duration) = loop {
        let (name, duration) = actions[rng.usize(..actions.len())];
        let sensible = if banned { matches!(name, "warn" | "note" | "unban") } else { name != "unban" };
        if sensible {
            break (name, duration);
        }
    };
    let gesture = sim.slash(cast.moderator, cast.general, name).with("user", named(name, person));
    let gesture = if name == "note" { gesture.with("reason", "a storm") } else { gesture };
    (person, duration.map_or(gesture.clone(), |duration| gesture.with("duration", duration)))
}

/// Kills one of the replicas and starts another in its place, again and again, until no order is open: a moment after
/// some more work was stored, so that a slow machine gets as far between two kills as a fast one. Returns the number of
/// kills.
pub async fn rage(stage: &Stage, replicas: &mut [Process; 2], rng: &mut Rng, busy: &Cell<usize>) -> u32 {
    let mut kills = 0;
    let stored = async || {
        let count = "select coalesce(max(id), 0) from jobs";
        sqlx::query_scalar::<_, i64>(count).fetch_one(&stage.database.pool).await.unwrap()
    };
    while busy.get() > 0 {
        let next = stored().await + rng.i64(1..10);
        while busy.get() > 0 && stored().await < next {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(rng.u64(..150))).await;
        let victim = rng.usize(..2);
        replicas[1 - victim].take_calls(stage);
        replicas[victim].kill_now();
        replicas[victim] = Process::start(stage).await;
        kills += 1;
    }
    kills
}

async fn cases(stage: &Stage) -> Vec<Case> {
    let cases = "select number, kind, status, failure, target_id, notified, logged,
        status = 'applied' and closed_at is null as holds,
        exists (select from jobs where jobs.kind = 'check_order' and case_number = number) as unchecked, floor(extract(epoch from ends_at) * 1000)::bigint as ends_ms
        from cases order by number";
    let mut cases: Vec<Case> = sqlx::query_as(cases).fetch_all(&stage.database.pool).await.unwrap();
    for case in &mut cases {
        case.failure = case.failure.take().map(english);
    }
    cases
}

/// Checks that case numbers are 1, 2, 3 …, and all were carried out but for targets that had left or superseded cases.
fn the_numbers(cases: &[Case]) -> Vec<String> {
    let mut wrong = Vec::new();
    // Orders to a process that was killed just then were not committed; what is so already is refused without a case.
    if cases.len() < ACTIONS / 4 {
        wrong.push(format!("only {} cases", cases.len()));
    }
    if !cases.iter().map(|case| case.number).eq(1..=i32::try_from(cases.len()).unwrap()) {
        wrong.push("a number is missing".to_owned());
    }
    let strange = cases.iter().filter(|case| case.status != "applied" && !is_explained(case, cases));
    wrong.extend(strange.map(|case| format!("strange: {case:?}")));
    wrong
}

fn is_explained(case: &Case, cases: &[Case]) -> bool {
    let why = case.failure.as_deref().unwrap_or_default();
    let first = why.strip_prefix("case #").and_then(|rest| rest.strip_suffix(" was carried out first"));
    match first.and_then(|number| number.parse::<i32>().ok()) {
        Some(first) => cases.iter().any(|other| {
            let same = other.number == first && other.target_id == case.target_id;
            // Of two liftings the earlier one may be the later one's reason.
            same && (first > case.number || other.kind == case.kind) && other.status == "applied"
        }),
        // What was recorded while Discord limited Gavel is checked later, and may be refused then.
        None if case.unchecked => !why.is_empty(),
        // A softban that had to wait does not lift a ban.
        None => why.contains("code 10007") || why.starts_with("they are banned"),
    }
}

/// Checks that no order and no due job is left, but for confirmations; and that each ban that ends has its timer.
async fn the_work(stage: &Stage) -> Vec<String> {
    let left = "select format('left: job %s %s, %s', id, kind, last_error) from jobs
        where finished_at is null and kind not in ('audit_poll', 'confirm_action') and (lease is not null or run_at <= now()
            or id in (select job_id from processed_interactions))
        union all
        select format('ordered nothing: interaction %s', interaction_id) from processed_interactions where job_id is null
        and at > (select min(created_at) from cases)
        union all
        select format('without its timer: case %s', number) from cases c
        where kind in ('ban', 'jail') and ends_at is not null and status = 'applied' and closed_at is null
            and 1 <> (select count(*) from jobs where kind = 'expire' and finished_at is null
                and case_number = c.number and run_at = c.ends_at)
        union all
        select format('no order for it: case %s', number) from cases c
        where 1 <> (select count(*) from jobs where kind = 'run_action' and case_number = c.number)
            and not (status = 'failed' and exists (select from jobs where kind = 'check_order' and case_number = c.number))";
    sqlx::query_scalar(left).fetch_all(&stage.database.pool).await.unwrap()
}

/// Checks that each receipt has its case, of the right person, and each committed and answered order its receipt.
async fn the_receipts(stage: &Stage, cases: &[Case], orders: &[(UserId, Invocation)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let handled: Vec<i64> = sqlx::query_scalar("select interaction_id from processed_interactions")
        .fetch_all(&stage.database.pool)
        .await
        .unwrap();
    for (person, order) in orders.iter().filter(|(_, order)| order.status() == Some(200)) {
        let text = order.text();
        let number =
            text.strip_prefix("**Case #").and_then(|rest| rest.split('*').next()?.parse::<i32>().ok());
        let case = number.and_then(|number| cases.iter().find(|case| case.number == number));
        let ordered = handled.contains(&order.id().get().cast_signed());
        let outcome = case.is_some_and(|case| text.contains("not applied") == (case.status == "failed"));
        let fine = match case {
            Some(case) => case.target_id == person.get().cast_signed() && ordered && outcome,
            // Banned permanently by another a moment before: the order waits for a confirmation that nobody gives.
            None => number.is_none() && (!ordered || text.contains("banned permanently")),
        };
        if !fine || text.contains("is recorded.") {
            wrong.push(format!("{person} got {text:?}; ordered: {ordered}, {case:?}"));
        }
    }
    wrong
}

/// Checks for one log post per case, one direct message if it was sent, and one correction at most.
fn the_messages(stage: &Stage, cases: &[Case], people: &People) -> Vec<String> {
    let bot = stage.sim.bot_user_id();
    let posts = by_case(stage.logged());
    let told: HashMap<i64, HashMap<String, Vec<Message>>> =
        people.all().map(|person| (person.get().cast_signed(), by_case(stage.sim.dms(person)))).collect();
    let mut wrong = Vec::new();
    // One that must be confirmed first is a question, and no action yet.
    let asked =
        |case: &&Case| case.unchecked && case.failure.as_deref() == Some("this has to be confirmed first");
    for case in cases.iter().filter(|case| !asked(case)) {
        let number = format!("Case #{}", case.number);
        let posted = posts.get(&number).map_or(0, Vec::len);
        let told = told[&case.target_id].get(&number).map(Vec::as_slice).unwrap_or_default();
        let (corrections, notices): (Vec<_>, Vec<_>) = told
            .iter()
            .filter(|message| message.author == bot)
            .partition(|message| message.text().contains("did not happen"));
        let sent = case.notified.as_deref() == Some("sent");
        let corrected = corrections.len() <= usize::from(case.status == "failed" && sent);
        // A removal waits five seconds for its direct message, which may arrive even later.
        let once = if sent { notices.len() == 1 } else { notices.len() <= 1 };
        if posted != 1 || case.logged.as_deref() != Some("posted") || !corrected || !once {
            let (notices, corrections) = (notices.len(), corrections.len());
            wrong.push(format!("posted {posted}, told {notices}, corrected {corrections}: {case:?}"));
        }
    }
    wrong
}

fn by_case(messages: Vec<Message>) -> HashMap<String, Vec<Message>> {
    let mut cases: HashMap<String, Vec<Message>> = HashMap::new();
    for message in messages {
        // A post of the log begins with its case, a direct message ends with it.
        let embed = message.embeds.first();
        let footer = embed.and_then(|embed| embed["footer"]["text"].as_str());
        let title =
            embed.and_then(|embed| embed["title"].as_str()).and_then(|title| title.split(" · ").next());
        cases.entry(footer.or(title).unwrap_or_default().to_owned()).or_default().push(message);
    }
    cases
}

/// Checks that exactly those are banned or timed out who are so in the record, and nobody was removed twice.
fn the_world(stage: &Stage, cases: &[Case], people: &People, cell: RoleId) -> Vec<String> {
    let (sim, guild) = (&stage.sim, stage.cast.guild);
    let held = |person: UserId, kind: &str| -> Vec<&Case> {
        let of_person = cases.iter().filter(|case| case.target_id == person.get().cast_signed());
        of_person.filter(|case| case.kind == kind && case.holds).collect()
    };
    let mut wrong = Vec::new();
    for person in people.all() {
        let banned = sim.ban_of(guild, person).is_some();
        let bans = held(person, "ban");
        if bans.len() != usize::from(banned) {
            wrong.push(format!("{person} is banned: {banned}; in the record: {bans:?}"));
        }
    }
    for person in people.staying.iter().copied() {
        let roles: Vec<RoleId> = sim.member(guild, person).unwrap().roles.into_iter().collect();
        let jails = held(person, "jail");
        let right = if jails.is_empty() { stage.cast.member_role } else { cell };
        if jails.len() > 1 || roles != [right] {
            wrong.push(format!("{person} has {roles:?}; in the record: {jails:?}"));
        }
        let until = sim.member(guild, person).and_then(|member| member.timed_out_until);
        let until = until.map(|until| until.as_millisecond());
        let timeouts = held(person, "timeout");
        if timeouts.iter().map(|case| case.ends_ms).ne(until.map(Some)) {
            wrong.push(format!("{person} is timed out until {until:?}; in the record: {timeouts:?}"));
        }
    }
    let kicks = cases.iter().filter(|case| case.kind == "kick" && case.status == "applied").count();
    let audited = sim.audit_log(guild);
    let kicked =
        audited.iter().filter(|entry| entry.action == discord_stand_in::AuditAction::MemberKick).count();
    if kicks != kicked {
        wrong.push(format!("{kicked} were kicked, {kicks} in the record"));
    }
    wrong
}
