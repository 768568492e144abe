//! `/massban`, `/massunban`: each person once, or listed with the reason, whatever happens meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use discord_stand_in::{AuditAction, Fault, Intent, Invocation, Message, OptionValue, Scope, UserId};
use insta::assert_snapshot;

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};
use crate::work::told;

const BULK: (&str, &str) = ("POST", "/guilds/{}/bulk-ban");
const BANS: (&str, &str) = ("GET", "/guilds/{}/bans");
const MEMBERS: (&str, &str) = ("GET", "/guilds/{}/members");
const BAN: (&str, &str) = ("PUT", "/guilds/{}/bans/{}");
const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const LOOK: (&str, &str) = ("GET", "/channels/{}/messages");
const SHOW: (&str, &str) = ("PATCH", "/channels/{}/messages/{}");
const EDIT: (&str, &str) = ("PATCH", "/webhooks/{}/{}/messages/{}");
const BAN_MEMBERS: u64 = 1 << 2;
/// The permissions View Channel, Send Messages, Embed Links, Attach Files, Read Message History and Ban Members.
const WITHOUT_MANAGE_SERVER: u64 = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | BAN_MEMBERS;

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

/// The rows of the result: outcome and reason by user id.
type Rows = BTreeMap<u64, (String, String)>;

impl Stage {
    /// Adds users who are in no server.
    pub fn strangers(&self, count: usize) -> Vec<UserId> {
        (0..count).map(|at| self.sim.add_user(&format!("stranger{at}"))).collect()
    }

    /// Gives a file to a command as the moderator; returns the first reply.
    async fn given(&self, command: &str, file: OptionValue) -> Message {
        let (sim, cast) = (&self.sim, &self.cast);
        let given = sim.slash(cast.moderator, cast.general, command).with("file", file).await.unwrap();
        given.final_message().await.unwrap()
    }

    /// Gives a list of ids to a command as the moderator, and confirms; returns the order, whose reply gets the result.
    pub async fn ordered(&self, command: &str, ids: &[UserId]) -> Invocation {
        let card = self.given(command, file(ids)).await;
        let go = card.controls()[0].clone();
        self.sim.press(self.cast.moderator, &card, &go.custom_id).await.unwrap()
    }

    /// Waits for the result.
    pub async fn result(&self, order: &Invocation) -> Message {
        let done = || order.reply().filter(|reply| !reply.attachments.is_empty());
        let result = self.sim.eventually(SOON, done).await;
        assert!(result.is_some(), "no result: {}", order.text());
        result.unwrap()
    }

    /// Returns how many times each user was banned, by the audit log.
    fn bans(&self) -> BTreeMap<u64, usize> {
        let mut banned = BTreeMap::new();
        let bot = self.sim.bot_user_id();
        let ours = |action: AuditAction, by: UserId| action == AuditAction::MemberBanAdd && by == bot;
        for entry in self.sim.audit_log(self.cast.guild).iter().filter(|it| ours(it.action, it.by)) {
            *banned.entry(entry.target.unwrap()).or_default() += 1;
        }
        banned
    }

    /// Returns number, kind, status and target of all cases but the order's own, which is the first.
    async fn children(&self) -> Vec<(i32, String, String, i64)> {
        sqlx::query_as("select number, kind, status, target_id from cases where parent = 1 order by number")
            .fetch_all(&self.database.pool)
            .await
            .unwrap()
    }
}

fn file(ids: &[UserId]) -> OptionValue {
    let lines: Vec<String> = ids.iter().map(ToString::to_string).collect();
    OptionValue::file("raid.txt", lines.join("\n"))
}

fn rows(result: &Message) -> Rows {
    let text = String::from_utf8(result.attachments[0].bytes.to_vec()).unwrap();
    let mut rows = Rows::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.splitn(4, ',').collect();
        let row = (cells[1].to_owned(), cells[3].trim_matches('"').to_owned());
        assert!(rows.insert(cells[0].parse().unwrap(), row).is_none(), "twice in the list: {line}");
    }
    rows
}

