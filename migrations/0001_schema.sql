-- The whole schema. Discord's ids are bigint. Nearly every table begins with the server it belongs to (guild_id), so that
-- one server's rows are found, counted and erased without reading another's.

-- Servers: one row for each that has settings or a case.
create table guilds (
    guild_id   bigint primary key,
    last_case  integer not null default 0 check (last_case >= 0), -- the last case number given; numbers never come twice
    last_report integer not null default 0,                       -- the last number given to a report
    last_appeal integer not null default 0,                       -- the last number given to an appeal
    created_at timestamptz not null default now(),                -- when Gavel first stored something about the server
    settings   jsonb not null default '{}',                       -- one document; a setting that is absent has its default
    locale     text,                                              -- the language that the server has at Discord, as of the last order
    left_at    timestamptz,                                       -- when Gavel was found not to be in the server; null: it is
    greeted_at timestamptz                                        -- when Gavel said hello after it was added; null: it never was
);
-- The servers to erase thirty days after Gavel left.
create index guilds_left on guilds (left_at) where left_at is not null;
-- The language of what a whole server reads; null if nothing is known of it.
create function server_language(server bigint) returns text language sql stable
    return (select coalesce(settings ->> 'language', locale) from guilds where guild_id = server);
-- The servers that set something, for the sidecars.
create index guilds_with_settings on guilds (guild_id) where settings <> '{}';

-- The history of settings: one row for each setting that a person changed. Append-only.
create table setting_events (
    guild_id bigint not null,
    seq      bigint generated always as identity, -- order of the changes; the newest is the version that sidecars compare
    at       timestamptz not null default now(),
    actor_id bigint,                              -- who changed it; null: the operator
    setting  text not null,                       -- the setting's key in guilds.settings
    old      jsonb,                               -- its value before
    new      jsonb,                               -- its value after
    primary key (guild_id, seq)
);

-- Cases: one row for each moderation action, on a person, a channel, or the whole server.
--
-- A case has several times, and each says something else:
--   created_at  when it was ordered; for an action made without Gavel, when it was made according to the audit log
--   applied_at  when it took effect on Discord; null while pending, and after a failure
--   ends_at     when a ban, timeout, jail, lock, slowmode, role or lockdown is due to end; null: it lasts until lifted
--   closed_at   when it stopped being in force: lifted, ended, or replaced by a later action (closed_by); null: it still is
--   expires_at  when a warning stops counting, towards points and the ladder; null: it counts forever
--   voided_at   when a moderator took the record back: it no longer counts, but stays readable. What is pending then is called
--               off, or lifted once it took effect
create table cases (
    guild_id       bigint not null,
    number         integer not null check (number > 0),  -- counts from 1 in each server
    kind           text not null,                        -- the action: warn, timeout, ban, lock, ...
    status         text not null default 'pending'       -- of the action itself, not of the DM or the log post:
                   check (status in ('pending', 'applied', 'failed')), -- pending until Discord accepted or refused it
    failure        text,                                 -- why it failed: the message and its arguments, so that each moderator reads it in their language
    target_id      bigint,                               -- the person it is on
    target_name    text,                                 -- their name at that time
    channel_id     bigint,                               -- the channel it is on, or the one it was ordered in
    moderator_id   bigint not null,                      -- who ordered it; Gavel itself for what it does automatically
    moderator_name text not null,                        -- their name at that time
    reason         text,                                 -- what the person was told, and the audit log says
    points         integer not null default 0 check (points between 0 and 100), -- the weight of a warning
    summary        text,                                 -- what came of it, e.g. how many messages a purge deleted; as message and arguments
    notified       text,                                 -- outcome of the DM to the person, or that it was ordered untold; null: not known yet
    logged         text,                                 -- outcome of the log post: off, posted, failed; null: not known yet
    log_channel_id bigint,                               -- the log channel it was, or should have been, posted in
    log_message_id bigint,                               -- the log post, edited when the case changes
    created_at     timestamptz not null default now(),
    expires_at     timestamptz,
    voided_at      timestamptz,
    voided_by      bigint,                               -- who took the record back
    void_reason    text,                                 -- why, for moderators
    ends_at        timestamptz,
    closed_at      timestamptz,
    closed_by      integer,                              -- the case that lifted, ended or replaced it; null: no case did
    ended_case     integer,                              -- the newest case that this one lifted, ended or replaced
    delete_seconds integer not null default 0 check (delete_seconds between 0 and 604800), -- a ban deletes messages this recent
    parent         integer,                              -- the case this one follows from, or is one of many of
    note           text,                                 -- for moderators only; the person never reads it
    message_id     bigint,                               -- the message in channel_id that a warning is about
    role_id        bigint,                               -- the role that was given or taken
    roles          bigint[],                             -- the roles a jail took, to be given back
    evidence       jsonb,                                -- a file, and what became of the copy kept in the log
    change         jsonb,                                -- a channel's state before and after, stored before it is changed
    audit_entry    bigint,                               -- the audit log's entry, for an action made without Gavel
    applied_at     timestamptz,
    ladder_points  integer,                              -- the points at which the ladder ordered it; null: somebody did
    notice         jsonb,                                -- the DM that was sent: where it is and what it says, to be edited when the case changes
    no_appeal      boolean not null default false,       -- nobody can appeal against it
    primary key (guild_id, number),
    -- Null only the number: guild_id is part of the primary key.
    foreign key (guild_id, parent) references cases on delete set null (parent)
);
-- A person's history, newest first.
create index cases_by_target on cases (guild_id, target_id, number desc);
-- A person's own record: what they may see of it.
create index cases_shown_to_target on cases (guild_id, target_id, number desc) include (kind)
    where status <> 'failed' and notified is distinct from 'untold';
