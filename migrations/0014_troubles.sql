-- What goes by itself in a server and did not work: shown by /settings show until it works again. The log is told
-- once a day at most.
create table troubles (
    guild_id bigint not null,
    concern  text not null,
    why      text not null,
    since    timestamptz not null default now(),
    ended_at timestamptz,
    told_at  timestamptz not null default now(),
    primary key (guild_id, concern)
);
