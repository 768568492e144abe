//! The mentions of a message that notify, given its `allowed_mentions`.

use serde_json::Value;

use super::{Message, World};
use crate::bits;
use crate::ids::UserId;
use twilight_model::id::Id;

/// `allowed_mentions`: without it, every mention in the text is allowed.
#[derive(Clone, Debug)]
pub(crate) struct AllowedMentions {
    everyone: bool,
    users: Allowed,
    roles: Allowed,
}

#[derive(Clone, Debug)]
enum Allowed {
    All,
    Only(Vec<u64>),
}

impl AllowedMentions {
    /// Reads the field; `None` means that it was not sent.
    pub(crate) fn read(field: Option<&Value>) -> Self {
        let Some(field) = field else {
            return Self { everyone: true, users: Allowed::All, roles: Allowed::All };
        };
        let parses = |kind: &str| field["parse"].as_array().into_iter().flatten().any(|item| item == kind);
        let listed = |kind: &str| {
            let ids = field[kind].as_array().into_iter().flatten();
            Allowed::Only(ids.filter_map(|id| id.as_str()?.parse().ok()).collect())
        };
        Self {
            everyone: parses("everyone"),
            users: if parses("users") { Allowed::All } else { listed("users") },
            roles: if parses("roles") { Allowed::All } else { listed("roles") },
        }
    }
}

impl Allowed {
    fn lets(&self, id: u64) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(&id),
        }
    }
}

impl World {
    /// Sets the users and roles that the message notifies.
    pub(crate) fn notify(&self, message: &mut Message, allowed: &AllowedMentions) {
        let texts = std::iter::once(message.content.clone()).chain(displayed(&message.components));
        let text = texts.collect::<Vec<_>>().join("\n");
        let users = ids_after(&text, "<@").into_iter().chain(ids_after(&text, "<@!"));
        message.mentions = users
            .filter(|id| allowed.users.lets(*id))
            .map(Id::new)
            .filter(|id: &UserId| self.users.contains_key(id))
            .collect();
        message.mentions.dedup();
        let roles = ids_after(&text, "<@&").into_iter().filter(|id| allowed.roles.lets(*id));
        message.mention_roles = roles.map(Id::new).collect();
        let may = self.channels.get(&message.channel).is_some_and(|channel| {
            self.channel_permissions(channel, message.author) & bits::MENTION_EVERYONE != 0
        });
        let said = text.contains("@everyone") || text.contains("@here");
        message.mention_everyone = said && may && allowed.everyone;
    }
}

fn displayed(components: &[Value]) -> Vec<String> {
    let one = |component: &Value| {
        let own = component["content"].as_str().map(str::to_owned);
        let nested = component["components"].as_array().map(|nested| displayed(nested)).unwrap_or_default();
        own.into_iter().chain(nested).collect::<Vec<_>>()
    };
    components.iter().flat_map(one).collect()
}

fn ids_after(text: &str, opening: &str) -> Vec<u64> {
    let digits = |rest: &str| {
        let end = rest.find('>')?;
        rest[..end].parse().ok().filter(|id| *id != 0)
    };
    text.match_indices(opening).filter_map(|(at, _)| digits(&text[at + opening.len()..])).collect()
}
