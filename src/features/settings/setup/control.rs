//! The controls of the card, and their custom ids.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::domain::ids::ChannelId;
use crate::domain::log::Category;
use crate::domain::settings::{Appeals, Settings};
use crate::features::settings::components::Offered;
use crate::kernel::command::Ack;
use crate::kernel::control::Control;
use crate::kernel::waiting::Away;
use crate::store::guilds::ChangeSpan;
use crate::words;

/// The purpose of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::features::settings) enum Purpose {
    Log,
    Reports,
    Appeals,
}

impl Purpose {
    pub(super) const ALL: [Self; 3] = [Self::Log, Self::Reports, Self::Appeals];

    fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Reports => "reports",
            Self::Appeals => "appeals",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text)
    }

    /// Returns the label of the button that makes the channel.
    pub(super) fn button(self) -> String {
        match self {
            Self::Log => words::setup_button_log(),
            Self::Reports => words::setup_button_reports(),
            Self::Appeals => words::setup_button_appeals(),
        }
    }

    /// Returns the types of channels that the select offers.
    pub(super) fn offered(self) -> Offered {
        match self {
            Self::Log => Offered::Threads,
            Self::Reports | Self::Appeals => Offered::Posts,
        }
    }

    /// Returns the placeholder of the select that chooses the channel.
    pub(super) fn hint(self) -> String {
        match self {
            Self::Log => words::setup_choose_log(),
            Self::Reports => words::setup_choose_reports(),
            Self::Appeals => words::setup_choose_appeals(),
        }
    }

    /// Uses a channel for it.
    pub(super) fn use_channel(self, settings: &mut Settings, channel: ChannelId) {
        match self {
            Self::Log => {
                settings.log.remove(&Category::Moderation);
                settings.log.insert(Category::Everything, channel);
            }
            Self::Reports => drop(settings.log.insert(Category::Reports, channel)),
            Self::Appeals => {
                let new = Appeals { channel, questions: vec![], wait: None, by_another: false };
                let appeals = settings.appeals.take().unwrap_or(new);
                settings.appeals = Some(Appeals { channel, ..appeals });
            }
        }
    }

    /// Returns the name and the topic of the channel that is made.
    pub(super) fn texts(self) -> (String, String) {
        match self {
            Self::Log => (words::setup_name_log(), words::setup_topic_log()),
            Self::Reports => (words::setup_name_reports(), words::setup_topic_reports()),
            Self::Appeals => (words::setup_name_appeals(), words::setup_topic_appeals()),
        }
    }
}

/// The controls of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::settings) enum SetUp {
    /// Looks again.
    Again,
    /// Uses the chosen channel.
    Choose(Purpose),
    /// Makes a channel.
    Make(Purpose),
    /// Makes the jail role, and hides the channels from it.
    Jail,
    /// Uses the chosen ladder.
    Ladder,
    /// Adds the chosen reasons.
    Reasons,
    /// Takes back a change of settings.
    Back(ChangeSpan),
    /// Removes what a job made.
    Remove(i64),
}

impl Control for SetUp {
    const FEATURE: &'static str = "setup";

    fn write(&self) -> String {
        match self {
            Self::Again => "again".to_owned(),
            Self::Choose(purpose) => format!("choose:{}", purpose.as_str()),
            Self::Make(purpose) => format!("make:{}", purpose.as_str()),
            Self::Jail => "jail_role".to_owned(),
            Self::Ladder => "ladder".to_owned(),
            Self::Reasons => "reasons".to_owned(),
            Self::Back(span) => format!("back:{}:{}", span.first, span.last),
            Self::Remove(job) => format!("remove:{job}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        Some(match *fields {
            ["again"] => Self::Again,
            ["choose", purpose] => Self::Choose(Purpose::parse(purpose)?),
            ["make", purpose] => Self::Make(Purpose::parse(purpose)?),
            ["jail_role"] => Self::Jail,
            ["ladder"] => Self::Ladder,
            ["reasons"] => Self::Reasons,
            ["back", first, last] => {
                Self::Back(ChangeSpan { first: first.parse().ok()?, last: last.parse().ok()? })
            }
            ["remove", job] => Self::Remove(job.parse().ok()?),
            _ => return None,
        })
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn away(&self) -> Away {
        if *self == Self::Again { Away::Reads } else { Away::Waits }
    }

    fn permission(&self) -> Permissions {
        Permissions::MANAGE_GUILD
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;

    #[test]
    fn the_controls_are_read_back_as_they_were_written() {
        let span = ChangeSpan { first: i64::MAX - 1, last: i64::MAX };
        let all = [SetUp::Again, SetUp::Jail, SetUp::Ladder, SetUp::Reasons, SetUp::Back(span)];
        let made = Purpose::ALL.into_iter().flat_map(|it| [SetUp::Choose(it), SetUp::Make(it)]);
        for control in all.into_iter().chain(made).chain([SetUp::Remove(i64::MAX)]) {
            let id = control.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(SetUp::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
    }
}
