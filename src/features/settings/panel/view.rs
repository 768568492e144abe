//! The pages of the panel: everything, a section, a setting with the controls that change it.

use std::collections::BTreeMap;

use twilight_model::channel::message::Embed;
use twilight_model::channel::message::component::{Button, ButtonStyle, Component};
use twilight_model::guild::Permissions;

use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::greeting::GreetingPlace;
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::lockdown::CHOSEN;
use crate::domain::log::Category;
use crate::domain::setting::{Section, Setting};
use crate::domain::settings::Settings;
use crate::domain::settings_rules::{AUTOROLES, IGNORED, PROTECTED};
use crate::domain::text::cut;
use crate::features::settings::components::{self, Choice, Offered};
use crate::features::settings::facts::{Broken, Facts};
use crate::features::settings::panel::control::{Panel, Part};
use crate::features::settings::panel::forms::NEW;
use crate::features::settings::settings_view;
use crate::kernel::control::Control;
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::guilds::ChangeSpan;
use crate::words;
use crate::words::Language;

/// The most letters of what is broken, above a page.
const ROOM: usize = 1_200;

/// The settings, and the server as far as Discord told it in time.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) settings: &'a Settings,
    pub(super) facts: Option<&'a Facts>,
    /// Gavel's permissions.
    pub(super) held: Permissions,
}

impl Page<'_> {
    fn broken(&self) -> Vec<Broken> {
        self.facts.map(Facts::broken).unwrap_or_default()
    }

    /// Returns the title and the value of a setting, with what is broken in it.
    fn field(&self, setting: Setting) -> (String, String) {
        let field = settings_view::field(setting.as_str(), self.settings, &BTreeMap::new(), self.held);
        field.unwrap_or_else(|| (setting.title(), String::new()))
    }
}

/// Returns the lines on what is broken; empty if nothing is.
fn warnings(broken: &[Broken]) -> String {
    let line = |it: &Broken| format!("⚠️ **{}** · {}", it.setting.title(), it.what);
    cut(&broken.iter().map(line).collect::<Vec<_>>().join("\n"), ROOM)
}

fn back(label: &str, to: &Panel) -> Button {
    button(ButtonStyle::Secondary, label, to.id())
}

/// Returns the page with everything. `cards` are its embeds.
pub(super) fn home(page: &Page<'_>, cards: Vec<Embed>, audience: Audience) -> Reply {
    let broken = page.broken();
    let about = |section: Section| section.settings().map(Setting::title).collect::<Vec<_>>().join(", ");
    let sections = Section::ALL.map(|it| (it.as_str().to_owned(), it.title(), about(it)));
    let mut rows =
        vec![components::one_of(Panel::Choose.id(), &words::panel_choose_section(), sections, None)];
    let mut mend: Vec<Setting> = broken.iter().map(|it| it.setting).collect();
    mend.dedup();
    if !mend.is_empty() {
        let choices = mend.into_iter().map(choice);
        // The same control as in a section; a custom id may stand once in a message, and this is the only one here.
        rows.push(components::one_of(Panel::Open.id(), &words::panel_mend(), choices, None));
    }
    let message =
        Message { content: warnings(&broken), embeds: cards, components: rows, ..Message::default() };
    Reply::new(audience, message)
}

fn choice(setting: Setting) -> Choice {
    (setting.as_str().to_owned(), setting.title(), String::new())
}

/// Returns the page of a section.
pub(super) fn section(page: &Page<'_>, section: Section) -> Reply {
    let broken: Vec<Broken> =
        page.broken().into_iter().filter(|it| it.setting.section() == section).collect();
    let embed = Card::new().title(section.title()).colour(colour::BLURPLE);
    let embed = section.settings().fold(embed, |embed, setting| {
        let (name, value) = page.field(setting);
        embed.field(name, cut(&value, limits::EMBED_FIELD))
    });
    let choices = section.settings().map(choice);
    let mut rows = vec![components::one_of(Panel::Open.id(), &words::panel_choose_setting(), choices, None)];
    rows.extend(components::button_rows(vec![back(&words::panel_back(), &Panel::Home)]));
    let message = Message { content: warnings(&broken), components: rows, ..Message::embed(embed.build()) };
    Reply::new(Audience::Update, message)
}

