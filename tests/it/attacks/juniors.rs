//! Privilege escalation: members with some permissions try to gain more by a setting, a role, a case or a forged id.

use discord_stand_in::{Fault, OptionValue, RoleId, UserId};

use crate::support::stage::Stage;

const BAN: u64 = 1 << 2;
const MANAGE_GUILD: u64 = 1 << 5;

impl Stage {
    /// Uses a command as the senior moderator, who may manage the server but is no administrator.
    async fn senior(&self, name: &str, options: &[(&str, OptionValue)]) -> String {
        let mut order = self.sim.slash(self.cast.senior, self.cast.general, name);
        for (option, value) in options {
            order = order.with(option, value.clone());
        }
        order.await.unwrap().final_message().await.unwrap().text()
    }
}

#[tokio::test]
async fn the_jail_gives_no_role_with_powers_neither_when_chosen_nor_when_it_grew_them() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let power = sim.add_role(cast.guild, "Power", 1, BAN);
    for name in ["settings jail", "settings autorole"] {
        let said = stage.senior(name, &[("role", power.into())]).await;
        assert!(said.contains("has Ban Members, which nobody should get automatically"), "{said}");
    }
    let jail = stage.set_jail().await;
    sim.set_permissions(cast.guild, jail, BAN);
    let said = stage.by(cast.moderator, "jail", cast.newcomer, &[]).await.text();
    assert!(said.contains("which nobody should get automatically"), "{said}");
    stage.wait_until_idle().await;
    assert!(sim.member(cast.guild, cast.newcomer).unwrap().roles.is_empty());
    stage.close().await;
}

#[tokio::test]
async fn what_gavel_gives_by_itself_is_below_who_chose_it_and_they_may_manage_roles() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let high = sim.add_role(cast.guild, "High", 5, 0);
    for name in ["settings jail", "settings autorole"] {
        let said = stage.senior(name, &[("role", high.into())]).await;
        assert!(said.contains("not below your highest role"), "{said}");
    }
    let clerk = sim.add_role(cast.guild, "Clerk", 2, MANAGE_GUILD);
    let low = sim.add_role(cast.guild, "Low", 1, 0);
    sim.set_roles(cast.guild, cast.member, &[clerk]);
    for name in ["settings jail", "settings autorole"] {
        let refused = sim.slash(cast.member, cast.general, name).with("role", low).await.unwrap();
        let said = refused.final_message().await.unwrap().text();
        assert!(said.contains("the permission Manage Roles in the whole server"), "{said}");
    }
    stage.close().await;
}

#[tokio::test]
async fn nobody_lifts_a_limit_of_their_own_or_protects_themselves() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let everyone: RoleId = cast.guild.cast();
    for role in [cast.senior_role, cast.moderator_role, cast.admin_role, everyone] {
        let said = stage.senior("policy set", &[("role", role.into()), ("action", "ban".into())]).await;
        assert!(said.contains("you need the permission Administrator"), "{said}");
    }
    let said = stage.senior("settings protected-roles", &[("role", cast.senior_role.into())]).await;
    assert!(said.contains("you need the permission Administrator"), "{said}");
    let limit = sim.slash(cast.owner, cast.general, "policy set").with("role", cast.senior_role);
    limit.with("action", "ban").with("per_day", 0).await.unwrap().final_message().await.unwrap();
    let said = stage.senior("settings clear", &[("setting", "policy".into())]).await;
    assert!(said.contains("you need the permission Administrator"), "{said}");
    let trainee = sim.add_role(cast.guild, "Trainee", 1, 0);
    let said = stage
        .senior("policy set", &[("role", trainee.into()), ("action", "ban".into()), ("per_day", 1.into())])
        .await;
    assert!(said.contains("The policy now"), "{said}");
    stage.close().await;
}

