//! `/rolemenu`: menus from which members choose their own roles.

use discord_stand_in::{Fault, Message, OptionValue, RoleId, UserId};
use insta::assert_snapshot;

use crate::support::process::Process;
use crate::support::stage::Stage;

const ROLE: &str = "/guilds/{}/members/{}/roles/{}";
const MESSAGES: &str = "/channels/{}/messages";
const MESSAGE: &str = "/channels/{}/messages/{}";
const ROLES: &str = "Choose the menu's roles";
const ENTRY: &str = "Change a role's label, emoji or description";

impl Stage {
    fn wears(&self, user: UserId, role: RoleId) -> bool {
        self.sim.member(self.cast.guild, user).is_some_and(|member| member.roles.contains(&role))
    }

    fn colour(&self, name: &str) -> RoleId {
        self.sim.add_role(self.cast.guild, name, 1, 0)
    }

    /// Uses a `/rolemenu` command as the senior moderator; returns the reply.
    pub async fn rolemenu(&self, what: &str, name: &str, options: &[(&str, OptionValue)]) -> Message {
        let command = format!("rolemenu {what}");
        let mut gesture = self.sim.slash(self.cast.senior, self.cast.general, &command).with("name", name);
        for (option, value) in options {
            gesture = gesture.with(option, value.clone());
        }
        gesture.await.unwrap().final_message().await.unwrap()
    }

    /// Chooses the roles of a menu in its panel as the senior moderator; returns the changed panel.
    pub async fn fill(&self, panel: &Message, roles: &[RoleId]) -> Message {
        self.sim
            .select(self.cast.senior, panel, ROLES, roles.to_vec())
            .await
            .unwrap()
            .final_message()
            .await
            .unwrap()
    }

    /// Posts a menu of these roles in the general channel; returns its message.
    async fn menu_of(&self, roles: &[RoleId], options: &[(&str, OptionValue)]) -> Message {
        let panel = self.rolemenu("create", "Colours", options).await;
        self.fill(&panel, roles).await;
        let said = self.rolemenu("post", "colours", &[]).await;
        assert!(said.text().contains("Posted: [open](https://"), "{}", said.text());
        self.posted().pop().unwrap()
    }

    /// Returns Gavel's messages in the general channel.
    pub fn posted(&self) -> Vec<Message> {
        let bot = self.sim.bot_user_id();
        let all = self.sim.messages(self.cast.general).into_iter();
        all.filter(|message| message.author == bot && message.interaction.is_none()).collect()
    }

    /// Presses a button of a menu; returns the reply's text.
    pub async fn takes(&self, who: UserId, menu: &Message, button: &str) -> String {
        let reply = self.sim.press(who, menu, button).await.unwrap().final_message().await.unwrap();
        assert!(reply.is_ephemeral());
        reply.text()
    }

    /// Chooses roles in a menu's select; returns the reply's text.
    async fn chooses(&self, who: UserId, menu: &Message, roles: &[RoleId]) -> String {
        let chosen: Vec<String> = roles.iter().map(ToString::to_string).collect();
        self.sim.select(who, menu, "Choose", chosen).await.unwrap().final_message().await.unwrap().text()
    }
}

#[tokio::test]
async fn a_button_gives_its_role_and_takes_it_back_and_says_so_to_the_member_alone() {
    let stage = Stage::with_log().await;
    let (cast, red) = (stage.cast, stage.colour("Red"));
    let menu = stage.menu_of(&[red], &[]).await;
    let said = stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(said.contains(&format!("You now have <@&{red}>.")) && stage.wears(cast.newcomer, red), "{said}");
    let said = stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(said.contains("You no longer have") && !stage.wears(cast.newcomer, red), "{said}");
    assert_eq!(stage.cases().await, [], "a choice is no case");
    assert_eq!(stage.logged().len(), 0);
    let log = stage.sim.audit_log(cast.guild);
    assert_eq!(log.last().unwrap().reason.as_deref(), Some("Role menu Colours"));
    stage.close().await;
}

