//! Defects that other moderation bots shipped, one test each: Gavel has none of them.

use std::time::Duration;

use discord_stand_in::{Fault, RoleId, UserId};

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::Stage;

const BAN: (&str, &str) = ("PUT", "/guilds/{}/bans/{}");
const UNBAN: (&str, &str) = ("DELETE", "/guilds/{}/bans/{}");
const DAY: Duration = Duration::from_secs(86_400);

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

fn forbidden(call: (&str, &str)) -> Fault {
    on(call).answer(403, 50_013, "Missing Permissions")
}

fn applied(numbers: i32) -> Vec<(i32, String)> {
    (1..=numbers).map(|number| (number, "applied".to_owned())).collect()
}

/// The calls that act on a member, with the options that they need.
const ACTIONS: [(&str, &[(&str, &str)]); 6] = [
    ("kick", &[]),
    ("ban", &[]),
    ("softban", &[]),
    ("timeout", &[("duration", "1h")]),
    ("untimeout", &[]),
    ("unban", &[]),
];

#[tokio::test]
async fn an_old_temporary_ban_never_lifts_a_later_permanent_one() {
    let stage = Stage::with_log().await;
    stage.order("ban", stage.cast.member, &[("duration", "7d")]).await.final_message().await.unwrap();
    let second = stage.order("ban", stage.cast.member, &[]).await.final_message().await.unwrap();
    assert!(second.text().contains("Case #2"), "{}", second.text());
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert!(stage.is_banned(stage.cast.member));
    let third = stage.order("ban", stage.cast.member, &[]).await;
    assert!(third.text().contains("banned permanently by [case #2]"), "{}", third.text());
    stage.close().await;
}

#[tokio::test]
async fn a_mod_log_error_never_makes_a_temporary_ban_permanent() {
    let stage = Stage::with_log().await;
    stage.sim.fault(on(("POST", "/channels/{}/messages")).containing("Moderator").always().status(503));
    stage.order("ban", stage.cast.member, &[("duration", "7d")]).await;
    stage.until("not banned", || stage.is_banned(stage.cast.member)).await;
    stage.ring("expire").await;
    stage.until("the ban stays", || !stage.is_banned(stage.cast.member)).await;
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, applied(2));
    assert_eq!(stage.logged().len(), 2);
    stage.close().await;
}

#[tokio::test]
async fn a_timer_is_not_dropped_after_a_coded_error() {
    let stage = Stage::with_log().await;
    stage.order("ban", stage.cast.member, &[("duration", "1h")]).await.final_message().await.unwrap();
    stage.sim.fault(forbidden(UNBAN).always());
    for tries in 1..=2 {
        stage.ring("expire").await;
        stage.until("not tried", || stage.sim.requests_to(UNBAN.0, UNBAN.1).len() >= tries).await;
        stage.rest().await;
    }
    let announced = stage.logged().iter().filter(|post| post.text().contains("I'll keep trying")).count();
    assert_eq!(announced, 1);
    assert!(stage.is_banned(stage.cast.member));
    stage.sim.clear_faults();
    stage.ring("expire").await;
    stage.until("the ban stays", || !stage.is_banned(stage.cast.member)).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, applied(2));
    stage.close().await;
}

#[tokio::test]
async fn killed_right_after_a_temporary_ban_its_timer_is_there() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    stage.sim.fault(on(BAN).applied_but_never_answered());
    let order = stage.sim.slash(stage.cast.admin, stage.cast.general, "ban").with("user", stage.cast.member);
    let dying = async {
        stage.until("not banned", || stage.is_banned(stage.cast.member)).await;
        process.kill();
    };
    let _ = tokio::join!(order.with("duration", "7d").into_future(), dying);
    let timers = stage.timers("expire").await;
    assert!(matches!(timers[..], [(_, 0)]), "{timers:?}");
    let process = Process::start(&stage).await;
    stage.wait_until_idle().await;
    stage.ring("expire").await;
    stage.until("the ban stays", || !stage.is_banned(stage.cast.member)).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, applied(2));
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_ban_that_fails_leaves_no_timer_and_who_was_told_is_corrected() {
    let stage = Stage::with_log().await;
    stage.sim.fault(forbidden(BAN));
    let receipt =
        stage.order("ban", stage.cast.member, &[("duration", "1h")]).await.final_message().await.unwrap();
    assert!(
        receipt.text().contains("not applied") && receipt.control("Undo").is_none(),
        "{}",
        receipt.text()
    );
    assert_eq!(stage.told().len(), 2);
    assert!(stage.told()[1].text().contains("did not happen"));
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "failed".to_owned())]);
    assert!(stage.sim.requests_to(UNBAN.0, UNBAN.1).is_empty());
    stage.close().await;
}

