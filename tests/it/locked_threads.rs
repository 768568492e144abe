//! Locks and slowmodes of threads, forum posts and forums. A closed thread is opened for a change, and closed again.

use discord_stand_in::{ChannelId, ChannelKind, Fault, Message, UserId};
use insta::assert_snapshot;

use crate::support::stage::Stage;

const VIEW: u64 = 1 << 10;
const WRITE: u64 = 1 << 11;
const CHANNELS: u64 = 1 << 4;
const THREADS: u64 = 1 << 34;
const IN_THREADS: u64 = 1 << 38;
const EDIT: (&str, &str) = ("PATCH", "/channels/{}");

impl Stage {
    fn thread(&self) -> ChannelId {
        self.sim.add_thread(self.cast.general, "aside").unwrap()
    }

    /// Uses a command on a thread, from another channel.
    async fn of_thread(&self, at: ChannelId, name: &str, options: &[(&str, &str)]) -> Message {
        let gesture = self.sim.slash(self.cast.senior, self.cast.general, name).with("channel", at);
        let gesture = options.iter().fold(gesture, |gesture, (name, value)| gesture.with(name, *value));
        gesture.await.unwrap().final_message().await.unwrap()
    }

    /// Uses a command in a thread, as somebody with any client.
    async fn within(&self, who: UserId, at: ChannelId, name: &str) -> String {
        let used = self.sim.slash(who, at, name).forged().await.unwrap();
        used.final_message().await.unwrap().text()
    }

    /// Returns whether a thread is closed, and whether it is locked.
    fn state(&self, thread: ChannelId) -> (bool, bool) {
        let thread = self.sim.channel(thread).unwrap().thread.unwrap();
        (thread.archived, thread.locked)
    }

    fn slowness(&self, at: ChannelId) -> u32 {
        self.sim.channel(at).unwrap().slowmode
    }
}

#[tokio::test]
async fn each_kind_of_thread_is_locked_by_itself_and_unlocked() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let news = sim.add_channel(cast.guild, "news", ChannelKind::Announcement);
    let forum = sim.add_channel(cast.guild, "questions", ChannelKind::Forum);
    let media = sim.add_channel(cast.guild, "pictures", ChannelKind::Media);
    let mut threads: Vec<ChannelId> =
        [cast.general, news, forum, media].iter().map(|at| sim.add_thread(*at, "aside").unwrap()).collect();
    threads.push(sim.add_private_thread(cast.general, "between us").unwrap());
    for thread in threads {
        let receipt = stage.of_thread(thread, "lock", &[]).await;
        assert!(
            receipt.text().contains(&format!("<#{thread}> was locked permanently")),
            "{}",
            receipt.text()
        );
        assert_eq!(stage.state(thread), (false, true));
        assert!(sim.write(cast.owner, thread, "moderators write").is_ok());
        let unlocked = stage.of_thread(thread, "unlock", &[]).await;
        assert!(unlocked.text().contains("was unlocked. It follows case"), "{}", unlocked.text());
        assert_eq!(stage.state(thread), (false, false));
    }
    assert!(sim.requests_to("PUT", "/channels/{}/permissions/{}").is_empty(), "their channel is left alone");
    stage.close().await;
}

#[tokio::test]
async fn what_is_locked_already_or_by_hand_is_not_locked_again_and_only_our_lock_is_taken_back() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let thread = stage.thread();
    sim.set_thread(thread, false, true);
    let by_hand = stage.of_thread(thread, "lock", &[]).await;
    assert!(by_hand.text().contains("it wasn't me who locked it"), "{}", by_hand.text());
    let not_ours = stage.of_thread(thread, "unlock", &[]).await;
    assert!(not_ours.text().contains("is not locked, as far as I know"), "{}", not_ours.text());
    sim.set_thread(thread, false, false);
    let receipt = stage.of_thread(thread, "lock", &[]).await;
    assert!(sim.write(cast.member, thread, "hello").is_err());
    let again = stage.of_thread(thread, "lock", &[]).await;
    assert!(again.text().contains("is already locked permanently by [case #1]"), "{}", again.text());
    let undone = stage.pressed(cast.senior, &receipt, "Undo").await;
    assert!(undone.text().contains("Case #2"), "{}", undone.text());
    assert_eq!(stage.state(thread), (false, false));
    // Whoever unlocks it by hand is not followed by another call.
    stage.of_thread(thread, "lock", &[("duration", "1h")]).await;
    sim.set_thread(thread, false, false);
    let before = sim.requests_to(EDIT.0, EDIT.1).len();
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert_eq!((sim.requests_to(EDIT.0, EDIT.1).len(), stage.state(thread)), (before, (false, false)));
    stage.close().await;
}