#[tokio::test]
async fn each_reads_the_outcome_in_their_own_language_and_the_menu_in_the_servers() {
    let stage = Stage::with_log().await;
    let (sim, cast, red) = (&stage.sim, stage.cast, stage.colour("Red"));
    let menu = stage.menu_of(&[red], &[]).await;
    sim.set_locale(cast.newcomer, "de");
    let said = stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(said.contains("Du hast jetzt"), "{said}");
    sim.set_locale(cast.senior, "de");
    let panel = stage.rolemenu("edit", "Colours", &[]).await;
    let roles = vec![red, stage.colour("Blue")];
    let chosen = sim.select(cast.senior, &panel, "Wähle die Rollen des Menüs", roles).await.unwrap();
    chosen.final_message().await.unwrap();
    assert!(stage.posted().pop().unwrap().text().starts_with(&menu.text()), "the menu is the server's");
    stage.close().await;
}

#[tokio::test]
async fn a_menu_changes_nothing_that_a_moderator_decided() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let (red, blue) = (stage.colour("Red"), stage.colour("Blue"));
    let menu = stage.menu_of(&[red, blue], &[]).await;
    let role = |name: &str, role: RoleId| {
        let order = stage.sim.slash(cast.senior, cast.general, name);
        order.with("user", cast.newcomer).with("role", role).with("duration", "7d")
    };
    role("role add", red).await.unwrap().final_message().await.unwrap();
    stage.sim.set_roles(cast.guild, cast.newcomer, &[red, blue]);
    role("role remove", blue).await.unwrap().final_message().await.unwrap();
    let said = stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(said.contains("A moderator gave you") && stage.wears(cast.newcomer, red), "{said}");
    let said = stage.takes(cast.newcomer, &menu, "Blue").await;
    assert!(said.contains("A moderator took") && !stage.wears(cast.newcomer, blue), "{said}");
    stage.close().await;
}

#[tokio::test]
async fn a_press_delivered_twice_is_one_press() {
    let stage = Stage::with_log().await;
    let (cast, red) = (stage.cast, stage.colour("Red"));
    let menu = stage.menu_of(&[red], &[]).await;
    let press = stage.sim.press(cast.newcomer, &menu, "Red").await.unwrap();
    let words = press.final_message().await.unwrap().text();
    stage.takes(cast.newcomer, &menu, "Red").await;
    let again = stage.repeated(&press).await;
    assert_eq!(again["data"]["content"].as_str().map(str::trim), Some(words.trim()));
    assert!(!stage.wears(cast.newcomer, red), "the replay gave nothing");
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn of_an_exclusive_menu_a_member_has_one_role() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let (red, blue) = (stage.colour("Red"), stage.colour("Blue"));
    let menu = stage.menu_of(&[red, blue], &[("exclusive", true.into())]).await;
    assert!(menu.text().contains("Only one of these"), "{}", menu.text());
    stage.takes(cast.member, &menu, "Red").await;
    let said = stage.takes(cast.member, &menu, "Blue").await;
    assert!(said.contains(&format!("now have <@&{blue}>")), "{said}");
    assert!(said.contains(&format!("no longer have <@&{red}>")), "{said}");
    assert!(stage.wears(cast.member, cast.member_role), "others stay");
    let (one, two) =
        tokio::join!(stage.takes(cast.newcomer, &menu, "Red"), stage.takes(cast.newcomer, &menu, "Blue"));
    let worn = [red, blue].iter().filter(|role| stage.wears(cast.newcomer, **role)).count();
    assert_eq!(worn, 1, "{one} / {two}");
    stage.close().await;
}

#[tokio::test]
async fn a_swap_that_fails_half_way_is_told_as_it_is() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let (red, blue) = (stage.colour("Red"), stage.colour("Blue"));
    let menu = stage.menu_of(&[red, blue], &[("exclusive", true.into())]).await;
    stage.takes(cast.member, &menu, "Red").await;
    stage.sim.fault(Fault::on("PUT", ROLE).answer(403, 50_013, "Missing Permissions"));
    let said = stage.takes(cast.member, &menu, "Blue").await;
    assert!(said.contains(&format!("no longer have <@&{red}>")), "{said}");
    assert!(said.contains(&format!("couldn't give you <@&{blue}>: it is out of my reach")), "{said}");
    assert!(!stage.wears(cast.member, red) && !stage.wears(cast.member, blue));
    stage.takes(cast.member, &menu, "Red").await;
    stage.sim.fault(Fault::on("DELETE", ROLE).answer(403, 50_013, "Missing Permissions"));
    let said = stage.takes(cast.member, &menu, "Blue").await;
    assert!(said.contains("couldn't take") && said.contains("didn't give"), "{said}");
    assert!(stage.wears(cast.member, red) && !stage.wears(cast.member, blue));
    stage.close().await;
}

