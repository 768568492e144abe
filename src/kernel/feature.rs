//! A feature: its commands, controls, jobs and the events it asks for. The registry is the one list that everything
//! derives from.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use twilight_model::application::command::CommandType;

use crate::discord::rest::Urgency;
use crate::error::{Error, Result};
use crate::kernel::command::{Command, Running};
use crate::kernel::control::{Control, Press, Pressed, Understand, understand};
use crate::kernel::cx::Cx;
use crate::kernel::event_jobs::Hook;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next, Stopper};
use crate::kernel::periodic::{Periodic, PeriodicJob};
use crate::kernel::question::{self, Answering, Question};
use crate::kernel::reply::Reply;
use crate::kernel::undelivered;
use crate::kernel::waiting;
use crate::store::jobs::StoredJob;

/// Runs a job of one kind.
pub(crate) type RunJob = Box<dyn Fn(LeasedJob) -> Running<Next> + Send + Sync>;

/// A kind of job with its run function.
struct JobEntry {
    kind: &'static str,
    urgency: Urgency,
    for_caller: bool,
    stopped_by: Option<Stopper>,
    waiting: fn(&StoredJob) -> Result<Option<Reply>>,
    run: RunJob,
}

/// A folder of `features`: all that it registers.
pub struct Feature {
    name: &'static str,
    commands: Vec<Command>,
    controls: Vec<(&'static str, Understand)>,
    jobs: Vec<JobEntry>,
    questions: Vec<(&'static str, question::Entry)>,
    hooks: Vec<Hook>,
    periodic: Vec<Periodic>,
}

impl Feature {
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            commands: vec![],
            controls: vec![],
            jobs: vec![],
            questions: vec![],
            hooks: vec![],
            periodic: vec![],
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
    pub fn job<T, F, Fut>(mut self, run: F) -> Self
    where
        T: Job,
        F: Fn(JobContext<T>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Next>> + Send + 'static,
    {
        let run = Arc::new(run);
        let run: RunJob = Box::new(move |leased| {
            let run = Arc::clone(&run);
            Box::pin(async move { run(JobContext::read(leased)?).await })
        });
        let waiting = |job: &StoredJob| Ok(T::read(job.payload.clone())?.waiting(job.id));
        self.jobs.push(JobEntry {
            kind: T::KIND,
            urgency: T::URGENCY,
            for_caller: T::FOR_CALLER,
            stopped_by: T::stopped_by(),
            waiting,
            run,
        });
        self
    }

    /// Adds a kind of question. `agreed` orders the action that was asked about.
    #[must_use]
    pub fn question<T, F, Fut>(mut self, agreed: F) -> Self
    where
        T: Question,
        F: Fn(Cx, T, Answering) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply>> + Send + 'static,
    {
        self.questions.push((T::KIND, question::Entry::new(agreed)));
        self.job(question::expire::<T>)
    }

    /// Subscribes to a kind of event.
    #[must_use]
    pub fn on(mut self, hook: Hook) -> Self {
        self.hooks.push(hook);
        self
    }

    /// Adds a periodic job.
    #[must_use]
    pub fn periodic<T, F, Fut>(mut self, run: F) -> Self
    where
        T: PeriodicJob,
        F: Fn(JobContext<T>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Next>> + Send + 'static,
    {
        self.periodic.push(Periodic::of::<T>());
        self.job(run)
    }
}

/// All features, by the names that Discord and the database use.
pub struct Registry {
    commands: Vec<(&'static str, Command)>,
    by_name: HashMap<(u8, String), usize>,
    controls: HashMap<&'static str, Understand>,
    jobs: HashMap<&'static str, JobEntry>,
    questions: HashMap<&'static str, question::Entry>,
    hooks: Vec<Hook>,
    periodic: Vec<Periodic>,
}

impl Registry {
    /// Joins the features.
    ///
    /// # Errors
    /// Fails if two of them claim the same name.
    pub fn new(features: impl IntoIterator<Item = Feature>) -> Result<Self> {
        let mut all = Self {
            commands: vec![],
            by_name: HashMap::new(),
            controls: HashMap::new(),
            jobs: HashMap::new(),
            questions: HashMap::new(),
            hooks: vec![],
            periodic: vec![],
        };
        let own =
            Feature::new("kernel").job(undelivered::run).controls(question::press).controls(waiting::press);
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
            for job in feature.jobs {
                let kind = job.kind;
                if all.jobs.insert(kind, job).is_some() {
                    return Err(Error::broken(format!("two features have jobs named {kind}")));
                }
            }
            all.questions.extend(feature.questions);
            all.hooks.extend(feature.hooks);
            all.periodic.extend(feature.periodic);
        }
        match all.hooks.iter().find(|hook| !all.jobs.contains_key(hook.job)) {
            Some(hook) => {
                Err(Error::broken(format!("no job is named {}, which an event asks for", hook.job)))
            }
            None => Ok(all),
        }
    }

    /// Returns all commands with their feature's name, in the order of the features.
    pub fn commands(&self) -> impl Iterator<Item = (&'static str, &Command)> {
        self.commands.iter().map(|(feature, command)| (*feature, command))
    }

    /// Returns the command of a kind and name.
    #[must_use]
    pub fn command(&self, kind: CommandType, name: &str) -> Option<&Command> {
        let at = self.by_name.get(&(kind.into(), name.to_owned()))?;
        self.commands.get(*at).map(|(_, command)| command)
    }

    /// Returns the names of all controls, sorted.
    #[must_use]
    pub fn control_names(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = self.controls.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// Reads the custom id of a control that somebody pressed or submitted. Returns `None` if no feature understands it.
    #[must_use]
    pub fn understand(&self, custom_id: &str, pressed: Pressed) -> Option<Press> {
        let mut parts = custom_id.split(':');
        let (feature, version) = (parts.next()?, parts.next().unwrap_or_default());
        let fields: Vec<&str> = parts.collect();
        self.controls.get(feature)?(version, &fields, pressed)
    }

    pub(crate) fn job(&self, kind: &str) -> Option<&RunJob> {
        self.jobs.get(kind).map(|job| &job.run)
    }

    /// Returns `true` for a kind of job that writes for the person who ordered it alone.
    #[must_use]
    pub(super) fn is_for_caller(&self, kind: &str) -> bool {
        self.jobs.get(kind).is_some_and(|job| job.for_caller)
    }

    /// Returns the urgency of a kind of job.
    #[must_use]
    pub(super) fn urgency(&self, kind: &str) -> Urgency {
        self.jobs.get(kind).map_or(Urgency::Due, |job| job.urgency)
    }

    pub(super) fn question(&self, kind: &str) -> Option<&question::Entry> {
        self.questions.get(kind)
    }

    /// Returns the features' event hooks.
    #[must_use]
    pub fn hooks(&self) -> &[Hook] {
        &self.hooks
    }

    /// Returns the jobs of which each server has one.
    #[must_use]
    pub fn periodic(&self) -> &[Periodic] {
        &self.periodic
    }

    /// Returns the permission that stops jobs of a kind; `None` if they can't be stopped.
    #[must_use]
    pub fn stopped_by(&self, kind: &str) -> Option<Stopper> {
        self.jobs.get(kind)?.stopped_by
    }

    /// Returns the reply to a second delivery of what ordered a job that waits.
    pub(super) fn waiting(&self, job: &StoredJob) -> Result<Option<Reply>> {
        self.jobs.get(job.kind.as_str()).map_or(Ok(None), |entry| (entry.waiting)(job))
    }

    /// The kinds of jobs: the one list of them all.
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
