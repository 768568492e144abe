-- Fills an empty database: one large server, many others, waiting timers. Sizes are settings:
-- seed.large (cases of the one), seed.cases (of all others), seed.guilds, seed.timers, seed.small (rows of the other tables).
-- Vacuum marks as visible to all only what is flushed.
set synchronous_commit = on;
insert into guilds (guild_id, last_case, settings)
select 1000000000000000000 + g, case when g = 0 then current_setting('seed.large')::int else current_setting('seed.cases')::int / current_setting('seed.guilds')::int + 1 end,
    case when g % 4 = 0 then '{"mod_log": "5"}'::jsonb else '{}' end
from generate_series(0, current_setting('seed.guilds')::int) g;

-- The triggers' work is done at once, in the index's order.
alter table cases disable trigger case_words_add;
insert into cases (guild_id, number, kind, status, target_id, target_name, channel_id, moderator_id, moderator_name, reason, points,
    created_at, applied_at, expires_at, voided_at, ends_at, closed_at, logged, audit_entry, notified)
select 1000000000000000000 + guild, number,
    case when random_kind < 50 then 'warn' when random_kind < 60 then 'note' when random_kind < 80 then 'timeout' when random_kind < 90 then 'ban'
         when random_kind < 95 then 'unban' else 'kick' end,
    case when n % 50 = 0 then 'failed' else 'applied' end,
    2000000000000000000 + people, 'person ' || people, 3000000000000000000 + n % 30,
    4000000000000000000 + (n * 7) % 23, 'moderator ' || (n * 7) % 23,
    case n % 10 when 0 then 'Spamming in chat' when 1 then 'spam' when 2 then 'rude to ' || people when 3 then 'raid account'
         when 4 then 'advertising a server' when 5 then 'slurs' when 6 then 'evading a ban ' || n when 7 then null
         when 8 then 'links that steal accounts, again' else 'off topic after two reminders' end,
    case when random_kind < 50 then 1 + n % 3 else 0 end,
    made, made + interval '1 second',
    case when random_kind < 50 and n % 2 = 0 then made + interval '90 days' end,
    case when n % 40 = 1 then made + interval '1 hour' end,
    case when random_kind between 60 and 89 then made + interval '7 days' end,
    case when random_kind between 60 and 89 and n % 20 > 0 then made + interval '7 days' end,
    'off', case when n % 9 = 0 then 5000000000000000000 - 1000000000000000000 + n end,
    case when n % 30 = 0 then 'untold' end
from (
    select 0 as guild, i as number, i as n, (i * 37) % 100 as random_kind,
        case when i % 20 = 0 then 0 else i * 31 % 50000 end as people,
        now() - (current_setting('seed.large')::int - i) * interval '1000 days' / current_setting('seed.large')::int as made
    from generate_series(1, current_setting('seed.large')::int) i
    union all
    select 1 + (i % current_setting('seed.guilds')::int), 1 + i / current_setting('seed.guilds')::int, i, (i * 37) % 100, i * 31 % 500,
        now() - (current_setting('seed.cases')::int - i) * interval '1000 days' / current_setting('seed.cases')::int
    from generate_series(0, current_setting('seed.cases')::int - 1) i
) rows;

alter table cases enable trigger case_words_add;
insert into case_words
select guild_id, word, number from cases, unnest(words_of(reason)) word order by guild_id, word, number;

insert into case_events (guild_id, number, event) select guild_id, number, 'opened' from cases where number % 5 = 0;

insert into jobs (guild_id, kind, concurrency_key, case_number, payload, run_at)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), case when i % 10 = 0 then 'renew' else 'expire' end,
    'person:' || (2000000000000000000 + i * 31 % 500), 1 + i / (current_setting('seed.guilds')::int + 1), '{"case": 1}',
    now() + interval '1 hour' + i * interval '10 seconds'
from generate_series(1, current_setting('seed.timers')::int) i;

