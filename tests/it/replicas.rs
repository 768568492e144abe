//! Replicas: together they call Discord as often as one may, and each knows what another met.

use std::time::{Duration, Instant};

use discord_stand_in::{Fault, Scope, UserId};
use gavel::store::replicas::replicas_beside;

use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

const UNBAN: (&str, &str) = ("DELETE", "/guilds/{}/bans/{}");
/// The calls a second that Discord allows a bot.
const ALLOWED: usize = 50;

impl Stage {
    /// Bans somebody for an hour, then as many others in the same way as there are in `others`, by copying the rows.
    async fn banned_alike(&self, others: &[UserId]) {
        self.by(self.cast.admin, "ban", self.cast.member, &[("duration", "1h")]).await;
        self.wait_until_idle().await;
        let ids: Vec<i64> = others.iter().map(|person| person.get().cast_signed()).collect();
        for person in others {
            self.sim.ban(self.cast.admin, self.cast.guild, *person, "as before").unwrap();
        }
        let cases = "insert into cases (guild_id, number, kind, status, target_id, target_name, moderator_id, moderator_name,
                notified, logged, expires_at, ends_at, applied_at)
            select guild_id, number + n, kind, status, person, target_name, moderator_id, moderator_name,
                notified, 'off', expires_at, ends_at, applied_at
            from cases, unnest($1::bigint[]) with ordinality as other (person, n) where number = 1";
        sqlx::query(cases).bind(&ids).execute(&self.database.pool).await.unwrap();
        let jobs = "insert into jobs (guild_id, kind, concurrency_key, case_number, payload, run_at)
            select jobs.guild_id, jobs.kind, replace(concurrency_key, target_id::text, person::text), number + n,
                jsonb_set(replace(payload::text, target_id::text, person::text)::jsonb, '{number}', to_jsonb(number + n)), run_at
            from jobs join cases on number = case_number, unnest($1::bigint[]) with ordinality as other (person, n)
            where jobs.kind = 'expire'";
        sqlx::query(jobs).bind(&ids).execute(&self.database.pool).await.unwrap();
        sqlx::query("update guilds set last_case = last_case + $1")
            .bind(ids.len() as i32)
            .execute(&self.database.pool)
            .await
            .unwrap();
    }

    /// Returns the times of the calls that count towards the global limit, in seconds, in order.
    fn departures(&self) -> Vec<f64> {
        let counts = |route: &str| !route.starts_with("/webhooks") && !route.starts_with("/interactions");
        let calls = self.sim.requests().into_iter().filter(|call| counts(&call.route));
        calls.map(|call| call.at.as_duration().as_secs_f64()).collect()
    }

    fn limited(&self) -> usize {
        self.sim.requests().iter().filter(|call| call.status == 429).count()
    }
}

#[tokio::test]
async fn replicas_share_what_discord_allows_and_none_is_refused() {
    let mut stage = Stage::with_log().await;
    let people: Vec<UserId> =
        (0..90).map(|at| stage.sim.add_member(stage.cast.guild, &format!("p{at}"), &[])).collect();
    stage.banned_alike(&people).await;
    stage.stop_servers().await;
    let replicas = [Process::start(&stage).await, Process::start(&stage).await, Process::start(&stage).await];
    stage.sim.limit_globally(u32::try_from(ALLOWED).unwrap());
    let (earlier, refused) = (stage.departures().len(), stage.limited());
    stage.ring("expire").await;
    stage.wait_until_idle_within(4 * SOON).await;
    let lifted = stage.sim.requests_to(UNBAN.0, UNBAN.1).into_iter().filter(|call| call.status == 204);
    assert_eq!(lifted.count(), people.len() + 1);
    let calls = stage.departures().split_off(earlier);
    let settled: Vec<f64> = calls.iter().copied().filter(|at| *at > calls[0] + 2.0).collect();
    let most =
        settled.iter().map(|from| settled.iter().filter(|at| (*from..from + 1.0).contains(at)).count()).max();
    // On a busy machine calls arrive closer together than they left; three that don't share would make 150.
    assert!(most.unwrap() < 2 * ALLOWED, "{most:?} of {} calls in one second", settled.len());
    assert!(stage.limited() - refused <= ALLOWED, "{} refused", stage.limited() - refused);
    for replica in replicas {
        assert_eq!(replica.terminate().await, Some(0));
    }
    let held: i64 = sqlx::query_scalar("select coalesce(sum(share), 0) from replicas")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(held, 0, "who ends gives its share back");
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn what_one_replica_is_told_of_the_global_limit_holds_for_the_others() {
    let mut stage = Stage::with_log().await;
    stage.add_server().await;
    let cast = stage.cast;
    let warned = stage.warn("spam").await;
    warned.final_message().await.unwrap();
    stage.wait_until_idle().await;
    for at in 0..2 {
        stage.sim.set_endpoint(&stage.server(at).url("/interactions"));
        stage.warn("spam").await.final_message().await.unwrap();
    }
    stage.wait_until_idle().await;
    stage.sim.set_endpoint(&stage.server(0).url("/interactions"));
    let member = ("GET", "/guilds/{}/members/{}");
    stage.sim.fault(Fault::on(member.0, member.1).rate_limited(Scope::Global, Duration::from_secs(30)));
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    stage.until_known(1).await;
    let calls = stage.departures().len();
    stage.sim.set_endpoint(&stage.server(1).url("/interactions"));
    let told = stage.by(cast.moderator, "warn", cast.member, &[]).await.text();
    assert!(told.contains("Discord is limiting me"), "{told}");
    assert_eq!(
        stage.departures().len(),
        calls,
        "the second replica called during the block that the first met"
    );
    stage.sim.clear_faults();
    stage.sim.clear_violations();
    stage.stop_with_violations().await;
}

impl Stage {
    /// Waits until a replica knows that all calls are blocked.
    async fn until_known(&self, at: usize) {
        let known = async {
            while self.server(at).app.discord.rest.blocked().is_zero() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(SOON, known).await.expect("the other replica does not know of the block");
    }
}

#[tokio::test]
async fn the_share_of_a_process_that_was_killed_is_free_at_once() {
    let stage = Stage::empty().await;
    let mut process = Process::start(&stage).await;
    let db = &stage.database.pool;
    let live = async || {
        let beside = replicas_beside(db, 0).await.unwrap();
        beside.iter().any(|replica| replica.is_live)
    };
    stage.by(stage.cast.moderator, "warn", stage.cast.member, &[]).await;
    // As if it had just reported, now and for an hour.
    let hold =
        "update replicas set reported_at = now() + interval '1 hour' where share > 0 and session is not null";
    let deadline = Instant::now() + SOON;
    while sqlx::query(hold).execute(db).await.unwrap().rows_affected() == 0 {
        assert!(Instant::now() < deadline, "it does not say that it calls Discord");
        stage.by(stage.cast.moderator, "warn", stage.cast.member, &[]).await;
    }
    process.freeze();
    assert!(live().await);
    sqlx::query(hold).execute(db).await.unwrap();
    process.kill_now();
    while live().await {
        assert!(Instant::now() < deadline, "a process that was killed keeps its share");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stage.sim.clear_violations();
    stage.close().await;
}
