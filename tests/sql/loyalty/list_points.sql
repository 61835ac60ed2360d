-- api.list_points, and the life of points: earned once with a visit, taken back with its money,
-- spent on rewards, and gone when they are old.

begin;
select plan(34);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.service('alder', 'Wash', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.price('alder', 'Wash', 3000);
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe');
select given.booking('alder', 'Wash', 'Ann', given.day(0, '11:00'), 'Zoe');
create temporary table made as
select
    min(booking_id::text)::uuid as one,
    (array_agg(booking_id order by booking_id))[2] as two,
    max(booking_id::text)::uuid as three
from data.bookings;
grant select on made to public;

create function pg_temp.points() returns text
    language sql security definer
    return concat_ws(
        ' owed ',
        private.left_on(
            given.tenant_id('alder'), 'loyalty_points', given.customer_id('alder', 'Zoe'), 'PTS'
        ),
        nullif(private.left_on(
            given.tenant_id('alder'), 'points_owed', given.customer_id('alder', 'Zoe'), 'PTS'
        ), 0)
    );

create function pg_temp.complete(p_booking_id uuid) returns void
    language sql security definer
as $$
    update data.bookings set status = 'completed', version = version + 1
    where booking_id = p_booking_id;
$$;

create function pg_temp.give_back(p_booking_id uuid, p_minor bigint) returns void
    language plpgsql security definer
as $$
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'owner', 'tenant_id', given.tenant_id('alder')
    )::text, true);
    perform private.request_refund(p, p_minor, 'staff', null, p_to_credit => true)
    from data.payments as p
    where p.booking_id = p_booking_id and p.status = 'paid';
end;
$$;

-- Earned.

select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    format(
        $$ select api.update_programme(
            %L, p_enabled => true, p_points_per_hundred => 2, p_points_per_visit => 10,
            p_expiry_months => 12, p_rates => %L, p_tiers => %L
        ) $$,
        given.tenant_id('alder'),
        jsonb_build_array(jsonb_build_object(
            'service_id', given.service_id('alder', 'Wash'), 'percent', 200
        )),
        '[{"name": "Gold", "points": 90, "percent": 150}]'
    ),
    'a programme'
);
select given.nobody();
select given.paid('alder', given.checkout('alder', one)) from made;
select given.paid('alder', given.checkout('alder', two)) from made;
select given.paid('alder', given.checkout('alder', three)) from made;
select pg_temp.complete(one) from made;
select is(pg_temp.points(), '90', 'for what it cost, and for coming');
select pg_temp.complete(three) from made;
select is(pg_temp.points(), '300', 'twice for this, and half as much more in that tier');
select is(
    given.balances('alder', 'loyalty_issued', 'loyalty_points'),
    'loyalty_issued 300, loyalty_points 300',
    'they are owed'
);
select private.reward_completion(b) from data.bookings as b join made on one = booking_id;
select is(pg_temp.points(), '300', 'once');

-- Taken back with the money.

select given.nobody();
select pg_temp.give_back(one, 1000) from made;
select is(pg_temp.points(), '277', 'a quarter of 90, rounded');
select given.nobody();
select pg_temp.give_back(one, 3000) from made;
select is(pg_temp.points(), '210', 'then all of them, and not one more');

-- Spent.

select given.acting_for('alder', 'owner', 'Olga');
create temporary table rewards as
select
    (api.create_reward(
        given.tenant_id('alder'), 'Ten', 'amount', 200, '{"amount": 1000, "currency": "EUR"}'
    ) ->> 'id')::uuid as ten,
    (api.create_reward(
        p_tenant_id => given.tenant_id('alder'), p_name => 'Half', p_kind => 'percent',
        p_points => 10, p_percent => 50, p_service_id => given.service_id('alder', 'Wash')
    ) ->> 'id')::uuid as half,
    (api.create_reward(
        p_tenant_id => given.tenant_id('alder'), p_name => 'A cut', p_kind => 'service',
        p_points => 5, p_service_id => given.service_id('alder', 'Cut')
    ) ->> 'id')::uuid as free;
grant select on rewards to public;

create function pg_temp.book(p_time time, p_reward_id uuid, p_service text default 'Cut')
returns uuid
    language sql
as $$
    select (api.create_booking(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', p_service),
        p_starts_at => given.at('alder', given.day(1, p_time)),
        p_customer => '{"name": "Zoe", "email": "zoe@customers.test"}',
        p_reward_id => p_reward_id
    ) ->> 'id')::uuid;
$$;

create function pg_temp.wallet() returns void
    language plpgsql
as $$
begin
    reset role;
    perform given.acting_for('alder', 'guest', null, jsonb_build_object(
        'manage_token',
        private.manage_token(given.tenant_id('alder'), given.customer_id('alder', 'Zoe'))
    ));
end;
$$;

