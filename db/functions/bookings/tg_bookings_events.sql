-- Every change of a booking that a client can see becomes an event, in the same transaction.
--
-- What is over is not moved: where a time is taken again elsewhere, since its hold had lapsed when
-- it was paid, what happens is that it is confirmed.

create function private.tg_bookings_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id,
        'booking.' || case
            when tg_op = 'INSERT' or old.status <> new.status then new.status
            when old.payment_status <> new.payment_status and new.payment_status <> 'none'
                then new.payment_status
            when
                new.status <> 'expired'
                and (old.starts_at, old.ends_at, old.resource_id)
                <> (new.starts_at, new.ends_at, new.resource_id)
                then 'rescheduled'
            else 'updated'
        end,
        new.booking_id,
        new.version,
        jsonb_build_object(
            'status', new.status,
            'service_id', new.service_id,
            'resource_id', new.resource_id,
            'location_id', new.location_id,
            'customer_id', new.customer_id,
            'series_id', new.series_id,
            'starts_at', private.utc(new.starts_at),
            'ends_at', private.utc(new.ends_at),
            'hold_expires_at', private.utc(private.lapses_at(new)),
            'previously', case
                when tg_op = 'UPDATE' and old.starts_at <> new.starts_at
                    then private.utc(old.starts_at)
            end,
            'previous_status', case
                when tg_op = 'UPDATE' and old.status <> new.status then old.status
            end,
            'previous_resource_id', case
                when tg_op = 'UPDATE' and old.resource_id <> new.resource_id then old.resource_id
            end
        )
    );

    return null;
end;
$$;

comment on function private.tg_bookings_events is 'Record what happens to bookings.';

create trigger _900_event_of_insert after insert on data.bookings
for each row execute function private.tg_bookings_events();

create trigger _900_event_of_update after update on data.bookings
for each row when (old.version is distinct from new.version)
execute function private.tg_bookings_events();
