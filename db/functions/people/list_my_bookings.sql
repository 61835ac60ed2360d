-- GET /v1/me/bookings
--
-- Of every business that knows the caller's address, one after the other: row security shows one at
-- a time. Each gives as many as the page may hold, and the page is the latest of them.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KV002  cursor-unreadable

create function api.list_my_bookings(
    p_tenant_id uuid,
    p_from data.local_date default null,
    p_to data.local_date default null,
    p_status data.booking_status default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_business private.my_business;
    v_customer_id uuid;
    v_claims jsonb;
    v_rows jsonb := '[]';
begin
    foreach v_business in array private.my_businesses() loop
        v_claims := v_business.claims;
        v_customer_id := private.visit_business(v_business);
        v_rows := v_rows || coalesce((
            select jsonb_agg(jsonb_build_object(
                'item', private.as_mine(private.booking_json(b), v_business),
                'keys', jsonb_build_array(b.starts_at, b.booking_id)
            ))
            from (
                select k.*
                from data.bookings as k
                where
                    k.tenant_id = v_business.tenant_id
                    and k.customer_id = v_customer_id
                    -- No zone is further from UTC than this; the local dates decide below.
                    and (p_from is null or k.starts_at >= p_from::timestamptz - interval '15 hours')
                    and (p_to is null or k.starts_at < p_to::timestamptz + interval '39 hours')
                    and (p_from is null or (k.starts_at at time zone k.time_zone)::date >= p_from)
                    and (p_to is null or (k.starts_at at time zone k.time_zone)::date <= p_to)
                    and (p_status is null or private.status_of(k) = p_status)
                    and (
                        v_after is null
                        or (k.starts_at, k.booking_id) < (v_after[1]::timestamptz, v_after[2]::uuid)
                    )
                order by k.starts_at desc, k.booking_id desc
                limit p_limit + 1
            ) as b
        ), '[]');
    end loop;

    perform private.begin_claims(coalesce(v_claims, private.current_claims()), false);

    return private.page_json((
        select coalesce(jsonb_agg(r.found order by r.starts_at desc, r.booking_id desc), '[]')
        from (
            select
                f.found,
                (f.found -> 'keys' ->> 0)::timestamptz as starts_at,
                (f.found -> 'keys' ->> 1)::uuid as booking_id
            from jsonb_array_elements(v_rows) as f (found)
            order by 2 desc, 3 desc
            limit p_limit + 1
        ) as r
    ), p_limit);
end;
$$;

comment on function api.list_my_bookings is
    'Your bookings, in every business: the latest first.

Answers a page of my_booking.';

alter function api.list_my_bookings owner to holdfast_api;
grant execute on function api.list_my_bookings to holdfast_web, holdfast_person;
