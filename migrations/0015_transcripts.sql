-- What a purge that keeps a transcript chose, as it was. Only while its job is under way: the end of the job takes it away.
create table transcript_lines (
    guild_id   bigint not null,
    job_id     bigint not null references jobs (id) on delete cascade,
    message_id bigint not null,
    line       jsonb not null,
    deleted    boolean not null default false,
    primary key (job_id, message_id)
);
