//! `/userinfo` and Apps → User info for moderators: a button for each action that they may order against the person.

use discord_stand_in::{Message, UserId};

use crate::support::stage::Stage;

impl Stage {
    async fn user_card(&self, who: UserId, target: UserId) -> Message {
        let menu = self.sim.user_menu(who, self.cast.general, "User info", target);
        menu.await.unwrap().final_message().await.unwrap()
    }
}

fn labels(card: &Message) -> Vec<String> {
    card.controls().iter().map(|button| button.label.clone()).collect()
}

const NONE: [&str; 0] = [];

#[tokio::test]
async fn a_moderator_acts_from_the_card_and_the_command_shows_the_same_one() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let card = stage.user_card(cast.moderator, cast.member).await;
    assert!(card.is_ephemeral());
    let all = ["Warn", "Note", "Timeout", "Jail", "Kick", "Ban"];
    // The moderator has no Manage Roles, which jailing takes of Gavel alone.
    assert_eq!(labels(&card), all);
    let typed = sim.slash(cast.moderator, cast.general, "userinfo").with("user", cast.member).await.unwrap();
    assert_eq!(labels(&typed.final_message().await.unwrap()), all);
    let form = sim.press(cast.moderator, &card, "Timeout").await.unwrap().modal().unwrap();
    let done = sim.submit(cast.moderator, &form).with("duration", "2h").with("reason", "calm down");
    let done = done.await.unwrap().final_message().await.unwrap();
    assert!(done.text().contains("was timed out until"), "{}", done.text());
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn only_what_the_caller_may_order_against_this_person_is_offered() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for (who, target, why) in [
        (cast.newcomer, cast.member, "no permission"),
        (cast.moderator, cast.senior, "above them"),
        (cast.moderator, cast.owner, "the owner"),
        (cast.moderator, cast.moderator, "themselves"),
        (cast.moderator, sim.bot_user_id(), "Gavel"),
        (cast.senior, cast.admin, "above Gavel, and them"),
    ] {
        assert_eq!(labels(&stage.user_card(who, target).await), NONE, "{why}");
    }
    let outsider = labels(&stage.user_card(cast.moderator, cast.outsider).await);
    let has = |label: &str| outsider.iter().any(|it| it == label);
    assert!(has("Ban") && !has("Kick") && !has("Timeout"), "{outsider:?}");
    let timeouts = sim.add_role(cast.guild, "Timeouts only", 2, 1 << 40);
    let junior = sim.add_member(cast.guild, "junior", &[timeouts]);
    let some = labels(&stage.user_card(junior, cast.newcomer).await);
    assert!(some.contains(&"Timeout".to_owned()) && !some.contains(&"Ban".to_owned()), "{some:?}");
    // What only a channel gives is no right over a person.
    sim.set_member_overwrite(cast.general, cast.newcomer, 1 << 40 | 1 << 2, 0);
    assert_eq!(labels(&stage.user_card(cast.newcomer, junior).await), NONE);
    // Who may ban for a day at most may ban.
    let limit = sim.slash(cast.owner, cast.general, "policy set").with("role", cast.moderator_role);
    let limit =
        limit.with("action", "ban").with("longest", "1d").await.unwrap().final_message().await.unwrap();
    assert!(!limit.text().contains("can't"), "{}", limit.text());
    assert!(labels(&stage.user_card(cast.moderator, cast.newcomer).await).contains(&"Ban".to_owned()));
    sim.clear_violations();
    stage.close().await;
}
