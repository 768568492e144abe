//! Lockdowns: many channels locked together, each exactly as `/lock` does it, and opened together again.

use std::collections::BTreeMap;
use std::time::Duration;

use discord_stand_in::{
    AuditAction, ChannelId, ChannelKind, Fault, Invocation, Message, Overwrite, RoleId, UserId,
};

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

const VIEW: u64 = 1 << 10;
const WRITE: u64 = 1 << 11;
const IN_THREADS: u64 = 1 << 38;
const REACT: u64 = 1 << 6;
const MANAGE_CHANNELS: u64 = 1 << 4;
const MANAGE_GUILD: u64 = 1 << 5;
const UNKNOWN: u64 = 1 << 50;
const PUT: (&str, &str) = ("PUT", "/channels/{}/permissions/{}");
const DELETE: (&str, &str) = ("DELETE", "/channels/{}/permissions/{}");
const LOOK: (&str, &str) = ("GET", "/channels/{}");
const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const PAUSE: (&str, &str) = ("PUT", "/guilds/{}/incident-actions");
const DAY: Duration = Duration::from_secs(24 * 3600);

impl Stage {
    async fn lockdown(&self, options: &[(&str, &str)]) -> Message {
        self.carried_out("lockdown start", options).await
    }

    async fn end_lockdown(&self) -> Message {
        self.carried_out("lockdown end", &[]).await
    }

    /// Uses a command as the senior moderator; returns the reply once no work is left.
    async fn carried_out(&self, name: &str, options: &[(&str, &str)]) -> Message {
        let sent = self.send(self.cast.senior, name, options).await;
        sent.final_message().await.unwrap();
        self.wait_until_idle().await;
        sent.reply().unwrap()
    }

    async fn send(&self, who: UserId, name: &str, options: &[(&str, &str)]) -> Invocation {
        let mut gesture = self.sim.slash(who, self.cast.general, name);
        for (option, value) in options {
            gesture = match *value {
                "yes" => gesture.with(option, true),
                text => gesture.with(option, text),
            };
        }
        gesture.await.unwrap()
    }

    /// Kills the process while it runs the command and meets `fault`; returns the next process and its reply.
    async fn killed(
        &self,
        process: Process,
        fault: Fault,
        name: &str,
        options: &[(&str, &str)],
    ) -> (Process, String) {
        let what = format!("{fault:?}");
        self.sim.fault(fault);
        let order = self.send(self.cast.senior, name, options).await;
        process.kill();
        let left = "select count(*) from jobs where kind in ('start_lockdown', 'end_lockdown') and finished_at is null";
        let left: i64 = sqlx::query_scalar(left).fetch_one(&self.database.pool).await.unwrap();
        assert_eq!(left, 1, "it was over before it was killed: {what}");
        self.sim.clear_faults();
        self.expire_leases().await;
        let process = Process::start(self).await;
        self.wait_until_idle().await;
        (process, order.text())
    }

    fn text_channels(&self, count: usize) -> Vec<ChannelId> {
        let add = |at| self.sim.add_channel(self.cast.guild, &format!("square-{at}"), ChannelKind::Text);
        (0..count).map(add).collect()
    }

    /// Returns the overwrite of @everyone in each channel.
    fn all_overwrites(&self) -> BTreeMap<ChannelId, Option<Overwrite>> {
        let everyone = self.cast.guild.get();
        let channels = self.sim.channels(self.cast.guild).into_iter();
        channels.map(|channel| (channel.id, channel.overwrites.get(&everyone).copied())).collect()
    }

    fn is_shut(&self, at: ChannelId) -> bool {
        self.sim.write(self.cast.member, at, "hello").is_err()
    }

    /// Sets the overwrite of @everyone by another hand.
    fn set_everyone(&self, at: ChannelId, allow: u64, deny: u64) {
        let everyone: RoleId = self.cast.guild.cast();
        self.sim.set_role_overwrite(at, everyone, allow, deny);
    }

    /// Returns the number of changes that Gavel made to the overwrites of a channel.
    fn changes(&self, at: ChannelId) -> usize {
        let log = self.sim.audit_log(self.cast.guild);
        let is_change = |action| {
            matches!(
                action,
                AuditAction::OverwriteCreate | AuditAction::OverwriteUpdate | AuditAction::OverwriteDelete
            )
        };
        log.iter().filter(|entry| entry.target == Some(at.get()) && is_change(entry.action)).count()
    }

    fn paused(&self) -> (bool, bool) {
        let incidents = self.sim.guild(self.cast.guild).unwrap().incidents;
        (incidents.invites_until.is_some(), incidents.dms_until.is_some())
    }
}

/// Returns the whole seconds from one moment to another.
fn seconds(from: jiff::Timestamp, to: jiff::Timestamp) -> i64 {
    to.duration_since(from).as_secs()
}

