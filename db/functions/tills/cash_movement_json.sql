-- What went through a till, as clients see it.

create function private.cash_movement_json(p_movement data.cash_movements) returns jsonb
    language sql immutable parallel safe
    return to_jsonb(row(
        (p_movement).movement_id,
        (p_movement).location_id,
        (p_movement).kind,
        row((p_movement).amount_minor, (p_movement).currency)::api.money,
        case
            when (p_movement).difference_minor is not null
                then row((p_movement).difference_minor, (p_movement).currency)::api.money
        end,
        (p_movement).reason,
        (p_movement).recorded_by,
        private.utc((p_movement).created_at)
    )::api.cash_movement);

comment on function private.cash_movement_json is 'What went through a till.';

grant execute on function private.cash_movement_json to holdfast_api;
