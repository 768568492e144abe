-- What actions on members need beside a warning's columns.
alter table cases
    -- When a ban or timeout ends by itself; null: it does not.
    add column ends_at timestamptz,
    -- When it stopped being what holds: lifted, expired, or replaced by a later action.
    add column closed_at timestamptz,
    -- How many seconds of messages a ban deletes.
    add column delete_seconds integer not null default 0 check (delete_seconds between 0 and 604800),
    -- The case this one follows from.
    add column parent integer,
    add foreign key (guild_id, parent) references cases on delete set null (parent);

-- The ban or timeout that holds for a person: at most a handful, looked up at each action.
create index cases_in_force on cases (guild_id, target_id, kind) where closed_at is null and status = 'applied';
