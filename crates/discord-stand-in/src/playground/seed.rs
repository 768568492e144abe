//! Seeds the default server for the page: colours, topics, a conversation.

use std::time::Duration;

use crate::StandIn;

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

#[derive(Clone, Copy)]
enum Who {
    Owner,
    Senior,
    Member,
    Newcomer,
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
    sim.inner.world(|world| {
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
        let author = match who {
            Who::Owner => cast.owner,
            Who::Senior => cast.senior,
            Who::Member => cast.member,
            Who::Newcomer => cast.newcomer,
        };
        sim.write_aged(author, cast.general, text, Duration::from_secs(*ago));
    }
}
