//! Locks and slowmodes: the channel's state is stored first, and restored exactly.

use discord_stand_in::{ChannelId, ChannelKind, Fault, Message, Overwrite, RoleId, UserId};
use gavel::discord::channels::ChannelEdit;
use insta::assert_snapshot;

use crate::support::orders::english;
use crate::support::stage::Stage;

const REACT: u64 = 1 << 6;
const WRITE: u64 = 1 << 11;
const CONNECT: u64 = 1 << 20;
const SPEAK: u64 = 1 << 21;
const THREADS: u64 = 1 << 35 | 1 << 38;
/// The permissions that a lock takes here. Gavel lacks Create Private Threads, and does not change what it lacks.
const OURS: u64 = REACT | WRITE | THREADS;
const UNKNOWN: u64 = 1 << 50;
const PUT: (&str, &str) = ("PUT", "/channels/{}/permissions/{}");
const SLOW: (&str, &str) = ("PATCH", "/channels/{}");

impl Stage {
    /// Uses a command on a channel; returns the final reply.
    async fn on(&self, who: UserId, at: ChannelId, name: &str, options: &[(&str, &str)]) -> Message {
        let mut gesture = self.sim.slash(who, self.cast.general, name).with("channel", at);
        for (option, value) in options {
            gesture = gesture.with(option, *value);
        }
        gesture.await.unwrap().final_message().await.unwrap()
    }

    async fn in_general(&self, name: &str, options: &[(&str, &str)]) -> Message {
        self.on(self.cast.senior, self.cast.general, name, options).await
    }

    fn everyone(&self) -> RoleId {
        self.cast.guild.cast()
    }

    fn overwrite(&self, at: ChannelId) -> Option<Overwrite> {
        self.sim.channel(at).unwrap().overwrites.get(&self.cast.guild.get()).copied()
    }

    fn slowmode(&self) -> u32 {
        self.sim.channel(self.cast.general).unwrap().slowmode
    }
}

#[tokio::test]
async fn a_lock_keeps_members_from_writing_and_unlocking_leaves_no_trace() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let receipt = stage.in_general("lock", &[("reason", "raid")]).await;
    assert_snapshot!(stage.readable(&receipt.text()), @r"
    **Case #1** · <#general> was locked permanently.
    > raid
    -# Logged in <#mod_log>.
    Undo
    ");
    assert!(sim.write(cast.member, cast.general, "hello").is_err());
    assert_eq!(stage.overwrite(cast.general), Some(Overwrite { kind: 0, allow: 0, deny: OURS }));
    let already = stage.in_general("lock", &[]).await;
    assert_snapshot!(stage.readable(&already.text()), @r"
    <#general> is already locked permanently by [case #1](https://discord.com/channels/guild/mod_log/id 1); open it with </unlock:id 2>.
    ");
    let unlocked = stage.in_general("unlock", &[]).await;
    assert_snapshot!(stage.readable(&unlocked.text()), @r"
    **Case #2** · <#general> was unlocked. It follows case [#1](https://discord.com/channels/guild/mod_log/id 1).
    -# Logged in <#mod_log>.
    ");
    assert_eq!(stage.overwrite(cast.general), None, "an overwrite that was not there is not there again");
    sim.write(cast.member, cast.general, "hello").unwrap();
    let nothing = stage.in_general("unlock", &[]).await;
    assert!(nothing.text().contains("is not locked"), "{}", nothing.text());
    assert!(stage.logged().iter().all(|post| post.text().contains(&format!("<#{}>", cast.general))));
    let reasons: Vec<_> = sim.audit_log(cast.guild).into_iter().filter_map(|entry| entry.reason).collect();
    assert!(
        reasons.iter().any(|it| it.starts_with("raid · senior") && it.ends_with("case 1")),
        "{reasons:?}"
    );
    stage.close().await;
}

#[tokio::test]
async fn what_somebody_changed_meanwhile_stays_theirs_is_listed_and_unknown_bits_survive() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_role_overwrite(cast.general, stage.everyone(), WRITE | UNKNOWN, REACT | UNKNOWN << 2);
    stage.in_general("lock", &[]).await;
    let locked = stage.overwrite(cast.general).unwrap();
    assert_eq!((locked.allow, locked.deny), (UNKNOWN, OURS | UNKNOWN << 2));
    // Another hand allows reactions and denies embeds.
    sim.set_role_overwrite(
        cast.general,
        stage.everyone(),
        UNKNOWN | REACT,
        (OURS & !REACT) | UNKNOWN << 2 | 1 << 14,
    );
    let unlocked = stage.in_general("unlock", &[]).await;
    let now = stage.overwrite(cast.general).unwrap();
    assert_eq!((now.allow, now.deny), (WRITE | REACT | UNKNOWN, UNKNOWN << 2 | 1 << 14));
    assert!(unlocked.text().contains("changed it in the meantime: Add Reactions"), "{}", unlocked.text());
    assert!(stage.logged()[1].text().contains("changed it in the meantime: Add Reactions"));
    stage.close().await;
}

#[tokio::test]
async fn a_timed_lock_ends_by_itself_and_only_the_last_one_counts() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.in_general("lock", &[("duration", "1h")]).await;
    stage.in_general("lock", &[("duration", "2h")]).await;
    assert_eq!(stage.overwrite(cast.general).unwrap().deny, OURS);
    stage.ring("expire").await;
    stage.until("the lock ends", || stage.overwrite(cast.general).is_none()).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 3, "only the lock that holds expires");
    stage.in_general("lock", &[("duration", "1h")]).await;
    stage.in_general("lock", &[]).await;
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.overwrite(cast.general).unwrap().deny, OURS, "the end was taken away");
    let moved = stage.sim.slash(cast.admin, cast.general, "case edit").with("number", 5);
    let moved = moved.with("duration", "1h").await.unwrap().final_message().await.unwrap();
    assert!(moved.text().contains("it ends"), "{}", moved.text());
    stage.ring("expire").await;
    stage.until("the lock ends", || stage.overwrite(cast.general).is_none()).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn a_lock_is_not_ended_by_what_else_happens_to_its_channel() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.in_general("lock", &[("duration", "7d")]).await;
    stage.in_general("slowmode", &[("delay", "1m"), ("duration", "7d")]).await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    stage.wait_until_idle().await;
    assert_eq!((stage.overwrite(cast.general).unwrap().deny, stage.slowmode()), (OURS, 60));
    stage.in_general("unlock", &[]).await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    stage.wait_until_idle().await;
    assert_eq!((stage.overwrite(cast.general), stage.slowmode()), (None, 60));
    stage.close().await;
}

