//! Joins and leaves: greetings, automatic roles, jail on return, and notices to the moderators.

use std::future::ready;
use std::time::Duration;

use discord_stand_in::{ChannelKind, Fault, Intent, Invocation, Message, RoleId, Screening, UserId};
use gavel::domain::event::{Event, EventData, EventScope};
use insta::assert_snapshot;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::join;
use crate::support::process::Process;
use crate::support::sidecar::Sidecar;
use crate::support::signed_events::{Telling, key};
use crate::support::stage::{SOON, Stage};

const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const LOOK: (&str, &str) = ("GET", "/channels/{}/messages");
const GIVE: (&str, &str) = ("PUT", "/guilds/{}/members/{}/roles/{}");
const SERVER: (&str, &str) = ("GET", "/guilds/{}");

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

/// Returns the greetings in the general channel.
fn greeted(stage: &Stage) -> Vec<Message> {
    let bot = stage.sim.bot_user_id();
    stage.sim.messages(stage.cast.general).into_iter().filter(|message| message.author == bot).collect()
}

fn roles(stage: &Stage, user: UserId) -> Vec<RoleId> {
    stage.sim.member(stage.cast.guild, user).unwrap().roles.into_iter().collect()
}

impl Stage {
    /// Uses a subcommand of `/settings` as the owner.
    async fn set_up(&self, name: &str, options: Vec<(&str, discord_stand_in::OptionValue)>) -> Invocation {
        let name = format!("settings {name}");
        let mut gesture = self.sim.slash(self.cast.owner, self.cast.general, &name);
        for (option, value) in options {
            gesture = gesture.with(option, value);
        }
        let set = gesture.await.unwrap();
        set.final_message().await.unwrap();
        set
    }

    async fn all_set(&self) -> String {
        self.set_up("show", vec![]).await.text()
    }

    /// Makes a new user join, and sends the sidecar's event.
    async fn comes(&self, name: &str) -> UserId {
        let user = self.sim.add_member(self.cast.guild, name, &[]);
        self.tell(&[self.joined(&format!("join:{user}"), user)]).await;
        self.wait_until_idle().await;
        user
    }