-- What counts on a person's record, summed from the index alone.
create index cases_valid on cases (guild_id, target_id, kind, number) include (points, created_at, expires_at)
    where status <> 'failed' and voided_at is null;
-- The cases of a kind on a person or else a channel. Discord gives no id twice, so that one expression holds both.
create index cases_by_subject on cases (guild_id, coalesce(target_id, channel_id), kind, number desc);
-- What is in force on a person or channel: looked up before and after each action, and a handful of rows at most.
create index cases_in_force on cases (guild_id, coalesce(target_id, channel_id), kind) where closed_at is null and status = 'applied';
-- What is in force, in the order in which it ends.
create index cases_ending on cases (guild_id, ends_at, number) where closed_at is null and status = 'applied';
-- What is pending or in force in a server, by kind: its lockdown, the locks, and the bans, to be found by a part of the name.
create index cases_lasting on cases (guild_id, kind, number desc) include (status, target_id, target_name)
    where status <> 'failed' and closed_at is null;
-- A moderator's recent actions: limits by the hour and day, statistics, suggested reasons.
create index cases_by_moderator on cases (guild_id, moderator_id, created_at) include (kind, status, voided_at, number);
-- Everybody's recent actions: statistics and the ladder's simulation, from the index alone.
create index cases_by_time on cases (guild_id, created_at)
    include (moderator_id, kind, status, voided_at, number, target_id, points, expires_at);
-- The cases that follow from a case; most have no parent.
create index cases_by_parent on cases (guild_id, parent) where parent is not null;
-- An action made without Gavel is recorded once, however often it is read.
create unique index cases_by_audit_entry on cases (guild_id, audit_entry) where audit_entry is not null;
-- Sums are read from indexes alone only where the table was vacuumed, so that is done after a hundredth of it is new.
alter table cases set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.02);

-- The words of the cases' reasons, for the search: one row for each word of each case. Triggers keep them. An index over the
-- cases themselves would find the words of all servers, and in no order.
create table case_words (
    guild_id bigint not null,
    word     text collate "C" not null, -- in the order of its bytes, so that those that begin alike are side by side
    number   integer not null,
    primary key (guild_id, word, number)
);
-- The words of a reason. 'simple' knows no language's word endings, because reasons come in all languages.
create function words_of(reason text) returns text[] language sql immutable parallel safe as $$
    select array(select distinct left(word, 64) from unnest(tsvector_to_array(to_tsvector('simple', coalesce(reason, '')))) word)
$$;
-- The end of the range of words that begin like this one. One or two letters stand for themselves.
create function words_end(word text) returns text language sql immutable parallel safe as $$
    select case when octet_length(word) < 3 then word || chr(1) else word || chr(1114111) end collate "C"
$$;
create function case_words_add() returns trigger language plpgsql as $$
begin
    insert into case_words
    select guild_id, unnest(words_of(reason)), number from opened where reason is not null
    on conflict do nothing;
    return null;
