-- GET /v1/payments
--
-- The newest first. Staff see those of bookings they lead; owners and managers see all. Dates are
-- those of the business's clock.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_payments(
    p_tenant_id uuid,
    p_booking_id uuid default null,
    p_status data.payment_status default null,
    p_from data.local_date default null,
    p_to data.local_date default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_zone constant text := (select time_zone from data.tenants where tenant_id = p_tenant_id);
    v_rows jsonb;
begin
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.payment_json(p),
        'keys', jsonb_build_array(p.created_at, p.payment_id)
    ) order by p.created_at desc, p.payment_id desc)
    into v_rows
    from (
        select k.*
        from data.payments as k
        where
            k.tenant_id = p_tenant_id
            and (p_booking_id is null or k.booking_id = p_booking_id)
            and (p_status is null or k.status = p_status)
            and (p_from is null or k.created_at >= p_from::timestamp at time zone v_zone)
            and (p_to is null or k.created_at < (p_to + 1)::timestamp at time zone v_zone)
            and (
                v_after is null
                or (k.created_at, k.payment_id) < (v_after[1]::timestamptz, v_after[2]::uuid)
            )
            and (private.has_role('{owner,manager}') or exists (
                select
                from data.bookings as b
                join data.resources as r
                    on
                        r.tenant_id = p_tenant_id
                        and r.resource_id = b.resource_id
                        and r.user_id = private.current_user_id()
                where b.tenant_id = p_tenant_id and b.booking_id = k.booking_id
            ))
        order by k.created_at desc, k.payment_id desc
        limit p_limit + 1
    ) as p;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_payments is
    'Payments, the newest first: of bookings you lead, or all for owners and managers.

Answers a page of payment.';

alter function api.list_payments owner to holdfast_api;
grant execute on function api.list_payments to holdfast_web, holdfast_person;
