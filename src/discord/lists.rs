//! A server's members and bans, and Gavel's servers, a page at a time, in order of their ids.

use std::time::Duration;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use twilight_http::request::Method;

use crate::discord::reason::is_of_case;
use crate::discord::rest::Call;
use crate::discord::{Discord, request};
use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::error::Result;

/// The number of entries that Discord returns at once.
const PAGE: u16 = 1000;
/// The number of servers that Discord returns at once.
pub const GUILDS: usize = 200;
/// The limits of a call for a large page, made by an export that has time.
const PATIENT: Call = Call::within(Duration::from_secs(60)).attempt(Duration::from_secs(20));
/// The limits of a call made by a job, which can come back later.
const SOON: Call = Call::within(Duration::from_secs(15)).attempt(Duration::from_secs(10));

/// A member in an export. The field names are a stable format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "MemberBody")]
pub struct Member {
    pub user_id: UserId,
    pub username: String,
    /// The display name outside this server.
    pub global_name: Option<String>,
    /// The nickname in this server.
    pub nick: Option<String>,
    pub bot: bool,
    /// The roles, without @everyone.
    pub roles: Vec<RoleId>,
    /// The time of joining; `None` for guests.
    pub joined_at: Option<Timestamp>,
    /// The time since which they have boosted the server.
    pub premium_since: Option<Timestamp>,
    /// The end of their timeout; may be past.
    pub communication_disabled_until: Option<Timestamp>,
    /// `true` if they have yet to agree to the server's rules.
    pub pending: bool,
}

/// A ban in an export. The field names are a stable format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BanBody")]
pub struct Ban {
    pub user_id: UserId,
    pub username: String,
    pub global_name: Option<String>,
    pub bot: bool,
    pub reason: Option<String>,
}

/// Somebody on a list.
pub trait Listed: DeserializeOwned + Send {
    const LIST: &'static str;
    fn id(&self) -> UserId;
}

impl Listed for Member {
    const LIST: &'static str = "members";
    fn id(&self) -> UserId {
        self.user_id
    }
}

impl Listed for Ban {
    const LIST: &'static str = "bans";
    fn id(&self) -> UserId {
        self.user_id
    }
}

impl Member {
    /// The CSV columns.
    pub const COLUMNS: &[&str] = &[
        "user_id",
        "username",
        "global_name",
        "nick",
        "bot",
        "roles",
        "joined_at",
        "premium_since",
        "communication_disabled_until",
        "pending",
    ];
}

impl Ban {
    /// The CSV columns.
    pub const COLUMNS: &[&str] = &["user_id", "username", "global_name", "bot", "reason"];

    /// Returns `true` if the ban was made for a case.
    #[must_use]
    pub fn is_of(&self, case: i32) -> bool {
        self.reason.as_deref().is_some_and(|reason| is_of_case(reason, case))
    }
}

#[derive(Deserialize)]
struct UserBody {
    id: UserId,
    username: String,
    global_name: Option<String>,
    #[serde(default)]
    bot: bool,
}

#[derive(Deserialize)]
struct MemberBody {
    user: UserBody,
    nick: Option<String>,
    roles: Vec<RoleId>,
    joined_at: Option<Timestamp>,
    premium_since: Option<Timestamp>,
    communication_disabled_until: Option<Timestamp>,
    #[serde(default)]
    pending: bool,
}

#[derive(Deserialize)]
struct BanBody {
    user: UserBody,
    reason: Option<String>,
}

impl From<MemberBody> for Member {
    fn from(body: MemberBody) -> Self {
        Self {
            user_id: body.user.id,
            username: body.user.username,
            global_name: body.user.global_name,
            nick: body.nick,
            bot: body.user.bot,
            roles: body.roles,
            joined_at: body.joined_at,
            premium_since: body.premium_since,
            communication_disabled_until: body.communication_disabled_until,
            pending: body.pending,
        }
    }
}

impl From<BanBody> for Ban {
    fn from(body: BanBody) -> Self {
        Self {
            user_id: body.user.id,
            username: body.user.username,
            global_name: body.user.global_name,
            bot: body.user.bot,
            reason: body.reason,
        }
    }
}

impl Discord {
    /// Returns the approximate number of members of a server.
    pub async fn member_count(&self, guild: GuildId) -> Result<Option<u64>> {
        #[derive(Deserialize)]
        struct Counted {
            approximate_member_count: Option<u64>,
        }
        Ok(self
            .rest
            .fetch::<Counted>(self.build.guild(guild).with_counts(true))
            .await?
            .approximate_member_count)
    }

