//! True words in small things: who could not be told and why, what is shown of what is gone, what counts as a try.

use crate::support::stage::Stage;

#[tokio::test]
async fn who_is_not_in_the_server_is_not_said_to_take_no_messages() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let banned = stage.by(cast.admin, "ban", cast.outsider, &[]).await.text();
    assert!(banned.contains("They could not be told: they are not in this server"), "{banned}");
    stage.sim.close_dms(cast.member);
    let warned = stage.by(cast.admin, "warn", cast.member, &[]).await.text();
    assert!(warned.contains("they don't accept direct messages"), "{warned}");
    stage.close().await;
}

#[tokio::test]
async fn a_log_channel_that_was_deleted_is_not_shown_as_fine() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let show = async || {
        let shown = sim.slash(cast.owner, cast.general, "settings show").await.unwrap();
        shown.final_message().await.unwrap().text()
    };
    let before = show().await;
    assert!(!before.contains("deleted"), "{before}");
    sim.remove_channel(cast.mod_log);
    let after = show().await;
    assert!(after.contains("deleted"), "{after}");
    stage.close().await;
}

#[tokio::test]
async fn a_report_that_is_refused_is_none_of_those_that_somebody_may_make() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    let form = sim.message_menu(cast.newcomer, "Report", &bad).await.unwrap().modal().unwrap();
    for _ in 0..12 {
        let refused = sim.submit(cast.newcomer, &form).forged().await.unwrap().final_message().await.unwrap();
        assert!(refused.text().contains("choose what it is about"), "{}", refused.text());
    }
    let thanked = stage.reported(cast.newcomer, &bad, &[]).await.text();
    assert!(thanked.contains("Thank you"), "{thanked}");
    stage.wait_until_idle().await;
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn the_roles_on_a_persons_card_are_in_the_servers_order() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let (high, low) = (sim.add_role(cast.guild, "High", 3, 0), sim.add_role(cast.guild, "Low", 1, 0));
    for roles in [[low, high], [high, low]] {
        sim.set_roles(cast.guild, cast.member, &roles);
        let card = sim.slash(cast.member, cast.general, "userinfo").with("user", cast.member).await.unwrap();
        let card = serde_json::to_string(&card.final_message().await.unwrap().embeds).unwrap();
        let at = |role| card.find(&format!("<@&{role}>")).unwrap();
        assert!(at(high) < at(low), "{card}");
    }
    stage.close().await;
}

/// The step of the playground's tour about Discord being away, as its page, its banner and the book have it.
const STEP: &str = "Turn Discord off and warn somebody: the order is written down. When Discord is back, it is carried out, once.";
const BANNER: &str = "What you order is accepted, written down, and carried out when Discord is back.";

#[tokio::test]
async fn what_the_playground_and_the_book_promise_while_discord_is_off_is_true() {
    let tour = include_str!("../../crates/discord-stand-in/src/playground/web/tour.js");
    let banner = include_str!("../../crates/discord-stand-in/src/playground/web/app.js");
    let book = include_str!("../../docs/src/start.md").replace('\n', " ");
    assert!(
        tour.contains(STEP) && banner.contains(BANNER) && book.contains(STEP),
        "they promise something else"
    );
    let stage = Stage::with_log().await.impatient();
    stage.sim.everywhere(|fault| fault.status(503));
    let warned = stage.warn("spam").await;
    assert!(warned.text().starts_with("Recorded as case #1. Discord isn't answering"), "{}", warned.text());
    assert!(stage.told().is_empty());
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    stage.until("it does not happen", || warned.text().contains("was warned")).await;
    assert_eq!((stage.told().len(), stage.cases().await), (1, vec![(1, "applied".to_owned())]));
    stage.close().await;
}
