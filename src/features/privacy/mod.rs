//! `/privacy show`, `/privacy erase user`: what is kept about a person, and how it goes away.

mod erase;
mod show;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::guild::Permissions;

use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::feature::Feature;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "privacy", desc = "-")]
#[expect(clippy::large_enum_variant, reason = "the derive takes no boxes; it lives for one call")]
enum Privacy {
    #[command(name = "show")]
    Show(show::Show),
    #[command(name = "erase")]
    Erase(erase::Erase),
}

#[must_use]
pub fn feature() -> Feature {
    Feature::new("privacy")
        .command(Command::slash(Ack::Private, privacy).permission_in("erase", Permissions::ADMINISTRATOR))
        .question(erase::agreed)
        .job(erase::run)
}

async fn privacy(cx: Cx, command: Privacy) -> Result<Reply> {
    match command {
        Privacy::Show(show::Show {}) => show::show(&cx).await,
        Privacy::Erase(whom) => erase::ask_whom(&cx, whom).await,
    }
}
