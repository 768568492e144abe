//! Role menus: their entries, and the changes that a choice makes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};
use twilight_model::channel::message::EmojiReactionType;
use twilight_model::guild::Permissions;

use crate::domain::ids::{RoleId, UserId};
use crate::domain::limits;
use crate::words;

/// The most menus that a server can have.
pub const MENUS: usize = 50;

/// The menus of a server, by their names.
pub type Menus = BTreeMap<String, Menu>;

/// Returns the menu with a name: people don't tell names apart by case.
#[must_use]
pub fn named<'a>(menus: &'a Menus, name: &str) -> Option<&'a Menu> {
    let is_same = |one: &&String| one.to_lowercase() == name.to_lowercase();
    menus.keys().find(is_same).and_then(|one| menus.get(one))
}

/// Takes over the confirmations of the menus as they were before.
pub fn keep_confirmed(before: &Menus, after: &mut Menus) {
    for (name, menu) in after {
        if let Some(before) = named(before, name) {
            menu.keep_confirmed(before);
        }
    }
}

/// A menu. Absent fields have their defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Menu {
    pub title: Option<String>,
    pub text: Option<String>,
    pub style: Style,
    /// `true` if a member can have only one of the roles at a time.
    pub exclusive: bool,
    /// The role that members must have to choose.
    pub required: Option<RoleId>,
    pub entries: Vec<MenuEntry>,
}

/// The way the roles are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    #[default]
    Buttons,
    Select,
}

/// A role to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuEntry {
    pub role: RoleId,
    pub label: String,
    pub emoji: Option<EmojiReactionType>,
    pub description: Option<String>,
    /// The confirmation that everyone may have the role's powers, if it has any.
    pub confirmed: Option<Confirmed>,
}

/// A moderator's confirmation that members may take a role although it has powers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    pub by: UserId,
    pub powers: Permissions,
}

impl MenuEntry {
    /// Returns the powers of the role that were not confirmed.
    #[must_use]
    pub fn unconfirmed(&self, powers: Permissions) -> Permissions {
        powers - self.confirmed.map_or(Permissions::empty(), |confirmed| confirmed.powers)
    }
}

/// Roles to give and to take.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap {
    pub give: Vec<RoleId>,
    pub take: Vec<RoleId>,
}

impl Swap {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.give.is_empty() && self.take.is_empty()
    }
}

impl Menu {
    #[must_use]
    pub fn entry(&self, role: RoleId) -> Option<&MenuEntry> {
        self.entries.iter().find(|entry| entry.role == role)
    }

    /// Returns `true` if requiring `required` instead would admit members who were kept out.
    #[must_use]
    pub fn opens_with(&self, required: Option<RoleId>) -> bool {
        self.required.is_some() && self.required != required
    }

    /// Sets the required role, or none. Removes confirmations if that opens the menu to others, whom they did not
    /// cover.
    pub fn require(&mut self, required: Option<RoleId>) {
        if self.opens_with(required) {
            self.entries.iter_mut().for_each(|entry| entry.confirmed = None);
        }
        self.required = required;
    }

    /// Returns `true` if this menu lets more people take roles than it did as `before`.
    #[must_use]
    pub fn is_opened_since(&self, before: &Self) -> bool {
        before.opens_with(self.required) || (before.exclusive && !self.exclusive)
    }

    /// Takes over the confirmations of the menu as it was before, unless it is open to others now.
    pub fn keep_confirmed(&mut self, before: &Self) {
        if before.opens_with(self.required) {
            return;
        }
        for entry in &mut self.entries {
            entry.confirmed = before.entry(entry.role).and_then(|before| before.confirmed);
        }
    }

    /// Sets the menu's roles. Roles that stay keep their place and their texts; new ones come last, labelled by their
    /// names.
    pub fn set_roles(&mut self, roles: &[RoleId], name: impl Fn(RoleId) -> String) {
        self.entries.retain(|entry| roles.contains(&entry.role));
        for role in roles {
            if self.entry(*role).is_none() && self.entries.len() < limits::SELECT_OPTIONS {
                let (role, label) = (*role, name(*role));
                self.entries.push(MenuEntry { role, label, emoji: None, description: None, confirmed: None });
            }
        }
    }

