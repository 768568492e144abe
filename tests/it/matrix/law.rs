//! The law of what is in force, driven through the door: each order that the law keeps off or refuses is given once, in a
//! command, a menu, a list, an event or a timer, and changes nothing. A row of the law without its scene fails here.

use std::collections::BTreeSet;
use std::time::Duration;

use discord_stand_in::{ChannelId, ChannelKind, Message, OptionValue, Overwrite, RoleId, UserId};
use gavel::domain::in_force::{Author, Decision, InForce, Ordered, decide};
use gavel::domain::kind::Kind;
use jiff::{SignedDuration, Timestamp};

use crate::support::orders::{english, named};
use crate::support::stage::Stage;

/// Somebody to order something about.
struct Scene<'a> {
    stage: &'a Stage,
    person: UserId,
    channel: ChannelId,
    role: RoleId,
    /// The role's name.
    name: String,
    receipts: Vec<Message>,
}

/// The length of what is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Nothing,
    Temporarily(Kind),
    Permanently(Kind),
}
use Held::{Nothing, Permanently, Temporarily};

type Options = &'static [(&'static str, &'static str)];

/// A step of a scene.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A command on the person.
    On(&'static str, Options),
    /// A command on the person and the role.
    Role(&'static str, Options),
    /// A command in the channel.
    Here(&'static str, Options),
    /// Undo, pressed on the first receipt.
    Undo,
    /// Three points, which lead to this action.
    Ladder(&'static str, Option<&'static str>),
    /// A list of many, with the person alone on it.
    Mass(&'static str),
    /// The role's button in a menu, pressed by the person.
    Menu,
    /// The role, by hand.
    HasRole,
    /// The person leaves, and comes back.
    Returns,
    /// The role is one for newcomers, at once or after a while.
    Autorole(Options),
    /// A quarter of an hour passes.
    Later,
    /// The timers of the first case become due, and the newcomer's role.
    Ring,
}
use Step::{Autorole, HasRole, Here, Ladder, Later, Mass, Menu, On, Returns, Ring, Role, Undo};

/// A row: who orders what over what, what is said, and how it comes to that.
struct Row(Author, Kind, Held, &'static str, &'static [Step], Step);

const PERSON: Author = Author::Person { agreed: false };
const CASE: Author = Author::Case { number: 1 };
const AUTHORS: [Author; 6] = [PERSON, Author::Ladder, Author::MassOrder, Author::Menu, Author::Event, CASE];

const WEEK: Options = &[("duration", "7d")];
const MONTH: Options = &[("duration", "30d")];
const HOUR: Options = &[("duration", "1h")];
const PERM: Options = &[("duration", "perm")];
const SLOW: Options = &[("delay", "30s")];
const SLOW_WEEK: Options = &[("delay", "30s"), ("duration", "7d")];
const SLOW_MONTH: Options = &[("delay", "30s"), ("duration", "30d")];
const LONGER: &str = "already lasts longer";
/// A timer says nothing.
const SILENT: &str = "";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row(PERSON, Kind::Ban, Permanently(Kind::Ban), "banned permanently by", &[On("ban", &[])], On("ban", &[])),
    Row(PERSON, Kind::Softban, Temporarily(Kind::Ban), "would lift the ban", &[On("ban", WEEK)], On("softban", &[])),
    Row(PERSON, Kind::Softban, Permanently(Kind::Ban), "would lift the ban", &[On("ban", &[])], On("softban", &[])),
    Row(PERSON, Kind::Unban, Nothing, "nothing to lift", &[], On("unban", &[])),
    Row(PERSON, Kind::Timeout, Permanently(Kind::Timeout), "timed out permanently by", &[On("timeout", PERM)], On("timeout", PERM)),
    Row(PERSON, Kind::Untimeout, Nothing, "nothing to lift", &[], On("untimeout", &[])),
    Row(PERSON, Kind::Jail, Permanently(Kind::Jail), "in jail permanently by", &[On("jail", &[])], On("jail", &[])),
    Row(PERSON, Kind::Unjail, Nothing, "is not in jail", &[], On("unjail", &[])),
    Row(PERSON, Kind::Lock, Permanently(Kind::Lock), "already locked permanently by", &[Here("lock", &[])], Here("lock", &[])),
    Row(PERSON, Kind::Unlock, Nothing, "is not locked", &[], Here("unlock", &[])),
    Row(PERSON, Kind::Slowmode, Permanently(Kind::Slowmode), "is already 30 s", &[Here("slowmode", SLOW)], Here("slowmode", SLOW)),
    Row(PERSON, Kind::Unslow, Nothing, "already", &[Here("slowmode", SLOW), Undo], Undo),
    Row(PERSON, Kind::RoleAdd, Permanently(Kind::RoleAdd), "already has", &[Role("role add", &[])], Role("role add", &[])),
    Row(PERSON, Kind::RoleRemove, Permanently(Kind::RoleRemove), "does not have", &[HasRole, Role("role remove", &[])], Role("role remove", &[])),

    Row(Author::Ladder, Kind::Ban, Temporarily(Kind::Ban), LONGER, &[On("ban", WEEK)], Ladder("ban", Some("1h"))),
    Row(Author::Ladder, Kind::Ban, Permanently(Kind::Ban), LONGER, &[On("ban", &[])], Ladder("ban", None)),
    Row(Author::Ladder, Kind::Softban, Temporarily(Kind::Ban), LONGER, &[On("ban", WEEK)], Ladder("softban", None)),
    Row(Author::Ladder, Kind::Softban, Permanently(Kind::Ban), LONGER, &[On("ban", &[])], Ladder("softban", None)),
    Row(Author::Ladder, Kind::Timeout, Temporarily(Kind::Timeout), LONGER, &[On("timeout", WEEK)], Ladder("timeout", Some("1h"))),
    Row(Author::Ladder, Kind::Timeout, Permanently(Kind::Timeout), LONGER, &[On("timeout", PERM)], Ladder("timeout", Some("1h"))),
    Row(Author::Ladder, Kind::Jail, Temporarily(Kind::Jail), LONGER, &[On("jail", WEEK)], Ladder("jail", Some("1h"))),
    Row(Author::Ladder, Kind::Jail, Permanently(Kind::Jail), LONGER, &[On("jail", &[])], Ladder("jail", None)),

    Row(Author::MassOrder, Kind::Ban, Permanently(Kind::Ban), "already banned", &[On("ban", &[])], Mass("massban")),
    Row(Author::MassOrder, Kind::Unban, Nothing, "not banned", &[], Mass("massunban")),

    Row(Author::Menu, Kind::RoleRemove, Temporarily(Kind::RoleAdd), "A moderator gave you", &[Role("role add", WEEK)], Menu),
    Row(Author::Menu, Kind::RoleRemove, Permanently(Kind::RoleAdd), "A moderator gave you", &[Role("role add", &[])], Menu),
    Row(Author::Menu, Kind::RoleAdd, Temporarily(Kind::RoleRemove), "A moderator took", &[HasRole, Role("role remove", WEEK)], Menu),
    Row(Author::Menu, Kind::RoleAdd, Permanently(Kind::RoleRemove), "A moderator took", &[HasRole, Role("role remove", &[])], Menu),

    Row(Author::Event, Kind::RoleAdd, Temporarily(Kind::RoleRemove), SILENT, &[Autorole(&[]), HasRole, Role("role remove", WEEK)], Returns),
    Row(Author::Event, Kind::RoleAdd, Permanently(Kind::RoleRemove), SILENT, &[Autorole(&[]), HasRole, Role("role remove", &[])], Returns),
    Row(Author::Event, Kind::RoleAdd, Permanently(Kind::RoleAdd), SILENT, &[Autorole(&[("delay", "10m")]), Returns, Role("role add", &[]), Later], Ring),

    Row(CASE, Kind::Unban, Nothing, SILENT, &[On("ban", WEEK), On("unban", &[])], Ring),
    Row(CASE, Kind::Unban, Temporarily(Kind::Ban), SILENT, &[On("ban", WEEK), On("ban", MONTH)], Ring),
    Row(CASE, Kind::Unban, Permanently(Kind::Ban), SILENT, &[On("ban", WEEK), On("ban", &[])], Ring),
    Row(CASE, Kind::Timeout, Nothing, SILENT, &[On("timeout", &[("duration", "60d")]), On("untimeout", &[])], Ring),
    Row(CASE, Kind::Timeout, Temporarily(Kind::Timeout), SILENT, &[On("timeout", &[("duration", "60d")]), On("timeout", &[("duration", "90d")])], Ring),
    Row(CASE, Kind::Timeout, Permanently(Kind::Timeout), SILENT, &[On("timeout", &[("duration", "60d")]), On("timeout", PERM)], Ring),
    Row(CASE, Kind::Unjail, Nothing, SILENT, &[On("jail", WEEK), On("unjail", &[])], Ring),
    Row(CASE, Kind::Unjail, Temporarily(Kind::Jail), SILENT, &[On("jail", WEEK), On("jail", MONTH)], Ring),
    Row(CASE, Kind::Unjail, Permanently(Kind::Jail), SILENT, &[On("jail", WEEK), On("jail", &[])], Ring),
    Row(CASE, Kind::Jail, Nothing, SILENT, &[On("jail", WEEK), On("unjail", &[])], Returns),
    Row(CASE, Kind::Unlock, Nothing, SILENT, &[Here("lock", WEEK), Here("unlock", &[])], Ring),
    Row(CASE, Kind::Unlock, Temporarily(Kind::Lock), SILENT, &[Here("lock", WEEK), Here("lock", MONTH)], Ring),
    Row(CASE, Kind::Unlock, Permanently(Kind::Lock), SILENT, &[Here("lock", WEEK), Here("lock", &[])], Ring),
    Row(CASE, Kind::Unslow, Nothing, SILENT, &[Here("slowmode", SLOW_WEEK), Undo], Ring),
    Row(CASE, Kind::Unslow, Temporarily(Kind::Slowmode), SILENT, &[Here("slowmode", SLOW_WEEK), Here("slowmode", SLOW_MONTH)], Ring),
    Row(CASE, Kind::Unslow, Permanently(Kind::Slowmode), SILENT, &[Here("slowmode", SLOW_WEEK), Here("slowmode", SLOW)], Ring),
    Row(CASE, Kind::RoleRemove, Nothing, SILENT, &[Role("role add", WEEK), Undo], Ring),
    Row(CASE, Kind::RoleRemove, Temporarily(Kind::RoleAdd), SILENT, &[Role("role add", WEEK), Role("role add", MONTH)], Ring),
    Row(CASE, Kind::RoleRemove, Permanently(Kind::RoleAdd), SILENT, &[Role("role add", WEEK), Role("role add", &[])], Ring),
    Row(CASE, Kind::RoleRemove, Temporarily(Kind::RoleRemove), SILENT, &[Role("role add", WEEK), Role("role remove", MONTH)], Ring),
    Row(CASE, Kind::RoleRemove, Permanently(Kind::RoleRemove), SILENT, &[Role("role add", WEEK), Role("role remove", &[])], Ring),
    Row(CASE, Kind::RoleAdd, Nothing, SILENT, &[HasRole, Role("role remove", WEEK), Undo], Ring),
    Row(CASE, Kind::RoleAdd, Temporarily(Kind::RoleRemove), SILENT, &[HasRole, Role("role remove", HOUR), Role("role remove", MONTH)], Ring),
    Row(CASE, Kind::RoleAdd, Permanently(Kind::RoleRemove), SILENT, &[HasRole, Role("role remove", WEEK), Role("role remove", &[])], Ring),
    Row(CASE, Kind::RoleAdd, Temporarily(Kind::RoleAdd), SILENT, &[HasRole, Role("role remove", WEEK), Role("role add", MONTH)], Ring),
    Row(CASE, Kind::RoleAdd, Permanently(Kind::RoleAdd), SILENT, &[HasRole, Role("role remove", WEEK), Role("role add", &[])], Ring),
];

/// Returns a scene's place in the law.
fn line(author: Author, kind: Kind, held: Held) -> String {
    format!("{author:?} orders {kind:?}: {held:?}")
}

/// Returns `true` if such an author can give such an order at all, over this.
fn can_order(author: Author, kind: Kind, ends: Option<Timestamp>, held: Held) -> bool {
    let lifts =
        |kind: Kind| kind.undoes().is_some_and(|set| !set.ends_by_itself() && !set.closes().is_empty());
    match author {
        Author::Person { .. } => true,
        Author::Ladder => kind.facts().in_ladder,
        Author::MassOrder => {
            ends.is_none()
                && Kind::ALL.into_iter().any(|many| many.each().is_some_and(|each| each.kind() == kind))
        }
        // A menu takes what is there, and gives what is not.
        Author::Menu => {
            ends.is_none()
                && kind.is_on_role()
                && !matches!(held, Temporarily(it) | Permanently(it) if it == kind)
        }
        Author::Event => ends.is_none() && kind == Kind::RoleAdd,
        // Who comes back is put in jail by the case that is in force, whichever that is.
        Author::Case { .. } => {
            lifts(kind) || kind == Kind::Timeout || (kind == Kind::Jail && held == Nothing)
        }
    }
}

/// Returns every order that the law keeps off or refuses, as it stands in the rows.
fn kept_or_refused() -> BTreeSet<String> {
    let hours = |hours| Some(Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours));
    let mut all = BTreeSet::new();
    for (author, kind) in AUTHORS.into_iter().flat_map(|author| Kind::ALL.map(|kind| (author, kind))) {
        let sets = kind.closes().iter().flat_map(|held| [Temporarily(*held), Permanently(*held)]);
        for held in [Nothing].into_iter().chain(sets) {
            let in_force = match held {
                Nothing => None,
                Temporarily(kind) => Some(InForce { kind, ends_at: hours(10), case: Some(2) }),
                Permanently(kind) => Some(InForce { kind, ends_at: None, case: Some(2) }),
            };
            for ends_at in [hours(5), hours(10), hours(20), None] {
                let decision = decide(in_force, Ordered { kind, ends_at, author });
                let is_so = matches!(decision, Decision::Keep | Decision::Refuse(_));
                if is_so && can_order(author, kind, ends_at, held) {
                    all.insert(line(author, kind, held));
                }
            }
        }
    }
    all
}

#[test]
fn each_order_that_the_law_keeps_off_or_refuses_has_its_scene() {
    let scenes: BTreeSet<_> = ROWS.iter().map(|row| line(row.0, row.1, row.2)).collect();
    assert_eq!(scenes.len(), ROWS.len(), "a scene stands here twice");
    assert_eq!(scenes, kept_or_refused());
}

#[tokio::test]
async fn what_a_person_orders_and_the_law_refuses_changes_nothing() {
    drive(|author| author == PERSON).await;
}

#[tokio::test]
async fn what_the_ladder_or_a_mass_order_orders_and_the_law_keeps_off_changes_nothing() {
    drive(|author| matches!(author, Author::Ladder | Author::MassOrder)).await;
}

#[tokio::test]
async fn what_a_menu_or_an_event_orders_and_the_law_keeps_off_changes_nothing() {
    drive(|author| matches!(author, Author::Menu | Author::Event)).await;
}

#[tokio::test]
async fn what_a_case_does_by_itself_and_the_law_keeps_off_changes_nothing() {
    drive(|author| author == CASE).await;
}

/// Plays the scenes of some authors, one after the other, each on somebody new.
async fn drive(is: impl Fn(Author) -> bool) {
    let mut wrong = Vec::new();
    let mut stage = staged().await;
    for (at, row) in ROWS.iter().enumerate().filter(|(_, row)| is(row.0)) {
        // What newcomers get is a setting of the server.
        if row.0 == Author::Event {
            std::mem::replace(&mut stage, staged().await).close().await;
        }
        wrong.extend(play(&stage, at, row).await);
    }
    assert!(wrong.is_empty(), "{} things went wrong:\n{}", wrong.len(), wrong.join("\n"));
    stage.close().await;
}

async fn staged() -> Stage {
    let stage = Stage::with_log().await;
    stage.set_jail().await;
    stage
}

/// Plays a scene; returns what went wrong.
async fn play(stage: &Stage, at: usize, row: &Row) -> Option<String> {
    let Row(author, kind, held, words, steps, order) = *row;
    let mut scene = Scene::set(stage, at);
    for step in steps {
        scene.take(*step).await;
    }
    let before = scene.found().await;
    let said = scene.take(order).await;
    let (after, line) = (scene.found().await, line(author, kind, held));
    if before != after || !said.contains(words) {
        return Some(format!("{line}: {said:?}\n{before:?}\n{after:?}"));
    }
    let has_rung = !matches!(order, Ring) || scene.has_rung().await;
    (!has_rung).then(|| format!("{line}: no timer has run"))
}

/// A person's state: at Discord, in the record in force, and the calls that changed something.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    is_banned: bool,
    timed_out_until: Option<Timestamp>,
    roles: BTreeSet<RoleId>,
    everyone: Option<Overwrite>,
    slowmode: u32,
    in_force: Vec<(i32, String)>,
    calls: usize,
}

