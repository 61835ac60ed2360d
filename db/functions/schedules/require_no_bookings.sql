-- Refuses a change of working time that bookings stand in the way of. Those of which that was so
-- before the change do not count: somebody decided then that they stay.
--
-- Fails with  KC030  bookings-in-the-way (with up to 50 of them)

create function private.require_no_bookings(
    p_tenant_id uuid,
    p_after uuid[],
    p_before uuid[] default '{}'
) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_count integer;
    v_bookings jsonb;
begin
    select
        max(s.among),
        jsonb_agg(
            jsonb_build_object(
                'id', s.booking_id,
                'starts_at', private.utc(s.starts_at),
                'resource_id', s.resource_id
            )
            order by s.starts_at, s.booking_id
        )
    into v_count, v_bookings
    from (
        select b.booking_id, b.starts_at, b.resource_id, count(*) over () as among
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.booking_id = any(p_after)
            and b.booking_id <> all(p_before)
        order by b.starts_at, b.booking_id
        limit 50
    ) as s;

    if v_count > 0 then
        raise exception using
            errcode = 'KC030',
            message = format(
                'Bookings stand in the way: %s. Move or cancel them, or say keep_bookings.', v_count
            ),
            detail = jsonb_build_object('bookings', v_bookings);
    end if;
end;
$$;

comment on function private.require_no_bookings is
    'Raise if a change of working time brings bookings to stand outside it.';

grant execute on function private.require_no_bookings to holdfast_api;
