//! A scene of the matrix: a person to act on, the order, the fault, and the outcome once all is quiet.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use discord_stand_in::{
    AuditAction, ChannelId, ChannelKind, Gesture, Invocation, Message, RecordedCall, RoleId, UserId,
};
use gavel::domain::concurrency::ConcurrencyKey;
use jiff::Timestamp;
use twilight_model::id::Id;

use crate::matrix::actions::{Action, Order};
use crate::matrix::fault::{Due, InjectedFault, Step};
use crate::matrix::truth::{self, Usual};
use crate::support::orders::named;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A person, a channel, and the order.
pub struct Scene<'a> {
    pub stage: &'a Stage,
    pub person: UserId,
    pub channel: ChannelId,
    pub role: RoleId,
    receipt: Option<Message>,
    /// The number of calls before the order.
    earlier: usize,
    /// The order's interaction; `None` for a timer.
    pub invocation: Option<Invocation>,
}

impl<'a> Scene<'a> {
    /// Sets the scene for an action: the person, the channel, and earlier acts.
    pub async fn set(stage: &'a Stage, action: &Action) -> Self {
        let sim = &stage.sim;
        let cast = &stage.cast;
        let name = NEXT.fetch_add(1, Ordering::Relaxed);
        let person = sim.add_member(cast.guild, &format!("person{name}"), &[cast.member_role]);
        let channel = sim.add_channel(cast.guild, &format!("channel{name}"), ChannelKind::Text);
        let channel = match action.is_in_thread {
            true => sim.add_thread(channel, &format!("thread{name}")).unwrap(),
            false => channel,
        };
        let role = sim.add_role(cast.guild, &format!("role{name}"), 1, 0);
        let mut scene = Self { stage, person, channel, role, receipt: None, earlier: 0, invocation: None };
        (action.by_hand)(&scene);
        if let Some(before) = action.before {
            scene.receipt = Some(before(&scene).await.unwrap().final_message().await.unwrap());
            assert!(scene.is_idle().await, "{}: what comes before is not done", action.name);
        }
        scene.earlier = sim.requests().len();
        scene
    }

    /// Injects the action's own faults, and `own` before them.
    pub fn meet(&self, action: &Action, own: Option<discord_stand_in::Fault>) {
        self.stage.sim.clear_faults();
        own.into_iter().chain((action.always)()).for_each(|fault| self.stage.sim.fault(fault));
    }

    /// Returns the admin's command, on the person.
    pub fn slash(&self, name: &str) -> Gesture {
        self.stage.sim.slash(self.stage.cast.admin, self.channel, name).with("user", named(name, self.person))
    }

    /// Returns the admin's command, in the channel.
    pub fn here(&self, name: &str) -> Gesture {
        self.stage.sim.slash(self.stage.cast.admin, self.channel, name)
    }

    /// Returns the admin's command, on the channel from another one.
    pub fn there(&self, name: &str) -> Gesture {
        let cast = &self.stage.cast;
        self.stage.sim.slash(cast.admin, cast.general, name).with("channel", self.channel)
    }

    /// Orders the action; returns the interaction once Discord has the first answer, `None` for a timer.
    pub async fn begin(&self, action: &Action) -> Option<Invocation> {
        let gesture = match action.order {
            Order::Give(given) => given(self),
            Order::Press(button) => {
                let receipt = self.receipt.as_ref().expect("a receipt to press on");
                self.stage.sim.press(self.stage.cast.admin, receipt, button)
            }
            Order::Ring(kind) => {
                self.ring(kind).await;
                return None;
            }
        };
        Some(gesture.await.unwrap())
    }

    /// Makes a timer's retry due now, which would be in minutes or hours.
    async fn again(&self, action: &Action) {
        if let Order::Ring(kind) = action.order {
            self.stage.rest().await;
            self.ring(kind).await;
        }
    }