#[tokio::test]
async fn every_channel_where_members_write_is_locked_and_given_back_without_a_trace() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let squares = stage.text_channels(3);
    stage.set_everyone(squares[0], WRITE | UNKNOWN, REACT | UNKNOWN << 2);
    let before = stage.all_overwrites();
    let receipt = stage.lockdown(&[("reason", "raid")]).await;
    let begun = "the server is in lockdown until somebody ends it";
    assert!(receipt.text().contains(begun), "{}", receipt.text());
    assert!(receipt.text().contains("5 channels locked"), "{}", receipt.text());
    for at in squares.iter().chain([&cast.general]) {
        assert!(stage.is_shut(*at));
    }
    assert_ne!(stage.all_overwrites()[&cast.voice], before[&cast.voice]);
    for private in [cast.mod_log, cast.staff] {
        assert_eq!(stage.all_overwrites()[&private], before[&private]);
    }
    let kept = stage.all_overwrites()[&squares[0]].unwrap();
    assert_eq!((kept.allow, kept.deny & (UNKNOWN << 2)), (UNKNOWN, UNKNOWN << 2), "unknown bits survive");
    let again = stage.lockdown(&[]).await;
    assert!(again.text().contains("in lockdown by [case #1]"), "{}", again.text());
    let posts = stage.logged();
    assert_eq!(posts.len(), 1, "the channels one by one are not posted");
    assert!(posts[0].text().contains("5 channels locked"), "{}", posts[0].text());
    let over = stage.end_lockdown().await;
    assert!(over.text().contains("the lockdown of case #1 is over"), "{}", over.text());
    assert!(over.text().contains("5 channels opened again"), "{}", over.text());
    assert_eq!(stage.all_overwrites(), before);
    assert!(stage.logged()[1].text().contains("5 channels opened again"));
    let nothing = stage.end_lockdown().await;
    assert!(nothing.text().contains("is not in lockdown"), "{}", nothing.text());
    let reasons: Vec<_> = sim.audit_log(cast.guild).into_iter().filter_map(|entry| entry.reason).collect();
    let is_ours = |reason: &&String| reason.starts_with("raid · senior") && reason.ends_with("case 1");
    assert_eq!(reasons.iter().filter(is_ours).count(), 5, "{reasons:?}");
    stage.close().await;
}

#[tokio::test]
async fn how_far_it_is_is_shown_while_discord_is_slow() {
    let stage = Stage::with_log().await;
    let squares = stage.text_channels(22);
    stage.sim.fault(Fault::on(PUT.0, PUT.1).always().slow(Duration::from_millis(2300)));
    let order = stage.send(stage.cast.senior, "lockdown start", &[]).await;
    let shown = || order.reply().filter(|reply| reply.text().contains("of 24"));
    let card = stage.sim.eventually(SOON, shown).await.expect("nothing is shown of how far it is");
    assert!(card.control("Cancel").is_some());
    stage.wait_until_idle().await;
    assert!(order.text().contains("24 channels locked"), "{}", order.text());
    assert!(order.reply().unwrap().control("Cancel").is_none());
    assert!(squares.iter().all(|at| stage.is_shut(*at)));
    stage.close().await;
}

