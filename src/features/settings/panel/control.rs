//! The controls of the panel, and their custom ids.

use twilight_model::guild::Permissions;

use crate::domain::setting::{Section, Setting};
use crate::kernel::command::Ack;
use crate::kernel::control::Control;
use crate::kernel::waiting::Away;
use crate::store::guilds::ChangeSpan;

/// The part of a setting that a control changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::settings) enum Part {
    /// The setting's channel, roles or language.
    Main,
    Everything,
    Moderation,
    Messages,
    Reports,
    /// The channels that are left out.
    Ignored,
    Bots,
    /// Jailing those again who come back.
    Cell,
    /// Giving temporary roles to those who come back.
    Roles,
    /// Another moderator than the one who took the action.
    Another,
    /// A direct message, or the place that another setting has.
    Direct,
}

impl Part {
    pub(super) const ALL: [Self; 11] = [
        Self::Main,
        Self::Everything,
        Self::Moderation,
        Self::Messages,
        Self::Reports,
        Self::Ignored,
        Self::Bots,
        Self::Cell,
        Self::Roles,
        Self::Another,
        Self::Direct,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Everything => "everything",
            Self::Moderation => "moderation",
            Self::Messages => "messages",
            Self::Reports => "reports",
            Self::Ignored => "ignored",
            Self::Bots => "bots",
            Self::Cell => "cell",
            Self::Roles => "roles",
            Self::Another => "another",
            Self::Direct => "direct",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == text)
    }
}

/// The controls of the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::settings) enum Panel {
    /// Shows everything.
    Home,
    /// Shows the chosen section.
    Choose,
    /// Shows a section.
    Section(Section),
    /// Shows the chosen setting.
    Open,
    /// Sets the channels or roles that were chosen, or the value.
    Pick(Setting, Part),
    /// Switches something on or off.
    Switch(Setting, Part, bool),
    /// Opens the form of a setting.
    Form(Setting),
    /// Opens the form of what was chosen in a setting: an action, or a step.
    FormOf(Setting),
    /// A form that was filled in: the setting, and which of its entries.
    Filled(Setting, String),
    /// Resets a setting to its default.
    Reset(Setting),
    /// Takes a change of a setting back.
    Undo(Setting, ChangeSpan),
}

impl Control for Panel {
    const FEATURE: &'static str = "panel";

    fn write(&self) -> String {
        match self {
            Self::Home => "home".to_owned(),
            Self::Choose => "choose".to_owned(),
            Self::Section(section) => format!("section:{}", section.as_str()),
            Self::Open => "open".to_owned(),
            Self::Pick(setting, part) => format!("pick:{}:{}", setting.as_str(), part.as_str()),
            Self::Switch(setting, part, on) => {
                let on = if *on { "on" } else { "off" };
                format!("switch:{}:{}:{on}", setting.as_str(), part.as_str())
            }
            Self::Form(setting) => format!("form:{}", setting.as_str()),
            Self::FormOf(setting) => format!("form_of:{}", setting.as_str()),
            Self::Filled(setting, of) => format!("filled:{}:{of}", setting.as_str()),
            Self::Reset(setting) => format!("reset:{}", setting.as_str()),
            Self::Undo(setting, span) => format!("undo:{}:{}:{}", setting.as_str(), span.first, span.last),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        let on = |text: &str| match text {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        Some(match *fields {
            ["home"] => Self::Home,
            ["choose"] => Self::Choose,
            ["section", section] => Self::Section(Section::parse(section)?),
            ["open"] => Self::Open,
            ["pick", setting, part] => Self::Pick(Setting::parse(setting)?, Part::parse(part)?),
            ["switch", setting, part, to] => {
                Self::Switch(Setting::parse(setting)?, Part::parse(part)?, on(to)?)
            }
            ["form", setting] => Self::Form(Setting::parse(setting)?),
            ["form_of", setting] => Self::FormOf(Setting::parse(setting)?),
            ["filled", setting, of] => Self::Filled(Setting::parse(setting)?, of.to_owned()),
            ["reset", setting] => Self::Reset(Setting::parse(setting)?),
            ["undo", setting, first, last] => {
                let span = ChangeSpan { first: first.parse().ok()?, last: last.parse().ok()? };
                Self::Undo(Setting::parse(setting)?, span)
            }
            _ => return None,
        })
    }

    fn ack(&self) -> Ack {
        match self {
            Self::Form(_) | Self::FormOf(_) => Ack::Immediate,
            _ => Ack::Update,
        }
    }

    fn away(&self) -> Away {
        match self {
            Self::Home | Self::Choose | Self::Section(_) | Self::Open | Self::Form(_) | Self::FormOf(_) => {
                Away::Reads
            }
            _ => Away::Waits,
        }
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
        let mut all = vec![Panel::Home, Panel::Choose, Panel::Open];
        all.extend(Section::ALL.map(Panel::Section));
        for setting in Setting::ALL {
            all.extend(Part::ALL.map(|part| Panel::Pick(setting, part)));
            all.extend(Part::ALL.map(|part| Panel::Switch(setting, part, part == Part::Bots)));
            all.extend([Panel::Form(setting), Panel::FormOf(setting), Panel::Reset(setting)]);
            all.extend([Panel::Filled(setting, "voice_undeafen".to_owned()), Panel::Undo(setting, span)]);
        }
        for control in all {
            let id = control.id();
            assert!(id.len() <= limits::CUSTOM_ID, "{id}");
            assert_eq!(Panel::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
        assert_eq!(Panel::read(&["switch", "log", "bots", "maybe"]), None);
    }
}
