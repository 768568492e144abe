//! `/unban user reason?`: lifts a ban. While `user` is typed, banned people are suggested.

use std::collections::HashSet;
use std::time::Duration;

use twilight_interactions::command::internal::{CommandOptionData, CreateOptionData};
use twilight_interactions::command::{
    CommandModel, CommandOption, CreateCommand, CreateOption, ResolvedUser,
};
use twilight_interactions::error::ParseOptionErrorType;
use twilight_model::application::command::{CommandOption as Definition, CommandOptionChoice};
use twilight_model::application::interaction::InteractionDataResolved;
use twilight_model::application::interaction::application_command::CommandOptionValue;
use twilight_model::guild::Permissions;
use twilight_model::id::Id;

use crate::actions::choices::choice;
use crate::actions::options;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::discord::members::Banned;
use crate::discord::rest::Call;
use crate::domain::case::Case;
use crate::domain::ids::UserId;
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, CommandUser, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::cases;
use crate::words;

/// The time to wait for Discord's list of bans while somebody types.
const TYPING: Duration = Duration::from_secs(1);

#[derive(CommandModel, CreateCommand)]
#[command(name = "unban", desc = "-")]
struct Unban {
    /// The person to unban: choose one, or enter a name or id
    #[command(max_length = 100, autocomplete = true)]
    user: Whose,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

/// The person to unban: typed, or picked by a client that still has the command's old form.
enum Whose {
    Picked(Box<ResolvedUser>),
    Typed(String),
}

impl CommandOption for Whose {
    fn from_option(
        value: CommandOptionValue,
        data: CommandOptionData,
        resolved: Option<&InteractionDataResolved>,
    ) -> Result<Self, ParseOptionErrorType> {
        if let CommandOptionValue::User(_) = value {
            let user = ResolvedUser::from_option(value, data, resolved)?;
            return Ok(Self::Picked(Box::new(user)));
        }
        String::from_option(value, data, resolved).map(Self::Typed)
    }
}

impl CreateOption for Whose {
    fn create_option(data: CreateOptionData) -> Definition {
        String::create_option(data)
    }
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, unban).permission(Permissions::BAN_MEMBERS).completes(suggest)
}

async fn unban(cx: Cx, args: Unban) -> Result<Reply> {
    let person = match args.user {
        Whose::Picked(user) => CommandUser::of(&user),
        Whose::Typed(text) => match find(&cx, &text).await {
            Ok(person) => person,
            // Once lifted, a ban can't be found by its name any more.
            Err(error) => return cx.refuse(error).await,
        },
    };
    order(&cx, ActionRequest::new(Kind::Unban, person, args.reason)).await
}

/// Returns the person that a text names: by id, by mention, or by the name of somebody banned.
async fn find(cx: &Cx, text: &str) -> Result<CommandUser> {
    let id = match id_in(text) {
        Some(id) => id,
        None => named(&banned(cx, Call::default(), &letters(text)).await?, text).map_err(Error::refused)?,
    };
    Ok(CommandUser::by_id(id, None))
}

/// Returns the one person of that name, or a sentence that asks for more.
fn named(banned: &[Banned], text: &str) -> Result<UserId, String> {
    let name = letters(text);
    let found: HashSet<UserId> = banned
        .iter()
        .filter(|ban| !name.is_empty() && ban.name.to_lowercase() == name)
        .map(|ban| ban.id)
        .collect();
    let shown = plain(&cut(text.trim(), limits::QUOTED_INPUT));
    match found.iter().copied().collect::<Vec<_>>().as_slice() {
        [id] => Ok(*id),
        [] => Err(words::unban_unknown(shown)),
        _ => Err(words::unban_several(shown)),
    }
}

/// Reads an id, bare or in a mention.
fn id_in(text: &str) -> Option<UserId> {
    let text = text.trim();
    let inside = text.strip_prefix("<@").and_then(|rest| rest.strip_suffix('>'));
    let digits = inside.map_or(text, |inside| inside.trim_start_matches('!'));
    digits.parse().ok().and_then(Id::new_checked)
}