#[tokio::test]
async fn a_select_gives_what_is_chosen_and_takes_what_is_chosen_again() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let (red, blue) = (stage.colour("Red"), stage.colour("Blue"));
    let menu = stage.menu_of(&[red, blue], &[("style", "select".into())]).await;
    stage.chooses(cast.newcomer, &menu, &[red, blue]).await;
    assert!(stage.wears(cast.newcomer, red) && stage.wears(cast.newcomer, blue));
    let said = stage.chooses(cast.newcomer, &menu, &[red]).await;
    assert!(!stage.wears(cast.newcomer, red) && stage.wears(cast.newcomer, blue), "{said}");
    let said = stage.chooses(cast.newcomer, &menu, &[]).await;
    assert!(said.contains("nothing changed"), "{said}");
    stage.rolemenu("edit", "Colours", &[("exclusive", true.into())]).await;
    let menu = stage.posted().pop().unwrap();
    stage.chooses(cast.newcomer, &menu, &[red]).await;
    assert!(stage.wears(cast.newcomer, red) && !stage.wears(cast.newcomer, blue));
    stage.chooses(cast.newcomer, &menu, &[]).await;
    assert!(!stage.wears(cast.newcomer, red), "of one only, nothing means none");
    stage.close().await;
}

#[tokio::test]
async fn without_the_required_role_or_in_jail_nothing_is_given() {
    let stage = Stage::with_log().await;
    let (cast, red) = (stage.cast, stage.colour("Red"));
    stage.set_jail().await;
    let menu = stage.menu_of(&[red], &[("required", cast.member_role.into())]).await;
    let said = stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(said.contains(&format!("for members who have <@&{}>", cast.member_role)), "{said}");
    stage.takes(cast.member, &menu, "Red").await;
    assert!(stage.wears(cast.member, red));
    stage.rolemenu("edit", "Colours", &[("required", RoleId::new(cast.guild.get()).into())]).await;
    stage.by(cast.senior, "jail", cast.member, &[]).await;
    let said = stage.takes(cast.member, &menu, "Red").await;
    assert!(said.contains("in jail") && !stage.wears(cast.member, red), "{said}");
    stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(stage.wears(cast.newcomer, red), "nothing is required any more");
    stage.close().await;
}

#[tokio::test]
async fn what_is_changed_in_the_panel_shows_in_every_posted_message() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let (red, blue) = (stage.colour("Red"), stage.colour("Blue"));
    stage.menu_of(&[red], &[]).await;
    stage.rolemenu("post", "Colours", &[("channel", cast.staff.into())]).await;
    let panel = stage.rolemenu("edit", "Colours", &[]).await;
    let panel = stage.fill(&panel, &[red, blue]).await;
    let form = sim.press(cast.senior, &panel, "Title and text").await.unwrap().modal().unwrap();
    let form =
        sim.submit(cast.senior, &form).with("title", "Your colour").with("text", "Pick what you like.");
    let panel = form.await.unwrap().final_message().await.unwrap();
    let form = sim.select(cast.senior, &panel, ENTRY, vec![blue.to_string()]).await.unwrap().modal().unwrap();
    assert_eq!(form.fields()[0].value, "Blue");
    let form = sim.submit(cast.senior, &form).with("label", "Azure").with("emoji", "🌊");
    let panel = form.with("description", "like the sea").await.unwrap().final_message().await.unwrap();
    assert!(panel.text().contains("Azure: like the sea"), "{}", panel.text());
    stage.wait_until_idle().await;
    let mut texts = Vec::new();
    for channel in [cast.general, cast.staff] {
        let posts = sim.messages(channel);
        let post = posts.iter().find(|post| post.text().contains("Your colour")).unwrap();
        texts.push(post.text());
        assert_eq!(post.components[0]["components"][1]["emoji"]["name"], "🌊");
    }
    assert_eq!(texts[0], texts[1]);
    assert_snapshot!(stage.readable(&texts[0]), @r"
    Your colour
    Pick what you like.
    <@&id 1> like the sea
    Red
    Azure
    ");
    let form = sim.select(cast.senior, &panel, ENTRY, vec![blue.to_string()]).await.unwrap().modal().unwrap();
    let wrong = sim.submit(cast.senior, &form).with("emoji", "smile").await.unwrap();
    assert!(wrong.text().contains("isn't an emoji"), "{}", wrong.text());
    sim.delete(cast.admin, cast.general, stage.posted().pop().unwrap().id).unwrap();
    stage.fill(&panel, &[blue]).await;
    stage.wait_until_idle().await;
    let left: i64 = sqlx::query_scalar("select count(*) from role_menu_posts")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(left, 1, "a message that is gone is forgotten");
    let changes = "select count(*) from setting_events where setting = 'role_menu'";
    let changes: i64 = sqlx::query_scalar(changes).fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(changes, 6, "each change is recorded");
    stage.close().await;
}

