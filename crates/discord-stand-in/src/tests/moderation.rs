//! Permissions and ranks in moderation.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::Table;
use crate::clock::Clock;
use crate::{AuditAction, Options};

fn in_days(days: i64) -> String {
    (Clock::system().now() + SignedDuration::from_hours(24 * days)).to_string()
}

#[tokio::test]
async fn a_ban_removes_the_member_and_stands_in_the_audit_log() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    sim.write(cast.newcomer, cast.general, "spam").unwrap();
    let path = format!("/guilds/{}/bans/{}", cast.guild, cast.newcomer);
    let body = json!({ "delete_message_seconds": 3600 });
    let reply = table.try_call("PUT", &path, body, &[("X-Audit-Log-Reason", "spam %C3%A9")]).await.unwrap();
    assert_eq!(reply.status, 204);
    assert!(sim.member(cast.guild, cast.newcomer).is_none() && sim.messages(cast.general).is_empty());
    assert_eq!(sim.ban_of(cast.guild, cast.newcomer).unwrap().reason.as_deref(), Some("spam é"));
    let entry = sim.audit_log(cast.guild).pop().unwrap();
    assert_eq!((entry.action, entry.by), (AuditAction::MemberBanAdd, sim.bot_user_id()));
    assert_eq!(table.call("PUT", &path, Value::Null).await.status, 204, "again is no mistake");
    assert_eq!(sim.audit_log(cast.guild).len(), 1);
    assert_eq!(table.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(table.call("DELETE", &path, Value::Null).await.verdict(), (404, 10026));
    table.clear();
}

#[tokio::test]
async fn nobody_acts_on_the_owner_or_on_an_equal_or_higher_role() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let equal = sim.add_role(cast.guild, "twin", 5, 0);
    assert!(equal > cast.bot_role, "made later");
    let below = sim.add_member(cast.guild, "twin-holder", &[equal]);
    for (target, expected) in [(cast.owner, 403), (cast.admin, 403), (cast.senior, 204), (below, 204)] {
        let path = format!("/guilds/{}/members/{target}", cast.guild);
        assert_eq!(table.call("DELETE", &path, Value::Null).await.status, expected, "{target}");
    }
    let path = format!("/guilds/{}/bans/{}", cast.guild, cast.outsider);
    assert_eq!(table.call("PUT", &path, Value::Null).await.status, 204, "outsiders have no rank");
    let nobody = format!("/guilds/{}/bans/4242", cast.guild);
    assert_eq!(table.call("PUT", &nobody, Value::Null).await.verdict(), (404, 10013));
    table.clear();
}

#[tokio::test]
async fn without_the_permission_it_is_50013_and_without_the_server_50001() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    sim.set_permissions(cast.guild, cast.bot_role, 1 << 10);
    let path = format!("/guilds/{}/members/{}", cast.guild, cast.member);
    assert_eq!(table.call("DELETE", &path, Value::Null).await.verdict(), (403, 50013));
    sim.leave(cast.guild, sim.bot_user_id());
    assert_eq!(table.call("DELETE", &path, Value::Null).await.verdict(), (403, 50001));
    assert_eq!(
        table.call("GET", &format!("/guilds/{}", cast.guild), Value::Null).await.verdict(),
        (404, 10004)
    );
    assert_eq!(sim.invalid_requests(), 2, "404 is not counted");
    table.clear();
}

#[tokio::test]
async fn a_timeout_lasts_28_days_at_most_and_never_holds_administrators() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let gag = |user, days| {
        let path = format!("/guilds/{}/members/{user}", cast.guild);
        let body = json!({ "communication_disabled_until": in_days(days) });
        let table = &table;
        async move { table.call("PATCH", &path, body).await.verdict() }
    };
    assert_eq!(gag(cast.member, 28).await, (200, 0));
    assert_eq!(gag(cast.owner, 1).await, (403, 50013));
    assert_eq!(gag(cast.admin, 1).await, (403, 50013));
    let mighty = sim.add_role(cast.guild, "Low Admin", 1, 8);
    sim.set_roles(cast.guild, cast.newcomer, &[mighty]);
    assert_eq!(gag(cast.newcomer, 1).await, (403, 50013), "an administrator of low rank");
    table.clear();
    assert_eq!(gag(cast.member, 29).await, (400, 50035));
    assert_eq!(sim.violations().len(), 1);
}

#[tokio::test]
async fn a_timeout_ends_by_the_clock() {
    let clock = Clock::system();
    let table = Table::lay_with(Options::default().clock(clock.clone())).await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let until = clock.now() + SignedDuration::from_mins(10);
    sim.time_out(cast.moderator, cast.guild, cast.member, Some(until), "").unwrap();
    assert!(sim.write(cast.member, cast.general, "hm").is_err());
    clock.advance(Duration::from_secs(11 * 60));
    assert!(sim.write(cast.member, cast.general, "hm").is_ok());
}

