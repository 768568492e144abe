//! Seeds the default server for the page: names and stories, colours, topics, a conversation, a raid that is over.

use std::time::Duration;

use serde_json::{Value, json};

use crate::ids::UserId;
use crate::{Cast, StandIn};

/// Messages to read, warn about and purge: author, seconds ago, text.
const TALK: &[(Who, u64, &str)] = &[
    (Who::Owner, 7200, "Welcome to **Lantern Square**. Be kind, and take long arguments elsewhere."),
    (Who::Member, 1500, "Good morning! Is the reading group still on for *Saturday*?"),
    (Who::Senior, 1380, "It is. Bring the second chapter, and a chair."),
    (Who::Newcomer, 240, "hi all"),
    (Who::Newcomer, 200, "CHEAP COINS, LAST CHANCE!!! ask me how"),
    (Who::Newcomer, 196, "CHEAP COINS, LAST CHANCE!!! ask me how"),
    (Who::Newcomer, 191, "CHEAP COINS, LAST CHANCE!!! ask me how"),
    (Who::Member, 150, "Could a moderator have a look at this?"),
];

/// The accounts of a raid, which left before anybody could ban them.
const RAIDERS: usize = 40;
/// The beginning of their names.
const RAIDER: &str = "raider-";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Owner,
    Admin,
    Senior,
    Moderator,
    Member,
    Newcomer,
    Helper,
    Outsider,
}

/// The people: name, and one line about them.
const PEOPLE: &[(Who, &str, &str)] = &[
    (Who::Owner, "Ida", "Founded Lantern Square, and decides what the bot may do here."),
    (Who::Admin, "Bruno", "Keeps the server running. Stands above the bot, so it cannot touch him."),
    (Who::Senior, "Carmen", "Moderates in the evenings, and manages channels and roles."),
    (Who::Moderator, "Mika", "Moderates by day: warns, times out, bans."),
    (Who::Member, "Noor", "Runs the reading group, and reports spam when she sees it."),
    (Who::Newcomer, "Rex", "Joined ten minutes ago and is already selling coins."),
    (Who::Helper, "Helper Bot", "Another bot, for music and dice."),
    (Who::Outsider, "Otto", "Not in the server yet."),
];

fn user(cast: &Cast, who: Who) -> UserId {
    match who {
        Who::Owner => cast.owner,
        Who::Admin => cast.admin,
        Who::Senior => cast.senior,
        Who::Moderator => cast.moderator,
        Who::Member => cast.member,
        Who::Newcomer => cast.newcomer,
        Who::Helper => cast.helperbot,
        Who::Outsider => cast.outsider,
    }
}

/// Returns the line about a person of the cast.
pub(super) fn story(cast: &Cast, id: UserId) -> Option<&'static str> {
    PEOPLE.iter().find(|(who, ..)| user(cast, *who) == id).map(|(.., story)| *story)
}

/// Returns the ids of the raid's accounts.
pub(super) fn raiders(sim: &StandIn) -> Value {
    let ids = sim.inner.world(|world| {
        let raiders = world.users.values().filter(|user| user.name.starts_with(RAIDER));
        raiders.map(|user| user.id).collect::<Vec<_>>()
    });
    json!(ids)
}

/// Seeds the default server. Call it once.
pub fn seed(sim: &StandIn) {
    let cast = *sim.cast();
    let colors = [
        (cast.admin_role, 0x00c2_5450),
        (cast.bot_role, 0x00d9_9a34),
        (cast.senior_role, 0x004f_86c6),
        (cast.moderator_role, 0x003f_9e6b),
        (cast.helper_role, 0x008f_6fc0),
    ];
    let topics = [
        (cast.general, "Where everyone talks"),
        (cast.mod_log, "What was done, by whom and why"),
        (cast.staff, "Reports, appeals, questions"),
    ];
    for number in 1..=RAIDERS {
        sim.add_user(&format!("{RAIDER}{number:02}"));
    }
    sim.inner.world(|world| {
        for (who, name, _) in PEOPLE {
            if let Some(user) = world.users.get_mut(&user(&cast, *who)) {
                user.display_name = Some((*name).to_owned());
            }
        }
        for (role, color) in colors {
            let role = world.guild_mut(cast.guild).ok().and_then(|guild| guild.roles.get_mut(&role));
            if let Some(role) = role {
                role.color = color;
            }
        }
        for (channel, topic) in topics {
            if let Some(channel) = world.channels.get_mut(&channel) {
                channel.topic = Some(topic.to_owned());
            }
        }
    });
    for (who, ago, text) in TALK {
        sim.write_aged(user(&cast, *who), cast.general, text, Duration::from_secs(*ago));
    }
}