#[tokio::test]
async fn one_that_is_killed_midway_is_resumed_and_each_channel_is_changed_once() {
    let stage = Stage::empty().await;
    let first = Process::start(&stage).await;
    stage.set_log().await;
    let squares = stage.text_channels(30);
    let before = stage.all_overwrites();
    // Slower than the first answer, so that it is certain which reply shows the result.
    stage.sim.fault(Fault::on(PUT.0, PUT.1).always().slow(Duration::from_millis(2500)));
    let order = stage.send(stage.cast.senior, "lockdown start", &[("reason", "raid")]).await;
    stage.until("nothing is locked", || squares.iter().any(|at| stage.changes(*at) > 0)).await;
    first.kill();
    assert!(!squares.iter().all(|at| stage.is_shut(*at)), "it was over before it was killed");
    let second = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert!(squares.iter().all(|at| stage.is_shut(*at) && stage.changes(*at) == 1));
    assert!(order.text().contains("32 channels locked"), "{}", order.text());
    assert_eq!(stage.logged().len(), 1);
    // The end is ordered from another process than the start, and killed too.
    stage.sim.clear_faults();
    stage.sim.fault(Fault::on(DELETE.0, DELETE.1).always().slow(Duration::from_millis(2500)));
    let order = stage.send(stage.cast.senior, "lockdown end", &[]).await;
    stage.until("nothing is opened", || squares.iter().any(|at| stage.changes(*at) > 1)).await;
    second.kill();
    assert!(squares.iter().any(|at| stage.is_shut(*at)), "it was over before it was killed");
    let third = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.all_overwrites(), before);
    assert!(squares.iter().all(|at| stage.changes(*at) == 2));
    assert!(order.text().contains("32 channels opened again"), "{}", order.text());
    assert_eq!(third.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn wherever_it_is_killed_each_channel_is_changed_once_and_what_it_pauses_is_known_for_its_own() {
    let on = |route: (&str, &str)| Fault::on(route.0, route.1);
    let post = || on(POST).containing("Moderator");
    let deaths = [
        [on(PAUSE).hang(), on(PAUSE).hang()],
        [on(PAUSE).applied_but_never_answered(), on(PAUSE).applied_but_never_answered()],
        [on(LOOK).skip(1).hang(), on(LOOK).skip(1).hang()],
        [on(PUT).skip(1).hang(), on(DELETE).skip(1).hang()],
        [on(PUT).applied_but_never_answered(), on(DELETE).applied_but_never_answered()],
        [post().hang(), post().hang()],
        [post().applied_but_never_answered(), post().applied_but_never_answered()],
    ];
    join(deaths.into_iter().map(async |[first, second]| {
        let stage = Stage::empty().await;
        let process = Process::start(&stage).await;
        stage.set_log().await;
        let squares = stage.text_channels(2);
        let (before, what) = (stage.all_overwrites(), format!("{first:?}"));
        let (process, text) = stage.killed(process, first, "lockdown start", &[("invites", "yes")]).await;
        let said = "invites paused as long as this lasts";
        assert!(text.contains("4 channels locked") && text.contains(said), "{what}: {text}");
        assert!(squares.iter().all(|at| stage.is_shut(*at) && stage.changes(*at) == 1), "{what}");
        assert_eq!((stage.paused(), stage.logged().len()), ((true, false), 1), "{what}");
        let (process, text) = stage.killed(process, second, "lockdown end", &[]).await;
        let said = "invites no longer paused";
        assert!(text.contains("4 channels opened again") && text.contains(said), "{what}: {text}");
        assert!(squares.iter().all(|at| stage.changes(*at) == 2), "{what}");
        assert_eq!((stage.paused(), stage.logged().len()), ((false, false), 2), "{what}");
        assert_eq!((stage.all_overwrites(), stage.cases().await.len()), (before, 10), "{what}");
        assert_eq!(process.terminate().await, Some(0));
        stage.sim.clear_violations();
        stage.close().await;
    }))
    .await;
}

#[tokio::test]
async fn what_cannot_be_locked_is_listed_with_the_reason_and_the_others_are_locked() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let squares = stage.text_channels(4);
    sim.set_role_overwrite(squares[0], cast.bot_role, 0, VIEW);
    sim.fault(Fault::on(PUT.0, PUT.1).answer(403, 50_013, "Missing Permissions"));
    let receipt = stage.lockdown(&[]).await;
    let text = receipt.text();
    assert!(text.contains("4 channels locked, 2 not"), "{text}");
    assert!(text.contains(&format!("<#{}>: not locked: I don't have the permission", squares[0])), "{text}");
    assert!(text.contains("Discord says I lack a permission"), "{text}");
    assert!(stage.logged()[0].text().contains("4 channels locked, 2 not"));
    let open = squares.iter().chain([&cast.general]).filter(|at| !stage.is_shut(**at)).count();
    assert!(open <= 2, "{open}");
    stage.end_lockdown().await;
    assert!(squares.iter().all(|at| !stage.is_shut(*at)));
    stage.close().await;
}

#[tokio::test]
async fn what_somebody_changed_meanwhile_stays_theirs_and_is_listed() {
    let stage = Stage::with_log().await;
    let squares = stage.text_channels(2);
    stage.lockdown(&[]).await;
    let locked = stage.all_overwrites()[&squares[0]].unwrap();
    // Another hand allows reactions and denies embeds.
    stage.set_everyone(squares[0], REACT | UNKNOWN, (locked.deny & !REACT) | 1 << 14);
    let over = stage.end_lockdown().await;
    let said = format!("<#{}>: kept, because somebody changed it in the meantime: Add Reactions", squares[0]);
    assert!(over.text().contains(&said), "{}", over.text());
    let now = stage.all_overwrites()[&squares[0]].unwrap();
    assert_eq!((now.allow, now.deny), (REACT | UNKNOWN, 1 << 14));
    assert_eq!(stage.all_overwrites()[&squares[1]], None);
    stage.close().await;
}

