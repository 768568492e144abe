//! The log of edited and deleted messages: its entries, each once, and no copy kept elsewhere.

use std::future::ready;

use discord_stand_in::{ChannelId, Fault, Message};
use gavel::domain::event::{DeletedMessage, DeletedMessages, EditedMessage, Event, EventData, EventUser};
use twilight_model::id::Id;

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::Stage;

const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const LOOK: (&str, &str) = ("GET", "/channels/{}/messages");

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

impl Stage {
    /// Makes the staff channel the message log.
    async fn set_message_log(&self) {
        let (sim, cast) = (&self.sim, self.cast);
        let set = sim
            .slash(cast.owner, cast.general, "settings messagelog")
            .with("channel", cast.staff)
            .await
            .unwrap();
        assert!(set.final_message().await.unwrap().text().contains("are logged"), "{}", set.text());
    }

    fn writer(&self) -> EventUser {
        self.person(self.cast.member)
    }

    fn an_edit(
        &self,
        at: u64,
        channel: ChannelId,
        author: EventUser,
        before: Option<&str>,
        after: &str,
    ) -> Event {
        let (before, after) = (before.map(str::to_owned), after.to_owned());
        let edited = EditedMessage { channel, message: Id::new(1000 + at), author, before, after };
        self.event(&format!("edit:{at}"), EventData::MessageEdited(edited))
    }

    fn a_deletion(&self, id: &str, messages: Vec<DeletedMessage>) -> Event {
        self.event(id, EventData::MessagesDeleted(DeletedMessages { channel: self.cast.general, messages }))
    }

    fn entries(&self) -> Vec<Message> {
        let bot = self.sim.bot_user_id();
        self.sim.messages(self.cast.staff).into_iter().filter(|message| message.author == bot).collect()
    }

    /// Returns the number of jobs that hold this text.
    async fn knowing(&self, text: &str) -> i64 {
        sqlx::query_scalar(
            "select count(*) from jobs where concat(payload, progress, last_error) like '%' || $1 || '%'",
        )
        .bind(text)
        .fetch_one(&self.database.pool)
        .await
        .unwrap()
    }
}

fn gone(at: u64, author: Option<EventUser>, content: Option<&str>) -> DeletedMessage {
    DeletedMessage {
        id: Id::new(2000 + at),
        author,
        content: content.map(str::to_owned),
        files: vec![],
        shows: vec![],
    }
}

/// Returns the number of each edit, in the order of the log.
fn numbers(entries: &[Message]) -> Vec<u64> {
    let embeds = entries.iter().flat_map(|message| &message.embeds);
    let number = |embed: &serde_json::Value| {
        let text = embed["description"].as_str()?;
        text.split("changed ").nth(1)?.split('.').next()?.parse().ok()
    };
    embeds.filter_map(number).collect()
}

#[tokio::test]
async fn it_is_off_until_it_is_set_and_then_shows_before_and_after() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.tell(&[stage.an_edit(1, cast.general, stage.writer(), Some("helo"), "hello")]).await;
    stage.wait_until_idle().await;
    assert!(stage.entries().is_empty() && stage.logged().is_empty());
    let nowhere =
        sim.slash(cast.owner, cast.general, "settings messagelog").with("ignore_bots", false).await.unwrap();
    assert!(nowhere.text().contains("Choose where"), "{}", nowhere.text());
    stage.set_message_log().await;
    let file = DeletedMessage {
        files: vec!["cat.png".to_owned()],
        ..gone(1, Some(stage.writer()), Some("look **at** this"))
    };
    stage.tell(&[stage.an_edit(2, cast.general, stage.writer(), Some("helo"), "hello")]).await;
    stage.wait_until_idle().await;
    stage.tell(&[stage.a_deletion("d1", vec![file])]).await;
    stage.wait_until_idle().await;
    stage.tell(&[stage.a_deletion("d2", vec![gone(2, None, None)])]).await;
    stage.wait_until_idle().await;
    stage
        .tell(
            &[stage.a_deletion("d3", vec![gone(3, None, None), gone(4, Some(stage.writer()), Some("bye"))])],
        )
        .await;
    stage.wait_until_idle().await;
    let texts: Vec<String> = stage.entries().iter().map(Message::text).collect();
    let parts: [&[&str]; 4] = [
        &["Message edited", "(member)", "**Before:** helo", "**After:** hello", "/1002"],
        &["Message deleted", "look \\*\\*at\\*\\* this", "cat.png"],
        &["Message deleted", "**Author:** *not known*", "**Text:** *not known*"],
        &["2 messages deleted", "For 1 of them", "(member): bye"],
    ];
    assert_eq!(texts.len(), 4, "{texts:?}");
    for (text, parts) in texts.iter().zip(parts) {
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    }
    assert!(stage.entries().iter().all(|entry| entry.mentions.is_empty()));
    for text in ["hello", "look", "bye"] {
        assert_eq!(stage.knowing(text).await, 0, "{text} is kept");
    }
    stage.close().await;
}