#[tokio::test]
async fn a_form_asks_for_people_and_they_are_banned_and_taken_back_together() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let ids = stage.strangers(3);
    let asked = sim.slash(cast.moderator, cast.general, "massban").with("reason", "raid").await.unwrap();
    let form = asked.modal().unwrap();
    let people = format!("{} <@{}>, {}\n{} bob", ids[0], ids[1], ids[2], ids[0]);
    let shown = sim.submit(cast.moderator, &form).with("Who", people).with("Reason", "raid").await.unwrap();
    let card = shown.final_message().await.unwrap();
    assert_snapshot!(stage.readable(&card.text()), @r"
    Ban 3 people?
    **3 people** can be acted on.
    0 members of the server, 3 not in it.
    1 id was given more than once.
    1 entry is not an id: bob.
    > raid
    Ban 3 people
    Leave it
    ");
    let order = sim.press(cast.moderator, &card, "Ban 3 people").await.unwrap();
    let result = stage.result(&order).await;
    assert!(result.text().contains("3 people banned.") && result.components.is_empty(), "{}", result.text());
    assert!(rows(&result).values().all(|(outcome, _)| outcome == "banned"));
    stage.wait_until_idle().await;
    assert!(ids.iter().all(|id| stage.is_banned(*id)));
    let reason = sim.ban_of(cast.guild, ids[0]).unwrap().reason.unwrap();
    assert!(reason.starts_with("raid") && reason.ends_with("case 1"), "{reason}");
    let children = stage.children().await;
    assert!(children.iter().all(|child| child.1 == "ban" && child.2 == "applied"), "{children:?}");
    let log = stage.logged();
    assert_eq!((log.len(), log[0].attachments.len()), (1, 1), "one post for all of them, with the list");

    let back = sim.slash(cast.moderator, cast.general, "massunban").with("number", 1).await.unwrap();
    let card = back.final_message().await.unwrap();
    let order = sim.press(cast.moderator, &card, "Unban 3 people").await.unwrap();
    assert!(stage.result(&order).await.text().contains("3 people unbanned"), "{}", order.text());
    assert!(!ids.iter().any(|id| stage.is_banned(*id)));
    let again = sim.slash(cast.moderator, cast.general, "massunban").with("number", 1).await.unwrap();
    let again = again.final_message().await.unwrap();
    assert!(again.text().contains("None of the bans of case #1 is still in force"), "{}", again.text());
    stage.close().await;
}

#[tokio::test]
async fn who_is_out_of_reach_is_left_out_before_anything_is_done() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let strangers = stage.strangers(2);
    let peer = sim.add_member(cast.guild, "peer", &[cast.moderator_role]);
    sim.ban(cast.owner, cast.guild, strangers[1], "by hand").unwrap();
    let spared = [cast.owner, cast.admin, cast.senior, peer, cast.moderator, sim.bot_user_id()];
    let all: Vec<UserId> = [&spared[..], &strangers, &[cast.member]].concat();
    let card = stage.given("massban", file(&all)).await;
    let text = card.text();
    assert!(text.contains("Ban 2 people?") && text.contains("1 member of the server, 1 not in it"), "{text}");
    assert!(text.contains("1 person who is already banned"), "{text}");
    assert!(spared.iter().all(|id| text.contains(&format!("<@{id}>,"))), "{text}");
    let order = sim.press(cast.moderator, &card, "Ban 2 people").await.unwrap();
    let rows = rows(&stage.result(&order).await);
    assert_eq!(rows.len(), all.len());
    let left_out = rows.values().filter(|(outcome, why)| outcome == "left out" && !why.is_empty()).count();
    assert_eq!(left_out, 7, "{rows:?}");
    let banned: Vec<u64> = stage.bans().into_keys().collect();
    assert_eq!(BTreeSet::from_iter(banned), BTreeSet::from([cast.member.get(), strangers[0].get()]));
    assert_eq!(stage.children().await.len(), 2);
    stage.close().await;
}

