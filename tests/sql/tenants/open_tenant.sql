-- private.open_tenant: a business from a preset, all of it or nothing.

begin;
select plan(31);

-- Two barbers and a basin: the smallest document that has everything in it.
create function pg_temp.document() returns jsonb
    language sql
    return '{
        "tagline": "Hot towels.", "accent": "#112233", "slot_minutes": 20, "notice_minutes": 0,
        "resources": [
            {"key": "ann", "kind": "staff", "name": "Ann"},
            {"key": "ben", "kind": "staff", "name": "Ben", "max_per_day": 9},
            {"key": "basin", "kind": "equipment", "name": "Basin", "seats": 2, "always_open": true}
        ],
        "hours": {
            "*": [[1, "09:00", "12:00"], [1, "13:00", "17:00"]],
            "ben": [[5, "18:00", "01:00"]]
        },
        "services": [
            {
                "name": "Shave", "duration_minutes": 40, "price_minor": 3000,
                "requirements": [
                    {
                        "resources": ["ann", "ben"],
                        "terms": {"ben": {"duration_minutes": 30, "price_minor": 3500}}
                    },
                    {"resources": ["basin"]}
                ]
            }
        ]
    }'::jsonb;

create function pg_temp.opened(
    p_document jsonb,
    p_slug text default 'alder',
    p_preset text default 'salon',
    p_location jsonb default '{"name": "Centre", "latitude": 41.9, "longitude": 12.5}'
) returns uuid
    language sql
as $$
    select private.open_tenant(
        p_slug, 'Alder', p_preset, p_document, 'Europe/Rome', 'EUR', 'it', p_location
    );
$$;

-- The document with one value changed.
create function pg_temp.with(p_path text, p_value jsonb) returns jsonb
    language sql
    return jsonb_set(pg_temp.document(), p_path::text[], p_value);

create function pg_temp.without(p_path text) returns jsonb
    language sql
    return pg_temp.document() #- p_path::text[];

-- What a refusal says: its code and where in the document it points.
create function pg_temp.refusal(p_statement text) returns text
    language plpgsql
as $$
declare
    v_pointer text;
begin
    execute p_statement;
    return 'opened';
exception
    when others then
        get stacked diagnostics v_pointer = column_name;
        return sqlstate || ' ' || v_pointer;
end;
$$;

-- What is opened

select is(
    pg_temp.opened(pg_temp.document()),
    private.current_tenant_id(),
    'opening says which tenant it is, and the transaction acts for it from then on'
);

select results_eq(
    $$
        select name::text, preset::text, locale::text, currency::text, time_zone::text, tagline::text,
            accent::text, slot_minutes::int, notice_minutes::int, hold_minutes::int
        from data.tenants where slug = 'alder'
    $$,
    $$
        values ('Alder', 'salon', 'it', 'EUR', 'Europe/Rome', 'Hot towels.', '#112233', 20, 0, 15)
    $$,
    'policies are those of the document, and what it leaves out is as usual'
);

select results_eq(
    $$
        select d.preset::text, p.latitude::float
        from data.directory as d join data.directory_places as p using (tenant_id)
        where d.slug = 'alder'
    $$,
    $$ values ('salon', 41.9::float) $$,
    'the directory knows the business and where it is'
);

select results_eq(
    $$
        select kind::text, seats::int, max_per_day::int, always_open
        from data.resources where tenant_id = given.tenant_id('alder') order by name
    $$,
    $$ values ('staff', 1, null, false), ('equipment', 2, null, true), ('staff', 1, 9, false) $$,
    'resources are as described'
);

select results_eq(
    $$
        select r.name::text, h.weekday::int, h.opens_at::text, h.closes_at::text
        from data.hours as h join data.resources as r using (tenant_id, resource_id)
        where h.tenant_id = given.tenant_id('alder') order by 1, 2, 3
    $$,
    $$ values
        ('Ann', 1, '09:00:00', '12:00:00'),
        ('Ann', 1, '13:00:00', '17:00:00'),
        ('Ben', 5, '18:00:00', '01:00:00')
    $$,
    'hours are one''s own or else everybody''s, and what is always open needs none'
);

select results_eq(
    $$
        select c.position, r.name::text, c.duration_minutes::int, c.price_minor::int
        from data.candidates as c join data.resources as r using (tenant_id, resource_id)
        where c.tenant_id = given.tenant_id('alder') order by 1, 2
    $$,
    $$ values (1, 'Ann', null, null), (1, 'Ben', 30, 3500), (2, 'Basin', null, null) $$,
    'parts are in order, with the terms of those who have their own'
);

select given.acting_for('alder');
select isnt_empty(
    $$
        select from json_array_elements(api.get_availability(
            given.tenant_id('alder'), given.service_id('alder', 'Shave'),
            given.day()::date, given.day(6)::date
        ) -> 'slots')
    $$,
    'what was opened can be booked'
);
select given.nobody();