    /// Returns the changes of a choice by a member who has `held`: chosen roles that they have are taken, the others
    /// given. In an exclusive menu, choosing nothing takes all.
    #[must_use]
    pub fn changes(&self, held: &[RoleId], chosen: &[RoleId]) -> Swap {
        if chosen.is_empty() && self.exclusive {
            let ours = self.entries.iter().map(|entry| entry.role);
            return Swap { give: vec![], take: ours.filter(|role| held.contains(role)).collect() };
        }
        let (take, give) = chosen.iter().partition(|role| held.contains(role));
        Swap { give, take }
    }

    /// Returns the changes that are still needed to make `changes` true for a member who has `held`.
    #[must_use]
    pub fn steps(&self, changes: &Swap, held: &[RoleId]) -> Swap {
        let replaced = self.entries.iter().map(|entry| entry.role).filter(|role| {
            self.exclusive
                && !changes.give.is_empty()
                && !changes.give.contains(role)
                && !changes.take.contains(role)
        });
        let take = changes.take.iter().copied().chain(replaced).filter(|role| held.contains(role));
        let give = changes.give.iter().copied().filter(|role| !held.contains(role));
        Swap { take: take.collect(), give: give.collect() }
    }
}

/// Unicode's pattern of a possible emoji (UTS #51). Discord knows which of them exist.
static ONE_EMOJI: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = r"(?x)^
    (?: (?:^|\x{200D})
        (?: \p{RI}{2}
          | \p{Emoji} (?: \p{Emoji_Modifier} | \x{FE0F}\x{20E3}? | [\x{E0020}-\x{E007E}]+\x{E007F} )?
        )
    )+ $";
    Regex::new(pattern).ok()
});

/// Reads an emoji as it is typed: the emoji itself, or a server's own as `<:name:id>`.
///
/// # Errors
/// Fails if the text is no emoji, with one sentence.
pub fn emoji(text: &str) -> Result<EmojiReactionType, String> {
    let wrong = || words::emoji_wrong(text);
    let Some(inner) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
        let is_one = !text.is_ascii() && ONE_EMOJI.as_ref().is_some_and(|one| one.is_match(text));
        return if is_one { Ok(EmojiReactionType::Unicode { name: text.to_owned() }) } else { Err(wrong()) };
    };
    let is_name = |name: &str| {
        (2..=32).contains(&name.len()) && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
    };
    match inner.split(':').collect::<Vec<_>>()[..] {
        [mark @ ("" | "a"), name, id] if is_name(name) => Ok(EmojiReactionType::Custom {
            animated: mark == "a",
            id: id.parse().map_err(|_| wrong())?,
            name: Some(name.to_owned()),
        }),
        _ => Err(wrong()),
    }
}

