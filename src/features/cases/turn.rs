//! The buttons that turn pages: back to the list they belong to.

use crate::error::Result;
use crate::features::cases::pages::Turn;
use crate::features::cases::{history, list};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};

pub(super) async fn turn(cx: Cx, turn: Turn, _: Pressed) -> Result<Reply> {
    let audience = Audience::Update;
    match turn {
        Turn::To { user, spot } => list::page(&cx, audience, user, spot).await,
        Turn::Find { spot, words } => list::search(&cx, audience, &words, spot).await,
        Turn::Own { spot } => history::own_page(&cx, audience, spot).await,
        Turn::Person { user, spot } => history::person_page(&cx, audience, user, spot).await,
        Turn::Events { number, spot } => history::of_case(&cx, audience, number, spot).await,
    }
}