#[tokio::test]
async fn nobody_but_whoever_was_asked_can_answer_and_nobody_twice() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let ids = stage.strangers(2);
    let card = stage.given("massban", file(&ids)).await;
    let other = sim.press(cast.senior, &card, "Ban 2 people").await.unwrap();
    assert!(other.text().contains("Only <@"), "{}", other.text());
    let left = stage.pressed(cast.moderator, &card, "Leave it").await;
    assert!(left.text().contains("Nothing was done"), "{}", left.text());
    let go = card.control("Ban 2 people").unwrap().custom_id;
    let late = sim.press(cast.moderator, &card, &go).forged().await.unwrap();
    assert!(late.text().contains("This question is over"), "{}", late.text());
    assert!(stage.cases().await.is_empty() && stage.bans().is_empty());

    let order = stage.ordered("massban", &ids).await;
    stage.result(&order).await;
    order.deliver_again().await;
    stage.wait_until_idle().await;
    assert!(stage.bans().values().all(|times| *times == 1));
    assert_eq!(stage.cases().await.len(), 3);
    stage.close().await;
}

#[tokio::test]
async fn where_gavel_may_not_ban_in_bulk_each_is_banned_singly() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.set_permissions(cast.guild, cast.bot_role, WITHOUT_MANAGE_SERVER);
    let ids = stage.strangers(25);
    let order = stage.ordered("massban", &ids).await;
    assert!(stage.result(&order).await.text().contains("25 people banned."), "{}", order.text());
    assert_eq!((sim.requests_to(BULK.0, BULK.1).len(), sim.requests_to(BAN.0, BAN.1).len()), (0, 25));
    assert_eq!(stage.bans().len(), 25);
    stage.close().await;
}

#[tokio::test]
async fn without_the_members_intent_each_is_looked_at_when_their_turn_comes() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let mut ids = stage.strangers(118);
    ids.extend([cast.senior, cast.member]);
    let card = stage.given("massban", file(&ids)).await;
    assert!(card.text().contains("I'll check who is a member"), "{}", card.text());
    let order = sim.press(cast.moderator, &card, "Ban 120 people").await.unwrap();
    let result = stage.result(&order).await;
    assert!(result.text().contains("119 people banned, 1 not"), "{}", result.text());
    let senior = rows(&result)[&cast.senior.get()].clone();
    assert_eq!(senior, ("not banned".to_owned(), "their highest role is not below yours".to_owned()));
    assert!(!stage.is_banned(cast.senior) && stage.is_banned(cast.member));
    stage.close().await;
}

#[tokio::test]
async fn whom_discord_refuses_in_bulk_says_singly_why() {
    let stage = Stage::with_log().await;
    let known = stage.strangers(2);
    let nobody: UserId = "155000000000000099".parse().unwrap();
    let order = stage.ordered("massban", &[known[0], nobody, known[1]]).await;
    let rows = rows(&stage.result(&order).await);
    let (outcome, why) = &rows[&nobody.get()];
    assert!(outcome == "not banned" && why.contains("code 10013"), "{rows:?}");
    assert_eq!(stage.bans().len(), 2);
    stage.close().await;
}

#[tokio::test]
async fn an_answer_that_was_lost_bans_nobody_twice_and_calls_nobody_banned_before() {
    let stage = Stage::with_log().await;
    let ids = stage.strangers(30);
    stage.sim.fault(on(BULK).applied_but_answer_lost());
    let order = stage.ordered("massban", &ids).await;
    assert!(stage.result(&order).await.text().contains("30 people banned."), "{}", order.text());
    assert!(stage.bans().values().all(|times| *times == 1));
    stage.close().await;
}

#[tokio::test]
async fn a_list_that_discord_does_not_take_costs_neither_the_post_nor_the_result() {
    // The result comes in the reply, or in the channel once the reply can't be edited any more.
    for late in [false, true] {
        let stage = Stage::with_log().await;
        let people = stage.strangers(if late { 1200 } else { 3 });
        let too_large =
            |call| on(call).containing("case-1.csv").always().answer(413, 40_005, "Request entity too large");
        [POST, EDIT, SHOW].into_iter().for_each(|call| stage.sim.fault(too_large(call)));
        if late {
            stage.sim.set_intents(&[Intent::Members]);
            stage.sim.limit(BULK.0, BULK.1, 1, Duration::from_secs(2));
        }
        let order = stage.ordered("massban", &people).await;
        if late {
            stage.until("how far it is, is not shown", || order.text().contains("of 1200")).await;
            stage.clock.advance(Duration::from_secs(15 * 60));
        }
        stage.wait_until_idle().await;
        let here = stage.sim.messages(stage.cast.general);
        let shown = if late { here.last().unwrap().text() } else { order.text() };
        assert!(
            shown.contains("people banned") && shown.contains("didn't accept the attachments"),
            "{shown}"
        );
        let log = stage.logged();
        assert_eq!((log.len(), log[0].attachments.len()), (1, 0));
        stage.sim.clear_violations();
        stage.close().await;
    }
}

