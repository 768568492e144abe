//! `/settings`, `/ladder`, `/policy`: each change is shown, recorded and obeyed.

use insta::assert_snapshot;

use crate::support::stage::Stage;

impl Stage {
    /// Uses a settings command as the owner; returns the reply's text.
    pub async fn set(&self, name: &str, options: &[(&str, &str)]) -> String {
        let mut gesture = self.sim.slash(self.cast.owner, self.cast.general, name);
        for (option, value) in options {
            gesture = gesture.with(option, *value);
        }
        gesture.await.unwrap().text()
    }

    /// Resets a setting, and says yes to the question.
    pub async fn cleared(&self, setting: &str) -> String {
        let (sim, cast) = (&self.sim, &self.cast);
        let asked = sim.slash(cast.owner, cast.general, "settings clear").with("setting", setting);
        let asked = asked.await.unwrap().final_message().await.unwrap();
        self.pressed(cast.owner, &asked, "Reset to default").await.text()
    }

    async fn shown(&self) -> String {
        let text = self.sim.slash(self.cast.owner, self.cast.general, "settings show").await.unwrap().text();
        text.split("\nChoose a section").next().unwrap().to_owned()
    }
}

#[tokio::test]
async fn every_setting_is_shown_and_every_change_recorded_once() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let role = sim.slash(cast.owner, cast.general, "settings protected-roles").with("role", cast.member_role);
    let protected = role.await.unwrap();
    assert!(protected.text().contains("Nobody can act"), "{}", protected.text());
    assert!(stage.repeated(&protected).await["data"]["content"].is_string());
    stage.set("settings presets", &[("reason", "spam")]).await;
    stage.set("settings time-zone", &[("zone", "europe/prague")]).await;
    stage.set("settings warnings", &[("duration", "30d")]).await;
    stage.set("settings dm", &[("action", "ban"), ("text", "Bye {user}: {reason}")]).await;
    let log = sim.slash(cast.owner, cast.general, "settings log").with("channel", cast.general);
    log.with("category", "reports").await.unwrap();
    let shown = stage.shown().await;
    assert_snapshot!(stage.readable(&shown), @r"
    Settings of this server
    Log channels
    <#mod_log>: everything else
    <#general>: reports
    Protected roles
    <@&member_role>
    Jail role
    not set; choose it with </settings jail:id 1>
    Lockdown
    every channel where members write; choose with </settings lockdown:id 1>
    Ladder
    no steps; add one with </ladder edit:id 2>
    Policy
    no limits; set one with </policy set:id 3>
    Warnings count for
    30d
    Direct messages
    Ban · sent: Bye {user}: {reason}
    Reasons to choose from
    • spam
    Done by hand
    not recorded; change it with </settings manual:id 1>
    Welcome message
    off
    Leave message
    off
    Roles for newcomers
    none; choose one with </settings autorole:id 1>
    Returning members
    there is no jail to put them back in; temporary roles not given back
    Join alert
    off
    Message log
    off
    Kept for
    Cases, after they ended and no longer count: until they are erased
    Notes: until they are erased
    AutoMod's hits: 90 days
    Changes of settings: until they are erased
    Appeals
    off
    Language
    the server's language on Discord, if I know it
    Time zone
    Europe/Prague
    ");
    let recorded = "select setting from setting_events where guild_id = $1 order by seq";
    let recorded: Vec<String> = sqlx::query_scalar(recorded)
        .bind(cast.guild.get().cast_signed())
        .fetch_all(&stage.database.pool)
        .await
        .unwrap();
    let wanted = ["log", "protected_roles", "presets", "time_zone", "warnings_count_for", "dm", "log"];
    assert_eq!(recorded, wanted);
    let refused = stage.warn("x").await;
    assert!(refused.text().contains("protected role"), "{}", refused.text());
    stage.cleared("protected-roles").await;
    assert!(stage.warn("x").await.text().contains("Case #1"));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn wrong_values_are_refused_in_a_sentence_and_change_nothing() {
    let stage = Stage::new().await;
    for (name, options, words) in [
        ("settings time-zone", vec![("zone", "Atlantis")], "don't know the time zone"),
        ("settings warnings", vec![("duration", "soon")], "can't read"),
        ("settings warnings", vec![("duration", "2030-01-01")], "how long"),
        ("settings dm", vec![("action", "ban"), ("text", "{actoin}")], "don't know"),
        ("settings dm", vec![("action", "ban")], "say what to change"),
        ("ladder edit", vec![], "points"),
        ("policy set", vec![("action", "kick"), ("longest", "1h")], "no duration"),
    ] {
        let (sim, cast) = (&stage.sim, &stage.cast);
        let mut gesture = sim.slash(cast.owner, cast.general, name);
        for (option, value) in &options {
            gesture = gesture.with(option, *value);
        }
        if name == "policy set" {
            gesture = gesture.with("role", cast.moderator_role);
        }
        if name == "ladder edit" {
            let edited = gesture.with("points", 3).await.unwrap();
            assert!(edited.text().contains("Choose what happens"), "{}", edited.text());
            continue;
        }
        let refused = gesture.await.unwrap();
        assert!(refused.text().contains(words), "{name}: {}", refused.text());
    }
    let recorded: i64 = sqlx::query_scalar("select count(*) from setting_events")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(recorded, 0);
    stage.close().await;
}

#[tokio::test]
async fn a_direct_message_says_what_the_server_wrote_or_is_not_sent() {
    let stage = Stage::with_log().await;
    let text = "{user}, {moderator} warned you in {server} ({case}): {reason}. {points} of {total}.";
    stage.set("settings dm", &[("action", "warn"), ("text", text)]).await;
    stage.warn("spam {case} **x**").await.final_message().await.unwrap();
    let told = stage.told()[0].text();
    assert!(told.contains("(#1): spam {case} \\*\\*x\\*\\*. 1 of 1."), "{told}");
    stage
        .sim
        .slash(stage.cast.owner, stage.cast.general, "settings dm")
        .with("action", "warn")
        .with("send", false)
        .await
        .unwrap();
    let quiet = stage.warn("again").await.final_message().await.unwrap();
    assert!(!quiet.text().contains("direct message"), "{}", quiet.text());
    assert_eq!(stage.told().len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn the_policy_limits_whom_it_names_and_nobody_else() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let limit = |action: &'static str| {
        sim.slash(cast.owner, cast.general, "policy set")
            .with("role", cast.moderator_role)
            .with("action", action)
    };
    limit("timeout").with("longest", "1h").await.unwrap();
    let set = limit("warn").with("points", 5).with("per_hour", 2).await.unwrap();
    assert!(set.text().contains("up to 5 points · 2 an hour"), "{}", set.text());
    let timeout = |by, duration: &'static str| {
        sim.slash(by, cast.general, "timeout").with("user", cast.member).with("duration", duration)
    };
    let refused = timeout(cast.moderator, "2h").await.unwrap();
    assert!(refused.text().contains("up to 1h"), "{}", refused.text());
    assert!(timeout(cast.moderator, "30m").await.unwrap().text().contains("Case #1"));
    let warn = |points| {
        sim.slash(cast.moderator, cast.general, "warn").with("user", cast.member).with("points", points)
    };
    assert!(warn(6).await.unwrap().text().contains("up to 5 points"));
    assert!(warn(1).await.unwrap().text().contains("Case #2"));
    assert!(warn(1).await.unwrap().text().contains("Case #3"));
    let refused = warn(1).await.unwrap();
    assert!(refused.text().contains("2 times an hour"), "{}", refused.text());
    let shown = sim.slash(cast.owner, cast.general, "policy show").await.unwrap();
    assert!(shown.text().contains("up to 1h"), "{}", shown.text());
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 3);
    let free =
        sim.slash(cast.owner, cast.general, "timeout").with("user", cast.newcomer).with("duration", "2d");
    assert!(free.await.unwrap().text().contains("Case #4"));
    stage.close().await;
}

#[tokio::test]
async fn a_change_is_seen_by_every_replica_at_once() {
    let mut stage = Stage::with_log().await;
    stage.add_server().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.set("settings presets", &[("reason", "spam")]).await;
    sim.set_endpoint(&stage.server(1).url("/interactions"));
    assert!(stage.shown().await.contains("spam"));
    let role = sim.slash(cast.owner, cast.general, "settings protected-roles").with("role", cast.member_role);
    role.await.unwrap();
    sim.set_endpoint(&stage.server(0).url("/interactions"));
    let refused = stage.warn("x").await;
    assert!(refused.text().contains("protected role"), "{}", refused.text());
    stage.close().await;
}
