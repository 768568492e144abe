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

#[tokio::test]
async fn pages_turn_back_to_the_same_entries_and_beyond_a_thousand_the_total_is_not_counted() {
    let stage = Stage::new().await;
    record(&stage, 1_200, "kick").await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let asked = sim.slash(cast.moderator, cast.general, "history").with("user", cast.member);
    let first = asked.await.unwrap().final_message().await.unwrap();
    assert!(
        first.text().contains("1000+ cases · page 1") && !first.text().contains("page 1 of"),
        "{first:?}"
    );
    assert!(first.control("Newer").is_none());
    let second = stage.pressed(cast.moderator, &first, "Older").await;
    let third = stage.pressed(cast.moderator, &second, "Older").await;
    assert!(third.text().contains("page 3") && third.text().contains("**#1181**"), "{}", third.text());
    let back = stage.pressed(cast.moderator, &third, "Newer").await;
    assert_eq!(back.text(), second.text());
    let back = stage.pressed(cast.moderator, &back, "Newer").await;
    assert_eq!(back.text(), first.text());
    // What is recorded meanwhile comes before the entries that were shown: going back leads to it.
    let second = stage.pressed(cast.moderator, &back, "Older").await;
    let later = "insert into cases (guild_id, number, kind, moderator_id, moderator_name, target_id) values ($1, 1300, 'kick', 7, 'mod', $2)";
    let (guild, member) = (cast.guild.get().cast_signed(), cast.member.get().cast_signed());
    sqlx::query(later).bind(guild).bind(member).execute(&stage.database.pool).await.unwrap();
    let newer = stage.pressed(cast.moderator, &second, "Newer").await;
    assert!(newer.text().contains("**#1201**") && !newer.text().contains("**#1300**"), "{}", newer.text());
    let newest = stage.pressed(cast.moderator, &newer, "Newer").await;
    assert!(newest.text().contains("**#1300**") && newest.text().contains("page 1"), "{}", newest.text());
    assert!(newest.control("Newer").is_none());
    stage.close().await;
}

/// Records a case with each of these reasons, in a server.
async fn reasons(stage: &Stage, guild: i64, reasons: &[&str]) {
    let many = "insert into cases (guild_id, number, kind, status, moderator_id, moderator_name, reason)
        select $1, n, 'kick', 'applied', 7, 'mod', reason from unnest($2::text[]) with ordinality as it (reason, n)";
    sqlx::query(many).bind(guild).bind(reasons).execute(&stage.database.pool).await.unwrap();
}

/// Returns the cases that a search finds, newest first.
async fn found(stage: &Stage, who: UserId, text: &str) -> Vec<u32> {
    let asked = stage.sim.slash(who, stage.cast.general, "case search").with("text", text);
    let page = asked.await.unwrap().final_message().await.unwrap().text();
    let numbers = page.split("**#").skip(1).filter_map(|rest| rest.split("**").next()?.parse().ok());
    let numbers: Vec<u32> = numbers.collect();
    assert_eq!(numbers.is_empty(), page.contains("No case has the words"), "{page}");
    numbers
}

#[tokio::test]
async fn a_search_finds_what_begins_alike_phrases_alternatives_and_what_is_without() {
    let stage = Stage::new().await;
    let guild = stage.cast.guild.get().cast_signed();
    let ours = [
        "Spamming in chat",
        "SPAM",
        "a spa day",
        "rude, then spam in chat",
        "hate speech",
        "speech of hate",
        "it's Überfall",
    ];
    reasons(&stage, guild, &ours).await;
    reasons(&stage, guild + 1, &["spam of another server", "hate speech"]).await;
    // One person alone may not search as often.
    let people = [stage.cast.moderator, stage.cast.admin].into_iter().cycle();
    let searches = [
        ("spam", &[4, 2, 1][..]),
        ("SPAMM", &[1]),
        ("spam chat", &[4, 1]),
        ("spam -chat", &[2]),
        ("\"hate speech\"", &[5]),
        ("hate speech", &[6, 5]),
        ("rude or hate", &[6, 5, 4]),
        ("rude or hate speech or 'chat", &[6, 5, 4, 1]),
        ("chat or spam", &[4, 2, 1]),
        ("or spam", &[]),
        ("sp", &[]),
        ("-spam -speech", &[7, 3]),
        ("Überf", &[7]),
        ("'", &[]),
        ("missing spam", &[]),
    ];
    for (who, (text, wanted)) in people.zip(searches) {
        assert_eq!(found(&stage, who, text).await, wanted, "{text}");
    }
    // What a case says now is found, and what it said is not.
    let edited = "update cases set reason = 'flooding' where guild_id = $1 and number = 2";
    sqlx::query(edited).bind(guild).execute(&stage.database.pool).await.unwrap();
    assert_eq!(found(&stage, stage.cast.admin, "flood").await, [2]);
    assert_eq!(found(&stage, stage.cast.moderator, "spam").await, [4, 1]);
    let words = "select count(*) from case_words where guild_id = $1 and number = 2";
    let words: i64 = sqlx::query_scalar(words).bind(guild).fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(words, 1);
    stage.close().await;
}

#[tokio::test]
async fn a_search_goes_on_behind_a_thousand_cases_that_have_only_one_of_its_words() {
    let stage = Stage::new().await;
    let guild = stage.cast.guild.get().cast_signed();
    let mut many = vec!["spam and chat"; 25];
    many.extend(["spam"; 1_100]);
    many.extend(["chat"; 1_100]);
    reasons(&stage, guild, &many).await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let asked = sim.slash(cast.moderator, cast.general, "case search").with("text", "spam chat");
    let first = asked.await.unwrap().final_message().await.unwrap();
    let second = stage.pressed(cast.moderator, &first, "Older").await;
    assert_eq!(stage.pressed(cast.moderator, &second, "Newer").await.text(), first.text());
    assert_eq!(all_pages(&stage, cast.moderator, first, "Older").await, (1..=25).collect());
    stage.close().await;
}
