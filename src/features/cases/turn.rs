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
        Turn::To { user, page: to } => list::page(&cx, audience, user, to).await,
        Turn::Find { page, words } => list::search(&cx, audience, &words, page).await,
        Turn::Own { page } => history::own_page(&cx, audience, page).await,
        Turn::Person { user, page } => history::person_page(&cx, audience, user, page).await,
        Turn::Events { number, page } => history::of_case(&cx, audience, number, page).await,
    }
}
