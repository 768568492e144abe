-- Whether older work waits in a lane is asked at every order.
create index jobs_by_lane on jobs (guild_id, lane) where finished_at is null;