#[tokio::test]
async fn what_was_locked_before_stays_locked_and_what_is_unlocked_meanwhile_stays_open() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let squares = stage.text_channels(3);
    let by = |name: &str, at: ChannelId| sim.slash(cast.senior, cast.general, name).with("channel", at);
    by("lock", squares[0]).await.unwrap().final_message().await.unwrap();
    stage.set_everyone(squares[1], 0, WRITE | IN_THREADS);
    for at in [cast.general, squares[0], squares[1], squares[2]] {
        let set = sim.slash(cast.owner, cast.general, "settings lockdown").with("channel", at);
        set.await.unwrap().final_message().await.unwrap();
    }
    let before = stage.all_overwrites();
    let receipt = stage.lockdown(&[]).await;
    let said = format!("<#{}> <#{}>: nobody may write there anyway", squares[0], squares[1]);
    assert!(
        receipt.text().contains("2 channels locked") && receipt.text().contains(&said),
        "{}",
        receipt.text()
    );
    let opened = by("unlock", squares[2]).await.unwrap().final_message().await.unwrap();
    assert!(opened.text().contains("was unlocked"), "{}", opened.text());
    stage.set_everyone(squares[2], 0, REACT);
    let over = stage.end_lockdown().await;
    assert!(over.text().contains("1 channel opened again"), "{}", over.text());
    let mut expected = before;
    expected.insert(squares[2], Some(Overwrite { kind: 0, allow: 0, deny: REACT }));
    assert_eq!(stage.all_overwrites(), expected);
    assert!(stage.is_shut(squares[0]) && stage.is_shut(squares[1]) && !stage.is_shut(squares[2]));
    let unlocked = by("unlock", squares[0]).await.unwrap().final_message().await.unwrap();
    assert!(unlocked.text().contains("It follows case [#1]("), "{}", unlocked.text());
    stage.close().await;
}

#[tokio::test]
async fn where_only_threads_and_posts_are_open_those_are_closed() {
    let stage = Stage::with_log().await;
    let forum = stage.text_channels(1)[0];
    stage.set_everyone(forum, 0, WRITE);
    let post = stage.sim.add_thread(forum, "how do I").unwrap();
    assert!(stage.is_shut(forum) && !stage.is_shut(post));
    let receipt = stage.lockdown(&[]).await;
    assert!(receipt.text().contains("3 channels locked"), "{}", receipt.text());
    assert!(stage.is_shut(post));
    stage.end_lockdown().await;
    assert!(stage.is_shut(forum) && !stage.is_shut(post));
    stage.close().await;
}

#[tokio::test]
async fn a_lock_that_ends_meanwhile_opens_nothing_and_one_that_would_outlast_it_goes_on() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let squares = stage.text_channels(2);
    let before = stage.all_overwrites();
    for (at, duration) in squares.iter().zip(["1h", "7d"]) {
        let lock = sim.slash(cast.senior, cast.general, "lock").with("channel", *at);
        lock.with("duration", duration).await.unwrap().final_message().await.unwrap();
    }
    let receipt = stage.lockdown(&[]).await;
    assert!(receipt.text().contains("4 channels locked"), "{}", receipt.text());
    stage.clock.advance(Duration::from_secs(2 * 3600));
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert!(squares.iter().all(|at| stage.is_shut(*at)));
    let over = stage.end_lockdown().await;
    let text = over.text();
    assert!(text.contains("the lockdown of case #3 is over") && text.contains("3 channels opened"), "{text}");
    assert!(text.contains(&format!("<#{}>: stays locked until <t:", squares[1])), "{text}");
    assert!(!stage.is_shut(squares[0]) && stage.is_shut(squares[1]));
    assert_eq!(stage.timers("expire").await.len(), 1);
    stage.ring("expire").await;
    stage.until("it does not end", || stage.all_overwrites() == before).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn what_members_see_by_a_role_of_theirs_is_closed_and_what_is_left_is_listed() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let squares = stage.text_channels(2);
    stage.set_everyone(squares[0], 0, VIEW);
    sim.set_role_overwrite(squares[0], cast.member_role, VIEW, 0);
    sim.set_role_overwrite(squares[0], cast.bot_role, VIEW, 0);
    stage.set_everyone(squares[1], 0, WRITE | IN_THREADS);
    let before = stage.all_overwrites();
    let receipt = stage.lockdown(&[]).await;
    let text = receipt.text();
    assert!(text.contains("3 channels locked") && stage.is_shut(squares[0]), "{text}");
    assert!(text.contains(&format!("<#{}>: not everyone can see it", cast.staff)), "{text}");
    assert!(text.contains(&format!("<#{}>: nobody may write there anyway", squares[1])), "{text}");
    stage.end_lockdown().await;
    assert_eq!(stage.all_overwrites(), before);
    stage.close().await;
}

#[tokio::test]
async fn a_category_stands_for_all_channels_below_it_but_the_logs() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let outside = stage.text_channels(1)[0];
    let choose = |at: ChannelId| sim.slash(cast.owner, cast.general, "settings lockdown").with("channel", at);
    let set = choose(cast.category).await.unwrap().final_message().await.unwrap();
    assert!(set.text().contains("a lockdown locks"), "{}", set.text());
    let gone = stage.text_channels(1)[0];
    choose(gone).await.unwrap().final_message().await.unwrap();
    sim.remove_channel(gone);
    let receipt = stage.lockdown(&[]).await;
    let text = receipt.text();
    assert!(
        text.contains("3 channels locked") && text.contains("1 channel in </settings lockdown:"),
        "{text}"
    );
    assert!(stage.is_shut(cast.general) && !stage.is_shut(outside));
    // A member who sees the channel by a role's overwrite writes by @everyone's permission, which is taken.
    assert!(sim.write(cast.moderator, cast.staff, "hello").is_err());
    assert!(sim.write(cast.moderator, cast.mod_log, "hello").is_ok());
    stage.end_lockdown().await;
    let removed = choose(cast.category).with("remove", true).await.unwrap().final_message().await.unwrap();
    assert!(removed.text().contains("the others stay"), "{}", removed.text());
    stage.close().await;
}

