//! A menu as members see it.

use twilight_model::channel::message::component::{
    ActionRow, Button, ButtonStyle, Component, SelectMenu, SelectMenuOption, SelectMenuType,
};

use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::limits;
use crate::domain::menu::{Menu, MenuEntry, Style};
use crate::domain::text::plain;
use crate::features::roles::press::Take;
use crate::kernel::control::Control;
use crate::kernel::reply::button;
use crate::store::role_menus::StoredMenu;
use crate::words;

/// Returns the message, in the server's language.
pub(super) fn message(stored: &StoredMenu) -> Message {
    words::for_server(|| shown(stored))
}

fn shown(stored: &StoredMenu) -> Message {
    let components = match stored.menu.style {
        _ if stored.menu.entries.is_empty() => vec![],
        Style::Buttons => buttons(stored),
        Style::Select => vec![row(vec![Component::SelectMenu(select(stored))])],
    };
    Message { components, ..shell(stored, &words(&stored.menu)) }
}

/// Returns the message that remains of a deleted menu.
pub(super) fn closed(stored: &StoredMenu) -> Message {
    shell(stored, &words::for_server(words::rolemenu_closed))
}

fn shell(stored: &StoredMenu, text: &str) -> Message {
    let title = stored.menu.title.as_deref().unwrap_or(&stored.name);
    let embed = Card::new().title(title).text(text).colour(colour::BLURPLE);
    Message::embed(embed.build())
}

fn words(menu: &Menu) -> String {
    let text = menu.text.clone().unwrap_or_else(|| match menu.style {
        Style::Buttons => words::rolemenu_press(),
        Style::Select => words::rolemenu_choose(),
    });
    let mut lines = vec![text];
    // A select shows descriptions itself.
    if menu.style == Style::Buttons {
        lines.extend(menu.entries.iter().filter_map(|entry| {
            entry.description.as_ref().map(|text| format!("<@&{}> {}", entry.role, plain(text)))
        }));
    }
    if menu.exclusive {
        lines.push(format!("-# {}", words::rolemenu_one_only()));
    }
    if let Some(role) = menu.required {
        lines.push(format!("-# {}", words::rolemenu_required(role)));
    }
    lines.join("\n")
}

fn row(components: Vec<Component>) -> Component {
    Component::ActionRow(ActionRow { id: None, components })
}

fn buttons(stored: &StoredMenu) -> Vec<Component> {
    let one = |entry: &MenuEntry| {
        let id = Take::One { menu: stored.id, role: entry.role }.id();
        let plain = button(ButtonStyle::Secondary, &entry.label, id);
        Component::Button(Button { emoji: entry.emoji.clone(), ..plain })
    };
    stored
        .menu
        .entries
        .chunks(limits::BUTTONS_IN_ROW)
        .map(|entries| row(entries.iter().map(one).collect()))
        .collect()
}

fn select(stored: &StoredMenu) -> SelectMenu {
    let option = |entry: &MenuEntry| SelectMenuOption {
        default: false,
        description: entry.description.clone(),
        emoji: entry.emoji.clone(),
        label: entry.label.clone(),
        value: entry.role.to_string(),
    };
    let most = if stored.menu.exclusive { 1 } else { stored.menu.entries.len() };
    SelectMenu {
        options: Some(stored.menu.entries.iter().map(option).collect()),
        min_values: Some(0),
        max_values: u8::try_from(most).ok(),
        ..blank(SelectMenuType::Text, Take::Chosen { menu: stored.id }.id(), &words::rolemenu_placeholder())
    }
}

/// Returns an empty select of a kind.
pub(super) fn blank(kind: SelectMenuType, custom_id: String, placeholder: &str) -> SelectMenu {
    SelectMenu {
        channel_types: None,
        custom_id,
        default_values: None,
        disabled: false,
        id: None,
        kind,
        max_values: None,
        min_values: None,
        options: None,
        placeholder: Some(placeholder.to_owned()),
        required: None,
    }
}
