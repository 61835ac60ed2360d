-- The booking that a notice tells of: of an entry on the waitlist, the one that is offered.

create function private.notice_booking(p_delivery data.deliveries) returns uuid
    language sql stable
    set search_path = ''
as $$
    select case
        when p_delivery.data ? 'entry_id' then (
            select w.booking_id
            from data.waitlist as w
            where
                w.tenant_id = p_delivery.tenant_id
                and w.entry_id = (p_delivery.data ->> 'entry_id')::uuid
                and w.status = 'offered'
        )
        else (p_delivery.data ->> 'booking_id')::uuid
    end;
$$;

comment on function private.notice_booking is 'The booking that a notice tells of.';

grant execute on function private.notice_booking to holdfast_api;
