//! Nothing automatic shortens or lifts what is in force; a person who would is asked first.

use discord_stand_in::{Message, OptionValue};
use insta::assert_snapshot;

use crate::support::orders::english;
use crate::support::stage::Stage;

const BAN: (&str, &str) = ("PUT", "/guilds/{}/bans/{}");
const MEMBER: (&str, &str) = ("PATCH", "/guilds/{}/members/{}");

impl Stage {
    /// Sets the ladder: three points lead to `action`.
    async fn three_points_lead_to(&self, action: &str, duration: Option<&str>) {
        let (sim, cast) = (&self.sim, &self.cast);
        let edit =
            sim.slash(cast.owner, cast.general, "ladder edit").with("points", 3).with("action", action);
        let edit = match duration {
            Some(duration) => edit.with("duration", duration),
            None => edit,
        };
        assert!(edit.await.unwrap().text().contains("The ladder now"));
    }

    /// Gives the member three points, and waits for the action; returns the last case's summary.
    async fn three_points(&self) -> String {
        let cast = self.cast;
        self.by(cast.moderator, "warn", cast.member, &[("points", "3")]).await;
        self.wait_until_idle().await;
        let newest = "select coalesce(summary, failure, '') from cases where parent is not null order by number desc limit 1";
        english(sqlx::query_scalar(newest).fetch_one(&self.database.pool).await.unwrap())
    }

    /// Makes all timers due, and waits until they have run.
    async fn time_passes(&self) {
        self.ring("expire").await;
        self.wait_until_idle().await;
    }

    fn timed_out_until(&self) -> Option<String> {
        let member = self.sim.member(self.cast.guild, self.cast.member).unwrap();
        member.timed_out_until.map(|until| until.to_string())
    }

    async fn has_words_but_no_case(&self, reply: &Message, words: &str, cases: usize) {
        assert!(reply.text().contains(words), "{words}: {}", reply.text());
        assert_eq!(self.cases().await.len(), cases, "{}", reply.text());
    }
}

#[tokio::test]
async fn a_step_of_the_ladder_never_shortens_a_ban_for_good() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.three_points_lead_to("ban", Some("1h")).await;
    stage.by(cast.moderator, "ban", cast.member, &[]).await;
    assert_eq!(stage.three_points().await, "case #1 already lasts longer");
    assert_eq!(stage.sim.requests_to(BAN.0, BAN.1).len(), 1, "Discord is not called");
    stage.time_passes().await;
    assert!(stage.is_banned(cast.member));
    assert_eq!(stage.cases().await.len(), 3);
    let again = stage.by(cast.moderator, "ban", cast.member, &[]).await;
    stage.has_words_but_no_case(&again, "banned permanently by [case #1](", 3).await;
    stage.close().await;
}

#[tokio::test]
async fn a_step_of_the_ladder_never_shortens_a_timeout() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.three_points_lead_to("timeout", Some("1h")).await;
    stage.by(cast.moderator, "timeout", cast.member, &[("duration", "7d")]).await;
    let (before, told) = (stage.timed_out_until(), stage.told().len());
    assert_eq!(stage.three_points().await, "case #1 already lasts longer");
    assert_eq!(stage.timed_out_until(), before);
    assert_eq!(stage.sim.requests_to(MEMBER.0, MEMBER.1).len(), 1, "Discord is not called");
    assert_eq!(stage.told().len(), told + 1, "they are told of the warning alone");
    stage.close().await;
}

#[tokio::test]
async fn a_longer_step_of_the_ladder_takes_the_place_of_what_holds() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.three_points_lead_to("timeout", Some("7d")).await;
    stage.by(cast.moderator, "timeout", cast.member, &[("duration", "1h")]).await;
    let before = stage.timed_out_until();
    assert_eq!(stage.three_points().await, "");
    assert!(stage.timed_out_until() > before);
    stage.close().await;
}

#[tokio::test]
async fn a_step_of_the_ladder_never_ends_a_jail() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let cell = stage.set_jail().await;
    stage.three_points_lead_to("jail", Some("1h")).await;
    stage.by(cast.moderator, "jail", cast.member, &[]).await;
    assert_eq!(stage.three_points().await, "case #1 already lasts longer");
    stage.time_passes().await;
    let roles = stage.sim.member(cast.guild, cast.member).unwrap().roles;
    assert!(roles.into_iter().eq([cell]));
    stage.close().await;
}

#[tokio::test]
async fn a_step_that_softbans_never_lifts_a_ban() {
    for duration in [None, Some("7d")] {
        let stage = Stage::with_log().await;
        let cast = stage.cast;
        stage.three_points_lead_to("softban", None).await;
        let options: Vec<_> = duration.map(|duration| ("duration", duration)).into_iter().collect();
        stage.by(cast.moderator, "ban", cast.member, &options).await;
        assert_eq!(stage.three_points().await, "case #1 already lasts longer");
        assert!(stage.is_banned(cast.member), "{duration:?}");
        stage.close().await;
    }
}

