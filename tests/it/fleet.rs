//! Measured, not tested: a fleet at Discord's limit, and one server's long work beside another's orders. Each takes one to
//! two minutes, on a quiet machine: `cargo test --release --test it fleet -- --ignored --nocapture --test-threads 1`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use discord_stand_in::{ChannelId, ChannelKind, GuildId, OptionValue, UserId};

use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

/// The calls a second that Discord allows a bot.
const ALLOWED: u32 = 50;
const SERVERS: usize = 400;
const TIMERS_EACH: usize = 50;

impl Stage {
    /// Adds servers, each with the same number of bans for an hour that Gavel made, by copying the rows of one.
    async fn banned_in_other_servers(&self, servers: usize, each: usize) {
        let (sim, cast) = (&self.sim, &self.cast);
        self.by(cast.admin, "ban", cast.member, &[("duration", "1h")]).await;
        self.wait_until_idle().await;
        let (mut guilds, mut people, mut numbers) = (vec![], vec![], vec![]);
        for server in 0..servers {
            let guild = sim.add_guild(&format!("Server {server}"), cast.owner);
            for number in 1..=each {
                let person = sim.add_user(&format!("s{server}p{number}"));
                sim.ban(cast.owner, guild, person, "as before").unwrap();
                guilds.push(guild.get().cast_signed());
                people.push(person.get().cast_signed());
                numbers.push(i32::try_from(number).unwrap());
            }
        }
        let servers = "insert into guilds (guild_id, last_case)
            select guild, max(number) from unnest($1::bigint[], $3::int[], $2::bigint[]) as row (guild, number, person) group by guild";
        let cases = "insert into cases (guild_id, number, kind, status, target_id, target_name, moderator_id, moderator_name,
                notified, logged, expires_at, ends_at, applied_at)
            select guild, row.number, kind, status, person, target_name, moderator_id, moderator_name,
                notified, 'off', expires_at, ends_at, applied_at
            from cases, unnest($1::bigint[], $3::int[], $2::bigint[]) as row (guild, number, person) where guild_id = $4";
        let jobs = "insert into jobs (guild_id, kind, concurrency_key, case_number, payload, run_at)
            select guild, jobs.kind,
                replace(replace(concurrency_key, target_id::text, person::text), jobs.guild_id::text, guild::text),
                row.number,
                jsonb_set(replace(replace(payload::text, target_id::text, person::text), jobs.guild_id::text, guild::text)::jsonb,
                    '{number}', to_jsonb(row.number)),
                run_at
            from jobs join cases on cases.guild_id = jobs.guild_id and cases.number = case_number,
                unnest($1::bigint[], $3::int[], $2::bigint[]) as row (guild, number, person)
            where jobs.kind = 'expire' and jobs.guild_id = $4";
        for statement in [servers, cases, jobs] {
            let query = sqlx::query(statement).bind(&guilds).bind(&people).bind(&numbers);
            query.bind(cast.guild.get().cast_signed()).execute(&self.database.pool).await.unwrap();
        }
    }

    /// Returns the calls that count towards the global limit since the first `earlier` ones: the second, and the status.
    fn counted_calls(&self, earlier: usize) -> Vec<(f64, u16)> {
        let counts = |route: &str| !route.starts_with("/webhooks") && !route.starts_with("/interactions");
        let calls = self.sim.requests().into_iter().skip(earlier).filter(|call| counts(&call.route));
        calls.map(|call| (call.at.as_duration().as_secs_f64(), call.status)).collect()
    }

    /// Bans somebody for three seconds; returns how late they were let in.
    async fn late_by(
        &self,
        guild_channel: ChannelId,
        guild: GuildId,
        who: UserId,
        target: UserId,
    ) -> Duration {
        let ban = self.sim.slash(who, guild_channel, "ban").with("user", target).with("duration", "3s");
        let reply = ban.await.unwrap().final_message().await.unwrap();
        assert!(self.sim.ban_of(guild, target).is_some(), "{}", reply.text());
        let begun = Instant::now();
        let free = || self.sim.ban_of(guild, target).is_none().then_some(());
        self.sim.eventually(2 * SOON, free).await.expect("they are never let in");
        begun.elapsed().saturating_sub(Duration::from_secs(3))
    }
}