async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    if focus.option != "user" {
        return options::suggest(cx, focus).await;
    }
    let banned = banned(&cx, Call::within(TYPING), &letters(&focus.typed)).await?;
    Ok(matching(&banned, &focus.typed).into_iter().take(limits::CHOICES).map(offer).collect())
}

/// Returns the bans: the record's, newest first, then Discord's. Most are in both. If Discord does not answer, only the
/// record's.
async fn banned(cx: &Cx, how: Call, letters: &str) -> Result<Vec<Banned>> {
    let guild = cx.guild()?;
    let (ours, theirs) =
        tokio::join!(cases::bans_in_force(&cx.app.db, guild, letters), cx.app.discord.bans(guild, how));
    let theirs = theirs.unwrap_or_else(|error| {
        tracing::debug!(%guild, %error, "Discord's list of bans is not to be had");
        vec![]
    });
    Ok(ours?.into_iter().filter_map(of_case).chain(theirs).collect())
}

/// Returns the text to search for: a name without a leading `@`.
fn letters(text: &str) -> String {
    text.trim().trim_start_matches('@').to_lowercase()
}

fn of_case(case: Case) -> Option<Banned> {
    let name = case.target_name.unwrap_or_default();
    Some(Banned { id: case.target?, name, reason: case.reason })
}

/// Returns the people whose name or id contains what was typed, each once.
fn matching<'a>(banned: &'a [Banned], typed: &str) -> Vec<&'a Banned> {
    let typed = letters(typed);
    let mut seen = HashSet::new();
    let fits =
        |ban: &&Banned| ban.name.to_lowercase().contains(&typed) || ban.id.to_string().contains(&typed);
    banned.iter().filter(fits).filter(|ban| seen.insert(ban.id)).collect()
}

fn offer(ban: &Banned) -> CommandOptionChoice {
    let reason = ban.reason.as_deref().filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| format!(" · {reason}")).unwrap_or_default();
    choice(&format!("{} ({}){reason}", ban.name, ban.id), ban.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn banned(bans: &[(u64, &str, &str)]) -> Vec<Banned> {
        let ban = |(id, name, reason): &(u64, &str, &str)| Banned {
            id: Id::new(*id),
            name: (*name).to_owned(),
            reason: Some((*reason).to_owned()),
        };
        bans.iter().map(ban).collect()
    }

    #[test]
    fn an_id_is_read_as_it_is_and_in_a_mention() {
        for text in ["80351110224678912", " <@80351110224678912> ", "<@!80351110224678912>"] {
            assert_eq!(id_in(text), Some(Id::new(80_351_110_224_678_912)), "{text}");
        }
        for text in ["nelly", "0", "<@&5>", "<@5", "-5", ""] {
            assert_eq!(id_in(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_means_one_person_or_is_refused() {
        let bans = banned(&[(1, "Nelly", "x"), (1, "nelly", "y"), (2, "Twin", ""), (3, "twin", "")]);
        assert_eq!(named(&bans, "@NELLY"), Ok(Id::new(1)));
        assert!(named(&bans, "twin").unwrap_err().contains("Several people"));
        assert!(named(&bans, "nell").unwrap_err().contains("can't find a ban of nell"));
    }

    #[test]
    fn each_person_is_offered_once_as_the_record_knows_them() {
        let bans = banned(&[(12, "nelly", "spam"), (34, "tom", ""), (12, "nelly_new", "case 1")]);
        let offered =
            |typed: &str| matching(&bans, typed).into_iter().map(|ban| offer(ban).name).collect::<Vec<_>>();
        assert_eq!(offered("NEL"), ["nelly (12) · spam"]);
        assert_eq!(offered("34"), ["tom (34)"]);
        assert_eq!(offered("_new"), ["nelly_new (12) · case 1"]);
        assert_eq!(offered("").len(), 2);
    }
}
