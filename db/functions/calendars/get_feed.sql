-- GET /v1/feeds/{token}.ics
--
-- Of a business. What is in it has 30 days before today and a year after; of more than 2,000
-- bookings those nearest to now. Staff see whose the bookings are that they lead; of others that
-- they take part in, only what and when.
--
-- Fails with  KL002  too-many-attempts
--             KN571  feed-not-found

create function api.get_feed(p_tenant_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_feed constant data.feeds := private.feed_as_its_maker(p_tenant_id);
    v_sees_all constant boolean := private.has_role('{owner,manager}');
    v_from constant timestamptz := now() - interval '30 days';
    v_until constant timestamptz := now() + interval '366 days';
    v_contents api.feed_contents;
begin
    select coalesce(r.name, l.name), l.time_zone
    into v_contents.name, v_contents.time_zone
    from data.locations as l
    left join data.resources as r
        on r.tenant_id = p_tenant_id and r.resource_id = v_feed.resource_id
    where l.tenant_id = p_tenant_id and l.location_id = coalesce(v_feed.location_id, r.location_id);

    select coalesce(array_agg(
        private.feed_event(near.b, v_sees_all or (near.b).resource_id = v_feed.resource_id)
        order by (near.b).starts_at, (near.b).booking_id
    ), '{}')
    into v_contents.events
    from (
        select b
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.starts_at > v_from
            and b.starts_at < v_until
            and (
                b.location_id = v_feed.location_id
                or b.resource_id = v_feed.resource_id
                or b.booking_id in (
                    select a.booking_id
                    from data.allocations as a
                    where
                        a.tenant_id = p_tenant_id
                        and a.resource_id = v_feed.resource_id
                        and a.active
                        and a.starts_at > v_from - interval '32 hours'
                        and a.starts_at < v_until
                )
            )
            and private.is_in_feeds(b)
        order by private.how_far(b.starts_at)
        limit 2000
    ) as near;

    return to_jsonb(v_contents);
end;
$$;

comment on function api.get_feed is
    'What stands in a feed of a business.

Answers feed_contents.';

alter function api.get_feed owner to holdfast_api;
grant execute on function api.get_feed to holdfast_web;