#[tokio::test]
async fn cancel_from_another_replica_stops_between_two_calls_and_the_rest_is_listed_as_not_tried() {
    let mut stage = Stage::with_log().await;
    stage.sim.set_intents(&[Intent::Members]);
    stage.sim.limit(BULK.0, BULK.1, 1, Duration::from_secs(2));
    let ids = stage.strangers(1200);
    let order = stage.ordered("massban", &ids).await;
    let shown = || order.reply().filter(|reply| reply.text().contains("of 1200"));
    let shown = stage.sim.eventually(SOON, shown).await.expect("how far it is, is not shown");
    stage.add_server().await;
    stage.sim.set_endpoint(&stage.server(1).url("/interactions"));
    let pressed = stage.sim.press(stage.cast.senior, &shown, "Cancel").await.unwrap();
    assert!(pressed.text().contains("I'll stop after the current step"), "{}", pressed.text());
    let result = stage.result(&order).await;
    let banned = stage.bans().len();
    assert!((200..1200).contains(&banned), "{banned}");
    let said = format!(
        "{banned} people banned, {} not tried: <@{}> pressed Cancel",
        1200 - banned,
        stage.cast.senior
    );
    assert!(result.text().contains(&said), "{said}: {}", result.text());
    let rows = rows(&result);
    let untried = rows.values().filter(|(outcome, _)| outcome == "not tried").count();
    assert_eq!((rows.len(), untried), (1200, 1200 - banned));
    assert_eq!(stage.children().await.len(), banned);
    stage.close().await;
}

#[tokio::test]
async fn somebody_on_whom_another_acts_waits_for_their_turn() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let ids = stage.strangers(3);
    sim.limit(BAN.0, BAN.1, 1, Duration::from_secs(4));
    sim.fault(on(BAN).slow(Duration::from_secs(3)));
    let single = sim.slash(cast.senior, cast.general, "ban").with("user", ids[1]);
    let (_, order) = tokio::join!(single.into_future(), async {
        while stage.cases().await.is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        stage.ordered("massban", &ids).await
    });
    let rows = rows(&stage.result(&order).await);
    assert_eq!(rows[&ids[1].get()], ("not banned".to_owned(), "already banned".to_owned()), "{rows:?}");
    assert!(stage.bans().values().all(|times| *times == 1));
    stage.wait_until_idle().await;
    let held: i64 = sqlx::query_scalar("select count(*) from jobs where kind = 'held'")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(held, 0, "keys are still held");
    stage.close().await;
}

#[tokio::test]
async fn the_policy_counts_all_of_them_and_a_second_mass_ban_waits_for_the_first() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let ids = stage.strangers(300);
    let set = sim.slash(cast.owner, cast.general, "policy set").with("role", cast.moderator_role);
    let set = set.with("action", "ban").with("per_day", 100).await.unwrap();
    set.final_message().await.unwrap();
    let refused = stage.ordered("massban", &ids).await;
    assert!(refused.text().contains("100 times a day"), "{}", refused.text());
    assert!(stage.cases().await.is_empty());

    sim.limit(BULK.0, BULK.1, 1, Duration::from_secs(3));
    sim.fault(on(BULK).slow(Duration::from_secs(2)));
    let first = stage.ordered("massban", &ids[..90]).await;
    let second = stage.ordered("massban", &ids[200..210]).await;
    assert!(second.text().contains("is under way"), "{}", second.text());
    stage.result(&first).await;
    let third = stage.ordered("massban", &ids[200..211]).await;
    assert!(third.text().contains("100 times a day"), "{}", third.text());
    assert_eq!(stage.bans().len(), 90);
    stage.close().await;
}

