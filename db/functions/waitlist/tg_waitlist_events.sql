-- What happens on the waitlist becomes events, in the same transaction.

create function private.tg_waitlist_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.record_event(
        new.tenant_id,
        'waitlist.' || case
            when tg_op = 'INSERT' then 'joined'
            when old.status = new.status then 'updated'
            else new.status
        end,
        new.entry_id,
        null,
        jsonb_build_object(
            'status', new.status,
            'service_id', new.service_id,
            'resource_id', new.resource_id,
            'customer_id', new.customer_id,
            'booking_id', new.booking_id
        )
    );

    return null;
end;
$$;

comment on function private.tg_waitlist_events is 'Record what happens on the waitlist.';

create trigger _900_event after insert or update on data.waitlist
for each row execute function private.tg_waitlist_events();