#[tokio::test]
async fn a_timed_lockdown_ends_by_itself_and_a_refusal_is_tried_until_it_works() {
    let stage = Stage::with_log().await;
    let squares = stage.text_channels(2);
    let before = stage.all_overwrites();
    let receipt = stage.lockdown(&[("duration", "1h")]).await;
    assert!(receipt.text().contains("in lockdown until <t:"), "{}", receipt.text());
    stage.sim.fault(Fault::on(DELETE.0, DELETE.1).always().answer(403, 50_013, "Missing Permissions"));
    stage.ring("expire").await;
    let waits = "lock is over, but I could not lift it";
    let said = || stage.logged().iter().filter(|post| post.text().contains(waits)).count() == 4;
    stage.until("the log is not told", said).await;
    stage.sim.clear_faults();
    stage.rest().await;
    stage.ring("lockdown_step").await;
    stage.until("it does not end", || stage.all_overwrites() == before).await;
    stage.wait_until_idle().await;
    let posts = stage.logged();
    let last = posts.iter().find(|post| post.text().contains("4 channels opened again")).unwrap();
    assert!(last.text().contains(r"The lockdown of case \#1 expired."), "{}", last.text());
    assert!(squares.iter().all(|at| stage.changes(*at) == 2));
    assert!(stage.end_lockdown().await.text().contains("is not in lockdown"));
    stage.close().await;
}

impl Stage {
    /// A timed lockdown of four channels whose time is over, and of which Discord refuses to open any.
    async fn stuck_lockdown(&self) {
        self.text_channels(2);
        self.lockdown(&[("duration", "1h")]).await;
        self.sim.fault(Fault::on(DELETE.0, DELETE.1).always().answer(403, 50_013, "Missing Permissions"));
        self.ring("expire").await;
        let waits =
            || self.logged().iter().filter(|post| post.text().contains("could not lift it")).count() == 4;
        self.until("the log is not told", waits).await;
        self.rest().await;
        // The state after many tries.
        self.put_steps_off().await;
        self.sim.clear_faults();
    }

    async fn put_steps_off(&self) {
        assert_eq!(self.reschedule("lockdown_step", Duration::from_secs(6 * 3600)).await, 4);
        self.reschedule("end_lockdown", Duration::from_secs(5 * 60)).await;
    }
}

#[tokio::test]
async fn an_end_that_waits_tries_again_at_once_when_somebody_asks_for_it() {
    let stage = Stage::with_log().await;
    let before = stage.all_overwrites().values().flatten().count();
    stage.stuck_lockdown().await;
    let asked = stage.end_lockdown().await;
    assert!(asked.text().contains("trying again to open"), "{}", asked.text());
    stage.until("it stays shut", || stage.all_overwrites().values().flatten().count() == before).await;
    let told = || stage.logged().iter().any(|post| post.text().contains("4 channels opened again"));
    stage.until("the last channel does not call the end", told).await;
    stage.wait_until_idle().await;
    assert!(stage.end_lockdown().await.text().contains("is not in lockdown"));
    stage.close().await;
}

#[tokio::test]
async fn an_end_that_waits_is_suspended_where_gavel_is_not_in_the_server_and_goes_on_when_it_is_back() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_events_endpoint(&stage.server(0).url("/webhook-events"));
    stage.stuck_lockdown().await;
    sim.fault(Fault::on("GET", "/guilds/{}").always().answer(404, 10_004, "Unknown Guild"));
    stage.ring("end_lockdown").await;
    let suspended = "select count(*) from jobs where suspended_at is not null";
    let suspended =
        async || sqlx::query_scalar::<_, i64>(suspended).fetch_one(&stage.database.pool).await.unwrap();
    let is_suspended = async {
        while suspended().await == 0 {
            tokio::time::sleep(Duration::from_millis(50)).await
        }
    };
    tokio::time::timeout(SOON, is_suspended).await.expect("it goes on looking");
    sim.clear_faults();
    let data = serde_json::json!({ "integration_type": 0, "guild": { "id": cast.guild.to_string() } });
    assert_eq!(sim.webhook_event("APPLICATION_AUTHORIZED", data).await.status, Some(204));
    stage.ring("lockdown_step").await;
    let told = || stage.logged().iter().any(|post| post.text().contains("4 channels opened again"));
    stage.until("it does not go on", told).await;
    stage.wait_until_idle().await;
    assert_eq!(suspended().await, 0);
    stage.close().await;
}