end
$$;
create trigger case_words_add after insert on cases referencing new table as opened
    for each statement execute function case_words_add();
create function case_words_change() returns trigger language plpgsql as $$
begin
    delete from case_words where guild_id = old.guild_id and number = old.number and word = any(words_of(old.reason));
    insert into case_words select new.guild_id, unnest(words_of(new.reason)), new.number on conflict do nothing;
    return null;
end
$$;
create trigger case_words_change after update of reason on cases for each row
    when (old.reason is distinct from new.reason) execute function case_words_change();

-- The history of cases: opened, notified, applied, edited, voided, ... Append-only.
create table case_events (
    guild_id bigint not null,
    number   integer not null,
    seq      bigint generated always as identity, -- order within a case
    at       timestamptz not null default now(),
    actor_id bigint,                              -- who did it; null: Gavel
    event    text not null,                       -- what happened
    detail   jsonb not null default '{}',         -- what belongs to that event, e.g. the old and new reason
    primary key (guild_id, number, seq),
    foreign key (guild_id, number) references cases on delete cascade
);
-- What a person did, for themselves.
create index case_events_by_actor on case_events (guild_id, actor_id) where actor_id is not null;

-- Appeals: one row for each time that somebody asked for an action on them to be taken back.
create table appeals (
    guild_id    bigint not null,
    number      integer not null check (number > 0), -- counts from 1 in each server
    case_number integer not null,                    -- the action that it is against
    user_id     bigint not null,                     -- who appealed: the person that the case is on
    user_name   text not null,                       -- their name at that time
    answers     jsonb not null,                      -- the server's questions, each with the answer
    rounds      jsonb not null default '[]',         -- the questions that moderators asked since, with the answers
    status      text not null default 'open' check (status in ('open', 'accepted', 'rejected')),
    decided_by  bigint,                              -- who accepted or rejected it
    decided_at  timestamptz,
    reason      text,                                -- why it was rejected, as the person read it
    lifted_by   integer,                             -- the case by which it was accepted; null: it is not, or the case was voided
    failure     text,                                -- why an earlier acceptance was not carried out; as message and arguments
    told        text,                                -- outcome of telling the person the decision; null: not known yet
    channel_id  bigint,                              -- where moderators see it
    message_id  bigint,                              -- its card there, edited when something changes; null: not posted yet
    created_at  timestamptz not null default now(),
    primary key (guild_id, number),
    foreign key (guild_id, case_number) references cases on delete cascade
);
-- A case has one open appeal at a time.
create unique index appeals_open on appeals (guild_id, case_number) where status = 'open';
-- A case's appeals, newest first; and for the cascade.
create index appeals_by_case on appeals (guild_id, case_number, number desc);
-- A person's own.
create index appeals_of_person on appeals (guild_id, user_id);

-- Histories are append-only: a row may be deleted with its server, and changed only to erase a person.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    if current_setting('gavel.erasing', true) = 'on' then
        return new;
    end if;
    raise exception 'history is append-only';
end
$$;
create trigger setting_events_append_only before update on setting_events
    for each row execute function refuse_rewriting();
create trigger case_events_append_only before update on case_events
    for each row execute function refuse_rewriting();

