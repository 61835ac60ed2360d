-- GET /v1/waitlist
--
-- In the order in which they came, which is that of their ids. Staff see those that wait for them,
-- or for anyone.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_waitlist(
    p_tenant_id uuid,
    p_status data.waitlist_status default null,
    p_service_id uuid default null,
    p_resource_id uuid default null,
    p_customer_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_sees_all constant boolean := private.current_role_name() in ('owner', 'manager');
    v_rows jsonb;
begin
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.waitlist_entry_json(w),
        'keys', jsonb_build_array(w.entry_id)
    ) order by w.entry_id)
    into v_rows
    from (
        select k.*
        from data.waitlist as k
        left join data.bookings as b
            on b.tenant_id = p_tenant_id and b.booking_id = k.booking_id
        where
            k.tenant_id = p_tenant_id
            and (p_status is null or private.waitlist_status_of(k, b) = p_status)
            and (p_service_id is null or k.service_id = p_service_id)
            and (p_resource_id is null or k.resource_id = p_resource_id)
            and (p_customer_id is null or k.customer_id = p_customer_id)
            and (v_after is null or k.entry_id > v_after[1]::uuid)
            and (v_sees_all or private.is_of_mine(k))
        order by k.entry_id
        limit p_limit + 1
    ) as w;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_waitlist is
    'Who waits, and who did, in the order in which they came.

Staff see those that wait for them or for anyone; owners and managers see all.

Answers a page of waitlist_entry.';

alter function api.list_waitlist owner to holdfast_api;
grant execute on function api.list_waitlist to holdfast_web, holdfast_person;
