-- Who wants a job to stop. It does so at its next step, and says what was done until then.
alter table jobs add column cancelled_by bigint;
