-- private.is_outdone: of several reminders that waited, the last is sent.

begin;
select plan(3);

select given.tenant('alder');
select given.resource('alder', 'Sam'), given.service('alder', 'Cut', 60, 'Sam');
select given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00'));
select given.booking('alder', 'Cut', 'Sam', given.day(0, '12:00'), 'Zoe');

-- Reminds of a visit by what was due in the night.
create function pg_temp.remind(p_customer text, variadic p_minutes integer[]) returns void
    language sql security definer
    return private.queue_deliveries(given.tenant_id('alder'), array(
        select row(
            'email', b.tenant_id,
            private.notice_order('reminder', b.customer_id, b.booking_id), null, 'reminder',
            jsonb_build_object(
                'recipient', 'customer', 'recipient_id', b.customer_id,
                'booking_id', b.booking_id, 'version', b.version,
                'starts_at', private.utc(b.starts_at), 'minutes', m
            ),
            null
        )::private.wanted
        from data.bookings as b
        cross join unnest(p_minutes) with ordinality as r (m, nth)
        where b.customer_name = p_customer
        order by r.nth
    ));

-- What became of them, when a worker comes in the morning: those of a visit come one by one.
create function pg_temp.sent(p_customer text) returns text[]
    language sql security definer
    return array(
        select concat_ws(' ', d.data ->> 'minutes', case
            when d.worker_id is null then d.status else 'sent'
        end)
        from data.deliveries as d
        join data.bookings as b on b.booking_id = (d.data ->> 'booking_id')::uuid
        where b.customer_name = p_customer and d.kind = 'reminder'
        order by d.delivery_id
    );

create function pg_temp.claim() returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'worker');
    perform api.claim_deliveries(null, '01900000-0000-7000-8000-000000000001');
    perform given.nobody();
end;
$$;

select given.acting_for('alder', 'worker');
select api.relay_events(null);
select given.nobody();
delete from data.deliveries;
select pg_temp.remind('Ann', 1440, 600, 120), pg_temp.remind('Zoe', 600);
select pg_temp.claim() from generate_series(1, 3);
select is(
    pg_temp.sent('Ann'), '{1440 skipped,600 skipped,120 sent}'::text[], 'one is enough'
);
select is(pg_temp.sent('Zoe'), '{600 sent}'::text[], 'of each visit');

update data.deliveries set worker_id = null, status = 'delivered', settled_at = now()
where status = 'pending';
select pg_temp.remind('Zoe', 120);
select pg_temp.claim();
select is(
    pg_temp.sent('Zoe'), '{600 delivered,120 sent}'::text[], 'what was told before changes nothing'
);

select * from finish();
rollback;
