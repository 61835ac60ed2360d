-- When the next reminder or request for a review of a business is due, after a moment; infinity if
-- there is none to come as things stand.

create function private.next_follow_up(
    p_settings data.notification_settings,
    p_after timestamptz
) returns timestamptz
    language sql stable
    set search_path = ''
as $$
    select coalesce(
        least(
            (
                select min(due.starts_at - make_interval(mins => r.minutes))
                from unnest((p_settings).reminder_minutes) as r (minutes)
                cross join lateral (
                    select b.starts_at
                    from data.bookings as b
                    where
                        b.tenant_id = (p_settings).tenant_id
                        and b.starts_at > p_after + make_interval(mins => r.minutes)
                        and b.status = 'confirmed'
                    order by b.starts_at
                    limit 1
                ) as due
            ),
            (
                select
                    min(r.completed_at) + make_interval(mins => (p_settings).review_delay_minutes)
                from data.review_requests as r
                where r.tenant_id = (p_settings).tenant_id and r.asked_at is null
            )
        ),
        'infinity'
    );
$$;

comment on function private.next_follow_up is 'When the next reminder or request is due.';

grant execute on function private.next_follow_up to holdfast_api;
