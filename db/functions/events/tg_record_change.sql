-- For what is made, changed and removed: "<noun>.created", ".updated", ".archived", ".restored" or
-- ".deleted" for each row. Its arguments are the noun, the column of the row's id, and the columns
-- that the event's data have.
--
-- What only we keep count by is no change to anybody else. It runs as the relay, which may append
-- whatever a trigger says: a row that goes with another is deleted by the owner of the tables.

create function private.tg_record_change() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_unseen constant text[] := '{person_id,phone_e164,merged_into}';
    v_row constant jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    v_was constant jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
begin
    if tg_op = 'UPDATE' and v_was - v_unseen = v_row - v_unseen then
        return null;
    end if;

    perform private.record_event(
        (v_row ->> 'tenant_id')::uuid,
        tg_argv[0] || case
            when tg_op = 'INSERT' then '.created'
            when tg_op = 'DELETE' then '.deleted'
            when v_was ->> 'archived_at' is null and v_row ->> 'archived_at' is not null
                then '.archived'
            when v_was ->> 'archived_at' is not null and v_row ->> 'archived_at' is null
                then '.restored'
            else '.updated'
        end,
        (v_row ->> tg_argv[1])::uuid,
        null,
        -- Every booking of somebody new comes by here: a customer's event has none.
        case when tg_nargs = 2 then '{}' else private.event_data(v_row, tg_argv[2:]) end
    );

    return null;
end;
$$;

comment on function private.tg_record_change is
    'Record that a row was created, changed, archived, restored or deleted.';

alter function private.tg_record_change owner to holdfast_relay;

create trigger _900_event after insert or update or delete on data.locations
for each row execute function private.tg_record_change('location', 'location_id');

create trigger _900_event after insert or update or delete on data.members
for each row execute function private.tg_record_change('member', 'user_id', 'role');

create trigger _900_event after insert or update or delete on data.customers
for each row execute function private.tg_record_change('customer', 'customer_id');

create trigger _900_event after insert or update or delete on data.customer_notes
for each row execute function private.tg_record_change('note', 'note_id', 'customer_id');

create trigger _900_event after insert or update or delete on data.resources
for each row execute function private.tg_record_change(
    'resource', 'resource_id', 'resource_id', 'location_id', 'kind'
);

create trigger _900_event after insert or update or delete on data.services
for each row execute function private.tg_record_change('service', 'service_id');

create trigger _900_event after insert or update or delete on data.hours
for each row execute function private.tg_record_change('hours', 'hours_id', 'resource_id');

create trigger _900_event after insert or update or delete on data.location_hours
for each row execute function private.tg_record_change(
    'location_hours', 'hours_id', 'location_id'
);

create trigger _900_event after insert or update or delete on data.shifts
for each row execute function private.tg_record_change(
    'shift', 'shift_id', 'resource_id', 'starts_at', 'ends_at'
);

create trigger _900_event after insert or update or delete on data.closures
for each row execute function private.tg_record_change(
    'closure', 'closure_id', 'location_id', 'starts_at', 'ends_at'
);

create trigger _900_event after insert or update or delete on data.time_off
for each row execute function private.tg_record_change(
    'time_off', 'time_off_id', 'resource_id', 'starts_at', 'ends_at'
);

create trigger _900_event after insert or update or delete on data.calendars
for each row execute function private.tg_record_change(
    'calendar', 'calendar_id', 'resource_id', 'kind'
);

create trigger _900_event after insert or update or delete on data.payment_accounts
for each row execute function private.tg_record_change(
    'payment_account', 'tenant_id', 'charges_enabled', 'payouts_enabled'
);

create trigger _900_event after insert or update or delete on data.commission_rules
for each row execute function private.tg_record_change('commission_rule', 'rule_id');

create trigger _900_event after insert or update or delete on data.cash_movements
for each row execute function private.tg_record_change(
    'cash_movement', 'movement_id', 'location_id', 'kind'
);

create trigger _900_event after insert or update or delete on data.gift_cards
for each row execute function private.tg_record_change(
    'gift_card', 'gift_card_id', 'status', 'customer_id', 'payment_id', 'expires_at'
);

create trigger _900_event after insert or update or delete on data.packages
for each row execute function private.tg_record_change('package', 'package_id');

create trigger _900_event after insert or update or delete on data.customer_packages
for each row execute function private.tg_record_change(
    'customer_package', 'customer_package_id', 'status', 'package_id', 'customer_id',
    'payment_id', 'expires_at'
);

create trigger _900_event after insert or update or delete on data.adjustments
for each row execute function private.tg_record_change(
    'adjustment', 'adjustment_id', 'customer_id', 'kind', 'amount', 'unit'
);

create trigger _900_event after insert or update or delete on data.rewards
for each row execute function private.tg_record_change('reward', 'reward_id');
