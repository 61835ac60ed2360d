-- api.sweep_holds: lapsed holds end, and what somebody waits for goes to them.

begin;
select plan(21);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 480, 'Ann');
select given.service('alder', 'Paid', 480, 'Ann');
select given.member('alder', 'Olga', 'owner');
update data.services set price_minor = 4500, pay_online = true where name = 'Paid';

create function pg_temp.sweep(p_slug text default 'alder') returns void
    language plpgsql
as $$
begin
    perform given.acting_for(p_slug, 'worker');
    perform api.sweep_holds(given.tenant_id(p_slug));
    perform given.nobody();
end;
$$;

-- Whether a guest may have the slot, as search and explain say and as booking does.
create function pg_temp.is_free() returns boolean
    language plpgsql
as $$
declare
    v_searched boolean;
    v_explained boolean;
begin
    perform given.acting_for('alder');
    v_searched := json_array_length(api.get_availability(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.day(0)::date, given.day(0)::date
    ) -> 'slots') > 0;
    v_explained := (api.explain_slot(
        given.tenant_id('alder'), given.service_id('alder', 'Cut'),
        given.resource_id('alder', 'Ann'), given.at('alder', given.day(0, '09:00'))
    ) -> 'free')::boolean;
    perform given.nobody();

    if v_searched <> v_explained then
        raise 'They disagree.';
    end if;

    begin
        perform given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Mole');
        raise lock_not_available;
    exception
        when lock_not_available then
            v_explained := true;
        when sqlstate 'KC001' then
            v_explained := false;
    end;

    if v_searched <> v_explained then
        raise 'They disagree.';
    end if;

    return v_searched;
end;
$$;

-- Who may.

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.sweep_holds(given.tenant_id('alder')) $$, '42501', null, 'nobody has it for a job'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.sweep_holds(given.tenant_id('alder')) $$, '42501', null, 'and guests even less'
);

-- Nobody waits.

select given.nobody();
select given.booking('alder', 'Paid', 'Ann', given.day(0, '09:00'), 'Zoe');
select is(pg_temp.is_free(), false, 'what is held is taken');
select pg_temp.sweep();
select is((select status from data.bookings), 'held', 'a hold that has time left stays');
select given.lapse('alder');
select is(pg_temp.is_free(), true, 'what has lapsed is free at once, without any job');
select pg_temp.sweep('birch');
select is((select status from data.bookings), 'held', 'other businesses have their own');
select pg_temp.sweep();
select is((select status from data.bookings), 'expired', 'a hold that has lapsed ends');
select is(pg_temp.is_free(), true, 'and its time is free');

-- Three wait. Each lets it lapse.

select given.booking('alder', 'Paid', 'Ann', given.day(0, '09:00'), 'Zoe');
select given.booking('alder', 'Paid', 'Ann', given.day(7, '09:00'), 'Zoe');
select given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Abe');
select results_eq(
    $$
        select hold_expires_at - lapses_at
        from data.bookings
        where status = 'held'
        order by starts_at
    $$,
    $$ values ('1 minute'::interval), ('0') $$,
    'who begins to wait for what is held may have it handed on'
);
select given.booking('alder', 'Paid', 'Ann', given.day(14, '09:00'), 'Zoe');
select is(
    (
        select hold_expires_at - lapses_at
        from data.bookings
        where status = 'held'
        order by starts_at desc
        limit 1
    ),
    '1 minute', 'and so may who waits already'
);
select given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Bea');
select given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Cal');
select given.lapse('alder');
select is(pg_temp.is_free(), false, 'before the sweep comes it is nobody''s');
select pg_temp.sweep();
select is(
    given.waitlist('alder'), 'Abe offered, Bea waiting, Cal waiting', 'who came first is offered it'
);
select is(pg_temp.is_free(), false, 'so it is not free');
select given.lapse('alder');
select pg_temp.sweep();
select is(given.waitlist('alder'), 'Abe lapsed, Bea offered, Cal waiting', 'then the second');
select given.lapse('alder');
select pg_temp.sweep();
select is(given.waitlist('alder'), 'Abe lapsed, Bea lapsed, Cal offered', 'then the third');
select given.lapse('alder');
select is(pg_temp.is_free(), false, 'all the while it is not free');
select pg_temp.sweep();
select is(given.waitlist('alder'), 'Abe lapsed, Bea lapsed, Cal lapsed', 'until nobody is left');
select is(pg_temp.is_free(), true, 'and then it is');
select is(
    (select count(*)::integer from data.events where type = 'waitlist.lapsed'), 3,
    'each that lapsed is told'
);

-- Whoever needs the slot ends an offer, too: where no sweep comes, after that minute.

select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe');
select given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Dan');
select given.acting_for('alder', 'owner', 'Olga');
select api.cancel_booking(given.tenant_id('alder'), (
    select (item ->> 'id')::uuid
    from jsonb_array_elements(
        api.list_bookings(given.tenant_id('alder'), p_status => 'confirmed') -> 'items'
    ) as item
));
select given.nobody();
select given.lapse('alder', true);
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Eli');
select is(
    (select status from data.waitlist where customer_name = 'Dan'), 'lapsed',
    'an offer that no sweep comes for ends when somebody needs its slot'
);
select is(
    (select string_agg(customer_name, ' ') from data.bookings where status = 'confirmed'), 'Eli',
    'who gets it'
);

select * from finish();
rollback;