    async fn ring(&self, kind: &str) {
        let due = "update jobs set run_at = now() where kind = $1 and concurrency_key = any($2) and finished_at is null";
        let keys = [
            ConcurrencyKey::Member(Id::new(self.person.get())),
            ConcurrencyKey::Channel(Id::new(self.channel.get())),
        ];
        let keys = keys.map(|key| key.to_string());
        sqlx::query(due).bind(kind).bind(&keys[..]).execute(&self.stage.database.pool).await.unwrap();
        self.stage.wake().await;
    }

    /// Returns the reply's present text, if Discord took the answer.
    pub fn answer(&self) -> Option<String> {
        let taken = self.invocation.as_ref().filter(|invocation| invocation.status() == Some(200));
        taken.map(Invocation::text)
    }

    /// Returns the time the order was committed; `None` for a timer, which has no interaction.
    pub async fn ordered_at(&self) -> Option<Timestamp> {
        let at = "select (extract(epoch from at) * 1000000)::bigint from processed_interactions where interaction_id = $1";
        let at: i64 = sqlx::query_scalar(at)
            .bind(self.invocation.as_ref()?.id().get().cast_signed())
            .fetch_one(&self.stage.database.pool)
            .await
            .unwrap();
        Some(Timestamp::from_microsecond(at).unwrap())
    }

    /// Returns the calls since the order.
    pub fn calls(&self) -> Vec<RecordedCall> {
        self.stage.sim.requests().split_off(self.earlier)
    }

