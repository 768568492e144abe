//! Erased means erased: of a person or a server no table has anything left, and numbers stay.

use std::collections::BTreeMap;

use discord_stand_in::UserId;
use gavel::kernel::{periodic, worker};
use gavel::store::erasure::person_record;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool};
use std::time::Duration;
use tokio::time::Instant;
use twilight_model::id::Id;

use crate::export::Run;
use crate::support::stage::{SOON, Stage};

/// The tables in which nobody is named: they hold no server's data.
const OF_NOBODY: [&str; 4] = ["_sqlx_migrations", "registered_commands", "replicas", "sidecars"];
/// The tables whose rows name a server only.
const OF_SERVERS: &[&str] = &["processed_interactions", "report_cases", "role_menu_posts"];

/// The parts of everybody's file that show a table.
const SHOWN: [(&str, &[&str]); 13] = [
    ("appeals", &["appeals", "decisions_on_appeals"]),
    ("automod_hits", &["automod_hits"]),
    ("case_events", &["case_changes"]),
    ("cases", &["cases", "actions"]),
    ("cooldowns", &["cooldowns"]),
    ("direct_channels", &["direct_channel"]),
    ("reminders", &["reminders"]),
    ("report_reporters", &["reports_made"]),
    ("reports", &["reports_about_you", "decisions_on_reports"]),
    ("role_menus", &["role_menus_naming_you"]),
    ("setting_events", &["setting_changes"]),
    ("tags", &["tags_naming_you"]),
    ("webhook_events", &["added_gavel"]),
];
/// The tables that nobody's file shows, and why.
const NOT_SHOWN: [(&str, &str); 6] = [
    ("automation_failures", "what does not work, for moderators"),
    ("case_words", "the words of reasons, which stand in the cases"),
    ("events", "ids, gone after two days"),
    ("guilds", "the server's settings, for its moderators"),
    ("jobs", "orders under way, gone a day after they are done"),
    ("transcript_lines", "gone when the purge is over"),
];

/// Returns the tables with the number of rows that have an id anywhere, whatever the column: numbers, texts, documents.
async fn found(db: &PgPool, id: u64) -> BTreeMap<String, i64> {
    let tables: Vec<String> =
        sqlx::query_scalar(
            "select relname::text from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition",
        )
            .fetch_all(db)
            .await
            .unwrap();
    let mut found = BTreeMap::new();
    for table in tables.into_iter().filter(|table| !OF_NOBODY.contains(&table.as_str())) {
        let count =
            format!("select count(*) from {table} it where to_jsonb(it)::text ~ '(?<![0-9]){id}(?![0-9])'");
        let count = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(db).await.unwrap();
        found.insert(table, count);
    }
    found
}

fn empty(found: &BTreeMap<String, i64>) -> Vec<&str> {
    found.iter().filter(|(_, rows)| **rows == 0).map(|(table, _)| table.as_str()).collect()
}

