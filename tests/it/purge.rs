//! `/purge`: exactly the messages that were meant, and a report that adds up.

use std::time::Duration;

use crate::support::stage::Stage;

#[tokio::test]
async fn it_deletes_the_newest_of_one_person_and_nobody_elses() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    for at in 0..140 {
        let author = if at % 2 == 0 { cast.member } else { cast.newcomer };
        sim.write_aged(author, cast.general, &format!("m{at}"), Duration::from_secs(1000 - at));
    }
    let before = sim.messages(cast.general).len();
    let report = sim
        .slash(cast.moderator, cast.general, "purge")
        .with("count", 60)
        .with("user", cast.member)
        .await
        .unwrap()
        .settled()
        .await
        .unwrap();
    assert!(report.is_ephemeral() && report.text().contains("60 messages deleted"), "{}", report.text());
    let left = sim.messages(cast.general);
    assert_eq!(left.len(), before - 60);
    let of_member: Vec<&str> =
        left.iter().filter(|it| it.author == cast.member).map(|it| it.content.as_str()).collect();
    assert!(!of_member.contains(&"m138") && of_member.contains(&"m18"), "{of_member:?}");
    assert!(stage.logged()[0].text().contains("60 messages deleted"));
    stage.close().await;
}

#[tokio::test]
async fn pinned_messages_stay_and_are_counted() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let day = Duration::from_secs(86_400);
    let pinned = sim.write_aged(cast.member, cast.general, "pinned", day);
    sim.pin(cast.owner, &pinned).unwrap();
    sim.write_aged(cast.member, cast.general, "plain", Duration::from_secs(60));
    let report = sim
        .slash(cast.moderator, cast.general, "purge")
        .with("count", 1000)
        .await
        .unwrap()
        .settled()
        .await
        .unwrap();
    assert!(report.text().contains("1 kept because pinned"), "{}", report.text());
    let left: Vec<String> = sim.messages(cast.general).into_iter().map(|message| message.content).collect();
    assert!(left.contains(&"pinned".to_owned()), "{left:?}");
    assert!(!left.contains(&"plain".to_owned()));
    stage.close().await;
}

#[tokio::test]
async fn the_log_channel_is_spared_unless_forced() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let refused = sim.slash(cast.owner, cast.mod_log, "purge").with("count", 5).await.unwrap();
    assert!(
        refused.text().contains("log channel") && refused.reply().unwrap().is_ephemeral(),
        "{}",
        refused.text()
    );
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}