impl<'a> Scene<'a> {
    fn set(stage: &'a Stage, at: usize) -> Self {
        let (sim, guild) = (&stage.sim, stage.cast.guild);
        let person = sim.add_member(guild, &format!("person{at}"), &[]);
        let channel = sim.add_channel(guild, &format!("channel{at}"), ChannelKind::Text);
        let name = format!("role{at}");
        let role = sim.add_role(guild, &name, 1, 0);
        Self { stage, person, channel, role, name, receipts: Vec::new() }
    }

    /// Returns the ids that cases are on.
    fn ids(&self) -> Vec<i64> {
        vec![self.person.get().cast_signed(), self.channel.get().cast_signed()]
    }

    async fn found(&self) -> Found {
        let (sim, guild) = (&self.stage.sim, self.stage.cast.guild);
        let (member, channel) = (sim.member(guild, self.person), sim.channel(self.channel).unwrap());
        let in_force = "select number, kind from cases where coalesce(target_id, channel_id) = any($1)
            and status = 'applied' and closed_at is null and voided_at is null
            and kind in ('ban', 'timeout', 'jail', 'lock', 'slowmode', 'role_add', 'role_remove') order by number";
        let ids = [self.person.to_string(), self.channel.to_string()];
        let changes = |path: &str| !path.contains("/messages") && ids.iter().any(|id| path.contains(id));
        Found {
            is_banned: self.stage.is_banned(self.person),
            timed_out_until: member.as_ref().and_then(|member| member.timed_out_until),
            roles: member.map(|member| member.roles.into_iter().collect()).unwrap_or_default(),
            everyone: channel.overwrites.get(&guild.get()).copied(),
            slowmode: channel.slowmode,
            in_force: sqlx::query_as(in_force)
                .bind(self.ids())
                .fetch_all(&self.stage.database.pool)
                .await
                .unwrap(),
            calls: sim.requests().iter().filter(|call| call.method != "GET" && changes(&call.path)).count(),
        }
    }

