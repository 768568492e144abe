//! `/settings profile`: Gavel's nickname, avatar, banner and bio in this server, changed in one call.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use twilight_interactions::command::{CommandModel, CommandOption, CreateCommand, CreateOption};
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::discord::error_code;
use crate::discord::files::Fetched;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::evidence::safe_name;
use crate::domain::ids::UserId;
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::domain::picture::{self, LARGEST};
use crate::domain::text::{name, words};
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::heavy;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::guilds;
use crate::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, CommandOption, CreateOption)]
pub(super) enum Restored {
    #[option(name = "avatar", value = "avatar")]
    Avatar,
    #[option(name = "banner", value = "banner")]
    Banner,
    #[option(name = "everything", value = "everything")]
    Everything,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "profile", desc = "-")]
pub(super) struct Profile {
    /// My nickname here; "default" for my own name
    #[command(max_length = 32)]
    nick: Option<String>,
    /// My avatar here: a PNG, JPEG, GIF or WebP
    avatar: Option<Attachment>,
    /// My banner here: a PNG, JPEG, GIF or WebP
    banner: Option<Attachment>,
    /// The text about me here; "default" for my own
    #[command(max_length = 190)]
    bio: Option<String>,
    /// Bring back what I have everywhere else
    restore: Option<Restored>,
}

/// The change of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Field<T> {
    #[default]
    Keep,
    /// Back to what Gavel has everywhere else.
    Restore,
    Set(T),
}

/// A picture that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Uploaded {
    url: String,
    name: String,
}

/// The job that changes the profile.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EditProfile {
    nick: Field<String>,
    bio: Field<String>,
    avatar: Field<Uploaded>,
    banner: Field<Uploaded>,
    actor: UserId,
    actor_name: String,
}