    /// Returns the names of the event kinds that the server subscribes to.
    async fn wanted(&self) -> Vec<String> {
        let hello = json!({ "hello": { "shards": "0..1/1", "missing_intents": [], "knows": null } });
        let (_, taken) = self.telling(&Telling::new(&hello, &key(), self.clock.now().as_second())).await;
        let kinds = taken.unwrap().subscriptions.unwrap().kinds;
        kinds
            .iter()
            .filter(|(_, place)| matches!(place, EventScope::In(guilds) if guilds.contains(&self.cast.guild)))
            .map(|(kind, _)| serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test]
async fn by_default_nothing_is_wanted_and_nothing_happens() {
    let stage = Stage::with_log().await;
    stage.warn("spam").await.final_message().await.unwrap();
    let ours = |kinds: Vec<String>| -> Vec<String> {
        kinds.into_iter().filter(|kind| kind.starts_with("member") || kind.starts_with("message")).collect()
    };
    assert_eq!(ours(stage.wanted().await), Vec::<String>::new());
    let before = (greeted(&stage).len(), stage.logged().len());
    stage.tell(&[stage.joined("a", stage.cast.member)]).await;
    stage.comes("ann").await;
    assert_eq!((greeted(&stage).len(), stage.logged().len()), before);
    let shown = stage.all_set().await;
    for line in ["Welcome message", "Leave message", "Roles for newcomers", "Join alert", "Message log"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    stage.set_jail().await;
    assert_eq!(ours(stage.wanted().await), ["member_joined"]);
    stage.set_up("rejoin", vec![("jail", false.into())]).await;
    assert_eq!(ours(stage.wanted().await), Vec::<String>::new());
    stage.set_up("leave", vec![("channel", stage.cast.general.into())]).await;
    assert_eq!(ours(stage.wanted().await), ["member_left"]);
    stage.cleared("leave").await;
    assert_eq!(ours(stage.wanted().await), Vec::<String>::new());
    stage.close().await;
}

#[tokio::test]
async fn a_newcomer_is_welcomed_in_the_servers_words_and_only_they_hear_of_it() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let look = stage
        .set_up("welcome", vec![("preview", true.into()), ("text", "Hi {user} of {server}".into())])
        .await;
    let owner = format!("Hi <@{}> of Lantern Square", cast.owner);
    assert!(look.text().contains(&owner) && look.text().contains("Nothing was changed"), "{}", look.text());
    assert!(stage.all_set().await.contains("Welcome message\noff"), "{}", stage.all_set().await);
    let text = format!("@everyone, <@{}> and {{user}} ({{name}}): {{count}} in {{server}}", cast.member);
    let set =
        stage.set_up("welcome", vec![("channel", cast.general.into()), ("text", text.as_str().into())]).await;
    assert!(
        set.text().contains("Newcomers are welcomed in") && set.text().contains("8 in"),
        "{}",
        set.text()
    );
    assert!(set.text().contains("gavel sidecar"), "no sidecar said hello: {}", set.text());
    stage.set_up("leave", vec![("channel", cast.general.into())]).await;
    let user = stage.comes("ann_b").await;
    sim.leave(cast.guild, user);
    stage.tell(&[stage.event("left", EventData::MemberLeft(stage.person(user)))]).await;
    stage.wait_until_idle().await;
    let said = greeted(&stage);
    let welcome = format!("@everyone, <@{}> and <@{user}> (ann\\_b): {} in Lantern Square", cast.member, 9);
    assert_eq!(
        said.iter().map(|message| message.content.as_str()).collect::<Vec<_>>(),
        [welcome.as_str(), "ann\\_b has left Lantern Square."]
    );
    assert_eq!(said[0].mentions, [user]);
    assert!(!said[0].mention_everyone && said[1].mentions.is_empty());
    stage.close().await;
}

#[tokio::test]
async fn bots_and_those_told_of_an_hour_late_are_not_welcomed() {
    let stage = Stage::new().await;
    let cast = stage.cast;
    stage.set_up("welcome", vec![("channel", cast.general.into())]).await;
    let hour = SignedDuration::from_hours(1);
    let late = Event { at: stage.clock.now() - hour, ..stage.joined("late", cast.newcomer) };
    let old = stage.joined("heard of late", cast.member);
    stage.tell(&[stage.joined("bot", cast.helperbot), late, old]).await;
    stage.wait_until_idle().await;
    assert!(greeted(&stage).is_empty());
    let just = Event {
        at: stage.clock.now() - hour + SignedDuration::from_mins(1),
        ..stage.joined("b", cast.newcomer)
    };
    stage.tell(&[just]).await;
    stage.wait_until_idle().await;
    assert_eq!(greeted(&stage).len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_welcome_can_go_to_the_newcomer_alone_and_closed_messages_trouble_nobody() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let set = stage
        .set_up("welcome", vec![("dm", true.into()), ("text", "Read the rules\\nof {server}".into())])
        .await;
    assert!(set.text().contains("in a direct message"), "{}", set.text());
    let ann = stage.comes("ann").await;
    assert_eq!(
        sim.dms(ann).iter().map(|it| it.content.as_str()).collect::<Vec<_>>(),
        ["Read the rules\nof Lantern Square"]
    );
    let shut = sim.add_user("shut");
    sim.close_dms(shut);
    sim.join(cast.guild, shut, &[]);
    stage.tell(&[stage.joined("shut", shut)]).await;
    stage.wait_until_idle().await;
    assert!(stage.logged().is_empty() && greeted(&stage).is_empty());
    stage.close().await;
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_when_it_is_set() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let hidden = sim.add_channel(cast.guild, "hidden", ChannelKind::Text);
    sim.set_member_overwrite(hidden, sim.bot_user_id(), 0, 1 << 11);
    let general = || ("channel", cast.general.into());
    for (options, why) in [
        (
            vec![general(), ("text", "Hi {usr}".into())],
            "I don't know {usr}; use `{user}` `{name}` `{server}` `{count}`.",
        ),
        (vec![general(), ("text", "Hi there".into())], "add `{user}` or `{name}` to it"),
        (vec![("channel", hidden.into())], "I don't have the permission Send Messages in"),
        (vec![general(), ("dm", true.into())], "either `channel` or `dm`"),
        (vec![("text", "Hi {user}".into())], "Choose where it is posted"),
        (vec![("dm", false.into())], "Choose the channel"),
        (vec![], "say what to change"),
    ] {
        let refused = stage.set_up("welcome", options).await;
        assert!(refused.text().contains(why), "{}", refused.text());
    }
    assert_eq!(stage.wanted().await, Vec::<String>::new());
    stage.close().await;
}

#[tokio::test]
async fn a_channel_that_cannot_be_written_to_is_told_once_a_day_shown_and_tried_again() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_up("welcome", vec![("channel", cast.general.into())]).await;
    sim.set_member_overwrite(cast.general, sim.bot_user_id(), 0, 1 << 11);
    stage.comes("ann").await;
    stage.comes("ben").await;
    let told =
        || stage.logged().into_iter().filter(|it| it.text().contains("Not working: Welcome message")).count();
    assert_eq!((told(), stage.logged().len()), (1, 1));
    let shown = sim.slash(cast.owner, cast.staff, "settings show").await.unwrap().text();
    assert!(shown.contains("Not working") && shown.contains("**Welcome message**, since"), "{shown}");
    stage.age_troubles(Duration::from_secs(25 * 3600)).await;
    stage.comes("cyd").await;
    assert_eq!(told(), 2, "the next day it is said again");
    sim.set_member_overwrite(cast.general, sim.bot_user_id(), 0, 0);
    stage.comes("dan").await;
    assert_eq!(greeted(&stage).len(), 1);
    assert!(!stage.all_set().await.contains("Not working"));
    stage.close().await;
}

#[tokio::test]
async fn told_to_two_replicas_at_once_it_happens_once() {
    let mut stage = Stage::new().await;
    stage.add_server().await;
    let cast = stage.cast;
    let member = stage.sim.add_role(cast.guild, "Guest", 1, 0);
    stage.set_up("welcome", vec![("channel", cast.general.into())]).await;
    stage.set_up("autorole", vec![("role", member.into())]).await;
    let users: Vec<UserId> =
        (0..8).map(|at| stage.sim.add_member(cast.guild, &format!("user{at}"), &[])).collect();
    let events: Vec<Event> = users.iter().map(|user| stage.joined(&format!("join:{user}"), *user)).collect();
    let one = stage.server(0).url("/events");
    let other = stage.server(1).url("/events");
    let (first, second) = tokio::join!(stage.tell_to(&one, &events), stage.tell_to(&other, &events));
    assert_eq!(first.1.unwrap().new + second.1.unwrap().new, 8);
    stage.wait_until_idle().await;
    let mut welcomed: Vec<UserId> =
        greeted(&stage).into_iter().flat_map(|message| message.mentions).collect();
    welcomed.sort();
    assert_eq!(welcomed, users);
    assert!(users.iter().all(|user| roles(&stage, *user) == [member]));
    assert_eq!(stage.sim.requests_to(GIVE.0, GIVE.1).len(), 8);
    stage.close().await;
}

#[tokio::test]
async fn from_the_gateway_through_the_sidecar_to_the_channel() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_intents(&[Intent::Members, Intent::MessageContent]);
    stage.set_up("welcome", vec![("channel", cast.general.into())]).await;
    stage.set_up("messagelog", vec![("channel", cast.staff.into())]).await;
    let directory = tempfile::tempdir().unwrap();
    let sidecar = Sidecar::start(&stage, stage.server(0).address, &directory.path().join("data"), &[]).await;
    let (members, messages, content) = (1 << 1, 1 << 9, 1 << 15);
    let wanted = sim.gateway().connected()[0].intents & (members | messages | content);
    assert_eq!(wanted, members | messages | content);
    let set = stage.set_up("leave", vec![("channel", cast.general.into())]).await;
    assert!(!set.text().contains("gavel sidecar"), "the sidecar is there: {}", set.text());
    let ann = sim.add_member(cast.guild, "ann", &[]);
    stage.until("ann is welcomed", || greeted(&stage).iter().any(|it| it.mentions == [ann])).await;
    let written = sim.write(cast.member, cast.general, "helo").unwrap();
    let edited = sim.edit(cast.member, &written, "hello").unwrap();
    sim.delete(cast.member, cast.general, edited.id).unwrap();
    let logged = || -> Vec<String> {
        let ours = sim.messages(cast.staff).into_iter().filter(|it| it.author == sim.bot_user_id());
        ours.flat_map(|it| it.embeds).map(|it| it["description"].as_str().unwrap().to_owned()).collect()
    };
    stage.until("both are logged", || logged().len() == 2).await;
    assert!(logged()[0].contains("**Before:** helo\n**After:** hello"), "{:?}", logged());
    assert!(logged()[1].contains("**Text:** hello"), "{:?}", logged());
    stage.wait_until_idle().await;
    assert_eq!(sidecar.terminate().await, Some(0));
    stage.close().await;
}

#[tokio::test]
async fn while_they_come_the_server_is_killed_again_and_again_and_each_is_welcomed_once() {
    let stage = Stage::empty().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_intents(&[Intent::Members]);
    let mut server = Process::start(&stage).await;
    let guest = sim.add_role(cast.guild, "Guest", 1, 0);
    stage.set_up("welcome", vec![("channel", cast.general.into())]).await;
    stage.set_up("autorole", vec![("role", guest.into())]).await;
    let directory = tempfile::tempdir().unwrap();
    let sidecar = Sidecar::start(&stage, server.address(), &directory.path().join("data"), &[]).await;
    let mut people = Vec::new();
    for at in 0..60 {
        people.push(sim.add_member(cast.guild, &format!("member{at}"), &[]));
        tokio::time::sleep(Duration::from_millis(15)).await;
        if at % 12 == 5 {
            server.replace(&stage).await;
        }
    }
    let welcomed = async |user: UserId| {
        let is_there = || greeted(&stage).iter().any(|message| message.mentions == [user]);
        stage.until("somebody is welcomed", is_there).await;
        stage.until("somebody has the role", || roles(&stage, user) == [guest]).await;
    };
    for user in &people {
        welcomed(*user).await;
    }
    stage.wait_until_idle().await;
    assert_eq!(greeted(&stage).len(), people.len());
    assert_eq!(sidecar.terminate().await, Some(0));
    assert_eq!(server.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
}

/// Returns the faults during which the process is killed.
fn deaths() -> Vec<Vec<Fault>> {
    vec![
        vec![on(SERVER).hang()],
        vec![on(POST).hang()],
        vec![on(POST).applied_but_answer_lost(), on(LOOK).hang()],
        vec![on(GIVE).hang()],
        vec![on(GIVE).applied_but_answer_lost(), on(GIVE).hang()],
    ]
}

#[tokio::test]
async fn killed_at_any_step_a_newcomer_is_welcomed_once_and_has_the_role() {
    let deaths = deaths().into_iter().map(async |faults| {
        let stage = Stage::empty().await;
        let process = Process::start(&stage).await;
        let cast = stage.cast;
        let guest = stage.sim.add_role(cast.guild, "Guest", 1, 0);
        stage.set_up("welcome", vec![("channel", cast.general.into())]).await;
        stage.set_up("autorole", vec![("role", guest.into())]).await;
        faults.into_iter().for_each(|fault| stage.sim.fault(fault));
        let user = stage.sim.add_member(cast.guild, "ann", &[]);
        let event = stage.joined("join", user);
        assert_eq!(stage.tell_to(&process.url("/events"), std::slice::from_ref(&event)).await.0, 200);
        process.killed_during(&stage, ready(())).await;
        let process = Process::start(&stage).await;
        assert_eq!(stage.tell_to(&process.url("/events"), &[event]).await.0, 409, "told again");
        stage.wait_until_idle().await;
        assert_eq!(greeted(&stage).len(), 1);
        assert_eq!(roles(&stage, user), [guest]);
        assert_eq!(process.terminate().await, Some(0));
        stage.sim.clear_violations();
        stage.close().await;
    });
    join(deaths).await;
}

#[tokio::test]
async fn roles_are_given_to_people_and_to_bots_only_where_that_is_wanted() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let guest = sim.add_role(cast.guild, "Guest", 1, 0);
    let green = sim.add_role(cast.guild, "Green", 1, 0);
    stage.set_up("autorole", vec![("role", guest.into())]).await;
    let set = stage.set_up("autorole", vec![("role", green.into())]).await;
    assert!(set.text().contains(&format!("<@&{guest}> <@&{green}> · at once")), "{}", set.text());
    let ann = stage.comes("ann").await;
    assert_eq!(roles(&stage, ann), [guest, green]);
    let before = roles(&stage, cast.helperbot);
    stage.tell(&[stage.joined("bot", cast.helperbot)]).await;
    stage.wait_until_idle().await;
    assert_eq!(roles(&stage, cast.helperbot), before);
    stage
        .set_up("autorole", vec![("bots", true.into()), ("role", green.into()), ("remove", true.into())])
        .await;
    stage.tell(&[stage.joined("bot again", cast.helperbot)]).await;
    stage.wait_until_idle().await;
    assert!(
        roles(&stage, cast.helperbot).contains(&guest) && !roles(&stage, cast.helperbot).contains(&green)
    );
    assert!(stage.logged().is_empty());
    stage.close().await;
}

#[tokio::test]
async fn a_role_that_nobody_should_have_for_joining_is_refused_and_never_given() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let jail = stage.set_jail().await;
    let high = sim.add_role(cast.guild, "High", 6, 0);
    let everyone: RoleId = cast.guild.cast();
    for (role, why) in [
        (high, "is not below my highest role"),
        (cast.helper_role, "nobody can give or take it"),
        (everyone, "Everyone has the role"),
        (cast.moderator_role, "has View Audit Log, Manage Nicknames, Kick Members"),
        (jail, "is the jail's role"),
    ] {
        let refused = stage.set_up("autorole", vec![("role", role.into())]).await;
        assert!(refused.text().contains(why), "{}", refused.text());
    }
    for (delay, why) in [("soon", "can't read"), ("perm", "28 days at most"), ("29d", "28 days at most")] {
        let refused = stage.set_up("autorole", vec![("delay", delay.into())]).await;
        assert!(refused.text().contains(why), "{}", refused.text());
    }
    // The role is harmless when it is chosen.
    let guest = sim.add_role(cast.guild, "Guest", 1, 0);
    let grown = sim.add_role(cast.guild, "Grown", 1, 0);
    stage.set_up("autorole", vec![("role", grown.into())]).await;
    stage.set_up("autorole", vec![("role", guest.into())]).await;
    sim.set_permissions(cast.guild, grown, 1 << 2);
    let ann = stage.comes("ann").await;
    assert_eq!(roles(&stage, ann), [guest]);
    let told = stage.logged();
    assert!(told.len() == 1 && told[0].text().contains("It now has Ban Members"), "{:?}", told);
    sim.remove_role(cast.guild, grown);
    let ben = stage.comes("ben").await;
    assert_eq!(roles(&stage, ben), [guest]);
    assert_eq!(stage.logged().len(), 1, "once a day");
    assert!(stage.all_set().await.contains("That role no longer exists."), "{}", stage.all_set().await);
    stage.close().await;
}