#[tokio::test]
async fn a_menu_takes_no_role_out_of_reach_and_hands_out_power_only_when_confirmed() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let red = stage.colour("Red");
    let helper = sim.add_role(cast.guild, "Helper", 1, 1 << 13);
    let panel = stage.rolemenu("create", "Colours", &[]).await;
    let panel = stage.fill(&panel, &[red, helper, cast.senior_role, cast.helper_role]).await;
    for words in
        ["not below your highest role", "nobody can give or take it", "a powerful role: Manage Messages"]
    {
        assert!(panel.text().contains(words), "{words}: {}", panel.text());
    }
    stage.rolemenu("post", "Colours", &[]).await;
    let menu = stage.posted().pop().unwrap();
    assert_eq!(menu.controls().len(), 2);
    let said = stage.takes(cast.newcomer, &menu, "Helper").await;
    assert!(said.contains("a moderator must confirm it") && !stage.wears(cast.newcomer, helper), "{said}");
    let panel = stage.pressed(cast.senior, &panel, "Hand them out anyway").await;
    assert!(panel.text().contains(&format!("confirmed by <@{}>", cast.senior)), "{}", panel.text());
    stage.takes(cast.newcomer, &menu, "Helper").await;
    assert!(stage.wears(cast.newcomer, helper));
    sim.set_permissions(cast.guild, red, 1 << 2);
    let said = stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(said.contains("must confirm it"), "it gained power since: {said}");
    let shown = stage.rolemenu("edit", "Colours", &[]).await;
    sim.set_permissions(cast.guild, red, 1 << 2 | 1 << 1);
    let asked = stage.pressed(cast.senior, &shown, "Hand them out anyway").await;
    assert!(asked.text().contains("Kick Members"), "what was not shown is asked anew: {}", asked.text());
    assert!(stage.takes(cast.newcomer, &menu, "Red").await.contains("must confirm it"));
    stage.pressed(cast.senior, &asked, "Hand them out anyway").await;
    stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(stage.wears(cast.newcomer, red));
    stage.close().await;
}

