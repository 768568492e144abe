//! The actions of the matrix: their orders, and their effects in the world.

use std::time::Duration;

use discord_stand_in::{AuditAction, ChannelKind, Fault, Gesture};
use jiff::SignedDuration;

use crate::matrix::scene::Scene;

/// The number of messages for a purge: a bulk of a hundred, and one more.
pub const MESSAGES: usize = 101;

/// A row of the table.
pub struct Action {
    pub name: &'static str,
    pub order: Order,
    /// An earlier act by hand.
    pub by_hand: fn(&Scene<'_>),
    /// An earlier action of Gavel's. `Order::Press` presses on its receipt.
    pub before: Option<Given>,
    /// The faults that this action always meets.
    pub always: fn() -> Vec<Fault>,
    /// Returns `true` if the world shows the action as done.
    pub shows: fn(&Scene<'_>) -> bool,
    /// The calls that are tried again after a refusal.
    pub insists_on: &'static [(&'static str, &'static str)],
    /// `true` if the action is done even though the member or the channel is gone.
    pub outlives_its_subject: bool,
    /// `true` if the scene's channel is a thread.
    pub is_in_thread: bool,
    /// The call, and its number counted from 0, that may be refused without failing the action.
    pub forgives: Option<(&'static str, &'static str, u32)>,
}

/// The order of an action.
pub enum Order {
    Give(Given),
    Press(&'static str),
    /// A timer of this kind becomes due.
    Ring(&'static str),
}

type Given = fn(&Scene<'_>) -> Gesture;

impl Action {
    fn new(name: &'static str, order: Order, shows: fn(&Scene<'_>) -> bool) -> Self {
        Self {
            name,
            order,
            by_hand: |_| {},
            before: None,
            always: Vec::new,
            shows,
            insists_on: &[],
            outlives_its_subject: false,
            is_in_thread: false,
            forgives: None,
        }
    }

    fn forgives(self, call: (&'static str, &'static str, u32)) -> Self {
        Self { forgives: Some(call), ..self }
    }

    fn in_a_thread(self) -> Self {
        Self { is_in_thread: true, ..self }
    }

    /// A closed thread: it is opened for the change, and closed again.
    fn in_a_closed_thread(self) -> Self {
        self.in_a_thread().by_hand(close).forgives(("PATCH", "/channels/{channel}", 1))
    }

    fn by_hand(self, by_hand: fn(&Scene<'_>)) -> Self {
        Self { by_hand, ..self }
    }

    fn after(self, before: Given) -> Self {
        Self { before: Some(before), ..self }
    }

    fn always(self, always: fn() -> Vec<Fault>) -> Self {
        Self { always, ..self }
    }

    fn insists_on(self, insists_on: &'static [(&'static str, &'static str)]) -> Self {
        Self { insists_on, ..self }
    }

    fn outlives_its_subject(self) -> Self {
        Self { outlives_its_subject: true, ..self }
    }
}

const LIFTING: &[(&str, &str)] = &[("DELETE", "/guilds/{guild}/bans/{user}")];

const RELEASING: &[(&str, &str)] = &[
    ("GET", "/guilds/{guild}"),
    ("GET", "/guilds/{guild}/members/{user}"),
    ("PATCH", "/guilds/{guild}/members/{user}"),
];

const OPENING: &[(&str, &str)] =
    &[("GET", "/channels/{channel}"), ("DELETE", "/channels/{channel}/permissions/{overwrite}")];

const GIVING_BACK: &[(&str, &str)] = &[
    ("GET", "/channels/{channel}"),
    ("PUT", "/channels/{channel}/permissions/{overwrite}"),
    ("DELETE", "/channels/{channel}/permissions/{overwrite}"),
];

const SPEEDING: &[(&str, &str)] = &[("GET", "/channels/{channel}"), ("PATCH", "/channels/{channel}")];

const TAKING: &[(&str, &str)] =
    &[("GET", "/guilds/{guild}/members/{user}"), ("DELETE", "/guilds/{guild}/members/{user}/roles/{role}")];

const GIVING: &[(&str, &str)] =
    &[("GET", "/guilds/{guild}/members/{user}"), ("PUT", "/guilds/{guild}/members/{user}/roles/{role}")];

/// Returns all actions.
pub fn all() -> Vec<Action> {
    use Order::{Give, Press, Ring};
    let temporary: Given = |at| at.slash("ban").with("duration", "7d");
    vec![
        Action::new("a warning", Give(|at| at.slash("warn").with("reason", "spam")), |_| true),
        Action::new("a warning of somebody who was told before", Give(|at| at.slash("warn")), |_| true)
            .after(|at| at.slash("warn")),
        Action::new("a note", Give(|at| at.slash("note").with("reason", "spam")), |_| true),
        Action::new("a timeout", Give(|at| at.slash("timeout").with("duration", "1h")), timed_out),
        Action::new("an untimeout", Give(|at| at.slash("untimeout")), |at| !timed_out(at))
            .by_hand(time_out)
            .outlives_its_subject(),
        Action::new("a kick", Give(|at| at.slash("kick")), |at| {
            !at.is_member() && !at.is_banned() && at.audited(AuditAction::MemberKick) == 1
        }),
        Action::new("a softban", Give(|at| at.slash("softban")), |at| !at.is_member() && !at.is_banned())
            .insists_on(LIFTING),
        Action::new("a ban", Give(|at| at.slash("ban").with("reason", "raid")), |at| at.is_banned()),
        Action::new("a temporary ban", Give(temporary), |at| at.is_banned()),
        Action::new("a ban that is refused", Give(|at| at.slash("ban")), |at| at.is_banned())
            .always(|| vec![forbid("PUT", "/guilds/{}/bans/{}")]),
        Action::new("an unban", Give(|at| at.slash("unban")), |at| !at.is_banned()).by_hand(ban),
        Action::new("the end of a temporary ban", Ring("expire"), |at| !at.is_banned())
            .after(temporary)
            .insists_on(LIFTING),
        Action::new("the undo of a ban", Press("Undo"), |at| !at.is_banned()).after(|at| at.slash("ban")),
        Action::new("the undo of a timeout", Press("Undo"), |at| !timed_out(at))
            .after(|at| at.slash("timeout").with("duration", "1h"))
            .outlives_its_subject(),
        Action::new("the undo of a warning", Press("Undo"), |at| {
            at.logged().iter().any(|post| post.text().contains("voided"))
        })
        .after(|at| at.slash("warn")),
        Action::new("a jail", Give(|at| at.slash("jail").with("duration", "7d")), |at| at.is_jailed()),
        Action::new("a release from jail", Give(|at| at.slash("unjail")), |at| !at.is_jailed())
            .after(|at| at.slash("jail"))
            .outlives_its_subject(),
        Action::new("the end of a jail", Ring("expire"), |at| !at.is_jailed())
            .after(|at| at.slash("jail").with("duration", "7d"))
            .insists_on(RELEASING)
            .outlives_its_subject(),
        Action::new("a purge", Give(|at| at.slash("purge").with("count", 101)), |at| at.left() == 0)
            .by_hand(write),
        Action::new("a lock", Give(|at| at.here("lock")), |at| at.is_locked()),
        Action::new("an unlock", Give(|at| at.here("unlock")), |at| !at.is_locked())
            .after(|at| at.here("lock"))
            .outlives_its_subject(),
        Action::new("the end of a lock", Ring("expire"), |at| !at.is_locked())
            .after(|at| at.here("lock").with("duration", "7d"))
            .insists_on(OPENING)
            .outlives_its_subject(),
        Action::new("the undo of a lock", Press("Undo"), |at| !at.is_locked())
            .after(|at| at.here("lock"))
            .outlives_its_subject(),
        Action::new("a slowmode", Give(|at| at.here("slowmode").with("delay", "30s")), |at| {
            at.slowmode() == 30
        }),
        Action::new("the end of a slowmode", Ring("expire"), |at| at.slowmode() == 0)
            .after(|at| at.here("slowmode").with("delay", "30s").with("duration", "7d"))
            .insists_on(SPEEDING)
            .outlives_its_subject(),
        Action::new("a lock that takes from roles", Give(|at| at.here("lock").with("roles", true)), |at| {
            at.is_locked() && at.allowed() == 0
        })
        .by_hand(allow)
        .forgives(("PUT", "/channels/{channel}/permissions/{overwrite}", 1)),
        Action::new("the end of a lock that takes from roles", Ring("expire"), |at| {
            !at.is_locked() && at.allowed() == SEND
        })
        .by_hand(allow)
        .after(|at| at.here("lock").with("roles", true).with("duration", "7d"))
        .insists_on(GIVING_BACK)
        .outlives_its_subject(),
        Action::new("a lock of a thread", Give(|at| at.here("lock")), |at| at.is_locked()).in_a_thread(),
        Action::new("a lock of a closed thread", Give(|at| at.there("lock")), |at| {
            at.is_locked() && at.is_closed()
        })
        .in_a_closed_thread(),
        Action::new("an unlock of a closed thread", Give(|at| at.there("unlock")), |at| {
            !at.is_locked() && at.is_closed()
        })
        .in_a_closed_thread()
        .after(|at| at.there("lock"))
        .outlives_its_subject(),
        Action::new("the end of a lock of a closed thread", Ring("expire"), |at| {
            !at.is_locked() && at.is_closed()
        })
        .in_a_closed_thread()
        .after(|at| at.there("lock").with("duration", "7d"))
        .insists_on(SPEEDING)
        .outlives_its_subject(),
        Action::new(
            "a slowmode of a closed thread",
            Give(|at| at.there("slowmode").with("delay", "30s")),
            |at| at.slowmode() == 30 && at.is_closed(),
        )
        .in_a_closed_thread(),
        Action::new("the end of a slowmode of a closed thread", Ring("expire"), |at| {
            at.slowmode() == 0 && at.is_closed()
        })
        .in_a_closed_thread()
        .after(|at| at.there("slowmode").with("delay", "30s").with("duration", "7d"))
        .insists_on(SPEEDING)
        .outlives_its_subject(),
        Action::new("a role", Give(|at| at.slash("role add").with("role", at.role)), |at| at.has_role()),
        Action::new("a role taken", Give(|at| at.slash("role remove").with("role", at.role)), |at| {
            !at.has_role()
        })
        .by_hand(give)
        .outlives_its_subject(),
        Action::new("the end of a role", Ring("expire"), |at| !at.has_role())
            .after(|at| at.slash("role add").with("role", at.role).with("duration", "7d"))
            .insists_on(TAKING)
            .outlives_its_subject(),
        Action::new("the end of a role taken", Ring("expire"), |at| at.has_role())
            .by_hand(give)
            .after(|at| at.slash("role remove").with("role", at.role).with("duration", "7d"))
            .insists_on(GIVING)
            .outlives_its_subject(),
        Action::new("the undo of a role", Press("Undo"), |at| !at.has_role())
            .after(|at| at.slash("role add").with("role", at.role))
            .outlives_its_subject(),
        Action::new("a nickname", Give(|at| at.slash("nick set").with("nick", "Bob")), |at| {
            at.nick().as_deref() == Some("Bob")
        }),
        Action::new("a nickname taken away", Give(|at| at.slash("nick reset")), |at| at.nick().is_none())
            .after(|at| at.slash("nick set").with("nick", "Bob")),
        Action::new("a disconnect", Give(|at| at.slash("voice disconnect")), |at| at.voice().is_none())
            .by_hand(in_voice),
        Action::new("a move", Give(|at| at.slash("voice move").with("channel", at.stage.cast.voice)), |at| {
            at.voice() == Some(at.stage.cast.voice)
        })
        .by_hand(in_voice),
        Action::new("a mute in voice", Give(|at| at.slash("voice mute")), muted).by_hand(in_voice),
        Action::new("a warning answered late", Give(|at| at.slash("warn")), |_| true)
            .always(|| vec![Fault::on("POST", "/users/@me/channels").slow(Duration::from_millis(2200))]),
    ]
}

fn forbid(method: &str, route: &str) -> Fault {
    Fault::on(method, route).always().answer(403, 50_013, "Missing Permissions")
}

fn timed_out(at: &Scene<'_>) -> bool {
    let member = at.stage.sim.member(at.stage.cast.guild, at.person);
    member.is_some_and(|member| member.is_timed_out(at.stage.clock.now()))
}

fn time_out(at: &Scene<'_>) {
    let cast = &at.stage.cast;
    let until = at.stage.clock.now() + SignedDuration::from_hours(1);
    at.stage.sim.time_out(cast.admin, cast.guild, at.person, Some(until), "").unwrap();
}

fn in_voice(at: &Scene<'_>) {
    let lobby = at.stage.sim.add_channel(at.stage.cast.guild, "lobby", ChannelKind::Voice);
    at.stage.sim.set_voice(at.stage.cast.guild, at.person, Some(lobby));
}

fn muted(at: &Scene<'_>) -> bool {
    at.stage.sim.member(at.stage.cast.guild, at.person).is_some_and(|member| member.mute)
}

fn ban(at: &Scene<'_>) {
    at.stage.sim.ban(at.stage.cast.admin, at.stage.cast.guild, at.person, "by hand").unwrap();
}

const SEND: u64 = 1 << 11;

fn allow(at: &Scene<'_>) {
    at.stage.sim.set_role_overwrite(at.channel, at.role, SEND, 0);
}

fn close(at: &Scene<'_>) {
    at.stage.sim.set_thread(at.channel, true, false);
}

fn give(at: &Scene<'_>) {
    at.stage.sim.set_roles(at.stage.cast.guild, at.person, &[at.stage.cast.member_role, at.role]);
}

fn write(at: &Scene<'_>) {
    for second in 0..MESSAGES as u64 {
        at.stage.sim.write_aged(at.person, at.channel, "spam", Duration::from_secs(600 - second));
    }
}