#[tokio::test]
async fn a_role_after_a_while_is_for_those_who_are_still_there() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let guest = sim.add_role(cast.guild, "Guest", 1, 0);
    let set = stage.set_up("autorole", vec![("role", guest.into()), ("delay", "1440".into())]).await;
    assert!(set.text().contains("after 1440m"), "{}", set.text());
    let stays = stage.comes("stays").await;
    let goes = stage.comes("goes").await;
    let returns = stage.comes("returns").await;
    for user in [goes, returns] {
        sim.leave(cast.guild, user);
    }
    stage.clock.advance(Duration::from_secs(23 * 3600));
    sim.join(cast.guild, returns, &[]);
    stage.tell(&[stage.joined("return", returns)]).await;
    stage.wait_until_idle().await;
    stage.ring("give_autorole").await;
    stage.wait_until_idle().await;
    assert!(roles(&stage, stays).is_empty(), "it is not time yet");
    stage.clock.advance(Duration::from_secs(3600));
    stage.ring("give_autorole").await;
    stage.until("the role is given", || roles(&stage, stays) == [guest]).await;
    stage.wait_until_idle().await;
    assert!(roles(&stage, returns).is_empty(), "they wait from their return on");
    stage.clock.advance(Duration::from_secs(23 * 3600));
    stage.ring("give_autorole").await;
    stage.until("the role is given", || roles(&stage, returns) == [guest]).await;
    assert!(sim.member(cast.guild, goes).is_none());
    stage.close().await;
}

