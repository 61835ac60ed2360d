-- What is sent by e-mail, and the links in it that may be followed once. Both are global: somebody
-- may have no business yet.
--
-- A link is known by its id. What stands in the e-mail is made of the id with a key that the
-- database does not have (app/links.py), so nobody who reads these tables can follow one.

create table data.one_time_links (
    link_id uuid not null default gen_random_uuid(),
    purpose text not null,
    email data.email_address not null,
    user_id uuid,
    tenant_id uuid,
    data jsonb not null default '{}',
    expires_at timestamptz not null,
    used_at timestamptz,
    created_at timestamptz not null default now(),
    constraint one_time_links_pkey primary key (link_id),
    constraint one_time_links_user_fkey foreign key (user_id)
    references data.users on delete cascade,
    constraint one_time_links_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint one_time_links_email_lower check (email = lower(email)),
    constraint one_time_links_purpose_known check (
        purpose in (
            'sign_in', 'sign_up', 'verify_email', 'change_email', 'reset_password',
            'invitation', 'open_tenant'
        )
    )
);

comment on table data.one_time_links is
    'Global. Links that prove that somebody reads an e-mail address, each good for one use.';
comment on column data.one_time_links.data is 'What following it does, where that is not all.';
comment on column data.one_time_links.used_at is 'When it was followed, or withdrawn.';

create index one_time_links_user_idx on data.one_time_links (user_id);
create index one_time_links_tenant_idx on data.one_time_links (tenant_id);
create index one_time_links_email_idx on data.one_time_links (email, purpose);
create index one_time_links_expires_idx on data.one_time_links (expires_at);

create table data.messages (
    message_id uuid not null default uuidv7(),
    tenant_id uuid,
    kind text not null,
    recipient data.email_address not null,
    locale data.locale_tag not null,
    link_id uuid,
    data jsonb not null default '{}',
    created_at timestamptz not null default now(),
    queued_at timestamptz,
    constraint messages_pkey primary key (message_id),
    constraint messages_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint messages_link_fkey foreign key (link_id)
    references data.one_time_links on delete cascade,
    constraint messages_kind_shape check (kind ~ '^[a-z]+(_[a-z]+)*$')
);

comment on table data.messages is
    'Global. E-mails, each written in the transaction that is the reason for it.';
comment on column data.messages.kind is 'Which text it has.';
comment on column data.messages.data is 'What the text says besides: names, times.';
comment on column data.messages.queued_at is
    'When the relay made a delivery of it, which says what became of it. Null: not yet.';

create index messages_new_idx on data.messages (
    coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'), message_id
)
where (queued_at is null);
create index messages_tenant_idx on data.messages (tenant_id);
create index messages_link_idx on data.messages (link_id);

-- What goes by itself, since no business says when.
create index messages_unowned_idx on data.messages (created_at)
where (tenant_id is null);

alter table data.one_time_links owner to holdfast_owner;
alter table data.one_time_links enable row level security;
alter table data.one_time_links force row level security;
alter table data.messages owner to holdfast_owner;
alter table data.messages enable row level security;
alter table data.messages force row level security;
