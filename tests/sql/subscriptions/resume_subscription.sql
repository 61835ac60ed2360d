-- api.resume_subscription: what was to end goes on.

begin;
select plan(4);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.plan('studio', 2900);
select given.plan('chain', 9900, '{"staff": 5}', 2);
insert into data.users (email, name) values ('ada@x.test', 'Ada');
insert into data.platform_admins (user_id)
select user_id from data.users where email = 'ada@x.test';

create function pg_temp.as_ada() returns void
    language plpgsql
as $$
begin
    reset role;
    perform set_config('request.claims', jsonb_build_object(
        'role', 'platform_admin',
        'sub', (select user_id from data.users where email = 'ada@x.test')
    )::text, true);
end;
$$;

select given.acting_for('alder', 'manager', 'Max');
select throws_ok(
    format('select api.resume_subscription(%L)', given.tenant_id('alder')),
    'KF001', null, 'it is for owners'
);
select given.acting_for('alder', 'owner', 'Olga', '{"public_url": "https://book.test"}');
select throws_ok(
    format('select api.resume_subscription(%L)', given.tenant_id('alder')),
    'KC161', null, 'who have a plan'
);
select given.nobody();
select given.subscribed('alder', 'studio');
select given.acting_for(
    'alder', 'owner', 'Olga',
    '{"public_url": "https://book.test", "idempotency_key": "k", "request_hash": "h"}'
);
select is(
    api.resume_subscription(given.tenant_id('alder')) -> 'change', 'null',
    'there is nothing to do where nothing is to end'
);
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_subscription(given.tenant_id('alder'));
select is(
    api.resume_subscription(given.tenant_id('alder')) -> 'change' ->> 'kind', 'resume',
    'what is about to end goes on, also before Stripe knows'
);

select * from finish();
rollback;