#[tokio::test]
async fn whoever_is_being_screened_has_the_role_when_they_passed() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let guest = sim.add_role(cast.guild, "Guest", 1, 0);
    stage.set_up("autorole", vec![("role", guest.into())]).await;
    let ann = sim.add_member(cast.guild, "ann", &[]);
    sim.set_screening(cast.guild, ann, Screening::Pending);
    stage.tell(&[stage.joined("join", ann)]).await;
    let waits = "select count(*) from jobs where kind = 'give_autorole' and finished_at is null and lease is null and attempts > 0";
    let waiting = tokio::time::timeout(SOON, async {
        while sqlx::query_scalar::<_, i64>(waits).fetch_one(&stage.database.pool).await.unwrap() == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    waiting.await.expect("the role waits for the screening");
    assert!(roles(&stage, ann).is_empty());
    sim.set_screening(cast.guild, ann, Screening::Passed);
    stage.ring("give_autorole").await;
    stage.until("the role is given", || roles(&stage, ann) == [guest]).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn a_role_that_a_moderator_took_does_not_come_back_with_its_owner() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let guest = sim.add_role(cast.guild, "Guest", 1, 0);
    stage.set_up("autorole", vec![("role", guest.into())]).await;
    let ann = sim.add_member(cast.guild, "ann", &[guest]);
    let taken = sim.slash(cast.admin, cast.general, "role remove").with("user", ann).with("role", guest);
    taken.with("duration", "7d").await.unwrap().final_message().await.unwrap();
    sim.leave(cast.guild, ann);
    sim.join(cast.guild, ann, &[]);
    stage.tell(&[stage.joined("back", ann)]).await;
    stage.wait_until_idle().await;
    assert!(roles(&stage, ann).is_empty());
    stage.close().await;
}

#[tokio::test]
async fn where_gavel_is_gone_or_refused_nobody_is_given_a_role_and_nothing_is_tried_for_ever() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_up("autorole", vec![("role", cast.member_role.into())]).await;
    sim.fault(on(("GET", "/guilds/{}/members/{}")).answer(403, 50001, "Missing Access"));
    let before = stage.logged().len();
    let ann = stage.comes("ann").await;
    assert_eq!((roles(&stage, ann), stage.logged().len()), (vec![], before + 1));
    assert!(stage.all_set().await.contains("Not working"), "{}", stage.all_set().await);
    let bob = sim.add_member(cast.guild, "bob", &[]);
    let joined = stage.joined("bob", bob);
    sim.leave(cast.guild, sim.bot_user_id());
    stage.tell(&[joined]).await;
    stage.wait_until_idle().await;
    let left = "select count(*) from jobs where kind = 'give_autorole' and finished_at is null";
    assert_eq!(sqlx::query_scalar::<_, i64>(left).fetch_one(&stage.database.pool).await.unwrap(), 0);
    stage.close().await;
}

