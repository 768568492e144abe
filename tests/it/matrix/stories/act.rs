//! The steps of stories: what people do.

use discord_stand_in::{Gesture, Message, OptionValue, UserId};

use super::Told;
use crate::support::stage::Stage;

/// Something that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The newcomer reports the member's message, with a file.
    Report,
    /// The senior moderator reports the same message, anonymously.
    Join,
    Claim,
    Warn,
    TimeOut,
    Ban,
    Delete,
    Dismiss,
    Reopen,
    /// The owner lets people appeal.
    TakeAppeals,
    BanByCommand,
    TimeOutByCommand,
    Appeal,
    Ask,
    Answer,
    Accept,
    Reject,
    MakeJail,
    RemoveJail,
    MakeChannel,
    RemoveChannel,
}

/// The message that is reported.
const BAD: &str = "nasty words";

impl Told {
    /// Returns what somebody does, with all that comes before its last click.
    pub(super) async fn gesture(&self, stage: &Stage, act: Act) -> Gesture {
        let (sim, cast) = (&stage.sim, stage.cast);
        let moderator = cast.moderator;
        match act {
            Act::Report => {
                let bad = sim.write(cast.member, cast.general, BAD).unwrap();
                let file = OptionValue::file("proof.png", b"a picture".to_vec());
                report(stage, cast.newcomer, &bad).await.with("files", OptionValue::Many(vec![file]))
            }
            Act::Join => {
                let bad = sim.messages(cast.general).into_iter().find(|it| it.content == BAD).unwrap();
                report(stage, cast.senior, &bad).await.with("anonymous", true)
            }
            Act::Claim => sim.press(moderator, &report_card(stage), "Claim"),
            Act::Delete => sim.press(moderator, &report_card(stage), "Delete the message"),
            Act::Reopen => sim.press(moderator, &report_card(stage), "Reopen"),
            Act::Warn => form(stage, moderator, &report_card(stage), "Warn").await.with("reason", "rude"),
            Act::TimeOut => {
                form(stage, moderator, &report_card(stage), "Timeout").await.with("duration", "2h")
            }
            Act::Ban => form(stage, moderator, &report_card(stage), "Ban").await,
            Act::Dismiss => {
                form(stage, moderator, &report_card(stage), "Dismiss").await.with("reason", "a joke")
            }
            Act::TakeAppeals => {
                sim.slash(cast.owner, cast.general, "settings appeals").with("channel", cast.staff)
            }
            Act::BanByCommand => sim.slash(cast.admin, cast.general, "ban").with("user", cast.member),
            Act::TimeOutByCommand => {
                let order = sim.slash(cast.admin, cast.general, "timeout").with("user", cast.member);
                order.with("duration", "1d")
            }
            Act::Appeal => form(stage, cast.member, &told(stage, "Appeal"), "Appeal")
                .await
                .with("answer0", "It was my cat."),
            Act::Ask => form(stage, cast.owner, &appeal_card(stage), "Ask").await.with("text", "Which cat?"),
            Act::Answer => {
                form(stage, cast.member, &told(stage, "Answer"), "Answer").await.with("text", "The grey one.")
            }
            Act::Accept => sim.press(cast.owner, &appeal_card(stage), "Accept"),
            Act::Reject => {
                form(stage, cast.owner, &appeal_card(stage), "Reject").await.with("text", "No cats.")
            }
            Act::MakeJail => sim.press(cast.owner, &setup(stage).await, "Make the jail"),
            Act::MakeChannel => sim.press(cast.owner, &setup(stage).await, "Make a channel for appeals"),
            Act::RemoveJail | Act::RemoveChannel => {
                sim.press(cast.owner, self.reply.as_ref().expect("what was made"), "Undo")
            }
        }
    }
}

async fn report(stage: &Stage, who: UserId, bad: &Message) -> Gesture {
    let form = stage.sim.message_menu(who, "Report", bad).await.unwrap().modal().unwrap();
    let filled = stage.sim.submit(who, &form).with("category", "spam").with("words", "he keeps doing it");
    filled.with("outcome", true)
}

/// Opens the form behind a button.
async fn form(stage: &Stage, who: UserId, message: &Message, button: &str) -> Gesture {
    let pressed = stage.sim.press(who, message, button).await.unwrap();
    stage.sim.submit(who, &pressed.modal().unwrap())
}

fn report_card(stage: &Stage) -> Message {
    stage.logged().into_iter().find(|post| post.text().contains("Reported by")).expect("a report's card")
}

fn appeal_card(stage: &Stage) -> Message {
    let mut posts = stage.sim.messages(stage.cast.staff).into_iter();
    posts.find(|post| post.text().starts_with("Appeal #")).expect("an appeal's card")
}

/// Returns the direct message to the member that has this button.
fn told(stage: &Stage, button: &str) -> Message {
    stage.told().into_iter().find(|told| told.control(button).is_some()).expect("a direct message")
}

async fn setup(stage: &Stage) -> Message {
    let card = stage.sim.slash(stage.cast.owner, stage.cast.general, "setup");
    card.await.unwrap().final_message().await.unwrap()
}
