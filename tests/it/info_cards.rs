//! The cards of servers, roles, channels and avatars: `/serverinfo`, `/roleinfo`, `/channelinfo`, `/avatar`.

use discord_stand_in::{ChannelKind, Fault, Message, OptionValue, RoleId, UserId};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::stage::Stage;

const PICTURE: &str = "0123456789abcdef0123456789abcdef";
const MOVING: &str = "a_fedcba9876543210fedcba9876543210";

impl Stage {
    async fn card(&self, who: UserId, name: &str, option: Option<(&str, OptionValue)>) -> Message {
        let gesture = self.sim.slash(who, self.cast.general, name);
        let gesture = match option {
            Some((option, value)) => gesture.with(option, value),
            None => gesture,
        };
        let card = gesture.await.unwrap().final_message().await.unwrap();
        assert!(card.is_ephemeral());
        card
    }

    /// Returns the reply to a command whose interaction has these changes, by their JSON pointers.
    async fn card_with(&self, name: &str, option: (&str, OptionValue), changes: &[(String, Value)]) -> Value {
        let used = self.sim.slash(self.cast.newcomer, self.cast.general, name).with(option.0, option.1);
        let mut body = used.await.unwrap().body();
        for (pointer, value) in changes {
            *body.pointer_mut(pointer).expect(pointer) = value.clone();
        }
        self.sent(&body.to_string()).await["data"]["embeds"][0].clone()
    }
}