#[tokio::test]
async fn a_ban_holds_in_the_record_until_discord_has_lifted_it() {
    let stage = Stage::with_log().await;
    let holds = async || {
        let holds = "select closed_at is null from cases where number = 1";
        sqlx::query_scalar::<_, bool>(holds).fetch_one(&stage.database.pool).await.unwrap()
    };
    stage.order("ban", stage.cast.member, &[("duration", "1h")]).await.final_message().await.unwrap();
    stage.sim.fault(forbidden(UNBAN));
    let refused = stage.order("unban", stage.cast.member, &[]).await.final_message().await.unwrap();
    assert!(refused.text().contains("not applied"), "{}", refused.text());
    assert!(holds().await, "closed by an unban that failed");
    stage.sim.fault(forbidden(UNBAN).always());
    for tries in 2..=3 {
        stage.ring("expire").await;
        stage.until("not tried", || stage.sim.requests_to(UNBAN.0, UNBAN.1).len() >= tries).await;
        stage.rest().await;
        assert!(holds().await, "closed by a timer that failed");
    }
    stage.sim.clear_faults();
    stage.ring("expire").await;
    stage.until("the ban stays", || !stage.is_banned(stage.cast.member)).await;
    stage.wait_until_idle().await;
    assert!(!holds().await && !stage.is_banned(stage.cast.member));
    stage.close().await;
}

#[tokio::test]
async fn editing_a_case_never_overwrites_its_moderator() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.warn("posting invites").await.final_message().await.unwrap();
    let edit = sim.slash(cast.admin, cast.general, "case edit").with("number", 1);
    edit.with("reason", "posting adverts").with("points", 3).await.unwrap().final_message().await.unwrap();
    let moderator: i64 =
        sqlx::query_scalar("select moderator_id from cases where reason = 'posting adverts'")
            .fetch_one(&stage.database.pool)
            .await
            .unwrap();
    assert_eq!(moderator.cast_unsigned(), cast.moderator.get());
    let post = stage.logged()[0].text();
    assert!(post.contains(&cast.moderator.to_string()) && !post.contains(&cast.admin.to_string()), "{post}");
    stage.close().await;
}

#[tokio::test]
async fn a_duration_that_cannot_be_read_is_refused_and_never_permanent() {
    let stage = Stage::with_log().await;
    for junk in ["soon", "-5m", "1h and a bit"] {
        for name in ["ban", "timeout"] {
            let reply = stage.order(name, stage.cast.member, &[("duration", junk)]).await;
            let reply = reply.final_message().await.unwrap();
            assert!(reply.is_ephemeral() && reply.text().contains("can't read"), "{junk}: {}", reply.text());
        }
    }
    assert!(!stage.is_banned(stage.cast.member));
    assert_eq!(stage.cases().await, []);
    let typed =
        stage.sim.slash(stage.cast.admin, stage.cast.general, "ban").typing("duration", "90").await.unwrap();
    assert!(typed.choices().unwrap()[0].name.contains("until"));
    stage.close().await;
}