/// Returns an emoji as it is typed.
#[must_use]
pub fn typed(emoji: &EmojiReactionType) -> String {
    match emoji {
        EmojiReactionType::Unicode { name } => name.clone(),
        EmojiReactionType::Custom { animated, id, name } => {
            let (mark, name) = (if *animated { "a" } else { "" }, name.as_deref().unwrap_or("emoji"));
            format!("<{mark}:{name}:{id}>")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn ids(ids: &[u64]) -> Vec<RoleId> {
        ids.iter().map(|id| Id::new(*id)).collect()
    }

    fn menu(roles: &[u64]) -> Menu {
        let mut menu = Menu::default();
        menu.set_roles(&ids(roles), |role| format!("role {role}"));
        menu
    }

    fn swap(give: &[u64], take: &[u64]) -> Swap {
        Swap { give: ids(give), take: ids(take) }
    }

    #[test]
    fn what_one_has_goes_and_what_one_has_not_comes() {
        let menu = menu(&[1, 2, 3]);
        assert_eq!(menu.changes(&ids(&[1, 9]), &ids(&[1, 2])), swap(&[2], &[1]));
        assert!(menu.changes(&ids(&[1]), &[]).is_empty());
        assert_eq!(menu.steps(&swap(&[2], &[1]), &ids(&[1, 3])), swap(&[2], &[1]));
        assert!(menu.steps(&swap(&[2], &[1]), &ids(&[2])).is_empty(), "as it is already");
    }

    #[test]
    fn of_an_exclusive_menu_one_role_takes_the_place_of_the_others() {
        let menu = Menu { exclusive: true, ..menu(&[1, 2, 3]) };
        let changes = menu.changes(&ids(&[]), &ids(&[2]));
        assert_eq!(menu.steps(&changes, &ids(&[1, 3, 9])), swap(&[2], &[1, 3]));
        assert_eq!(menu.steps(&changes, &ids(&[2, 3])), swap(&[], &[3]));
        assert_eq!(menu.changes(&ids(&[1, 9]), &[]), swap(&[], &[1]));
        let away = menu.changes(&ids(&[1]), &ids(&[1]));
        assert_eq!(menu.steps(&away, &ids(&[1])), swap(&[], &[1]));
    }

    #[test]
    fn roles_that_stay_keep_their_words_and_their_place() {
        let mut menu = menu(&[1, 2, 3]);
        menu.entries[2].label = "own".to_owned();
        menu.set_roles(&ids(&[4, 3, 1]), |role| format!("role {role}"));
        let labels: Vec<_> = menu.entries.iter().map(|entry| entry.label.as_str()).collect();
        assert_eq!(labels, ["role 1", "own", "role 4"]);
        menu.set_roles(&ids(&(1..=30).collect::<Vec<_>>()), |role| format!("role {role}"));
        assert_eq!(menu.entries.len(), limits::SELECT_OPTIONS);
    }

    #[test]
    fn powers_that_came_later_are_not_confirmed() {
        let mut menu = menu(&[1]);
        let (ban, kick) = (Permissions::BAN_MEMBERS, Permissions::KICK_MEMBERS);
        assert_eq!(menu.entries[0].unconfirmed(kick), kick);
        menu.entries[0].confirmed = Some(Confirmed { by: Id::new(5), powers: kick });
        assert_eq!(menu.entries[0].unconfirmed(kick | ban), ban);
    }

    #[test]
    fn who_else_is_let_in_was_not_confirmed() {
        let confirmed = Some(Confirmed { by: Id::new(5), powers: Permissions::KICK_MEMBERS });
        let required = |before: Option<u64>, now: Option<u64>| {
            let mut menu = Menu { required: before.map(Id::new), ..menu(&[1]) };
            menu.entries[0].confirmed = confirmed;
            menu.require(now.map(Id::new));
            assert_eq!(menu.required, now.map(Id::new));
            menu.entries[0].confirmed.is_some()
        };
        assert!(required(None, Some(8)) && required(Some(8), Some(8)) && required(None, None));
        assert!(!required(Some(8), None) && !required(Some(8), Some(9)));
    }

    #[test]
    fn what_was_confirmed_stays_so_unless_others_are_let_in() {
        let mut before = Menu { required: Some(Id::new(8)), ..menu(&[1]) };
        before.entries[0].confirmed = Some(Confirmed { by: Id::new(5), powers: Permissions::KICK_MEMBERS });
        let mut after = Menu { required: Some(Id::new(8)), ..menu(&[2, 1]) };
        after.keep_confirmed(&before);
        assert_eq!(
            (after.entries[0].confirmed, after.entries[1].confirmed),
            (None, before.entries[0].confirmed)
        );
        let mut open = menu(&[1]);
        open.keep_confirmed(&before);
        assert!(open.entries[0].confirmed.is_none() && open.is_opened_since(&before));
        let menus = Menus::from([("Colours".to_owned(), open)]);
        assert!(named(&menus, "colours").is_some() && named(&menus, "colour").is_none());
    }

    #[test]
    fn emojis_are_read_as_they_are_typed() {
        for text in ["🎮", "👩‍👩‍👧", "👍🏽", "2️⃣", "🇨🇿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "ℹ️", "🅰️", "❤️‍🔥", "<:gavel:123>", "<a:spin_2:4>"]
        {
            assert_eq!(typed(&emoji(text).unwrap()), text);
        }
        for text in [
            "x", "smile", ":smile:", "<:gavel>", "<b:xx:1>", "<:xx:y>", "<:x:1>", "<:x-y:1>", "čau", "→",
            "…", "🎮🎮", "2",
        ] {
            assert!(emoji(text).unwrap_err().contains("isn't an emoji"), "{text}");
        }
    }
}
