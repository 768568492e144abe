//! The card of `/setup`, with the controls that mend what is missing.

use twilight_model::channel::message::component::{Button, ButtonStyle, Component};

use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::ids::GuildId;
use crate::domain::log::Category;
use crate::domain::setting::Setting;
use crate::domain::text::cut;
use crate::error::Result;
use crate::features::settings::components;
use crate::features::settings::facts::{self, Facts};
use crate::features::settings::setup::control::{Purpose, SetUp};
use crate::features::settings::setup::findings::{Finding, State, findings};
use crate::features::settings::setup::presets::{LadderPreset, ReasonsPreset};
use crate::kernel::app::App;
use crate::kernel::control::Control;
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::sidecar_events;
use crate::words;

/// The most letters shown of a finding.
const ROOM: usize = 700;

/// The sentence about what was just done, and the control that takes it back.
#[derive(Clone, Debug, Default)]
pub(super) struct Note {
    pub(super) text: String,
    pub(super) undo: Option<SetUp>,
}

/// Returns the card as the server is now.
pub(super) async fn shown(app: &App, guild: GuildId, audience: Audience, note: Note) -> Result<Reply> {
    let (facts, sidecar) =
        tokio::try_join!(facts::gather(app, guild), sidecar_events::sidecar_state(&app.db))?;
    let lines: Vec<String> = findings(&facts, &sidecar).iter().map(line).collect();
    let embed =
        Card::new().title(words::setup_title()).text(lines.join("\n")).colour(colour::BLURPLE).build();
    let mut components = selects(&facts);
    components.extend(components::button_rows(makers(&facts)));
    let mut last: Vec<Button> = note.undo.iter().map(undo).collect();
    last.push(button(ButtonStyle::Secondary, &words::setup_button_again(), SetUp::Again.id()));
    components.extend(components::button_rows(last));
    Ok(Reply::new(audience, Message { content: note.text, components, ..Message::embed(embed) }))
}

fn undo(control: &SetUp) -> Button {
    button(ButtonStyle::Danger, &words::button_undo(), control.id())
}

fn line(finding: &Finding) -> String {
    let sign = match finding.state {
        State::Missing => "⚠️",
        State::Open => "▫️",
        State::Works => "✅",
    };
    format!("{sign} **{}** · {}", finding.title, cut(&finding.text, ROOM))
}

/// Returns the purposes for which no channel of their own works.
fn without_channel(facts: &Facts) -> Vec<Purpose> {
    let settings = facts.settings();
    let lacks = |purpose: &Purpose| {
        let channel = match purpose {
            Purpose::Log => settings.log_channel(Category::Moderation),
            Purpose::Reports => settings.log.get(&Category::Reports).copied(),
            Purpose::Appeals => settings.appeals.as_ref().map(|appeals| appeals.channel),
        };
        channel.is_none_or(|channel| facts.closed(channel).is_some())
    };
    Purpose::ALL.into_iter().filter(lacks).collect()
}

/// Returns the selects: three at most, so that the buttons have room.
fn selects(facts: &Facts) -> Vec<Component> {
    let mut rows = Vec::new();
    if let Some(purpose) = without_channel(facts).first() {
        rows.push(components::channels(
            SetUp::Choose(*purpose).id(),
            &purpose.hint(),
            purpose.offered(),
            1,
            &[],
        ));
    }
    if facts.settings().ladder.is_empty() {
        let choices =
            LadderPreset::ALL.map(|preset| (preset.as_str().to_owned(), preset.title(), preset.about()));
        rows.push(components::one_of(SetUp::Ladder.id(), &words::setup_choose_ladder(), choices, None));
    }
    if facts.settings().presets.is_empty() {
        let about = |preset: ReasonsPreset| words::setup_reasons_about(preset.reasons().join(", "));
        let choices =
            ReasonsPreset::ALL.map(|preset| (preset.as_str().to_owned(), preset.title(), about(preset)));
        rows.push(components::one_of(SetUp::Reasons.id(), &words::setup_choose_reasons(), choices, None));
    }
    rows
}

/// Returns the buttons that make what is not there.
fn makers(facts: &Facts) -> Vec<Button> {
    let make = |label: String, control: SetUp| button(ButtonStyle::Primary, &label, control.id());
    let mut buttons: Vec<Button> =
        without_channel(facts).into_iter().map(|it| make(it.button(), SetUp::Make(it))).collect();
    let jail = facts.settings().jail_role;
    if jail.is_none_or(|role| facts.unusable(Setting::JailRole, role).is_some()) {
        buttons.push(make(words::setup_button_jail(), SetUp::Jail));
    }
    buttons
}