#[tokio::test]
async fn an_emoji_that_discord_does_not_take_is_told_and_can_be_changed() {
    let stage = Stage::with_log().await;
    let (sim, cast, red) = (&stage.sim, stage.cast, stage.colour("Red"));
    stage.menu_of(&[red], &[]).await;
    let panel = stage.rolemenu("edit", "Colours", &[]).await;
    let form =
        || async { sim.select(cast.senior, &panel, ENTRY, vec![red.to_string()]).await.unwrap().modal() };
    let gone = sim.submit(cast.senior, &form().await.unwrap()).with("emoji", "<:gone:155000000000000042>");
    let shown = gone.await.unwrap().final_message().await.unwrap();
    assert!(shown.text().contains("could not be shown in"), "{}", shown.text());
    assert!(shown.text().contains("check its emojis"), "{}", shown.text());
    let refused = stage.rolemenu("post", "Colours", &[]).await;
    assert!(refused.text().contains("check its emojis"), "{}", refused.text());
    let good = sim.submit(cast.senior, &form().await.unwrap()).with("emoji", "🌊");
    let shown = good.await.unwrap().final_message().await.unwrap();
    assert!(!shown.text().contains("could not"), "{}", shown.text());
    stage.wait_until_idle().await;
    assert_eq!(stage.posted()[0].components[0]["components"][0]["emoji"]["name"], "🌊");
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn who_is_below_a_powerful_role_of_a_menu_lets_nobody_else_at_it() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    // Higher than the senior moderator's role, lower than Gavel's.
    let deputy = sim.add_role(cast.guild, "Deputy", 5, 1 << 2);
    let everyone = RoleId::new(cast.guild.get());
    let panel = sim.slash(cast.admin, cast.general, "rolemenu create").with("name", "Colours");
    let panel = panel.with("required", cast.moderator_role).await.unwrap().final_message().await.unwrap();
    let panel =
        sim.select(cast.admin, &panel, ROLES, vec![deputy]).await.unwrap().final_message().await.unwrap();
    stage.pressed(cast.admin, &panel, "Hand them out anyway").await;
    let refused = stage.rolemenu("edit", "Colours", &[("required", everyone.into())]).await;
    assert!(refused.text().contains("not below your highest role"), "{}", refused.text());
    let refused = stage.rolemenu("post", "Colours", &[]).await;
    assert!(refused.text().contains("not below your highest role"), "{}", refused.text());
    assert!(stage.posted().is_empty());
    let shown = stage.rolemenu("edit", "Colours", &[("exclusive", true.into())]).await;
    assert!(shown.text().contains("Changed.") && shown.text().contains("confirmed by"), "{}", shown.text());
    let open = sim.slash(cast.admin, cast.general, "rolemenu edit").with("name", "Colours");
    let open = open.with("required", everyone).await.unwrap().final_message().await.unwrap();
    assert!(open.text().contains("isn't handed out until you confirm"), "{}", open.text());
    let post = sim.slash(cast.admin, cast.general, "rolemenu post").with("name", "Colours");
    post.await.unwrap().final_message().await.unwrap();
    let said = stage.takes(cast.newcomer, &stage.posted().pop().unwrap(), "Deputy").await;
    assert!(said.contains("must confirm it") && !stage.wears(cast.newcomer, deputy), "{said}");
    stage.close().await;
}

#[tokio::test]
async fn a_role_or_menu_that_is_gone_is_told_kindly() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let (red, blue) = (stage.colour("Red"), stage.colour("Blue"));
    let menu = stage.menu_of(&[red, blue], &[]).await;
    sim.remove_role(cast.guild, red);
    let said = stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(said.contains("it no longer exists"), "{said}");
    let panel = stage.rolemenu("edit", "Colours", &[]).await;
    stage.fill(&panel, &[red]).await;
    let old = sim.press(cast.newcomer, &menu, &menu.control("Blue").unwrap().custom_id).forged();
    let old = old.await.unwrap().final_message().await.unwrap();
    assert!(old.text().contains("no longer in this menu"), "{}", old.text());
    let card = stage.rolemenu("delete", "Colours", &[]).await;
    let kept = stage.pressed(cast.senior, &card, "Keep it").await;
    assert!(kept.text().contains("Kept"), "{}", kept.text());
    let card = stage.rolemenu("delete", "Colours", &[]).await;
    let done = stage.pressed(cast.senior, &card, "Delete it").await;
    assert!(done.text().contains("was deleted"), "{}", done.text());
    let closed = stage.posted().pop().unwrap();
    assert!(closed.text().contains("closed") && closed.controls().is_empty(), "{}", closed.text());
    let old = sim.press(cast.newcomer, &menu, &menu.control("Blue").unwrap().custom_id).forged();
    assert!(old.await.unwrap().text().contains("no longer in use"));
    let again = stage.rolemenu("edit", "Colours", &[]).await;
    assert!(again.text().contains("no menu with that name"), "{}", again.text());
    stage.close().await;
}

#[tokio::test]
async fn a_reset_deletes_menus_too() {
    let stage = Stage::with_log().await;
    let (sim, cast, red) = (&stage.sim, stage.cast, stage.colour("Red"));
    let menu = stage.menu_of(&[red], &[]).await;
    let card = sim.slash(cast.admin, cast.general, "reset").await.unwrap().final_message().await.unwrap();
    stage.pressed(cast.admin, &card, "Delete everything").await;
    assert!(stage.takes(cast.newcomer, &menu, "Red").await.contains("no longer in use"));
    stage.close().await;
}