#[tokio::test]
async fn what_waits_to_open_a_channel_gives_way_at_once_to_who_unlocks_it() {
    let stage = Stage::with_log().await;
    stage.stuck_lockdown().await;
    let unlock = stage.sim.slash(stage.cast.senior, stage.cast.general, "unlock");
    let unlocked = unlock.await.unwrap().final_message().await.unwrap();
    assert!(unlocked.text().contains("was unlocked"), "{}", unlocked.text());
    let waiting = "select count(*) from jobs where kind = 'lockdown_step' and finished_at is null";
    let waiting =
        async || sqlx::query_scalar::<_, i64>(waiting).fetch_one(&stage.database.pool).await.unwrap();
    let given_way = async {
        while waiting().await != 3 {
            tokio::time::sleep(Duration::from_millis(50)).await
        }
    };
    tokio::time::timeout(SOON, given_way).await.expect("it waits all the same");
    stage.close().await;
}

#[tokio::test]
async fn a_lockdown_begins_though_the_end_of_another_waits_and_holds_what_that_would_open() {
    let stage = Stage::with_log().await;
    let before = stage.all_overwrites().values().flatten().count();
    stage.stuck_lockdown().await;
    let receipt = stage.lockdown(&[]).await;
    assert!(receipt.text().contains("4 channels locked"), "{}", receipt.text());
    assert!(stage.is_shut(stage.cast.general), "the old end opened it");
    let over = stage.end_lockdown().await;
    assert!(over.text().contains("4 channels opened again"), "{}", over.text());
    assert_eq!(stage.all_overwrites().values().flatten().count(), before);
    assert!(stage.end_lockdown().await.text().contains("is not in lockdown"));
    stage.close().await;
}

#[tokio::test]
async fn what_could_not_be_opened_hinders_no_other_lockdown_and_is_opened_when_asked_for() {
    let stage = Stage::with_log().await;
    let before = stage.all_overwrites().values().flatten().count();
    stage.lockdown(&[]).await;
    stage.sim.fault(Fault::on(DELETE.0, DELETE.1).always().answer(403, 50_013, "Missing Permissions"));
    let first = stage.end_lockdown().await;
    assert!(first.text().contains("is not over everywhere"), "{}", first.text());
    stage.sim.clear_faults();
    let square = stage.text_channels(1)[0];
    let receipt = stage.lockdown(&[]).await;
    assert!(receipt.text().contains("1 channel locked") && stage.is_shut(square), "{}", receipt.text());
    let over = stage.end_lockdown().await;
    let said = "The lockdown of case #1 still has channels that couldn't be opened";
    assert!(over.text().contains("1 channel opened again") && over.text().contains(said), "{}", over.text());
    stage.pressed(stage.cast.senior, &first, "Try again").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.all_overwrites().values().flatten().count(), before);
    stage.close().await;
}

#[tokio::test]
async fn its_end_can_be_moved_and_it_holds_until_it_is_ended() {
    let stage = Stage::with_log().await;
    stage.lockdown(&[("duration", "1h"), ("dms", "yes")]).await;
    assert_eq!(stage.timers("renew").await, []);
    let edit = |name: &str| stage.sim.slash(stage.cast.senior, stage.cast.general, name).with("number", 1);
    let moved = edit("case edit").with("duration", "perm").await.unwrap().final_message().await.unwrap();
    assert!(moved.text().contains("it is now permanent"), "{}", moved.text());
    assert_eq!(stage.timers("expire").await, []);
    // The pauses are to last as long: Discord is told at once, since the first pause would end too soon.
    let until = || stage.sim.guild(stage.cast.guild).unwrap().incidents.dms_until;
    let longer = || seconds(stage.clock.now(), until().unwrap()) > 80_000;
    stage.until("what it pauses would end before it", longer).await;
    let voided = edit("case void").with("reason", "wrong").await.unwrap().final_message().await.unwrap();
    assert!(voided.text().contains("lift it with </lockdown end:"), "{}", voided.text());
    stage.end_lockdown().await;
    stage.close().await;
}