#[tokio::test]
async fn a_step_that_softbans_never_lifts_a_ban_by_hand() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.three_points_lead_to("softban", None).await;
    stage.sim.ban(cast.owner, cast.guild, cast.member, "by hand").unwrap();
    assert!(stage.three_points().await.ends_with("already lasts longer"));
    assert!(stage.is_banned(cast.member));
    stage.close().await;
}

#[tokio::test]
async fn a_softban_of_somebody_banned_is_refused() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.by(cast.moderator, "ban", cast.member, &[("duration", "7d")]).await;
    let refused = stage.by(cast.moderator, "softban", cast.member, &[]).await;
    stage.has_words_but_no_case(&refused, "a softban would lift the ban", 1).await;
    assert!(refused.text().contains("case #1") && refused.text().contains("/purge"), "{}", refused.text());
    stage.sim.ban(cast.owner, cast.guild, cast.outsider, "by hand").unwrap();
    let refused = stage.by(cast.moderator, "softban", cast.outsider, &[]).await;
    stage.has_words_but_no_case(&refused, "a softban would lift the ban", 1).await;
    assert!(stage.is_banned(cast.member) && stage.is_banned(cast.outsider));
    stage.close().await;
}

#[tokio::test]
async fn a_mass_ban_makes_a_ban_with_an_end_permanent() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let others = stage.strangers(3);
    stage.by(cast.moderator, "ban", others[0], &[("duration", "1h")]).await;
    stage.by(cast.moderator, "ban", others[1], &[]).await;
    let ids: Vec<String> = others.iter().map(ToString::to_string).collect();
    let file = OptionValue::file("raid.txt", ids.join("\n"));
    let card = sim.slash(cast.moderator, cast.general, "massban").with("file", file).await.unwrap();
    let card = card.final_message().await.unwrap();
    assert_snapshot!(stage.readable(&card.text()), @r"
    Ban 2 people?
    **2 people** can be acted on.
    0 members of the server, 2 not in it.
    1 person is banned temporarily, and will be banned permanently.
    Left out: 1 person who is already banned.
    Ban 2 people
    Leave it
    ");
    let order = sim.press(cast.moderator, &card, "Ban 2 people").await.unwrap();
    assert!(stage.result(&order).await.text().contains("2 people banned"));
    stage.time_passes().await;
    assert!(others.iter().all(|id| stage.is_banned(*id)));
    let nothing = stage.by(cast.moderator, "ban", others[0], &[]).await;
    assert!(nothing.text().contains("banned permanently by"), "{}", nothing.text());
    stage.close().await;
}

#[tokio::test]
async fn lifting_what_does_not_hold_is_refused_without_a_case_and_nobody_is_told() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let nothing = stage.by(cast.moderator, "untimeout", cast.member, &[]).await;
    stage.has_words_but_no_case(&nothing, "is not timed out, so there is nothing to lift", 0).await;
    let nothing = stage.by(cast.admin, "unban", cast.outsider, &[]).await;
    stage.has_words_but_no_case(&nothing, "is not banned, so there is nothing to lift", 0).await;
    let nothing = stage.by(cast.moderator, "unjail", cast.member, &[]).await;
    stage.has_words_but_no_case(&nothing, "not in jail", 0).await;
    assert!(stage.told().is_empty() && stage.logged().is_empty());
    stage.close().await;
}

#[tokio::test]
async fn what_was_done_by_hand_can_be_lifted() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.sim.ban(cast.owner, cast.guild, cast.outsider, "by hand").unwrap();
    let lifted = stage.by(cast.admin, "unban", cast.outsider, &[]).await;
    assert!(lifted.text().contains("was unbanned"), "{}", lifted.text());
    assert!(!stage.is_banned(cast.outsider));
    stage.close().await;
}

#[tokio::test]
async fn a_person_who_shortens_is_asked_and_one_who_prolongs_is_not() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.by(cast.moderator, "timeout", cast.member, &[("duration", "2h")]).await;
    let longer = stage.by(cast.moderator, "timeout", cast.member, &[("duration", "7d")]).await;
    assert!(longer.text().contains("Case #2"), "{}", longer.text());
    let before = stage.timed_out_until();
    let asked = stage.by(cast.moderator, "timeout", cast.member, &[("duration", "1h")]).await;
    stage.has_words_but_no_case(&asked, "is timed out until", 2).await;
    assert!(asked.text().contains("by [case #2]("), "{}", asked.text());
    assert_eq!(stage.timed_out_until(), before);
    let done = stage.pressed(cast.moderator, &asked, "Go on").await;
    assert!(done.text().contains("Case #3"), "{}", done.text());
    assert!(stage.timed_out_until() < before);
    stage.by(cast.moderator, "ban", cast.member, &[("duration", "7d")]).await;
    let asked = stage.by(cast.moderator, "ban", cast.member, &[("duration", "1d")]).await;
    stage.has_words_but_no_case(&asked, "is banned until", 4).await;
    let left = stage.pressed(cast.moderator, &asked, "Leave it").await;
    stage.has_words_but_no_case(&left, "Nothing was done", 4).await;
    stage.close().await;
}