/// The sentence about what was just done, what it looks like, and where it stands in the history.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) text: String,
    pub(super) preview: Option<Embed>,
    pub(super) span: Option<ChangeSpan>,
}

/// Returns the page of a setting.
pub(super) fn setting(page: &Page<'_>, setting: Setting, done: Done) -> Reply {
    let broken: Vec<Broken> = page.broken().into_iter().filter(|it| it.setting == setting).collect();
    let (title, value) = page.field(setting);
    let embed = Card::new().title(title).text(value);
    let embed = embed.colour(if broken.is_empty() { colour::BLURPLE } else { colour::RED }).build();
    let mut rows = selects(page, setting);
    let mut buttons = switches(page.settings, setting);
    if !setting.is_usual(page.settings) {
        buttons.push(button(ButtonStyle::Secondary, &words::panel_reset(), Panel::Reset(setting).id()));
    }
    if let Some(span) = done.span {
        buttons.push(button(ButtonStyle::Danger, &words::button_undo(), Panel::Undo(setting, span).id()));
    }
    buttons.push(back(&words::panel_back(), &Panel::Section(setting.section())));
    rows.extend(components::button_rows(buttons));
    let content = [done.text, warnings(&broken)];
    let content: Vec<String> = content.into_iter().filter(|text| !text.is_empty()).collect();
    let embeds = [embed].into_iter().chain(done.preview).collect();
    let message = Message { content: content.join("\n"), embeds, components: rows, ..Message::default() };
    Reply::new(Audience::Update, message)
}

/// Returns the selects of a setting.
fn selects(page: &Page<'_>, setting: Setting) -> Vec<Component> {
    let settings = page.settings;
    let main = Panel::Pick(setting, Part::Main).id();
    // Discord refuses a select whose default is gone.
    let there = |channel: &ChannelId| {
        page.facts.is_none_or(|facts| facts.channels.iter().any(|it| it.id == *channel))
    };
    let channels = |id: String, hint: &str, offered, most, chosen: Vec<_>| {
        let chosen: Vec<_> = chosen.into_iter().filter(there).collect();
        components::channels(id, hint, offered, most, &chosen)
    };
    let roles = |hint: &str, most| {
        let is_there = |role: &RoleId| {
            page.facts.is_none_or(|facts| facts.server.guild.roles.iter().any(|it| it.id == *role))
        };
        let chosen: Vec<_> = setting.roles(settings).into_iter().filter(is_there).collect();
        components::roles(main.clone(), hint, most, &chosen)
    };
    let offered = match setting {
        Setting::Appeals => Offered::Posts,
        Setting::Alert | Setting::MessageLog => Offered::Threads,
        _ => Offered::Text,
    };
    let one = |hint: &str| channels(main.clone(), hint, offered, 1, setting.posts_in(settings));
    match setting {
        Setting::Log => {
            let parts = [Part::Everything, Part::Moderation, Part::Messages, Part::Reports];
            let row = |(part, category): (Part, Category)| {
                let chosen = settings.log.get(&category).copied().into_iter().collect();
                let hint = words::panel_log_hint(category.title());
                let offered = if part == Part::Reports { Offered::Posts } else { Offered::Threads };
                channels(Panel::Pick(setting, part).id(), &hint, offered, 1, chosen)
            };
            parts.into_iter().zip(Category::ALL).map(row).collect()
        }
        Setting::ProtectedRoles => vec![roles(&words::panel_protected_hint(), PROTECTED)],
        Setting::JailRole => vec![roles(&words::panel_jail_hint(), 1)],
        Setting::Autorole => vec![roles(&words::panel_autorole_hint(), AUTOROLES)],
        Setting::Lockdown if settings.lockdown.len() <= limits::SELECT_OPTIONS => {
            let hint = words::panel_lockdown_hint();
            vec![channels(main, &hint, Offered::Lockable, CHOSEN, settings.lockdown.clone())]
        }
        Setting::Welcome | Setting::Leave | Setting::Alert | Setting::Appeals => {
            vec![one(&words::panel_channel_hint())]
        }
        Setting::MessageLog => {
            let mut rows = vec![one(&words::panel_channel_hint())];
            if let Some(log) =
                settings.message_log.as_ref().filter(|log| log.ignored.len() <= limits::SELECT_OPTIONS)
            {
                let id = Panel::Pick(setting, Part::Ignored).id();
                let hint = words::panel_ignored_hint();
                rows.push(channels(id, &hint, Offered::Text, IGNORED, log.ignored.clone()));
            }
            rows
        }
        Setting::Language => {
            let choices = Language::all().map(|it| (it.tag().to_owned(), it.name(), String::new()));
            let chosen = settings.language.map(Language::tag);
            vec![components::one_of(main, &words::panel_language_hint(), choices, chosen)]
        }
        Setting::Dm => {
            let told = Kind::which(|facts| facts.is_told);
            let choices = told.map(|kind| (kind.as_str().to_owned(), kind.title(), String::new()));
            vec![components::one_of(Panel::FormOf(setting).id(), &words::panel_dm_choose(), choices, None)]
        }
        Setting::Ladder => {
            let new = (NEW.to_owned(), words::panel_step_new(), String::new());
            let steps =
                settings.ladder.iter().map(|step| (step.points.to_string(), step.text(), String::new()));
            let choices: Vec<Choice> = [new].into_iter().chain(steps).collect();
            vec![components::one_of(Panel::FormOf(setting).id(), &words::panel_step_choose(), choices, None)]
        }
        _ => vec![],
    }
}

