//! The panel of a menu as its moderator sees it, and its forms. Only the person who opened it sees it.

use twilight_model::channel::message::component::{
    ActionRow, ButtonStyle, Component, SelectDefaultValue, SelectMenu, SelectMenuOption, SelectMenuType,
};
use twilight_model::guild::Permissions;

use crate::discord::card::Card;
use crate::discord::facts::Guild;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::ids::RoleId;
use crate::domain::limits;
use crate::domain::menu::{Menu, MenuEntry, Style, typed};
use crate::domain::permissions::names;
use crate::domain::role_grant::powers;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::features::roles::control::Panel;
use crate::features::roles::menu_message::blank;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::form::{Field, Form, Part};
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::role_menus::StoredMenu;
use crate::words;

/// Asks before a menu is deleted.
pub(super) fn ask_to_delete(stored: &StoredMenu) -> Reply {
    let (yes, no) = (words::rolemenu_delete_yes(), words::rolemenu_delete_no());
    let delete = button(ButtonStyle::Danger, &yes, Panel::Delete { menu: stored.id }.id());
    let keep = button(ButtonStyle::Secondary, &no, Panel::Keep.id());
    Reply::private(words::rolemenu_delete_ask(plain(&stored.name))).with_buttons([delete, keep])
}

/// Returns the entries whose roles have powers that nobody confirmed, with those powers.
pub(super) fn unconfirmed<'a>(
    menu: &'a Menu,
    guild: &'a Guild,
) -> impl Iterator<Item = (&'a MenuEntry, Permissions)> {
    let powers = |entry: &MenuEntry| entry.unconfirmed(powers(&guild.roles, entry.role));
    menu.entries.iter().map(move |entry| (entry, powers(entry))).filter(|(_, powers)| !powers.is_empty())
}

/// Returns the panel.
pub(super) fn panel(stored: &StoredMenu, guild: &Guild, note: &str, audience: Audience) -> Reply {
    let embed = Card::new()
        .title(words::rolemenu_panel_title(plain(&stored.name)))
        .text(summary(&stored.menu, guild))
        .colour(colour::BLURPLE)
        .build();
    let row = |select| {
        let components = vec![Component::SelectMenu(select)];
        Component::ActionRow(ActionRow { id: None, components })
    };
    let selects = [Some(roles(stored, guild)), entries(stored)];
    let components = selects.into_iter().flatten().map(row).collect();
    let message = Message {
        content: cut(note, limits::MESSAGE),
        embeds: vec![embed],
        components,
        ..Message::default()
    };
    let all = unconfirmed(&stored.menu, guild).map(|(entry, _)| powers(&guild.roles, entry.role));
    let all = all.fold(Permissions::empty(), |all, powers| all | powers);
    let (menu, bits) = (stored.id, all.bits());
    let words = button(ButtonStyle::Secondary, &words::rolemenu_button_words(), Panel::Words { menu }.id());
    let confirm = || {
        let id = Panel::Confirm { menu, powers: bits }.id();
        button(ButtonStyle::Danger, &words::rolemenu_button_confirm(), id)
    };
    Reply::new(audience, message).with_buttons([Some(words), (bits != 0).then(confirm)].into_iter().flatten())
}

fn summary(menu: &Menu, guild: &Guild) -> String {
    let style = match menu.style {
        Style::Buttons => "buttons",
        Style::Select => "select",
    };
    let mut lines = vec![match (menu.exclusive, menu.required) {
        (false, None) => words::rolemenu_how(style),
        (true, None) => words::rolemenu_how_one(style),
        (false, Some(role)) => words::rolemenu_how_for(style, role),
        (true, Some(role)) => words::rolemenu_how_one_for(style, role),
    }];
    for (entry, powers) in unconfirmed(menu, guild) {
        lines.push(words::rolemenu_powerful(entry.role, names(powers)));
    }
    lines.extend(menu.entries.iter().map(line));
    lines.join("\n")
}

fn line(entry: &MenuEntry) -> String {
    let icon = entry.emoji.as_ref().map(|emoji| format!("{} ", typed(emoji))).unwrap_or_default();
    let text = entry.description.as_deref().map(|text| format!(": {}", plain(text))).unwrap_or_default();
    let shown = format!("{icon}{}{text}", plain(&entry.label));
    match entry.confirmed {
        Some(it) => words::rolemenu_entry_confirmed(entry.role, shown, it.by),
        None => words::rolemenu_entry(entry.role, shown),
    }
}

