-- Which row of a report something belongs to. It is stable, as the text of a date is, so that it is
-- inlined: it is asked for each posting.

create function private.group_key(
    p_by text,
    p_on_date date,
    p_service_id uuid,
    p_resource_id uuid,
    p_location_id uuid,
    p_customer_id uuid
) returns text
    language sql stable parallel safe
    return case p_by
        when 'service' then p_service_id::text
        when 'staff' then p_resource_id::text
        when 'location' then p_location_id::text
        when 'customer' then p_customer_id::text
        else p_on_date::text
    end;

comment on function private.group_key is 'Which row of a report something belongs to.';

grant execute on function private.group_key to holdfast_api;
