-- A lockdown is on no person and no channel: it is found by its kind.
create index cases_lockdowns on cases (guild_id, number) where kind in ('lockdown', 'lockdown_end');
