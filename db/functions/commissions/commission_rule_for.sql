-- The rule that says what the one who leads a visit earns of it, if it is completed now: the one
-- that is said most precisely, and of several alike the latest. No row if there is none, or no
-- person leads.

create function private.commission_rule_for(p_booking data.bookings)
returns setof data.commission_rules
    language sql stable
    set search_path = ''
as $$
    select k.*
    from data.commission_rules as k
    join data.services as s
        on s.tenant_id = p_booking.tenant_id and s.service_id = p_booking.service_id
    join data.resources as r
        on
            r.tenant_id = p_booking.tenant_id
            and r.resource_id = p_booking.resource_id
            and r.kind = 'staff'
    where
        k.tenant_id = p_booking.tenant_id
        and k.archived_at is null
        and k.effective_from <= (now() at time zone p_booking.time_zone)::date
        and (k.resource_id is null or k.resource_id = p_booking.resource_id)
        and (k.service_id is null or k.service_id = p_booking.service_id)
        and (k.category is null or k.category = s.category)
    order by
        k.resource_id is not null desc,
        k.service_id is not null desc,
        k.category is not null desc,
        k.effective_from desc,
        k.rule_id desc
    limit 1;
$$;

comment on function private.commission_rule_for is
    'The rule that says what the one who leads a visit earns of it.';

grant execute on function private.commission_rule_for to holdfast_api;
