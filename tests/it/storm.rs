//! A storm: two replicas on one database, one of them killed every few hundred milliseconds, and moderators who go on.

use std::collections::HashMap;
use std::time::Duration;

use gavel::simulator::UserId;

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::Stage;

/// How many actions are ordered.
const ACTIONS: usize = 120;

#[tokio::test]
async fn killed_again_and_again_nothing_is_lost_nothing_is_doubled_and_no_number_is_missing() {
    let stage = Stage::empty().await;
    let (sim, cast) = (stage.sim.clone(), stage.cast);
    let people: Vec<UserId> =
        (0..8).map(|at| sim.add_member(cast.guild, &format!("member{at}"), &[cast.member_role])).collect();
    let mut replicas = [Process::start(&stage).await, Process::start(&stage).await];
    stage.set_log().await;
    let mut orders = Vec::new();
    for at in 0..ACTIONS {
        let person = people[at % people.len()];
        let name = ["warn", "note", "timeout"][at % 3];
        let mut order = sim.slash(cast.moderator, cast.general, name).with("user", person);
        order = match name {
            "timeout" => order.with("duration", "1h"),
            _ => order.with("reason", format!("reason {at}").as_str()),
        };
        orders.push(tokio::time::timeout(Duration::from_millis(400), order.into_future()));
        if at % 4 == 3 {
            let posted = orders.drain(..).map(async |order| drop(order.await));
            let victim = at / 4 % 2;
            replicas[victim].take_calls(&stage);
            let dying = async {
                tokio::time::sleep(Duration::from_millis(fastrand::u64(10..150))).await;
                replicas[victim].kill_now();
            };
            tokio::join!(join(posted), dying);
            replicas[victim] = Process::start(&stage).await;
        }
    }
    stage.settle().await;
    let cases = stage.cases().await;
    assert!(cases.len() > ACTIONS / 4, "hardly anything was ordered: {}", cases.len());
    let numbers: Vec<i32> = cases.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=i32::try_from(cases.len()).unwrap()).collect::<Vec<_>>());
    assert!(cases.iter().all(|(_, status)| status == "applied"), "{cases:?}");
    let mut posts: HashMap<String, u32> = HashMap::new();
    for post in stage.logged() {
        let title = post.embeds[0]["footer"]["text"].as_str().unwrap_or_default().to_owned();
        *posts.entry(title).or_default() += 1;
    }
    assert!(posts.values().all(|count| *count == 1), "{posts:?}");
    assert_eq!(posts.len(), cases.len());
    for person in people {
        let told = sim.dms(person).into_iter().filter(|message| message.author == sim.bot_user_id()).count();
        let recorded: i64 =
            sqlx::query_scalar("select count(*) from cases where target_id = $1 and notified = 'sent'")
                .bind(person.get().cast_signed())
                .fetch_one(&stage.database.pool)
                .await
                .unwrap();
        assert_eq!(i64::try_from(told).unwrap(), recorded);
    }
    for replica in replicas {
        assert_eq!(replica.terminate().await, Some(0));
    }
    // What was ordered of a process that died was not answered, which the simulator notes.
    sim.clear_violations();
    drop(sim);
    stage.close().await;
}
