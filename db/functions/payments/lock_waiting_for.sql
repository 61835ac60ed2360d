-- The bookings that wait for a card: the one that it is given for, and those of its series. They
-- are locked, with all that it takes to reserve their time again.

create function private.lock_waiting_for(p_card data.cards) returns data.bookings[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_id uuid;
    v_waiting data.bookings[] := '{}';
begin
    for v_id in
        select b.booking_id
        from data.bookings as o
        join data.bookings as b
            on
                b.tenant_id = p_card.tenant_id
                and (
                    b.booking_id = o.booking_id
                    or b.series_id = o.series_id and b.customer_id = o.customer_id
                )
        where
            o.tenant_id = p_card.tenant_id
            and o.booking_id = p_card.booking_id
            and b.status in ('held', 'expired')
            and b.card_required
            and b.payment_status in ('none', 'paid')
        order by b.booking_id
    loop
        v_waiting := v_waiting || private.lock_paid_booking(p_card.tenant_id, v_id);
    end loop;

    return v_waiting;
end;
$$;

comment on function private.lock_waiting_for is 'The bookings that wait for a card, locked.';

grant execute on function private.lock_waiting_for to holdfast_api;