fn roles(stored: &StoredMenu, guild: &Guild) -> SelectMenu {
    let there = stored.menu.entries.iter().map(|entry| entry.role);
    let there = there.filter(|role| guild.role_names.contains_key(role));
    let hint = words::rolemenu_select_roles();
    SelectMenu {
        default_values: Some(there.map(SelectDefaultValue::Role).collect()),
        min_values: Some(0),
        max_values: u8::try_from(limits::SELECT_OPTIONS).ok(),
        ..blank(SelectMenuType::Role, Panel::Roles { menu: stored.id }.id(), &hint)
    }
}

fn entries(stored: &StoredMenu) -> Option<SelectMenu> {
    let option = |entry: &MenuEntry| SelectMenuOption {
        default: false,
        description: None,
        // An emoji that Discord does not accept would keep the panel, where it can be changed, from being shown.
        emoji: None,
        label: entry.label.clone(),
        value: entry.role.to_string(),
    };
    let hint = words::rolemenu_select_entry();
    let select = blank(SelectMenuType::Text, Panel::Entry { menu: stored.id }.id(), &hint);
    let options: Vec<_> = stored.menu.entries.iter().map(option).collect();
    (!options.is_empty()).then_some(SelectMenu { options: Some(options), ..select })
}

/// The form for title and text.
#[derive(Debug, Default)]
pub(super) struct WordsForm {
    pub title: Option<String>,
    pub text: Option<String>,
}

impl Form for WordsForm {
    fn parts(&self) -> Vec<Part> {
        let (label, hint) = (words::rolemenu_form_title(), words::rolemenu_form_title_hint());
        let title = Field::line("title", label, hint, limits::MENU_TITLE).with(self.title.clone());
        let (label, hint) = (words::rolemenu_form_text(), words::rolemenu_form_text_hint());
        let text = Field::line("text", label, hint, limits::MENU_TEXT).paragraph().with(self.text.clone());
        vec![title.part(), text.part()]
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        Ok(Self { title: pressed.field("title"), text: pressed.field("text") })
    }
}

/// The form for one role.
#[derive(Debug, Default)]
pub(super) struct EntryForm {
    pub label: Option<String>,
    pub emoji: Option<String>,
    pub description: Option<String>,
}

impl Form for EntryForm {
    fn parts(&self) -> Vec<Part> {
        let (label, hint) = (words::rolemenu_form_label(), words::rolemenu_form_label_hint());
        let label = Field::line("label", label, hint, limits::BUTTON_LABEL).with(self.label.clone());
        let (name, hint) = (words::rolemenu_form_emoji(), words::rolemenu_form_emoji_hint());
        let icon = Field::line("emoji", name, hint, limits::EMOJI).with(self.emoji.clone());
        let (name, hint) = (words::rolemenu_form_description(), words::rolemenu_form_description_hint());
        let description = Field::line("description", name, hint, limits::SELECT_DESCRIPTION);
        let description = description.with(self.description.clone());
        vec![label.required().part(), icon.part(), description.part()]
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        Ok(Self {
            label: pressed.field("label"),
            emoji: pressed.field("emoji"),
            description: pressed.field("description"),
        })
    }
}

/// Returns the form for a menu's title and text.
pub(super) fn words_form(stored: &StoredMenu) -> Reply {
    let form = WordsForm { title: stored.menu.title.clone(), text: stored.menu.text.clone() };
    Reply::form(Panel::SetWords { menu: stored.id }.id(), &stored.name, &form)
}

/// Returns the form for one role of a menu.
pub(super) fn entry_form(id: i64, menu: &Menu, role: Option<RoleId>) -> Result<Reply> {
    let entry = role.and_then(|role| menu.entry(role));
    let entry = entry.ok_or_else(|| Error::refused(words::rolemenu_entry_gone()))?;
    let form = EntryForm {
        label: Some(entry.label.clone()),
        emoji: entry.emoji.as_ref().map(typed),
        description: entry.description.clone(),
    };
    Ok(Reply::form(Panel::SetEntry { menu: id, role: entry.role }.id(), &entry.label, &form))
}