#[tokio::test]
async fn the_end_of_a_lock_that_discord_refuses_is_tried_again_and_a_gone_channel_closes_it() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let doomed = sim.add_channel(cast.guild, "doomed", ChannelKind::Text);
    stage.on(cast.senior, doomed, "lock", &[("duration", "1h")]).await;
    sim.fault(Fault::on("DELETE", PUT.1).always().answer(403, 50_013, "Missing Permissions"));
    stage.ring("expire").await;
    let waits =
        || stage.logged().iter().any(|post| post.text().contains("lock is over, but I could not lift it"));
    stage.until("the log does not say so", waits).await;
    stage.rest().await;
    sim.clear_faults();
    sim.remove_channel(doomed);
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    let (result, holds): (String, bool) = sqlx::query_as(
        "select e.summary, l.closed_at is null from cases e join cases l on l.number = e.parent",
    )
    .fetch_one(&stage.database.pool)
    .await
    .unwrap();
    assert_eq!((english(result).as_str(), holds), ("the channel is gone", false));
    stage.close().await;
}

#[tokio::test]
async fn undo_opens_the_channel_again_for_those_who_may() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let receipt = stage.on(cast.senior, cast.staff, "lock", &[]).await;
    let before = Overwrite { kind: 0, allow: 0, deny: 1 << 10 };
    assert_ne!(stage.overwrite(cast.staff), Some(before));
    let refused = stage.pressed(cast.moderator, &receipt, "Undo").await;
    assert!(refused.text().contains("You need the permission Manage Channels"), "{}", refused.text());
    let undone = stage.pressed(cast.senior, &receipt, "Undo").await;
    assert!(undone.text().contains("Case #2"), "{}", undone.text());
    assert_eq!(stage.overwrite(cast.staff), Some(before));
    stage.close().await;
}