-- The job queue: work that must happen once, whatever crashes. A worker leases a job, and prolongs the lease while it works;
-- an expired lease is anybody's. Finished jobs are deleted after a day, those given up after thirty.
create table jobs (
    id           bigint generated always as identity primary key,
    guild_id     bigint not null,
    kind         text not null,                      -- which code runs it
    concurrency_key text not null,                   -- jobs of one server with the same key never run at once
    case_number  integer,                            -- the case it is about
    urgent       boolean not null default true,      -- false: long work, posts in logs, looks at the audit log, which may wait
    periodic     boolean not null default false,     -- each server has one of its kind, which never ends
    held_for     bigint references jobs on delete cascade, -- the job that holds this key beside its own; never run
    payload      jsonb not null,                     -- what to do; never changes, but for what is forgotten
    progress     jsonb not null default '{}',        -- how far it is: stored after each step, read by the next run
    answer       jsonb,                              -- the interaction to reply to, with its token; null: nobody waits
    run_at       timestamptz not null default now(), -- not before this time
    attempts     integer not null default 0,         -- runs so far; back to 0 when a long job gives others a turn
    leases_lost  integer not null default 0,         -- what lost leases of this step count for; back to 0 when a step is stored
    behind       boolean not null default false,     -- it is due, but another job has its key; that job's end lets it go on
    lease        bigint,                             -- the right to work on it: each write names it; null: not running
    leased_until timestamptz,                        -- when the lease expires unless it is prolonged
    last_error   text,                               -- why the last run did not finish, for the operator
    created_at   timestamptz not null default now(),
    finished_at  timestamptz,                        -- when it was done or cancelled; null: still to do
    refusals     integer not null default 0,         -- how often Discord refused what it is to do
    reported_at      timestamptz,                        -- when the log was last told of that
    broken_at    timestamptz,                        -- when it was given up: the database refused what came of it, or a step lost lease after lease
    suspended_at timestamptz,                        -- since when it waits because Gavel was not in the server
    cancelled_by bigint,                             -- who asked it to stop; it does so at its next step
    check ((lease is null) = (leased_until is null)),
    check (finished_at is null or lease is null)
);
-- Keeps two jobs of one key, e.g. two actions on one member, from running at once.
create unique index jobs_one_a_key on jobs (guild_id, concurrency_key) where lease is not null;
-- The jobs that were given up, to be counted.
create index jobs_broken on jobs (broken_at) where broken_at is not null;
-- The next job to run.
create index jobs_due on jobs (urgent, run_at, id) where finished_at is null and suspended_at is null and lease is null and not behind;
-- Whether an older job waits with the same key, asked for each new job; those that wait behind one, in order.
create index jobs_by_key on jobs (guild_id, concurrency_key, run_at, id) where finished_at is null;
-- The jobs that wait behind another.
create index jobs_behind on jobs (guild_id, concurrency_key, run_at, id) where behind and finished_at is null;
-- The jobs of a case.
create index jobs_of_case on jobs (guild_id, case_number) where case_number is not null;
-- The keys that are held for a job.
create index jobs_held_for on jobs (held_for) where held_for is not null;
-- Expired leases, and the lease that ends next.
create index jobs_leased on jobs (leased_until) where lease is not null;
-- The jobs to wake when Gavel is in a server again.
create index jobs_suspended on jobs (guild_id) where suspended_at is not null;
-- A server's jobs: to erase them, and to find those of a kind that are not finished.
create index jobs_of_guild on jobs (guild_id, kind, finished_at);
-- Keeps a server from having the same periodic job twice.
create unique index jobs_one_of_a_kind on jobs (guild_id, kind) where periodic and finished_at is null;
-- For deleting the old ones.
create index jobs_finished on jobs (finished_at) where finished_at is not null and broken_at is null;
-- How many wait, by kind. The kind alone, so that equal entries are stored as one.
create index jobs_waiting on jobs (kind) where finished_at is null and suspended_at is null and lease is null;

-- A job that any worker may take within the next ten seconds, or a lease that ends sooner, wakes the workers of all
-- replicas. What is due later they find by themselves: they look every ten seconds.
create function jobs_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('gavel_jobs', '');
    return null;
end
$$;
create trigger jobs_wake_added after insert on jobs for each row
    when (new.finished_at is null and new.suspended_at is null and new.lease is null and new.run_at < clock_timestamp() + interval '10 seconds')
    execute function jobs_wake();
create trigger jobs_wake_sooner after update of run_at, lease, leased_until, suspended_at, behind on jobs for each row
    when (new.finished_at is null and new.suspended_at is null and not new.behind and (
            new.leased_until < old.leased_until
            or new.lease is null and new.run_at < clock_timestamp() + interval '10 seconds'
               and (old.lease is not null or old.suspended_at is not null or old.behind or new.run_at < old.run_at)))
    execute function jobs_wake();

-- Once a job no longer stands in the way of those behind it, the next of them goes on. So that as long as one is behind,
-- some job with its key is leased or can be taken.
create function jobs_let_next() returns trigger language plpgsql as $$
begin
    update jobs set behind = false where id = (
        select id from jobs
        where guild_id = old.guild_id and concurrency_key = old.concurrency_key and behind and finished_at is null
        order by run_at, id limit 1
    );
    return null;
end
$$;
create trigger jobs_let_next_on after update of lease, finished_at, suspended_at on jobs for each row
    when (not old.behind and old.finished_at is null
          and (old.lease is not null and new.lease is null or new.finished_at is not null or new.suspended_at is not null))
    execute function jobs_let_next();