-- What is refused

create function pg_temp.refuses(p_document text, p_pointer text, p_sentence text) returns text
    language sql
    return tap.is(
        pg_temp.refusal(format('select pg_temp.opened(%s, ''birch'')', p_document)),
        'KV040 ' || p_pointer,
        p_sentence
    );

select pg_temp.refuses('null', 'document', 'a document has to be there');

select pg_temp.refuses($$ '[]' $$, 'document', 'a document is an object');

select pg_temp.refuses(
    $$ pg_temp.with('{hold_minute}', '5') $$, 'document/hold_minute', 'a policy is one we know'
);

select pg_temp.refuses(
    $$ pg_temp.with('{tenant_id}', '"01900000-0000-7000-8000-000000000000"') $$,
    'document/tenant_id',
    'a document cannot choose its tenant'
);

select pg_temp.refuses($$ pg_temp.with('{accent}', '"red"') $$, 'document', 'a colour is a colour');

select pg_temp.refuses(
    $$ pg_temp.with('{horizon_days}', '731') $$, 'document', 'a policy keeps the table''s rules'
);

select pg_temp.refuses(
    $$ pg_temp.without('{resources}') $$, 'document/resources', 'a business has resources'
);

select pg_temp.refuses(
    $$ pg_temp.with('{services}', '[]') $$, 'document/services', 'a business sells something'
);

select pg_temp.refuses(
    $$ pg_temp.with('{resources,1,key}', '"ann"') $$,
    'document/resources/1/key',
    'two resources have two keys'
);

select pg_temp.refuses(
    $$ pg_temp.with('{resources,2,kind}', '"chair"') $$,
    'document/resources/2',
    'a resource is of a kind we know'
);

select pg_temp.refuses(
    $$ pg_temp.without('{hours,*}') $$, 'document/hours/*', 'a resource has hours or is always open'
);

select pg_temp.refuses(
    $$ pg_temp.with('{hours,cara}', '[[1, "09:00", "12:00"]]') $$,
    'document/hours/cara',
    'hours are those of a resource'
);

select pg_temp.refuses(
    $$ pg_temp.with('{hours,*,1}', '[8, "09:00", "12:00"]') $$,
    'document/hours/*/1',
    'a week has seven days'
);

select pg_temp.refuses(
    $$ pg_temp.with('{hours,*,0}', '[1, "09:00", "12:00", "13:00", "17:00"]') $$,
    'document/hours/*/0/more',
    'hours have one opening and one closing'
);

select pg_temp.refuses(
    $$ pg_temp.without('{services,0,duration_minutes}') $$,
    'document/services/0',
    'a service takes some time'
);

select pg_temp.refuses(
    $$ pg_temp.with('{services,0,deposit_minor}', '4000') $$,
    'document/services/0',
    'a deposit is part of the price'
);

select pg_temp.refuses(
    $$ pg_temp.without('{services,0,requirements}') $$,
    'document/services/0/requirements',
    'somebody does a service'
);

select pg_temp.refuses(
    $$ pg_temp.with('{services,0,requirements,0,quantity}', '2') $$,
    'document/services/0/requirements/0',
    'one resource leads'
);

select pg_temp.refuses(
    $$ pg_temp.with('{services,0,requirements,1,resources,0}', '"sink"') $$,
    'document/services/0/requirements/1/resources/0',
    'a part is taken by a resource of the document'
);

select pg_temp.refuses(
    $$ pg_temp.with('{services,0,requirements,0,terms}', '{"sink": {"price_minor": 1}}') $$,
    'document/services/0/requirements/0/terms/sink',
    'terms are those of a resource'
);

select is(
    pg_temp.refusal($$
        select pg_temp.opened(pg_temp.document(), 'birch', 'salon', '{"name": "X", "latitude": 1}')
    $$),
    'KV040 location',
    'a position is whole'
);

select is(
    pg_temp.refusal($$ select pg_temp.opened(pg_temp.document(), 'birch', 'bakery') $$),
    'KV040 document',
    'a preset is one of the five'
);

select throws_ok(
    $$ select pg_temp.opened(pg_temp.document(), 'alder') $$,
    '23505',
    'duplicate key value violates unique constraint "directory_slug_key"',
    'a slug that is taken is not the document''s fault'
);

-- Under row security

select set_config('request.claims', '{"slug": "alder", "role": "guest"}', true);
set local role holdfast_api;
select lives_ok(
    $$ select pg_temp.opened(pg_temp.document(), 'cedar') $$,
    'row security lets the first rows of a business in, whoever the caller acted for before'
);
select given.nobody();

select * from finish();
rollback;