#[tokio::test]
async fn a_limit_on_everyone_is_on_everyone_and_the_owner_is_bound_by_none() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let everyone: RoleId = cast.guild.cast();
    let limit =
        sim.slash(cast.owner, cast.general, "policy set").with("role", everyone).with("action", "warn");
    limit.with("points", 2).await.unwrap().final_message().await.unwrap();
    let said = stage.by(cast.moderator, "warn", cast.member, &[("points", "3")]).await.text();
    assert!(said.contains("with up to 2 points"), "{said}");
    let protect =
        sim.slash(cast.owner, cast.general, "settings protected-roles").with("role", cast.member_role);
    protect.await.unwrap().final_message().await.unwrap();
    let said = stage.by(cast.moderator, "warn", cast.member, &[]).await.text();
    assert!(said.contains("protected role"), "{said}");
    let said = stage.by(cast.owner, "warn", cast.member, &[("points", "3")]).await.text();
    assert!(said.contains("Case #1"), "{said}");
    stage.close().await;
}

#[tokio::test]
async fn somebody_in_jail_keeps_the_rank_of_the_roles_that_were_taken() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let jail = stage.set_jail().await;
    let said = stage.by(cast.admin, "jail", cast.senior, &[]).await.text();
    assert!(said.contains("Case #1"), "{said}");
    stage.wait_until_idle().await;
    assert_eq!(stage.sim.member(cast.guild, cast.senior).unwrap().roles, [jail].into());
    for (name, options) in [("timeout", vec![("duration", "1h")]), ("unjail", vec![]), ("ban", vec![])] {
        let said = stage.by(cast.moderator, name, cast.senior, &options).await.text();
        assert!(said.contains("Your highest role is not above"), "/{name}: {said}");
    }
    let said = stage.by(cast.admin, "unjail", cast.senior, &[]).await.text();
    assert!(said.contains("Case #2"), "{said}");
    stage.close().await;
}

#[tokio::test]
async fn a_mass_ban_spares_whom_the_jail_took_the_roles_of() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_jail().await;
    let stranger = stage.strangers(1)[0];
    let file = OptionValue::file("raid.txt", format!("{}\n{stranger}", cast.senior));
    stage.by(cast.admin, "jail", cast.senior, &[]).await;
    stage.wait_until_idle().await;
    let given = sim.slash(cast.moderator, cast.general, "massban").with("file", file).await.unwrap();
    let card = given.final_message().await.unwrap();
    let spared = format!("Left out: <@{}>, their highest role is not below yours", cast.senior);
    assert!(card.text().contains(&spared), "{}", card.text());
    let order = sim.press(cast.moderator, &card, "Ban 1 person").await.unwrap();
    stage.result(&order).await;
    stage.wait_until_idle().await;
    assert!(!stage.is_banned(cast.senior) && stage.is_banned(stranger));
    stage.close().await;
}

#[tokio::test]
async fn a_softban_counts_under_the_limit_of_bans() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let limit = sim.slash(cast.owner, cast.general, "policy set").with("role", cast.moderator_role);
    limit.with("action", "ban").with("per_day", 2).await.unwrap().final_message().await.unwrap();
    let people: Vec<UserId> =
        (0..4).map(|at| sim.add_member(cast.guild, &format!("p{at}"), &[cast.member_role])).collect();
    for (name, person) in [("softban", people[0]), ("ban", people[1])] {
        let said = stage.by(cast.moderator, name, person, &[]).await.text();
        assert!(said.starts_with("**Case #"), "{said}");
    }
    for (name, person) in [("softban", people[2]), ("ban", people[3])] {
        let said = stage.by(cast.moderator, name, person, &[]).await.text();
        assert!(said.contains("use ban only 2 times a day"), "/{name}: {said}");
    }
    stage.close().await;
}

