-- Ends what a customer still has to come, before they are forgotten: they wait for nothing any
-- more, and with p_cancel their bookings are cancelled by the business. Says how many of these
-- there were.
--
-- Fails with  KC101  bookings-to-come

create function private.end_visits(
    p_tenant_id uuid,
    p_customer_ids uuid[],
    p_cancel boolean
) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_ids uuid[];
    v_bookings jsonb;
    v_freed_ids uuid[];
    v_entry data.waitlist;
    v_booking data.bookings;
begin
    -- Who is here has checked in, and that cannot be cancelled any more.
    select jsonb_agg(jsonb_build_object(
        'id', s.booking_id, 'starts_at', private.utc(s.starts_at), 'status', s.status
    ) order by s.starts_at, s.booking_id)
    into v_bookings
    from (
        select b.booking_id, b.starts_at, b.status
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.customer_id = any(p_customer_ids)
            and b.ends_at > now()
            and private.status_of(b) in ('held', 'pending', 'confirmed', 'checked_in')
            and (not p_cancel or b.status = 'checked_in')
        order by b.starts_at, b.booking_id
        limit 50
    ) as s;

    if v_bookings is not null then
        raise exception using
            errcode = 'KC101',
            message = case
                when p_cancel then 'The customer is here. Complete their visit first.'
                else 'There are bookings to come. Cancel them, or say cancel_bookings.'
            end,
            detail = jsonb_build_object('bookings', v_bookings);
    end if;

    for v_entry in
        select w.*
        from data.waitlist as w
        left join data.bookings as b
            on b.tenant_id = w.tenant_id and b.booking_id = w.booking_id
        where
            w.tenant_id = p_tenant_id
            and w.customer_id = any(p_customer_ids)
            and private.waitlist_status_of(w, b) in ('waiting', 'offered')
        order by w.entry_id
    loop
        perform private.end_waiting(v_entry, 'left');
    end loop;

    v_ids := array(
        select b.booking_id
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.customer_id = any(p_customer_ids)
            and b.ends_at > now()
            and private.status_of(b) in ('held', 'pending', 'confirmed')
        order by b.booking_id
    );

    if v_ids = '{}' then
        return 0;
    end if;

    v_freed_ids := private.lock_freed(p_tenant_id, '{}', v_ids);

    for v_booking in
        select *
        from data.bookings
        where tenant_id = p_tenant_id and booking_id = any(v_ids)
        order by booking_id
        for no key update
    loop
        perform private.call_off(v_booking, false);
    end loop;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return cardinality(v_ids);
end;
$$;

comment on function private.end_visits is
    'End what a customer still has to come; how many bookings that cancelled.';

grant execute on function private.end_visits to holdfast_api;
