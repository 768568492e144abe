//! `/unban`: banned users are suggested, and a ban is lifted by id, mention or name.

use discord_stand_in::{Fault, Invocation, UserId};
use serde_json::json;

use crate::support::readable::response_text;
use crate::support::stage::Stage;

const LIST: (&str, &str) = ("GET", "/guilds/{}/bans");

impl Stage {
    async fn ban(&self, target: UserId, reason: &str) -> Invocation {
        let ban = self.sim.slash(self.cast.admin, self.cast.general, "ban").with("user", target);
        let banned = ban.with("reason", reason).await.unwrap();
        banned.final_message().await.unwrap();
        banned
    }

    async fn unban(&self, whom: &str) -> Invocation {
        self.sim.slash(self.cast.admin, self.cast.general, "unban").with("user", whom).await.unwrap()
    }

    /// Returns the names and values offered as `user`.
    async fn banned(&self, typed: &str) -> Vec<(String, String)> {
        let typing = self.sim.slash(self.cast.admin, self.cast.general, "unban").typing("user", typed);
        let choices = typing.await.unwrap().choices().unwrap();
        choices.into_iter().map(|it| (it.name, it.value.as_str().unwrap().to_owned())).collect()
    }
}

#[tokio::test]
async fn the_banned_are_suggested_from_the_record_and_from_discord_each_once() {
    let stage = Stage::with_log().await;
    let cast = &stage.cast;
    stage.ban(cast.member, "spam\nand more").await;
    stage.sim.ban(cast.owner, cast.guild, cast.outsider, "by hand").unwrap();
    let offered = stage.banned("").await;
    assert_eq!(offered.len(), 2, "{offered:?}");
    assert_eq!(offered[0].1, cast.member.to_string());
    assert!(offered[0].0.contains(&format!("({}) · spam and more", cast.member)), "{offered:?}");
    assert!(offered[1].0.ends_with(&format!("({}) · by hand", cast.outsider)), "{offered:?}");
    assert_eq!(stage.banned(&cast.outsider.to_string()).await, offered[1..]);
    assert_eq!(stage.banned("nobody of that name").await, []);
    stage.close().await;
}

#[tokio::test]
async fn without_discords_list_the_record_is_suggested_in_time() {
    let stage = Stage::with_log().await;
    let cast = &stage.cast;
    stage.ban(cast.member, "spam").await;
    stage.sim.ban(cast.owner, cast.guild, cast.outsider, "by hand").unwrap();
    stage.sim.fault(Fault::on(LIST.0, LIST.1).always().hang());
    let offered = stage.banned("").await;
    assert_eq!(offered.len(), 1, "{offered:?}");
    stage.sim.clear_faults();
    stage.sim.fault(Fault::on(LIST.0, LIST.1).always().answer(403, 50_013, "Missing Permissions"));
    assert_eq!(stage.banned("").await, offered);
    stage.close().await;
}

#[tokio::test]
async fn a_ban_is_lifted_by_id_by_mention_and_by_name() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let name = sim.user(cast.member).unwrap().name.to_uppercase();
    for whom in [cast.member.to_string(), format!("<@{}>", cast.member), format!("@{name}")] {
        stage.ban(cast.member, "spam").await;
        let lifted = stage.unban(&whom).await.final_message().await.unwrap();
        assert!(lifted.text().contains("was unbanned"), "{whom}: {}", lifted.text());
        assert!(sim.ban_of(cast.guild, cast.member).is_none(), "{whom}");
    }
    stage.ban(cast.member, "spam").await;
    let lifted = stage.unban(&name).await;
    let words = lifted.final_message().await.unwrap().text();
    let again = stage.repeated(&lifted).await;
    assert_eq!(response_text(&again), words);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn whom_nobody_banned_is_refused_in_a_sentence() {
    let stage = Stage::with_log().await;
    stage.ban(stage.cast.member, "spam").await;
    for (whom, why) in
        [("nosuchname", "can't find a ban of nosuchname"), ("123456", "Nobody on Discord has the id 123456")]
    {
        let refused = stage.unban(whom).await.final_message().await.unwrap();
        assert!(refused.is_ephemeral() && refused.text().contains(why), "{whom}: {}", refused.text());
    }
    assert_eq!(stage.cases().await.len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_client_with_the_older_definition_may_still_pick_a_person() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let mut body = stage.ban(cast.outsider, "spam").await.body();
    let id: u64 = body["id"].as_str().unwrap().parse().unwrap();
    body["id"] = json!((id + 1).to_string());
    body["data"]["name"] = json!("unban");
    body["data"]["options"] = json!([{ "name": "user", "type": 6, "value": cast.outsider }]);
    let answered = stage.sent(&body.to_string()).await;
    assert!(answered.to_string().contains("was unbanned"), "{answered}");
    assert!(sim.ban_of(cast.guild, cast.outsider).is_none());
    sim.clear_violations();
    stage.close().await;
}
