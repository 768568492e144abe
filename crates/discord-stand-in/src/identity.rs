//! The identity of a stand-in and of its applications: ids, keys, tokens and names, usual or derived from a seed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use twilight_model::id::Id;

use super::ids::{IdGenerator, UserId};
use super::world::{Application, Cast, World};

/// The first moment that a seeded application can have been created, in milliseconds, and the span after it.
const BORN: (i64, i64) = (1_609_459_200_000, 100_000_000_000);

/// Returns the first application: the usual one, or one that a seed determines.
pub(super) fn application(name: &str, seed: Option<u64>, flags: u64) -> Application {
    match seed {
        Some(seed) => generated(name, &mut fastrand::Rng::with_seed(seed), flags),
        None => Application {
            // The bot has another id than the application, as with old ones.
            bot: Id::new(1_102_000_000_000_000_777),
            ..described(
                (name, flags),
                Id::new(1_102_000_000_000_000_001),
                [0x6a; 32],
                "MTEwMjAwMDAwMDAwMDAwMDc3Nw.stand-in.not-a-real-token",
            )
        },
    }
}

/// Returns an application whose id, key and token come from `random`.
pub(super) fn generated(name: &str, random: &mut fastrand::Rng, flags: u64) -> Application {
    let born = Timestamp::from_millisecond(BORN.0 + random.i64(0..BORN.1)).unwrap_or_default();
    let id: UserId = IdGenerator::starting_at(random.u64(0..1 << 20)).id(born);
    let mut secret = [0; 32];
    random.fill(&mut secret);
    let mut text = |length: usize| (0..length).map(|_| random.alphanumeric()).collect::<String>();
    let token = format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(id.to_string()), text(6), text(38));
    described((name, flags), id, secret, &token)
}

fn described((name, flags): (&str, u64), id: UserId, secret: [u8; 32], token: &str) -> Application {
    let mut application = Application {
        id: id.cast(),
        bot: id,
        name: name.to_owned(),
        owner: Id::new(155_000_000_000_000_001),
        public_key: String::new(),
        token: token.to_owned(),
        secret,
        interactions_url: None,
        events_url: None,
        events_status: 1,
        events_types: Vec::new(),
        description: String::new(),
        flags,
    };
    application.public_key = application.signer().public_key();
    application
}

/// Moves the sequence of ids to the place that the seed determines.
pub(super) fn begin_ids(world: &mut World, seed: Option<u64>) {
    if let Some(seed) = seed {
        world.ids = IdGenerator::starting_at(fastrand::Rng::with_seed(seed ^ 0x1d5).u64(0..1 << 21));
    }
}

/// Gives the server and its people names that the seed determines.
pub(super) fn name(world: &mut World, cast: &Cast, seed: Option<u64>) {
    const PEOPLE: [&str; 24] = [
        "amber", "basil", "cedar", "clover", "coral", "dahlia", "elm", "fern", "finch", "hazel", "heron",
        "iris", "juniper", "lark", "linden", "maple", "moss", "olive", "poppy", "reed", "robin", "rowan",
        "sage", "wren",
    ];
    const PLACES: [&str; 8] =
        ["Harbor", "Lantern", "Meadow", "Orchard", "Quarry", "River", "Summit", "Willow"];
    const KINDS: [&str; 4] = ["Square", "Commons", "Corner", "Yard"];
    let Some(seed) = seed else { return };
    let mut random = fastrand::Rng::with_seed(seed ^ 0x0a3e);
    let mut names = PEOPLE;
    random.shuffle(&mut names);
    let people =
        [cast.owner, cast.admin, cast.senior, cast.moderator, cast.member, cast.newcomer, cast.outsider];
    for (user, name) in people.iter().zip(names) {
        if let Some(user) = world.users.get_mut(user) {
            name.clone_into(&mut user.name);
        }
    }
    if let Some(guild) = world.guilds.get_mut(&cast.guild) {
        guild.name =
            format!("{} {}", PLACES[random.usize(0..PLACES.len())], KINDS[random.usize(0..KINDS.len())]);
    }
}
