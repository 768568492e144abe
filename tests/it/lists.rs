//! Lists are complete: entries are filtered before pages are cut, and there are as many pages as needed.

use std::collections::BTreeSet;

use discord_stand_in::{Message, UserId};

use crate::support::stage::Stage;

/// Adds cases of one person to the record: a warning first, then notes.
async fn record(stage: &Stage, notes: i32, kind: &str) {
    let many = "insert into cases (guild_id, number, kind, status, target_id, target_name, moderator_id, moderator_name, reason, points)
        select $1, n, case when n = 1 then 'warn' else $4 end, 'applied', $2, 'member', 7, 'mod', 'words of case ' || n, 1
        from generate_series(1, $3 + 1) n";
    sqlx::query(many)
        .bind(stage.cast.guild.get().cast_signed())
        .bind(stage.cast.member.get().cast_signed())
        .bind(notes)
        .bind(kind)
        .execute(&stage.database.pool)
        .await
        .unwrap();
}

/// Turns all pages; returns the cases that were shown.
async fn all_pages(stage: &Stage, who: UserId, mut page: Message, next: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    loop {
        let text = page.text();
        let numbers =
            text.split("**#").skip(1).filter_map(|rest| rest.split("**").next()?.parse::<u32>().ok());
        found.extend(numbers);
        if page.control(next).is_none() {
            return found;
        }
        page = stage.pressed(who, &page, next).await;
    }
}

#[tokio::test]
async fn ones_own_record_shows_the_warning_behind_any_number_of_notes() {
    let stage = Stage::new().await;
    record(&stage, 16, "note").await;
    let cast = stage.cast;
    let shown =
        stage.sim.slash(cast.member, cast.general, "record").await.unwrap().final_message().await.unwrap();
    assert!(
        shown.text().contains("words of case 1") && !shown.text().contains("Nothing is recorded"),
        "{}",
        shown.text()
    );
    assert!(shown.text().contains("1 case · page 1 of 1"), "{}", shown.text());
    stage.close().await;
}

#[tokio::test]
async fn a_persons_history_has_all_their_cases_on_pages() {
    let stage = Stage::new().await;
    record(&stage, 31, "note").await;
    let cast = stage.cast;
    let asked = stage.sim.slash(cast.moderator, cast.general, "history").with("user", cast.member);
    let first = asked.await.unwrap().final_message().await.unwrap();
    assert!(first.text().contains("32 cases · page 1 of 4"), "{}", first.text());
    assert_eq!(all_pages(&stage, cast.moderator, first, "Older").await, (1..=32).collect());
    stage.close().await;
}

#[tokio::test]
async fn ones_own_record_has_pages_without_a_moderators_permission() {
    let stage = Stage::new().await;
    record(&stage, 24, "kick").await;
    let cast = stage.cast;
    let first =
        stage.sim.slash(cast.member, cast.general, "record").await.unwrap().final_message().await.unwrap();
    assert_eq!(all_pages(&stage, cast.member, first, "Older").await, (1..=25).collect());
    stage.close().await;
}

#[tokio::test]
async fn a_search_and_a_list_have_all_cases_on_pages() {
    let stage = Stage::new().await;
    record(&stage, 24, "kick").await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let found =
        sim.slash(cast.moderator, cast.general, "case search").with("text", "words case").await.unwrap();
    let first = found.final_message().await.unwrap();
    assert_eq!(all_pages(&stage, cast.moderator, first, "Older").await, (1..=25).collect());
    let listed =
        sim.slash(cast.moderator, cast.general, "case list").await.unwrap().final_message().await.unwrap();
    assert_eq!(all_pages(&stage, cast.moderator, listed, "Older").await, (1..=25).collect());
    stage.close().await;
}

#[tokio::test]
async fn a_cases_history_has_all_of_it_on_pages() {
    let stage = Stage::new().await;
    record(&stage, 0, "kick").await;
    let many = "insert into case_events (guild_id, number, event, detail)
        select $1, 1, 'edited', jsonb_build_object('what', 'reason', 'old', 'old ' || n, 'new', 'new ' || n) from generate_series(1, 60) n";
    let guild = stage.cast.guild.get().cast_signed();
    sqlx::query(many).bind(guild).execute(&stage.database.pool).await.unwrap();
    let cast = stage.cast;
    let asked = stage.sim.slash(cast.moderator, cast.general, "case history").with("number", 1);
    let mut page = asked.await.unwrap().final_message().await.unwrap();
    let mut all = String::new();
    for _ in 0..6 {
        all.push_str(&page.text());
        if page.control("Later").is_some() {
            page = stage.pressed(cast.moderator, &page, "Later").await;
        }
    }
    assert!((1..=60).all(|n| all.contains(&format!("“new {n}”"))), "{all}");
    stage.close().await;
}

#[tokio::test]
async fn an_old_case_is_suggested_by_its_number() {
    let stage = Stage::new().await;
    record(&stage, 400, "kick").await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let asked = sim.slash(cast.moderator, cast.general, "case view").typing("number", "17").await.unwrap();
    let offered: Vec<String> = asked.choices().unwrap().into_iter().map(|choice| choice.name).collect();
    assert!(offered.iter().any(|name| name.starts_with("#17 ")), "{offered:?}");
    stage.close().await;
}
