-- The notices that these events of a business are a reason for, one for each way that it has on:
-- customers are told of their bookings and offers, and whoever's calendar it is of what others do
-- to it. Whether somebody wants that, and whether it is true still, is asked when it is sent
-- (private.notice_gate).
--
-- A hold is nothing that anybody was told of: nor is its end. That it became a booking is, and no
-- sooner does a booking that has to be paid become one than when it is. A visit that is over is
-- corrected in silence, but for money that goes back.

create function private.wanted_notices(p_tenant_id uuid, p_first bigint, p_last bigint)
returns setof private.wanted
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_channels constant text[] := (private.notification_settings_of(p_tenant_id)).channels;
begin
    return query
    select
        way.channel,
        p_tenant_id,
        private.notice_order(notice.kind, notice.recipient_id, e.subject_id),
        e.event_id,
        notice.kind,
        jsonb_strip_nulls(jsonb_build_object(
            'recipient', notice.recipient,
            'recipient_id', notice.recipient_id,
            'booking_id', case
                when e.type = 'waitlist.offered' then e.data ->> 'booking_id'
                else e.subject_id::text
            end,
            'entry_id', case when e.type = 'waitlist.offered' then e.subject_id end,
            'version', e.subject_version,
            'previously', e.data -> 'previously'
        )),
        null::timestamptz
    from data.events as e
    cross join lateral (
        select
            'customer' as recipient,
            (e.data ->> 'customer_id')::uuid as recipient_id,
            private.customer_notice(e) as kind
        union all
        select 'user', r.user_id, private.staff_notice(e, r)
        from data.resources as r
        where
            r.tenant_id = p_tenant_id
            and e.type like 'booking.%'
            and r.resource_id in (
                (e.data ->> 'resource_id')::uuid, (e.data ->> 'previous_resource_id')::uuid
            )
            and r.user_id is distinct from e.actor_id
    ) as notice
    join unnest(v_channels) with ordinality as way (channel, nth)
        on notice.recipient = 'customer' or way.channel in ('email', 'push')
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and notice.kind is not null
        and notice.recipient_id is not null
        and private.is_news(
            p_tenant_id,
            notice.kind,
            way.channel,
            private.notice_order(notice.kind, notice.recipient_id, e.subject_id)
        )
    order by e.sequence, notice.recipient, way.nth;
end;
$$;

comment on function private.wanted_notices is 'The notices that some events are a reason for.';

grant execute on function private.wanted_notices to holdfast_api;
