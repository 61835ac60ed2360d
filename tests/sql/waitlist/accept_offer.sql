-- api.accept_offer: what an offer becomes, and until when it can be accepted.

begin;
select plan(29);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 480, 'Ann');
select given.service('alder', 'Paid', 480, 'Ann');
select given.service('alder', 'Asked', 480, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ben', 'staff');
update data.services set price_minor = 4500, pay_online = true where name = 'Paid';
update data.services set needs_acceptance = true where name = 'Asked';

-- Somebody waits for a day that is full, and it is freed.
create function pg_temp.offered(p_day integer, p_customer text, p_service text default 'Cut')
returns uuid
    language plpgsql
as $$
declare
    v_booking_id uuid := given.booking('alder', 'Cut', 'Ann', given.day(p_day, '09:00'), 'Zoe');
    v_entry_id uuid := given.waiting('alder', p_service, 'Ann', given.day(p_day), p_customer);
begin
    perform given.acting_for('alder', 'owner', 'Olga');
    perform api.cancel_booking(given.tenant_id('alder'), v_booking_id);
    perform given.nobody();
    return v_entry_id;
end;
$$;
create function pg_temp.accept(p_id uuid, p_slug text default 'alder') returns jsonb
    language sql
    return api.accept_offer(p_tenant_id => given.tenant_id(p_slug), p_entry_id => p_id);

create temporary table entries (
    cut uuid default pg_temp.offered(0, 'Abe'),
    paid uuid default pg_temp.offered(1, 'Bea', 'Paid'),
    asked uuid default pg_temp.offered(2, 'Cal', 'Asked'),
    late uuid default pg_temp.offered(3, 'Dan'),
    staffed uuid default pg_temp.offered(4, 'Eve', 'Paid'),
    limited uuid default pg_temp.offered(5, 'Fay'),
    gone uuid default pg_temp.offered(6, 'Gus')
);
insert into entries default values;
grant select on entries to public;

-- What it becomes.

select given.acting_with_token('alder', cut) from entries;
create temporary table accepted as select pg_temp.accept(cut) as booking from entries;
grant select on accepted to public;
select is(booking ->> 'status', 'confirmed', 'an offer that is accepted is confirmed')
from accepted;
select is(booking ->> 'hold_expires_at', null, 'and held no longer') from accepted;
select is((booking -> 'version')::integer, 2, 'it is a version further') from accepted;
select is(
    booking ->> 'manage_token', given.manage_token('alder', (booking ->> 'id')::uuid),
    'it comes with the token that opens it'
) from accepted;
select is(
    api.get_waitlist_entry(given.tenant_id('alder'), cut) ->> 'status', 'accepted',
    'so the entry is accepted'
) from entries;
select throws_ok(
    $$ select pg_temp.accept(cut) from entries $$, 'KC051',
    'There is no offer to answer: the entry is accepted.', 'which it is once'
);
select is(
    api.get_booking(given.tenant_id('alder'), (booking ->> 'id')::uuid) ->> 'status', 'confirmed',
    'and its token opens the booking too'
) from accepted;
select given.acting_with_token('alder', (booking ->> 'id')::uuid) from accepted;
select is(
    api.cancel_booking(given.tenant_id('alder'), (booking ->> 'id')::uuid) ->> 'status',
    'cancelled_by_customer', 'and the booking can be cancelled like any'
) from accepted;

select given.acting_with_token('alder', asked) from entries;
select is(
    pg_temp.accept(asked) ->> 'status', 'pending', 'it is pending if the business has to accept it'
) from entries;

select given.acting_with_token('alder', paid) from entries;
create temporary table unpaid as select pg_temp.accept(paid) as booking from entries;
select is(booking ->> 'status', 'held', 'it is held if it is to be paid') from unpaid;
select is(booking ->> 'payment_status', 'requires_payment', 'and waits for that') from unpaid;
select given.nobody();
select is(
    (
        select string_agg(distinct a.hold_expires_at::text, ' ')
        from data.allocations as a
        join data.bookings as b on b.tenant_id = a.tenant_id and b.booking_id = a.booking_id
        where b.payment_status = 'requires_payment'
    ),
    (select hold_expires_at::text from data.bookings where payment_status = 'requires_payment'),
    'with what it occupies held as long'
);
select is(
    (select status from data.waitlist where entry_id = (select paid from entries)), 'accepted',
    'what becomes of it then is no matter of the waitlist'
);
select is(
    (
        select array_agg(type order by event_id) from data.events
        where subject_id = (select (booking ->> 'id')::uuid from unpaid)
    ),
    array['booking.held', 'booking.requires_payment'], 'and it is told'
);

-- Its deadline.

select given.lapse('alder');
select given.acting_with_token('alder', late) from entries;
select throws_ok(
    $$ select pg_temp.accept(late) from entries $$, 'KC003', null,
    'an offer that has run out cannot be accepted'
);
select is(
    api.get_waitlist_entry(given.tenant_id('alder'), late) ->> 'status', 'lapsed',
    'it has lapsed, though nobody has come to write that down'
) from entries;
select is(
    api.get_waitlist_entry(given.tenant_id('alder'), late) -> 'booking', 'null',
    'and there is nothing on offer'
) from entries;

select given.nobody();
update data.bookings
set lapses_at = now() + interval '1 hour', hold_expires_at = now() + interval '2 hours'
where status = 'held';

-- Staff accept for somebody on the telephone.

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.accept(staffed) ->> 'status', 'confirmed', 'staff need no payment'
) from entries;
select is(
    (select api.confirm_booking(given.tenant_id('alder'), (
        api.get_waitlist_entry(given.tenant_id('alder'), gone) -> 'booking' ->> 'id'
    )::uuid) ->> 'status'),
    'confirmed', 'they may also confirm what is held'
) from entries;
select is(
    api.get_waitlist_entry(given.tenant_id('alder'), gone) ->> 'status', 'accepted',
    'which accepts it'
) from entries;