#[tokio::test]
async fn cancel_from_another_replica_stops_it_and_the_end_gives_back_what_was_locked() {
    let mut stage = Stage::with_log().await;
    let squares = stage.text_channels(60);
    let before = stage.all_overwrites();
    stage.sim.fault(Fault::on(PUT.0, PUT.1).always().slow(Duration::from_millis(2000)));
    let order = stage.send(stage.cast.senior, "lockdown start", &[]).await;
    let shown = || order.reply().filter(|reply| reply.text().contains("of 62"));
    let card = stage.sim.eventually(SOON, shown).await.expect("nothing is shown of how far it is");
    stage.add_server().await;
    stage.sim.set_endpoint(&stage.server(1).url("/interactions"));
    // A permission in this channel alone does not count for the server.
    stage.sim.set_member_overwrite(stage.cast.general, stage.cast.moderator, MANAGE_CHANNELS, 0);
    let refused = stage.sim.press(stage.cast.moderator, &card, "Cancel").await.unwrap();
    let refused = refused.final_message().await.unwrap();
    assert!(refused.text().contains("Manage Channels in the whole server"), "{}", refused.text());
    stage.sim.press(stage.cast.senior, &card, "Cancel").await.unwrap();
    stage.wait_until_idle().await;
    let shut = squares.iter().filter(|at| stage.is_shut(**at)).count();
    let text = order.text();
    assert!((1..60).contains(&shut), "{shut}");
    assert!(text.contains("not; <@") && text.contains("not locked: it was stopped before that"), "{text}");
    let done: i64 =
        sqlx::query_scalar("select count(*) from cases where kind = 'lock' and status = 'applied'")
            .fetch_one(&stage.database.pool)
            .await
            .unwrap();
    assert!(text.contains(&format!("{done} channels locked")), "{done}: {text}");
    let button = order.reply().unwrap();
    let over = stage.pressed(stage.cast.senior, &button, "End lockdown").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.all_overwrites(), before, "{}", over.text());
    assert!(order.text().contains("opened again"), "{}", order.text());
    let id = button.control("End lockdown").unwrap().custom_id;
    let late = stage.sim.press(stage.cast.senior, &button, &id).forged().await.unwrap();
    assert!(late.final_message().await.unwrap().text().contains("is already over"), "{}", late.text());
    stage.close().await;
}

#[tokio::test]
async fn its_end_stops_one_that_is_still_being_put_in_place() {
    let stage = Stage::with_log().await;
    stage.text_channels(40);
    let before = stage.all_overwrites();
    stage.sim.fault(Fault::on(PUT.0, PUT.1).always().slow(Duration::from_millis(2000)));
    let order = stage.send(stage.cast.senior, "lockdown start", &[]).await;
    let end = stage.send(stage.cast.admin, "lockdown end", &[]).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.all_overwrites(), before);
    assert!(order.text().contains("stopped it"), "{}", order.text());
    assert!(end.text().contains("is over"), "{}", end.text());
    stage.close().await;
}

#[tokio::test]
async fn its_time_running_out_while_somebody_ends_it_makes_no_second_end() {
    let stage = Stage::with_log().await;
    stage.lockdown(&[("duration", "1h")]).await;
    stage.sim.fault(Fault::on(DELETE.0, DELETE.1).always().answer(500, 0, "Internal Server Error"));
    let end = stage.send(stage.cast.senior, "lockdown end", &[]).await;
    stage.ring("expire").await;
    while stage.timers("expire").await.iter().any(|(due, _)| *due <= 0) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert!(end.text().contains("2 channels opened again"), "{}", end.text());
    let ends = "select count(*) from cases where kind = 'lockdown_end'";
    let ends: i64 = sqlx::query_scalar(ends).fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(ends, 1);
    assert_eq!(stage.timers("expire").await, []);
    stage.close().await;
}

#[tokio::test]
async fn one_that_is_over_though_somebody_pressed_cancel_pauses_nothing_any_more() {
    let stage = Stage::with_log().await;
    stage.lockdown(&[("invites", "yes")]).await;
    stage.sim.fault(Fault::on(DELETE.0, DELETE.1).always().slow(Duration::from_millis(5000)));
    let order = stage.send(stage.cast.senior, "lockdown end", &[]).await;
    let shown = || order.reply().filter(|reply| reply.text().contains("of 2"));
    let card = stage.sim.eventually(SOON, shown).await.expect("nothing is shown of how far it is");
    stage.sim.press(stage.cast.senior, &card, "Cancel").await.unwrap();
    stage.wait_until_idle().await;
    let text = order.text();
    assert!(text.contains("2 channels opened again; <@"), "{text}");
    assert!(text.contains("is over") && text.contains("invites no longer paused"), "{text}");
    assert_eq!(stage.paused(), (false, false));
    stage.close().await;
}

#[tokio::test]
async fn invites_and_direct_messages_are_paused_renewed_and_go_on_at_the_end() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let receipt = stage.lockdown(&[("invites", "yes"), ("dms", "yes")]).await;
    let said = "invites and direct messages between members paused as long as this lasts";
    assert!(receipt.text().contains(said), "{}", receipt.text());
    let until = || sim.guild(cast.guild).unwrap().incidents.invites_until.unwrap();
    // A day less ten minutes, since Discord's clock may be behind.
    let longest = 86_400 - 600;
    assert!((longest - 10..=longest).contains(&seconds(stage.clock.now(), until())));
    stage.clock.advance(DAY / 2);
    stage.ring("renew").await;
    let renewed = || seconds(stage.clock.now(), until()) > 85_000;
    stage.until("it is not renewed", renewed).await;
    stage.rest().await;
    let over = stage.end_lockdown().await;
    assert!(over.text().contains("between members no longer paused"), "{}", over.text());
    assert_eq!(stage.paused(), (false, false));
    stage.ring("renew").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.paused(), (false, false));
    stage.close().await;
}