    /// Takes a step, and waits until all is done; returns what is said.
    async fn take(&mut self, step: Step) -> String {
        let (stage, cast) = (self.stage, self.stage.cast);
        let said = match step {
            On(name, options) => self.used(name, options, &[("user", named(name, self.person))]).await,
            Role(name, options) => {
                self.used(name, options, &[("user", self.person.into()), ("role", self.role.into())]).await
            }
            Here(name, options) => self.used(name, options, &[]).await,
            Undo => {
                let receipt = self.receipts[0].clone();
                let undo = receipt.control("Undo").unwrap().custom_id.clone();
                let press = stage.sim.press(cast.admin, &receipt, &undo).forged().await.unwrap();
                press.final_message().await.unwrap().text()
            }
            Ladder(action, duration) => self.climbs(action, duration).await,
            Mass(name) => {
                let file = OptionValue::file("people.txt", self.person.to_string());
                let given = stage.sim.slash(cast.admin, self.channel, name).with("file", file).await.unwrap();
                given.final_message().await.unwrap().text()
            }
            Menu => {
                let panel = stage.rolemenu("create", &self.name, &[]).await;
                stage.fill(&panel, &[self.role]).await;
                stage.rolemenu("post", &self.name, &[]).await;
                let menu = stage.posted().pop().unwrap();
                stage.takes(self.person, &menu, &self.name).await
            }
            HasRole => {
                stage.sim.set_roles(cast.guild, self.person, &[self.role]);
                String::new()
            }
            Returns => {
                stage.sim.leave(cast.guild, self.person);
                stage.sim.join(cast.guild, self.person, &[]);
                stage.tell(&[stage.joined(&format!("join:{}", self.person), self.person)]).await;
                String::new()
            }
            Autorole(options) => {
                let set =
                    stage.sim.slash(cast.owner, cast.general, "settings autorole").with("role", self.role);
                let set = options.iter().fold(set, |set, (name, value)| set.with(name, *value));
                set.await.unwrap().final_message().await.unwrap().text()
            }
            Later => {
                stage.clock.advance(Duration::from_secs(15 * 60));
                String::new()
            }
            Ring => {
                let due = "update jobs set run_at = now() where finished_at is null and (kind = 'give_autorole' or case_number = (
                    select min(number) from cases where coalesce(target_id, channel_id) = any($1)))";
                let due = sqlx::query(due).bind(self.ids());
                due.execute(&stage.database.pool).await.unwrap();
                stage.wake().await;
                String::new()
            }
        };
        stage.wait_until_idle().await;
        said
    }

    /// Uses a command as the admin, in the channel.
    async fn used(&mut self, name: &str, options: Options, on: &[(&str, OptionValue)]) -> String {
        let gesture = self.stage.sim.slash(self.stage.cast.admin, self.channel, name);
        let gesture = on.iter().fold(gesture, |gesture, (name, value)| gesture.with(name, value.clone()));
        let gesture = options.iter().fold(gesture, |gesture, (name, value)| gesture.with(name, *value));
        let reply = gesture.await.unwrap().final_message().await.unwrap();
        self.receipts.push(reply.clone());
        reply.text()
    }

    /// Gives three points, which lead to an action; returns what its case says.
    async fn climbs(&mut self, action: &str, duration: Option<&str>) -> String {
        let (sim, cast) = (&self.stage.sim, self.stage.cast);
        let step =
            sim.slash(cast.owner, cast.general, "ladder edit").with("points", 3).with("action", action);
        let step = duration.into_iter().fold(step, |step, duration| step.with("duration", duration));
        let said = step.await.unwrap().final_message().await.unwrap().text();
        assert!(said.contains("The ladder now"), "{said}");
        self.stage.by(cast.admin, "warn", self.person, &[("points", "3")]).await;
        self.stage.wait_until_idle().await;
        let newest = "select coalesce(summary, failure, '') from cases where ladder_points = 3 order by number desc limit 1";
        english(sqlx::query_scalar(newest).fetch_one(&self.stage.database.pool).await.unwrap())
    }

    /// Returns `true` if a timer has run that this scene set, or a newcomer's role has had its turn.
    async fn has_rung(&self) -> bool {
        let run = "select exists (select from jobs where finished_at is not null and attempts > 0
            and kind in ('expire', 'renew', 'give_autorole') and concurrency_key = any($1))";
        let keys = [format!("member:{}", self.person), format!("channel:{}", self.channel)];
        sqlx::query_scalar(run).bind(&keys[..]).fetch_one(&self.stage.database.pool).await.unwrap()
    }
}
