-- A server's settings, one column a setting, and the counter its case numbers come from.
create table guilds (
    guild_id           bigint primary key,
    log_channel_id     bigint,
    protected_role_ids bigint[] not null default '{}',
    last_case          integer not null default 0 check (last_case >= 0),
    created_at         timestamptz not null default now()
);

-- Every change of a setting: who, when, old, new. Append-only.
create table setting_events (
    guild_id bigint not null,
    seq      bigint generated always as identity,
    at       timestamptz not null default now(),
    actor_id bigint not null,
    setting  text not null,
    old      jsonb,
    new      jsonb,
    primary key (guild_id, seq)
);

-- One row an action of moderation. `number` counts from 1 in each server and is never used again.
-- `notified` and `logged` are null until that step's outcome is known; `status` is the step that acts.
create table cases (
    guild_id       bigint not null,
    number         integer not null check (number > 0),
    kind           text not null,
    status         text not null default 'pending' check (status in ('pending', 'applied', 'failed')),
    failure        text,
    target_id      bigint,
    target_name    text,
    channel_id     bigint,
    moderator_id   bigint not null,
    moderator_name text not null,
    reason         text,
    points         integer not null default 0 check (points between 0 and 100),
    summary        text,
    notified       text,
    logged         text,
    log_channel_id bigint,
    log_message_id bigint,
    created_at     timestamptz not null default now(),
    expires_at     timestamptz,
    voided_at      timestamptz,
    voided_by      bigint,
    primary key (guild_id, number)
);
create index cases_by_target on cases (guild_id, target_id, number desc);

-- What happened to a case: who, when, what. Append-only.
create table case_events (
    guild_id bigint not null,
    number   integer not null,
    seq      bigint generated always as identity,
    at       timestamptz not null default now(),
    actor_id bigint,
    event    text not null,
    detail   jsonb not null default '{}',
    primary key (guild_id, number, seq),
    foreign key (guild_id, number) references cases on delete cascade
);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'history is append-only';
end
$$;
create trigger setting_events_append_only before update on setting_events
    for each row execute function refuse_rewriting();
create trigger case_events_append_only before update on case_events
    for each row execute function refuse_rewriting();

-- Work that must happen. A job is leased to one worker at a time; an expired lease is anybody's.
-- Two jobs of one lane (say, two actions on one member) never run at once: the unique index says so.
create table jobs (
    id           bigint generated always as identity primary key,
    guild_id     bigint not null,
    kind         text not null,
    lane         text not null,
    payload      jsonb not null,
    progress     jsonb not null default '{}',
    answer       jsonb,
    run_at       timestamptz not null default now(),
    attempts     integer not null default 0,
    lease        bigint,
    leased_until timestamptz,
    last_error   text,
    created_at   timestamptz not null default now(),
    finished_at  timestamptz,
    check ((lease is null) = (leased_until is null)),
    check (finished_at is null or lease is null)
);
create unique index jobs_one_a_lane on jobs (guild_id, lane) where lease is not null;
create index jobs_due on jobs (run_at, id) where finished_at is null;
create index jobs_leased on jobs (leased_until) where lease is not null;
create index jobs_of_guild on jobs (guild_id);
create sequence job_leases;

-- Interactions that ordered something, so that Discord's retry or a replay never orders it twice.
create table handled_interactions (
    interaction_id bigint primary key,
    guild_id       bigint not null,
    job_id         bigint references jobs on delete cascade,
    at             timestamptz not null default now()
);
create index handled_interactions_by_job on handled_interactions (job_id);
create index handled_interactions_by_age on handled_interactions (at);

-- When a person may use a command again.
create table cooldowns (
    user_id        bigint not null,
    command        text not null,
    until          timestamptz not null,
    interaction_id bigint not null,
    primary key (user_id, command)
);

-- Discord's webhook events as they came; a repeated delivery is the same row.
create table webhook_events (
    id          bigint generated always as identity primary key,
    received_at timestamptz not null default now(),
    kind        text not null,
    body        jsonb not null,
    digest      text generated always as (md5(body::text)) stored unique
);
