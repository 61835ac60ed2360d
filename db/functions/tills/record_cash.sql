-- Writes down what went through a till, or that it was counted, and posts it. The
-- account is locked, so that of two who count at once the second counts against what the first has
-- found.

create function private.record_cash(
    p_location data.locations,
    p_kind text,
    p_amount_minor bigint,
    p_reason text
) returns data.cash_movements
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_movement data.cash_movements;
    v_currency text;
    v_moved bigint;
begin
    select currency
    into strict v_currency
    from data.tenants
    where tenant_id = p_location.tenant_id;

    perform pg_advisory_xact_lock(private.lock_key(
        p_location.tenant_id,
        private.account_of(p_location.tenant_id, 'cash', null, v_currency)
    ));

    v_moved := case p_kind
        when 'paid_in' then p_amount_minor
        when 'paid_out' then -p_amount_minor
        else p_amount_minor - private.cash_in(p_location)
    end;

    insert into data.cash_movements (
        tenant_id, location_id, kind, amount_minor, difference_minor, currency, reason, recorded_by
    )
    values (
        p_location.tenant_id,
        p_location.location_id,
        p_kind,
        p_amount_minor,
        case when p_kind = 'counted' then v_moved end,
        v_currency,
        p_reason,
        private.current_user_id()
    )
    returning * into v_movement;

    perform private.post_journal(
        p_location.tenant_id,
        'cash.' || p_kind,
        v_movement.movement_id,
        array[
            private.line_at(p_location, 'cash', v_moved, v_movement.currency),
            private.line_at(
                p_location,
                case p_kind when 'counted' then 'cash_differences' else 'cash_moved' end,
                -v_moved,
                v_movement.currency
            )
        ]
    );

    return v_movement;
end;
$$;

comment on function private.record_cash is 'Write down what went through a till.';

grant execute on function private.record_cash to holdfast_api;
