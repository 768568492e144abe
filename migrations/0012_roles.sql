-- Menus from which members choose their own roles. A menu is one document; its id stands in the custom ids of its buttons.
create table role_menus (
    guild_id   bigint not null,
    id         bigint generated always as identity,
    name       text not null,
    menu       jsonb not null,
    created_at timestamptz not null default now(),
    primary key (guild_id, id)
);
create unique index role_menus_by_name on role_menus (guild_id, lower(name));

-- Where a menu stands; its messages follow it.
create table role_menu_posts (
    guild_id   bigint not null,
    message_id bigint not null,
    menu_id    bigint not null,
    channel_id bigint not null,
    primary key (guild_id, message_id),
    foreign key (guild_id, menu_id) references role_menus on delete cascade
);
create index role_menu_posts_by_menu on role_menu_posts (guild_id, menu_id);
