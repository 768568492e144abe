//! Settings that were read within the last second, for answers that anybody may ask for again and again: however often they
//! do, a server costs the database one read a second.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::ids::GuildId;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::kernel::app::App;
use crate::store::guilds;

/// The age at which settings are read again.
const OLD: Duration = Duration::from_secs(1);
/// The most servers whose settings are kept.
const MOST: usize = 256;

type Read = HashMap<GuildId, (Instant, Arc<Settings>)>;

/// The settings that were read lately.
#[derive(Debug, Default)]
pub(super) struct RecentSettings(Mutex<Read>);

impl RecentSettings {
    fn read(&self) -> MutexGuard<'_, Read> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, guild: GuildId, now: Instant) -> Option<Arc<Settings>> {
        let read = self.read();
        let (at, settings) = read.get(&guild)?;
        (now.duration_since(*at) < OLD).then(|| Arc::clone(settings))
    }

    fn keep(&self, guild: GuildId, at: Instant, settings: &Arc<Settings>) {
        let mut read = self.read();
        read.retain(|_, (kept, _)| at.duration_since(*kept) < OLD);
        if read.len() < MOST {
            read.insert(guild, (at, Arc::clone(settings)));
        }
    }
}

impl App {
    /// Returns the settings of a server as they were at most a second ago. For showing, never for deciding.
    ///
    /// # Errors
    /// Fails if the database does not answer.
    pub async fn recent_settings(&self, guild: GuildId) -> Result<Arc<Settings>> {
        let now = Instant::now();
        if let Some(settings) = self.recent.get(guild, now) {
            return Ok(settings);
        }
        let settings = Arc::new(Box::pin(guilds::settings(&self.db, guild)).await?);
        self.recent.keep(guild, now, &settings);
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_kept_for_a_second_and_of_few_servers() {
        let (recent, settings, now) = (RecentSettings::default(), Arc::default(), Instant::now());
        let server = |nth: usize| GuildId::new(u64::try_from(nth).unwrap() + 1);
        for nth in 0..MOST + 10 {
            recent.keep(server(nth), now, &settings);
        }
        assert_eq!(recent.read().len(), MOST);
        assert!(recent.get(server(0), now + OLD - Duration::from_millis(1)).is_some());
        assert_eq!(recent.get(server(0), now + OLD), None);
        assert_eq!(recent.get(server(MOST), now), None);
        recent.keep(server(MOST), now + OLD, &settings);
        assert_eq!(recent.read().len(), 1, "what is old is not kept");
    }
}