/// Returns the largest number of these moments within a second.
fn most_in_a_second(moments: &[f64]) -> usize {
    let within = |from: f64| moments.iter().filter(|at| (from..from + 1.0).contains(*at)).count();
    moments.iter().map(|from| within(*from)).max().unwrap_or(0)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[tokio::test]
#[ignore = "minutes, to be measured by hand"]
async fn three_replicas_and_twenty_thousand_timers() {
    let mut stage = Stage::with_log().await;
    let begun = Instant::now();
    stage.banned_in_other_servers(SERVERS, TIMERS_EACH).await;
    println!("{} timers made in {:?}", SERVERS * TIMERS_EACH, begun.elapsed());
    stage.stop_servers().await;
    let replicas = [Process::start(&stage).await, Process::start(&stage).await, Process::start(&stage).await];
    stage.sim.limit_globally(ALLOWED);
    let earlier = stage.sim.requests().len();
    stage.ring("expire").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let cast = stage.cast;
    let mut late = vec![];
    for _ in 0..4 {
        let target = stage.sim.add_member(cast.guild, "short", &[]);
        late.push(stage.late_by(cast.general, cast.guild, cast.admin, target).await);
    }
    tokio::time::sleep(Duration::from_secs(30)).await;
    let calls = stage.counted_calls(earlier);
    let settled: Vec<f64> = calls.iter().map(|(at, _)| *at).filter(|at| *at > calls[0].0 + 2.0).collect();
    let most = most_in_a_second(&settled);
    let span = settled.last().unwrap() - settled[0];
    let refused = calls.iter().filter(|(_, status)| *status == 429).count();
    let waiting: i64 =
        sqlx::query_scalar("select count(*) from jobs where kind = 'expire' and finished_at is null")
            .fetch_one(&stage.database.pool)
            .await
            .unwrap();
    println!(
        "{} calls in {span:.0} s, at most {most} in a second, {refused} × 429; {waiting} timers left; bans of 3 s were late by {late:?}",
        settled.len()
    );
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    for (_, status) in &calls {
        *statuses.entry(*status).or_default() += 1;
    }
    println!("{statuses:?}");
    assert!(refused <= 50, "{refused} × 429");
    assert!(late.iter().all(|late| *late < Duration::from_secs(3)), "{late:?}");
    for replica in replicas {
        replica.kill();
    }
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
#[ignore = "minutes, to be measured by hand"]
async fn long_work_in_one_server_beside_orders_in_another() {
    let mut stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let elsewhere = sim.add_guild("Elsewhere", cast.owner);
    let room = sim.add_channel(elsewhere, "room", ChannelKind::Text);
    let channels: Vec<ChannelId> =
        (0..3).map(|at| sim.add_channel(cast.guild, &format!("old{at}"), ChannelKind::Text)).collect();
    for channel in &channels {
        for at in 0..3_000 {
            sim.write_aged(cast.owner, *channel, &format!("m{at}"), Duration::from_secs(10_000 - at));
        }
    }
    let ids: Vec<String> = stage.strangers(10_000).iter().map(ToString::to_string).collect();
    stage.stop_servers().await;
    let process = Process::start(&stage).await;
    stage.sim.limit_globally(ALLOWED);
    let warn = async || {
        let target = stage.sim.add_member(elsewhere, "warned", &[]);
        let begun = Instant::now();
        let warn = stage.sim.slash(cast.owner, room, "warn").with("user", target).with("reason", "spam");
        warn.await.unwrap().final_message().await.unwrap();
        begun.elapsed()
    };
    let rounds = async || {
        let mut took = vec![];
        for _ in 0..25 {
            took.push(warn().await);
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        median(took)
    };
    warn().await;
    let quiet = rounds().await;
    let file = OptionValue::file("ids.txt", ids.join("\n"));
    let given = stage.sim.slash(cast.owner, cast.general, "massban").with("file", file).await.unwrap();
    let card = given.final_message().await.unwrap();
    stage.sim.press(cast.owner, &card, &card.controls()[0].custom_id).await.unwrap();
    for channel in channels {
        stage.sim.slash(cast.owner, channel, "purge").with("count", 1_000).await.unwrap();
    }
    let busy = rounds().await;
    let target = stage.sim.add_member(elsewhere, "short", &[]);
    let late = stage.late_by(room, elsewhere, cast.owner, target).await;
    let under_way: i64 =
        sqlx::query_scalar("select count(*) from jobs where guild_id = $1 and finished_at is null")
            .bind(cast.guild.get().cast_signed())
            .fetch_one(&stage.database.pool)
            .await
            .unwrap();
    let ratio = busy.as_secs_f64() / quiet.as_secs_f64();
    println!(
        "/warn {quiet:?} quiet, {busy:?} beside long work: {ratio:.2}; a ban of 3 s was late by {late:?}; {under_way} jobs there"
    );
    assert!(under_way > 0, "the long work was over too early");
    assert!(late < Duration::from_secs(2), "{late:?}");
    assert!(ratio < 1.5, "{ratio:.2}");
    process.kill();
    stage.sim.clear_violations();
    stage.close().await;
}
