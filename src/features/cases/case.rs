//! `/case view|list|search|edit|void|history`: reading and correcting the record.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::application::command::{CommandOptionChoice, CommandOptionChoiceValue};
use twilight_model::guild::Permissions;

use crate::actions::options;
use crate::actions::pages::Spot;
use crate::domain::case::Case;
use crate::domain::limits;
use crate::domain::text::{cut, name};
use crate::error::Result;
use crate::features::cases::change::{self, Change};
use crate::features::cases::{case_view, history, list};
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::cases;

#[derive(CommandModel, CreateCommand)]
#[command(name = "case", desc = "-")]
#[expect(clippy::large_enum_variant, reason = "the derive takes no boxes; it lives for one call")]
enum CaseCommand {
    #[command(name = "view")]
    View(View),
    #[command(name = "list")]
    List(List),
    #[command(name = "search")]
    Search(Search),
    #[command(name = "edit")]
    Edit(Edit),
    #[command(name = "void")]
    Void(Void),
    #[command(name = "history")]
    History(History),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "view", desc = "-")]
struct View {
    /// The case's number
    #[command(min_value = 1, max_value = 2147483647, autocomplete = true)]
    number: i64,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "list", desc = "-")]
struct List {
    /// Only this person's cases
    user: Option<ResolvedUser>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "search", desc = "-")]
struct Search {
    /// Words, "an exact phrase" or -excluded
    #[command(max_length = 200)]
    text: String,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "edit", desc = "-")]
struct Edit {
    /// The case's number
    #[command(min_value = 1, max_value = 2147483647, autocomplete = true)]
    number: i64,
    /// The new reason
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// New points for the warning
    #[command(min_value = 0, max_value = 100)]
    points: Option<i64>,
    /// How long a ban, timeout, jail, lock or role lasts from now on, e.g. 7d; perm for no end
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Can the person appeal against it?
    appeal: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "void", desc = "-")]
struct Void {
    /// The case's number
    #[command(min_value = 1, max_value = 2147483647, autocomplete = true)]
    number: i64,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: String,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "history", desc = "-")]
struct History {
    /// The case's number
    #[command(min_value = 1, max_value = 2147483647, autocomplete = true)]
    number: i64,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, case)
        .reads_in(&["view", "list", "search", "history"])
        .permission(Permissions::MODERATE_MEMBERS)
        .completes(suggest)
}

async fn case(cx: Cx, command: CaseCommand) -> Result<Reply> {
    match command {
        CaseCommand::View(view) => case_view::show(&cx, view.number).await,
        CaseCommand::List(args) => {
            list::page(&cx, Audience::Private, args.user.map(|user| user.resolved.id), Spot::FIRST).await
        }
        CaseCommand::Search(search) => list::search(&cx, Audience::Private, &search.text, Spot::FIRST).await,
        CaseCommand::Edit(edit) => {
            let points = edit.points.and_then(|points| points.try_into().ok());
            let Edit { number, reason, duration, appeal, .. } = edit;
            change::change(&cx, number, Change::Edit { reason, points, duration, appeal }).await
        }
        CaseCommand::Void(void) => {
            change::change(&cx, void.number, Change::Void { reason: void.reason }).await
        }
        CaseCommand::History(of) => history::of_case(&cx, Audience::Private, of.number, Spot::FIRST).await,
    }
}

/// Suggests the newest cases whose number begins with what was typed; shared suggestions for other options.
async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    if focus.option != "number" {
        return options::suggest(cx, focus).await;
    }
    let typed = focus.typed.trim().trim_start_matches('#').to_owned();
    let cases = cases::cases_numbered(&cx.app.db, cx.guild()?, &typed, limits::CHOICES).await?;
    Ok(cases.iter().map(choice).collect())
}

fn choice(case: &Case) -> CommandOptionChoice {
    let about = case.target_name.as_deref().map(|target| format!(" · {}", name(target))).unwrap_or_default();
    let reason = case.reason.as_deref().map(|reason| format!(" · {}", name(reason))).unwrap_or_default();
    CommandOptionChoice {
        name: cut(&format!("#{} {}{about}{reason}", case.number, case.kind.title()), limits::CHOICE),
        name_localizations: None,
        value: CommandOptionChoiceValue::Integer(case.number.into()),
    }
}
