-- Settings become one document: what is absent has its default.
alter table guilds add column settings jsonb not null default '{}';
update guilds set settings = jsonb_strip_nulls(jsonb_build_object(
    'log', case when log_channel_id is null then '{}'::jsonb else jsonb_build_object('everything', log_channel_id::text) end,
    'protected_roles', to_jsonb(protected_role_ids::text[])
));
alter table guilds drop column log_channel_id, drop column protected_role_ids;

alter table cases
    -- For moderators only; the member never reads it.
    add column note text,
    -- The message that goes with a warning, in channel_id.
    add column message_id bigint,
    -- The role that was given.
    add column role_id bigint,
    -- The roles that a jail took, to be given back.
    add column roles bigint[];

-- A moderator's recent actions: limits by the hour and day, statistics, their own reasons.
create index cases_by_moderator on cases (guild_id, moderator_id, created_at);
-- What follows from a case.
create index cases_by_parent on cases (guild_id, parent) where parent is not null;
