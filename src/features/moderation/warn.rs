//! `/warn user reason? points? expires?`, and Apps → Warn: record a warning, tell the member, offer to take it back.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::channel::message::component::{Component, Label, TextInput, TextInputStyle};
use twilight_model::guild::Permissions;

use crate::actions::punish::{Counts, Sentence, punish};
use crate::actions::spans;
use crate::domain::case::Kind;
use crate::domain::ids::UserId;
use crate::domain::rank::Target;
use crate::domain::text::cut;
use crate::error::Result;
use crate::kernel::command::{Ack, Command, Focus, Person};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Modal, Reply};

/// The longest reason a form or an option takes.
const REASON: u16 = 1000;

#[derive(CommandModel, CreateCommand)]
#[command(name = "warn", desc = "Warn a member: they are told, and it is recorded")]
struct Warn {
    /// Whom to warn
    user: ResolvedUser,
    /// Why; the member reads it
    #[command(max_length = 1000)]
    reason: Option<String>,
    /// How much it counts; 1, when left out
    #[command(min_value = 0, max_value = 100)]
    points: Option<i64>,
    /// For how long it counts, like 30d; as the server is set, when left out
    #[command(max_length = 60, autocomplete = true)]
    expires: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, warn)
        .permission(Permissions::MODERATE_MEMBERS)
        .completes(async |cx, focus: Focus| spans::suggest(&cx, &focus.typed).await)
}

pub(super) fn menu() -> Command {
    Command::user_menu("Warn", Ack::Now, open).permission(Permissions::MODERATE_MEMBERS)
}

async fn warn(cx: Cx, args: Warn) -> Result<Reply> {
    let counts = match &args.expires {
        Some(text) => spans::ends(&cx, text).await?.map_or(Counts::Always, Counts::Until),
        None => Counts::Usual,
    };
    let points = args.points.and_then(|points| points.try_into().ok()).unwrap_or(1);
    let sentence = Sentence::new(Kind::Warn, Person::of(&args.user), args.reason);
    punish(&cx, Sentence { points, counts, ..sentence }).await
}

/// The form that Apps → Warn opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WarnForm {
    Submit { user: UserId },
}

impl Control for WarnForm {
    const FEATURE: &'static str = "warn";

    fn write(&self) -> String {
        let Self::Submit { user } = self;
        format!("submit:{user}")
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["submit", user] => Some(Self::Submit { user: user.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Public
    }

    fn permission(&self) -> Permissions {
        Permissions::MODERATE_MEMBERS
    }
}

async fn open(_: Cx, user: ResolvedUser) -> Result<Reply> {
    let input = Component::TextInput(TextInput {
        id: None,
        custom_id: "reason".to_owned(),
        #[expect(deprecated, reason = "inside a Label it must stay empty")]
        label: None,
        max_length: Some(REASON),
        min_length: None,
        placeholder: None,
        required: Some(false),
        style: TextInputStyle::Paragraph,
        value: None,
    });
    Ok(Reply::Modal(Box::new(Modal {
        custom_id: WarnForm::Submit { user: user.resolved.id }.id(),
        title: cut(&format!("Warn {}", user.resolved.name), 45),
        components: vec![Component::Label(Label {
            id: None,
            label: "Reason".to_owned(),
            description: Some("Why; the member reads it.".to_owned()),
            component: Box::new(input),
        })],
    })))
}

/// The form, filled in. Discord tells us nothing about the member here, so we ask.
pub(super) async fn submit(cx: Cx, form: WarnForm, pressed: Pressed) -> Result<Reply> {
    let WarnForm::Submit { user } = form;
    let guild = cx.guild()?;
    let (member, name) =
        tokio::try_join!(cx.app.discord.member(guild, user), cx.app.discord.user_name(user))?;
    let target = member.map_or(Target::Outsider(user), Target::Member);
    let sentence = Sentence::new(Kind::Warn, Person { id: user, name, target }, pressed.field("reason"));
    punish(&cx, Sentence { points: 1, ..sentence }).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn the_form_is_read_back_as_it_was_written() {
        let form = WarnForm::Submit { user: Id::new(u64::MAX) };
        let id = form.id();
        assert!(id.len() <= 100);
        assert_eq!(WarnForm::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(form));
    }
}