#[tokio::test]
async fn nobody_finds_in_their_record_what_was_ordered_untold_or_did_not_happen() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let timeout = async |quietly: bool| {
        let order = sim.slash(cast.moderator, cast.general, "timeout").with("user", cast.member);
        let order = order.with("duration", "1h").with("dm", !quietly);
        order.await.unwrap().final_message().await.unwrap().text()
    };
    let said = timeout(true).await;
    assert!(said.contains("They were not told, as requested."), "{said}");
    sim.fault(Fault::on("PUT", "/guilds/{}/bans/{}").answer(403, 50_013, "Missing Permissions"));
    stage.by(cast.moderator, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    let record = async |who, name: &str| {
        let mut look = sim.slash(who, cast.general, name);
        if name != "record" {
            look = look.with("user", cast.member);
        }
        // Discord's client keeps who is timed out from commands; a record is theirs all the same.
        look.forged().await.unwrap().final_message().await.unwrap().text()
    };
    let own = record(cast.member, "record").await;
    assert!(own.contains("Nothing is recorded") && own.contains("0 cases"), "{own}");
    let theirs = record(cast.moderator, "history").await;
    assert!(theirs.contains("#1") && theirs.contains("#2"), "{theirs}");
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    let own = record(cast.member, "record").await;
    assert!(own.contains("#3") && !own.contains("#1") && own.contains("1 case"), "{own}");
    let stored: Option<String> = sqlx::query_scalar("select notified from cases where number = 1")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(stored.as_deref(), Some("untold"));
    stage.close().await;
}

#[tokio::test]
async fn nobody_changes_their_own_case_or_a_seniors_order() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let warned = stage.by(cast.admin, "warn", cast.moderator, &[("reason", "x")]).await;
    stage.by(cast.senior, "warn", cast.member, &[("reason", "y")]).await;
    let change = async |name: &str, number: i64, options: &[(&str, OptionValue)]| {
        let mut order = sim.slash(cast.moderator, cast.general, name).with("number", number);
        for (option, value) in options {
            order = order.with(option, value.clone());
        }
        order.await.unwrap().final_message().await.unwrap().text()
    };
    for (name, options) in [
        ("case void", [("reason", OptionValue::from("no"))]),
        ("case edit", [("points", OptionValue::from(0))]),
    ] {
        let said = change(name, 1, &options).await;
        assert!(said.contains("You can't use this on yourself"), "{name}: {said}");
        let said = change(name, 2, &options).await;
        assert!(said.contains("ordered this, and their highest role is above yours"), "{name}: {said}");
    }
    let said =
        sim.press(cast.moderator, &warned, "Undo").await.unwrap().final_message().await.unwrap().text();
    assert!(said.contains("You can't use this on yourself"), "{said}");
    let limit = sim.slash(cast.owner, cast.general, "policy set").with("role", cast.moderator_role);
    limit.with("action", "warn").with("points", 2).await.unwrap().final_message().await.unwrap();
    stage.by(cast.moderator, "warn", cast.newcomer, &[]).await;
    let said = change("case edit", 3, &[("points", OptionValue::from(8))]).await;
    assert!(said.contains("with up to 2 points"), "{said}");
    assert!(change("case edit", 3, &[("points", OptionValue::from(2))]).await.contains("changed"));
    stage.close().await;
}

#[tokio::test]
async fn a_form_about_another_channel_or_another_persons_message_deletes_nothing() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let message = sim.write(cast.member, cast.general, "hello").unwrap();
    let secret = sim.write(cast.admin, cast.mod_log, "evidence").unwrap();
    let form = sim.message_menu(cast.moderator, "Delete and warn", &message).await.unwrap().modal().unwrap();
    let channel = cast.general.to_string();
    let id = message.id.to_string();
    let other = cast.mod_log.to_string();
    let theirs = secret.id.to_string();
    for (custom_id, why) in [
        (form.custom_id.replace(&channel, &other).replace(&id, &theirs), "in another channel"),
        (form.custom_id.replace(&cast.member.to_string(), &cast.newcomer.to_string()), "Somebody else wrote"),
        (form.custom_id.replace(&id, &theirs), "already gone"),
    ] {
        let forged = discord_stand_in::Modal { custom_id, ..form.clone() };
        let said = sim.submit(cast.moderator, &forged).with("reason", "x").await.unwrap();
        let said = said.final_message().await.unwrap().text();
        assert!(said.contains(why), "{why}: {said}");
    }
    assert!(sim.messages(cast.mod_log).iter().any(|it| it.content == "evidence"));
    assert_eq!(stage.cases().await, []);
    sim.clear_violations();
    stage.close().await;
}
