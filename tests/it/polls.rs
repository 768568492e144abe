//! `/poll`: Discord's own polls.

use discord_stand_in::{Message, OptionValue, RoleId};
use jiff::{Timestamp, Unit};
use twilight_model::guild::Permissions;

use crate::support::stage::Stage;

impl Stage {
    /// Asks as the member; returns the reply.
    async fn poll(&self, options: &[(&str, OptionValue)]) -> Message {
        let gesture = self.sim.slash(self.cast.member, self.cast.general, "poll");
        let gesture =
            options.iter().fold(gesture, |gesture, (name, value)| gesture.with(name, value.clone()));
        gesture.await.unwrap().final_message().await.unwrap()
    }
}

/// Returns the answers to choose.
fn answers(posted: &Message) -> Vec<String> {
    let answers = posted.poll.as_ref().unwrap()["answers"].as_array().unwrap();
    answers.iter().map(|answer| answer["poll_media"]["text"].as_str().unwrap().to_owned()).collect()
}

/// Returns the hours from the message to the poll's end.
fn hours(posted: &Message) -> i64 {
    let expiry: Timestamp = posted.poll.as_ref().unwrap()["expiry"].as_str().unwrap().parse().unwrap();
    expiry.duration_since(posted.written()).round(Unit::Hour).unwrap().as_hours()
}

fn asked<'a>(answers: &[(&'a str, &str)], more: &[(&'a str, OptionValue)]) -> Vec<(&'a str, OptionValue)> {
    let answers = answers.iter().map(|(name, text)| (*name, OptionValue::from(*text)));
    [("question", "Tea or coffee?".into())].into_iter().chain(answers).chain(more.iter().cloned()).collect()
}

#[tokio::test]
async fn a_poll_is_posted_as_the_answer_and_notifies_nobody() {
    let stage = Stage::new().await;
    let posted = stage.poll(&asked(&[("answer1", "Tea"), ("answer2", " Coffee @everyone ")], &[])).await;
    assert!(!posted.is_ephemeral() && !posted.mention_everyone);
    assert_eq!(posted.poll.as_ref().unwrap()["question"]["text"], "Tea or coffee?");
    assert_eq!(answers(&posted), ["Tea", "Coffee @everyone"]);
    assert_eq!((hours(&posted), &posted.poll.as_ref().unwrap()["allow_multiselect"]), (24, &false.into()));
    let names: Vec<String> = (1..=10).map(|number| format!("answer{number}")).collect();
    let ten: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
    let more = [("duration", "90m".into()), ("multiple", true.into())];
    let posted = stage.poll(&asked(&ten, &more)).await;
    assert_eq!(answers(&posted), names);
    assert_eq!((hours(&posted), &posted.poll.as_ref().unwrap()["allow_multiselect"]), (2, &true.into()));
    let longest = stage.poll(&asked(&ten[..2], &[("duration", "32d".into())])).await;
    assert_eq!(hours(&longest), 768);
    stage.close().await;
}

#[tokio::test]
async fn who_may_not_write_here_asks_nothing_here() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let everyone = RoleId::new(cast.guild.get());
    sim.set_role_overwrite(cast.general, everyone, 0, Permissions::SEND_MESSAGES.bits());
    let refused = stage.poll(&asked(&[("answer1", "Tea"), ("answer2", "Coffee")], &[])).await;
    assert!(refused.poll.is_none() && refused.text().contains("Send Messages"), "{}", refused.text());
    stage.close().await;
}

#[tokio::test]
async fn what_discord_would_not_take_is_refused_in_words() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let two = [("answer1", "Tea"), ("answer2", "Coffee")];
    for (duration, why) in [("33d", "32 days"), ("perm", "32 days"), ("soon", "can't read"), ("0", "no time")]
    {
        let refused = stage.poll(&asked(&two, &[("duration", duration.into())])).await;
        assert!(refused.is_ephemeral() && refused.text().contains(why), "{duration}: {}", refused.text());
    }
    let blank = stage.poll(&asked(&[("answer1", "Tea"), ("answer2", "\u{200B}")], &[])).await;
    assert!(blank.text().contains("at least two answers"), "{}", blank.text());
    let twice = stage.poll(&asked(&[("answer1", "Tea"), ("answer2", "TEA ")], &[])).await;
    assert!(twice.text().contains("the same"), "{}", twice.text());
    sim.set_member_overwrite(cast.general, cast.member, 0, 1 << 49);
    let refused = stage.poll(&asked(&two, &[])).await;
    assert!(refused.text().contains("You need the permission Create Polls"), "{}", refused.text());
    sim.set_member_overwrite(cast.general, cast.member, 0, 1 << 11 | 1 << 38);
    let refused = stage.poll(&asked(&two, &[])).await;
    assert!(refused.text().contains("You need the permission Send Messages"), "{}", refused.text());
    assert!(sim.messages(cast.general).iter().all(|message| message.poll.is_none()));
    let typing = sim.slash(cast.member, cast.general, "poll").typing("duration", "").await.unwrap();
    assert_eq!(typing.choices().unwrap()[0].name, "1h");
    stage.close().await;
}