impl Job for EditProfile {
    const KIND: &'static str = "edit_profile";
    /// The sentence for the person, once it is done.
    type Progress = Option<String>;
    const FOR_CALLER: bool = true;

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Orders the change.
pub(super) async fn profile(cx: &Cx, args: Profile) -> Result<Reply> {
    let all = args.restore == Some(Restored::Everything);
    let text = |typed: Option<String>| match typed.map(|typed| words(&typed)) {
        Some(Some(text)) if !text.eq_ignore_ascii_case("default") => Field::Set(text),
        Some(_) => Field::Restore,
        None if all => Field::Restore,
        None => Field::Keep,
    };
    let picture = |file: Option<Attachment>, which: Restored| match file {
        Some(file) => uploaded(file).map(Field::Set),
        None if all || args.restore == Some(which) => Ok(Field::Restore),
        None => Ok(Field::Keep),
    };
    let job = EditProfile {
        nick: text(args.nick),
        bio: text(args.bio),
        avatar: picture(args.avatar, Restored::Avatar)?,
        banner: picture(args.banner, Restored::Banner)?,
        actor: cx.caller(),
        actor_name: name(&cx.at.user.name).to_owned(),
    };
    if job.fields().is_empty() {
        return Err(Error::refused(words::profile_nothing_given()));
    }
    let needed = Permissions::CHANGE_NICKNAME;
    if job.nick != Field::Keep && !covers(cx.at.app_permissions, needed) {
        return Err(Error::refused(gavel_lacks(needed, Where::Server)));
    }
    let order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let committed = order.commit(&job).await?;
    committed.run(|why| Reply::private(words::profile_ordered(why))).await
}

fn uploaded(file: Attachment) -> Result<Uploaded> {
    if file.size > LARGEST as u64 {
        return Err(Error::refused(words::profile_large(LARGEST / 1024 / 1024)));
    }
    Ok(Uploaded { name: safe_name(&file.filename), url: file.url })
}

impl EditProfile {
    /// Returns the fields that change, with their new values as the history has them.
    fn fields(&self) -> Map<String, Value> {
        let text = |field: &Field<String>| match field {
            Field::Keep => None,
            Field::Restore => Some(Value::Null),
            Field::Set(text) => Some(json!(text)),
        };
        let picture = |field: &Field<Uploaded>| match field {
            Field::Keep => None,
            Field::Restore => Some(Value::Null),
            Field::Set(file) => Some(json!(file.name)),
        };
        let all = [
            ("nick", text(&self.nick)),
            ("avatar", picture(&self.avatar)),
            ("banner", picture(&self.banner)),
            ("bio", text(&self.bio)),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}

/// Returns the fields of a change, for people.
pub(super) fn named(fields: &Value) -> String {
    let title = |field: &str| match field {
        "nick" => words::profile_nick(),
        "avatar" => words::profile_avatar(),
        "banner" => words::profile_banner(),
        _ => words::profile_bio(),
    };
    let mut named = String::new();
    for field in fields.as_object().into_iter().flat_map(Map::keys) {
        let _ = write!(named, "{}{}", if named.is_empty() { "" } else { ", " }, title(field));
    }
    named
}

/// Changes the profile, and records who did.
pub(super) async fn run(mut job: JobContext<EditProfile>) -> Result<Next> {
    let said = match job.progress.clone() {
        Some(said) => said,
        None => match edit(&job).await {
            Ok(()) => {
                let fields = Value::Object(job.payload.fields());
                let said = words::profile_done(named(&fields));
                let mut tx = job.step().await?;
                guilds::profile_changed(&mut tx, job.guild(), job.payload.actor, fields).await?;
                job.progress = Some(said.clone());
                job.save_in(&mut tx).await?;
                tx.commit().await?;
                said
            }
            Err(Error::Refused(why)) => kept(&mut job, why.text()).await?,
            Err(error @ Error::Discord { .. }) => {
                let why = error_code::text(error.code().unwrap_or_default());
                kept(&mut job, words::profile_refused(why)).await?
            }
            Err(other) => return Err(other),
        },
    };
    Ok(Next::Done(Some(Reply::private(said))))
}

async fn kept(job: &mut JobContext<EditProfile>, said: String) -> Result<String> {
    job.progress = Some(said.clone());
    job.save().await?;
    Ok(said)
}

/// Makes the one call.
async fn edit(job: &JobContext<EditProfile>) -> Result<()> {
    let EditProfile { nick, bio, avatar, banner, actor, actor_name } = &job.payload;
    let mut body = Map::new();
    for (name, field) in [("nick", nick), ("bio", bio)] {
        match field {
            Field::Keep => {}
            Field::Restore => drop(body.insert(name.to_owned(), Value::Null)),
            Field::Set(text) => drop(body.insert(name.to_owned(), json!(text))),
        }
    }
    for (name, field) in [("avatar", avatar), ("banner", banner)] {
        match field {
            Field::Keep => {}
            Field::Restore => drop(body.insert(name.to_owned(), Value::Null)),
            Field::Set(file) => drop(body.insert(name.to_owned(), json!(data_uri(job, file).await?))),
        }
    }
    let reason = words::for_server(|| words::setup_audit(actor_name, actor));
    job.app.discord.own_member_edit(job.guild(), &Value::Object(body), &reason).await
}

/// Fetches a picture, and returns it as Discord takes it.
async fn data_uri(job: &JobContext<EditProfile>, file: &Uploaded) -> Result<String> {
    let fetched = job.app.discord.file_fetch(&file.url, LARGEST, file.name.clone(), String::new()).await?;
    let file = match fetched {
        Fetched::Whole(file) => file,
        Fetched::No(why) => return Err(Error::refused(words::kept::mass_file_gone(why))),
    };
    let uri = heavy::compute(move || picture::data_uri(file.bytes())).await?;
    uri.ok_or_else(|| Error::refused(words::profile_no_picture()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn what_changes_is_recorded_and_what_stays_is_not() {
        let job = EditProfile {
            nick: Field::Set("Hammer".to_owned()),
            bio: Field::Restore,
            avatar: Field::Keep,
            banner: Field::Keep,
            actor: Id::new(5),
            actor_name: "owner".to_owned(),
        };
        assert_eq!(Value::Object(job.fields()), json!({ "nick": "Hammer", "bio": null }));
        let stored = serde_json::to_value(&job).unwrap();
        assert_eq!(
            EditProfile::read(stored).unwrap().fields(),
            job.fields(),
            "a reset survives being stored"
        );
    }
}