    /// Returns the members whose ids come after one, or the first ones; an empty page is the end. Needs the members
    /// intent.
    pub async fn members_after(&self, guild: GuildId, after: Option<UserId>) -> Result<Vec<Member>> {
        self.page(format!("guilds/{guild}/members?limit={PAGE}"), after, PATIENT).await
    }

    /// Returns the bans of users whose ids come after one, or the first ones; an empty page is the end. Needs Ban
    /// Members.
    pub async fn bans_after(&self, guild: GuildId, after: Option<UserId>) -> Result<Vec<Ban>> {
        self.page(format!("guilds/{guild}/bans?limit={PAGE}"), after, PATIENT).await
    }

    /// Returns Gavel's servers whose ids come after one, or the first ones; fewer than [`GUILDS`] are the end.
    pub async fn guilds_after(&self, after: Option<GuildId>) -> Result<Vec<GuildId>> {
        #[derive(Deserialize)]
        struct Body {
            id: GuildId,
        }
        let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
        let path = format!("users/@me/guilds?limit={GUILDS}{after}");
        let answer = self.rest.call(request(Method::Get, path, None)?, Call::default()).await?;
        Ok(answer.json::<Vec<Body>>()?.into_iter().map(|guild| guild.id).collect())
    }

    /// Returns which of `ids` (ascending) are on the list. Reads at most `pages` pages; `None` if that did not reach
    /// the end. A page is only read if it can have one of them.
    pub async fn among<T: Listed>(
        &self,
        guild: GuildId,
        ids: &[UserId],
        pages: usize,
    ) -> Result<Option<Vec<T>>> {
        let (mut found, mut left) = (Vec::new(), ids);
        for _ in 0..pages {
            let Some(next) = left.first() else { break };
            let list = format!("guilds/{guild}/{}?limit={PAGE}", T::LIST);
            let page: Vec<T> = self.page(list, UserId::new_checked(next.get() - 1), SOON).await?;
            let last = page.last().map(T::id).filter(|_| page.len() >= usize::from(PAGE));
            found.extend(page.into_iter().filter(|one| left.binary_search(&one.id()).is_ok()));
            left = beyond(left, last);
        }
        Ok(left.is_empty().then_some(found))
    }

    async fn page<T: DeserializeOwned>(
        &self,
        list: String,
        after: Option<UserId>,
        how: Call,
    ) -> Result<Vec<T>> {
        let path = after.map(|after| format!("{list}&after={after}")).unwrap_or(list);
        self.rest.call(request(Method::Get, path, None)?, how).await?.json()
    }
}

/// Returns the ids after the last one of a full page; none if the page was the last one.
fn beyond(ids: &[UserId], last: Option<UserId>) -> &[UserId] {
    last.map_or(&[], |last| &ids[ids.partition_point(|id| *id <= last)..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn assert_columns(row: &impl Serialize, columns: &[&str]) {
        let Value::Object(row) = serde_json::to_value(row).unwrap() else { panic!("no object") };
        let mut columns = columns.to_vec();
        columns.sort_unstable();
        assert_eq!(row.keys().map(String::as_str).collect::<Vec<_>>(), columns);
    }

    #[test]
    fn a_member_and_a_ban_are_flat_and_csv_has_every_field() {
        let user = json!({ "id": "5", "username": "ann", "global_name": "Ann", "discriminator": "0" });
        let member = json!({
            "user": user, "nick": null, "roles": ["7", "8"], "joined_at": "2024-03-01T18:00:00.123000+00:00", "deaf": false
        });
        let member: Member = serde_json::from_value(member).unwrap();
        assert_columns(&member, Member::COLUMNS);
        let line = serde_json::to_value(&member).unwrap();
        assert_eq!(line["user_id"], "5");
        assert_eq!(line["roles"], json!(["7", "8"]));
        assert_eq!(line["joined_at"], "2024-03-01T18:00:00.123Z");
        let ban: Ban = serde_json::from_value(json!({ "reason": "spam", "user": user })).unwrap();
        assert_columns(&ban, Ban::COLUMNS);
    }

    #[test]
    fn a_list_is_read_on_where_the_next_one_wanted_can_be() {
        let ids = [2, 1998, 9000, 30_000].map(UserId::new);
        assert_eq!(beyond(&ids, Some(UserId::new(2000))), &ids[2..]);
        assert_eq!(beyond(&ids, Some(UserId::new(9000))), &ids[3..]);
        assert!(beyond(&ids, None).is_empty());
    }
}