impl Stage {
    /// Names a person in every table: a new table fails until it has its row here.
    async fn name_everywhere(&self, person: UserId) {
        let guild = self.cast.guild.get();
        let id = person.get();
        let rows = [
            format!(
                "update guilds set settings = settings || '{{\"presets\": [\"like <@{id}>\"]}}' where guild_id = {guild}"
            ),
            format!(
                "insert into setting_events (guild_id, actor_id, setting, new) values ({guild}, {id}, 'presets', '[\"<@{id}>\"]')"
            ),
            format!(
                "insert into automod_hits (guild_id, user_id, rule_id, action, at) values ({guild}, {id}, 7, 1, now())"
            ),
            format!(
                "insert into automation_failures (guild_id, automation, why) values ({guild}, 'welcome', '<@{id}> can''t be written to.')"
            ),
            format!(
                "insert into role_menus (guild_id, name, menu) values ({guild}, 'm', '{{\"entries\": [{{\"confirmed\": {{\"by\": \"{id}\"}}}}]}}')"
            ),
            format!(
                "insert into cooldowns (user_id, command, until, interaction_id) values ({id}, 'report', now() + interval '1 hour', 5)"
            ),
            format!(
                "insert into direct_channels (user_id, channel_id) values ({id}, 5) on conflict do nothing"
            ),
            format!(
                "insert into webhook_events (kind, body) values ('APPLICATION_AUTHORIZED', '{{\"user\": {{\"id\": \"{id}\"}}, \"guild\": {{\"id\": \"{guild}\"}}}}')"
            ),
            format!(
                "insert into reminders (guild_id, user_id, id, channel_id, in_channel, text, due_at) values ({guild}, {id}, 5, 6, false, 'x', now() + interval '1 day')"
            ),
            format!("insert into tags (guild_id, name, key, text) values ({guild}, 'x', 'x', 'ask <@{id}>')"),
            format!(
                "insert into reports (guild_id, number, about_id, about_name, quote, claimed_by, closed_at) values ({guild}, 1, {id}, 'x', '{{\"content\": \"hello\"}}', {id}, now())"
            ),
            format!(
                "insert into report_reporters (guild_id, number, place, user_id, category, is_anonymous, wants_outcome) values ({guild}, 1, 1, {id}, 'spam', false, false)"
            ),
            format!("insert into report_cases (guild_id, case_number, number) values ({guild}, 1, 1)"),
            format!(
                "insert into case_events (guild_id, number, actor_id, event, detail) values ({guild}, 1, {id}, 'edited', '{{\"what\": \"reason\", \"old\": \"<@{id}>\"}}')"
            ),
            format!(
                "insert into appeals (guild_id, number, case_number, user_id, user_name, answers, decided_by) values ({guild}, 1, 1, {id}, 'culprit', '[]', {id})"
            ),
            format!("insert into events (guild_id, event_id) values ({guild}, 'join {id}')"),
            format!(
                "insert into transcript_lines (guild_id, job_id, message_id, line) select {guild}, min(id), 5, '{{\"author\": {id}, \"name\": \"x\"}}' from jobs"
            ),
            format!(
                "insert into jobs (guild_id, kind, concurrency_key, payload, run_at) values ({guild}, 'renew', 'person:{id}', '{{\"people\": [{id}, 7]}}', now() + interval '1 day')"
            ),
        ];
        for row in rows {
            sqlx::query(AssertSqlSafe(row)).execute(&self.database.pool).await.unwrap();
        }
    }
}

