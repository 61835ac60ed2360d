-- A business that has not paid can be read, and what is booked goes on; nothing new is.

begin;
select no_plan();

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.plan('studio', 2900);
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as booking_id;
grant select on made to public;
select given.subscribed('alder', 'studio');
select given.platform_event(
    'invoice.payment_failed', given.bill('alder', 'open', '{"id": "in_2"}'), -8 * 86400
);
select ok(not private.is_lapsed(given.tenant_id('alder')), 'an old refusal is no news');
select given.platform_event(
    'customer.subscription.updated',
    given.subscription('alder', 'past_due', 'price_studio_month', '{"latest_invoice": "in_2"}'), 1
);
select ok(private.is_lapsed(given.tenant_id('alder')), 'the grace is over');

create function pg_temp.book() returns text
    language sql
as $$
    select api.create_booking(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.at('alder', given.day(0, '14:00')),
        '{"name": "Zoe", "email": "zoe@x.test"}'
    )::text;
$$;

-- Its own people.

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    format('select api.update_settings(%L, p_name => ''Other'')', given.tenant_id('alder')),
    'KF160', null, 'nothing is changed'
);
select throws_ok(
    format(
        'select api.create_resource(%L, %L, ''staff'', ''Ben'')',
        given.tenant_id('alder'), given.location_id('alder')
    ),
    'KF160', null, 'nobody comes'
);
select throws_ok(
    'select pg_temp.book()',
    'KF160', null, 'nothing is booked, and they are told why'
);
select lives_ok(
    format('select api.list_resources(%L)', given.tenant_id('alder')), 'everything is read'
);
select lives_ok(
    format('select api.get_subscription(%L)', given.tenant_id('alder')), 'also what is missing'
);
select lives_ok(
    format('select api.open_subscription_portal(%L)', given.tenant_id('alder')), 'it can be paid'
);
-- Customers.

select given.nobody();
select given.acting_for('alder', 'guest', null, jsonb_build_object(
    'manage_token', private.manage_token(given.tenant_id('alder'), booking_id)
))
from made;
select throws_ok('select pg_temp.book()', 'KF002', null, 'nothing is booked');
select is(
    jsonb_array_length(api.get_availability(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.day(0)::date, given.day(1)::date
    )::jsonb -> 'slots'),
    0,
    'nothing is on offer'
);
select lives_ok(
    format('select api.cancel_booking(%L, %L)', given.tenant_id('alder'), booking_id),
    'what is booked can be cancelled'
)
from made;

-- Whoever runs the platform may put things right.

select given.acting_for(
    'alder', 'owner', 'Olga', '{"acting": "0196b5c0-0000-7000-8000-000000000002"}'
);
select lives_ok(
    format('select api.update_settings(%L, p_name => ''Other'')', given.tenant_id('alder')),
    'a platform admin who acts for it changes what is wrong'
);
select given.nobody();

-- Paid.

select given.platform_event(
    'invoice.paid', given.bill('alder', 'paid', '{"id": "in_2"}'), 2
);
select given.acting_for('alder', 'owner', 'Olga');
select lives_ok('select pg_temp.book()', 'paid, it goes on');
select given.nobody();

-- Every table is shut, or has a reason not to be.

select set_eq(
    $$
        select c.relname
        from pg_class as c
        where
            c.relnamespace = 'data'::regnamespace and c.relkind in ('r', 'p')
            and exists (
                select from pg_attribute as t
                where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
            )
            and not exists (
                select from pg_trigger as g where g.tgrelid = c.oid and g.tgname = '_010_paid'
            )
    $$,
    'select table_name from private.left_out_of_lapse()',
    'what is not shut is named, and is there'
);

select * from finish();
rollback;
