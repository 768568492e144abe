//! The applications of the world: one acts, the others wait beside.

use super::{Application, User, World};
use crate::ids::ApplicationId;

impl World {
    /// Returns all applications.
    pub(crate) fn applications(&self) -> impl Iterator<Item = &Application> {
        std::iter::once(&self.application).chain(self.others.values())
    }

    /// Returns the ids of all applications.
    pub(crate) fn application_ids(&self) -> Vec<ApplicationId> {
        self.applications().map(|one| one.id).collect()
    }

    /// Returns the application with this id.
    pub(crate) fn application(&self, id: ApplicationId) -> Option<&Application> {
        self.applications().find(|one| one.id == id)
    }

    /// Returns the application with this token.
    pub(crate) fn by_token(&self, token: &str) -> Option<ApplicationId> {
        self.applications().find(|one| one.token == token).map(|one| one.id)
    }

    /// Lets an application act; the present one goes on if there is none with this id.
    pub(crate) fn act_as(&mut self, id: ApplicationId) {
        if let Some(next) = self.others.remove(&id) {
            let last = std::mem::replace(&mut self.application, next);
            self.others.insert(last.id, last);
        }
    }

    /// Adds an application with its bot, who is in no server yet.
    pub(crate) fn add_application(&mut self, application: Application) {
        let mut bot = User::new(application.bot, &application.name.to_lowercase().replace(' ', "-"));
        bot.bot = true;
        bot.display_name = Some(application.name.clone());
        self.users.insert(bot.id, bot);
        self.others.insert(application.id, application);
    }
}
