//! `/settings`: one subcommand per setting.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::guild::Permissions;

use crate::actions::{choices, options};
use crate::domain::limits;
use crate::domain::text::cut;
use crate::error::Result;
use crate::features::settings::{
    appeals, clear, file, greetings, history, messagelog, newcomers, panel, profile, retention, set,
    settings_view,
};
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;
use crate::words::Language;

#[derive(CommandModel, CreateCommand)]
#[command(name = "settings", desc = "-")]
#[expect(clippy::large_enum_variant, reason = "the derive takes no boxes; it lives for one call")]
enum Settings {
    #[command(name = "show")]
    Show(settings_view::Show),
    #[command(name = "log")]
    Log(set::Log),
    #[command(name = "protected-roles")]
    Protected(set::Protected),
    #[command(name = "jail")]
    Jail(set::Jail),
    #[command(name = "lockdown")]
    Lockdown(set::Lockdown),
    #[command(name = "presets")]
    Presets(set::Presets),
    #[command(name = "dm")]
    Dm(set::DirectMessage),
    #[command(name = "warnings")]
    Warnings(set::Warnings),
    #[command(name = "language")]
    Language(set::ServerLanguage),
    #[command(name = "time-zone")]
    Zone(set::Zone),
    #[command(name = "manual")]
    Manual(set::Manual),
    #[command(name = "welcome")]
    Welcome(greetings::Welcome),
    #[command(name = "leave")]
    Leave(greetings::Leave),
    #[command(name = "autorole")]
    Autorole(newcomers::Autorole),
    #[command(name = "rejoin")]
    Rejoin(newcomers::Rejoin),
    #[command(name = "alert")]
    Alert(newcomers::Alert),
    #[command(name = "messagelog")]
    MessageLog(messagelog::MessageLog),
    #[command(name = "retention")]
    Retention(retention::Retention),
    #[command(name = "appeals")]
    Appeals(appeals::Appeals),
    #[command(name = "profile")]
    Profile(profile::Profile),
    #[command(name = "clear")]
    Clear(clear::Clear),
    #[command(name = "history")]
    History(history::History),
    #[command(name = "export")]
    Export(file::Export),
    #[command(name = "import")]
    Import(file::Import),
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, settings)
        .reads_in(&["show", "history", "export"])
        .permission(Permissions::MANAGE_GUILD)
        .completes(suggest)
}

async fn settings(cx: Cx, command: Settings) -> Result<Reply> {
    match command {
        Settings::Show(settings_view::Show {}) => panel::show(&cx).await,
        Settings::Log(log) => set::log(&cx, log).await,
        Settings::Protected(protected) => set::protected(&cx, protected).await,
        Settings::Jail(jail) => set::jail(&cx, jail).await,
        Settings::Lockdown(lockdown) => set::lockdown(&cx, lockdown).await,
        Settings::Presets(presets) => set::presets(&cx, presets).await,
        Settings::Dm(dm) => set::dm(&cx, dm).await,
        Settings::Warnings(warnings) => set::warnings(&cx, warnings).await,
        Settings::Language(language) => set::language(&cx, language).await,
        Settings::Zone(zone) => set::zone(&cx, zone).await,
        Settings::Manual(manual) => set::manual(&cx, manual).await,
        Settings::Welcome(welcome) => greetings::welcome(&cx, welcome).await,
        Settings::Leave(leave) => greetings::leave(&cx, leave).await,
        Settings::Autorole(autorole) => newcomers::autorole(&cx, autorole).await,
        Settings::Rejoin(rejoin) => newcomers::rejoin(&cx, rejoin).await,
        Settings::Alert(alert) => newcomers::alert(&cx, alert).await,
        Settings::MessageLog(log) => messagelog::messagelog(&cx, log).await,
        Settings::Retention(kept) => retention::retention(&cx, kept).await,
        Settings::Appeals(of) => appeals::appeals(&cx, of).await,
        Settings::Profile(wanted) => profile::profile(&cx, wanted).await,
        Settings::Clear(clear) => clear::clear(&cx, clear).await,
        Settings::History(history::History {}) => history::first(&cx).await,
        Settings::Export(file::Export {}) => file::export(&cx).await,
        Settings::Import(import) => file::import(&cx, import).await,
    }
}

async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    let typed = focus.typed.trim().to_lowercase();
    let names: Vec<String> = match focus.option.as_str() {
        "language" => Language::all().map(Language::name).collect(),
        "zone" => jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect(),
        "reason" => guilds::settings(&cx.app.db, cx.guild()?).await?.presets,
        _ => return options::suggest(cx, focus).await,
    };
    let found = names.into_iter().filter(|name| name.to_lowercase().contains(&typed)).take(limits::CHOICES);
    Ok(found.map(|name| choices::choice(&name, cut(&name, limits::CHOICE))).collect())
}