#[tokio::test]
async fn leaving_does_not_get_anybody_out_of_jail() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let jail = stage.set_jail().await;
    let guest = sim.add_role(cast.guild, "Guest", 1, 0);
    stage.set_up("autorole", vec![("role", guest.into())]).await;
    stage.by(cast.moderator, "jail", cast.member, &[]).await;
    for at in 0..2 {
        sim.leave(cast.guild, cast.member);
        sim.join(cast.guild, cast.member, &[]);
        stage.tell(&[stage.joined(&format!("return {at}"), cast.member)]).await;
        stage.wait_until_idle().await;
        assert_eq!(roles(&stage, cast.member), [jail]);
    }
    assert_eq!(stage.cases().await.len(), 1, "no new case");
    let history = sim.slash(cast.admin, cast.general, "case history").with("number", 1).await.unwrap();
    assert_eq!(history.text().matches("rejailed").count(), 2, "{}", history.text());
    let released = stage.by(cast.moderator, "unjail", cast.member, &[]).await;
    assert!(released.text().contains("released"), "{}", released.text());
    assert_eq!(roles(&stage, cast.member), [cast.member_role], "what the jail took is given back");
    sim.leave(cast.guild, cast.member);
    sim.join(cast.guild, cast.member, &[]);
    stage.tell(&[stage.joined("free", cast.member)]).await;
    stage.wait_until_idle().await;
    assert_eq!(roles(&stage, cast.member), [guest]);
    stage.close().await;
}