#[tokio::test]
async fn a_pause_by_somebody_else_is_left_alone_and_one_that_was_changed_stays() {
    let stage = Stage::with_log().await;
    let hour = stage.clock.now() + jiff::SignedDuration::from_hours(1);
    let theirs = gavel::domain::pause::Paused { invites: Some(hour), dms: None };
    stage.discord().pause(stage.cast.guild.cast(), theirs).await.unwrap();
    let receipt = stage.lockdown(&[("invites", "yes"), ("dms", "yes"), ("duration", "2h")]).await;
    let text = receipt.text();
    assert!(text.contains("direct messages between members paused until it ends"), "{text}");
    assert!(text.contains("invites already paused by somebody else, and left that way"), "{text}");
    // Another hand prolongs the other pause.
    let theirs = gavel::domain::pause::Paused { invites: Some(hour), dms: Some(hour) };
    stage.discord().pause(stage.cast.guild.cast(), theirs).await.unwrap();
    let over = stage.end_lockdown().await;
    let said = "direct messages between members still paused, because somebody changed that";
    assert!(over.text().contains(said), "{}", over.text());
    assert_eq!(stage.paused(), (true, true));
    stage.close().await;
}

#[tokio::test]
async fn a_pause_that_discord_refuses_is_told_and_hinders_nothing() {
    let stage = Stage::with_log().await;
    stage.sim.fault(Fault::on(PAUSE.0, PAUSE.1).answer(403, 50_013, "Missing Permissions"));
    let receipt = stage.lockdown(&[("invites", "yes")]).await;
    assert!(receipt.text().contains("invites not paused: Discord says"), "{}", receipt.text());
    stage.end_lockdown().await;
    stage.close().await;
}

#[tokio::test]
async fn only_who_manages_channels_in_the_whole_server_may_and_limits_hold() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    // A permission in this channel alone does not count for the server.
    sim.set_member_overwrite(cast.general, cast.moderator, MANAGE_CHANNELS | MANAGE_GUILD, 0);
    for name in ["lockdown start", "lockdown end"] {
        let refused = stage.send(cast.moderator, name, &[]).await.final_message().await.unwrap();
        assert!(refused.text().contains("Manage Channels in the whole server"), "{}", refused.text());
    }
    let warden = sim.add_role(cast.guild, "Warden", 1, MANAGE_CHANNELS);
    let person = sim.add_member(cast.guild, "warden", &[warden]);
    let refused =
        stage.send(person, "lockdown start", &[("invites", "yes")]).await.final_message().await.unwrap();
    assert!(refused.text().contains("Manage Server in the whole server"), "{}", refused.text());
    let limit = sim.slash(cast.owner, cast.general, "policy set").with("role", warden);
    let limit = limit.with("action", "lockdown").with("longest", "1h").await.unwrap();
    assert!(limit.text().contains("lockdown: up to 1h"), "{}", limit.text());
    let refused = stage.send(person, "lockdown start", &[]).await.final_message().await.unwrap();
    assert!(refused.text().contains("use lockdown only for up to 1h"), "{}", refused.text());
    sim.set_permissions(cast.guild, cast.bot_role, 0);
    let weak =
        stage.send(person, "lockdown start", &[("duration", "1h")]).await.final_message().await.unwrap();
    assert!(weak.text().contains("I don't have the permission Manage Roles"), "{}", weak.text());
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}

#[tokio::test]
async fn two_at_once_are_one_and_one_that_could_lock_nothing_is_none() {
    let stage = Stage::with_log().await;
    let (senior, admin) = (stage.cast.senior, stage.cast.admin);
    let both =
        tokio::join!(stage.send(senior, "lockdown start", &[]), stage.send(admin, "lockdown start", &[]));
    stage.wait_until_idle().await;
    let texts = [both.0.text(), both.1.text()];
    assert_eq!(texts.iter().filter(|text| text.contains("2 channels locked")).count(), 1, "{texts:?}");
    assert_eq!(texts.iter().filter(|text| text.contains("already")).count(), 1, "{texts:?}");
    stage.end_lockdown().await;
    stage.sim.fault(Fault::on(PUT.0, PUT.1).times(2).answer(403, 50_013, "Missing Permissions"));
    let none = stage.lockdown(&[("duration", "1h")]).await;
    assert!(none.text().contains("not applied: nothing was locked"), "{}", none.text());
    assert!(none.control("End lockdown").is_none());
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    let numbers: Vec<i32> = stage.cases().await.into_iter().map(|(number, _)| number).collect();
    assert!(numbers.iter().copied().eq(1..=i32::try_from(numbers.len()).unwrap()), "{numbers:?}");
    stage.close().await;
}