#[tokio::test]
async fn a_server_is_shown_with_what_discord_counts() {
    let stage = Stage::new().await;
    let card = stage.card(stage.cast.newcomer, "serverinfo", None).await;
    assert_snapshot!(stage.readable(&card.text()), @r"
    Lantern Square
    ID
    `guild`
    Owner
    <@owner>
    Created
    <time:D> (<time:R>)
    Members
    8, 8 online
    Channels
    3 text · 1 voice · 1 category
    Roles
    7
    Emojis and stickers
    0 · 0
    Boosts
    0 (level 0)
    To write, newcomers need
    a verified email
    Moderators need 2FA
    no
    Features
    Community
    ");
    stage.close().await;
}

#[tokio::test]
async fn a_role_is_shown_with_its_members_and_powers() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let role = |role: RoleId| Some(("role", role.into()));
    let card = stage.card(cast.newcomer, "roleinfo", role(cast.moderator_role)).await;
    assert_snapshot!(stage.readable(&card.text()), @r"
    Moderator
    <@&moderator_role>
    ID
    `moderator_role`
    Created
    <time:D> (<time:R>)
    Members
    2
    Color
    none
    Position
    3
    Shown separately
    no
    Anyone can mention it
    no
    Permissions
    View Audit Log, Manage Nicknames, Kick Members, Ban Members, Timeout Members, Manage Messages, Pin Messages and Manage Threads
    ");
    let admin = stage.card(cast.newcomer, "roleinfo", role(cast.admin_role)).await;
    assert!(admin.text().contains("Administrator, so everything"), "{}", admin.text());
    let bots = stage.card(cast.newcomer, "roleinfo", role(cast.helper_role)).await;
    assert!(bots.text().contains(&format!("Managed by\n<@{}>", cast.helperbot)), "{}", bots.text());
    let everyone = stage.card(cast.newcomer, "roleinfo", role(RoleId::new(cast.guild.get()))).await;
    assert!(everyone.text().contains("Members\n8"), "{}", everyone.text());
    sim.fault(Fault::on("GET", "/guilds/{}/roles/member-counts").status(500).always());
    let uncounted = stage.card(cast.newcomer, "roleinfo", role(cast.moderator_role)).await;
    assert!(uncounted.text().contains("Permissions") && !uncounted.text().contains("Members\n"));
    sim.clear_faults();
    let at = |field: &str| format!("/data/resolved/roles/{}/{field}", cast.member_role);
    let gradient = json!({ "primary_color": 0x00ff_0000, "secondary_color": 255, "tertiary_color": null });
    let changes = [(at("colors"), gradient), (at("icon"), json!(PICTURE)), (at("hoist"), json!(true))];
    let card = stage.card_with("roleinfo", ("role", cast.member_role.into()), &changes).await;
    assert_eq!(card["color"], 0x00ff_0000);
    assert!(card["thumbnail"]["url"].as_str().unwrap().contains("/role-icons/"), "{card}");
    assert!(card.to_string().contains("`#FF0000` `#0000FF`"), "{card}");
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_channel_is_shown_to_who_sees_it_with_its_lock() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let slow = sim.slash(cast.senior, cast.general, "slowmode").with("delay", "30s");
    slow.await.unwrap().final_message().await.unwrap();
    let lock = sim.slash(cast.senior, cast.general, "lock").with("duration", "1h");
    lock.await.unwrap().final_message().await.unwrap();
    stage.wait_until_idle().await;
    let card = stage.card(cast.newcomer, "channelinfo", None).await;
    assert_snapshot!(stage.readable(&card.text()), @r"
    #general
    <#general>
    ID
    `general`
    Type
    text
    Created
    <time:D> (<time:R>)
    Category
    <#category>
    Slowmode
    30 s
    Age-restricted
    no
    Permission overrides
    1
    Locked
    by moderators <time:R>, until <time:f>
    ");
    let voice = stage.card(cast.newcomer, "channelinfo", Some(("channel", cast.voice.into()))).await;
    assert!(
        voice.text().contains("64 kbps") && voice.text().contains("User limit\nnone"),
        "{}",
        voice.text()
    );
    assert!(!voice.text().contains("Locked"));
    let category = stage.card(cast.newcomer, "channelinfo", Some(("channel", cast.category.into()))).await;
    assert!(category.text().contains("Type\ncategory") && !category.text().contains("Slowmode"));
    let thread = sim.add_thread(cast.general, "side talk").unwrap();
    let thread = stage.card(cast.newcomer, "channelinfo", Some(("channel", thread.into()))).await;
    assert!(thread.text().contains("Type\nthread\n"), "{}", thread.text());
    assert!(thread.text().contains(&format!("Channel\n<#{}>", cast.general)), "{}", thread.text());
    let hidden = sim.slash(cast.newcomer, cast.general, "channelinfo").with("channel", cast.mod_log).forged();
    let hidden = hidden.await.unwrap().final_message().await.unwrap();
    assert!(hidden.text().contains("View Channel"), "{}", hidden.text());
    let owner = sim.add_user("stranger");
    let elsewhere = sim.add_guild("Elsewhere", owner);
    let other = sim.add_channel(elsewhere, "other", ChannelKind::Text);
    let other = sim.slash(cast.newcomer, cast.general, "channelinfo").with("channel", other).forged();
    let other = other.await.unwrap().final_message().await.unwrap();
    assert!(other.embeds.is_empty(), "{}", other.text());
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn an_avatar_is_shown_as_here_and_everywhere_in_each_format() {
    let stage = Stage::new().await;
    let cast = stage.cast;
    let own = stage.card(cast.newcomer, "avatar", None).await;
    assert!(own.text().contains("No picture of their own"), "{}", own.text());
    let index = (cast.newcomer.get() >> 22) % 6;
    let address = format!("https://cdn.discordapp.com/embed/avatars/{index}.png");
    assert_eq!(own.embeds[0]["image"]["url"], address);
    let user = |field: &str| (format!("/data/resolved/users/{}/{field}", cast.member), json!(PICTURE));
    let member = (format!("/data/resolved/members/{}/avatar", cast.member), json!(MOVING));
    let named = || ("user", OptionValue::from(cast.member));
    let plain = stage.card_with("avatar", named(), &[user("avatar")]).await;
    assert_snapshot!(stage.readable(plain["description"].as_str().unwrap()), @"**Everywhere:** [PNG](https://cdn.discordapp.com/avatars/member/0123456789abcdef0123456789abcdef.png?size=4096) · [JPG](https://cdn.discordapp.com/avatars/member/0123456789abcdef0123456789abcdef.jpg?size=4096) · [WEBP](https://cdn.discordapp.com/avatars/member/0123456789abcdef0123456789abcdef.webp?size=4096)");
    let both = stage.card_with("avatar", named(), &[user("avatar"), member]).await;
    assert_snapshot!(stage.readable(both["description"].as_str().unwrap()), @r"
    **In this server:** [PNG](https://cdn.discordapp.com/guilds/guild/users/member/avatars/a_fedcba9876543210fedcba9876543210.png?size=4096) · [JPG](https://cdn.discordapp.com/guilds/guild/users/member/avatars/a_fedcba9876543210fedcba9876543210.jpg?size=4096) · [WEBP](https://cdn.discordapp.com/guilds/guild/users/member/avatars/a_fedcba9876543210fedcba9876543210.webp?size=4096) · [GIF](https://cdn.discordapp.com/guilds/guild/users/member/avatars/a_fedcba9876543210fedcba9876543210.gif?size=4096)
    **Everywhere:** [PNG](https://cdn.discordapp.com/avatars/member/0123456789abcdef0123456789abcdef.png?size=4096) · [JPG](https://cdn.discordapp.com/avatars/member/0123456789abcdef0123456789abcdef.jpg?size=4096) · [WEBP](https://cdn.discordapp.com/avatars/member/0123456789abcdef0123456789abcdef.webp?size=4096)
    ");
    let image = both["image"]["url"].as_str().unwrap();
    assert!(image.contains("/guilds/") && image.ends_with(&format!("{MOVING}.gif?size=4096")), "{image}");
    stage.close().await;
}
