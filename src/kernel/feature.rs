//! A feature: its commands, its controls, its jobs and chores, the events it asks for. The registry is the one list that everything derives from.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;

use twilight_model::application::command::CommandType;
use twilight_model::guild::Permissions;

use crate::error::{Error, Result};
use crate::kernel::chores::Chore;
use crate::kernel::command::{Command, Running};
use crate::kernel::control::{Control, Pressed, Understand, understand};
use crate::kernel::cx::Cx;
use crate::kernel::events::Hook;
use crate::kernel::localise::Words;
use crate::kernel::reply::Reply;
use crate::kernel::unanswered;
use crate::kernel::worker::{Next, Task};

/// Runs a job.
pub(crate) type RunJob = Box<dyn Fn(Task) -> Running<Next> + Send + Sync>;

/// What it takes to stop a job that takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopper {
    /// This permission, where Cancel is pressed.
    Here(Permissions),
    /// This permission in the whole server: a channel that gives it gives too little.
    InServer(Permissions),
}

/// What one folder of `features` offers.
pub struct Feature {
    name: &'static str,
    commands: Vec<Command>,
    controls: Vec<(&'static str, Understand)>,
    jobs: Vec<(&'static str, RunJob)>,
    hooks: Vec<Hook>,
    chores: Vec<Chore>,
    stops: Vec<(&'static str, Stopper)>,
}

impl Feature {
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            commands: vec![],
            controls: vec![],
            jobs: vec![],
            stops: vec![],
            hooks: vec![],
            chores: vec![],
        }
    }

    /// Adds a command.
    #[must_use]
    pub fn command(mut self, command: Command) -> Self {
        self.commands.push(command);
        self
    }

    /// Adds controls: buttons, selects, forms.
    #[must_use]
    pub fn controls<C, F, Fut>(mut self, run: F) -> Self
    where
        C: Control,
        F: Fn(Cx, C, Pressed) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply>> + Send + 'static,
    {
        self.controls.push((C::FEATURE, understand::<C, F, Fut>(run)));
        self
    }

    /// Adds a kind of job.
    #[must_use]
    pub fn job<F, Fut>(mut self, kind: &'static str, run: F) -> Self
    where
        F: Fn(Task) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Next>> + Send + 'static,
    {
        self.jobs.push((kind, Box::new(move |task| Box::pin(run(task)))));
        self
    }

    /// Asks for a kind of event.
    #[must_use]
    pub fn on(mut self, hook: Hook) -> Self {
        self.hooks.push(hook);
        self
    }

    /// Adds a chore.
    #[must_use]
    pub fn chore<F, Fut>(mut self, chore: Chore, run: F) -> Self
    where
        F: Fn(Task) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Next>> + Send + 'static,
    {
        self.chores.push(chore);
        self.job(chore.job, run)
    }

    /// Adds a kind of job that takes its time, and that whoever has this permission where Cancel is pressed may stop.
    #[must_use]
    pub fn work<F, Fut>(self, kind: &'static str, stopped_by: Permissions, run: F) -> Self
    where
        F: Fn(Task) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Next>> + Send + 'static,
    {
        self.stoppable(kind, Stopper::Here(stopped_by), run)
    }

    /// The same for work on the server as a whole: it takes the permission in all of it.
    #[must_use]
    pub fn server_work<F, Fut>(self, kind: &'static str, stopped_by: Permissions, run: F) -> Self
    where
        F: Fn(Task) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Next>> + Send + 'static,
    {
        self.stoppable(kind, Stopper::InServer(stopped_by), run)
    }

    fn stoppable<F, Fut>(mut self, kind: &'static str, stopper: Stopper, run: F) -> Self
    where
        F: Fn(Task) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Next>> + Send + 'static,
    {
        self.stops.push((kind, stopper));
        self.job(kind, run)
    }
}

/// All features, by what Discord and the database name them by.
pub struct Registry {
    commands: Vec<(&'static str, Command)>,
    by_name: HashMap<(u8, String), usize>,
    controls: HashMap<&'static str, Understand>,
    jobs: HashMap<&'static str, RunJob>,
    hooks: Vec<Hook>,
    chores: Vec<Chore>,
    stops: HashMap<&'static str, Stopper>,
    languages: Vec<Words>,
}

impl Registry {
    /// Joins the features.
    ///
    /// # Errors
    /// Where two of them claim the same name.
    pub fn new(features: impl IntoIterator<Item = Feature>, languages: Vec<Words>) -> Result<Self> {
        let mut all = Self {
            commands: vec![],
            by_name: HashMap::new(),
            controls: HashMap::new(),
            jobs: HashMap::new(),
            hooks: vec![],
            chores: vec![],
            stops: HashMap::new(),
            languages,
        };
        let own = Feature::new("kernel").job(unanswered::JOB, unanswered::carry);
        for feature in features.into_iter().chain([own]) {
            for command in feature.commands {
                let key = (command.definition.kind.into(), command.definition.name.clone());
                if all.by_name.insert(key, all.commands.len()).is_some() {
                    return Err(Error::broken(format!("two commands are named {}", command.definition.name)));
                }
                all.commands.push((feature.name, command));
            }
            for (name, understand) in feature.controls {
                if all.controls.insert(name, understand).is_some() {
                    return Err(Error::broken(format!("two features have controls named {name}")));
                }
            }
            for (kind, run) in feature.jobs {
                if all.jobs.insert(kind, run).is_some() {
                    return Err(Error::broken(format!("two features have jobs named {kind}")));
                }
            }
            all.stops.extend(feature.stops);
            all.hooks.extend(feature.hooks);
            all.chores.extend(feature.chores);
        }
        match all.hooks.iter().find(|hook| !all.jobs.contains_key(hook.job)) {
            Some(hook) => {
                Err(Error::broken(format!("no job is named {}, which an event asks for", hook.job)))
            }
            None => Ok(all),
        }
    }

    /// All commands with their feature's name, in the order of the features.
    pub fn commands(&self) -> impl Iterator<Item = (&'static str, &Command)> {
        self.commands.iter().map(|(feature, command)| (*feature, command))
    }

    /// The languages that names and descriptions are told in, beside English.
    #[must_use]
    pub fn languages(&self) -> &[Words] {
        &self.languages
    }

    /// The command of a kind and name.
    #[must_use]
    pub fn command(&self, kind: CommandType, name: &str) -> Option<&Command> {
        let at = self.by_name.get(&(kind.into(), name.to_owned()))?;
        self.commands.get(*at).map(|(_, command)| command)
    }

    pub(crate) fn control(&self, feature: &str) -> Option<&Understand> {
        self.controls.get(feature)
    }

    pub(crate) fn job(&self, kind: &str) -> Option<&RunJob> {
        self.jobs.get(kind)
    }

    /// What the features want to be told of.
    #[must_use]
    pub fn hooks(&self) -> &[Hook] {
        &self.hooks
    }

    /// What each server is to have one of.
    #[must_use]
    pub fn chores(&self) -> &[Chore] {
        &self.chores
    }

    /// What it takes to stop jobs of a kind, where they can be stopped.
    #[must_use]
    pub fn stopped_by(&self, kind: &str) -> Option<Stopper> {
        self.stops.get(kind).copied()
    }

    /// The kinds of jobs.
    #[must_use]
    pub fn job_kinds(&self) -> Vec<String> {
        self.jobs.keys().map(|kind| (*kind).to_owned()).collect()
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry").field("commands", &self.commands.len()).finish_non_exhaustive()
    }
}
