//! An application's message belongs to the person who used its command; one without text is described by its content.

use std::time::Duration;

use discord_stand_in::Message;
use serde_json::json;

use crate::support::stage::Stage;

const MINUTE: Duration = Duration::from_secs(60);

impl Stage {
    /// Posts the other bot's answer to a command of the member's.
    fn made_to_speak(&self, text: &str) -> Message {
        let user = json!({ "id": self.cast.member.to_string(), "username": "member", "discriminator": "0", "avatar": null });
        let application = self.sim.application_id();
        self.sim.write_like(self.cast.helperbot, self.cast.general, text, MINUTE, |message| {
            let owners = json!({ "0": self.cast.guild.to_string() });
            message.kind = 20;
            message.application = Some(application);
            message.interaction =
                Some(json!({ "id": "1", "type": 2, "user": user, "authorizing_integration_owners": owners }));
        })
    }
}

#[tokio::test]
async fn delete_and_warn_warns_who_had_an_application_speak() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let spoken = stage.made_to_speak("buy now");
    let form = sim.message_menu(cast.moderator, "Delete and warn", &spoken).await.unwrap().modal().unwrap();
    assert_eq!(form.title, "Delete and warn member");
    let done = sim.submit(cast.moderator, &form).with("reason", "advertising").await.unwrap();
    let text = done.final_message().await.unwrap().text();
    assert!(text.contains("was warned") && text.contains("the message was deleted"), "{text}");
    let target: i64 =
        sqlx::query_scalar("select target_id from cases").fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(target, cast.member.get().cast_signed());
    stage.close().await;
}

#[tokio::test]
async fn delete_and_warn_opens_no_form_where_gavel_may_not_delete() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let message = sim.write(cast.member, cast.general, "buy now").unwrap();
    // The permission Manage Messages.
    sim.set_role_overwrite(cast.general, cast.bot_role, 0, 1 << 13);
    let refused = sim.message_menu(cast.moderator, "Delete and warn", &message).await.unwrap();
    assert!(refused.modal().is_none() && refused.text().contains("Manage Messages"), "{}", refused.text());
    stage.close().await;
}

#[tokio::test]
async fn a_report_names_who_had_an_application_speak_and_what_it_shows() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let spoken = stage.made_to_speak("nasty words");
    let thanks = stage.reported(cast.newcomer, &spoken, &[]).await;
    assert!(thanks.text().contains("Thank you"), "{}", thanks.text());
    let post = stage.logged()[0].text();
    assert!(
        post.contains("nasty words") && post.contains(&format!("**Written for:** <@{}>", cast.member)),
        "{post}"
    );
    stage.close().await;
}

#[tokio::test]
async fn a_report_of_a_message_without_text_tells_what_it_shows() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let forwarded = json!({ "message": { "content": "forwarded words", "type": 0, "embeds": [], "attachments": [{ "id": "7", "filename": "secret.png", "size": 3 }] } });
    let poll = json!({ "question": { "text": "Who goes?" }, "answers": [{ "answer_id": 1, "poll_media": { "text": "nelly" } }] });
    let shown = sim.write_like(cast.member, cast.general, "", MINUTE, |message| {
        message.snapshots = vec![forwarded];
        message.stickers = vec![json!({ "id": "5", "name": "rude_sticker", "format_type": 1 })];
        message.embeds = vec![json!({ "type": "rich", "title": "an embed's title" })];
        message.poll = Some(poll);
    });
    stage.reported(cast.newcomer, &shown, &[]).await;
    let post = stage.logged()[0].text().replace('\\', "");
    for part in
        ["forwarded words", "File: secret.png", "rude_sticker", "an embed's title", "Poll: Who goes? (nelly)"]
    {
        assert!(post.contains(part), "{part}: {post}");
    }
    assert!(!post.contains("no text"), "{post}");
    stage.close().await;
}

#[tokio::test]
async fn a_purge_of_a_person_takes_what_they_had_an_application_say() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.made_to_speak("spoken for the member");
    sim.write_like(cast.helperbot, cast.general, "said by itself", MINUTE, |_| {});
    sim.write_aged(cast.member, cast.general, "said by the member", MINUTE);
    let purge = sim.slash(cast.moderator, cast.general, "purge").with("count", 50).with("user", cast.member);
    purge.await.unwrap().final_message().await.unwrap();
    stage.wait_until_idle().await;
    let left: Vec<String> = sim.messages(cast.general).into_iter().map(|message| message.content).collect();
    assert!(left.contains(&"said by itself".to_owned()), "{left:?}");
    assert!(!left.iter().any(|text| text.contains("the member")), "{left:?}");
    stage.close().await;
}