create trigger jobs_let_next_deleted after delete on jobs for each row
    when (not old.behind and old.finished_at is null)
    execute function jobs_let_next();

-- Timers are counted from an index alone where the table was vacuumed.
alter table jobs set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02);

-- Where leases come from: a number never comes twice, so that a write under an expired lease finds no row.
create sequence job_leases;

-- Interactions that ordered something, so that Discord's retry or a replay does not order it again. Kept for a day.
create table processed_interactions (
    interaction_id bigint primary key,
    guild_id       bigint not null,
    job_id         bigint references jobs on delete cascade, -- the job it ordered; null: it was done within the transaction
    at             timestamptz not null default now()
);
-- For the cascade: deleting a job looks for its interaction.
create index processed_interactions_by_job on processed_interactions (job_id);
-- For deleting the old ones.
create index processed_interactions_by_age on processed_interactions (at);
-- When somebody last ordered something in a server: busy servers' audit logs are read more often.
create index processed_interactions_by_guild on processed_interactions (guild_id, at);

-- When a person may use a command again. Deleted when it is over.
create table cooldowns (
    user_id        bigint not null,
    command        text not null,
    until          timestamptz not null,
    interaction_id bigint not null,      -- the one that started it: a second delivery of it is not refused
    primary key (user_id, command)
);
-- For deleting those that are over.
create index cooldowns_by_end on cooldowns (until);

-- The channels in which Gavel writes to people, so that Discord is not asked for the same one again. Of no server: it is the
-- same channel whichever server a message is about. Forgotten once Discord refuses something there.
create table direct_channels (
    user_id    bigint primary key,
    channel_id bigint not null
);