#[tokio::test]
async fn no_audit_reason_is_ever_empty() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    for (at, (name, options)) in ACTIONS.into_iter().enumerate() {
        for reason in [&[][..], &[("reason", "  ")], &[("reason", "raid")]] {
            let somebody = sim.add_member(cast.guild, &format!("person{at}{}", reason.len()), &[]);
            stage.order(name, somebody, &[options, reason].concat()).await.final_message().await.unwrap();
        }
    }
    sim.write(cast.member, cast.general, "spam").unwrap();
    sim.slash(cast.admin, cast.general, "purge")
        .with("count", 1)
        .await
        .unwrap()
        .final_message()
        .await
        .unwrap();
    let audited = sim.audit_log(cast.guild);
    let entries: Vec<_> = audited.iter().filter(|entry| entry.by == sim.bot_user_id()).collect();
    assert!(entries.len() > 12, "{}", entries.len());
    for entry in entries {
        let reason = entry.reason.as_deref().unwrap_or_default();
        assert!(reason.contains("admin") && reason.contains("case "), "{entry:?}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_call_that_discord_refused_is_never_recorded_as_applied() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let member = ("PATCH", "/guilds/{}/members/{}");
    let calls = [("DELETE", "/guilds/{}/members/{}"), BAN, BAN, member, member, UNBAN];
    for (at, ((name, options), call)) in ACTIONS.into_iter().zip(calls).enumerate() {
        let somebody = sim.add_member(cast.guild, &format!("person{at}"), &[cast.member_role]);
        if name == "unban" {
            sim.ban(cast.admin, cast.guild, somebody, "by hand").unwrap();
        }
        if name == "untimeout" {
            let until = stage.clock.now() + jiff::SignedDuration::from_hours(1);
            sim.time_out(cast.admin, cast.guild, somebody, Some(until), "by hand").unwrap();
        }
        sim.fault(forbidden(call));
        let receipt = stage.order(name, somebody, options).await.final_message().await.unwrap();
        assert!(receipt.text().contains("not applied"), "/{name}: {}", receipt.text());
        assert_eq!(stage.is_banned(somebody), name == "unban", "/{name}");
    }
    assert!(stage.cases().await.iter().all(|(_, status)| status == "failed"), "{:?}", stage.cases().await);
    assert!(stage.logged().iter().all(|post| post.text().contains("not applied")));
    stage.close().await;
}

/// The orders that are under way at a time: as many as are answered in time on a slow machine.
const AT_ONCE: usize = 8;

#[tokio::test]
async fn case_numbers_never_clash_however_many_order_at_once() {
    let mut stage = Stage::with_log().await;
    stage.add_server().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let people: Vec<UserId> =
        (0..40).map(|at| sim.add_member(cast.guild, &format!("person{at}"), &[])).collect();
    let room = tokio::sync::Semaphore::new(AT_ONCE);
    join(people.iter().enumerate().map(async |(at, person)| {
        let _turn = room.acquire().await.unwrap();
        sim.set_endpoint(&stage.server(at % 2).url("/interactions"));
        let warned = sim.slash(cast.moderator, cast.general, "warn").with("user", *person).await.unwrap();
        let receipt = warned.final_message().await.unwrap();
        // So many may have to wait for Discord's limit, and are recorded at once all the same.
        let has_number =
            ["Case #", "Recorded as case #"].iter().any(|number| receipt.text().contains(number));
        assert!(has_number, "{}", receipt.text());
    }))
    .await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, applied(40));
    stage.close().await;
}

#[tokio::test]
async fn a_reason_however_long_never_breaks_the_ban() {
    let stage = Stage::with_log().await;
    let reason = "ж👍 ".repeat(300);
    stage.order("ban", stage.cast.member, &[("reason", &reason)]).await.final_message().await.unwrap();
    assert!(stage.is_banned(stage.cast.member));
    let stored: String =
        sqlx::query_scalar("select reason from cases").fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(stored, reason.trim());
    stage.close().await;
}

#[tokio::test]
async fn a_missing_log_channel_breaks_no_command() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.remove_channel(cast.mod_log);
    let warned = stage.order("warn", cast.member, &[]).await.final_message().await.unwrap();
    let banned = stage.order("ban", cast.member, &[("duration", "1h")]).await.final_message().await.unwrap();
    for receipt in [warned, banned] {
        assert!(receipt.text().contains("could not write to the log channel"), "{}", receipt.text());
    }
    stage.ring("expire").await;
    stage.until("the ban stays", || !stage.is_banned(cast.member)).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, applied(3));
    stage.close().await;
}

#[tokio::test]
async fn a_timer_beyond_24_8_days_does_not_fire_at_once() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.order("ban", cast.member, &[("duration", "60d")]).await.final_message().await.unwrap();
    stage.order("timeout", cast.newcomer, &[("duration", "60d")]).await.final_message().await.unwrap();
    let days = |days: i64| (days * 86_400 - 60)..=(days * 86_400);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let expiry = stage.timers("expire").await;
    let renewal = stage.timers("renew").await;
    assert!(matches!(expiry[..], [(away, 0)] if days(60).contains(&away)), "{expiry:?}");
    assert!(matches!(renewal[..], [(away, _)] if days(27).contains(&away)), "{renewal:?}");
    assert!(stage.is_banned(cast.member));
    let until = sim.member(cast.guild, cast.newcomer).unwrap().timed_out_until.unwrap();
    let slice = until.duration_since(stage.clock.now()).as_secs();
    assert!((27 * 86_400..28 * 86_400).contains(&slice), "{slice}");
    assert_eq!(stage.cases().await, applied(2));
    stage.close().await;
}