select given.acting_for('alder');
select throws_ok(
    $$ select pg_temp.book('09:00', ten) from rewards $$, 'KF170', null, 'not by anybody'
);
select pg_temp.wallet();
select throws_ok(
    $$ select pg_temp.book('09:00', half) from rewards $$, 'KC175', null, 'not for anything'
);
select throws_ok(
    $$ select pg_temp.book('09:00', gen_random_uuid()) $$, 'KN173', null, 'not what is not there'
);
create temporary table spent as select pg_temp.book('09:00', ten) as a from rewards;
grant select on spent to public;
select is(given.paying(a), 'held requires_payment -1000 3000', 'off the price') from spent;
select is(pg_temp.points(), '10', 'and off the points');
select throws_ok(
    $$ select pg_temp.book('10:00', ten) from rewards $$, 'KC120', null, 'there are not enough'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    format(
        'select api.redeem(%L, %L, p_reward_id => %L)', given.tenant_id('alder'), a, free
    ),
    'KC175', null, 'one for a booking'
)
from spent, rewards;
select api.cancel_booking(given.tenant_id('alder'), a) from spent;
select is(pg_temp.points(), '210', 'what is called off gives them back');
select pg_temp.wallet();
create temporary table freed as select pg_temp.book('11:00', free) as a from rewards;
grant select on freed to public;
select is(given.paying(a), 'confirmed none -4000 0', 'a free visit is confirmed at once')
from freed;
select is(pg_temp.points(), '205', 'for five');

-- A hold that lapsed, and was paid after all.

create temporary table late as select pg_temp.book('13:00', half, 'Wash') as a from rewards;
grant select on late to public;
select is(pg_temp.points(), '195', 'half of it');
create temporary table paying as select given.checkout('alder', a) as a from late;
grant select on paying to public;
select given.nobody();
update data.bookings
set hold_expires_at = now() - interval '1 second', lapses_at = now() - interval '1 second'
where booking_id = (select a from late);
update data.allocations set hold_expires_at = now() - interval '1 second'
where booking_id = (select a from late);
select private.begin_claims(
    jsonb_build_object('role', 'worker', 'tenant_id', given.tenant_id('alder')), false
);
select private.end_holds(given.tenant_id('alder'), array[a]) from late;
select is(pg_temp.points(), '205', 'a hold that lapses gives them back');
select is(given.paid('alder', a), 'heeded', 'it is paid too late') from paying;
select is(given.paying(a), 'confirmed paid -1500 0', 'and costs what it did') from late;
select is(pg_temp.points(), '195', 'in points too');

-- Owed: spent before what earned them was given back.

select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    format(
        'select api.adjust_points(%L, %L, -150, %L)', given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'), 'By mistake'
    ),
    'staff take some'
);
select throws_ok(
    format(
        'select api.adjust_points(%L, %L, -150, %L)', given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'), 'Too many'
    ),
    'KC120', null, 'no more than there are'
);
select given.nobody();
select pg_temp.give_back(three, 3000) from made;
select is(pg_temp.points(), '0 owed 165', 'what is gone is owed');
select given.nobody();
select pg_temp.complete(two) from made;
select is(pg_temp.points(), '0 owed 75', 'what is earned next makes up for it');
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok(
    format(
        'select api.adjust_points(%L, %L, 100, %L)', given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe'), 'Sorry'
    ),
    'and so does what is given'
);
select is(pg_temp.points(), '25', 'the rest is theirs');

-- What they see of it.

select pg_temp.wallet();
select is(
    (
        select string_agg(i.e ->> 'points', ' ' order by i.n)
        from jsonb_array_elements(
            api.list_points(given.tenant_id('alder'), given.customer_id('alder', 'Zoe'), 3)
            -> 'items'
        ) with ordinality as i (e, n)
    ),
    '25 -45 -150',
    'the latest first'
);
select is(
    api.get_wallet(given.tenant_id('alder'), given.customer_id('alder', 'Zoe')) ->> 'points',
    '25',
    'and what there is'
);
select given.acting_for('alder');
select throws_ok(
    format(
        'select api.list_points(%L, %L)', given.tenant_id('alder'),
        given.customer_id('alder', 'Zoe')
    ),
    'KF170', null, 'nobody else does'
);

-- Too old.

select given.nobody();
update data.journals set occurred_at = now() - interval '13 months';
update data.loyalty_programmes set swept_at = now() - interval '2 days';
select given.acting_for('alder', 'worker');
select api.sweep_prepaid(given.tenant_id('alder'));
select is(pg_temp.points(), '0', 'what is too old is gone');
select given.nobody();
select is((select count(*)::integer from private.violated_ledger_balances()), 0, 'it balances');
select is((select count(*)::integer from private.violated_ledger_overdrawn()), 0, 'as it must');

select * from finish();
rollback;
