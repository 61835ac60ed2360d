-- Whether a customer has all the bookings that they may have on the local day of a moment.

create function private.is_day_full(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_starts_at timestamptz,
    p_time_zone text,
    p_most integer
) returns boolean
    language sql stable
    set search_path = ''
as $$
    select p_most is not null and p_most <= (
        select count(*)
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.customer_id = p_customer_id
            and b.starts_at > p_starts_at - interval '2 days'
            and b.starts_at < p_starts_at + interval '2 days'
            and b.status in ('held', 'pending', 'confirmed', 'checked_in')
            and (b.hold_expires_at is null or private.lapses_at(b) > now())
            and (b.starts_at at time zone p_time_zone)::date
            = (p_starts_at at time zone p_time_zone)::date
    );
$$;

comment on function private.is_day_full is 'Whether a customer has enough bookings on a day.';

grant execute on function private.is_day_full to holdfast_api;
