-- A job of a server that Gavel is not in waits until it is there again.
alter table jobs add column parked_at timestamptz;
drop index jobs_due;
create index jobs_due on jobs (run_at, id) where finished_at is null and parked_at is null;
create index jobs_parked on jobs (guild_id) where parked_at is not null;
