-- For tables that need no events of their own making: "<noun>.created", ".updated" or ".deleted"
-- for each row. The trigger's arguments are the noun and the column of the row's id.

create function private.tg_record_change() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_row constant jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
    perform private.record_event(
        (v_row ->> 'tenant_id')::uuid,
        tg_argv[0] || case tg_op
            when 'INSERT' then '.created' when 'UPDATE' then '.updated' else '.deleted'
        end,
        (v_row ->> tg_argv[1])::uuid,
        null,
        '{}'
    );

    return null;
end;
$$;

comment on function private.tg_record_change is
    'Record that a row was created, updated or deleted.';

create trigger _900_event after insert or update or delete on data.locations
for each row execute function private.tg_record_change('location', 'location_id');

create trigger _900_event after insert or update or delete on data.members
for each row execute function private.tg_record_change('member', 'user_id');

create trigger _900_event after insert or update or delete on data.customers
for each row execute function private.tg_record_change('customer', 'customer_id');

create trigger _900_event after insert or update or delete on data.resources
for each row execute function private.tg_record_change('resource', 'resource_id');

create trigger _900_event after insert or update or delete on data.services
for each row execute function private.tg_record_change('service', 'service_id');

create trigger _900_event after insert or update or delete on data.hours
for each row execute function private.tg_record_change('hours', 'hours_id');

create trigger _900_event after insert or update or delete on data.location_hours
for each row execute function private.tg_record_change('location_hours', 'hours_id');

create trigger _900_event after insert or update or delete on data.shifts
for each row execute function private.tg_record_change('shift', 'shift_id');

create trigger _900_event after insert or update or delete on data.closures
for each row execute function private.tg_record_change('closure', 'closure_id');

create trigger _900_event after insert or update or delete on data.time_off
for each row execute function private.tg_record_change('time_off', 'time_off_id');

create trigger _900_event after insert or update on data.tenants
for each row execute function private.tg_record_change('tenant', 'tenant_id');
