//! `/remind me|list|cancel`: reminders that people order for themselves. Read `control` first.

mod control;
mod deliver;
mod list;
mod order;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::command::{CommandOptionChoice, CommandOptionChoiceValue};

use crate::actions::{choices, durations};
use crate::domain::duration::Length;
use crate::domain::limits;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::reminders;
use crate::words;

use control::Control;
pub(super) use deliver::deliver;

#[derive(CommandModel, CreateCommand)]
#[command(name = "remind", desc = "-")]
enum Remind {
    #[command(name = "me")]
    Me(Me),
    #[command(name = "list")]
    List(List),
    #[command(name = "cancel")]
    Cancel(Cancel),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "me", desc = "-")]
struct Me {
    /// When, e.g. 2h, 3 days, 18:00 or 2027-01-31 18:00
    #[command(max_length = 60, autocomplete = true)]
    when: String,
    /// What to remind you of
    #[command(max_length = 800)]
    text: String,
    /// Post it in this channel instead
    here: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "list", desc = "-")]
struct List {}

#[derive(CommandModel, CreateCommand)]
#[command(name = "cancel", desc = "-")]
struct Cancel {
    /// The reminder to cancel
    #[command(max_length = 100, autocomplete = true)]
    reminder: String,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, remind).completes(suggest)
}

async fn remind(cx: Cx, command: Remind) -> Result<Reply> {
    match command {
        Remind::Me(args) => order::me(&cx, &args.when, &args.text, args.here.unwrap_or_default()).await,
        Remind::List(List {}) => list::page(&cx, Audience::Private, 0, None).await,
        Remind::Cancel(args) => {
            let chosen = args.reminder.trim().parse();
            let chosen =
                chosen.map_err(|_| Error::refused(words::remind_choose(words::command("remind list"))))?;
            order::cancel(&cx, Audience::Private, chosen).await
        }
    }
}

async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    match focus.option.as_str() {
        "when" => {
            let found = durations::suggest(&cx, &focus.typed, durations::First::Minutes).await?;
            Ok(found.into_iter().filter(ends).collect())
        }
        "reminder" => {
            let typed = focus.typed.trim().to_lowercase();
            let all = reminders::reminders_of(&cx.app.db, cx.guild()?, cx.caller()).await?.into_iter();
            let found = all.filter(|it| it.text.to_lowercase().contains(&typed)).take(limits::CHOICES);
            Ok(found.map(|it| choices::choice(&it.text, it.id.to_string())).collect())
        }
        _ => Ok(vec![]),
    }
}

/// Returns `true` if a suggested duration has an end.
fn ends(choice: &CommandOptionChoice) -> bool {
    match &choice.value {
        CommandOptionChoiceValue::String(text) => !matches!(Length::parse(text), Ok(Length::Forever)),
        _ => false,
    }
}

/// Handles a button or select of a receipt, the list or an announcement.
pub(super) async fn press(cx: Cx, control: Control, pressed: Pressed) -> Result<Reply> {
    match control {
        Control::Cancel { reminder } => order::cancel(&cx, Audience::Update, reminder).await,
        Control::Chosen => {
            let chosen = pressed.values.first().and_then(|value| value.parse().ok());
            let chosen = chosen.ok_or_else(|| Error::refused(words::remind_gone()))?;
            let note = order::cancelled(&cx, chosen).await?;
            list::page(&cx, Audience::Update, 0, Some(note)).await
        }
        Control::Page { page } => list::page(&cx, Audience::Update, page, None).await,
        Control::Show { user, reminder } => order::show(&cx, user, reminder).await,
    }
}