-- Webhook events from Discord (Gavel was added to a server, or removed from an account) as they came. Kept for 30 days.
create table webhook_events (
    id          bigint generated always as identity primary key,
    received_at timestamptz not null default now(),
    kind        text not null,                                                -- Discord's type of the event
    body        jsonb not null,
    digest      text generated always as (md5(body::text)) stored unique      -- a repeated delivery is the same row
);
-- For deleting the old ones.
create index webhook_events_by_age on webhook_events (received_at);
-- For the person who added Gavel.
create index webhook_events_by_person on webhook_events ((body #>> '{user,id}'));

-- Events that a sidecar delivered, so that each is acted on once. Kept for two days.
create table events (
    guild_id    bigint not null,
    event_id    text not null check (octet_length(event_id) between 1 and 100), -- the same whichever sidecar delivers it
    received_at timestamptz not null default now(),
    primary key (guild_id, event_id)
);
-- For deleting the old ones.
create index events_by_age on events (received_at);

-- Sidecars, as each last reported itself.
create table sidecars (
    shards  text primary key,                  -- its shards, `from..to/total`
    missing_intents    text[] not null default '{}',      -- kinds of events it can't receive, because a privileged intent is off
    seen_at timestamptz not null default now() -- its last report; after a minute without one it counts as gone
);

-- The processes that serve, as far as they call Discord, which limits the calls of the bot and of an address: no server's.
-- Each tells here what it wants and met, and reads what it may use. A row is deleted ten minutes after its last report.
create table replicas (
    id           bigint primary key,                 -- chosen at random by each process
    reported_at  timestamptz not null default now(), -- after three seconds without a report its share is free, or once its session ended
    session      integer,                            -- the database's process for its notifications, which ends with it
    wanted       integer not null,                   -- calls in the last second, and those that wait
    share        integer not null,                   -- calls a second that it may make
    invalid      integer not null,                   -- invalid requests of the last ten minutes
    closed_until timestamptz,                        -- the end of a block of all calls bound to the global limit
    shut_until   timestamptz                         -- the end of a block of its address
);

-- The commands that Gavel registered with Discord, of each application: a process that has others registers them once, and
-- the other processes wait for it.
create table registered_commands (
    application_id bigint primary key,
    digest         text,         -- of the definitions that are registered; null: Gavel has registered none yet
    registered_at  timestamptz,  -- when they were registered, or found to be
    claimed_until  timestamptz   -- until when one process has the registering to itself; null: none does
);

-- Whether some sidecar reported within a minute that it receives this kind of event in this server: the server's shard is
-- among its own.
create function sidecar_hears(guild bigint, kind text) returns boolean language sql stable as $$
    select exists (
        select from sidecars
        where seen_at > now() - interval '1 minute' and kind <> all(missing_intents)
          and case when shards ~ '^[0-9]{1,9}\.\.[0-9]{1,9}/[1-9][0-9]{0,8}$' then
              (guild >> 22) % split_part(shards, '/', 2)::bigint >= split_part(shards, '..', 1)::bigint
              and (guild >> 22) % split_part(shards, '/', 2)::bigint < split_part(split_part(shards, '/', 1), '..', 2)::bigint
          else false end
    )
$$;

-- Menus from which members choose their own roles.
create table role_menus (
    guild_id   bigint not null,
    id         bigint generated always as identity, -- part of the custom ids of the menu's buttons
    name       text not null,                       -- what moderators call it
    menu       jsonb not null,                      -- its text, roles and rules: one document
    created_at timestamptz not null default now(),
    primary key (guild_id, id)
);
-- Names are chosen by people, who don't tell them apart by case.
create unique index role_menus_by_name on role_menus (guild_id, lower(name));

-- The messages in which a role menu is posted: they are edited when the menu changes.
create table role_menu_posts (
    guild_id   bigint not null,
    message_id bigint not null,
    menu_id    bigint not null,
    channel_id bigint not null,
    primary key (guild_id, message_id),
    foreign key (guild_id, menu_id) references role_menus on delete cascade
);
-- A menu's posts; and for the cascade.
create index role_menu_posts_by_menu on role_menu_posts (guild_id, menu_id);

-- Tags: texts that a server keeps, to be shown on demand.
create table tags (
    guild_id   bigint not null,
    id         bigint generated always as identity, -- part of the custom ids of its buttons and form
    name       text not null,
    key        text collate "C" not null,           -- the name as people tell names apart; in the order of its bytes, to be found by its beginning
    text       text not null,
    title      text,                                -- with a title or colour it is shown as an embed
    colour     integer,                             -- 0xRRGGBB
    role_id    bigint,                              -- who may use it; null: everyone
    uses       bigint not null default 0,           -- how often it was shown
    created_at timestamptz not null default now(),
    primary key (guild_id, id)
);
create unique index tags_by_key on tags (guild_id, key);

-- Reminders that people ordered for themselves. The job that delivers one is in the queue; it deletes the row.
create table reminders (
    guild_id   bigint not null,
    user_id    bigint not null,  -- who ordered it, and is reminded
    id         bigint not null,  -- the interaction that ordered it
    channel_id bigint not null,  -- where it was ordered
    in_channel boolean not null, -- it is posted there; otherwise it is a direct message
    text       text not null,
    due_at     timestamptz not null,
    told_at    timestamptz,      -- when it was due but could only be announced without its text; null: it is yet to come
    primary key (guild_id, user_id, id)
);
-- For deleting those that nobody came to read.
create index reminders_told on reminders (told_at) where told_at is not null;
-- What members report to the moderators: a message, or a person. The quoted message is deleted 90 days after the report
-- was closed.
create table reports (
    guild_id        bigint not null,
    number          integer not null,             -- of the server, without gaps
    about_id        bigint not null,              -- who is reported
    about_name      text not null,                -- the name then
    channel_id      bigint,                       -- where the reported message is; null for a report of a person
    message_id      bigint,
    quote           jsonb,                        -- the message as it was
    created_at      timestamptz not null default now(),
    claimed_by      bigint,                       -- the moderator who sees to it
    deleted_by      bigint,                       -- the moderator who had the message deleted
    dismissed_by    bigint,                       -- the moderator who closed it without an action
    dismissal       text,                         -- why
    closed_at       timestamptz,                  -- when it was dismissed or acted on; null while it is open
    -- The last of its cases when somebody reported the message anew: cases up to this number decide nothing any more.
    reopened_after  integer not null default 0,
    message_gone    boolean not null default false, -- deleted by others, or before it was reported anew: no decision of now
    card_channel_id bigint,                       -- the moderators' card
    card_message_id bigint,
    primary key (guild_id, number)
);
-- A message that is reported again gets no second card.
create unique index reports_of_message on reports (guild_id, message_id) where message_id is not null;
-- For the person who was reported.
create index reports_about on reports (guild_id, about_id);
-- Open reports, newest first.
create index reports_open on reports (guild_id, number desc) where closed_at is null;
-- For deleting old quotes.
create index reports_closed on reports (closed_at) where quote is not null and closed_at is not null;

-- Who reported it.
create table report_reporters (
    guild_id      bigint not null,
    number        integer not null,
    place         integer not null,                   -- 1 for the first
    user_id       bigint not null,
    category      text not null,
    words         text,                               -- what they wrote
    is_anonymous  boolean not null,                   -- the moderators do not see who it was
    wants_outcome boolean not null,                   -- a direct message says what came of it
    files         jsonb not null default '[]',        -- name and address of each file, until they are posted
    created_at    timestamptz not null default now(),
    told_at       timestamptz,                        -- when they were told the outcome
    primary key (guild_id, number, user_id),
    foreign key (guild_id, number) references reports on delete cascade
);
-- A person's reports, for their limit.
create index report_reporters_of_person on report_reporters (guild_id, user_id, created_at desc);

-- The cases that came of a report.
create table report_cases (
    guild_id    bigint not null,
    case_number integer not null,
    number      integer not null,
    primary key (guild_id, case_number),
    foreign key (guild_id, number) references reports on delete cascade
);
create index report_cases_of_report on report_cases (guild_id, number);

-- Hits of the rules of Discord's own AutoMod. What was written is never stored. Kept for 90 days.
create table automod_hits (
    id         bigint generated always as identity primary key,
    guild_id   bigint not null,
    user_id    bigint not null,
    rule_id    bigint not null,
    channel_id bigint,
    message_id bigint,               -- null where AutoMod blocked the message
    action     smallint not null,    -- Discord's number for what the rule did; of several, the gravest
    at         timestamptz not null  -- when Discord says it was
);
-- A person's hits, newest first.
create index automod_hits_of_person on automod_hits (guild_id, user_id, at desc);
-- For deleting the old ones.
create index automod_hits_by_age on automod_hits (at);

-- Automations of a server (welcome, autorole, ...) that failed: /settings show lists them until they work again.
create table automation_failures (
    guild_id bigint not null,
    automation  text not null,                      -- the automation
    why      text not null,                      -- the failure, as message and arguments
    since    timestamptz not null default now(), -- the first failure since it last worked
    ended_at timestamptz,                        -- when it worked again, or its setting changed; null: it still fails
    reported_at  timestamptz not null default now(), -- when the log last said so: at most once a day
    primary key (guild_id, automation)
);

-- Messages that a purge with a transcript chose. Deleted when its job ends: the transcript itself is a file in the log channel.
create table transcript_lines (
    guild_id   bigint not null,
    job_id     bigint not null references jobs (id) on delete cascade,
    message_id bigint not null,
    line       jsonb not null,                 -- author, time and text as they were
    deleted    boolean not null default false, -- only messages that the purge really deleted are in the transcript
    primary key (job_id, message_id)
);

-- The id that stands in the place of an erased person: nobody's, because Discord's begin later.
create function nobody() returns bigint language sql immutable parallel safe as 'select 1::bigint';
-- The columns in which an id may stand, of each table: in a key, as a number, or within a text or document. `of_server` says
-- whether the table begins with the server.
create view id_columns as
    select c.oid::regclass as of_table, a.attname::text as name, format_type(a.atttypid, null) as type,
        exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)) as is_key,
        exists (select from pg_attribute g where g.attrelid = c.oid and g.attname = 'guild_id' and not g.attisdropped) as of_server
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> '_sqlx_migrations'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = '' and a.attname <> 'guild_id'
      and format_type(a.atttypid, null) in ('bigint', 'bigint[]', 'text', 'text[]', 'jsonb');

