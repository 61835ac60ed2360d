-- The notices that these events of a business are a reason for, one for each way that it has on:
-- customers are told of their bookings and offers, and whoever's calendar it is of what others do
-- to it. Whether somebody wants that, and whether it is true still, is asked when it is sent
-- (private.notice_gate).
--
-- A hold is nothing that anybody was told of: nor is its end. That it became a booking is, and no
-- sooner does a booking that has to be paid become one than when it is. A visit that is over is
-- corrected in silence, but for money that goes back.
--
-- What was issued goes by e-mail alone: it is a document.
--
-- Of what became of a series in one go there is one notice for each whom it concerns, with the
-- first event that is a reason for it; together says which there are. Those that come in another
-- batch have been told of by then.

create function private.wanted_notices(p_tenant_id uuid, p_first bigint, p_last bigint)
returns setof private.wanted
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_channels constant text[] := (private.notification_settings_of(p_tenant_id)).channels;
begin
    if v_channels = '{}' then
        return;
    end if;

    return query
    with called as (
        select distinct e.data ->> 'series_id' as series_id, e.occurred_at
        from data.events as e
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.data ->> 'series_id' is not null
    ),

    happened as (
        select e
        from data.events as e
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.data ->> 'series_id' is null
        union all
        select e
        from called as c
        cross join lateral private.events_together(
            p_tenant_id, c.series_id, c.occurred_at
        ) as e
    ),

    notices as (
        select
            (array_agg(h.e order by (h.e).event_id))[1] as e,
            case
                when count(*) > 1
                    then to_jsonb(array_agg((h.e).event_id order by (h.e).event_id))
            end as together,
            notice.recipient,
            notice.recipient_id,
            notice.kind
        from happened as h
        cross join lateral (
            select
                'customer' as recipient,
                ((h.e).data ->> 'customer_id')::uuid as recipient_id,
                private.customer_notice(h.e) as kind
            union all
            select 'user', r.user_id, private.staff_notice(h.e, r)
            from data.resources as r
            where
                r.tenant_id = p_tenant_id
                and (h.e).type like 'booking.%'
                and r.resource_id in (
                    ((h.e).data ->> 'resource_id')::uuid,
                    ((h.e).data ->> 'previous_resource_id')::uuid
                )
                and r.user_id is distinct from (h.e).actor_id
        ) as notice
        where notice.kind is not null and notice.recipient_id is not null
        group by
            coalesce((h.e).data ->> 'series_id', (h.e).event_id::text),
            (h.e).occurred_at,
            notice.recipient,
            notice.recipient_id,
            notice.kind
    )

    select
        way.channel,
        p_tenant_id,
        told.order_key,
        (n.e).event_id,
        n.kind,
        jsonb_strip_nulls(jsonb_build_object(
            'recipient', n.recipient,
            'recipient_id', n.recipient_id,
            'booking_id', case
                when (n.e).type like 'booking.%' then (n.e).subject_id::text
                else (n.e).data ->> 'booking_id'
            end,
            'entry_id', case when (n.e).type = 'waitlist.offered' then (n.e).subject_id end,
            'invoice_id', case when (n.e).type like '%.issued' then (n.e).subject_id end,
            'version', (n.e).subject_version,
            'previously', (n.e).data -> 'previously',
            'together', n.together
        )),
        null::timestamptz
    from notices as n
    cross join lateral private.notice_order(
        n.kind,
        n.recipient_id,
        coalesce(((n.e).data ->> 'series_id')::uuid, (n.e).subject_id)
    ) as told (order_key)
    join unnest(v_channels) with ordinality as way (channel, nth)
        on
            way.channel = 'email'
            or n.recipient = 'customer' and (n.e).type not like '%.issued'
            or way.channel = 'push' and n.recipient = 'user'
    where
        (n.e).sequence between p_first and p_last
        and private.is_news(p_tenant_id, n.kind, way.channel, told.order_key)
    order by (n.e).sequence, n.recipient, n.kind desc, way.nth;
end;
$$;

comment on function private.wanted_notices is 'The notices that some events are a reason for.';

grant execute on function private.wanted_notices to holdfast_api;
