//! `/remind list`: a person's reminders, with a select that cancels one.

use twilight_model::channel::message::component::{
    ActionRow, Button, ButtonStyle, Component, SelectMenu, SelectMenuOption, SelectMenuType,
};

use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::limits;
use crate::domain::text::{cut, name, plain};
use crate::error::{Error, Result};
use crate::features::people::remind::control::Control;
use crate::features::people::remind::order::MOST;
use crate::kernel::control::Control as _;
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::reminders::{self, Reminder};
use crate::words;

/// The number of reminders on a page.
const PAGE: usize = 10;

/// Returns a page of the caller's reminders, below a note.
pub(super) async fn page(cx: &Cx, audience: Audience, page: usize, note: Option<String>) -> Result<Reply> {
    let all = reminders::reminders_of(&cx.app.db, cx.guild()?, cx.caller()).await?;
    if all.is_empty() {
        let none = words::remind_none(words::command("remind me"));
        let content = note.map_or_else(|| none.clone(), |note| format!("{note}\n{none}"));
        return Ok(Reply::new(audience, Message { content, ..Message::default() }));
    }
    let pages: Vec<&[Reminder]> = all.chunks(PAGE).collect();
    let page = page.min(pages.len().saturating_sub(1));
    let shown = pages.get(page).ok_or_else(|| Error::broken("a page without reminders"))?;
    let lines: Vec<String> = shown.iter().map(line).collect();
    let mut footer = words::remind_count(all.len() as u64, MOST);
    if pages.len() > 1 {
        footer = format!("{footer} · {}", words::pages_place_of(page + 1, pages.len()));
    }
    let embed = Card::new()
        .title(words::remind_title())
        .text(lines.join("\n"))
        .colour(colour::BLURPLE)
        .footer(footer)
        .build();
    let select = Component::SelectMenu(select(shown));
    let row = Component::ActionRow(ActionRow { id: None, components: vec![select] });
    let content = note.unwrap_or_default();
    let message = Message { content, components: vec![row], ..Message::embed(embed) };
    Ok(Reply::new(audience, message).with_buttons(turns(page, pages.len())))
}

fn turns(page: usize, pages: usize) -> Vec<Button> {
    let sooner = page.checked_sub(1).map(|page| (words::remind_sooner(), page));
    let later = (page + 1 < pages).then(|| (words::remind_later(), page + 1));
    let turn =
        |(label, page): (String, usize)| button(ButtonStyle::Secondary, &label, Control::Page { page }.id());
    sooner.into_iter().chain(later).map(turn).collect()
}

fn line(reminder: &Reminder) -> String {
    let (at, text) = (reminder.due_at.as_second(), plain(&cut(&reminder.text, limits::REASON_IN_LINE)));
    match (reminder.told_at, reminder.in_channel) {
        (Some(_), _) => words::remind_line_told(at, text),
        (None, true) => words::remind_line_here(at, reminder.channel, text),
        (None, false) => words::remind_line(at, text),
    }
}

fn select(shown: &[Reminder]) -> SelectMenu {
    let option = |reminder: &Reminder| SelectMenuOption {
        default: false,
        description: None,
        emoji: None,
        label: cut(&name(&reminder.text), limits::SELECT_LABEL),
        value: reminder.id.to_string(),
    };
    SelectMenu {
        channel_types: None,
        custom_id: Control::Chosen.id(),
        default_values: None,
        disabled: false,
        id: None,
        kind: SelectMenuType::Text,
        max_values: None,
        min_values: None,
        options: Some(shown.iter().map(option).collect()),
        placeholder: Some(words::remind_select()),
        required: None,
    }
}