    /// Waits until no job is due or running; `false` if that takes too long.
    pub async fn is_idle(&self) -> bool {
        let left = "select count(*) from jobs where finished_at is null and kind <> 'audit_poll' and (lease is not null or run_at < now() + interval '50 seconds')";
        let waited = tokio::time::timeout(SOON, async {
            while sqlx::query_scalar::<_, i64>(left).fetch_one(&self.stage.database.pool).await.unwrap() > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        waited.await.is_ok()
    }

    /// Returns everything that is wrong once all is quiet.
    async fn outcome(
        &self,
        action: &Action,
        step: &Step,
        injected: InjectedFault,
        usual: &Usual,
    ) -> Vec<String> {
        if !self.is_idle().await {
            return vec!["jobs are left".to_owned()];
        }
        self.stage.sim.clear_faults();
        truth::wrong(self, action, usual, Some((step, injected))).await
    }

    async fn until(&self, mut look: impl FnMut() -> bool) -> bool {
        self.stage.sim.eventually(SOON, || look().then_some(())).await.is_some()
    }

    pub fn is_member(&self) -> bool {
        self.stage.sim.member(self.stage.cast.guild, self.person).is_some()
    }

    pub fn has_role(&self) -> bool {
        let member = self.stage.sim.member(self.stage.cast.guild, self.person);
        member.is_some_and(|member| member.roles.contains(&self.role))
    }

    /// Returns the person's nickname.
    pub fn nick(&self) -> Option<String> {
        self.stage.sim.member(self.stage.cast.guild, self.person)?.nick
    }

    /// Returns the person's voice channel.
    pub fn voice(&self) -> Option<ChannelId> {
        self.stage.sim.member(self.stage.cast.guild, self.person)?.voice
    }

    /// Returns `true` if the person has the jail's role and no other.
    pub fn is_jailed(&self) -> bool {
        let member = self.stage.sim.member(self.stage.cast.guild, self.person);
        member.is_some_and(|member| {
            !member.roles.contains(&self.stage.cast.member_role) && member.roles.len() == 1
        })
    }

    pub fn is_banned(&self) -> bool {
        self.stage.sim.ban_of(self.stage.cast.guild, self.person).is_some()
    }

    /// Returns `true` if @everyone may not write in the channel, or if the thread is locked.
    pub fn is_locked(&self) -> bool {
        let everyone = self.stage.cast.guild.get();
        let channel = self.stage.sim.channel(self.channel).unwrap();
        if let Some(thread) = channel.thread {
            return thread.locked;
        }
        channel.overwrites.get(&everyone).is_some_and(|overwrite| overwrite.deny & (1 << 11) != 0)
    }

    /// Returns what the channel's overwrite allows the role.
    pub fn allowed(&self) -> u64 {
        let channel = self.stage.sim.channel(self.channel).unwrap();
        channel.overwrites.get(&self.role.get()).map_or(0, |overwrite| overwrite.allow)
    }

    /// Returns `true` if the thread is closed.
    pub fn is_closed(&self) -> bool {
        self.stage.sim.channel(self.channel).unwrap().thread.is_some_and(|thread| thread.archived)
    }

    pub fn slowmode(&self) -> u32 {
        self.stage.sim.channel(self.channel).unwrap().slowmode
    }

    /// Returns the number of Gavel's audit-log entries with this action on the person.
    pub fn audited(&self, action: AuditAction) -> usize {
        let bot = self.stage.sim.bot_user_id();
        let person = Some(self.person.get());
        let log = self.stage.sim.audit_log(self.stage.cast.guild);
        log.iter().filter(|entry| entry.action == action && entry.by == bot && entry.target == person).count()
    }

    /// Returns the number of the person's messages that are left in the channel.
    pub fn left(&self) -> usize {
        let all = self.stage.sim.messages(self.channel);
        all.iter().filter(|message| message.author == self.person).count()
    }

    /// Returns Gavel's direct messages to the person.
    pub fn told(&self) -> Vec<Message> {
        let bot = self.stage.sim.bot_user_id();
        self.stage.sim.dms(self.person).into_iter().filter(|message| message.author == bot).collect()
    }

    /// Returns Gavel's posts to the log about the person or the channel.
    pub fn logged(&self) -> Vec<Message> {
        let names = [format!("<@{}>", self.person), format!("<#{}>", self.channel)];
        let is_here = |post: &Message| names.iter().any(|name| post.text().contains(name));
        self.stage.logged().into_iter().filter(is_here).collect()
    }
}

/// Runs a fault that the process survives.
pub async fn survive(
    stage: &Stage,
    action: &Action,
    step: &Step,
    injected: InjectedFault,
    usual: &Usual,
) -> Vec<String> {
    let mut scene = Scene::set(stage, action).await;
    let due = injected.due(action, step);
    scene.meet(action, Some(injected.fault(&step.call, due)));
    scene.invocation = scene.begin(action).await;
    let mut wrong = Vec::new();
    if due == Due::Insisted {
        scene.until(|| step.is_reached(&scene)).await;
        scene.again(action).await;
        let tries = scene.until(|| step.tries(&scene) >= 2).await;
        if !tries || truth::usual(&scene).await.status != "pending" {
            wrong.push("it was not tried again".to_owned());
        }
        if scene.answer().is_some_and(|text| !text.contains("keep trying")) {
            wrong.push("the caller does not read that it is being tried".to_owned());
        }
        scene.meet(action, None);
        scene.again(action).await;
    }
    if !scene.until(|| step.is_reached(&scene)).await {
        return step.call.missed();
    }
    wrong.extend(scene.outcome(action, step, injected, usual).await);
    wrong
}

/// Runs a fault that kills the process; another takes its place.
pub async fn die(
    stage: &Stage,
    process: &mut Process,
    action: &Action,
    step: &Step,
    injected: InjectedFault,
    usual: &Usual,
) -> Vec<String> {
    let mut scene = Scene::set(stage, action).await;
    scene.meet(action, Some(injected.fault(&step.call, Due::AsEver)));
    let dying = async {
        let reached = scene.until(|| step.is_reached(&scene)).await;
        process.kill_now();
        reached
    };
    let (invocation, reached) = tokio::join!(scene.begin(action), dying);
    scene.invocation = invocation;
    scene.meet(action, None);
    stage.expire_leases().await;
    *process = Process::start(stage).await;
    if !reached {
        return step.call.missed();
    }
    scene.outcome(action, step, injected, usual).await
}