#[tokio::test]
async fn roles_are_given_below_ones_own_and_never_managed() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let give = |role| {
        let path = format!("/guilds/{}/members/{}/roles/{role}", cast.guild, cast.newcomer);
        let table = &table;
        async move { table.call("PUT", &path, Value::Null).await.verdict() }
    };
    assert_eq!(give(cast.member_role).await, (204, 0));
    assert_eq!(give(cast.member_role).await, (204, 0), "again is no mistake");
    assert_eq!(give(cast.admin_role).await, (403, 50013));
    assert_eq!(give(cast.helper_role).await, (400, 50028));
    assert_eq!(give(cast.guild.cast()).await, (400, 50028));
    assert_eq!(give(twilight_model::id::Id::new(77)).await, (404, 10011));
    assert_eq!(table.sim.audit_log(cast.guild).len(), 1);
    table.clear();
}

#[tokio::test]
async fn one_patch_sets_all_roles_or_none() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let path = format!("/guilds/{}/members/{}", cast.guild, cast.member);
    let both = json!({ "roles": [cast.moderator_role, cast.admin_role] });
    assert_eq!(table.call("PATCH", &path, both).await.verdict(), (403, 50013));
    assert!(sim.member(cast.guild, cast.member).unwrap().roles.contains(&cast.member_role));
    assert_eq!(table.call("PATCH", &path, json!({ "roles": [] })).await.status, 200);
    assert!(sim.member(cast.guild, cast.member).unwrap().roles.is_empty());
    table.clear();
}

#[tokio::test]
async fn a_bulk_ban_tells_who_was_banned_and_who_was_not() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let path = format!("/guilds/{}/bulk-ban", cast.guild);
    sim.ban(cast.owner, cast.guild, cast.outsider, "before").unwrap();
    let body = json!({ "user_ids": [cast.member, cast.owner, cast.outsider] });
    let reply = table.call("POST", &path, body.clone()).await;
    assert_eq!(reply.body["banned_users"], json!([cast.member]));
    assert_eq!(reply.body["failed_users"].as_array().unwrap().len(), 2);
    assert_eq!(table.call("POST", &path, body).await.verdict(), (400, 500_000));
    table.clear();
    let twice = json!({ "user_ids": [cast.newcomer, cast.newcomer] });
    assert_eq!(table.call("POST", &path, twice).await.verdict(), (400, 50035));
}

#[tokio::test]
async fn listing_members_needs_the_privileged_intent() {
    let table = Table::lay().await;
    let path = format!("/guilds/{}/members", table.sim.cast().guild);
    assert_eq!(table.call("GET", &path, Value::Null).await.verdict(), (403, 50001));
    let found = table.call("GET", &format!("{path}/search?query=MEM&limit=5"), Value::Null).await;
    assert_eq!(found.body.as_array().unwrap().len(), 1);
    table.sim.set_intents(&[crate::Intent::Members]);
    assert_eq!(
        table.call("GET", &format!("{path}?limit=3"), Value::Null).await.body.as_array().unwrap().len(),
        3
    );
    table.clear();
}

#[tokio::test]
async fn overwrites_change_only_bits_that_the_bot_has() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let path = format!("/channels/{}/permissions/{}", cast.general, cast.guild);
    let deny = |bits: u64| json!({ "type": 0, "allow": "0", "deny": bits.to_string() });
    assert_eq!(table.call("PUT", &path, deny(1 << 11)).await.status, 204);
    assert!(sim.write(cast.member, cast.general, "locked?").is_err());
    assert_eq!(table.call("PUT", &path, deny(1 << 11 | 1 << 18)).await.verdict(), (403, 50013));
    assert_eq!(table.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(table.call("DELETE", &path, Value::Null).await.verdict(), (404, 10009));
    let actions: Vec<_> = sim.audit_log(cast.guild).iter().map(|entry| entry.action).collect();
    assert_eq!(actions, [AuditAction::OverwriteCreate, AuditAction::OverwriteDelete]);
    table.clear();
}

#[tokio::test]
async fn unknown_bits_of_overwrites_survive() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    sim.set_role_overwrite(cast.general, cast.member_role, 1 << 61, 0);
    let path = format!("/channels/{}", cast.general);
    let channel = table.call("GET", &path, Value::Null).await;
    let overwrites = channel.body["permission_overwrites"].clone();
    assert_eq!(overwrites[0]["allow"], (1_u64 << 61).to_string());
    let patched = table
        .call("PATCH", &path, json!({ "permission_overwrites": overwrites, "rate_limit_per_user": 30 }))
        .await;
    assert_eq!(patched.status, 200, "{}", patched.body);
    let after = sim.channel(cast.general).unwrap();
    assert_eq!((after.slowmode, after.overwrites[&cast.member_role.get()].allow), (30, 1 << 61));
    table.clear();
}

