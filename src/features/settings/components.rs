//! The selects of the cards.

use twilight_model::channel::ChannelType;
use twilight_model::channel::message::component::{
    ActionRow, Button, Component, SelectDefaultValue, SelectMenu, SelectMenuOption, SelectMenuType,
};

use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::limits;
use crate::domain::text::cut;

/// The types of channels that a select offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offered {
    /// Those in which Gavel posts.
    Text,
    /// Those in which Gavel posts, threads among them.
    Threads,
    /// Those in which Gavel posts, and forums, where each card begins a post.
    Posts,
    /// Those that can be locked, and categories.
    Lockable,
}

fn blank(kind: SelectMenuType, custom_id: String, placeholder: &str) -> SelectMenu {
    SelectMenu {
        channel_types: None,
        custom_id,
        default_values: None,
        disabled: false,
        id: None,
        kind,
        max_values: Some(1),
        min_values: Some(0),
        options: None,
        placeholder: Some(cut(placeholder, limits::PLACEHOLDER)),
        required: None,
    }
}

/// Returns a row with a select of up to `most` channels.
pub(super) fn channels(
    custom_id: String,
    placeholder: &str,
    offered: Offered,
    most: usize,
    chosen: &[ChannelId],
) -> Component {
    let types = match offered {
        Offered::Text => vec![ChannelType::GuildText, ChannelType::GuildAnnouncement],
        Offered::Threads => vec![
            ChannelType::GuildText,
            ChannelType::GuildAnnouncement,
            ChannelType::PublicThread,
            ChannelType::PrivateThread,
            ChannelType::AnnouncementThread,
        ],
        Offered::Posts => vec![
            ChannelType::GuildText,
            ChannelType::GuildAnnouncement,
            ChannelType::PublicThread,
            ChannelType::PrivateThread,
            ChannelType::AnnouncementThread,
            ChannelType::GuildForum,
        ],
        Offered::Lockable => vec![
            ChannelType::GuildText,
            ChannelType::GuildAnnouncement,
            ChannelType::GuildVoice,
            ChannelType::GuildStageVoice,
            ChannelType::GuildForum,
            ChannelType::GuildCategory,
        ],
    };
    let most = most.min(limits::SELECT_OPTIONS);
    let chosen = chosen.iter().take(most).map(|channel| SelectDefaultValue::Channel(*channel)).collect();
    row([Component::SelectMenu(SelectMenu {
        channel_types: Some(types),
        default_values: Some(chosen),
        max_values: u8::try_from(most).ok(),
        ..blank(SelectMenuType::Channel, custom_id, placeholder)
    })])
}

/// Returns a row with a select of up to `most` roles.
pub(super) fn roles(custom_id: String, placeholder: &str, most: usize, chosen: &[RoleId]) -> Component {
    let most = most.min(limits::SELECT_OPTIONS);
    let chosen = chosen.iter().take(most).map(|role| SelectDefaultValue::Role(*role)).collect();
    row([Component::SelectMenu(SelectMenu {
        default_values: Some(chosen),
        max_values: u8::try_from(most).ok(),
        ..blank(SelectMenuType::Role, custom_id, placeholder)
    })])
}

/// A choice of a select: its value, its label, and a line below that.
pub(super) type Choice = (String, String, String);

/// Returns a row with a select of one of up to 25 choices. `chosen` is the value that is marked.
pub(super) fn one_of(
    custom_id: String,
    placeholder: &str,
    choices: impl IntoIterator<Item = Choice>,
    chosen: Option<&str>,
) -> Component {
    let option = |(value, label, about): Choice| SelectMenuOption {
        default: chosen == Some(value.as_str()),
        description: Some(cut(&about, limits::SELECT_DESCRIPTION)).filter(|about| !about.is_empty()),
        emoji: None,
        label: cut(&label, limits::SELECT_LABEL),
        value,
    };
    let options = choices.into_iter().take(limits::SELECT_OPTIONS).map(option).collect();
    row([Component::SelectMenu(SelectMenu {
        min_values: Some(1),
        options: Some(options),
        ..blank(SelectMenuType::Text, custom_id, placeholder)
    })])
}

/// Returns a row of components.
pub(super) fn row(components: impl IntoIterator<Item = Component>) -> Component {
    Component::ActionRow(ActionRow { id: None, components: components.into_iter().collect() })
}

/// Returns the buttons in rows of five.
pub(super) fn button_rows(buttons: Vec<Button>) -> Vec<Component> {
    let chunks = buttons.chunks(limits::BUTTONS_IN_ROW);
    chunks.map(|buttons| row(buttons.iter().cloned().map(Component::Button))).collect()
}