#[tokio::test]
async fn a_role_for_a_while_is_for_all_of_it_where_that_is_wanted() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let [event, good] = ["Event", "Good"].map(|name| sim.add_role(cast.guild, name, 1, 0));
    let refused = stage.set_up("rejoin", vec![]).await;
    assert!(refused.text().contains("Choose `jail`, `roles`"), "{}", refused.text());
    let given =
        |role| sim.slash(cast.senior, cast.general, "role add").with("user", cast.member).with("role", role);
    given(event).with("duration", "7d").await.unwrap().final_message().await.unwrap();
    given(good).await.unwrap().final_message().await.unwrap();
    let back = async |at: &str| {
        sim.leave(cast.guild, cast.member);
        sim.join(cast.guild, cast.member, &[]);
        stage.tell(&[stage.joined(at, cast.member)]).await;
        stage.wait_until_idle().await;
        roles(&stage, cast.member)
    };
    assert!(back("unwanted").await.is_empty());
    stage.set_up("rejoin", vec![("roles", true.into())]).await;
    assert_eq!(back("wanted").await, [event], "and not what was given for good");
    let history = sim.slash(cast.admin, cast.general, "case history").with("number", 1).await.unwrap();
    assert_eq!(history.text().matches("given again").count(), 1, "{}", history.text());
    stage.ring("expire").await;
    stage.until("it ends", || roles(&stage, cast.member).is_empty()).await;
    stage.wait_until_idle().await;
    assert!(back("over").await.is_empty());
    stage.close().await;
}

