-- What these events of a business mean for what is told later. A visit that is confirmed or moved
-- may have the next reminder of all, and one that is completed is to be asked after; what was put
-- off is asked again.

create function private.heed_follow_ups(p_tenant_id uuid, p_first bigint, p_last bigint)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_waking constant text[] := array[
        'booking.rescheduled', 'booking.declined', 'booking.cancelled_by_customer',
        'booking.cancelled_by_business'
    ];
    v_due constant text[] := array[
        'booking.confirmed', 'booking.rescheduled', 'booking.completed'
    ];
    v_types constant text[] := array(
        select distinct e.type
        from data.events as e
        where e.tenant_id = p_tenant_id and e.sequence between p_first and p_last
    );
    v_settings data.notification_settings;
    v_due_at timestamptz;
begin
    if v_types && v_waking then
        perform private.wake_notices(p_tenant_id, p_first, p_last, v_waking);
    end if;

    if not v_types && v_due then
        return;
    end if;

    v_settings := private.notification_settings_of(p_tenant_id);

    if v_settings.asks_for_reviews then
        insert into data.review_requests (tenant_id, booking_id, customer_id, completed_at)
        select p_tenant_id, b.booking_id, b.customer_id, e.occurred_at
        from data.events as e
        join data.bookings as b on b.tenant_id = p_tenant_id and b.booking_id = e.subject_id
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.type = 'booking.completed'
        on conflict (tenant_id, booking_id) do nothing;
    end if;

    select min(due.at)
    into v_due_at
    from data.events as e
    cross join lateral (
        select (e.data ->> 'starts_at')::timestamptz - make_interval(mins => r.minutes)
        from unnest(v_settings.reminder_minutes) as r (minutes)
        where e.type in ('booking.confirmed', 'booking.rescheduled')
        union all
        select e.occurred_at + make_interval(mins => v_settings.review_delay_minutes)
        where e.type = 'booking.completed' and v_settings.asks_for_reviews
    ) as due (at)
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and e.type = any(v_due)
        and due.at >= e.occurred_at;

    update data.follow_ups
    set due_at = v_due_at
    where tenant_id = p_tenant_id and due_at > v_due_at;
end;
$$;

comment on function private.heed_follow_ups is
    'What events mean for what is told later.';

grant execute on function private.heed_follow_ups to holdfast_api;
