-- What happens on the waitlist becomes events, in the same transaction. It runs as the relay: an
-- entry may go with its customer.

create function private.tg_waitlist_events() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_entry constant data.waitlist := case when tg_op = 'DELETE' then old else new end;
begin
    perform private.record_event(
        v_entry.tenant_id,
        'waitlist.' || case
            when tg_op = 'INSERT' then 'joined'
            when tg_op = 'DELETE' then 'deleted'
            when old.status = new.status then 'updated'
            else new.status
        end,
        v_entry.entry_id,
        null,
        jsonb_build_object(
            'status', v_entry.status,
            'service_id', v_entry.service_id,
            'resource_id', v_entry.resource_id,
            'customer_id', v_entry.customer_id,
            'booking_id', v_entry.booking_id
        )
    );

    return null;
end;
$$;

comment on function private.tg_waitlist_events is 'Record what happens on the waitlist.';

alter function private.tg_waitlist_events owner to holdfast_relay;

create trigger _900_event after insert or delete on data.waitlist
for each row execute function private.tg_waitlist_events();

create trigger _900_event_of_update after update on data.waitlist
for each row when (old.* is distinct from new.*)
execute function private.tg_waitlist_events();
