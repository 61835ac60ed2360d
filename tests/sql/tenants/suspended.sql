-- A business that is suspended takes no new bookings from anybody; all else goes on.

begin;
select plan(17);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');

create temporary table made as
select
    given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as cancelled,
    given.booking('alder', 'Cut', 'Ann', given.day(1, '10:00')) as moved,
    given.booking('alder', 'Cut', 'Ann', given.day(2, '10:00')) as wanted,
    given.booking('alder', 'Cut', 'Ann', given.day(3, '10:00')) as offered,
    (given.series('alder', 'Cut', 'Ann', given.day(7, '10:00'), 2, 7) ->> 'id')::uuid as series;
grant select on made to public;
create temporary table waiting as
select
    given.waiting('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Dan', 1) as dan,
    given.waiting('alder', 'Cut', 'Ann', given.day(3, '10:00'), 'Eve', 1) as eve;
grant select on waiting to public;

create function pg_temp.book(p_local timestamp) returns jsonb
    language sql
    return api.create_booking(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_starts_at => given.at('alder', p_local),
        p_customer => '{"name": "Bea", "email": "bea@customers.test"}'
    );

create function pg_temp.series(p_preview boolean) returns jsonb
    language plpgsql
as $$
begin
    if p_preview then
        return api.preview_series(
            p_tenant_id => given.tenant_id('alder'),
            p_service_id => given.service_id('alder', 'Cut'),
            p_starts_at => given.at('alder', given.day(4, '10:00')),
            p_rrule => 'FREQ=DAILY;COUNT=2',
            p_customer => '{"name": "Bea", "email": "bea@customers.test"}',
            p_local_starts => array[given.day(4, '10:00'), given.day(5, '10:00')]
        );
    end if;

    return api.create_series(
        p_tenant_id => given.tenant_id('alder'),
        p_service_id => given.service_id('alder', 'Cut'),
        p_starts_at => given.at('alder', given.day(4, '10:00')),
        p_rrule => 'FREQ=DAILY;COUNT=2',
        p_customer => '{"name": "Bea", "email": "bea@customers.test"}',
        p_local_starts => array[given.day(4, '10:00'), given.day(5, '10:00')]
    );
end;
$$;

select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), offered) from made;
select given.nobody();
select is(given.waitlist('alder'), 'Dan waiting, Eve offered', 'one has an offer already');

update data.tenants set status = 'suspended' where slug = 'alder';

-- New bookings, from nobody.

select given.acting_for('alder', 'guest');
select throws_ok(
    $$ select pg_temp.book(given.day(4, '12:00')) $$, 'KF002', null, 'no booking of a guest'
);
select throws_ok($$ select pg_temp.series(false) $$, 'KF002', null, 'no series');
select throws_ok($$ select pg_temp.series(true) $$, 'KF002', null, 'nor a look at one');
select throws_ok(
    $$
        select api.join_waitlist(
            p_tenant_id => given.tenant_id('alder'),
            p_service_id => given.service_id('alder', 'Cut'),
            p_from => given.at('alder', given.day(1, '10:00')),
            p_to => given.at('alder', given.day(1, '11:00')),
            p_customer => '{"name": "Bea", "email": "bea@customers.test"}'
        )
    $$,
    'KF002', null, 'nobody begins to wait'
);
select given.acting_with_token('alder', eve) from waiting;
select throws_ok(
    $$ select api.accept_offer(given.tenant_id('alder'), eve) from waiting $$,
    'KF002', null, 'no offer is accepted'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select pg_temp.book(given.day(4, '12:00')) $$, 'KF002', null,
    'no booking of the staff either'
);
select throws_ok($$ select pg_temp.series(false) $$, 'KF002', null, 'nor a series');

-- All else.

select lives_ok(
    $$
        select api.get_availability(
            p_tenant_id => given.tenant_id('alder'),
            p_service_id => given.service_id('alder', 'Cut'),
            p_from => given.day(4)::date, p_to => given.day(5)::date
        )
    $$,
    'calendars can be read'
);
select lives_ok(
    $$ select api.cancel_booking(given.tenant_id('alder'), cancelled) from made $$,
    'bookings can be cancelled'
);
select lives_ok(
    $$
        select api.reschedule_booking(
            given.tenant_id('alder'), moved, given.at('alder', given.day(4, '12:00'))
        )
        from made
    $$,
    'and moved'
);
select lives_ok(
    $$
        select api.reschedule_series(
            p_tenant_id => given.tenant_id('alder'), p_series_id => series,
            p_starts_at => given.at('alder', given.day(8, '10:00'))
        )
        from made
    $$,
    'as can series'
);
select lives_ok(
    $$ select api.cancel_booking(given.tenant_id('alder'), wanted) from made $$,
    'what somebody waits for becomes free'
);
select lives_ok(
    $$ select api.cancel_series(given.tenant_id('alder'), series) from made $$, 'series end'
);
select given.nobody();
select is(given.waitlist('alder'), 'Dan waiting, Eve offered', 'and nobody is offered anything');

select given.acting_with_token('alder', eve) from waiting;
select lives_ok(
    $$ select api.decline_offer(given.tenant_id('alder'), eve) from waiting $$,
    'an offer can be declined'
);
select given.nobody();
update data.tenants set status = 'active' where slug = 'alder';
select given.acting_for('alder', 'guest');
select lives_ok($$ select pg_temp.book(given.day(5, '12:00')) $$, 'until it is active again');
select given.nobody();

select * from finish();
rollback;
