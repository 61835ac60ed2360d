-- GET /v1/feeds/{token}.ics
--
-- Of a customer: their bookings at every business that knows their address, 30 days before today
-- and a year after; of more than 500 at one of them those nearest to now.
--
-- Fails with  KL002  too-many-attempts
--             KN571  feed-not-found

create function api.get_account_feed(p_tenant_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user_id constant uuid := (
        select f.user_id
        from data.account_feeds as f
        where f.token_hash = private.current_claims() ->> 'feed_hash'
    );
    v_business private.my_business;
    v_customer_id uuid;
    v_events api.feed_event[] := '{}';
begin
    if v_user_id is null then
        perform private.refuse_feed();
    end if;

    perform private.throttle_feed();
    perform private.add_claims(jsonb_build_object('role', 'customer', 'sub', v_user_id));

    foreach v_business in array private.my_businesses() loop
        v_customer_id := private.visit_business(v_business);
        v_events := v_events || array(
            select private.feed_event(near.b, false)
            from (
                select b
                from data.bookings as b
                where
                    b.tenant_id = v_business.tenant_id
                    and b.customer_id = v_customer_id
                    and b.starts_at > now() - interval '30 days'
                    and b.starts_at < now() + interval '366 days'
                    and private.is_in_feeds(b)
                order by private.how_far(b.starts_at)
                limit 500
            ) as near
            order by (near.b).starts_at, (near.b).booking_id
        );
    end loop;

    return to_jsonb(row(null, null, v_events)::api.feed_contents);
end;
$$;

comment on function api.get_account_feed is
    'What stands in a feed of somebody''s own bookings.

Answers feed_contents.';

alter function api.get_account_feed owner to holdfast_api;
grant execute on function api.get_account_feed to holdfast_web;