#[tokio::test]
async fn incident_actions_last_a_day_at_most() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let path = format!("/guilds/{}/incident-actions", cast.guild);
    let pause = json!({ "invites_disabled_until": in_days(1), "dms_disabled_until": null });
    assert_eq!(table.call("PUT", &path, pause).await.status, 200);
    assert!(table.sim.guild(cast.guild).unwrap().incidents.invites_until.is_some());
    table.clear();
    let late = Clock::system().now() + SignedDuration::from_secs(24 * 3600 + 20);
    for until in [late.to_string(), in_days(2)] {
        let refused = table.call("PUT", &path, json!({ "dms_disabled_until": until })).await;
        assert_eq!(refused.verdict(), (400, 50035));
    }
}

#[tokio::test]
async fn the_audit_log_is_read_backwards_or_after_an_entry() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    sim.kick(cast.moderator, cast.guild, cast.newcomer, "out").unwrap();
    sim.ban(cast.senior, cast.guild, cast.member, "out").unwrap();
    sim.unban(cast.senior, cast.guild, cast.member, "").unwrap();
    let path = format!("/guilds/{}/audit-logs", cast.guild);
    let of = |reply: &super::Reply| {
        let entries = reply.body["audit_log_entries"].as_array().unwrap().iter();
        entries.map(|entry| entry["action_type"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(of(&table.call("GET", &path, Value::Null).await), [23, 22, 20]);
    let first = sim.audit_log(cast.guild)[0].id;
    assert_eq!(of(&table.call("GET", &format!("{path}?after={first}"), Value::Null).await), [22, 23]);
    assert_eq!(of(&table.call("GET", &format!("{path}?action_type=20"), Value::Null).await), [20]);
    table.clear();
}

#[tokio::test]
async fn a_nickname_takes_rank_but_for_ones_own() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let path = |user: &str| format!("/guilds/{}/members/{user}", cast.guild);
    let nick = |user| sim.member(cast.guild, user).unwrap().nick;
    let member = path(&cast.member.to_string());
    assert_eq!(table.call("PATCH", &member, json!({ "nick": "Bob" })).await.status, 200);
    assert_eq!(nick(cast.member).as_deref(), Some("Bob"));
    assert_eq!(table.call("PATCH", &member, json!({ "nick": null })).await.status, 200);
    assert_eq!(nick(cast.member), None);
    let admin = path(&cast.admin.to_string());
    assert_eq!(table.call("PATCH", &admin, json!({ "nick": "Bob" })).await.verdict(), (403, 50013));
    assert_eq!(table.call("PATCH", &path("@me"), json!({ "nick": "Gave" })).await.verdict(), (403, 50013));
    sim.set_permissions(cast.guild, cast.bot_role, 1 << 26 | 1 << 10);
    assert_eq!(table.call("PATCH", &path("@me"), json!({ "nick": "Gave" })).await.status, 200);
    assert_eq!(nick(sim.bot_user_id()).as_deref(), Some("Gave"));
    table.clear();
}

#[tokio::test]
async fn only_who_is_in_voice_is_moved_muted_or_deafened() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let path = format!("/guilds/{}/members/{}", cast.guild, cast.member);
    for body in [json!({ "channel_id": null }), json!({ "mute": true }), json!({ "deaf": true })] {
        assert_eq!(table.call("PATCH", &path, body).await.verdict(), (400, 40032));
    }
    sim.set_voice(cast.guild, cast.member, Some(cast.voice));
    let text = json!({ "channel_id": cast.general.to_string() });
    assert_eq!(table.call("PATCH", &path, text).await.verdict(), (400, 50024));
    assert_eq!(table.call("PATCH", &path, json!({ "channel_id": "4242" })).await.verdict(), (404, 10003));
    assert_eq!(table.call("PATCH", &path, json!({ "mute": true, "deaf": true })).await.status, 200);
    let member = sim.member(cast.guild, cast.member).unwrap();
    assert!(member.mute && member.deaf && member.voice == Some(cast.voice));
    assert_eq!(table.call("PATCH", &path, json!({ "channel_id": null })).await.status, 200);
    assert_eq!(sim.member(cast.guild, cast.member).unwrap().voice, None);
    sim.set_permissions(cast.guild, cast.bot_role, 1 << 10);
    sim.set_voice(cast.guild, cast.member, Some(cast.voice));
    assert_eq!(table.call("PATCH", &path, json!({ "channel_id": null })).await.verdict(), (403, 50013));
    table.clear();
}