#[tokio::test]
async fn what_takes_a_member_says_of_somebody_banned_that_they_are() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.set_jail().await;
    stage.by(cast.moderator, "ban", cast.member, &[]).await;
    for (name, options) in
        [("kick", vec![]), ("timeout", vec![("duration", "1h")]), ("jail", vec![]), ("untimeout", vec![])]
    {
        let refused = stage.by(cast.moderator, name, cast.member, &options).await;
        stage.has_words_but_no_case(&refused, "is banned, so they aren't in the server", 1).await;
    }
    stage.close().await;
}

#[tokio::test]
async fn a_channels_lock_or_slowmode_ends_earlier_only_when_that_is_confirmed() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let order = async |name: &str, options: &[(&str, &str)]| {
        let order = sim.slash(cast.senior, cast.general, name);
        let order = options.iter().fold(order, |order, (name, value)| order.with(name, *value));
        order.await.unwrap().final_message().await.unwrap()
    };
    let slow = |duration| [("delay", "30s"), ("duration", duration)];
    order("lock", &[]).await;
    order("slowmode", &slow("7d")).await;
    let lock = order("lock", &[("duration", "1h")]).await;
    assert_snapshot!(stage.readable(&lock.text()), @r"
    **<#general> is locked permanently by [case #1](https://discord.com/channels/guild/mod_log/id 1).** Let it end <time:f> (<time:R>) instead?
    Go on
    Leave it
    ");
    let slowmode = order("slowmode", &slow("1h")).await;
    assert_snapshot!(stage.readable(&slowmode.text()), @r"
    **The slowmode of <#general> is set to 30 s until <time:f> by [case #2](https://discord.com/channels/guild/mod_log/id 1).** Let it end <time:f> (<time:R>) instead?
    Go on
    Leave it
    ");
    for (asked, number) in [(lock, 3), (slowmode, 4)] {
        assert!(asked.is_ephemeral(), "others need not read it");
        stage.has_words_but_no_case(&asked, "instead?", number - 1).await;
        let stranger = sim.press(cast.admin, &asked, "Go on").forged().await.unwrap();
        assert!(stranger.text().contains("Only <@"), "{}", stranger.text());
        let done = stage.pressed(cast.senior, &asked, "Go on").await;
        assert!(done.text().contains(&format!("Case #{number}")), "{}", done.text());
        stage.wait_until_idle().await;
    }
    let holds: Vec<i32> =
        sqlx::query_scalar("select number from cases where closed_at is null order by number")
            .fetch_all(&stage.database.pool)
            .await
            .unwrap();
    assert_eq!(holds, [3, 4]);
    let left = stage.pressed(cast.senior, &order("lock", &[("duration", "1m")]).await, "Leave it").await;
    stage.has_words_but_no_case(&left, "Nothing was done", 4).await;
    stage.time_passes().await;
    assert_eq!(sim.channel(cast.general).unwrap().slowmode, 0);
    assert!(!sim.channel(cast.general).unwrap().overwrites.contains_key(&cast.guild.get()));
    stage.close().await;
}

#[tokio::test]
async fn a_shorter_lock_that_waited_for_discord_is_asked_about_when_it_is_back() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.slash(cast.senior, cast.general, "lock").await.unwrap().final_message().await.unwrap();
    stage.wait_until_idle().await;
    sim.everywhere(|fault| fault.status(503));
    let shorter = sim.slash(cast.senior, cast.general, "lock").with("duration", "1h").await.unwrap();
    assert!(shorter.text().contains("Recorded as case #2"), "{}", shorter.text());
    sim.clear_faults();
    let mut asked = None;
    stage
        .until("nobody is asked", || {
            asked = shorter.reply().filter(|reply| reply.text().contains("instead?"));
            asked.is_some()
        })
        .await;
    let done = stage.pressed(cast.senior, &asked.unwrap(), "Go on").await;
    assert!(done.text().contains("Case #3"), "{}", done.text());
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await[1..], [(2, "failed".to_owned()), (3, "applied".to_owned())]);
    assert_eq!(stage.timers("expire").await.len(), 1);
    stage.close().await;
}