#[tokio::test]
async fn after_a_crash_one_that_has_its_outcome_holds_up_no_other() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    let ids = stage.strangers(4);
    stage.sim.fault(on(POST).containing("Mass ban").hang());
    let dying = async {
        stage.struck().await;
        process.kill();
    };
    tokio::join!(stage.ordered("massban", &ids[..2]), dying);
    stage.sim.clear_faults();
    let process = Process::start(&stage).await;
    let second = stage.ordered("massban", &ids[2..]).await;
    assert!(stage.result(&second).await.text().contains("2 people banned"), "{}", second.text());
    stage.wait_until_idle().await;
    assert_eq!(stage.logged().len(), 2);
    assert_eq!(stage.bans().values().copied().collect::<Vec<_>>(), [1; 4]);
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn what_is_no_list_is_refused_with_what_to_do() {
    let stage = Stage::with_log().await;
    for (name, text, expected) in [
        ("raid.png", "1102000000000000001", ".txt and .csv"),
        ("raid.txt", "hello you", "I can't find anyone's id"),
        ("raid.csv", "name\nann\n", "I can't find anyone's id"),
    ] {
        let said = stage.given("massban", OptionValue::file(name, text)).await;
        assert!(said.text().contains(expected), "{name}: {}", said.text());
    }
    let said = stage.given("massunban", file(&stage.strangers(2))).await;
    assert!(
        said.text().contains("nobody left") && said.text().contains("2 people who are not banned"),
        "{}",
        said.text()
    );
    stage.close().await;
}

/// Five thousand users: members, users above the bot's reach, banned users and unknown ids.
struct Raid {
    all: Vec<UserId>,
    spared: Vec<UserId>,
    before: Vec<UserId>,
    nobody: Vec<UserId>,
}

impl Raid {
    fn gather(stage: &Stage) -> Self {
        let (sim, cast) = (&stage.sim, &stage.cast);
        let mut all = stage.strangers(4840);
        let member = |at: usize| sim.add_member(cast.guild, &format!("raider{at}"), &[cast.member_role]);
        all.extend((0..100).map(member));
        let spared = vec![cast.senior, cast.admin, cast.owner];
        let before: Vec<UserId> = all[100..147].to_vec();
        for id in &before {
            sim.ban(cast.owner, cast.guild, *id, "by hand").unwrap();
        }
        let nobody: Vec<UserId> = (0..57_u64).map(|at| UserId::new(155_000_000_000_000_100 + at)).collect();
        all.extend(spared.iter().chain(&nobody));
        Self { all, spared, before, nobody }
    }
}