/// Returns the buttons of a setting that open its form or switch something.
fn switches(settings: &Settings, setting: Setting) -> Vec<Button> {
    let form = |label: String| button(ButtonStyle::Primary, &label, Panel::Form(setting).id());
    let switch = |part: Part, on: bool, label: String| {
        button(ButtonStyle::Primary, &label, Panel::Switch(setting, part, on).id())
    };
    match setting {
        Setting::Presets | Setting::Warnings | Setting::TimeZone | Setting::Retention => {
            vec![form(words::panel_edit())]
        }
        Setting::Policy => vec![form(words::panel_limit())],
        Setting::Manual => {
            let on = settings.ignores_manual;
            let label = if on { words::panel_manual_on() } else { words::panel_manual_off() };
            vec![switch(Part::Main, on, label)]
        }
        Setting::Welcome | Setting::Leave => {
            let slot = if setting == Setting::Leave { &settings.leave } else { &settings.welcome };
            let is_direct = slot.as_ref().is_some_and(|it| it.place == GreetingPlace::DirectMessage);
            let text = slot.is_some().then(|| form(words::panel_text()));
            let direct = (setting == Setting::Welcome && !is_direct)
                .then(|| switch(Part::Direct, true, words::panel_direct()));
            [text, direct].into_iter().flatten().collect()
        }
        Setting::Autorole => {
            let on = !settings.autorole.bots;
            let label = if on { words::panel_bots_too() } else { words::panel_bots_not() };
            vec![form(words::panel_delay()), switch(Part::Bots, on, label)]
        }
        Setting::Rejoin => {
            let (cell, roles) = (settings.rejoin_frees, !settings.rejoin_roles);
            let jail = if cell { words::panel_rejoin_jail() } else { words::panel_rejoin_free() };
            let back = if roles { words::panel_rejoin_roles() } else { words::panel_rejoin_no_roles() };
            vec![switch(Part::Cell, cell, jail), switch(Part::Roles, roles, back)]
        }
        Setting::Alert => {
            let is_logs = settings.alert.as_ref().is_some_and(|alert| alert.channel.is_none());
            (!is_logs).then(|| switch(Part::Direct, true, words::panel_alert_log())).into_iter().collect()
        }
        Setting::MessageLog => match &settings.message_log {
            Some(log) => {
                let label = if log.bots { words::panel_bots_not() } else { words::panel_bots_too() };
                vec![switch(Part::Bots, !log.bots, label)]
            }
            None => vec![],
        },
        Setting::Appeals => match &settings.appeals {
            Some(appeals) => {
                let on = !appeals.by_another;
                let label = if on { words::panel_another_on() } else { words::panel_another_off() };
                vec![form(words::panel_questions()), switch(Part::Another, on, label)]
            }
            None => vec![],
        },
        _ => vec![],
    }
}
