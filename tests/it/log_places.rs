//! Logs, reports and appeals in threads and forums: posted there once, and kept up to date though threads close by themselves.

use discord_stand_in::{Channel, ChannelId, ChannelKind, Fault, Message, UserId};

use crate::support::stage::Stage;

const BEGIN: (&str, &str) = ("POST", "/channels/{}/threads");

impl Stage {
    fn forum(&self) -> ChannelId {
        self.sim.add_channel(self.cast.guild, "cases", ChannelKind::Forum)
    }

    /// Sets the log's place; returns what is said.
    async fn log_to(&self, at: ChannelId, category: Option<&str>) -> String {
        let set = self.sim.slash(self.cast.owner, self.cast.general, "settings log").with("channel", at);
        let set = category.into_iter().fold(set, |set, category| set.with("category", category));
        set.await.unwrap().final_message().await.unwrap().text()
    }

    /// Returns the posts of a forum, oldest first.
    fn posts(&self, forum: ChannelId) -> Vec<Channel> {
        let all = self.sim.channels(self.cast.guild).into_iter();
        let mut posts: Vec<_> = all.filter(|it| it.parent == Some(forum)).collect();
        posts.sort_by_key(|post| post.id);
        posts
    }

    async fn report(&self, who: UserId, words: &str) {
        let bad = self.sim.write(self.cast.member, self.cast.general, words).unwrap();
        let thanks = self.reported(who, &bad, &[]).await;
        assert!(thanks.text().contains("Thank you") || thanks.text().contains("(#"), "{}", thanks.text());
        self.wait_until_idle().await;
    }

    fn first(&self, post: &Channel) -> Message {
        self.sim.messages(post.id).remove(0)
    }
}

#[tokio::test]
async fn a_log_in_a_thread_is_posted_and_kept_up_to_date_though_the_thread_closes() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for thread in [
        sim.add_thread(cast.staff, "log").unwrap(),
        sim.add_private_thread(cast.staff, "secret log").unwrap(),
    ] {
        let said = stage.log_to(thread, None).await;
        assert!(said.contains(&format!("<#{thread}>")), "{said}");
        sim.set_thread(thread, true, false);
        let receipt = stage.warn("spam").await.final_message().await.unwrap();
        assert!(receipt.text().contains(&format!("Logged in <#{thread}>")), "{}", receipt.text());
        let is_closed = || sim.channel(thread).unwrap().thread.unwrap().archived;
        assert!(!is_closed(), "a message opens it");
        sim.set_thread(thread, true, false);
        stage.pressed(cast.moderator, &receipt, "Undo").await;
        stage.wait_until_idle().await;
        let posts = sim.messages(thread);
        assert!(posts.len() == 1 && posts[0].text().contains("voided"), "{posts:?}");
        assert!(is_closed(), "it is closed as it was");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_place_where_gavel_cannot_post_is_refused_and_what_closes_later_is_shown() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let (thread, forum) = (sim.add_thread(cast.general, "log").unwrap(), stage.forum());
    let everyone = cast.guild.cast();
    for at in [cast.general, forum] {
        sim.set_role_overwrite(at, everyone, 0, 1 << 38);
        sim.set_role_overwrite(at, cast.bot_role, 0, 1 << 38);
    }
    for at in [thread, forum] {
        let refused = stage.log_to(at, Some("reports")).await;
        assert!(refused.contains("I don't have the permission Send Messages in Threads in"), "{refused}");
    }
    for at in [cast.general, forum] {
        sim.set_role_overwrite(at, everyone, 0, 0);
        sim.set_role_overwrite(at, cast.bot_role, 0, 0);
    }
    stage.log_to(thread, None).await;
    let shown = async || {
        let shown = sim.slash(cast.owner, cast.general, "settings show").await.unwrap();
        shown.final_message().await.unwrap().text()
    };
    assert!(!shown().await.contains("⚠️"), "{}", shown().await);
    sim.set_role_overwrite(cast.general, cast.bot_role, 0, 1 << 38);
    assert!(shown().await.contains("Send Messages in Threads"), "{}", shown().await);
    sim.set_role_overwrite(cast.general, cast.bot_role, 0, 0);
    sim.remove_channel(thread);
    assert!(shown().await.contains("⚠️"), "{}", shown().await);
    stage.close().await;
}

