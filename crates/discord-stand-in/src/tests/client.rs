//! The acts that Discord's client does not allow.

use serde_json::json;

use super::{Table, slash, words};

async fn table() -> Table {
    let mut table = Table::lay().await;
    let mut banning = slash("ban");
    banning["default_member_permissions"] = json!("4");
    banning["contexts"] = json!([0]);
    banning["options"] = json!([
        { "type": 6, "name": "user", "description": "who", "required": true },
        { "type": 3, "name": "delete", "description": "how far back", "choices": [{ "name": "a day", "value": "1d" }] },
        { "type": 4, "name": "count", "description": "how many", "min_value": 1, "max_value": 5 },
        { "type": 7, "name": "channel", "description": "where", "channel_types": [0] },
    ]);
    let mut nobody = slash("nobody");
    nobody["default_member_permissions"] = json!("0");
    table.register(json!([banning, nobody])).await;
    table.seat(|_| json!({ "type": 4, "data": words("done") })).await;
    table
}

#[tokio::test]
async fn only_registered_commands_can_be_used() {
    let table = table().await;
    let cast = *table.sim.cast();
    let refused = table.sim.slash(cast.owner, cast.general, "bna").await.unwrap_err();
    assert!(refused.to_string().contains("not a registered command"), "{refused}");
    table.sim.slash(cast.owner, cast.general, "bna").forged().await.unwrap();
}

#[tokio::test]
async fn a_command_is_offered_to_those_who_have_its_permissions() {
    let table = table().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let ban = |who| sim.slash(who, cast.general, "ban").with("user", cast.newcomer);
    assert!(ban(cast.member).await.is_err());
    assert!(ban(cast.moderator).await.is_ok());
    assert!(ban(cast.owner).await.is_ok());
    assert!(ban(cast.outsider).await.is_err(), "not a member");
    assert!(ban(cast.member).forged().await.is_ok(), "Discord itself would let a forged one through");
    assert!(sim.slash(cast.moderator, cast.general, "nobody").await.is_err(), "0 means administrators");
    assert!(sim.slash(cast.admin, cast.general, "nobody").await.is_ok());
}

#[tokio::test]
async fn a_server_command_is_not_offered_in_direct_messages() {
    let table = table().await;
    let cast = *table.sim.cast();
    let dm = table.sim.dm_channel(cast.owner);
    assert!(table.sim.slash(cast.owner, dm, "ban").with("user", cast.member).await.is_err());
}

#[tokio::test]
async fn options_are_held_to_their_definition() {
    let table = table().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let ban = || sim.slash(cast.moderator, cast.general, "ban").with("user", cast.newcomer);
    assert!(sim.slash(cast.moderator, cast.general, "ban").await.is_err(), "user is required");
    assert!(ban().with("delete", "2d").await.is_err(), "no such choice");
    assert!(ban().with("delete", "1d").await.is_ok());
    assert!(ban().with("count", 6_i64).await.is_err());
    assert!(ban().with("count", "3").await.is_err(), "a text is no number");
    assert!(ban().with("channel", cast.voice).await.is_err(), "another type of channel");
    assert!(ban().with("evidence", "x").await.is_err(), "no such option");
}

#[tokio::test]
async fn a_member_who_is_timed_out_uses_no_commands() {
    let table = table().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let soon = crate::clock::Clock::system().now() + jiff::SignedDuration::from_mins(5);
    sim.time_out(cast.owner, cast.guild, cast.moderator, Some(soon), "").unwrap();
    assert!(sim.slash(cast.moderator, cast.general, "ban").with("user", cast.newcomer).await.is_err());
    assert!(sim.write(cast.moderator, cast.general, "but").is_err());
}

#[tokio::test]
async fn the_permissions_sent_are_those_of_the_channel() {
    let mut table = Table::lay().await;
    table.register(json!([slash("who")])).await;
    table.seat(|body| json!({ "type": 4, "data": words(&format!(
        "{} {}", body["member"]["permissions"].as_str().unwrap(), body["app_permissions"].as_str().unwrap())) })).await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    const MANAGE_ROLES: u64 = 1 << 28;
    const FUTURE: u64 = 1 << 60;
    sim.set_member_overwrite(cast.general, cast.member, MANAGE_ROLES | FUTURE, 1 << 11);
    sim.set_role_overwrite(cast.general, cast.bot_role, 0, 1 << 13);
    let text = sim.slash(cast.member, cast.general, "who").await.unwrap().text();
    let (own, app) = text.split_once(' ').unwrap();
    let (own, app): (u64, u64) = (own.parse().unwrap(), app.parse().unwrap());
    assert_eq!(own & (MANAGE_ROLES | FUTURE | 1 << 11), MANAGE_ROLES | FUTURE, "unknown bits survive");
    assert_eq!(app & (1 << 13 | 1 << 2), 1 << 2);
    let owner = sim.slash(cast.owner, cast.general, "who").await.unwrap().text();
    assert!(owner.starts_with(&((1_u64 << 53) - 1).to_string()), "{owner}");
}
