//! Evidence: a file given with an action is copied into the log, and outlives its source.

use std::time::Duration;

use discord_stand_in::{Fault, Invocation, Message, OptionValue};
use serde_json::json;

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::Stage;

const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const LOOK: (&str, &str) = ("GET", "/channels/{}/messages");
const FILE: (&str, &str) = ("GET", "/attachments/{}/{}/{}");
/// One mebibyte.
const MEGABYTE: usize = 1024 * 1024;
const ATTACH_FILES: u64 = 1 << 15;
/// The permissions View Channel, Send Messages, Embed Links and Read Message History.
const WRITE: u64 = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 16;

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

/// Returns bytes that a careless copy would change: every value, line ends, something like a boundary.
fn pixels() -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    bytes.extend(b"\r\n--x--\r\n\r\n");
    bytes
}

/// Returns a file as Discord would describe it at `url`.
fn claimed(url: &str, size: usize) -> OptionValue {
    OptionValue::Attachment(json!({
        "id": "77", "filename": "claimed.png", "size": size, "content_type": "image/png",
        "url": url, "proxy_url": url, "ephemeral": true,
    }))
}

impl Stage {
    /// Warns the member as the admin, with a file.
    async fn warn_with(&self, file: OptionValue) -> Invocation {
        let cast = &self.cast;
        let forged = matches!(file, OptionValue::Attachment(_));
        let warn = self.sim.slash(cast.admin, cast.general, "warn").with("user", cast.member);
        let warn = warn.with("reason", "spam").with("evidence", file);
        if forged { warn.forged().await.unwrap() } else { warn.await.unwrap() }
    }

    async fn view(&self, number: i64) -> String {
        let cast = &self.cast;
        let view =
            self.sim.slash(cast.admin, cast.general, "case view").with("number", number).await.unwrap();
        view.final_message().await.unwrap().text()
    }

    /// Returns the only post in the log.
    fn only_post(&self) -> Message {
        let mut posts = self.logged();
        assert_eq!(posts.len(), 1);
        posts.remove(0)
    }

    /// Returns the case's evidence as stored.
    async fn stored(&self) -> serde_json::Value {
        sqlx::query_scalar("select evidence from cases where number = 1")
            .fetch_one(&self.database.pool)
            .await
            .unwrap()
    }
}