#[tokio::test]
async fn logs_chosen_channels_and_bots_are_left_out() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_message_log().await;
    let set = |option: &'static str, value: discord_stand_in::OptionValue| {
        sim.slash(cast.owner, cast.general, "settings messagelog").with(option, value)
    };
    let ignored = set("ignore_channel", cast.voice.into()).await.unwrap();
    assert!(ignored.text().contains(&format!("except <#{}>", cast.voice)), "{}", ignored.text());
    let bot = stage.person(cast.helperbot);
    let events = [
        stage.an_edit(1, cast.voice, stage.writer(), None, "secret"),
        stage.an_edit(2, cast.mod_log, stage.writer(), None, "secret"),
        stage.an_edit(3, cast.staff, stage.writer(), None, "secret"),
        stage.an_edit(4, cast.general, bot.clone(), None, "secret"),
        stage.an_edit(5, cast.general, stage.writer(), Some("secret"), "secret"),
        stage.a_deletion("d", vec![gone(1, Some(bot.clone()), Some("secret"))]),
    ];
    stage.tell(&events).await;
    stage.wait_until_idle().await;
    assert!(stage.entries().is_empty());
    assert_eq!(stage.knowing("secret").await, 0);
    set("ignore_bots", false.into()).await.unwrap();
    set("ignore_channel", cast.voice.into()).with("remove", true).await.unwrap();
    stage.tell(&[stage.an_edit(6, cast.voice, bot, None, "shown")]).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.entries().len(), 1);
    set("off", true.into()).await.unwrap();
    stage.tell(&[stage.an_edit(7, cast.voice, stage.writer(), None, "shown")]).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.entries().len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_burst_is_a_few_messages_in_order_each_thing_once_from_two_replicas() {
    let mut stage = Stage::with_log().await;
    stage.add_server().await;
    stage.set_message_log().await;
    let events: Vec<Event> = (1..=60)
        .map(|at| stage.an_edit(at, stage.cast.general, stage.writer(), None, &format!("changed {at}.")))
        .collect();
    let one = stage.server(0).url("/events");
    let other = stage.server(1).url("/events");
    tokio::join!(stage.tell_to(&one, &events), stage.tell_to(&other, &events));
    stage.wait_until_idle().await;
    let entries = stage.entries();
    assert_eq!(numbers(&entries), (1..=60).collect::<Vec<_>>());
    assert!(entries.iter().all(|entry| entry.embeds.len() <= 10));
    assert!(entries.len() <= 8, "{} messages", entries.len());
    assert_eq!(stage.knowing("changed").await, 0);
    stage.close().await;
}

#[tokio::test]
async fn long_texts_share_a_message_only_as_far_as_it_holds_them() {
    let stage = Stage::with_log().await;
    stage.set_message_log().await;
    let long = "x".repeat(1900);
    let events: Vec<Event> = (1..=9)
        .map(|at| {
            stage.an_edit(
                at,
                stage.cast.general,
                stage.writer(),
                Some(&long),
                &format!("changed {at}. {long}"),
            )
        })
        .collect();
    stage.tell(&events).await;
    stage.wait_until_idle().await;
    let entries = stage.entries();
    assert_eq!(numbers(&entries), (1..=9).collect::<Vec<_>>());
    assert!(entries.iter().any(|entry| entry.embeds.len() > 1));
    stage.close().await;
}

#[tokio::test]
async fn killed_at_any_step_each_thing_is_in_the_log_once_and_nothing_is_kept() {
    let deaths = [
        vec![on(POST).hang()],
        vec![on(POST).applied_but_answer_lost(), on(LOOK).hang()],
        vec![on(POST).skip(1).hang()],
        vec![on(POST).skip(1).applied_but_answer_lost(), on(LOOK).hang()],
    ];
    let deaths = deaths.into_iter().map(async |faults| {
        let stage = Stage::empty().await;
        let process = Process::start(&stage).await;
        stage.set_message_log().await;
        faults.into_iter().for_each(|fault| stage.sim.fault(fault));
        let events: Vec<Event> = (1..=15)
            .map(|at| stage.an_edit(at, stage.cast.general, stage.writer(), None, &format!("changed {at}.")))
            .collect();
        stage.tell_to(&process.url("/events"), &events).await;
        process.killed_during(&stage, ready(())).await;
        let process = Process::start(&stage).await;
        stage.wait_until_idle().await;
        let mut found = numbers(&stage.entries());
        found.sort_unstable();
        assert_eq!(found, (1..=15).collect::<Vec<_>>());
        assert_eq!(stage.knowing("changed").await, 0);
        assert_eq!(process.terminate().await, Some(0));
        stage.sim.clear_violations();
        stage.close().await;
    });
    join(deaths).await;
}

#[tokio::test]
async fn what_cannot_be_logged_is_told_once_and_not_kept_either() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_message_log().await;
    sim.set_member_overwrite(cast.staff, sim.bot_user_id(), 0, 1 << 11);
    for at in 1..=3 {
        stage.tell(&[stage.an_edit(at, cast.general, stage.writer(), None, "secret")]).await;
        stage.wait_until_idle().await;
    }
    let told = stage.logged();
    assert_eq!(told.len(), 1);
    assert!(told[0].text().contains("Not working: Message log") && !told[0].text().contains("secret"));
    assert_eq!(stage.knowing("secret").await, 0);
    stage.close().await;
}