#[tokio::test]
async fn nobody_locks_what_they_cannot_manage_or_gavel_could_not_open_again() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    // Permissions in the channel of the command don't count for the other channel.
    sim.set_member_overwrite(cast.general, cast.moderator, 1 << 4, 0);
    let elsewhere = stage.on(cast.moderator, cast.staff, "lock", &[]).await;
    assert!(elsewhere.text().contains("You need the permission Manage Channels in"), "{}", elsewhere.text());
    let log = stage.on(cast.senior, cast.mod_log, "lock", &[]).await;
    assert!(log.text().contains("couldn't write there"), "{}", log.text());
    let voice = stage.on(cast.senior, cast.voice, "lock", &[]).await;
    assert!(voice.text().contains("can't change them back: Connect"), "{}", voice.text());
    assert_eq!(stage.overwrite(cast.voice).unwrap().deny, WRITE | REACT | SPEAK);
    stage.on(cast.senior, cast.voice, "unlock", &[]).await;
    sim.set_role_overwrite(cast.voice, cast.bot_role, CONNECT, 0);
    stage.on(cast.senior, cast.voice, "lock", &[]).await;
    assert_eq!(stage.overwrite(cast.voice).unwrap().deny, WRITE | REACT | SPEAK | CONNECT);
    stage.on(cast.senior, cast.voice, "unlock", &[]).await;
    assert_eq!(stage.overwrite(cast.voice), None);
    sim.set_permissions(cast.guild, cast.bot_role, 0);
    let weak = stage.in_general("lock", &[]).await;
    assert!(weak.text().contains("I don't have the permission Manage Roles in"), "{}", weak.text());
    assert_eq!(stage.cases().await.len(), 4);
    stage.close().await;
}

#[tokio::test]
async fn who_may_write_all_the_same_is_said() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.sim.set_role_overwrite(cast.general, cast.moderator_role, WRITE, 0);
    let receipt = stage.in_general("lock", &[]).await;
    let said = format!("still let <@&{}> write", cast.moderator_role);
    assert!(receipt.text().contains(&said), "{}", receipt.text());
    stage.close().await;
}

impl Stage {
    fn allowed(&self, role: RoleId) -> (u64, u64) {
        let channel = self.sim.channel(self.cast.general).unwrap();
        channel.overwrites.get(&role.get()).map(|it| (it.allow, it.deny)).unwrap_or_default()
    }
}

#[tokio::test]
async fn a_lock_also_takes_from_roles_what_the_channel_allows_them_if_it_is_told_to() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let regulars = sim.add_role(cast.guild, "Regulars", 1, 0);
    let helpers = sim.add_role(cast.guild, "Helpers", 2, 0);
    let gone = sim.add_role(cast.guild, "Gone", 1, 0);
    sim.set_role_overwrite(cast.general, regulars, WRITE | REACT | UNKNOWN, 1 << 13);
    sim.set_role_overwrite(cast.general, helpers, WRITE, 0);
    sim.set_role_overwrite(cast.general, gone, WRITE, 0);
    // Roles that are not below the caller, or not below Gavel.
    for role in [cast.senior_role, cast.bot_role] {
        sim.set_role_overwrite(cast.general, role, WRITE, 0);
    }
    let regular = sim.add_member(cast.guild, "regular", &[regulars]);
    stage.in_general("lock", &[]).await;
    sim.write(regular, cast.general, "still").unwrap();
    let with_roles = async |duration: Option<&str>| {
        let lock = sim.slash(cast.senior, cast.general, "lock").with("roles", true);
        let lock = duration.into_iter().fold(lock, |lock, duration| lock.with("duration", duration));
        lock.await.unwrap().final_message().await.unwrap()
    };
    let receipt = with_roles(None).await;
    for role in [regulars, helpers, gone] {
        assert!(receipt.text().contains(&format!("<@&{role}>")), "{}", receipt.text());
    }
    assert!(receipt.text().contains("taken from <@&"), "{}", receipt.text());
    assert!(receipt.text().contains("still let <@&"), "{}", receipt.text());
    assert_eq!(stage.allowed(regulars), (UNKNOWN, 1 << 13));
    assert_eq!((stage.allowed(cast.senior_role).0, stage.allowed(cast.bot_role).0), (WRITE, WRITE));
    assert!(sim.write(regular, cast.general, "hello").is_err());
    let again = with_roles(None).await;
    assert!(again.text().contains("is already locked"), "{}", again.text());
    let shorter = with_roles(Some("1h")).await;
    assert!(shorter.text().contains("instead?"), "{}", shorter.text());
    // A lock over it, without roles, keeps what it took.
    stage.pressed(cast.senior, &shorter, "Go on").await;
    assert_eq!(stage.allowed(regulars), (UNKNOWN, 1 << 13));
    // Another hand decides on one, and one is gone.
    sim.set_role_overwrite(cast.general, helpers, 0, WRITE);
    sim.remove_role(cast.guild, gone);
    let unlocked = stage.in_general("unlock", &[]).await;
    let kept = format!("kept for <@&{helpers}>, because somebody changed it in the meantime: Send Messages");
    assert!(unlocked.text().contains(&kept), "{}", unlocked.text());
    assert_eq!(stage.allowed(regulars), (WRITE | REACT | UNKNOWN, 1 << 13));
    assert_eq!((stage.allowed(helpers), stage.overwrite(cast.general)), ((0, WRITE), None));
    stage.close().await;
}