#[tokio::test]
async fn a_jail_that_cannot_be_restored_is_told_and_one_that_frees_is_left() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let jail = stage.set_jail().await;
    stage.by(cast.moderator, "jail", cast.member, &[]).await;
    let comes_back = async |id: &str| {
        sim.leave(cast.guild, cast.member);
        sim.join(cast.guild, cast.member, &[]);
        stage.tell(&[stage.joined(id, cast.member)]).await;
        stage.wait_until_idle().await;
    };
    sim.fault(Fault::on("PATCH", "/guilds/{}/members/{}").answer(403, 50_013, "Missing Permissions"));
    comes_back("one").await;
    assert!(roles(&stage, cast.member).is_empty());
    let told = stage.logged().last().unwrap().text();
    assert!(told.contains("Not working: Returning members") && told.contains("case #1"), "{told}");
    stage.set_up("rejoin", vec![("jail", false.into())]).await;
    comes_back("two").await;
    assert!(roles(&stage, cast.member).is_empty());
    stage.set_up("rejoin", vec![("jail", true.into())]).await;
    comes_back("three").await;
    assert_eq!(roles(&stage, cast.member), [jail]);
    stage.close().await;
}

#[tokio::test]
async fn moderators_hear_when_somebody_with_a_record_joins() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let refused = stage.set_up("alert", vec![]).await;
    assert!(refused.text().contains("choose a `channel`"), "{}", refused.text());
    stage.set_log().await;
    for at in 1..=4 {
        stage.warn(&format!("reason {at}")).await.final_message().await.unwrap();
    }
    stage.by(cast.moderator, "note", cast.member, &[("reason", "keeps asking")]).await;
    sim.slash(cast.admin, cast.general, "case void").with("number", 4).with("reason", "x").await.unwrap();
    stage.warn("by mistake").await.final_message().await.unwrap();
    let set = stage.set_up("alert", vec![]).await;
    assert!(set.text().contains(&format!("<#{}>", cast.mod_log)), "{}", set.text());
    let before = stage.logged().len();
    stage.tell(&[stage.joined("join", cast.member)]).await;
    stage.tell(&[stage.joined("join", cast.member)]).await;
    stage.wait_until_idle().await;
    let logged = stage.logged();
    assert_eq!(logged.len(), before + 1);
    let text = logged.last().unwrap().text();
    assert_snapshot!(stage.readable(&text), @r"
    A member with a record joined
    <@member> (member) joined, and has a record here.
    **Cases:** 1 × note, 4 × warn
    **Counts now:** 4 warnings with 4 points
    **[#6](https://discord.com/channels/guild/mod_log/id 1)** Warning · <time:R> · by mistake
    **[#5](https://discord.com/channels/guild/mod_log/id 2)** Note · <time:R> · keeps asking
    **[#3](https://discord.com/channels/guild/mod_log/id 3)** Warning · <time:R> · reason 3
    member · <time>
    ");
    stage.close().await;
}

#[tokio::test]
async fn a_record_that_is_void_alerts_nobody_and_the_channel_can_be_another() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_up("alert", vec![("channel", cast.staff.into())]).await;
    stage.warn("by mistake").await.final_message().await.unwrap();
    sim.slash(cast.admin, cast.general, "case void")
        .with("number", 1)
        .with("reason", "x")
        .await
        .unwrap()
        .final_message()
        .await
        .unwrap();
    let alerts = || sim.messages(cast.staff).into_iter().filter(|it| it.author == sim.bot_user_id()).count();
    stage.tell(&[stage.joined("one", cast.member), stage.joined("nobody", cast.newcomer)]).await;
    stage.wait_until_idle().await;
    assert_eq!(alerts(), 0);
    stage.warn("rightly").await.final_message().await.unwrap();
    stage.tell(&[stage.joined("two", cast.member)]).await;
    stage.wait_until_idle().await;
    assert_eq!(alerts(), 1);
    stage.set_up("alert", vec![("off", true.into())]).await;
    stage.tell(&[stage.joined("three", cast.member)]).await;
    stage.wait_until_idle().await;
    assert_eq!(alerts(), 1);
    stage.close().await;
}
