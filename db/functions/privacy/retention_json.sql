-- The one shape that the rules for how long things are kept have outside the database.

create function private.retention_json(p_rules data.retention_rules) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_rules).customers_months,
        (p_rules).waitlist_days,
        (p_rules).messages_days,
        (p_rules).history_months
    )::api.retention);

comment on function private.retention_json is 'How long things are kept, as clients see it.';

grant execute on function private.retention_json to holdfast_api;