insert into jobs (guild_id, kind, concurrency_key, case_number, payload, run_at, finished_at)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), 'run_action',
    'person:' || (2000000000000000000 + i * 31 % 500), 1 + i / (current_setting('seed.guilds')::int + 1), '{"case": 1}',
    now() - i * interval '1 second', now() - i * interval '1 second'
from generate_series(1, current_setting('seed.small')::int) i;

insert into processed_interactions (interaction_id, guild_id, at)
select 6000000000000000000 + i, 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), now() - i * interval '1 second'
from generate_series(1, current_setting('seed.small')::int) i;
insert into events (guild_id, event_id, received_at)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), 'event' || i, now() - i * interval '1 second'
from generate_series(1, current_setting('seed.small')::int) i;
insert into automod_hits (guild_id, user_id, rule_id, action, at)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), 2000000000000000000 + i * 31 % 500, 7, 1, now() - i * interval '1 minute'
from generate_series(1, current_setting('seed.small')::int) i;
insert into setting_events (guild_id, actor_id, setting)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), 4000000000000000000, 'mod_log'
from generate_series(1, current_setting('seed.small')::int) i;
insert into direct_channels (user_id, channel_id)
select 2000000000000000000 + i, i from generate_series(1, current_setting('seed.small')::int) i;
insert into cooldowns (user_id, command, until, interaction_id)
select 2000000000000000000 + i, 'report', now() + i * interval '1 second', i
from generate_series(1, current_setting('seed.small')::int) i;
insert into webhook_events (kind, body, received_at)
select 'APPLICATION_AUTHORIZED', jsonb_build_object('n', i), now() - i * interval '1 minute'
from generate_series(1, current_setting('seed.small')::int) i;
insert into appeals (guild_id, number, case_number, user_id, user_name, answers, status)
select guild_id, row_number() over (partition by guild_id order by number), number, target_id, 'x', '[]', 'rejected'
from (select * from cases where kind = 'ban' order by created_at desc limit current_setting('seed.small')::int) bans;
insert into reports (guild_id, number, about_id, about_name, channel_id, message_id, quote, closed_at)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), i, 2000000000000000000 + i, 'somebody',
    3000000000000000000, 6000000000000000000 + i, '{"content": "x"}', case when i % 10 > 0 then now() - i * interval '1 minute' end
from generate_series(1, current_setting('seed.small')::int) i;
insert into report_reporters (guild_id, number, place, user_id, category, is_anonymous, wants_outcome)
select guild_id, number, 1, about_id + 1, 'spam', false, false from reports;
insert into report_cases (guild_id, case_number, number) select guild_id, number, number from reports where number % 3 = 0;
insert into role_menus (guild_id, name, menu)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), 'menu ' || i, '{}'
from generate_series(1, current_setting('seed.small')::int) i;
insert into role_menu_posts (guild_id, message_id, menu_id, channel_id)
select guild_id, 7000000000000000000 + id, id, 3000000000000000000 from role_menus;
insert into tags (guild_id, name, key, text)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), 'tag ' || i, 'tag ' || i, 'a text'
from generate_series(1, current_setting('seed.small')::int) i;
insert into reminders (guild_id, user_id, id, channel_id, in_channel, text, due_at, told_at)
select 1000000000000000000 + i % (current_setting('seed.guilds')::int + 1), 2000000000000000000 + i * 31 % 5000, 6000000000000000000 + i,
    3000000000000000000, i % 3 = 0, 'water the plants', now() + i * interval '1 minute', case when i % 50 = 0 then now() end
from generate_series(1, current_setting('seed.small')::int) i;
insert into automation_failures (guild_id, automation, why)
select 1000000000000000000 + i, 'welcome', 'The channel is gone.'
from generate_series(1, current_setting('seed.guilds')::int) i;
insert into transcript_lines (guild_id, job_id, message_id, line)
select guild_id, id, 8000000000000000000 + id, '{}' from jobs where finished_at is not null;
