//! `/tag`: texts that a server keeps, to be shown on demand.

use discord_stand_in::{ChannelKind, Message, Modal, OptionValue, UserId};
use insta::assert_snapshot;

use crate::support::stage::Stage;

/// The input to the form of a tag.
type Typed<'a> = &'a [(&'a str, OptionValue)];

impl Stage {
    async fn tag(&self, who: UserId, what: &str, name: &str) -> Message {
        let command = format!("tag {what}");
        let used = self.sim.slash(who, self.cast.general, &command).with("name", name).await.unwrap();
        used.final_message().await.unwrap()
    }

    /// Opens a form of a tag as the senior moderator.
    async fn tag_form(&self, what: &str, name: &str) -> Modal {
        let command = format!("tag {what}");
        let opened = self.sim.slash(self.cast.senior, self.cast.general, &command).with("name", name);
        opened.await.unwrap().modal().unwrap()
    }

    /// Fills in a form of a tag as the senior moderator; returns the preview.
    async fn fill_tag(&self, form: &Modal, typed: Typed<'_>) -> Message {
        let gesture = self.sim.submit(self.cast.senior, form);
        let gesture = typed.iter().fold(gesture, |gesture, (name, value)| gesture.with(name, value.clone()));
        gesture.await.unwrap().final_message().await.unwrap()
    }

    /// Creates a tag as the senior moderator; returns the preview.
    async fn tagged(&self, name: &str, text: &str, typed: Typed<'_>) -> Message {
        let form = self.tag_form("create", name).await;
        let typed: Vec<_> = [("text", text.into())].into_iter().chain(typed.iter().cloned()).collect();
        self.fill_tag(&form, &typed).await
    }

    /// Returns the names that are suggested to somebody for `/tag get`.
    async fn suggested_tags(&self, who: UserId, so_far: &str) -> Vec<String> {
        let typing = self.sim.slash(who, self.cast.general, "tag get").typing("name", so_far).await.unwrap();
        typing.choices().unwrap().into_iter().map(|choice| choice.name).collect()
    }

    async fn tag_rows(&self) -> Vec<(String, i64)> {
        sqlx::query_as("select name, uses from tags order by key")
            .fetch_all(&self.database.pool)
            .await
            .unwrap()
    }

    /// Returns the recorded changes of tags: the text before and after.
    async fn tag_changes(&self) -> Vec<(Option<String>, Option<String>)> {
        let changes =
            "select old ->> 'text', new ->> 'text' from setting_events where setting = 'tag' order by seq";
        sqlx::query_as(changes).fetch_all(&self.database.pool).await.unwrap()
    }
}

#[tokio::test]
async fn a_tag_is_created_with_a_preview_shown_to_all_and_notifies_nobody() {
    let stage = Stage::new().await;
    let cast = stage.cast;
    let text = format!("**Rules:** be kind, @everyone and <@{}>", cast.owner);
    let preview = stage.tagged("Rules", &text, &[]).await;
    assert!(preview.is_ephemeral());
    assert_snapshot!(stage.readable(&preview.text()), @r"
    **Rules:** be kind, @everyone and <@owner>
    ✅ The tag “Rules” is saved. This is how it looks.
    Edit
    Delete
    ");
    let shown = stage.tag(cast.newcomer, "get", " rULES ").await;
    assert!(!shown.is_ephemeral());
    assert_eq!(shown.content, text);
    assert!(shown.mentions.is_empty() && !shown.mention_everyone);
    assert!(shown.controls().is_empty() && shown.embeds.is_empty());
    stage.tag(cast.member, "get", "Rules").await;
    assert_eq!(stage.tag_rows().await, [("Rules".to_owned(), 2)]);
    let unknown = stage.tag(cast.member, "get", "*rule*").await;
    assert!(unknown.text().contains("no tag “\\*rule\\*” here"), "{}", unknown.text());
    // Where somebody may not write, nothing is written for them.
    stage.sim.set_member_overwrite(cast.general, cast.member, 0, 1 << 11);
    assert!(stage.tag(cast.member, "get", "Rules").await.is_ephemeral());
    stage.close().await;
}

#[tokio::test]
async fn a_title_a_color_or_a_long_text_makes_an_embed() {
    let stage = Stage::new().await;
    let cast = stage.cast;
    stage.tagged("faq", "See #help", &[("title", "FAQ".into()), ("colour", "#ff8800".into())]).await;
    let shown = stage.tag(cast.member, "get", "faq").await;
    assert_eq!(shown.content, "");
    assert_eq!(shown.embeds[0]["title"], "FAQ");
    assert_eq!(
        (&shown.embeds[0]["color"], &shown.embeds[0]["description"]),
        (&0xff_8800.into(), &"See #help".into())
    );
    let long = "x".repeat(4000);
    stage.tagged("long", &long, &[]).await;
    assert_eq!(stage.tag(cast.member, "get", "long").await.embeds[0]["description"], long.as_str());
    let odd = stage.tagged("odd", "text", &[("colour", "reddish".into())]).await;
    assert!(odd.text().contains("I couldn't read the color"), "{}", odd.text());
    assert_eq!(stage.tag(cast.member, "get", "odd").await.content, "text");
    stage.close().await;
}

#[tokio::test]
async fn a_tag_is_changed_deleted_and_what_it_said_is_recorded() {
    let stage = Stage::new().await;
    let cast = stage.cast;
    let preview = stage.tagged("Rules", "one", &[]).await;
    let form = stage.tag_form("edit", "rules").await;
    let now: Vec<String> = form.fields().iter().map(|field| field.value.clone()).collect();
    assert_eq!(now[..2], ["Rules", "one"]);
    let changed = stage.fill_tag(&form, &[("text", "two".into())]).await;
    assert!(changed.text().contains("two"), "{}", changed.text());
    let form = stage.sim.press(cast.senior, &preview, "Edit").await.unwrap().modal().unwrap();
    stage.fill_tag(&form, &[("name", "House rules".into())]).await;
    assert_eq!(stage.tag_rows().await, [("House rules".to_owned(), 0)]);
    let asked = stage.tag(cast.senior, "delete", "house rules").await;
    let kept = stage.pressed(cast.senior, &asked, "Keep it").await;
    assert!(kept.text().contains("Kept"), "{}", kept.text());
    let asked = stage.pressed(cast.senior, &changed, "Delete").await;
    let deleted = stage.pressed(cast.senior, &asked, "Delete it").await;
    assert!(deleted.text().contains("“House rules” was deleted"), "{}", deleted.text());
    let old = stage.sim.press(cast.senior, &preview, "Edit").await.unwrap().final_message().await.unwrap();
    assert!(old.text().contains("no longer exists"), "{}", old.text());
    let some = |text: &str| Some(text.to_owned());
    let changes = stage.tag_changes().await;
    let expected =
        [(None, some("one")), (some("one"), some("two")), (some("two"), some("two")), (some("two"), None)];
    assert_eq!(changes, expected);
    stage.close().await;
}

#[tokio::test]
async fn a_name_is_taken_once_and_what_was_typed_is_not_lost() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.tagged("Rules", "one", &[]).await;
    let refused = sim.slash(cast.senior, cast.general, "tag create").with("name", "RULES").await.unwrap();
    assert!(refused.text().contains("already a tag “RULES”"), "{}", refused.text());
    let form = sim.slash(cast.senior, cast.general, "tag create").await.unwrap().modal().unwrap();
    let refused = stage.fill_tag(&form, &[("name", "rules".into()), ("text", "a long story".into())]).await;
    assert!(refused.text().contains("already a tag") && refused.text().contains("a long story"));
    stage.tagged("faq", "two", &[]).await;
    let form = stage.tag_form("edit", "faq").await;
    let refused = stage.fill_tag(&form, &[("name", " Rules ".into())]).await;
    assert!(refused.text().contains("already a tag") && refused.text().contains("two"), "{}", refused.text());
    let form = sim.slash(cast.senior, cast.general, "tag create").await.unwrap().modal().unwrap();
    let blank = stage.fill_tag(&form, &[("name", "x".into()), ("text", "\u{200B}".into())]).await;
    assert!(blank.text().contains("needs a name and a text"), "{}", blank.text());
    assert_eq!(stage.tag_rows().await.len(), 2);
    let many = "insert into tags (guild_id, name, key, text) select $1, 'tag ' || n, 'tag ' || n, 'x' from generate_series(1, 498) n";
    sqlx::query(many).bind(cast.guild.get().cast_signed()).execute(&stage.database.pool).await.unwrap();
    let full = stage.tagged("one more", "x", &[]).await;
    assert!(full.text().contains("already has 500 tags"), "{}", full.text());
    let list =
        sim.slash(cast.newcomer, cast.general, "tag list").await.unwrap().final_message().await.unwrap();
    assert!(list.text().contains("500 tags · page 1 of 25") && list.is_ephemeral(), "{}", list.text());
    let next = stage.pressed(cast.newcomer, &list, "Next").await;
    assert!(next.text().contains("page 2 of 25") && next.control("Back").is_some(), "{}", next.text());
    let past = sim.press(cast.newcomer, &list, "tag:1:page:999999").forged().await.unwrap();
    assert!(past.final_message().await.unwrap().text().contains("page 1 of 25"));
    let card = sim.slash(cast.owner, cast.general, "reset").await.unwrap().final_message().await.unwrap();
    stage.pressed(cast.owner, &card, "Delete everything").await;
    assert_eq!(stage.tag_rows().await, []);
    stage.close().await;
}

#[tokio::test]
async fn a_tag_for_a_role_is_shown_and_suggested_to_those_who_have_it() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let role = OptionValue::Many(vec![cast.member_role.into()]);
    stage.tagged("rota", "Monday: ann", &[("role", role)]).await;
    stage.tagged("rules", "be kind", &[]).await;
    assert_eq!(stage.suggested_tags(cast.member, "R").await, ["rota", "rules"]);
    assert_eq!(stage.suggested_tags(cast.newcomer, "r").await, ["rules"]);
    assert_eq!(stage.suggested_tags(cast.owner, "ro").await, ["rota"]);
    assert_eq!(stage.suggested_tags(cast.member, "ules").await, Vec::<String>::new());
    let refused = stage.tag(cast.newcomer, "get", "rota").await;
    assert!(
        refused.is_ephemeral() && refused.text().contains("Only people with the role"),
        "{}",
        refused.text()
    );
    assert_eq!(stage.tag(cast.member, "get", "rota").await.content, "Monday: ann");
    assert_eq!(stage.tag(cast.owner, "get", "rota").await.content, "Monday: ann");
    let list = sim.slash(cast.member, cast.general, "tag list").await.unwrap().final_message().await.unwrap();
    assert_snapshot!(stage.readable(&list.text()), @r"
    Tags
    • **rota** · used 2 times · for <@&member_role>
    • **rules** · used 0 times
    2 tags
    ");
    // The form shows the role, and without it everyone may use the tag.
    let form = stage.tag_form("edit", "rota").await;
    assert_eq!(form.fields()[4].component["default_values"][0]["id"], cast.member_role.to_string());
    stage.fill_tag(&form, &[("role", OptionValue::Many(vec![]))]).await;
    assert_eq!(stage.tag(cast.newcomer, "get", "rota").await.content, "Monday: ann");
    stage.close().await;
}

#[tokio::test]
async fn only_who_manages_the_server_changes_its_tags_and_no_other_servers() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let preview = stage.tagged("Rules", "one", &[]).await;
    let form = stage.tag_form("edit", "rules").await;
    for what in ["create", "edit", "delete"] {
        let refused = stage.tag(cast.moderator, what, "rules").await;
        assert!(
            refused.text().contains("You need the permission Manage Server"),
            "{what}: {}",
            refused.text()
        );
    }
    let submitted = sim.submit(cast.moderator, &form).with("text", "mine").forged().await.unwrap();
    let submitted = submitted.final_message().await.unwrap();
    assert!(submitted.text().contains("You need the permission Manage Server"), "{}", submitted.text());
    let tag: i64 = sqlx::query_scalar("select id from tags").fetch_one(&stage.database.pool).await.unwrap();
    let stranger = sim.add_user("stranger");
    let theirs = sim.add_guild("Elsewhere", stranger);
    sim.join(theirs, stranger, &[]);
    let channel = sim.add_channel(theirs, "elsewhere", ChannelKind::Text);
    let message = sim.write(stranger, channel, "hello").unwrap();
    for id in [format!("tag:1:delete:{tag}"), format!("tag:1:edit:{tag}"), format!("tag:1:ask_delete:{tag}")]
    {
        let said = sim.press(stranger, &message, &id).forged().await.unwrap();
        let said = said.final_message().await.unwrap();
        assert!(said.text().contains("no longer exists"), "{id}: {}", said.text());
    }
    let forged = sim.submit(stranger, &form).with("text", "mine").forged().await.unwrap();
    drop(forged.final_message().await);
    assert_eq!(stage.tag(cast.member, "get", "rules").await.content, "one");
    assert!(preview.control("Edit").is_some());
    sim.clear_violations();
    stage.close().await;
}