/// Returns the URL of a command's file.
fn source(given: &Invocation) -> String {
    let files = given.body()["data"]["resolved"]["attachments"].clone();
    files.as_object().unwrap().values().next().unwrap()["url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_copy_is_the_same_to_the_byte_when_its_source_is_gone_and_the_case_leads_to_it() {
    let stage = Stage::with_log().await;
    let warned = stage.warn_with(OptionValue::file("snímek 1.png", pixels())).await;
    let receipt = warned.final_message().await.unwrap();
    assert!(receipt.text().contains("The evidence is kept"), "{}", receipt.text());
    let source = source(&warned);
    stage.sim.expire_file(&source);
    let post = stage.only_post();
    let copy = &post.attachments[0];
    assert_eq!(copy.bytes, pixels());
    assert_ne!(copy.url, source);
    assert_eq!(copy.description.as_deref(), Some("Evidence of case #1"));
    assert_eq!(post.embeds[0]["image"]["url"], copy.url.as_str());
    let link = format!("https://discord.com/channels/{}/{}/{}", stage.cast.guild, post.channel, post.id);
    let view = stage.view(1).await;
    assert!(view.contains(&format!("[sn\\_mek\\_1.png]({link})")), "{view}");
    let stored = stage.stored().await;
    assert_eq!(stored["status"], "kept");
    assert!(!stored.to_string().contains("http"), "{stored}");
    stage.close().await;
}

#[tokio::test]
async fn every_action_takes_evidence_and_a_file_that_is_no_picture_stands_below() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    for (at, name) in ["note", "timeout", "kick", "softban", "ban"].into_iter().enumerate() {
        let target = if at < 3 { cast.member } else { cast.newcomer };
        let order = sim.slash(cast.admin, cast.general, name).with("user", target);
        let order = if name == "timeout" { order.with("duration", "1h") } else { order };
        let order =
            order.with("reason", "spam").with("evidence", OptionValue::file("chat.txt", "they said so"));
        let receipt = order.await.unwrap().final_message().await.unwrap();
        assert!(receipt.text().contains("The evidence is kept"), "{name}: {}", receipt.text());
        let post = stage.logged().pop().unwrap();
        assert_eq!(post.attachments[0].bytes, "they said so".as_bytes());
        assert!(post.embeds[0].get("image").is_none() && post.text().contains("chat.txt"), "{name}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_question_asked_first_does_not_lose_the_evidence() {
    let stage = Stage::with_log().await;
    stage.warn("flood").await.final_message().await.unwrap();
    let card = stage.warn_with(OptionValue::file("a.png", pixels())).await.final_message().await.unwrap();
    assert!(card.text().contains("Another moderator"), "{}", card.text());
    let done = stage.pressed(stage.cast.admin, &card, "Go on").await;
    assert!(done.text().contains("The evidence is kept"), "{}", done.text());
    assert_eq!(stage.logged()[1].attachments[0].bytes, pixels());
    stage.close().await;
}

#[tokio::test]
async fn a_file_that_discord_would_not_take_is_refused_before_anything_is_ordered() {
    let stage = Stage::with_log().await;
    let refused = stage.warn_with(claimed("https://cdn.discordapp.com/x/1/a.png", 12 * MEGABYTE)).await;
    let text = refused.final_message().await.unwrap().text();
    assert!(text.contains("12 MiB") && text.contains("10 MiB"), "{text}");
    assert!(stage.cases().await.is_empty() && stage.told().is_empty());
    stage.close().await;
}

#[tokio::test]
async fn a_source_that_is_gone_costs_the_copy_and_not_the_action() {
    let stage = Stage::with_log().await;
    let gone = format!("{}/attachments/1/2/gone.png", stage.sim.api_url());
    let receipt = stage.warn_with(claimed(&gone, 5)).await.final_message().await.unwrap().text();
    assert!(receipt.contains("The evidence could not be kept: Discord no longer had the file"), "{receipt}");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    assert_eq!(stage.told().len(), 1);
    let post = stage.only_post();
    assert!(post.attachments.is_empty() && post.text().contains("not kept"), "{}", post.text());
    let view = stage.view(1).await;
    assert!(view.contains("The evidence could not be kept: Discord no longer had the file"), "{view}");
    assert!(!stage.stored().await.to_string().contains("http"));
    stage.close().await;
}

#[tokio::test]
async fn a_file_server_that_stays_away_holds_the_log_up_for_seconds_and_no_longer() {
    let stage = Stage::with_log().await;
    stage.sim.fault(on(FILE).always().status(503));
    let warned = stage.warn_with(OptionValue::file("a.png", pixels())).await;
    stage.wait_until_idle().await;
    let receipt = warned.text();
    assert!(receipt.contains("could not be kept: Discord's file server did not answer me"), "{receipt}");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    assert!(stage.only_post().attachments.is_empty());
    stage.close().await;
}

#[tokio::test]
async fn a_file_server_that_stumbles_is_asked_again() {
    let stage = Stage::with_log().await;
    stage.sim.fault(on(FILE).reset());
    stage.sim.fault(on(FILE).status(502));
    let warned = stage.warn_with(OptionValue::file("a.png", pixels())).await;
    assert!(
        warned.final_message().await.unwrap().text().contains("The evidence is kept"),
        "{}",
        warned.text()
    );
    assert_eq!(stage.only_post().attachments[0].bytes, pixels());
    stage.close().await;
}

#[tokio::test]
async fn an_address_that_is_not_discords_is_never_asked() {
    let stage = Stage::with_log().await;
    let foreign = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/attachments/1/2/a.png", foreign.local_addr().unwrap());
    let receipt = stage.warn_with(claimed(&url, 5)).await.final_message().await.unwrap().text();
    assert!(receipt.contains("could not be kept: its address isn't one of Discord's"), "{receipt}");
    let asked = tokio::time::timeout(Duration::from_millis(100), foreign.accept()).await;
    assert!(asked.is_err(), "somebody came");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn without_a_log_channel_the_evidence_is_not_kept_and_that_is_said() {
    let stage = Stage::new().await;
    let warned = stage.warn_with(OptionValue::file("a.png", pixels())).await;
    let receipt = warned.final_message().await.unwrap().text();
    assert!(receipt.contains("The evidence could not be kept: no log channel is set."), "{receipt}");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn what_the_log_does_not_take_is_posted_without_and_the_reason_is_said() {
    let large = on(POST).containing("attachment://").answer(413, 40005, "Request entity too large");
    let closed = on(POST).containing("Moderator").always().answer(403, 50001, "Missing Access");
    let troubles = [
        ("give my role Send Messages and Attach Files there", None),
        ("Discord says it is too large", Some(large)),
        ("the log could not be written to", Some(closed)),
    ];
    for (sentence, fault) in troubles {
        let stage = Stage::with_log().await;
        let (sim, cast) = (&stage.sim, &stage.cast);
        match fault {
            Some(fault) => sim.fault(fault),
            None => sim.set_role_overwrite(cast.mod_log, cast.bot_role, WRITE, ATTACH_FILES),
        }
        let warned = stage.warn_with(OptionValue::file("a.png", pixels())).await;
        let receipt = warned.final_message().await.unwrap().text();
        assert!(receipt.contains("The evidence could not be kept: "), "{receipt}");
        assert!(receipt.contains(sentence), "{receipt}");
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
        let posts = stage.logged();
        assert_eq!(posts.len(), usize::from(!sentence.contains("could not be written")));
        assert!(posts.iter().all(|post| post.attachments.is_empty() && post.text().contains("not kept")));
        stage.sim.clear_violations();
        stage.close().await;
    }
}

#[tokio::test]
async fn an_edit_of_the_case_leaves_the_evidence_in_the_log() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let warned = stage.warn_with(OptionValue::file("a.png", pixels())).await;
    let receipt = warned.final_message().await.unwrap();
    let url = stage.only_post().attachments[0].url.clone();
    let edit = sim.slash(cast.admin, cast.general, "case edit").with("number", 1).with("reason", "worse");
    assert!(edit.await.unwrap().final_message().await.unwrap().text().contains("changed"));
    let kept = |word: &str| {
        let post = stage.only_post();
        assert!(post.text().contains(word), "{}", post.text());
        assert_eq!(post.attachments[0].bytes, pixels());
        assert_eq!(post.embeds[0]["image"]["url"], url.as_str());
    };
    kept("worse");
    sim.press(cast.admin, &receipt, "Undo").await.unwrap().final_message().await.unwrap();
    kept("voided");
    stage.close().await;
}

#[tokio::test]
async fn a_lost_answer_to_the_upload_does_not_double_the_post() {
    let stage = Stage::with_log().await;
    stage.sim.fault(on(POST).containing("attachment://").applied_but_answer_lost());
    let warned = stage.warn_with(OptionValue::file("a.png", pixels())).await;
    assert!(
        warned.final_message().await.unwrap().text().contains("The evidence is kept"),
        "{}",
        warned.text()
    );
    assert_eq!(stage.only_post().attachments[0].bytes, pixels());
    stage.close().await;
}

#[tokio::test]
async fn killed_during_the_upload_there_is_one_post_and_it_has_the_file() {
    let upload = || on(POST).containing("attachment://");
    let deaths = [
        vec![upload().hang()],
        vec![upload().applied_but_answer_lost(), on(LOOK).hang()],
        vec![upload().slow(Duration::from_millis(1200))],
    ];
    let deaths = deaths.into_iter().enumerate().map(async |(at, faults)| {
        let stage = Stage::empty().await;
        let process = Process::start(&stage).await;
        stage.set_log().await;
        faults.into_iter().for_each(|fault| stage.sim.fault(fault));
        let warned = stage.warn_with(OptionValue::file("a.png", pixels()));
        process.killed_during(&stage, warned).await;
        if at == 1 {
            // The evidence was posted, but its message is not recorded yet: the source is no longer needed.
            let stored = stage.stored().await;
            stage.sim.expire_file(stored["status"]["waiting"]["url"].as_str().unwrap());
        }
        let process = Process::start(&stage).await;
        stage.wait_until_idle().await;
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
        assert_eq!(stage.only_post().attachments[0].bytes, pixels());
        assert_eq!(stage.told().len(), 1);
        assert_eq!(stage.stored().await["status"], "kept");
        assert_eq!(process.terminate().await, Some(0));
        stage.sim.clear_violations();
        stage.close().await;
    });
    join(deaths).await;
}
