-- api.create_webhook: somebody is told of what happens.

begin;
select plan(40);

create function pg_temp.host(p_url text) returns text
    language plpgsql security definer
as $$
begin
    perform private.require_outside_host(p_url);
    return 'done';
exception
    when sqlstate 'KV522' then return 'KV522';
end;
$$;

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

create function pg_temp.create(
    p_url text default 'https://shop.test/hooks', p_events jsonb default '["booking.*"]'
) returns jsonb
    language sql
    return api.create_webhook(
        given.tenant_id('alder'), p_url, 'For the till', p_events, p_secret => 'sealed'
    );

select is(
    given.outcomes('alder', $$ select pg_temp.create() $$),
    'guest KA001, staff KF001, manager done, owner done',
    'a manager may, and the owner'
);
select is(
    pg_temp.create() - 'id' - 'created_at' - 'updated_at' - 'created_by',
    '{
        "url": "https://shop.test/hooks", "description": "For the till",
        "events": ["booking.*"], "max_in_flight": 5, "secret": "sealed",
        "previous_secret_until": null, "disabled_at": null, "disabled_reason": null,
        "failing_since": null
    }'::jsonb,
    'the answer has all of it, and the secret as the application made it'
);
select is(
    pg_temp.create() ->> 'created_by', given.user_id('alder', 'Olga')::text, 'and who made it'
);
select is(
    api.create_webhook(given.tenant_id('alder'), 'https://x.test', p_secret => 's') -> 'events',
    '["*"]'::jsonb, 'whoever says nothing is told of everything'
);
select is(
    given.outcome(format('select pg_temp.create(%L)', url)), outcome, 'a URL: ' || url
)
from (values
    ('http://shop.test/hooks', 'KV520'),
    ('https://user:word@shop.test/hooks', '23514'),
    ('https://shop.test/hooks#part', '23514'),
    ('ftp://shop.test', '23514'),
    ('https://[2606:4700::1111]:8443/a?b=c', 'done')
) as tried (url, outcome);
select is(
    given.outcome(format('select pg_temp.create(p_events => %L)', events)), outcome,
    'a filter: ' || events
)
from (values
    ('[]', 'KV521'), ('"*"', 'KV521'), ('["booking"]', 'KV521'), ('[1]', 'KV521')
) as tried (events, outcome);

select is(
    pg_temp.host(url), outcome, 'a host: ' || url
)
from (values
    ('https://127.0.0.1/', 'KV522'), ('https://169.254.169.254/', 'KV522'),
    ('https://10.0.0.1:8443', 'KV522'), ('https://192.168.1.1?x', 'KV522'),
    ('https://[::1]/', 'KV522'), ('https://[fd00::1]:8443/', 'KV522'),
    ('https://[::ffff:10.0.0.1]/', 'KV522'), ('https://localhost/', 'KV522'),
    ('https://LOCALHOST.:8443/', 'KV522'), ('https://a.localhost', 'KV522'),
    ('https://2130706433/', 'KV522'), ('https://0x7f.1/', 'KV522'), ('https://127.1/', 'KV522'),
    ('https://example.com:99999/', 'KV522'), ('https://example.com:0/', 'KV522'),
    ('https://1.1.1.1/x', 'done'), ('https://example.com:65535', 'done'),
    ('webcal://example.com/a.ics', 'done'), ('https://7.example.com', 'done')
) as tried (url, outcome);
select given.acting_for(
    'alder', 'owner', 'Olga', '{"own_networks": ["10.1.0.0/16", "::1/128"]}'
);
select is(
    given.outcome(format('select pg_temp.create(%L)', url)), outcome,
    'with networks of our own: ' || url
)
from (values
    ('http://10.1.2.3/hooks', 'done'), ('http://[::1]:9000/', 'done'),
    ('https://10.2.0.1/', 'KV522'), ('http://1.1.1.1/x', 'KV520'),
    ('http://hooks.test/', 'done'), ('http://localhost:9000/', 'done')
) as tried (url, outcome);

select given.nobody();
insert into data.event_types (type, description, schema) values ('booking.made', 'A type.', '{}');
insert into data.endpoints (tenant_id, url, secret)
select given.tenant_id('alder'), 'https://x.test', 'sealed' from generate_series(1, 6);
select given.acting_for('alder', 'owner', 'Olga');
select is(
    array(
        select given.outcome(format('select pg_temp.create(p_events => %L)', events))
        from unnest(array['["booking.lost"]', '["cat.*"]', '["booking.made", "booking.*"]'])
            as events
    ),
    '{KV521,KV521,done}', 'where the catalogue is known, some event has to be of that type'
);
select is(
    array(select given.outcome($$ select pg_temp.create() $$) from generate_series(1, 4)),
    '{done,done,done,KC521}', 'a business has 20 at most'
);

select * from finish();
rollback;