-- Erases a person in a server, or everywhere if `server` is null. Returns how many rows of each table it changed or deleted,
-- and how many cases became `tombstones`.
--
-- Cases on them become tombstones, which keep number, kind and times; what would have ended later is over for the record. Of
-- all other tables each column is looked at, so that a new table needs no line here: their id becomes nobody's, also inside
-- texts and documents, and a row whose key names them is deleted.
create function erase_person(person bigint, server bigint, lasting text[], actor bigint, event text) returns jsonb
language plpgsql as $$
declare
    digits constant text := person::text;
    whole  constant text := '(?<![0-9])' || person || '(?![0-9])';
    counts jsonb := '{}';
    place  record;
    ours   text;
    change text;
    done   bigint;
begin
    perform set_config('gavel.erasing', 'on', true);
    delete from jobs using cases
    where jobs.guild_id = cases.guild_id and jobs.case_number = cases.number and jobs.finished_at is null
      and cases.target_id = person and (server is null or cases.guild_id = server);
    update case_events set detail = '{}' from cases
    where case_events.guild_id = cases.guild_id and case_events.number = cases.number
      and cases.target_id = person and (server is null or cases.guild_id = server);
    insert into case_events (guild_id, number, actor_id, event)
    select guild_id, number, actor, erase_person.event from cases
    where target_id = person and (server is null or guild_id = server) order by guild_id, number;
    update cases set target_id = nobody(), target_name = 'erased', reason = null, note = null, summary = null, failure = null,
        void_reason = null, evidence = null, change = null, notice = null, roles = null, message_id = null,
        status = case status when 'pending' then 'failed' else status end,
        closed_at = coalesce(closed_at, case when kind = any(lasting) then now() end)
    where target_id = person and (server is null or guild_id = server);
    get diagnostics done = row_count;
    counts := jsonb_build_object('tombstones', done);
    update cases set moderator_name = 'erased' where moderator_id = person and (server is null or guild_id = server);
    delete from automod_hits where user_id = person and (server is null or guild_id = server);
    get diagnostics done = row_count;
    counts := counts || jsonb_build_object('automod_hits', done);
    delete from appeals where user_id = person and (server is null or guild_id = server);
    get diagnostics done = row_count;
    if done > 0 then
        counts := counts || jsonb_build_object('appeals', done);
    end if;
    update reports set about_name = 'erased', quote = null
    where about_id = person and (server is null or guild_id = server);
    -- Rows that tell of them by name too.
    delete from transcript_lines where (server is null or guild_id = server) and line::text ~ whole;
    delete from webhook_events where strpos(body::text, digits) > 0 and body::text ~ whole;
    for place in select * from id_columns order by of_table::text, name loop
        ours := case when place.of_server and server is not null then format(' and guild_id = %s', server) else '' end;
        change := case
            when place.is_key and place.type = 'bigint' then format('delete from %s where %I = %s', place.of_table, place.name, person)
            when place.is_key then
                format('delete from %s where strpos(%I, %L) > 0 and %I ~ %L', place.of_table, place.name, digits, place.name, whole)
            when place.type = 'bigint' then
                format('update %s set %I = nobody() where %I = %s', place.of_table, place.name, place.name, person)
            when place.type = 'bigint[]' then
                format('update %s set %I = array_replace(%I, %s, nobody()) where %s = any(%I)',
                    place.of_table, place.name, place.name, person, person, place.name)
            else
                format('update %s set %I = regexp_replace(%I::text, %L, nobody()::text, ''g'')::%s where strpos(%I::text, %L) > 0 and %I::text ~ %L',
                    place.of_table, place.name, place.name, whole, place.type, place.name, digits, place.name, whole)
        end;
        execute change || ours;
        get diagnostics done = row_count;
        if done > 0 then
            counts := counts || jsonb_build_object(place.of_table::text, done + coalesce((counts ->> place.of_table::text)::bigint, 0));
        end if;
    end loop;
    perform set_config('gavel.erasing', '', true);
    return counts;
end
$$;

-- Deletes everything of a server; if a job does it, all but that job, the ids of interactions, which keep an order from
-- being repeated, and the last numbers given, which keep a button that is still there from meaning a new record. Returns how
-- many rows of each table it deleted.
create function erase_server(server bigint, by_job bigint) returns jsonb language plpgsql as $$
declare
    counts jsonb := '{}';
    place  regclass;
    done   bigint;
begin
    for place in select distinct of_table from id_columns where of_server order by of_table loop
        if place = 'jobs'::regclass then
            delete from jobs where guild_id = server and id is distinct from by_job;
        elsif place = 'guilds'::regclass and by_job is not null then
            update guilds set created_at = default, settings = default, locale = null, left_at = null, greeted_at = null
            where guild_id = server;
        elsif by_job is null or place <> 'processed_interactions'::regclass then
            execute format('delete from %s where guild_id = %s', place, server);
        else
            continue;
        end if;
        get diagnostics done = row_count;
        if done > 0 then
            counts := counts || jsonb_build_object(place::text, done);
        end if;
    end loop;
    if by_job is null then
        delete from webhook_events where body::text ~ ('(?<![0-9])' || server || '(?![0-9])');
    end if;
    return counts;
end
$$;
