-- api.note_subscription_page: Stripes page is noted.

begin;
select plan(2);

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

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    format(
        'select api.note_subscription_page(%L, %L, ''cs_1'', ''u'')',
        given.tenant_id('alder'), uuidv7()
    ),
    'KF001', null, 'an owner does not say'
);
create temporary table begun as
select api.begin_subscription(given.tenant_id('alder'), 'studio') as asked;
select given.acting_for('alder', 'stripe');
select is(
    api.note_subscription_page(
        given.tenant_id('alder'), (asked ->> 'checkout_id')::uuid, 'cs_1', 'https://pay.test/1'
    ) - 'expires_at',
    '{"url": "https://pay.test/1"}',
    'what the owner is told'
)
from begun;

select * from finish();
rollback;
