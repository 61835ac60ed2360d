-- A notice that tells of several bookings of a series, as it stands now: without those of which it
-- is not true any more. It speaks of the first that is left, and says which there are (bookings),
-- in order of time. If it is true of none it is as it was, and whoever asks about it is told so.

create function private.still_together(p_delivery data.deliveries) returns data.deliveries
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_each data.deliveries;
    v_still data.deliveries;
    v_bookings jsonb := '[]';
    v_of record;
begin
    for v_of in
        select e.event_id, e.data -> 'previously' as previously, e.subject_version as version, b
        from data.events as e
        join data.bookings as b on b.tenant_id = p_delivery.tenant_id and b.booking_id = e.subject_id
        where
            e.tenant_id = p_delivery.tenant_id
            and e.event_id = any(
                array(select jsonb_array_elements_text(p_delivery.data -> 'together'))::uuid[]
            )
        order by b.starts_at, b.booking_id
    loop
        v_each := p_delivery;
        v_each.event_id := v_of.event_id;
        v_each.data := jsonb_strip_nulls(p_delivery.data || jsonb_build_object(
            'booking_id', (v_of.b).booking_id,
            'version', v_of.version,
            'previously', v_of.previously
        ));

        if private.notice_stands(v_each, v_of.b) then
            v_still := case when v_bookings = '[]' then v_each else v_still end;
            v_bookings := v_bookings || to_jsonb((v_of.b).booking_id);
        end if;
    end loop;

    if v_bookings = '[]' then
        return p_delivery;
    end if;

    v_still.data := v_still.data || jsonb_build_object('bookings', v_bookings);
    return v_still;
end;
$$;

comment on function private.still_together is
    'A notice of several bookings, without those of which it is not true any more.';

grant execute on function private.still_together to holdfast_api;
