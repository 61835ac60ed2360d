-- Whose a tip is: that of the person who leads the visit. Null: the business's, since a room leads.

create function private.tip_taker(p_booking data.bookings) returns uuid
    language sql stable parallel safe
    set search_path = ''
as $$
    select r.resource_id
    from data.resources as r
    where
        r.tenant_id = (p_booking).tenant_id
        and r.resource_id = (p_booking).resource_id
        and r.kind = 'staff';
$$;

comment on function private.tip_taker is 'Whose a tip for a booking is; null: the business''s.';

grant execute on function private.tip_taker to holdfast_api;
