-- Whether some sidecar said lately that it hears this kind of event in a server: the server's shard is among its own, `from..to/total`.
create function sidecar_hears(guild bigint, kind text) returns boolean language sql stable as $$
    select exists (
        select from sidecars
        where seen_at > now() - interval '1 minute' and kind <> all(deaf)
          and case when shards ~ '^[0-9]{1,9}\.\.[0-9]{1,9}/[1-9][0-9]{0,8}$' then
              (guild >> 22) % split_part(shards, '/', 2)::bigint >= split_part(shards, '..', 1)::bigint
              and (guild >> 22) % split_part(shards, '/', 2)::bigint < split_part(split_part(shards, '/', 1), '..', 2)::bigint
          else false end
    )
$$;
