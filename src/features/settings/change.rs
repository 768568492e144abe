//! Changing a setting: once for each order, and recorded.

use crate::domain::settings::Settings;
use crate::error::Result;
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::Reply;
use crate::store::guilds;

/// Changes the settings; the change says what the person reads. Who, old and new are recorded.
pub(super) async fn change(
    cx: &Cx,
    change: impl FnOnce(&mut Settings) -> Result<String> + Send,
) -> Result<Reply> {
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    let said = guilds::settings_change(order.tx(), cx.guild()?, cx.caller(), change).await?;
    order.commit_only().await?;
    Ok(Reply::private(said))
}