#[tokio::test]
async fn names_are_suggested_and_taken_once_and_the_right_is_asked_for_the_whole_server() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.rolemenu("create", "Colours", &[]).await;
    stage.rolemenu("create", "Games", &[]).await;
    let twice = stage.rolemenu("create", "COLOURS", &[]).await;
    assert!(twice.text().contains("already"), "{}", twice.text());
    let empty = stage.rolemenu("post", "Games", &[]).await;
    assert!(empty.text().contains("no roles yet"), "{}", empty.text());
    let typing = sim.slash(cast.senior, cast.general, "rolemenu post").typing("name", "gam").await.unwrap();
    assert_eq!(typing.choices().unwrap()[0].name, "Games");
    sim.set_role_overwrite(cast.general, cast.moderator_role, 1 << 28, 0);
    let channel_only = sim.slash(cast.moderator, cast.general, "rolemenu create").with("name", "Mine");
    let refused = channel_only.await.unwrap().final_message().await.unwrap();
    assert!(refused.text().contains("Manage Roles in the whole server"), "{}", refused.text());
    let channel_only = sim.slash(cast.moderator, cast.general, "rolemenu delete").with("name", "Games");
    let refused = channel_only.await.unwrap().final_message().await.unwrap();
    assert!(refused.text().contains("Manage Roles in the whole server"), "{}", refused.text());
    // Whoever makes up the button that they were not shown is asked again.
    let card = stage.rolemenu("delete", "Games", &[]).await;
    let refused = sim.press(cast.moderator, &card, "Delete it").forged().await.unwrap();
    let follow_up = refused.follow_ups();
    let text = follow_up.first().map_or_else(|| refused.text(), Message::text);
    assert!(text.contains("Manage Roles in the whole server"), "{text}");
    stage.close().await;
}

#[tokio::test]
async fn a_menu_posted_on_one_replica_works_on_another() {
    let mut stage = Stage::with_log().await;
    let (cast, red) = (stage.cast, stage.colour("Red"));
    let menu = stage.menu_of(&[red], &[]).await;
    stage.add_server().await;
    stage.sim.set_endpoint(&stage.server(1).url("/interactions"));
    stage.takes(cast.newcomer, &menu, "Red").await;
    assert!(stage.wears(cast.newcomer, red));
    stage.close().await;
}

#[tokio::test]
async fn a_post_whose_process_was_killed_is_there_once() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    let (sim, cast, red) = (&stage.sim, stage.cast, stage.colour("Red"));
    let panel = stage.rolemenu("create", "Colours", &[]).await;
    stage.fill(&panel, &[red]).await;
    sim.fault(Fault::on("POST", MESSAGES).applied_but_never_answered());
    let order = sim.slash(cast.senior, cast.general, "rolemenu post").with("name", "Colours");
    process.killed_during(&stage, order).await.unwrap();
    assert_eq!(stage.posted().len(), 1);
    let next = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.posted().len(), 1);
    stage.rolemenu("edit", "Colours", &[("exclusive", true.into())]).await;
    assert!(stage.posted()[0].text().contains("Only one"), "the message is known");
    assert!(!sim.requests_to("PATCH", MESSAGE).is_empty());
    assert_eq!(next.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_swap_whose_process_was_killed_between_its_calls_is_ended_by_the_next() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let (red, blue) = (stage.colour("Red"), stage.colour("Blue"));
    let menu = stage.menu_of(&[red, blue], &[("exclusive", true.into())]).await;
    stage.takes(cast.member, &menu, "Red").await;
    sim.fault(Fault::on("PUT", ROLE).hang());
    let press = sim.press(cast.member, &menu, "Blue");
    process.killed_during(&stage, press).await.unwrap();
    assert!(!stage.wears(cast.member, red), "the first is taken");
    assert!(!stage.wears(cast.member, blue));
    let next = Process::start(&stage).await;
    stage.until("the second is given", || stage.wears(cast.member, blue)).await;
    stage.wait_until_idle().await;
    assert_eq!(next.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
}
