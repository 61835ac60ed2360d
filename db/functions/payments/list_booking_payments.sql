-- GET /v1/tenants/{slug}/bookings/{id}/payments
--
-- For whoever has the manage token. There are few of one booking; what staff wrote is left out.
--
-- Fails with  KN003  booking-not-found
--             KV002  cursor-unreadable

create function api.list_booking_payments(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_booking(p_tenant_id, p_booking_id, false);

    select jsonb_agg(jsonb_build_object(
        'item', private.payment_json(p),
        'keys', jsonb_build_array(p.payment_id)
    ) order by p.payment_id)
    into v_rows
    from (
        select k.*
        from data.payments as k
        where
            k.tenant_id = p_tenant_id
            and k.booking_id = p_booking_id
            and (v_after is null or k.payment_id > v_after[1]::uuid)
        order by k.payment_id
        limit p_limit + 1
    ) as p;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_booking_payments is
    'What was paid for a booking, and what went back, the oldest first.

Answers a page of payment.';

alter function api.list_booking_payments owner to holdfast_api;
grant execute on function api.list_booking_payments to holdfast_web, holdfast_person;