#[tokio::test]
async fn a_role_that_discord_does_not_let_go_is_named_and_the_lock_holds() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let regulars = sim.add_role(cast.guild, "Regulars", 1, 0);
    sim.set_role_overwrite(cast.general, regulars, WRITE, 0);
    sim.fault(Fault::on(PUT.0, PUT.1).skip(1).answer(403, 50_013, "Missing Permissions"));
    let lock = sim.slash(cast.senior, cast.general, "lock").with("roles", true);
    let receipt = lock.await.unwrap().final_message().await.unwrap();
    assert!(receipt.text().contains("I couldn't take it from <@&"), "{}", receipt.text());
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.in_general("unlock", &[]).await;
    assert_eq!((stage.allowed(regulars), stage.overwrite(cast.general)), ((WRITE, 0), None));
    stage.close().await;
}

#[tokio::test]
async fn a_lock_that_discord_refuses_is_not_applied_and_holds_nothing() {
    let stage = Stage::with_log().await;
    stage.sim.fault(Fault::on(PUT.0, PUT.1).answer(403, 50_013, "Missing Permissions"));
    let receipt = stage.in_general("lock", &[("duration", "1h")]).await;
    assert!(receipt.text().contains("not applied"), "{}", receipt.text());
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "failed".to_owned())]);
    assert_eq!(stage.overwrite(stage.cast.general), None);
    stage.close().await;
}

#[tokio::test]
async fn a_slowmode_is_set_and_taken_back_only_where_it_is_still_ours() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let set = stage.in_general("slowmode", &[("delay", "30s")]).await;
    assert!(set.text().contains("had its slowmode set to 30 s."), "{}", set.text());
    assert_eq!(stage.slowmode(), 30);
    let again = stage.in_general("slowmode", &[("delay", "30s")]).await;
    assert!(again.text().contains("is already 30 s"), "{}", again.text());
    let undone = stage.pressed(cast.senior, &set, "Undo").await;
    assert!(undone.text().contains("it is off again"), "{}", undone.text());
    assert_eq!(stage.slowmode(), 0);
    stage.in_general("slowmode", &[("delay", "5s")]).await;
    stage.in_general("slowmode", &[("delay", "1m"), ("duration", "1h")]).await;
    stage.in_general("slowmode", &[("delay", "5m"), ("duration", "1h")]).await;
    stage.ring("expire").await;
    stage.until("the slowmode ends", || stage.slowmode() == 5).await;
    stage.wait_until_idle().await;
    stage.in_general("slowmode", &[("delay", "1h"), ("duration", "1h")]).await;
    let by_hand = ChannelEdit { slowmode: Some(7), ..ChannelEdit::default() };
    stage.discord().channel_edit(cast.general, by_hand, "by hand").await.unwrap();
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.slowmode(), 7);
    let last = stage.logged().pop().unwrap().text();
    assert!(last.contains("it stays 7 s, because somebody changed it in the meantime"), "{last}");
    stage.close().await;
}

#[tokio::test]
async fn a_slowmode_whose_answer_was_lost_remembers_what_was_before() {
    let stage = Stage::with_log().await;
    stage.in_general("slowmode", &[("delay", "5s")]).await;
    stage.sim.fault(Fault::on(SLOW.0, SLOW.1).applied_but_answer_lost());
    stage.sim.fault(Fault::on(SLOW.0, SLOW.1).times(20).status(503));
    let slowed = stage.sim.slash(stage.cast.senior, stage.cast.general, "slowmode").with("delay", "off");
    slowed.with("duration", "1h").await.unwrap();
    stage.until("not set", || stage.slowmode() == 0).await;
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    stage.ring("expire").await;
    stage.until("the slowmode ends", || stage.slowmode() == 5).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn a_delay_is_suggested_in_words_and_junk_is_refused() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let typed = sim.slash(cast.senior, cast.general, "slowmode").typing("delay", "90s").await.unwrap();
    let names: Vec<_> = typed.choices().unwrap().into_iter().map(|choice| choice.name).collect();
    assert_eq!(names, ["1 min 30 s"]);
    for (delay, why) in [("soon", "can't read"), ("7h", "up to 6 hours")] {
        let refused = stage.in_general("slowmode", &[("delay", delay)]).await;
        assert!(refused.text().contains(why), "{}", refused.text());
    }
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}
