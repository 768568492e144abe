-- What an action changes about its channel, and what was there before: stored before anything is changed.
alter table cases add column change jsonb;

-- Whom or what an action is on: a person, or else a channel. Discord's ids never meet.
create index cases_by_subject on cases (guild_id, coalesce(target_id, channel_id), number desc);
drop index cases_in_force;
create index cases_in_force on cases (guild_id, coalesce(target_id, channel_id), kind) where closed_at is null and status = 'applied';