#[tokio::test]
async fn a_category_of_the_log_has_one_post_of_its_own_in_a_forum() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let forum = stage.forum();
    sim.set_tags(forum, &[("moderators", true), ("open", false)], true);
    sim.fault(Fault::on(BEGIN.0, BEGIN.1).applied_but_answer_lost());
    stage.log_to(forum, Some("moderation")).await;
    stage.log_to(forum, Some("moderation")).await;
    stage.log_to(forum, Some("messages")).await;
    let names: Vec<_> = stage.posts(forum).into_iter().map(|post| post.name).collect();
    assert_eq!(names, ["Log: actions on members", "Log: deleted messages"]);
    stage.warn("spam").await.final_message().await.unwrap();
    stage.wait_until_idle().await;
    let post = &stage.posts(forum)[0];
    assert_eq!((sim.messages(post.id).len(), post.thread.as_ref().unwrap().tags.len()), (2, 1));
    let exported = sim.slash(cast.owner, cast.general, "settings export").await.unwrap();
    assert!(exported.final_message().await.is_ok());
    stage.close().await;
}

#[tokio::test]
async fn each_report_begins_a_post_in_a_forum_once_and_its_card_follows_it() {
    let mut stage = Stage::with_log().await;
    let cast = stage.cast;
    let forum = stage.forum();
    stage.log_to(forum, Some("reports")).await;
    stage.sim.fault(Fault::on(BEGIN.0, BEGIN.1).applied_but_answer_lost());
    stage.report(cast.newcomer, "nasty words").await;
    stage.restart().await;
    stage.report(cast.newcomer, "more of them").await;
    let posts = stage.posts(forum);
    let names: Vec<_> = posts.iter().map(|post| post.name.as_str()).collect();
    assert_eq!(names, ["Report #1 · member", "Report #2 · member"]);
    let card = stage.first(&posts[0]);
    assert!(card.text().contains("nasty words"), "{}", card.text());
    let claimed = stage.pressed(cast.moderator, &card, "Claim").await;
    assert!(claimed.text().contains("is yours"), "{}", claimed.text());
    stage.sim.set_thread(posts[0].id, true, false);
    let second = stage.sim.write(cast.senior, posts[1].id, "I look into it").unwrap();
    assert_eq!(second.channel, posts[1].id);
    let again = stage.sim.messages(cast.general).into_iter().find(|it| it.content == "nasty words").unwrap();
    stage.reported(cast.senior, &again, &[]).await;
    stage.wait_until_idle().await;
    let card = stage.first(&posts[0]).text();
    assert!(card.contains(&format!("<@{}>", cast.senior)), "the closed post has both: {card}");
    assert!(stage.sim.channel(posts[0].id).unwrap().thread.unwrap().archived);
    assert_eq!(stage.posts(forum).len(), 2);
    stage.close().await;
}

#[tokio::test]
async fn an_appeal_begins_a_post_in_a_forum_and_is_decided_there() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let forum = stage.forum();
    let set = sim.slash(cast.owner, cast.general, "settings appeals").with("channel", forum);
    set.await.unwrap().final_message().await.unwrap();
    stage.by(cast.senior, "ban", cast.member, &[("reason", "raid")]).await;
    let told = stage.told().pop().unwrap();
    let form = sim.press(cast.member, &told, "Appeal").await.unwrap().modal().unwrap();
    sim.submit(cast.member, &form)
        .with("answer0", "it wasn't me")
        .await
        .unwrap()
        .final_message()
        .await
        .unwrap();
    stage.wait_until_idle().await;
    let posts = stage.posts(forum);
    assert_eq!(posts.iter().map(|post| post.name.as_str()).collect::<Vec<_>>(), ["Appeal #1 · member"]);
    let card = stage.first(&posts[0]);
    assert!(card.text().contains("it wasn't me"), "{}", card.text());
    let pressed = sim.press(cast.admin, &card, "Accept").await.unwrap();
    if let Some(form) = pressed.modal() {
        sim.submit(cast.admin, &form).with("text", "sorry").await.unwrap().final_message().await.unwrap();
    }
    stage.wait_until_idle().await;
    assert!(!stage.is_banned(cast.member));
    assert!(stage.first(&posts[0]).text().contains("ccepted"), "{}", stage.first(&posts[0]).text());
    stage.close().await;
}

#[tokio::test]
async fn a_forum_whose_tags_gavel_may_not_set_is_refused_in_words() {
    let stage = Stage::new().await;
    let forum = stage.forum();
    stage.sim.set_tags(forum, &[], true);
    let refused = stage.log_to(forum, Some("moderation")).await;
    assert!(refused.contains("Each post in that forum needs a tag"), "{refused}");
    stage.close().await;
}
