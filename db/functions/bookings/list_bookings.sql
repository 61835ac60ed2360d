-- GET /v1/bookings
--
-- In order of time. Staff see those they lead; owners and managers see all. Dates are local to each
-- booking's own location.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_bookings(
    p_tenant_id uuid,
    p_from data.local_date default null,
    p_to data.local_date default null,
    p_resource_id uuid default null,
    p_status data.booking_status default null,
    p_customer_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_sees_all constant boolean := private.current_role_name() in ('owner', 'manager');
    v_own_ids constant uuid[] := array(
        select resource_id
        from data.resources
        where tenant_id = p_tenant_id and user_id = private.current_user_id()
    );
    v_rows jsonb;
begin
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.booking_json(b),
        'keys', jsonb_build_array(b.starts_at, b.booking_id)
    ) order by b.starts_at, b.booking_id)
    into v_rows
    from (
        select k.*
        from data.bookings as k
        where
            k.tenant_id = p_tenant_id
            -- No zone is further from UTC than this; the local dates decide below.
            and (p_from is null or k.starts_at >= p_from::timestamptz - interval '15 hours')
            and (p_to is null or k.starts_at < p_to::timestamptz + interval '39 hours')
            and (p_from is null or (k.starts_at at time zone k.time_zone)::date >= p_from)
            and (p_to is null or (k.starts_at at time zone k.time_zone)::date <= p_to)
            and (p_resource_id is null or k.resource_id = p_resource_id)
            and (p_status is null or private.status_of(k) = p_status)
            and (p_customer_id is null or k.customer_id = p_customer_id)
            and (
                v_after is null
                or (k.starts_at, k.booking_id) > (v_after[1]::timestamptz, v_after[2]::uuid)
            )
            and (v_sees_all or k.resource_id = any(v_own_ids))
        order by k.starts_at, k.booking_id
        limit p_limit + 1
    ) as b;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_bookings is
    'Bookings in order of time: those you lead, or all for owners and managers.

Answers a page of booking.';

alter function api.list_bookings owner to holdfast_api;
grant execute on function api.list_bookings to holdfast_web, holdfast_person;
