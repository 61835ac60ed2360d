-- The requests for reviews of a business that are due by a moment, which are asked for by this: one
-- for each customer, and none for whoever was asked not long ago. The others are dropped: they are
-- asked when they come again.

create function private.take_reviews(
    p_settings data.notification_settings,
    p_until timestamptz
) returns setof private.wanted
    language plpgsql volatile
    set search_path = ''
as $$
begin
    return query
    with due as (
        select r.booking_id, r.customer_id, r.completed_at
        from data.review_requests as r
        where
            r.tenant_id = p_settings.tenant_id
            and r.asked_at is null
            and r.completed_at
            <= p_until - make_interval(mins => p_settings.review_delay_minutes)
    ),

    latest as (
        select distinct on (d.customer_id) d.booking_id, d.customer_id, d.completed_at
        from due as d
        where p_settings.asks_for_reviews and not exists (
            select
            from data.review_requests as r
            where
                r.tenant_id = p_settings.tenant_id
                and r.customer_id = d.customer_id
                and r.asked_at
                > p_until - make_interval(days => p_settings.review_pause_days)
        )
        order by d.customer_id, d.completed_at desc, d.booking_id
    ),

    asked as (
        update data.review_requests as r
        set asked_at = p_until
        from latest as l
        where r.tenant_id = p_settings.tenant_id and r.booking_id = l.booking_id
    ),

    dropped as (
        delete from data.review_requests as r
        using due as d
        where
            r.tenant_id = p_settings.tenant_id
            and r.booking_id = d.booking_id
            and not exists (select from latest as l where l.booking_id = d.booking_id)
    )

    select
        way.channel,
        p_settings.tenant_id,
        private.notice_order('review_request', l.customer_id, l.booking_id),
        null::uuid,
        'review_request',
        jsonb_build_object(
            'recipient', 'customer', 'recipient_id', l.customer_id, 'booking_id', l.booking_id
        ),
        null::timestamptz
    from latest as l
    cross join unnest(p_settings.channels) with ordinality as way (channel, nth)
    order by l.completed_at, l.booking_id, way.nth;
end;
$$;

comment on function private.take_reviews is 'Ask for the reviews that are due.';

grant execute on function private.take_reviews to holdfast_api;
