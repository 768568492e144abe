//! The first page of the panel: all settings on one card.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ids::ChannelId;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::features::settings::facts::{self, Facts};
use crate::features::settings::panel::view::{self, Page};
use crate::features::settings::settings_view;
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::{automation_failures, guilds};

/// Shows the panel.
pub(in crate::features::settings) async fn show(cx: &Cx) -> Result<Reply> {
    card(cx, Audience::Private).await
}

/// Returns the card with all settings, which is the first page of the panel.
pub(super) async fn card(cx: &Cx, audience: Audience) -> Result<Reply> {
    let guild = cx.guild()?;
    let (settings, automation_failures, facts) = tokio::join!(
        guilds::settings(&cx.app.db, guild),
        automation_failures::automation_failures(&cx.app.db, guild),
        facts::gather_soon(&cx.app, guild)
    );
    let (settings, automation_failures) = (settings?, automation_failures?);
    let held = cx.at.app_permissions;
    let mut cards = vec![settings_view::embed(&settings, &lost(&settings, facts.as_ref()), held)];
    if !automation_failures.is_empty() {
        cards.push(settings_view::warning(&automation_failures));
    }
    let page = Page { settings: &settings, facts: facts.as_ref(), held };
    Ok(view::home(&page, cards, audience))
}

/// Returns the log channels that can't be posted in, and why.
fn lost(settings: &Settings, facts: Option<&Facts>) -> BTreeMap<ChannelId, String> {
    let channels: BTreeSet<ChannelId> = settings.log.values().copied().collect();
    channels.into_iter().filter_map(|channel| Some((channel, facts?.closed(channel)?))).collect()
}