#[tokio::test]
async fn five_thousand_are_banned_once_or_listed_though_discord_stumbles_and_the_server_is_killed_five_times()
{
    let stage = Stage::empty().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_intents(&[Intent::Members]);
    let raid = Raid::gather(&stage);
    assert_eq!(raid.all.len(), 5000);
    let mut process = Process::start(&stage).await;
    stage.set_log().await;
    let idle = process.peak();
    let order = stage.ordered("massban", &raid.all).await;
    sim.limit(BULK.0, BULK.1, 2, Duration::from_secs(1));
    let (mut peaks, mut kills) = (Vec::new(), 0);
    let problems: [fn() -> Vec<Fault>; 5] = [
        || vec![on(BULK).applied_but_answer_lost(), on(BANS).skip(1).reset()],
        || vec![on(BULK).skip(1).rate_limited(Scope::Global, Duration::from_secs(1)), on(BANS).status(502)],
        || vec![on(BULK).always().status(503), on(BANS).always().status(503)],
        || vec![on(BULK).reset(), on(BULK).skip(2).applied_but_never_answered()],
        || {
            vec![
                on(BULK).skip(1).applied_but_answer_lost(),
                on(BULK).rate_limited(Scope::User, Duration::from_secs(1)),
            ]
        },
    ];
    for trouble in problems {
        let target = stage.bans().len() + 400;
        let far = sim.eventually(SOON, || (stage.bans().len() >= target).then_some(())).await;
        assert!(far.is_some(), "it does not go on: {}", order.text());
        trouble().into_iter().for_each(|fault| sim.fault(fault));
        tokio::time::sleep(Duration::from_millis(700)).await;
        peaks.push(process.peak());
        process.kill_now();
        kills += 1;
        sim.clear_faults();
        stage.expire_leases().await;
        process = Process::start(&stage).await;
    }
    // Discord is down for a while.
    for route in [BULK, BANS, MEMBERS] {
        sim.fault(on(route).always().status(503));
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    sim.clear_faults();
    stage.wait_until_idle_within(Duration::from_secs(90)).await;
    peaks.push(process.peak());
    let result = stage.result(&order).await;
    let rows = rows(&result);
    assert_eq!(rows.len(), 5000, "everybody is listed");
    let (banned, reasons) = (stage.bans(), stage.cast.guild);
    assert!(banned.values().all(|times| *times == 1), "somebody was banned twice");
    for id in &raid.all {
        let (outcome, why) = &rows[&id.get()];
        let by_us = banned.contains_key(&id.get());
        let ban = sim.ban_of(reasons, *id);
        assert_eq!(by_us, outcome == "banned", "{id}: {outcome}, {why}, {ban:?}");
        assert_eq!(why.is_empty(), by_us, "{id}: {outcome}, {why}");
    }
    assert_eq!(banned.len(), 5000 - raid.spared.len() - raid.before.len() - raid.nobody.len());
    assert!(raid.spared.iter().all(|id| !stage.is_banned(*id)), "{cast:?}");
    let numbers: Vec<i32> = stage.cases().await.into_iter().map(|(number, _)| number).collect();
    assert!(numbers.iter().copied().eq(1..=i32::try_from(numbers.len()).unwrap()), "a number is missing");
    let told = told(&stage);
    assert!(told.is_sorted() && !told.is_empty(), "{told:?}");
    assert_eq!((kills, stage.logged().len()), (5, 1));
    println!("idle {idle} MiB, peaks {peaks:?} MiB, told {told:?}");
    assert!(peaks.iter().all(|peak| *peak < idle + 150), "{idle} MiB, then {peaks:?}");
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn wherever_it_is_killed_each_is_banned_once_and_the_record_says_so() {
    let deaths = [
        vec![on(BANS).skip(1).hang()],
        vec![on(MEMBERS).skip(1).hang()],
        vec![on(BULK).hang()],
        vec![on(BULK).applied_but_never_answered()],
        vec![on(BULK).applied_but_answer_lost(), on(BANS).skip(2).hang()],
        vec![on(POST).containing("Moderator").hang()],
        vec![on(POST).containing("Moderator").applied_but_answer_lost(), on(LOOK).hang()],
        vec![on(EDIT).containing("people banned").hang()],
        vec![on(EDIT).containing("people banned").applied_but_never_answered()],
    ];
    let deaths = deaths.into_iter().map(async |faults| {
        let stage = Stage::empty().await;
        stage.sim.set_intents(&[Intent::Members]);
        let process = Process::start(&stage).await;
        stage.set_log().await;
        let ids = stage.strangers(5);
        let what = format!("{faults:?}");
        faults.into_iter().for_each(|fault| stage.sim.fault(fault));
        let order = stage.ordered("massban", &ids).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        process.kill();
        let left = "select count(*) from jobs where kind = 'mass_action' and finished_at is null";
        let left: i64 = sqlx::query_scalar(left).fetch_one(&stage.database.pool).await.unwrap();
        assert_eq!(left, 1, "it was over before it was killed: {what}");
        stage.sim.clear_faults();
        stage.expire_leases().await;
        let process = Process::start(&stage).await;
        let result = stage.result(&order).await;
        assert!(result.text().contains("5 people banned."), "{what}: {}", result.text());
        assert!(rows(&result).values().all(|(outcome, _)| outcome == "banned"), "{what}");
        stage.wait_until_idle().await;
        assert_eq!(stage.bans().into_values().collect::<Vec<_>>(), [1; 5], "{what}");
        assert_eq!((stage.cases().await.len(), stage.logged().len()), (6, 1), "{what}");
        assert_eq!(process.terminate().await, Some(0));
        stage.sim.clear_violations();
        stage.close().await;
    });
    join(deaths).await;
}

#[tokio::test]
async fn a_bulk_that_is_refused_is_done_one_by_one() {
    let stage = Stage::with_log().await;
    stage.sim.fault(on(BULK).answer(403, 50_013, "Missing Permissions"));
    let order = stage.ordered("massban", &stage.strangers(4)).await;
    assert!(stage.result(&order).await.text().contains("4 people banned."), "{}", order.text());
    assert_eq!(stage.bans().into_values().collect::<Vec<_>>(), [1; 4]);
    stage.close().await;
}

#[tokio::test]
async fn what_holds_is_the_rank_of_whoever_presses_when_they_press() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let trainee = sim.add_role(cast.guild, "Trainee", 1, BAN_MEMBERS);
    let veteran = sim.add_role(cast.guild, "Veteran", 2, 0);
    let above = sim.add_member(cast.guild, "above", &[veteran]);
    let below = sim.add_member(cast.guild, "below", &[]);
    let card = stage.given("massban", file(&[above, below])).await;
    sim.set_roles(cast.guild, cast.moderator, &[trainee]);
    let order = sim.press(cast.moderator, &card, "Ban 2 people").await.unwrap();
    let result = stage.result(&order).await;
    assert!(result.text().contains("1 person banned, 1 not"), "{}", result.text());
    assert!(!stage.is_banned(above) && stage.is_banned(below), "{:?}", rows(&result));
    stage.close().await;
}

#[tokio::test]
async fn what_discord_would_say_to_everybody_ends_it_and_the_rest_is_not_tried() {
    let stage = Stage::with_log().await;
    let two_factors = |call| on(call).always().answer(403, 60_003, "Two factor is required");
    stage.sim.fault(two_factors(BULK));
    stage.sim.fault(two_factors(BAN));
    let order = stage.ordered("massban", &stage.strangers(250)).await;
    let result = stage.result(&order).await;
    let calls = stage.sim.requests_to(BULK.0, BULK.1).len() + stage.sim.requests_to(BAN.0, BAN.1).len();
    assert_eq!(calls, 1);
    assert!(
        result.text().contains("not applied: 0 people banned, 200 not, 50 not tried"),
        "{}",
        result.text()
    );
    assert!(result.text().contains("two-factor authentication"), "{}", result.text());
    let rows = rows(&result);
    assert!(rows.values().all(|(_, why)| why.contains("two-factor")), "{rows:?}");
    assert_eq!(rows.values().filter(|(outcome, _)| outcome == "not tried").count(), 50);
    stage.close().await;
}

#[tokio::test]
async fn ten_refusals_that_are_not_about_the_people_end_it() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.set_permissions(cast.guild, cast.bot_role, WITHOUT_MANAGE_SERVER);
    sim.fault(on(BAN).skip(3).always().answer(403, 50_013, "Missing Permissions"));
    let order = stage.ordered("massban", &stage.strangers(40)).await;
    let result = stage.result(&order).await;
    assert_eq!(sim.requests_to(BAN.0, BAN.1).len(), 13);
    assert!(result.text().contains("3 people banned"), "{}", result.text());
    assert!(result.text().contains("not tried: Discord says I lack a permission"), "{}", result.text());
    assert_eq!((stage.bans().len(), rows(&result).len()), (3, 40));
    stage.close().await;
}

#[tokio::test]
async fn a_refusal_of_many_is_as_short_as_discord_takes_it() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let peers: Vec<UserId> =
        (0..20).map(|at| sim.add_member(cast.guild, &format!("peer{at}"), &[cast.moderator_role])).collect();
    let order = sim.slash(cast.moderator, cast.general, "massban").with("file", file(&peers));
    let refused = order.with("reason", "why ".repeat(250)).await.unwrap().final_message().await.unwrap();
    assert!(refused.text().contains("There is nobody left to do this to"), "{}", refused.text());
    stage.close().await;
}