/// Returns a stage on which a person is known in every way: warned, banned for a while, named, and a moderator themselves.
async fn stage_with_somebody() -> (Stage, UserId) {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let person = sim.add_member(cast.guild, "culprit", &[cast.member_role]);
    let warn = |by, user| sim.slash(by, cast.general, "warn").with("user", user);
    warn(cast.moderator, cast.newcomer).with("reason", &*format!("fought with <@{person}>")).await.unwrap();
    warn(cast.moderator, person).with("reason", "spam").await.unwrap();
    let ban = sim.slash(cast.moderator, cast.general, "ban").with("user", person).with("duration", "7d");
    ban.await.unwrap();
    stage.wait_until_idle().await;
    sqlx::query("insert into cases (guild_id, number, kind, status, target_id, target_name, moderator_id, moderator_name)
        values ($1, 4, 'warn', 'applied', $2, 'x', $3, 'culprit')")
        .bind(cast.guild.get().cast_signed())
        .bind(cast.newcomer.get().cast_signed())
        .bind(person.get().cast_signed())
        .execute(&stage.database.pool)
        .await
        .unwrap();
    sqlx::query("update guilds set last_case = 4").execute(&stage.database.pool).await.unwrap();
    stage.name_everywhere(person).await;
    let there = found(&stage.database.pool, person.get()).await;
    assert_eq!(
        empty(&there),
        OF_SERVERS,
        "each table names the person before, or this shows nothing: {there:?}"
    );
    (stage, person)
}

async fn assert_erased(stage: &Stage, person: UserId) {
    let pool = &stage.database.pool;
    let left = found(pool, person.get()).await;
    assert!(left.values().all(|rows| *rows == 0), "{left:?}");
    let cases: Vec<(i32, i64, Option<String>, String, bool)> = sqlx::query_as(
        "select number, target_id, reason, moderator_name, closed_at is null from cases order by number",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let numbers: Vec<i32> = cases.iter().map(|case| case.0).collect();
    assert_eq!(numbers, [1, 2, 3, 4], "numbers have no gaps");
    assert_eq!((cases[1].1, cases[2].1), (1, 1));
    assert_eq!((cases[1].2.as_deref(), cases[0].2.as_deref()), (None, Some("fought with <@1>")));
    assert!(!cases[2].4, "nothing of them is in force for the record");
    assert_eq!(cases[3].3, "erased");
    let names = "select count(*) from cases c join case_events e using (guild_id, number) where c::text || e::text ~ 'culprit|spam'";
    assert_eq!(sqlx::query_scalar::<_, i64>(names).fetch_one(pool).await.unwrap(), 0);
    let timers = "select count(*) from jobs where kind = 'expire' and finished_at is null";
    assert_eq!(sqlx::query_scalar::<_, i64>(timers).fetch_one(pool).await.unwrap(), 0);
    let warned = stage.warn("afterwards").await;
    assert!(warned.text().contains("Case #5"), "{}", warned.text());
}

#[tokio::test]
async fn an_administrator_erases_a_person_from_every_table_after_a_question() {
    let (stage, person) = stage_with_somebody().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let order = |by| sim.slash(by, cast.general, "privacy erase").with("user", person);
    let refused = order(cast.moderator).await.unwrap().text();
    assert!(refused.contains("Administrator"), "{refused}");
    let question = order(cast.owner).await.unwrap().final_message().await.unwrap();
    assert!(question.is_ephemeral() && question.text().contains("#3, ban, until <t:"), "{}", question.text());
    let kept = stage.pressed(cast.owner, &question, "Leave it").await;
    assert!(kept.text().contains("Nothing was done"), "{}", kept.text());
    let question = order(cast.owner).await.unwrap().final_message().await.unwrap();
    let done = stage.pressed(cast.owner, &question, "Erase this person").await;
    assert!(done.text().contains("2 cases about this person"), "{}", done.text());
    assert_erased(&stage, person).await;
    let history = sim.slash(cast.owner, cast.general, "case history").with("number", 2).await.unwrap().text();
    assert!(history.contains("erased") && history.contains(&format!("<@{}>", cast.owner)), "{history}");
    let seen = sim.slash(cast.owner, cast.general, "case view").with("number", 3).await.unwrap().text();
    assert!(seen.contains("Case #3") && seen.contains("<@1>"), "{seen}");
    stage.close().await;
}

#[tokio::test]
async fn the_operator_erases_a_person_in_one_server_or_everywhere() {
    for everywhere in [false, true] {
        let (stage, person) = stage_with_somebody().await;
        let run = Run::on_database(&stage.database).await;
        let (guild, user) = (stage.cast.guild.to_string(), person.to_string());
        let all = ["erase", "--user", &user, "--guild", &guild];
        let arguments = &all[..if everywhere { 3 } else { 5 }];
        let before = found(&stage.database.pool, person.get()).await;
        let printed = run.prints(&[arguments, &["--dry-run"]].concat()).await;
        assert!(
            printed.contains("automod_hits: 1\n")
                && printed.contains("tombstones: 2\n")
                && printed.ends_with("Nothing was changed.\n"),
            "{printed}"
        );
        assert_eq!(found(&stage.database.pool, person.get()).await, before);
        let other =
            "insert into automod_hits (guild_id, user_id, rule_id, action, at) values (7, $1, 7, 1, now())";
        let pool = &stage.database.pool;
        sqlx::query(other).bind(person.get().cast_signed()).execute(pool).await.unwrap();
        run.prints(arguments).await;
        let elsewhere: i64 = sqlx::query_scalar("select count(*) from automod_hits where guild_id = 7")
            .fetch_one(pool)
            .await
            .unwrap();
        assert_eq!(elsewhere, i64::from(!everywhere), "another server's record is its own");
        sqlx::query("delete from automod_hits").execute(pool).await.unwrap();
        assert_erased(&stage, person).await;
        let again = run.prints(arguments).await;
        assert_eq!(again, "Nothing is recorded.\n");
        stage.close().await;
    }
}

#[tokio::test]
async fn the_operator_erases_a_server_and_leaves_the_others() {
    let (stage, _) = stage_with_somebody().await;
    let (pool, guild) = (&stage.database.pool, stage.cast.guild);
    sqlx::query("insert into guilds (guild_id) values (7)").execute(pool).await.unwrap();
    let run = Run::on_database(&stage.database).await;
    let printed = run.prints(&["erase", "--guild", &guild.to_string()]).await;
    assert!(printed.contains("cases: 4\n"), "{printed}");
    let left = found(pool, guild.get()).await;
    assert!(left.values().all(|rows| *rows == 0), "{left:?}");
    assert_eq!(found(pool, 7).await["guilds"], 1);
    let usage = run.gavel(&["erase"]).await;
    assert_eq!(usage.status.code(), Some(2));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn everybody_sees_what_is_kept_about_them_and_nobody_elses() {
    let (stage, person) = stage_with_somebody().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let note = sim.slash(cast.moderator, cast.general, "note").with("user", cast.newcomer);
    note.with("reason", "a secret").await.unwrap();
    let order = sim.slash(cast.newcomer, cast.general, "privacy show").await.unwrap();
    let shown = order.final_message().await.unwrap();
    assert!(shown.is_ephemeral());
    assert!(
        shown.text().contains("2 cases about you")
            && shown.text().contains("0 hits")
            && shown.text().contains("Notes: until they are erased"),
        "{}",
        shown.text()
    );
    let file = String::from_utf8(shown.attachments[0].bytes.to_vec()).unwrap();
    assert!(!file.contains("secret") && !file.contains("\"note\""), "{file}");
    let record: Value = serde_json::from_str(&file).unwrap();
    assert_eq!(record["user_id"], cast.newcomer.to_string());
    assert_eq!(record["cases"][0]["reason"], format!("fought with <@{person}>"));
    let numbers: Vec<i64> =
        record["cases"].as_array().unwrap().iter().map(|case| case["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [1, 4]);
    let about = sim.slash(cast.newcomer, cast.general, "about").await.unwrap().text();
    for truth in [
        "I don't record what is done without me",
        "I don't read messages",
        "**On:** Log channels, Reports",
        "**Off:** Jail role, Ladder, Appeals, Message log",
        "90 days after the report was closed",
    ] {
        assert!(about.contains(truth), "{truth}: {about}");
    }
    let days = sim.slash(cast.owner, cast.general, "settings retention").with("record", "cases");
    days.with("days", 30).await.unwrap().final_message().await.unwrap();
    // `/about` reads settings that are a second old.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let (about, shown) = (
        sim.slash(cast.newcomer, cast.general, "about").await.unwrap().text(),
        sim.slash(cast.newcomer, cast.general, "privacy show")
            .await
            .unwrap()
            .final_message()
            .await
            .unwrap()
            .text(),
    );
    assert!(
        about.contains("no longer count: 30 days") && shown.contains("no longer count: 30 days"),
        "{about}\n{shown}"
    );
    stage.close().await;
}

#[tokio::test]
async fn each_table_that_names_a_person_is_in_their_file_or_it_is_said_why_not() {
    let (stage, person) = stage_with_somebody().await;
    let pool = &stage.database.pool;
    let there = found(pool, person.get()).await;
    let naming: Vec<&str> =
        there.keys().map(String::as_str).filter(|table| !OF_SERVERS.contains(table)).collect();
    let mut known: Vec<&str> = SHOWN.iter().map(|it| it.0).chain(NOT_SHOWN.map(|it| it.0)).collect();
    known.sort_unstable();
    assert_eq!(naming, known, "a table that names people is in SHOWN, or in NOT_SHOWN with the reason");
    let record = person_record(pool, Id::new(stage.cast.guild.get()), Id::new(person.get())).await.unwrap();
    for part in SHOWN.iter().flat_map(|(_, parts)| *parts) {
        let is_there = match &record[part] {
            Value::Array(entries) => !entries.is_empty(),
            other => !other.is_null(),
        };
        assert!(is_there, "{part}: {record:#}");
    }
    let parts: usize = SHOWN.iter().map(|(_, parts)| parts.len()).sum();
    assert_eq!(record.as_object().unwrap().len(), parts, "each part shows a table");
    stage.close().await;
}

#[tokio::test]
async fn who_was_reported_reads_of_it_once_it_is_closed_and_never_by_whom() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let file = async |who| {
        let shown =
            sim.slash(who, cast.general, "privacy show").await.unwrap().final_message().await.unwrap();
        String::from_utf8(shown.attachments[0].bytes.to_vec()).unwrap()
    };
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    stage.reported(cast.newcomer, &bad, &[("words", "he shouted".into())]).await;
    stage.wait_until_idle().await;
    let record: Value = serde_json::from_str(&file(cast.newcomer).await).unwrap();
    assert_eq!(record["reports_made"][0]["words"], "he shouted");
    assert!(!file(cast.member).await.contains("nasty words"), "it is open");
    let card = stage.logged().into_iter().find(|post| post.text().contains("Reported by")).unwrap();
    let form = sim.press(cast.moderator, &card, "Dismiss").await.unwrap().modal().unwrap();
    sim.submit(cast.moderator, &form).with("reason", "a joke").await.unwrap().final_message().await.unwrap();
    let theirs = file(cast.member).await;
    assert!(theirs.contains("nasty words"), "{theirs}");
    assert!(!theirs.contains(&cast.newcomer.to_string()) && !theirs.contains("he shouted"), "{theirs}");
    let moderators: Value = serde_json::from_str(&file(cast.moderator).await).unwrap();
    assert_eq!(moderators["decisions_on_reports"][0]["dismissed"], true);
    stage.close().await;
}

async fn left(db: &PgPool) -> Vec<(i64, bool)> {
    let left = "select guild_id, left_at is not null from guilds order by guild_id";
    sqlx::query_as(left).fetch_all(db).await.unwrap()
}

#[tokio::test]
async fn a_server_that_removed_gavel_is_erased_thirty_days_later_unless_gavel_is_back() {
    let stage = Stage::with_log().await;
    let (pool, here) = (&stage.database.pool, stage.cast.guild.get().cast_signed());
    for (guild, days) in [(7, 31), (8, 29), (here, 31)] {
        // Before the server: the stage sweeps at its start as well.
        let hit =
            "insert into automod_hits (guild_id, user_id, rule_id, action, at) values ($1, 5, 7, 1, now())";
        sqlx::query(hit).bind(guild).execute(pool).await.unwrap();
        let insert = "insert into guilds (guild_id, left_at) values ($1, now() - $2 * interval '1 day')
             on conflict (guild_id) do update set left_at = excluded.left_at";
        sqlx::query(insert).bind(guild).bind(f64::from(days)).execute(pool).await.unwrap();
    }
    worker::sweep_once(&stage.server(0).app).await.unwrap();
    assert_eq!(left(pool).await, [(8, true), (here, false)], "Discord was asked before anything was erased");
    let hits: Vec<i64> =
        sqlx::query_scalar("select guild_id from automod_hits order by 1").fetch_all(pool).await.unwrap();
    assert_eq!(hits, [8, here]);
    stage.close().await;
}

#[tokio::test]
async fn whether_gavel_is_in_a_server_is_known_from_the_list_from_refusals_and_from_orders() {
    let stage = Stage::with_log().await;
    let (sim, cast, pool) = (&stage.sim, stage.cast, &stage.database.pool);
    let here = cast.guild.get().cast_signed();
    sqlx::query("insert into guilds (guild_id) values (7)").execute(pool).await.unwrap();
    periodic::start(&stage.server(0).app);
    let is_noted = async || {
        let deadline = Instant::now() + SOON;
        while left(pool).await[0] != (7, true) && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        left(pool).await
    };
    assert_eq!(is_noted().await, [(7, true), (here, false)]);
    sqlx::query("update guilds set left_at = now()").execute(pool).await.unwrap();
    stage.set("settings presets", &[("reason", "spam")]).await;
    assert_eq!(left(pool).await, [(7, true), (here, false)], "an order proves that Gavel is there");
    sqlx::query("update guilds set left_at = null").execute(pool).await.unwrap();
    let suspend = "insert into jobs (guild_id, kind, concurrency_key, payload) values (7, 'audit_poll', 'kind:audit_poll', '{}')";
    sqlx::query(suspend).execute(pool).await.unwrap();
    stage.wake().await;
    assert_eq!(is_noted().await, [(7, true), (here, false)], "Discord refused a job there");
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn what_is_over_for_long_enough_is_deleted_and_what_is_in_force_or_counts_stays() {
    let stage = Stage::with_log().await;
    let (pool, guild) = (&stage.database.pool, stage.cast.guild.get().cast_signed());
    let old = [
        (1, "kick", "applied", "null", "null", "null"),
        (2, "ban", "applied", "null", "null", "null"),
        (3, "ban", "applied", "now() - interval '40 days'", "null", "null"),
        (4, "warn", "applied", "null", "null", "null"),
        (5, "warn", "applied", "null", "now() - interval '40 days'", "null"),
        (6, "warn", "applied", "null", "null", "now() - interval '40 days'"),
        (7, "ban", "applied", "now() - interval '9 days'", "null", "null"),
        (8, "note", "applied", "null", "null", "null"),
        (9, "ban", "failed", "null", "null", "null"),
        (10, "ban", "pending", "null", "null", "null"),
    ];
    for (number, kind, status, closed, expires, voided) in old {
        let insert = format!(
            "insert into cases (guild_id, number, kind, status, target_id, moderator_id, moderator_name, reason, created_at, closed_at, expires_at, voided_at)
             values ({guild}, {number}, '{kind}', '{status}', 5, 6, 'x', 'words of {number}', now() - interval '100 days', {closed}, {expires}, {voided})"
        );
        sqlx::query(AssertSqlSafe(insert)).execute(pool).await.unwrap();
    }
    let numbers = async || -> Vec<i32> {
        worker::sweep_once(&stage.server(0).app).await.unwrap();
        sqlx::query_scalar("select number from cases order by number").fetch_all(pool).await.unwrap()
    };
    let all: Vec<i32> = (1..=10).collect();
    assert_eq!(numbers().await, all, "nothing goes that nobody asked for");
    let keep = async |record: &'static str, days: i64| {
        let order = stage.sim.slash(stage.cast.owner, stage.cast.general, "settings retention");
        order.with("record", record).with("days", days).await.unwrap().text()
    };
    let said = keep("cases", 30).await;
    assert!(said.contains("no longer count: 30 days") && said.contains("Notes: until"), "{said}");
    assert_eq!(numbers().await, [2, 4, 7, 8, 10]);
    keep("notes", 30).await;
    assert_eq!(numbers().await, [2, 4, 7, 10]);
    let words: Vec<String> =
        sqlx::query_scalar("select word from case_words where word ~ '^[0-9]+$' order by word")
            .fetch_all(pool)
            .await
            .unwrap();
    assert_eq!(words, ["10", "2", "4", "7"], "the search forgets them too");
    let hit = "insert into automod_hits (guild_id, user_id, rule_id, action, at) select $1, 5, 7, 1, now() - n * interval '10 days' from generate_series(1, 3) n";
    sqlx::query(hit).bind(guild).execute(pool).await.unwrap();
    keep("automod", 15).await;
    numbers().await;
    let hits: i64 = sqlx::query_scalar("select count(*) from automod_hits").fetch_one(pool).await.unwrap();
    assert_eq!(hits, 1);
    let change =
        "insert into setting_events (guild_id, setting, at) values ($1, 'old', now() - interval '50 days')";
    sqlx::query(change).bind(guild).execute(pool).await.unwrap();
    keep("history", 40).await;
    numbers().await;
    let changes: Vec<String> = sqlx::query_scalar("select distinct setting from setting_events order by 1")
        .fetch_all(pool)
        .await
        .unwrap();
    assert_eq!(changes, ["log", "retention"]);
    stage.close().await;
}
