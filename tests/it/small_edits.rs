//! `/nick` and `/voice`: small changes of a member, each one call to Discord.

use discord_stand_in::{ChannelKind, Message, UserId};

use crate::support::stage::Stage;

impl Stage {
    /// Uses a command on a user as the admin; returns the reply.
    async fn edited_member(&self, command: &str, user: UserId) -> Message {
        let order = self.sim.slash(self.cast.admin, self.cast.general, command).with("user", user);
        order.await.unwrap().final_message().await.unwrap()
    }
}

#[tokio::test]
async fn a_nickname_is_set_and_taken_away_recorded_and_logged() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let order = stage.sim.slash(cast.admin, cast.general, "nick set").with("user", cast.member);
    let set =
        order.with("nick", "Bob").with("reason", "unreadable").await.unwrap().final_message().await.unwrap();
    assert!(set.text().contains("has a new nickname") && set.text().contains("“Bob”"), "{}", set.text());
    let nick = || stage.sim.member(cast.guild, cast.member).unwrap().nick;
    assert_eq!(nick().as_deref(), Some("Bob"));
    let reset = stage.edited_member("nick reset", cast.member).await;
    assert!(reset.text().contains("no longer has a nickname"), "{}", reset.text());
    assert_eq!(nick(), None);
    assert!(stage.logged()[0].text().contains("unreadable"));
    assert_eq!((stage.cases().await.len(), stage.told().len()), (2, 0));
    stage.close().await;
}

#[tokio::test]
async fn rank_counts_for_a_nickname_as_for_a_ban() {
    let stage = Stage::with_log().await;
    let refused = stage.edited_member("nick reset", stage.cast.owner).await;
    assert!(refused.text().contains("owner"), "{}", refused.text());
    assert_eq!(stage.cases().await.len(), 0);
    stage.close().await;
}

#[tokio::test]
async fn a_member_in_voice_is_moved_muted_deafened_and_disconnected() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let lobby = stage.sim.add_channel(cast.guild, "lobby", ChannelKind::Voice);
    let stage_channel = stage.sim.add_channel(cast.guild, "talk", ChannelKind::Voice);
    stage.sim.set_voice(cast.guild, cast.member, Some(lobby));
    let member = || stage.sim.member(cast.guild, cast.member).unwrap();
    let order = stage.sim.slash(cast.admin, cast.general, "voice move").with("user", cast.member);
    let moved = order.with("channel", stage_channel).await.unwrap().final_message().await.unwrap();
    assert!(moved.text().contains("was moved") && moved.text().contains("<#"), "{}", moved.text());
    assert_eq!(member().voice, Some(stage_channel));
    stage.edited_member("voice mute", cast.member).await;
    stage.edited_member("voice deafen", cast.member).await;
    assert!(member().mute && member().deaf);
    stage.edited_member("voice unmute", cast.member).await;
    stage.edited_member("voice undeafen", cast.member).await;
    assert!(!member().mute && !member().deaf);
    let gone = stage.edited_member("voice disconnect", cast.member).await;
    assert!(gone.text().contains("was disconnected from voice"), "{}", gone.text());
    assert_eq!(member().voice, None);
    stage.close().await;
}

#[tokio::test]
async fn who_is_not_in_voice_is_no_riddle() {
    let stage = Stage::with_log().await;
    for command in ["voice disconnect", "voice mute"] {
        let refused = stage.edited_member(command, stage.cast.member).await;
        assert!(refused.text().contains("aren't in a voice channel"), "{command}: {}", refused.text());
    }
    stage.sim.clear_violations();
    stage.close().await;
}
