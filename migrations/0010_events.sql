-- Events that the sidecar told, so that each is acted on once.
create table events (
    guild_id    bigint not null,
    event_id    text not null check (octet_length(event_id) between 1 and 100),
    received_at timestamptz not null default now(),
    primary key (guild_id, event_id)
);
create index events_by_age on events (received_at);

-- Sidecars as they last said hello: which shards, and which kinds of events they can't hear.
create table sidecars (
    shards  text primary key,
    deaf    text[] not null default '{}',
    seen_at timestamptz not null default now()
);