#[tokio::test]
async fn the_direct_message_of_a_removal_comes_before_it_and_arrives() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    for name in ["kick", "softban", "ban"] {
        let somebody = sim.add_member(cast.guild, name, &[cast.member_role]);
        let receipt = stage.order(name, somebody, &[]).await.final_message().await.unwrap();
        assert!(receipt.text().contains("They were told"), "/{name}: {}", receipt.text());
        assert!(sim.member(cast.guild, somebody).is_none(), "/{name}");
        assert_eq!(sim.dms(somebody).len(), 1, "/{name}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_peer_is_not_removed_by_id_either() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let peer = sim.add_member(cast.guild, "peer", &[cast.moderator_role]);
    for name in ["ban", "softban", "kick"] {
        let order = sim.slash(cast.moderator, cast.general, name).with("user", peer);
        let reply = order.await.unwrap().final_message().await.unwrap();
        let refused = reply.text().contains("Your highest role is not above");
        assert!(reply.is_ephemeral() && refused, "/{name}: {}", reply.text());
    }
    assert!(sim.member(cast.guild, peer).is_some());
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}

#[tokio::test]
async fn one_old_message_never_fails_a_purge_as_a_whole() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.write_aged(cast.member, cast.general, "ancient", DAY * 15);
    // Young enough when the purge chooses it, too old once Discord is back.
    sim.write_aged(cast.member, cast.general, "ageing", DAY * 14 - Duration::from_secs(2 * 3600));
    for at in 0..5 {
        sim.write_aged(cast.member, cast.general, &format!("plain{at}"), DAY);
    }
    sim.fault(on(("POST", "/channels/{}/messages/bulk-delete")).always().status(503));
    let purge = sim.slash(cast.admin, cast.general, "purge").with("count", 1000).with("user", cast.member);
    purge.await.unwrap();
    stage.clock.advance(Duration::from_secs(2 * 3600));
    sim.clear_faults();
    stage.wait_until_idle().await;
    let left: Vec<String> = sim.messages(cast.general).into_iter().map(|message| message.content).collect();
    assert!(left.contains(&"ancient".to_owned()) && left.contains(&"ageing".to_owned()), "{left:?}");
    assert!(!left.iter().any(|text| text.starts_with("plain")), "{left:?}");
    assert_eq!(stage.cases().await, applied(1));
    let log = stage.logged()[0].text();
    assert!(log.contains("5 messages deleted") && log.contains("older than 14 days"), "{log}");
    stage.close().await;
}

#[tokio::test]
async fn overwrites_are_never_changed_before_they_were_saved() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let (everyone, unknown): (RoleId, u64) = (cast.guild.cast(), 1 << 50);
    // An overwrite with Send Messages, and with a permission that Gavel does not know.
    sim.set_role_overwrite(cast.general, everyone, (1 << 11) | unknown, 1 << 6);
    let now = || sim.channel(cast.general).unwrap().overwrites[&everyone.get()];
    let before = now();
    sim.fault(on(("PUT", "/channels/{}/permissions/{}")).applied_but_never_answered());
    let dying = async {
        stage.until("not locked", || now() != before).await;
        process.kill();
    };
    let _ = tokio::join!(sim.slash(cast.admin, cast.general, "lock").into_future(), dying);
    let saved = "select change -> 'lock' -> 'before' ->> 'allow' from cases where kind = 'lock'";
    let saved: Option<String> = sqlx::query_scalar(saved).fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(saved.as_deref(), Some("2048"), "changed, and not saved");
    let process = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert_eq!(now().deny & (1 << 11), 1 << 11);
    sim.slash(cast.admin, cast.general, "unlock").await.unwrap().final_message().await.unwrap();
    stage.wait_until_idle().await;
    assert_eq!(now(), before);
    assert_eq!(stage.cases().await, applied(2));
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_junior_never_strips_a_senior_through_jail() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.set_jail().await;
    let roles = || stage.sim.member(cast.guild, cast.senior).unwrap().roles;
    let before = roles();
    let refused = stage.by(cast.moderator, "jail", cast.senior, &[]).await;
    assert!(refused.text().contains("Your highest role is not above"), "{}", refused.text());
    assert_eq!((roles(), stage.cases().await), (before, vec![]));
    stage.close().await;
}

#[tokio::test]
async fn two_moderators_confirming_at_once_never_make_two_cases() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    let mut cards = Vec::new();
    for who in [cast.senior, cast.admin] {
        cards.push((who, stage.by(who, "timeout", cast.member, &[("duration", "1h")]).await));
    }
    let answers = std::sync::Mutex::new(Vec::new());
    let presses = cards.iter().map(async |(who, card)| {
        let answer = stage.pressed(*who, card, "Go on").await;
        answers.lock().unwrap().push((*who, answer));
    });
    join(presses).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 2);
    let answers = answers.into_inner().unwrap();
    let asked: Vec<_> = answers.iter().filter(|(_, it)| it.text().contains("Another moderator")).collect();
    let [(who, card)] = asked.as_slice() else { panic!("{answers:?}") };
    assert!(card.text().contains("case #2"), "{}", card.text());
    let done = stage.pressed(*who, card, "Go on").await;
    assert!(done.text().contains("Case #3"), "{}", done.text());
    stage.close().await;
}