#[tokio::test]
async fn a_closed_thread_is_opened_for_the_change_and_closed_again() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let thread = stage.thread();
    sim.set_thread(thread, true, false);
    let receipt = stage.of_thread(thread, "lock", &[("duration", "1h")]).await;
    assert_snapshot!(stage.readable(&receipt.text()), @r"
    **Case #1** · <#id 1> was locked until <time:f> (<time:R>).
    -# Logged in <#mod_log>.
    Undo
    ");
    assert_eq!(stage.state(thread), (true, true));
    stage.ring("expire").await;
    stage.until("the lock ends", || stage.state(thread) == (true, false)).await;
    stage.wait_until_idle().await;
    // Nobody writes in a locked thread, so that Discord closes it meanwhile.
    sim.set_thread(thread, false, false);
    let receipt = stage.of_thread(thread, "lock", &[]).await;
    sim.set_thread(thread, true, true);
    stage.pressed(cast.senior, &receipt, "Undo").await;
    assert_eq!(stage.state(thread), (true, false));
    stage.of_thread(thread, "slowmode", &[("delay", "30s"), ("duration", "1h")]).await;
    assert_eq!((stage.slowness(thread), stage.state(thread)), (30, (true, false)));
    stage.ring("expire").await;
    stage.until("the slowmode ends", || stage.slowness(thread) == 0).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.state(thread), (true, false));
    stage.close().await;
}

#[tokio::test]
async fn where_it_cannot_be_closed_again_the_change_stands_and_that_is_said() {
    let stage = Stage::with_log().await;
    let thread = stage.thread();
    stage.sim.set_thread(thread, true, false);
    stage.sim.fault(Fault::on(EDIT.0, EDIT.1).skip(1).answer(403, 50_013, "Missing Permissions"));
    let receipt = stage.of_thread(thread, "lock", &[]).await;
    assert!(receipt.text().contains("I couldn't close it again"), "{}", receipt.text());
    assert_eq!((stage.state(thread), stage.cases().await), ((false, true), vec![(1, "applied".to_owned())]));
    stage.close().await;
}