-- Limits.

select given.nobody();
select given.service('alder', 'Wash', 60, 'Ben');
select given.booking('alder', 'Wash', 'Ben', given.day(5, '10:00'), 'Fay');
update data.tenants set max_per_customer_per_day = 1 where slug = 'alder';
select given.acting_with_token('alder', limited) from entries;
select throws_ok(
    $$ select pg_temp.accept(limited) from entries $$, 'KV015', null,
    'who has enough bookings on that day cannot accept another'
);
select given.nobody();
update data.tenants set max_per_customer_per_day = 2 where slug = 'alder';
select given.acting_with_token('alder', limited) from entries;
select is(
    api.get_waitlist_entry(given.tenant_id('alder'), limited) ->> 'status', 'offered',
    'but still has the offer'
) from entries;
select throws_ok(
    format(
        'select api.get_booking(given.tenant_id(''alder''), %L)',
        api.get_waitlist_entry(given.tenant_id('alder'), limited) -> 'booking' ->> 'id'
    ),
    'KN003', null, 'whose booking opens once it is accepted'
) from entries;

-- Again.

select given.acting_for(
    'alder', 'guest', null, jsonb_build_object(
        'manage_token', given.manage_token('alder', limited),
        'idempotency_key', 'k', 'request_hash', 'h'
    )
) from entries;
select is(
    (select pg_temp.accept(limited) from entries), (select pg_temp.accept(limited) from entries),
    'a request that comes twice is done once'
);
select is(
    current_setting('response.headers')::jsonb ->> 'Idempotent-Replayed', 'true', 'and says so'
);

-- Others.

select given.acting_with_token('alder', cut) from entries;
select throws_ok(
    $$ select pg_temp.accept(limited) from entries $$, 'KN012', null,
    'with the token of another entry it is not there'
);
select given.acting_for('alder', 'staff', 'Ben');
select throws_ok(
    $$ select pg_temp.accept(limited) from entries $$, 'KN012', null,
    'nor for staff whom it does not wait for'
);
select given.acting_for('birch', 'owner');
select throws_ok(
    $$ select pg_temp.accept(limited, 'birch') from entries $$, 'KN012', null,
    'nor for another business'
);
select given.nobody();
select is(
    (select count(*)::integer from data.events where type = 'waitlist.accepted'), 6,
    'each that was accepted is told once'
);

select * from finish();
rollback;
