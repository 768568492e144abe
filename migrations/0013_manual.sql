-- Cases of what was done without Gavel: the audit log's entry, so that each is recorded once.
alter table cases
    add column audit_entry bigint,
    -- When it took effect on Discord; before this column it is as good as created_at.
    add column applied_at timestamptz;
create unique index cases_by_audit_entry on cases (guild_id, audit_entry) where audit_entry is not null;

-- Each server has one of each chore.
create unique index jobs_one_of_a_chore on jobs (guild_id, kind) where lane = 'chore' and finished_at is null;
-- When somebody last ordered something in a server.
create index handled_interactions_by_guild on handled_interactions (guild_id, at);

-- Hits of AutoMod's rules: who, which rule, when. What was written is never here.
create table automod_hits (
    id         bigint generated always as identity primary key,
    guild_id   bigint not null,
    user_id    bigint not null,
    rule_id    bigint not null,
    channel_id bigint,
    message_id bigint,
    -- Discord's number; of several the gravest.
    action     smallint not null,
    at         timestamptz not null
);
create index automod_hits_of_person on automod_hits (guild_id, user_id, at desc);
create index automod_hits_by_age on automod_hits (at);