#[tokio::test]
async fn a_lock_of_a_closed_thread_that_waited_for_discord_leaves_it_closed() {
    let stage = Stage::with_log().await;
    let thread = stage.thread();
    stage.sim.set_thread(thread, true, false);
    stage.sim.everywhere(|fault| fault.status(503));
    let lock = stage.sim.slash(stage.cast.senior, stage.cast.general, "lock").with("channel", thread);
    let lock = lock.await.unwrap();
    assert!(lock.text().contains("Recorded as case #1"), "{}", lock.text());
    stage.sim.clear_faults();
    stage.until("not locked", || stage.state(thread) == (true, true)).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn threads_are_for_those_who_manage_threads_and_channels_for_those_who_manage_channels() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let thread = stage.thread();
    let of_threads = sim.add_role(cast.guild, "Threads", 2, THREADS);
    let of_channels = sim.add_role(cast.guild, "Channels", 2, CHANNELS);
    let of_threads = sim.add_member(cast.guild, "weaver", &[of_threads]);
    let of_channels = sim.add_member(cast.guild, "digger", &[of_channels]);
    for name in ["lock", "unlock"] {
        let refused = stage.within(of_channels, thread, name).await;
        let wanted =
            if name == "lock" { "You need the permission Manage Threads in" } else { "is not locked" };
        assert!(refused.contains(wanted), "{refused}");
        let refused = stage.within(of_threads, cast.general, name).await;
        assert!(refused.contains("You need the permission Manage Channels"), "{refused}");
    }
    // From a thread, too, a channel is a channel.
    let channel = sim.slash(of_threads, thread, "lock").with("channel", cast.general).forged().await.unwrap();
    let channel = channel.final_message().await.unwrap().text();
    assert!(channel.contains("You need the permission Manage Channels in"), "{channel}");
    let lockdown = stage.within(of_threads, thread, "lockdown start").await;
    assert!(lockdown.contains("You need the permission Manage Channels in the whole server"), "{lockdown}");
    assert_eq!(stage.cases().await, []);

    let locked = sim.slash(of_threads, thread, "lock").forged().await.unwrap().final_message().await.unwrap();
    assert_eq!(stage.state(thread), (false, true), "{}", locked.text());
    let undo = locked.control("Undo").unwrap().custom_id.clone();
    let refused = sim.press(of_channels, &locked, &undo).forged().await.unwrap();
    assert!(refused.final_message().await.unwrap().text().contains("Manage Threads in"));
    let undone = sim.press(of_threads, &locked, &undo).forged().await.unwrap();
    assert!(undone.final_message().await.unwrap().text().contains("Case #2"));
    assert_eq!(stage.state(thread), (false, false));

    // Gavel's own permission is that of the thread's channel.
    sim.set_permissions(cast.guild, cast.bot_role, VIEW | WRITE | IN_THREADS | CHANNELS | 1 << 28);
    let weak = stage.of_thread(thread, "lock", &[]).await;
    assert!(weak.text().contains("I don't have the permission Manage Threads in"), "{}", weak.text());
    sim.set_member_overwrite(cast.general, sim.bot_user_id(), THREADS, 0);
    let strong = stage.of_thread(thread, "lock", &[]).await;
    assert!(strong.text().contains("was locked"), "{}", strong.text());
    stage.close().await;
}

#[tokio::test]
async fn a_forum_and_a_media_channel_are_locked_and_slowed_down_as_a_whole() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for kind in [ChannelKind::Forum, ChannelKind::Media] {
        let forum = sim.add_channel(cast.guild, "posts", kind);
        let post = sim.add_thread(forum, "How?").unwrap();
        sim.write(cast.member, post, "so").unwrap();
        stage.of_thread(forum, "lock", &[]).await;
        let denied = sim.channel(forum).unwrap().overwrites[&cast.guild.get()].deny;
        assert_eq!(denied & (WRITE | IN_THREADS), WRITE | IN_THREADS);
        assert!(sim.write(cast.member, post, "hello").is_err(), "nobody writes in its posts");
        stage.of_thread(forum, "unlock", &[]).await;
        assert_eq!(sim.channel(forum).unwrap().overwrites.get(&cast.guild.get()), None);
        stage.of_thread(forum, "slowmode", &[("delay", "1m")]).await;
        assert_eq!((stage.slowness(forum), stage.slowness(post)), (60, 0));
    }
    stage.close().await;
}

#[tokio::test]
async fn where_nobody_writes_nothing_is_locked_and_where_there_is_no_slowmode_none_is_set() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let category = sim.channel(cast.general).unwrap().parent.unwrap();
    let news = sim.add_channel(cast.guild, "news", ChannelKind::Announcement);
    for (name, at, why) in [
        ("lock", category, "can't be locked, because nobody writes in it"),
        ("slowmode", category, "Discord has no slowmode in"),
        ("slowmode", news, "Discord has no slowmode in"),
    ] {
        let used = sim.slash(cast.senior, cast.general, name).with("channel", at);
        let used = if name == "slowmode" { used.with("delay", "5s") } else { used };
        let used = used.forged().await.unwrap().final_message().await.unwrap().text();
        assert!(used.contains(why), "{name}: {used}");
    }
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}
